/** The marks of single events on their lanes, the words beside them, and the badges of notes. */
import { yOf } from '../../src/trace/layout/axis';
import { besideLane } from '../../src/trace/layout/labels';
import { isLastLane, laneX } from '../../src/trace/layout/lanes';
import { isHidden } from '../../src/trace/layout/rows';
import { TURNED_WORDS_PX } from '../../src/trace/layout/turn';
import { EVENT_KINDS, KIND } from '../../src/trace/trace';
import type { EventKind } from '../../src/trace/trace';
import { fateNames } from '../app/fate';
import { TEXT_PART, detailIn, hasChip, keyOf, labelAt } from './frame';
import type { Frame } from './frame';
import { lineOf } from './draw-messages';
import { bandShow } from './draw-standing';
import { BADGE, FAILED, GLYPHS, NOT_REACHED, REFUSED, WRITES_LOST } from './glyphs';
import { markText } from './mark-text';
import { round } from './pool';
import { tallyOf, tallyPx, tallyWords } from './tally';

/** Where an event is: its mark, or the place where its message died. */
export function pointOf(scene: Pick<Frame, 'axis' | 'lanes' | 'run'>, event: number): { readonly x: number; readonly y: number } {
  const { columns } = scene.run;
  if (columns.kind[event] === KIND.lose && columns.partner[event]! >= 0) {
    const line = lineOf(scene, columns.partner[event]!, event);
    return { x: line.x2, y: line.y2 };
  }
  return { x: markX(scene, event), y: yOf(scene.axis, event) };
}

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

/** Less room than this on the right of the last lane, and its words go to the left. */
const LEAST_ROOM_PX = 110;
/** Words end so far from the edge. */
const EDGE_PX = 6;
/** Words that the style sheet makes bold, and how much wider that makes them. */
const BOLD: ReadonlySet<EventKind> = new Set(['violation', 'decide', 'crash']);
const BOLDER = 1.1;
/** Marks nearer to each other than this stand side by side, so far apart. */
const FAN_NEAR_PX = 9;
const FAN_PX = 14;
const FAN_MOST = 4;
const FAN_LOOKS = 48;
/** Where time runs rightward, what concerns all nodes may have more words. */
const ACROSS_LANES: ReadonlySet<EventKind> = new Set(['violation', 'heal']);
const MOST_TURNED_PX = 380;
/** The veil begins this far below the current event when time is to scale. */
export const VEIL_PX = 7;
/** Where the marks of events that are the network's stand: left of the first lane. */
const NETWORK_PX = 12;

export function drawMarks(frame: Frame, noted: ReadonlyMap<number, number>): void {
  const { columns } = frame.run;
  for (const i of frame.events) {
    const kind = columns.kind[i]!;
    // A lost message has its mark where it died, and that is drawn with the message.
    if (kind === KIND.lose) drawLostBadge(frame, i, noted);
    else drawMark(frame, i, kind, noted);
  }
}

/** Where the mark of an event stands; of a lost message, the lane it did not reach. */
export function markX(frame: Pick<Frame, 'axis' | 'lanes' | 'run'>, event: number): number {
  const kind = frame.run.columns.kind[event]!;
  if (kind === KIND.partition || kind === KIND.heal) return frame.lanes.gutterPx + NETWORK_PX;
  return laneX(frame.lanes, frame.run.columns.node[event]!) + fannedOut(frame, event);
}

/** To scale, several marks of a lane may fall on one place; they stand side by side then, four at most. */
function fannedOut(frame: Pick<Frame, 'axis' | 'run'>, event: number): number {
  return (placeInCrowd(frame, event).place % FAN_MOST) * FAN_PX;
}

/**
 * Which place a mark takes among its close neighbours, and how many places they take together. Sends and delivers share the
 * first place, on the lane itself, where their lines begin and end.
 */
