/** While a node is slow its lane is a wave; beside it, for as long as there are any, a strip for changes that a power cut would undo. */
import { laneX, nodeAt } from '../../src/trace/layout/lanes';
import { slowPieces, unsyncedPieces } from '../../src/trace/layout/standing';
import { TURN_PART, keyOf } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

const WAVE_PX = 10;
const SWING_PX = 5;
/** The strip stands left of the band of the role and right of the brackets of timers. */
const STRIP_FROM_PX = -13;
const STRIP_TO_PX = -10;

/** A wave downward from (0, 0), as high as is asked for. */
export function wave(heightPx: number): string {
  let d = 'M0 0';
  for (let y = 0, side = 1; y + WAVE_PX <= heightPx; y += WAVE_PX, side = -side) d += `q${SWING_PX * side} ${WAVE_PX / 2} 0 ${WAVE_PX}`;
  return d;
}

export function drawSlow(frame: Frame): void {
  for (let place = frame.laneFrom; place < frame.laneTo; place++) {
    const node = nodeAt(frame.lanes, place);
    drawWaves(frame, node);
    drawStrip(frame, node);
  }
}

function drawWaves(frame: Frame, node: number): void {
  const { axis, base, bottom, lanes, layers, run, top } = frame;
  const slows = run.standing.slows(node);
  if (slows.length === 0) return;
  let d = '';
  for (const { y1, y2 } of slowPieces(axis, slows, top, bottom)) d += wave(y2 - y1).replace('M0 0', `M0 ${round(y1 - top)}`);
  if (d !== '') layers.lanes.path(-1 - node, 'slow', d, laneX(lanes, node), top - base);
}

/** Hollow while writes wait; a filled end where a sync makes them last, a cross where they are lost. */
function drawStrip(frame: Frame, node: number): void {
  const { axis, base, bottom, lanes, layers, run, top, wishes } = frame;
  const unsynced = run.standing.unsynced(node);
  if (unsynced.length === 0) return;
  const x = laneX(lanes, node);
  let strips = '';
  let synced = '';
  let lost = '';
  for (const { k, y1, y2, begins, ends, lost: gone } of unsyncedPieces(axis, unsynced, top, bottom)) {
    const [from, to] = [round(y1 - top), round(y2 - top)];
    strips += `M${STRIP_FROM_PX} ${from}H${STRIP_TO_PX}V${to}H${STRIP_FROM_PX}z`;
    const next = k + 1 < unsynced.length ? unsynced.count(k + 1) : -1;
    if (ends && gone) lost += `M${STRIP_FROM_PX - 2} ${to - 3.5}L${STRIP_TO_PX + 2} ${to + 3.5}M${STRIP_TO_PX + 2} ${to - 3.5}L${STRIP_FROM_PX - 2} ${to + 3.5}`;
    else if (ends && next >= 0 && next < unsynced.count(k)) synced += `M${STRIP_FROM_PX - 1.5} ${to - 4}H${STRIP_TO_PX + 1.5}V${to}H${STRIP_FROM_PX - 1.5}z`;
    if (!begins || unsynced.count(k) < 2) continue;
    // One write says itself that it is not synced; of several the number is news.
    const text = String(unsynced.count(k));
    const widthPx = frame.ruler.widthPx(text);
    const event = unsynced.event(k);
    wishes.push({ of: { key: keyOf(event, TURN_PART + 2), className: 'label unsynced', text, event }, priority: 2, places: [{ x: x + STRIP_FROM_PX - 3, y: y1 - base + 12, anchor: 'end', widthPx }] });
  }
  if (strips !== '') layers.bars.path(-1 - node * 4 - STRIPS_KEY, 'unsynced', strips, x, top - base);
  if (synced !== '') layers.bars.path(-2 - node * 4 - STRIPS_KEY, 'synced', synced, x, top - base);
  if (lost !== '') layers.bars.path(-3 - node * 4 - STRIPS_KEY, 'unsynced-lost', lost, x, top - base);
}

/** Leases have the keys before these. */
const STRIPS_KEY = 200_000;
