/**
 * Time rightward: the same picture with its axes exchanged. Everything is laid out and drawn with the lanes on x and time on y, and only
 * where it reaches the screen is it turned: shapes that run along lanes and lines are mirrored at the diagonal, signs and words keep
 * upright and are only put elsewhere. So nothing that draws has to think of it but for words, which need room to the right whatever
 * the direction of time.
 */
import { leftOf } from './labels';
import type { LabelBox, LabelWish } from './labels';
import type { MessageLine } from './messages';

export const TIME_DIRECTIONS = ['down', 'right'] as const;
export type TimeDirection = (typeof TIME_DIRECTIONS)[number];

/** Rows are so much wider than they would be high, and time so much finer: words stand side by side then. */
export const WIDER = 1.75;
/** Words beside a mark or a line are shortened to this, for nothing else says where the next ones begin. */
export const TURNED_WORDS_PX = 132;

/** Between words that stand one after the other on one line; beside lanes they never do. */
export const TURNED_GAP_PX = 9;

/** From the middle of a line of letters to its baseline. */
const BASE_PX = 4;
/** Height of letters above their baseline. */
const LETTERS_PX = 9;
/** To the next line of words. */
const LINE_PX = 13;
/** Words that begin at a mark begin with its left edge. */
const MARK_PX = 6;

/** A path mirrored at the diagonal. Numbers are separated by blanks or commas. */
export function turnedPath(d: string): string {
  return d.replace(/([A-Za-z])([^A-Za-z]*)/g, (_, command: string, list: string) => {
    const other = EXCHANGED[command];
    if (other !== undefined) return other + list;
    const numbers = list.trim().split(/[\s,]+/);
    const size = command === 'A' || command === 'a' ? 7 : 2;
    const turned: string[] = [];
    for (let k = 0; k + size <= numbers.length; k += size) {
      const [a, b, angle, large, sweep, x, y] = numbers.slice(k, k + size) as [string, string, string, string, string, string, string];
      if (size === 2) turned.push(b, a);
      // In a mirror what goes round to the right goes round to the left.
      else turned.push(b, a, angle, large, sweep === '0' ? '1' : '0', y, x);
    }
    return command + turned.join(' ');
  });
}

const EXCHANGED: { readonly [command: string]: string } = { H: 'V', V: 'H', h: 'v', v: 'h' };

/** A line as it is on the screen; `base` is subtracted from its moments. */
export function turnedLine(line: MessageLine, base = 0): MessageLine {
  return { ...line, x1: line.y1 - base, y1: line.x1, x2: line.y2 - base, y2: line.x2 };
}

/** What words may not leave, on the screen. */
export interface TurnedRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Places for words on the screen, from those they would have if time ran downward: what stands right of a lane there stands below it,
 * what stands left stands above, in the middle of its moment if it can, and beginning or ending with it else; then a line further out.
 */
export function turnedPlaces(places: readonly LabelBox[], room: TurnedRoom): LabelBox[] {
  const sides: { readonly box: LabelBox; readonly anchor: LabelBox['anchor'] }[] = [];
  for (const box of places) if (!sides.some(({ anchor }) => anchor === box.anchor)) sides.push({ box, anchor: box.anchor });
  const found: LabelBox[] = [];
  for (const line of [0, 1]) {
    for (const anchor of ['middle', 'start', 'end'] as const) {
      for (const { box, anchor: side } of sides) {
        // What stands on its lane stays there.
        if (side === 'middle' && line > 0) continue;
        const at = box.y - BASE_PX;
        const x = anchor === 'middle' ? at : anchor === 'start' ? at - MARK_PX : at + MARK_PX;
        const y = side === 'middle' ? box.x + BASE_PX : side === 'start' ? box.x + LETTERS_PX + line * LINE_PX : box.x + BASE_PX - line * LINE_PX;
        const place: LabelBox = { ...box, x, y, anchor };
        if (isWithin(place, room)) found.push(place);
      }
    }
  }
  return found;
}

/** Level places around a point of the screen, for words about what is there: right of it first, but of a point on a lane below and above only. */
export function placesAround(x: number, y: number, awayPx: number, widthPx: number, onLane = false): LabelBox[] {
  const level: LabelBox[] = [
    { x, y: y + awayPx + LETTERS_PX - 1, anchor: 'middle', widthPx },
    { x, y: y - awayPx, anchor: 'middle', widthPx },
  ];
  if (onLane) return level;
  return [{ x: x + awayPx, y: y + BASE_PX, anchor: 'start', widthPx }, ...level, { x: x - awayPx, y: y + BASE_PX, anchor: 'end', widthPx }];
}

/**
 * Level places for the type of a message that goes rightward on the screen: over the middle of its line, or under it, far enough from it
 * that the slope does not run through; beside it where it is steep; and where it leaves.
 */
export function turnedMessagePlaces({ x1, y1, x2, y2, self }: MessageLine, widthPx: number): LabelBox[] {
  if (self) return [{ x: (x1 + x2) / 2, y: y1 + 40, anchor: 'middle', widthPx }];
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const down = y2 >= y1 ? 1 : -1;
  const slope = Math.abs(y2 - y1) / Math.max(1, x2 - x1);
  const beside: LabelBox[] = [
    { x: x + 7, y: y + BASE_PX - down * 5, anchor: 'start', widthPx },
    { x: x - 7, y: y + BASE_PX + down * 5, anchor: 'end', widthPx },
  ];
  const off = Math.min(30, (slope * widthPx) / 2);
  const level: LabelBox[] = [
    { x, y: y - 4 - off, anchor: 'middle', widthPx },
    { x, y: y + LETTERS_PX + 3 + off, anchor: 'middle', widthPx },
  ];
  return slope > 0.8 ? [...beside, ...level] : [...level, ...beside];
}

/** Wishes for words as they are where time runs rightward. */
export function turnedWishes<T>(wishes: readonly LabelWish<T>[], room: TurnedRoom): LabelWish<T>[] {
  return wishes.map((wish) => ({ ...wish, places: wish.turned?.filter((place) => isWithin(place, room)) ?? turnedPlaces(wish.places, room) }));
}

/** Whether all of a level text stays in the room there is. */
function isWithin(box: LabelBox, { left, right, top, bottom }: TurnedRoom): boolean {
  const { y, widthPx, padPx = 0, along } = box;
  // On a slope it is as long as its line, which does not leave the trace.
  if (along !== undefined) return y - LETTERS_PX >= top && y <= bottom;
  const from = leftOf(box);
  return from >= left && from + widthPx <= right && y - LETTERS_PX - padPx >= top && y + 3 + padPx <= bottom;
}