function placeInCrowd({ axis, run: { columns } }: Pick<Frame, 'axis' | 'run'>, event: number): { readonly place: number; readonly places: number } {
  if (axis.spacing === 'even') return { place: 0, places: 1 };
  const lane = columns.node[event];
  let message = isMessage(columns.kind[event]!) ? 1 : 0;
  let before = 0;
  let after = 0;
  for (const direction of [-1, 1]) {
    let y = yOf(axis, event);
    for (let i = event + direction; i >= 0 && i < columns.length && Math.abs(i - event) < FAN_LOOKS; i += direction) {
      const there = yOf(axis, i);
      if (Math.abs(there - y) >= FAN_NEAR_PX) break;
      const kind = columns.kind[i]!;
      if (columns.node[i] !== lane || isHidden(axis.rows, i) || kind === KIND.lose || kind === KIND.partition || kind === KIND.heal) continue;
      y = there;
      if (isMessage(kind)) message = 1;
      else if (direction < 0) before += 1;
      else after += 1;
    }
  }
  const own = isMessage(columns.kind[event]!) ? 0 : 1;
  return { place: own === 0 ? 0 : before + message, places: Math.max(1, before + own + after + message) };
}

/** How far right of the lane the last of the marks stands that share this one's place. */
export function crowdPx(frame: Pick<Frame, 'axis' | 'run'>, event: number): number {
  return (Math.min(placeInCrowd(frame, event).places, FAN_MOST) - 1) * FAN_PX;
}

function isMessage(kind: number): boolean {
  return kind === KIND.send || kind === KIND.deliver;
}

function drawMark(frame: Frame, i: number, code: number, noted: ReadonlyMap<number, number>): void {
  const kind = EVENT_KINDS[code]!;
  const x = markX(frame, i);
  const y = yOf(frame.axis, i);
  if (kind === 'violation') drawStripe(frame, i, y);
  if (x < frame.left - 20 || x > frame.right + 20) return;
  const detail = detailIn(frame, i);
  const glyph = GLYPHS[kind];
  frame.layers.marks.sign(keyOf(i, 1), `mark ${glyph.look} ${kind}${variant(kind, detail)}${frame.run.standing.isLate(i) ? ' late' : ''}`, shape(kind, detail), x, y - frame.base);
  frame.spots.push({ event: i, x, y });
  if (kind !== 'partition' && !hasChip(frame, i)) wishText(frame, i, kind, x, y, detail, noted);
  drawBadge(frame, i, kind === 'partition' || kind === 'heal' ? x : laneX(frame.lanes, frame.run.columns.node[i]!), noted);
}

function shape(kind: EventKind, detail: ReturnType<typeof detailIn>): string {
  if (kind === 'vote' && detail?.['granted'] === false) return REFUSED;
  if (kind === 'quorum' && detail?.['reached'] === false) return NOT_REACHED;
  if (kind === 'return' && detail?.['status'] === 'fail') return FAILED;
  if (kind === 'disk' && detail?.['op'] === 'lose') return WRITES_LOST;
  return GLYPHS[kind].d;
}

function variant(kind: EventKind, detail: ReturnType<typeof detailIn>): string {
  if (kind === 'return' && typeof detail?.['status'] === 'string' && /^(ok|fail|unknown)$/.test(detail['status'])) return ` ${detail['status']}`;
  if (kind === 'disk' && detail?.['op'] === 'lose') return ' lost';
  return '';
}

