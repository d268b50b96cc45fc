/**
 * Where text goes: a place for each label near what it names, and which labels give way where they would
 * cover one another. Widths are estimated, so that host, command line and view decide alike without a font.
 */
import type { MessageLine } from './messages';

export interface LabelBox {
  /** Baseline position of the text. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly widthPx: number;
  /** Room kept free above and below, for text in an outline. */
  readonly padPx?: number;
  /** Direction of the baseline, for text that runs along a slanting line; level when absent. */
  readonly along?: { readonly cos: number; readonly sin: number };
}

/** Text that wants a place; the first of `places` that is free is taken. Higher `priority` chooses first. */
export interface LabelWish<T> {
  readonly of: T;
  readonly priority: number;
  readonly places: readonly LabelBox[];
  /** Its places on the screen where time runs rightward; absent when they follow from the others. */
  readonly turned?: readonly LabelBox[] | undefined;
}

/** Left end of a level text. */
export function leftOf({ x, anchor, widthPx }: LabelBox): number {
  return anchor === 'start' ? x : anchor === 'end' ? x - widthPx : x - widthPx / 2;
}

/** Average advance of a character as a part of the font size, for proportional fonts; wide scripts count double. */
const ADVANCE = 0.55;

/** Estimated width of a text in pixels. */
export function textWidthPx(text: string, fontPx: number): number {
  let units = 0;
  for (const character of text) units += character.codePointAt(0)! > 0x2e7f ? 2 : 1;
  return units * fontPx * ADVANCE;
}

/** Shortens a text to about so many pixels, with an ellipsis. */
export function fitText(text: string, maxPx: number, fontPx: number): string {
  if (textWidthPx(text, fontPx) <= maxPx) return text;
  let used = fontPx * ADVANCE;
  let fitted = '';
  for (const character of text) {
    used += textWidthPx(character, fontPx);
    if (used > maxPx) break;
    fitted += character;
  }
  return fitted.trimEnd() + '…';
}

/**
 * Level places for a message's type, best first: above the line where it leaves the sender, which on even rows is the
 * sender's own; then along the line further on.
 */
export function messageLabelPlaces(line: MessageLine, widthPx: number): LabelBox[] {
  const { x1, y1, x2, y2 } = line;
  if (line.self) return [{ x: x1 + 26, y: (y1 + y2) / 2 + 4, anchor: 'start', widthPx }];
  const right = x2 >= x1;
  const side = right ? 1 : -1;
  const slope = x1 === x2 ? 0 : (y2 - y1) / Math.abs(x2 - x1);
  return [
    { x: x1 + side * 10, y: y1 - 3, anchor: right ? 'start' : 'end', widthPx },
    { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 4 - Math.min(30, (slope * widthPx) / 2), anchor: 'middle', widthPx },
    { x: x2 - side * 10, y: y2 + 13, anchor: right ? 'end' : 'start', widthPx },
  ];
}

/** Places along the line itself, which tell to which of many lines a text belongs; none where the line is steep or short. */
export function slantedLabelPlaces(line: MessageLine, widthPx: number): LabelBox[] {
  const { x1, y1, x2, y2 } = line;
  const length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
  if (line.self || length < widthPx || Math.abs(y2 - y1) > Math.abs(x2 - x1)) return [];
  const side = x2 >= x1 ? 1 : -1;
  const along = { cos: Math.abs(x2 - x1) / length, sin: ((y2 - y1) / length) * side };
  return [0.5, 0.36, 0.64].map((part) => ({
    x: x1 + (x2 - x1) * part + along.sin * 4,
    y: y1 + (y2 - y1) * part - along.cos * 4,
    anchor: 'middle',
    widthPx,
    along,
  }));
}

/** A place beside a lane, on the free side: right of it but for the last lane, whose right may be cut off. */
export function besideLane(x: number, y: number, widthPx: number, right = true): LabelBox {
  return { x: right ? x + 10 : x - 10, y: y + 4, anchor: right ? 'start' : 'end', widthPx };
}

/**
 * Gives every wish the first of its places that covers no label placed before; those that find none are left out.
 * Time grows with the number of wishes, not with its square: boxes are looked up by rows of `linePx`. Between two on one line is `gapPx`.
 */
export function placeLabels<T>(wishes: readonly LabelWish<T>[], linePx: number, gapPx = 0): Map<T, LabelBox> {
  const placed = new Map<T, LabelBox>();
  const rows = new Map<number, Extent[]>();
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[b]!.priority - wishes[a]!.priority || a - b);
  for (const index of order) {
    const wish = wishes[index]!;
    const place = wish.places.find((box) => isFree(extentOf(box, linePx, gapPx)));
    if (place === undefined) continue;
    placed.set(wish.of, place);
    const extent = extentOf(place, linePx, gapPx);
    for (let row = rowOf(extent.top); row <= rowOf(extent.bottom); row++) {
      const taken = rows.get(row);
      if (taken === undefined) rows.set(row, [extent]);
      else taken.push(extent);
    }
  }
  return placed;

  function rowOf(y: number): number {
    return Math.floor(y / linePx);
  }

  function isFree(extent: Extent): boolean {
    for (let row = rowOf(extent.top); row <= rowOf(extent.bottom); row++) {
      for (const other of rows.get(row) ?? []) {
        const apart = extent.left >= other.right || other.left >= extent.right || extent.top >= other.bottom || other.top >= extent.bottom;
        if (!apart) return false;
      }
    }
    return true;
  }
}

/** The upright rectangle that a label takes up. */
interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function extentOf(box: LabelBox, linePx: number, gapPx: number): Extent {
  const padPx = box.padPx ?? 0;
  const before = box.anchor === 'start' ? 0 : box.anchor === 'end' ? box.widthPx : box.widthPx / 2;
  const { cos, sin } = box.along ?? { cos: 1, sin: 0 };
  const [startY, endY] = [box.y - before * sin, box.y + (box.widthPx - before) * sin];
  // Letters that stand on a slope lean to one side of where their baseline ends.
  const lean = linePx * sin;
  return {
    left: box.x - before * cos + Math.min(0, lean) - gapPx / 2,
    right: box.x + (box.widthPx - before) * cos + Math.max(0, lean) + gapPx / 2,
    top: Math.min(startY, endY) - linePx - padPx,
    bottom: Math.max(startY, endY) + padPx,
  };
}
