/**
 * Clock readings beside the events, as chips; and of readings that processes took of their wall clocks, where on the axis of true
 * time they point: a bar from the earliest to the latest moment that the reading allows.
 *
 * Chips take what room the other words leave. Their outlines are one path for a whole window.
 */
import { allows, boundsOf, isNear, isWrong } from '../../src/trace/clocks/bounds';
import type { ReadingBounds } from '../../src/trace/clocks/bounds';
import { heightOf, yOf, yOfTime } from '../../src/trace/layout/axis';
import { leftOf } from '../../src/trace/layout/labels';
import type { LabelBox } from '../../src/trace/layout/labels';
import { isLastLane, laneX } from '../../src/trace/layout/lanes';
import { KIND } from '../../src/trace/trace';
import type { EventDetails } from '../../src/trace/trace';
import { isTimed } from '../app/words';
import { MOST_ENTRIES, hybridText, recordedTexts, vectorSizeText, vectorTexts } from '../panels/clock-words';
import { crowdPx } from './draw-marks';
import { hasChip, isLaneIn, keyOf } from './frame';
import type { Frame, Label } from './frame';
import { round } from './pool';

/** Parts of an event that belong to its clock. */
const CHIP_PART = 24;
const BAR_PART = 25;
const POINTER_PART = 26;
const PAD_PX = 5;
/** Letters of the line above and below reach so far towards an outline. */
const LEADING_PX = 3;
/** From the lane to a chip: the mark lies in between. */
const APART_PX = 12;
/** The same where time runs rightward and chips stand below and above, and how wide they may be. */
const TURNED_APART_PX = 20;
const MOST_TURNED_PX = 260;
/** The badge of a note stands left of its mark. */
const BADGE_PX = 16;
/** The bars of a lane stand left of it, further ones further left. */
const BAR_PX = 12;
const BAR_STEP_PX = 6;
const BAR_PLACES = 4;
/** Recorded readings are what a scenario is about; computed ones are looked up. */
const RECORDED_PRIORITY = 6;
const COMPUTED_PRIORITY = 1;

/** `noted`: events with a badge beside their mark. */
export function drawClocks(frame: Frame, noted: ReadonlyMap<number, number>): void {
  const { kind } = frame.clocks;
  if (kind === 'none') return;
  const { columns } = frame.run;
  const places = new Map<number, number[]>();
  for (const i of frame.events) {
    const lane = columns.node[i]!;
    if (!isLaneIn(frame, lane)) continue;
    if (kind !== 'recorded') wishChip(frame, i, noted.has(i), computedTexts(frame, i, lane), 'chip', COMPUTED_PRIORITY);
    else if (hasChip(frame, i)) drawRecorded(frame, i, lane, noted.has(i), places);
  }
}

function computedTexts(frame: Frame, i: number, lane: number): readonly string[] {
  const { kind, readings } = frame.clocks;
  switch (kind) {
    case 'lamport': {
      const count = readings.lamport(i);
      return count === undefined ? [] : [String(count)];
    }
    case 'vector': {
      const nodes = frame.run.columns.nodes.length;
      if (nodes > MOST_ENTRIES) {
        const size = readings.vectorSize(i);
        return size === undefined ? [] : [vectorSizeText(size)];
      }
      const reading = readings.vector(i);
      return reading === undefined ? [] : vectorTexts(reading, lane, nodes);
    }
    case 'hybrid': {
      const reading = readings.hybrid(i);
      return reading === undefined ? [] : [hybridText(reading)];
    }
    default:
      return [];
  }
}

function drawRecorded(frame: Frame, i: number, lane: number, badge: boolean, places: Map<number, number[]>): void {
  const detail = frame.run.details.get(i) as EventDetails['clock'];
  const trueUs = isTimed(frame.run) ? frame.run.columns.t[i]! : undefined;
  const bounds = boundsOf(detail);
  const wrong = bounds !== undefined && trueUs !== undefined && isWrong(bounds, trueUs);
  wishChip(frame, i, badge, recordedTexts(detail, trueUs), wrong ? 'chip recorded wrong' : 'chip recorded', RECORDED_PRIORITY);
  if (bounds !== undefined && trueUs !== undefined && isNear(frame.run.columns, bounds)) drawInterval(frame, i, lane, bounds, wrong, places);
}