function wishText(frame: Frame, i: number, kind: EventKind, x: number, y: number, detail: ReturnType<typeof detailIn>, noted: ReadonlyMap<number, number>): void {
  const { lanes, run } = frame;
  // Every node begins with a role; only taking another one is news.
  const told = kind === 'state' && run.columns.cause[i]! < 0 ? { ...detail, role: '' } : detail;
  const tally = kind === 'quorum' ? tallyOf(detail) : undefined;
  const late = run.standing.isLate(i);
  const own = tally === undefined ? markText(kind, labelAt(frame, i), detail === undefined ? undefined : told, roundWord(frame, i)) : tallyWords(tally);
  const befell = kind === 'deliver' ? fateNames(run, i) : '';
  const words = [befell, own].filter((part) => part !== '').join(', ');
  if (words === '') return;
  const whole = late && tally === undefined ? `${words}, late` : words;
  const dots = tally === undefined ? 0 : tallyPx(tally);
  const lane = laneX(lanes, run.columns.node[i]!);
  const crowd = kind === 'heal' ? x : lane + crowdPx(frame, i);
  const bold = BOLD.has(kind) ? BOLDER : 1;
  const room = textRoom(frame, kind, isLastLane(lanes, run.columns.node[i]!), crowd + 16, lane - (noted.has(i) ? 34 : 24));
  const wide = frame.ruler.widthPx(whole) * bold + dots;
  // What is too little on the one side is left to the other.
  const rightwards = wide <= room.right || room.right >= room.left || (kind !== 'violation' && room.right >= LEAST_ROOM_PX);
  const most = ((rightwards ? room.right : room.left) - dots) / bold;
  // The dots say the rest.
  const brief = tally !== undefined && frame.ruler.widthPx(whole) > most ? String(tally.have) : whole;
  const text = frame.ruler.fit(brief, most);
  const widthPx = frame.ruler.widthPx(text) * bold + dots;
  const right = besideLane(crowd + 6, y - frame.base, widthPx, true);
  const left = besideLane(lane - (noted.has(i) ? 24 : 14), y - frame.base, widthPx, false);
  const fitsLeft = widthPx <= room.left;
  const places = rightwards ? (fitsLeft ? [right, left] : [right]) : [left];
  const className = `label ${kind}${late ? ' late' : ''}`;
  frame.wishes.push({ of: { key: keyOf(i, TEXT_PART), className, text, event: i, ...(tally && { tally }) }, priority: PRIORITY[kind], places });
}

/** What the protocol calls the rounds that a node votes in. */
function roundWord(frame: Frame, i: number): string {
  return bandShow(frame.run, frame.run.columns.node[i]!)?.round?.word ?? 'round';
}

/**
 * How long a text may be that begins right of a lane at `from`, or ends left of it at `until`: up to the next lane's marks; right of
 * the last lane up to the edge of the window; and a violation's up to the edges of the window, for it goes across all lanes.
 */
function textRoom({ lanes, left, right, turned }: Frame, kind: EventKind, last: boolean, from: number, until: number): { readonly right: number; readonly left: number } {
  if (turned) {
    const room = ACROSS_LANES.has(kind) ? MOST_TURNED_PX : TURNED_WORDS_PX;
    return { right: room, left: room };
  }
  const lane = lanes.lanePx - 34;
  if (kind === 'violation') return { right: right - from - EDGE_PX, left: until - left };
  if (kind === 'heal') return { right: Math.min(Math.max(lanes.lanePx, 320), Math.max(lanes.widthPx, right) - from - EDGE_PX), left: 0 };
  const before = Math.min(lane, until - lanes.gutterPx);
  return { right: last ? right - from - EDGE_PX : lane, left: before };
}

/** A violation goes across the whole picture: nobody must have to look for it. */
function drawStripe(frame: Frame, i: number, y: number): void {
  const height = Math.min(24, frame.axis.spacing === 'even' ? frame.axis.rowPx - 2 : 24);
  const width = round(frame.right - frame.left);
  frame.layers.bands.path(keyOf(i, 6), 'violation-stripe', `M0 ${-height / 2}H${width}V${height / 2}H0z`, frame.left, y - frame.base);
}

/** Above the cross: left and right of it stands why the message was lost. */
function drawLostBadge(frame: Frame, i: number, noted: ReadonlyMap<number, number>): void {
  if (!noted.has(i)) return;
  const { x, y } = pointOf(frame, i);
  drawBadgeAt(frame, i, x, y - 19);
}

function drawBadge(frame: Frame, i: number, x: number, noted: ReadonlyMap<number, number>): void {
  if (!noted.has(i)) return;
  drawBadgeAt(frame, i, x - 20, yOf(frame.axis, i));
}

function drawBadgeAt(frame: Frame, i: number, x: number, y: number): void {
  frame.layers.marks.sign(keyOf(i, 2), 'badge', BADGE, x, y - frame.base);
  frame.spots.push({ event: i, x, y, note: true });
}
