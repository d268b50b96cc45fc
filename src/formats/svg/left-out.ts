/** What a picture leaves out and says so: stretches that repeat, counted in one row, and idle stretches cut out of compressed time. */
import { breaksBetween, yOf } from '../../trace/layout/axis';
import type { Fold } from '../../trace/layout/folds';
import { fitText } from '../../trace/layout/labels';
import { placeOf } from '../../trace/layout/lanes';
import { timeText } from '../../trace/text';
import type { Scene } from './scene';
import { px, xmlText } from './xml';

/** A stretch that repeats, and the event that stands for it. */
export interface PictureFold extends Fold {
  readonly event: number;
}

/** Who takes part shows in the first of its events. */
const LOOKED_AT = 200;
const BESIDE_PX = 16;
const HALF_PX = 9;
const TOOTH_PX = 9;

/** The fold that an event is in, for folds in the order of the trace. */
export function foldsByEvent(folds: readonly PictureFold[]): (event: number) => Fold | undefined {
  const sorted = [...folds].sort((a, b) => a.from - b.from);
  return (event) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]!.to <= event) low = middle + 1;
      else high = middle;
    }
    const fold = sorted[low];
    return fold !== undefined && fold.from <= event ? fold : undefined;
  };
}

/** A box across the lanes that take part, with what it counts in words. */
export function* drawFolds({ trace, axis, lanes }: Scene, folds: readonly PictureFold[]): Generator<string> {
  for (const { event, from, to, rounds, messages, label } of folds) {
    let [first, last] = [Infinity, -1];
    for (let i = from; i < Math.min(to, from + LOOKED_AT); i++) {
      const place = placeOf(lanes, trace.node[i]!);
      if (place < 0 || place >= lanes.count) continue;
      first = Math.min(first, place);
      last = Math.max(last, place);
    }
    if (last < 0) continue;
    const left = lanes.gutterPx + (first + 0.5) * lanes.lanePx - BESIDE_PX;
    const right = lanes.gutterPx + (last + 0.5) * lanes.lanePx + BESIDE_PX;
    const even = axis.spacing === 'even';
    const top = yOf(axis, event) - (even ? HALF_PX : 0);
    const bottom = even ? top + 2 * HALF_PX : Math.max(top + 2 * HALF_PX, yOf(axis, to - 1));
    const lasts = trace.header.timed === false ? '' : `, ${timeText(trace.t[to - 1]! - trace.t[from]!)}`;
    const words = `${trace.labels[label] || 'messages'}: ${rounds} rounds, ${messages} messages${lasts}`;
    const alone = last === first;
    const text = alone ? words : fitText(words, right - left - 12, 11);
    if (even && trace.header.timed !== false) yield `<text class="time end" x="${px(lanes.gutterPx - 14)}" y="${px(top + HALF_PX + 4)}">${timeText(trace.t[event]!)}</text>\n`;
    yield `<g><title>${xmlText(words)}</title><rect class="fold" x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}" rx="5"/>` +
      `<text class="small${alone ? '' : ' middle'}" x="${px(alone ? right + 6 : (left + right) / 2)}" y="${px((top + bottom) / 2 + 4)}">${xmlText(text)}</text></g>\n`;
  }
}

/** A torn strip across the lanes, and in the margin how much was cut. */
export function* drawBreaks({ axis, lanes, from, to }: Scene): Generator<string> {
  if (to <= from) return;
  const teeth = Math.ceil((lanes.widthPx - lanes.gutterPx) / (2 * TOOTH_PX));
  const down = `l${TOOTH_PX} 6l${TOOTH_PX} -6`.repeat(teeth);
  const up = `l${-TOOTH_PX} 6l${-TOOTH_PX} -6`.repeat(teeth);
  for (const { y1, y2, us } of breaksBetween(axis, yOf(axis, from), yOf(axis, to - 1), 2000)) {
    if (y2 - y1 < 2 * HALF_PX) continue;
    const middle = (y1 + y2) / 2;
    yield `<path class="break" d="M${px(lanes.gutterPx)} ${px(middle - 7)}${down}v8${up}z"><title>${xmlText(`${timeText(us)} without events`)}</title></path>\n` +
      `<text class="time end" x="${px(lanes.gutterPx - 14)}" y="${px(middle + 3)}">${xmlText(`⋯ ${timeText(us)}`)}</text>\n`;
  }
}