/** First the side that is free on most rows: words stand on the right, and messages leave to both. */
function wishChip(frame: Frame, i: number, badge: boolean, texts: readonly string[], look: string, priority: number): void {
  const { lanes, ruler } = frame;
  const lane = frame.run.columns.node[i]!;
  const x = laneX(lanes, lane);
  const leftX = x - (frame.turned ? TURNED_APART_PX : APART_PX) - (badge ? BADGE_PX : 0);
  const rightX = x + (frame.turned ? TURNED_APART_PX : APART_PX) + crowdPx(frame, i);
  // Up to the next lane's marks, and no further than the window.
  const leftRoom = frame.turned ? MOST_TURNED_PX : Math.min(leftX - frame.left, lanes.lanePx - 2 * APART_PX);
  const rightRoom = frame.turned ? MOST_TURNED_PX : Math.min(frame.right - rightX - 4, isLastLane(lanes, lane) ? Infinity : x + lanes.lanePx - APART_PX - rightX);
  const y = yOf(frame.axis, i) - frame.base + 7;
  const places: LabelBox[] = [];
  let text = '';
  for (const each of texts) {
    const widthPx = ruler.widthPx(each) + 2 * PAD_PX;
    if (widthPx <= leftRoom && leftX <= frame.right) places.push({ x: leftX, y, anchor: 'end', widthPx, padPx: LEADING_PX });
    if (widthPx <= rightRoom && rightX >= frame.left) places.push({ x: rightX, y, anchor: 'start', widthPx, padPx: LEADING_PX });
    text = each;
    if (places.length > 0) break;
  }
  if (places.length === 0) return;
  // A reading that a process took keeps to the side of its words; others make way for the line of a message.
  if (priority === RECORDED_PRIORITY || messageFromLeft(frame, i, lane)) places.reverse();
  frame.wishes.push({ of: { key: keyOf(i, CHIP_PART), className: look, text, event: i, chip: true }, priority, places });
}

/** The outlines of all chips that found a place, one path for each look; their words are drawn as labels inside. */
export function drawChips(frame: Frame, placed: ReadonlyMap<Label, LabelBox>): void {
  const outlines = new Map<string, string>();
  for (const [label, box] of placed) {
    if (label.chip !== true) continue;
    const left = leftOf(box);
    frame.layers.labels.text(label.key, `label ${label.className}`, label.text, left + PAD_PX, box.y - 3);
    // In place of the words of its event, so it is dimmed as they would be.
    if (hasChip(frame, label.event)) frame.texts.set(label.event, { ...box, y: box.y - 3 });
    const w = round(box.widthPx - 6);
    outlines.set(label.className, `${outlines.get(label.className) ?? ''}M${round(left + 3)} ${round(box.y - 13.5)}h${w}q3 0 3 3v8q0 3 -3 3h-${w}q-3 0 -3 -3v-8q0 -3 3 -3z`);
  }
  let key = 0;
  for (const [look, d] of outlines) frame.layers.chips.sign(key++, look, d, 0, 0);
}

function messageFromLeft({ run: { columns } }: Frame, i: number, lane: number): boolean {
  const partner = columns.partner[i]!;
  const message = columns.kind[i] === KIND.send || columns.kind[i] === KIND.deliver;
  return message && partner >= 0 && columns.node[partner]! < lane;
}

function drawInterval(frame: Frame, i: number, lane: number, bounds: ReadingBounds, wrong: boolean, places: Map<number, number[]>): void {
  const { earliest, latest } = bounds;
  const { axis, base, layers } = frame;
  // The axis goes no further than the trace; a clock may.
  const y1 = onAxis(frame, earliest);
  const y2 = onAxis(frame, latest);
  const here = yOf(axis, i);
  if (Math.max(y2, here) < frame.top || Math.min(y1, here) > frame.bottom) return;
  const x = laneX(frame.lanes, lane) - BAR_PX - BAR_STEP_PX * placeOf(places, lane, Math.min(y1, here), Math.max(y2, here));
  const [top, bottom] = [Math.max(y1, frame.top - 40), Math.min(y2, frame.bottom + 40)];
  const look = wrong ? 'interval wrong' : 'interval';
  if (bottom >= top) {
    const caps = `${y1 >= top ? 'M-3 0H3' : ''}${y2 <= bottom ? `M-3 ${round(bottom - top)}H3` : ''}`;
    layers.bars.path(keyOf(i, BAR_PART), look, `M0 0V${round(bottom - top)}${caps}`, x, top - base);
  }
  // From the event to the nearest moment that its reading allows. Rows have no place for a moment between events, so the times are asked.
  if (allows(bounds, frame.run.columns.t[i]!)) return;
  const target = Math.min(Math.max(here, y1), y2);
  const [from, to] = [Math.max(Math.min(here, target), frame.top - 40), Math.min(Math.max(here, target), frame.bottom + 40)];
  if (to - from > 3) layers.bars.path(keyOf(i, POINTER_PART), wrong ? 'interval pointer wrong' : 'interval pointer', `M0 0V${round(to - from)}`, x, from - base);
}

function onAxis(frame: Frame, us: number): number {
  const { axis } = frame;
  return Math.min(Math.max(yOfTime(axis, us), axis.marginPx - 14), heightOf(axis) - axis.marginPx + 14);
}

/** Bars of one lane that would lie on each other stand side by side. */
function placeOf(places: Map<number, number[]>, lane: number, top: number, bottom: number): number {
  let ends = places.get(lane);
  if (ends === undefined) places.set(lane, (ends = []));
  let place = ends.findIndex((end) => end < top - 2);
  if (place < 0) place = ends.length < BAR_PLACES ? ends.length : BAR_PLACES - 1;
  ends[place] = Math.max(ends[place] ?? -Infinity, bottom);
  return place;
}
