/**
 * The run before a change, as a ghost in the run after it: what is new or otherwise now, and what is gone, small enough to be sent to a
 * view. Made from a comparison of the two, with the older run on the left.
 */
import { KIND } from '../trace';
import type { Trace } from '../trace';
import { CHANGE, changeOf, isShifted } from './compare';
import type { RunComparison } from './compare';
import { ORIGIN } from './merged';
import { durationText, timeText } from '../text';
import { eventWords, isTimed } from './words';

/** Plain data. */
export interface Ghost {
  /** Nothing differs before this event of the newer run; its length when there is nothing new or other in it. */
  readonly from: number;
  /** Of each event from `from` on what it is, by its place in ORIGINS; never `left`. */
  readonly codes: Uint8Array;
  readonly past: GhostPast;
  readonly counts: GhostCounts;
  /**
   * Where to look first, as an event of the newer run: the first that differs, or what follows the first that is gone. -1 when the runs
   * are the same.
   */
  readonly first: number;
  /** What the first difference is, as a clause: `gone: alice receives Reply from shop (25 ms)`. Empty when there is none. */
  readonly words: string;
}

/** Events that are gone; and ends of messages where they were, when those have another time now. In the order of the older run. */
export interface GhostPast {
  readonly t: Float64Array;
  /** The place of the node among those of the newer run; ABSENT when that has no such node. */
  readonly node: Uint16Array;
  readonly kind: Uint8Array;
  /** Place in `labels`. */
  readonly label: Uint16Array;
  readonly labels: readonly string[];
  /** How many events of the newer run are not later: it stands behind those. */
  readonly at: Int32Array;
  /**
   * Of the end of a message, where it was sent: an event of the newer run, or, as -2 - k, an entry of this list, or -1 when that
   * is not to be found in either.
   */
  readonly start: Int32Array;
  /** The event of the newer run that it is now, at another time; -1 for what is gone. */
  readonly now: Int32Array;
}

export interface GhostCounts {
  readonly added: number;
  readonly gone: number;
  /** With other content. */
  readonly changed: number;
  /** At another time, and not only because their causes are. */
  readonly moved: number;
  /** Late or early with their causes. */
  readonly shifted: number;
}

export const ABSENT = 0xffff;
/** So many of what is gone can be told to a view; the rest is counted. */
export const MOST_PAST = 20_000;

/** The work takes time in proportion to the runs; nothing here is looked at twice. */
export interface Ghosting {
  advance(maxRows: number): boolean;
  readonly result: Ghost | undefined;
}

