/**
 * Bands and bars beside the lanes: which pieces of them a window shows, from the lists of changes that
 * src/trace/standing.ts finds. The same for the view, which gets them piece by piece, and for pictures.
 *
 * A window shows a piece for every few pixels at most, whatever lies between; finding the next one is a search in
 * the lane's own list. So the cost is that of the window and not of the trace.
 */
import { heightOf, yOf, yOfTime } from './axis';
import type { Axis } from './axis';
import type { StandingChunk } from '../standing';

/** One lane's changes of role or round; texts are '' where there is none. */
export interface Turns {
  readonly length: number;
  event(k: number): number;
  name(k: number): string;
  round(k: number): string;
  /** The last change at or before an event, or -1. */
  at(event: number): number;
}
/** One lane's beliefs about its lease. */
export interface Leases {
  readonly length: number;
  event(k: number): number;
  /** True time at which it ends; -Infinity where none is held. */
  untilUs(k: number): number;
  text(k: number): string;
  at(event: number): number;
}

/** One lane's changes of speed. */
export interface Slows {
  readonly length: number;
  event(k: number): number;
  /** How many times as long everything takes; 1 when it is over. */
  factor(k: number): number;
  at(event: number): number;
}
/** One lane's changes that are not synced to its disk. */
export interface Unsynced {
  readonly length: number;
  event(k: number): number;
  /** How many there are from here on. */
  count(k: number): number;
  /** How many were lost here. */
  lost(k: number): number;
  at(event: number): number;
}

export interface Standing {
  /** Events taken in so far: nothing is known of later ones. */
  readonly length: number;
  turns(lane: number): Turns;
  leases(lane: number): Leases;
  slows(lane: number): Slows;
  unsynced(lane: number): Unsynced;
  /** Whether a vote or a count came after its round had its quorum. */
  isLate(event: number): boolean;
  /** How many messages were under way on the link of a message when it came or died, where that link's queue can be full; -1 elsewhere. */
  queueAt(event: number): number;
  /** Takes in the next chunk; one that is known already or leaves a gap is refused with false. */
  ingest(chunk: StandingChunk): boolean;
}

/** `nodeOf` gives the lane of an event. */
export function createStanding(nodeOf: (event: number) => number): Standing {
  const names: string[] = [];
  const turns: LaneList[] = [];
  const leases: LaneList[] = [];
  const slows: LaneList[] = [];
  const disks: LaneList[] = [];
  const late = new Set<number>();
  const queues = new Map<number, number>();
  let length = 0;

  const newList = (): LaneList => {
    const [events, first, second]: [number[], number[], number[]] = [[], [], []];
    return {
      events, first, second,
      get length() { return events.length; },
      event: (k) => events[k]!,
      name: (k) => names[first[k]!]!,
      untilUs: (k) => first[k]!,
      factor: (k) => first[k]!,
      count: (k) => Math.max(0, first[k]!),
      lost: (k) => Math.max(0, -first[k]!),
      round: (k) => names[second[k]!]!,
      text: (k) => names[second[k]!]!,
      at: (event) => lastUpTo(events, event),
    };
  };
  const none = newList();

  return {
    get length() { return length; },
    turns: (lane) => turns[lane] ?? none,
    leases: (lane) => leases[lane] ?? none,
    slows: (lane) => slows[lane] ?? none,
    unsynced: (lane) => disks[lane] ?? none,
    isLate: (event) => late.has(event),
    queueAt: (event) => queues.get(event) ?? -1,
    ingest(chunk) {
      if (chunk.from !== length) return false;
      length = chunk.to;
      for (const name of chunk.names) names.push(name);
      take(turns, chunk.turnEvent, chunk.turnName, chunk.turnRound);
      take(leases, chunk.leaseEvent, chunk.leaseUntilUs, chunk.leaseText);
      take(slows, chunk.slowEvent, chunk.slowFactor);
      take(disks, chunk.diskEvent, chunk.diskUnsynced);
      chunk.queueEvent.forEach((event, k) => queues.set(event, chunk.queueCount[k]!));
      for (const event of chunk.late) late.add(event);
      return true;
    },
  };

  function take(lists: LaneList[], events: Int32Array, first: ArrayLike<number>, second?: ArrayLike<number>): void {
    events.forEach((event, k) => {
      const list = (lists[nodeOf(event)] ??= newList());
      list.events.push(event);
      list.first.push(first[k]!);
      list.second.push(second?.[k] ?? 0);
    });
  }
}

interface LaneList extends Turns, Leases, Slows, Unsynced {
  readonly events: number[];
  /** Names or moments; rounds or texts. */
  readonly first: number[];
  readonly second: number[];
}

/** A stretch of a lane on which one thing holds. */
export interface Piece {
  /** Which change it begins with. */
  readonly k: number;
  readonly y1: number;
  readonly y2: number;
  /** Whether it begins and ends in the window, and is not only cut off there. */
  readonly begins: boolean;
  readonly ends: boolean;
}
export interface LeasePiece extends Piece {
  /** It ends because its time is over, and not because it was renewed or given up. */
  readonly runsOut: boolean;
}

