/**
 * SVG elements that are used again. What is on screen keeps its element while it stays on screen; what scrolls in takes
 * one that scrolled out. Attributes are written only when they differ, because writing is what costs.
 */

import { isolated } from '../../src/trace/direction';
import { turnedPath } from '../../src/trace/layout/turn';

export type Anchor = 'start' | 'middle' | 'end';
/** Direction in which a text is read; a right-hand slant goes down. */
export interface Slant {
  readonly cos: number;
  readonly sin: number;
}

/**
 * One layer of the picture. Call `begin`, say what there is, call `end`; whatever was not said is gone. For paths and signs x runs across the
 * lanes and y along time; where time runs rightward the layer exchanges them. Words have their places on the screen.
 */
export interface Layer {
  begin(): void;
  /** A path at (x, y). Keys are unique within the layer and stand for the same thing from frame to frame. */
  path(key: number, className: string, d: string, x?: number, y?: number): void;
  /** A path that stays upright whatever the direction of time: only its place (x, y) is exchanged. Keys are those of paths. */
  sign(key: number, className: string, d: string, x: number, y: number): void;
  /** A line of text whose baseline begins, is centred or ends at (x, y) of the screen, perhaps at a slant. Always text, never markup. */
  text(key: number, className: string, content: string, x: number, y: number, anchor?: Anchor, slant?: Slant): void;
  end(): void;
  /** Elements made so far, shown or waiting. */
  readonly size: number;
}

/** A layer of a picture. What it shows can be dimmed as it stands, which costs less than to draw it anew. */
export interface PooledLayer extends Layer {
  /** Time runs rightward from the next frame on, or downward again. */
  turn(turned: boolean): void;
  /** Dims what is on show by key, or no longer. */
  dim(isDim: (key: number) => boolean): void;
  /** Marks the words on show as lying ahead, or no longer, by key and by where they stand. */
  ahead(isAhead: (key: number, x: number) => boolean): void;
}

interface Slot {
  readonly element: SVGElement;
  className: string;
  content: string;
  x: number;
  y: number;
  anchor: string;
  sin: number;
  mirrored: boolean;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Classes that are put on what is drawn already. */
const MARKS = { dim: / dim\b/, ahead: / ahead\b/ };
type Mark = keyof typeof MARKS;
/** Elements kept waiting in a layer; more are given back after a crowded frame. */
const WAITING = 16;

export function createLayer(parent: SVGElement): PooledLayer {
  const paths = createPool('path', parent);
  const texts = createPool('text', parent);
  let turned = false;

  function put(key: number, className: string, d: string, x: number, y: number, mirrored: boolean): void {
    const slot = paths.take(key);
    if (slot.content !== d || slot.x !== x || slot.y !== y || slot.mirrored !== mirrored) {
      slot.content = d;
      slot.x = x;
      slot.y = y;
      slot.mirrored = mirrored;
      slot.element.setAttribute('d', pathAt(mirrored ? turnedPath(d) : d, round(x), round(y)));
    }
    dress(slot, className);
  }

  return {
    begin() {
      paths.begin();
      texts.begin();
    },
    path: (key, className, d, x = 0, y = 0) => (turned ? put(key, className, d, y, x, true) : put(key, className, d, x, y, false)),
    sign: (key, className, d, x, y) => (turned ? put(key, className, d, y, x, false) : put(key, className, d, x, y, false)),
    text(key, className, content, x, y, anchor = 'start', slant) {
      const slot = texts.take(key);
      if (slot.content !== content) {
        slot.content = content;
        slot.element.textContent = isolated(content);
      }
      dress(slot, className);
      const sin = slant?.sin ?? 0;
      if (slot.x !== x || slot.y !== y || slot.sin !== sin) {
        slot.x = x;
        slot.y = y;
        slot.sin = sin;
        place(slot.element, round(x), round(y), slant);
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
    turn(next) {
      turned = next;
    },
    dim(isDim) {
      paths.mark('dim', isDim);
      texts.mark('dim', isDim);
    },
    ahead: (isAhead) => texts.mark('ahead', isAhead),
    get size() { return paths.size + texts.size; },
  };
}

function dress(slot: Slot, className: string): void {
  if (slot.className === className) return;
  slot.className = className;
  slot.element.setAttribute('class', className);
}

/**
 * A path moved to (x, y) by its numbers. A `transform` would look the same, but the browser keeps a piece of its own for each,
 * and goes through all pieces on screen whenever one thing changes.
 */
export function pathAt(d: string, x: number, y: number): string {
  return d.replace(/([MLCAHV])([^A-Za-z]*)/g, (_, command: string, list: string) => {
    const numbers = list.trim().split(/[\s,]+/).map(Number);
    return command + numbers.map((number, k) => exact(number + shiftOf(command, k, x, y))).join(' ');
  });
}

/** What is added to the k-th number after an absolute command. */
function shiftOf(command: string, k: number, x: number, y: number): number {
  if (command === 'H') return x;
  if (command === 'V') return y;
  // Of an arc only the place where it ends is a place.
  if (command === 'A') return k % 7 === 5 ? x : k % 7 === 6 ? y : 0;
  return k % 2 === 0 ? x : y;
}

/** Words at a place by their numbers, for the same reason; only those at a slant need a transform. */
function place(element: SVGElement, x: number, y: number, slant: Slant | undefined): void {
  if (slant === undefined) {
    element.removeAttribute('transform');
    element.setAttribute('x', String(x));
    element.setAttribute('y', String(y));
    return;
  }
  const { cos, sin } = slant;
  element.removeAttribute('x');
  element.removeAttribute('y');
  element.setAttribute('transform', `matrix(${cos.toFixed(4)} ${sin.toFixed(4)} ${(-sin).toFixed(4)} ${cos.toFixed(4)} ${x} ${y})`);
}

/** Glyphs are drawn to a hundredth. */
function exact(px: number): number {
  return Math.round(px * 100) / 100;
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
    mark(name: Mark, isMarked: (key: number, x: number) => boolean): void {
      for (const [key, slot] of shown) {
        const wanted = isMarked(key, slot.x);
        if (wanted === MARKS[name].test(slot.className)) continue;
        dress(slot, wanted ? `${slot.className} ${name}` : slot.className.replace(MARKS[name], ''));
      }
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
    return { element, className: '', content: '', x: NaN, y: NaN, anchor: '', sin: 0, mirrored: false };
  }
}