export function startGhost(comparison: RunComparison): Ghosting {
  const { left, right, ofLeft, ofRight, change, rowOfLeft, rightNodes, length } = comparison;
  const all = new Uint8Array(right.length);
  const counts = { added: 0, gone: 0, changed: 0, moved: 0, shifted: 0 };
  /** Events of the left run that go into the list, or their places in it, plus 1. */
  const listed = new Map<number, number>();
  let from = right.length;
  let row = 0;
  let at = 0;
  let behind = 0;
  let result: Ghost | undefined;

  const t: number[] = [];
  const node: number[] = [];
  const kind: number[] = [];
  const label: number[] = [];
  const ats: number[] = [];
  const start: number[] = [];
  const now: number[] = [];
  const labels: string[] = [];
  const labelAt = new Map<string, number>();
  const nodeAt = new Map(rightNodes.map((each, k) => [each, k]));

  return {
    get result() { return result; },
    advance(maxRows) {
      if (result !== undefined) return true;
      for (const stop = Math.min(length, row + maxRows); row < stop; row++) judge(row);
      if (row < length) return false;
      for (const stop = Math.min(left.length, at + maxRows); at < stop; at++) list(at);
      if (at < left.length) return false;
      result = {
        from,
        codes: all.slice(from),
        past: {
          t: Float64Array.from(t), node: Uint16Array.from(node), kind: Uint8Array.from(kind), label: Uint16Array.from(label), labels,
          at: Int32Array.from(ats), start: Int32Array.from(start), now: Int32Array.from(now),
        },
        counts,
        ...firstOf(comparison),
      };
      return true;
    },
  };

  function judge(of: number): void {
    const j = ofRight[of]!;
    const code = change[of]!;
    if (code === CHANGE.same) return;
    if (code === CHANGE.left) return void counts.gone++;
    const origin = code === CHANGE.right ? ORIGIN.right : code === CHANGE.changed ? ORIGIN.changed : isShifted(comparison, of) ? ORIGIN.shifted : ORIGIN.moved;
    if (origin === ORIGIN.right) counts.added++;
    else if (origin === ORIGIN.changed) counts.changed++;
    else if (origin === ORIGIN.moved) counts.moved++;
    else counts.shifted++;
    all[j] = origin;
    from = Math.min(from, j);
  }

  /** Events of the older run come in the order of its times, and so does `behind`. */
  function list(i: number): void {
    const of = rowOfLeft[i]!;
    const gone = change[of] === CHANGE.left;
    if (!gone && !(isEnd(left, i) && all[ofRight[of]!] === ORIGIN.moved)) return;
    if (t.length >= MOST_PAST) return;
    while (behind < right.length && right.t[behind]! <= left.t[i]!) behind++;
    listed.set(i, t.length);
    t.push(left.t[i]!);
    node.push(nodeAt.get(left.node[i]!) ?? ABSENT);
    kind.push(left.kind[i]!);
    label.push(labelOf(left.labels[left.label[i]!] ?? ''));
    ats.push(behind);
    start.push(isEnd(left, i) ? startOf(i) : -1);
    now.push(gone ? -1 : ofRight[of]!);
  }

  function startOf(end: number): number {
    const send = left.cause[end]!;
    if (send < 0 || send >= end || left.kind[send] !== KIND.send) return -1;
    const there = ofRight[rowOfLeft[send]!]!;
    if (there >= 0) return there;
    const place = listed.get(send);
    return place === undefined ? -1 : -2 - place;
  }

  function labelOf(text: string): number {
    let known = labelAt.get(text);
    if (known === undefined) {
      known = labels.length;
      labelAt.set(text, known);
      labels.push(text);
    }
    return known;
  }

  function firstOf({ first }: RunComparison): Pick<Ghost, 'first' | 'words'> {
    if (first < 0) return { first: -1, words: '' };
    const [i, j] = [ofLeft[first]!, ofRight[first]!];
    const words = clauseOf(comparison, first);
    if (j >= 0) return { first: j, words };
    return { first: Math.max(0, Math.min(firstAfter(right, left.t[i]!), right.length - 1)), words };
  }
}

/** Makes it at once: for tests and short runs. */
export function ghostOf(comparison: RunComparison): Ghost {
  const going = startGhost(comparison);
  while (!going.advance(Infinity));
  return going.result!;
}

function clauseOf(comparison: RunComparison, row: number): string {
  const { left, right, ofLeft, ofRight } = comparison;
  const [i, j] = [ofLeft[row]!, ofRight[row]!];
  const when = (us: number): string => (isTimed(comparison) ? ` (${timeText(us)})` : '');
  const change = changeOf(comparison, row);
  if (change === 'left') return `gone: ${eventWords(left, i)}${when(left.t[i]!)}`;
  if (change === 'right') return `new: ${eventWords(right, j)}${when(right.t[j]!)}`;
  if (change === 'changed') return `otherwise: ${eventWords(right, j)}${when(right.t[j]!)}`;
  return `${durationText(Math.abs(right.t[j]! - left.t[i]!))} ${change}: ${eventWords(right, j)}${when(right.t[j]!)}`;
}

function isEnd(trace: Trace, i: number): boolean {
  return trace.kind[i] === KIND.deliver || trace.kind[i] === KIND.lose;
}

function firstAfter({ t, length }: Trace, tUs: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (t[middle]! <= tUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
