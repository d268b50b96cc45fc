/** The marks of single events on their lanes, the words beside them, and the badges of notes. */
import { yOf } from '../../src/trace/layout/axis';
import { besideLane } from '../../src/trace/layout/labels';
import { laneX } from '../../src/trace/layout/lanes';
import { EVENT_KINDS, KIND } from '../../src/trace/trace';
import type { EventKind } from '../../src/trace/trace';
import { detailIn, keyOf, labelAt } from './frame';
import type { Frame } from './frame';
import { BADGE, GLYPHS, NOT_REACHED, REFUSED } from './glyphs';
import { markText } from './mark-text';
import { round } from './pool';

/** Which words give way first where there is no room for all. */
const PRIORITY: { readonly [K in EventKind]: number } = {
  violation: 12,
  crash: 8,
  restart: 8,
  pause: 8,
  resume: 7,
  partition: 8,
  heal: 7,
  'clock-set': 8,
  decide: 7,
  quorum: 6,
  vote: 5,
  invoke: 6,
  return: 6,
  lose: 9,
  note: 4,
  deliver: 5,
  send: 5,
  timer: 4,
  'timer-set': 2,
  'timer-cancel': 2,
  disk: 3,
  clock: 3,
  state: 3,
};

/** Where the marks of events that are the network's stand: left of the first lane. */
const NETWORK_PX = 12;

export function drawMarks(frame: Frame, noted: ReadonlyMap<number, number>): void {
  const { columns } = frame.run;
  for (let i = frame.from; i < frame.to; i++) {
    const kind = columns.kind[i]!;
    // A lost message has its mark where it died, and that is drawn with the message.
    if (kind === KIND.lose) drawBadge(frame, i, markX(frame, i), noted);
    else drawMark(frame, i, kind, noted);
  }
}

/** Where the mark of an event stands; of a lost message, the lane it did not reach. */
export function markX(frame: Pick<Frame, 'lanes' | 'run'>, event: number): number {
  const kind = frame.run.columns.kind[event]!;
  if (kind === KIND.partition || kind === KIND.heal) return frame.lanes.gutterPx + NETWORK_PX;
  return laneX(frame.lanes, frame.run.columns.node[event]!);
}

function drawMark(frame: Frame, i: number, code: number, noted: ReadonlyMap<number, number>): void {
  const kind = EVENT_KINDS[code]!;
  const x = markX(frame, i);
  const y = yOf(frame.axis, i);
  if (kind === 'violation') drawStripe(frame, i, y);
  if (x < frame.left - 20 || x > frame.right + 20) return;
  const detail = detailIn(frame, i);
  const glyph = GLYPHS[kind];
  const ahead = i > frame.step ? ' ahead' : '';
  frame.layers.marks.path(keyOf(i, 1), `mark ${glyph.look} ${kind}${variant(kind, detail)}${ahead}`, shape(kind, detail), x, y - frame.base);
  frame.spots.push({ event: i, x, y });
  if (kind !== 'partition') wishText(frame, i, kind, x, y, detail, ahead);
  drawBadge(frame, i, x, noted);
}

function shape(kind: EventKind, detail: ReturnType<typeof detailIn>): string {
  if (kind === 'vote' && detail?.['granted'] === false) return REFUSED;
  if (kind === 'quorum' && detail?.['reached'] === false) return NOT_REACHED;
  return GLYPHS[kind].d;
}

function variant(kind: EventKind, detail: ReturnType<typeof detailIn>): string {
  if (kind === 'return' && typeof detail?.['status'] === 'string' && /^(ok|fail|unknown)$/.test(detail['status'])) return ` ${detail['status']}`;
  if (kind === 'disk' && detail?.['op'] === 'lose') return ' lost';
  return '';
}

function wishText(frame: Frame, i: number, kind: EventKind, x: number, y: number, detail: ReturnType<typeof detailIn>, ahead: string): void {
  const whole = markText(kind, labelAt(frame, i), detail);
  if (whole === '') return;
  const { lanes, run } = frame;
  const last = run.columns.node[i] === lanes.count - 1 && kind !== 'heal';
  const room = kind === 'violation' ? Math.max(lanes.lanePx, 320) : lanes.lanePx - 30;
  // The room right of the last lane ends at the edge of the picture.
  const roomRight = last ? Math.max(lanes.widthPx, frame.right) - x - 16 : room;
  const text = frame.ruler.fit(whole, last ? Math.max(room, roomRight) : room);
  const widthPx = frame.ruler.widthPx(text);
  const right = besideLane(x + 3, y - frame.base, widthPx, true);
  const left = besideLane(x - 12, y - frame.base, widthPx, false);
  const places = last && widthPx > roomRight ? [left] : [right, left];
  frame.wishes.push({ of: { key: keyOf(i, 13), className: `label ${kind}${ahead}`, text, event: i }, priority: PRIORITY[kind], places });
}

/** A violation goes across the whole picture: nobody must have to look for it. */
function drawStripe(frame: Frame, i: number, y: number): void {
  const height = Math.min(24, frame.axis.spacing === 'even' ? frame.axis.rowPx - 2 : 24);
  const width = round(frame.right - frame.left);
  frame.layers.bands.path(keyOf(i, 6), 'violation-stripe', `M0 ${-height / 2}H${width}V${height / 2}H0z`, frame.left, y - frame.base);
}

function drawBadge(frame: Frame, i: number, x: number, noted: ReadonlyMap<number, number>): void {
  if (!noted.has(i)) return;
  frame.layers.marks.path(keyOf(i, 2), 'badge', BADGE, x - 20, yOf(frame.axis, i) - frame.base);
}
