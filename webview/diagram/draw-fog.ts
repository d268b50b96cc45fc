/**
 * The fog of what one node cannot know: over each lane from the last event that word has come of, and over all of it where
 * none has. A message whose fate is not known goes off into it and ends in a question mark.
 */
import { yOf } from '../../src/trace/layout/axis';
import { laneX, nodeAt } from '../../src/trace/layout/lanes';
import { placesAround } from '../../src/trace/layout/turn';
import { KIND } from '../../src/trace/trace';
import { fogFrom } from './emphasis';
import { detailIn, keyOf, labelAt, wordsPx } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

const HATCH_PX = 16;
/** How far a message with an unknown fate goes; not as far as it went. */
const REACH_PX = 46;
const FALL_PX = 13;
/** The same where time runs rightward. */
const TURNED_REACH_PX = 20;
const TURNED_FALL_PX = 40;
const ASK_PART = 30;

/** Drawn over lanes, bands and bars, and under messages. */
export function drawFog(frame: Frame): void {
  if (frame.knowledge === undefined) return;
  const { base, bottom, lanes, layers, top } = frame;
  for (let place = frame.laneFrom; place < frame.laneTo; place++) {
    const lane = nodeAt(lanes, place);
    const from = Math.max(top, fogFrom(frame, lane));
    if (from >= bottom) continue;
    const x = laneX(lanes, lane) - lanes.lanePx / 2;
    // On a grid of the whole picture, so that the strokes of neighbours meet and stay where they are.
    const height = round(bottom - from);
    layers.regions.path(lane * 8 + 4, 'fog', `M0 0H${lanes.lanePx}V${height}H0z`, x, from - base);
    layers.regions.path(lane * 8 + 5, 'fog hatch', strokes(lanes.lanePx, height, (x + from) % HATCH_PX), x, from - base);
    if (from > top) layers.regions.path(lane * 8 + 6, 'fog-edge', `M0 0H${lanes.lanePx}`, x, from - base);
  }
}

/** Slanted strokes that fill a box from (0, 0); `phase` is how far into the grid of the whole picture it begins. */
function strokes(width: number, height: number, phase: number): string {
  let d = '';
  for (let offset = HATCH_PX - phase; offset < width + height; offset += HATCH_PX) {
    const [x1, y2] = [Math.min(offset, width), Math.min(offset, height)];
    if (offset - x1 < height) d += `M${round(x1)} ${round(offset - x1)}L${round(offset - y2)} ${round(y2)}`;
  }
  return d;
}

/** Sends that the node knows of, without knowing what became of them. */
export function drawUnknownFates(frame: Frame): void {
  const { knowledge, axis, base, lanes, layers, run: { columns } } = frame;
  if (knowledge === undefined) return;
  for (const i of frame.events) {
    if (columns.kind[i] !== KIND.send || !knowledge.knows(i)) continue;
    const ends = [columns.partner[i]!, ...columns.spans.further(i)];
    if (ends.some((end) => end >= 0 && knowledge.knows(end))) continue;
    const to = columns.nodeIndex(String(detailIn(frame, i)?.['to'] ?? ''));
    const x = laneX(lanes, columns.node[i]!);
    const side = to < 0 || laneX(lanes, to) >= x ? 1 : -1;
    const [across, fall] = frame.turned ? [side * TURNED_REACH_PX, TURNED_FALL_PX] : [side * REACH_PX, FALL_PX];
    const y = yOf(axis, i);
    layers.lines.path(keyOf(i, ASK_PART), 'message open', `M0 0L${across} ${fall}`, x, y - base);
    const ask = frame.turned ? { x: y + fall * 1.14 - base, y: x + across * 1.14 + 5 } : { x: x + across * 1.14, y: y + fall + 5 - base };
    layers.labels.text(keyOf(i, ASK_PART), 'label unknown', '?', ask.x, ask.y, 'middle');
    const name = frame.ruler.fit(labelAt(frame, i), wordsPx(frame, REACH_PX + 36));
    const beside = { x: x + across * 1.32, y: y + fall + 4 - base, anchor: across > 0 ? 'start' : 'end', widthPx: frame.ruler.widthPx(name) } as const;
    if (name !== '') frame.wishes.push({ of: { key: keyOf(i, ASK_PART + 1), className: 'label type', text: name, event: i }, priority: 5, places: [beside], turned: placesAround(ask.x, ask.y - 5, 8, beside.widthPx) });
    frame.strokes.push({ from: i, to: i, x1: x, y1: y, x2: x + across, y2: y + fall });
  }
}
