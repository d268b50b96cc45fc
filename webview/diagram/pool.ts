/**
 * SVG elements that are used again. What is on screen keeps its element while it stays on screen; what scrolls in takes
 * one that scrolled out. Attributes are written only when they differ, because writing is what costs.
 */

export type Anchor = 'start' | 'middle' | 'end';
/** Direction in which a text is read; a right-hand slant goes down. */
export interface Slant {
  readonly cos: number;
  readonly sin: number;
}

/** One layer of the picture. Call `begin`, say what there is, call `end`; whatever was not said is gone. */
export interface Layer {
  begin(): void;
  /** A path at (x, y). Keys are unique within the layer and stand for the same thing from frame to frame. */
  path(key: number, className: string, d: string, x?: number, y?: number): void;
  /** A line of text whose baseline begins, is centred or ends at (x, y), perhaps at a slant. Always text, never markup. */
  text(key: number, className: string, content: string, x: number, y: number, anchor?: Anchor, slant?: Slant): void;
  end(): void;
  /** Elements made so far, shown or waiting. */
  readonly size: number;
}

interface Slot {
  readonly element: SVGElement;
  className: string;
  content: string;
  x: number;
  y: number;
  anchor: string;
  sin: number;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Elements kept waiting in a layer; more are given back after a crowded frame. */
const WAITING = 64;

export function createLayer(parent: SVGElement): Layer {
  const paths = createPool('path', parent);
  const texts = createPool('text', parent);
  return {
    begin() {
      paths.begin();
      texts.begin();
    },
    path(key, className, d, x = 0, y = 0) {
      const slot = paths.take(key);
      if (slot.content !== d) {
        slot.content = d;
        slot.element.setAttribute('d', d);
      }
      dress(slot, className);
      if (slot.x !== x || slot.y !== y) {
        slot.x = x;
        slot.y = y;
        slot.element.setAttribute('transform', `translate(${round(x)} ${round(y)})`);
      }
    },
    text(key, className, content, x, y, anchor = 'start', slant) {
      const slot = texts.take(key);
      if (slot.content !== content) {
        slot.content = content;
        slot.element.textContent = content;
      }
      dress(slot, className);
      const sin = slant?.sin ?? 0;
      if (slot.x !== x || slot.y !== y || slot.sin !== sin) {
        slot.x = x;
        slot.y = y;
        slot.sin = sin;
        const turn = slant === undefined ? '' : `${slant.cos.toFixed(4)} ${sin.toFixed(4)} ${(-sin).toFixed(4)} ${slant.cos.toFixed(4)}`;
        slot.element.setAttribute('transform', slant === undefined ? `translate(${round(x)} ${round(y)})` : `matrix(${turn} ${round(x)} ${round(y)})`);
      }
      if (slot.anchor !== anchor) {
        slot.anchor = anchor;
        slot.element.setAttribute('text-anchor', anchor);
      }
    },
    end() {
      paths.end();
      texts.end();
    },
    get size() { return paths.size + texts.size; },
  };
}

function dress(slot: Slot, className: string): void {
  if (slot.className === className) return;
  slot.className = className;
  slot.element.setAttribute('class', className);
}

/** A tenth of a pixel is enough, and short numbers are cheaper to parse. */
export function round(px: number): number {
  return Math.round(px * 10) / 10;
}

function createPool(tag: 'path' | 'text', parent: SVGElement) {
  let before = new Map<number, Slot>();
  let shown = new Map<number, Slot>();
  const waiting: Slot[] = [];

  return {
    begin(): void {
      const emptied = before;
      before = shown;
      shown = emptied;
    },
    take(key: number): Slot {
      let slot = shown.get(key);
      if (slot !== undefined) return slot;
      slot = before.get(key);
      if (slot !== undefined) before.delete(key);
      else slot = wake() ?? make();
      shown.set(key, slot);
      return slot;
    },
    end(): void {
      for (const slot of before.values()) {
        if (waiting.length < WAITING) {
          slot.element.style.display = 'none';
          waiting.push(slot);
        } else slot.element.remove();
      }
      before.clear();
    },
    get size(): number { return before.size + shown.size + waiting.length; },
  };

  function wake(): Slot | undefined {
    const slot = waiting.pop();
    if (slot !== undefined) slot.element.style.display = '';
    return slot;
  }

  function make(): Slot {
    const element = document.createElementNS(SVG, tag);
    parent.append(element);
    return { element, className: '', content: '', x: NaN, y: NaN, anchor: '', sin: 0 };
  }
}