/** Changes nearer together than this count as one, of which the last holds. */
const LEAST_PX = 2;

/** The pieces of a lane's band in [top, bottom], from top to bottom; those without role and round are left out. */
export function bandPieces(axis: Axis, turns: Turns, top: number, bottom: number, leastPx = LEAST_PX): Piece[] {
  const pieces: Piece[] = [];
  walk(axis, turns, top, bottom, leastPx, (k, y1, y2, next) => {
    if (turns.name(k) === '' && turns.round(k) === '') return;
    pieces.push({ k, y1: Math.max(y1, top), y2: Math.min(y2, bottom), begins: y1 >= top, ends: next && y2 <= bottom });
  });
  return pieces;
}

/** The pieces of a lane's lease in [top, bottom], from top to bottom. */
export function leasePieces(axis: Axis, leases: Leases, top: number, bottom: number, leastPx = LEAST_PX): LeasePiece[] {
  const pieces: LeasePiece[] = [];
  const { columns } = axis;
  walk(axis, leases, top, bottom, leastPx, (k, y1, y2, next) => {
    const untilUs = leases.untilUs(k);
    if (!(untilUs > columns.t[leases.event(k)]!)) return;
    const known = columns.length > 0 && untilUs <= columns.t[columns.length - 1]!;
    const over = known ? yOfTime(axis, untilUs) : Infinity;
    const end = Math.min(over, y2);
    if (end < top) return;
    const runsOut = over < y2;
    pieces.push({ k, y1: Math.max(y1, top), y2: Math.min(end, bottom), begins: y1 >= top, ends: (runsOut || next) && end <= bottom, runsOut });
  });
  return pieces;
}

/** The pieces of a lane in [top, bottom] on which it is slow, from top to bottom. */
export function slowPieces(axis: Axis, slows: Slows, top: number, bottom: number): Piece[] {
  const pieces: Piece[] = [];
  walk(axis, slows, top, bottom, LEAST_PX, (k, y1, y2, next) => {
    if (slows.factor(k) > 1) pieces.push({ k, y1: Math.max(y1, top), y2: Math.min(y2, bottom), begins: y1 >= top, ends: next && y2 <= bottom });
  });
  return pieces;
}

/** The pieces of a lane in [top, bottom] on which there are changes that are not synced; `lost`: it ends because they were lost. */
export function unsyncedPieces(axis: Axis, unsynced: Unsynced, top: number, bottom: number): (Piece & { readonly lost: boolean })[] {
  const pieces: (Piece & { readonly lost: boolean })[] = [];
  walk(axis, unsynced, top, bottom, LEAST_PX, (k, y1, y2, next) => {
    if (unsynced.count(k) === 0) return;
    const lost = next && unsynced.lost(k + 1) > 0;
    pieces.push({ k, y1: Math.max(y1, top), y2: Math.min(y2, bottom), begins: y1 >= top, ends: next && y2 <= bottom, lost });
  });
  return pieces;
}

/** What stands where a lease runs out: `lease ends · token 1`, `lease of node-1 ends`. */
export function leaseEnds(text: string): string {
  if (text.startsWith('lease')) return `${text} ends`;
  return text === '' ? 'lease ends' : `lease ends · ${text}`;
}

/** Calls `take` for each change that holds somewhere in the window for more than a pixel or two. */
function walk(axis: Axis, list: { readonly length: number; event(k: number): number }, top: number, bottom: number, leastPx: number, take: (k: number, y1: number, y2: number, next: boolean) => void): void {
  const end = heightOf(axis) - axis.marginPx + 14;
  const yOfChange = (k: number): number => yOf(axis, list.event(k));
  let k = Math.max(0, firstFrom(list.length, (at) => yOfChange(at) > top) - 1);
  while (k < list.length) {
    const y1 = yOfChange(k);
    if (y1 > bottom) return;
    // Of many changes in one place the last one counts.
    const after = nextFrom(k, list.length, (at) => yOfChange(at) > y1 + leastPx);
    const last = Math.max(k, after - 1);
    const next = last + 1 < list.length;
    const y2 = next ? yOfChange(last + 1) : end;
    if (y2 >= top) take(last, y1, y2, next);
    k = last + 1;
  }
}

/** The first of `length` places for which a condition holds that, once it holds, holds for all later ones. */
function firstFrom(length: number, holds: (k: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same when it is probably not far after `from`, where the condition does not hold. */
function nextFrom(from: number, length: number, holds: (k: number) => boolean): number {
  let low = from;
  let step = 1;
  while (low + step < length && !holds(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(length, low + step);
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function lastUpTo(events: readonly number[], event: number): number {
  return firstFrom(events.length, (k) => events[k]! > event) - 1;
}
