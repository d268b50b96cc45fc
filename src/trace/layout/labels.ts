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
}

/** Text that wants a place; the first of `places` that is free is taken. Higher `priority` chooses first. */
export interface LabelWish<T> {
  readonly of: T;
  readonly priority: number;
  readonly places: readonly LabelBox[];
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
 * Places for a message's type, best first: above the line where it leaves the sender, which in even spacing is the
 * sender's own row; then along the line further on.
 */
export function messageLabelPlaces(line: MessageLine, widthPx: number): LabelBox[] {
  const along = line.x2 - line.x1;
  if (line.self) return [{ x: line.x1 + 26, y: (line.y1 + line.y2) / 2 + 4, anchor: 'start', widthPx }];
  const side = along >= 0 ? 1 : -1;
  const anchor = along >= 0 ? 'start' : 'end';
  const slope = along === 0 ? 0 : (line.y2 - line.y1) / Math.abs(along);
  return [
    { x: line.x1 + side * 10, y: line.y1 - 3, anchor, widthPx },
    { x: (line.x1 + line.x2) / 2, y: (line.y1 + line.y2) / 2 - 4 - Math.min(30, (slope * widthPx) / 2), anchor: 'middle', widthPx },
    { x: line.x2 - side * 10, y: line.y2 + 13, anchor: along >= 0 ? 'end' : 'start', widthPx },
  ];
}

/** A place beside a lane, on the free side: right of it but for the last lane, whose right may be cut off. */
export function besideLane(x: number, y: number, widthPx: number, right = true): LabelBox {
  return { x: right ? x + 10 : x - 10, y: y + 4, anchor: right ? 'start' : 'end', widthPx };
}

/**
 * Gives every wish the first of its places that covers no label placed before; those that find none are left out.
 * Time grows with the number of wishes, not with its square: boxes are looked up by rows of `linePx`.
 */
export function placeLabels<T>(wishes: readonly LabelWish<T>[], linePx: number): Map<T, LabelBox> {
  const placed = new Map<T, LabelBox>();
  const rows = new Map<number, { readonly left: number; readonly right: number; readonly y: number }[]>();
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[b]!.priority - wishes[a]!.priority || a - b);
  for (const index of order) {
    const wish = wishes[index]!;
    const place = wish.places.find((box) => isFree(box));
    if (place === undefined) continue;
    placed.set(wish.of, place);
    const row = Math.floor(place.y / linePx);
    const taken = rows.get(row);
    const box = { left: leftOf(place), right: leftOf(place) + place.widthPx, y: place.y };
    if (taken === undefined) rows.set(row, [box]);
    else taken.push(box);
  }
  return placed;

  function isFree(box: LabelBox): boolean {
    const left = leftOf(box);
    const right = left + box.widthPx;
    const row = Math.floor(box.y / linePx);
    for (let near = row - 1; near <= row + 1; near++) {
      for (const other of rows.get(near) ?? []) {
        if (Math.abs(other.y - box.y) < linePx && left < other.right && other.left < right) return false;
      }
    }
    return true;
  }
}

function leftOf(box: LabelBox): number {
  if (box.anchor === 'start') return box.x;
  return box.anchor === 'end' ? box.x - box.widthPx : box.x - box.widthPx / 2;
}
