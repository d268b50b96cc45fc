/** What a picture leaves out and says so: stretches that repeat, counted in one row, and idle stretches cut out of compressed time. */
import { breaksBetween, yOf } from '../../trace/layout/axis';
import type { Fold } from '../../trace/layout/folds';
import { fitText, textWidthPx } from '../../trace/layout/labels';
import { placeOf } from '../../trace/layout/lanes';
import { foldText } from '../../trace/fold-notes';
import { timeText } from '../../trace/text';
import { timeAt, wordsAt, wordsOn } from './scene';
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
export function* drawFolds(scene: Scene, folds: readonly PictureFold[]): Generator<string> {
  const { trace, axis, lanes, turned } = scene;
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
    const words = foldText(trace, { from, to, rounds, messages, label });
    const alone = last === first;
    const text = alone || turned ? words : fitText(words, right - left - 12, 11);
    const across = (left + right) / 2;
    // Between two lanes, or beside its only one.
    const between = alone ? across + lanes.lanePx / 2 : left + BESIDE_PX + lanes.lanePx / 2;
    if (even && trace.header.timed !== false) yield `<text ${timeAt(scene, top + HALF_PX)}>${timeText(trace.t[event]!)}</text>\n`;
    yield `<g><title>${xmlText(words)}</title><rect class="fold" x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}" rx="5"/>` +
      (turned ? `<text class="small middle" ${wordsOn(scene, between, (top + bottom) / 2, 4)}>` : `<text class="small${alone ? '' : ' middle'}" ${wordsAt(scene, alone ? right + 6 : across, (top + bottom) / 2 + 4)}>`) + `${xmlText(text)}</text></g>\n`;
  }
}

/** A torn strip across the lanes, and in the margin how much was cut. */
export function* drawBreaks(scene: Scene): Generator<string> {
  const { axis, lanes, from, to, turned } = scene;
  if (to <= from) return;
  const teeth = Math.ceil((lanes.widthPx - lanes.gutterPx) / (2 * TOOTH_PX));
  const down = `l${TOOTH_PX} 6l${TOOTH_PX} -6`.repeat(teeth);
  const up = `l${-TOOTH_PX} 6l${-TOOTH_PX} -6`.repeat(teeth);
  let last = -Infinity;
  for (const { y1, y2, us } of breaksBetween(axis, yOf(axis, from), yOf(axis, to - 1), 2000)) {
    if (y2 - y1 < 2 * HALF_PX) continue;
    const middle = (y1 + y2) / 2;
    yield `<path class="break" d="M${px(lanes.gutterPx)} ${px(middle - 7)}${down}v8${up}z"><title>${xmlText(`${timeText(us)} without events`)}</title></path>\n`;
    const words = `⋯ ${timeText(us)}`;
    if (!turned) yield `<text ${timeAt(scene, middle - 1)}>${xmlText(words)}</text>\n`;
    else if (middle - textWidthPx(words, 11) > last) {
      // Below the times, which stand side by side with no room between them; where these have none either, the hover tells it.
      last = middle + 8;
      yield `<text class="time middle" ${wordsAt(scene, middle, lanes.gutterPx - 1)}>${xmlText(words)}</text>\n`;
    }
  }
}
