/**
 * One order for the events of two runs in which each pair of events stands once, and what happened before in either run stands
 * before: an event comes after its cause and after what its node noticed before it. Among what may come next the earliest
 * comes next.
 *
 * Pairs can stand in each other's way: two messages that arrive at a node in one order here and in the other order there. Then
 * the one that less depends on is taken apart, with all that came of it, as in a comparison of texts a line that moved is
 * gone here and new there. Pairs that are alike and no more than that (`weak`) are taken apart before any other.
 */
import { isNoticed } from '../causality';
import { labelOf, nodeOf } from '../trace';
import type { Trace } from '../trace';
import { createHeap } from './heap';
import { causeOf, startEffects } from './pairing';
import type { Effects, Pairing } from './pairing';

export interface Merging {
  /** Rows so far. Of each row the event of the left run and that of the right run; -1 where it has none. */
  readonly length: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Adds about so many rows; true when all are there. */
  advance(maxRows: number): boolean;
}

/** The pairing must be whole; pairs that are in the way are taken out of it. */
export function startMerging(left: Trace, right: Trace, pairing: Pairing): Merging {
  const [ours, theirs] = [startSide(left), startSide(right)];
  const { ofLeft, ofRight, weak } = pairing;
  const total = left.length + right.length;
  const rowLeft = new Int32Array(total);
  const rowRight = new Int32Array(total);
  const anchors = new Int32Array(right.length);
  const ready = createHeap();
  let anchored = 0;
  let anchor = -1;
  let seeded = 0;
  let weakLeft = 0;
  let weakRight = 0;
  let placed = 0;
  let length = 0;

  return {
    get length() { return length; },
    left: rowLeft,
    right: rowRight,
    advance(maxRows) {
      if (!ours.update(maxRows) || !theirs.update(maxRows)) return false;
      // Where an event of the right stands among ours of the same moment: after the one that it follows in its own run.
      for (const stop = Math.min(right.length, anchored + maxRows); anchored < stop; anchored++) {
        anchor = Math.max(anchor, ofRight[anchored]!);
        anchors[anchored] = anchor;
      }
      if (anchored < right.length) return false;
      for (const stop = Math.min(total, seeded + maxRows); seeded < stop; seeded++) {
        if (seeded < left.length) {
          if (ours.waiting[seeded] === 0) offerLeft(seeded);
        } else if (theirs.waiting[seeded - left.length] === 0 && ofRight[seeded - left.length]! < 0) offerRight(seeded - left.length);
      }
      if (seeded < total) return false;
      for (let budget = maxRows; budget > 0 && placed < total; budget--) {
        if (ready.size === 0) takeApart();
        else place(ready.pop());
      }
      return placed === total;
    },
  };

  /** A left event waits for nothing of its own run: it is a row if its counterpart, where it has one, waits for nothing either. */
  function offerLeft(i: number): void {
    const j = ofLeft[i]!;
    if (j < 0) ready.push(left.t[i]!, 2 * i, i);
    else if (theirs.waiting[j] === 0) ready.push(Math.min(left.t[i]!, right.t[j]!), 2 * i, i);
  }

  function offerRight(j: number): void {
    const i = ofRight[j]!;
    if (i < 0) ready.push(right.t[j]!, 2 * anchors[j]! + 1, -1 - j);
    else if (ours.waiting[i] === 0) offerLeft(i);
  }

  function place(entry: number): void {
    const i = entry >= 0 ? entry : -1;
    const j = entry >= 0 ? ofLeft[entry]! : -1 - entry;
    rowLeft[length] = i;
    rowRight[length] = j;
    length++;
    if (i >= 0) {
      placed++;
      ours.place(i, offerLeft);
    }
    if (j >= 0) {
      placed++;
      theirs.place(j, offerRight);
    }
  }

  /** Whether less came of i in the left run than of j in the right run; a tie is decided by what they are, not by the side they are on. */
  function isLighter(i: number, j: number): boolean {
    const weights = ours.weight(i) - theirs.weight(j);
    if (weights !== 0) return weights < 0;
    if (left.t[i] !== right.t[j]) return left.t[i]! < right.t[j]!;
    return describedBy(left, i) <= describedBy(right, j);
  }

  /** The earliest weak pair that does not stand yet, in the one run or the other; false when there is none. */
  function takeWeakApart(): boolean {
    const isOpen = (i: number): boolean => i >= 0 && weak[i] === 1 && ofLeft[i]! >= 0 && !ours.stands(i);
    while (weakLeft < left.length && !isOpen(weakLeft)) weakLeft++;
    if (weakLeft === left.length) return false;
    while (!isOpen(ofRight[weakRight]!)) weakRight++;
    const i = isLighter(weakLeft, weakRight) ? weakLeft : ofRight[weakRight]!;
    const j = ofLeft[i]!;
    ofLeft[i] = -1;
    ofRight[j] = -1;
    weak[i] = 0;
    if (ours.waiting[i] === 0) offerLeft(i);
    if (theirs.waiting[j] === 0) offerRight(j);
    return true;
  }

  /** Each of the remaining pairs waits for another one. The first event of each run waits for its counterpart alone. */
  function takeApart(): void {
    if (takeWeakApart()) return;
    const i = ours.firstOpen();
    const j = theirs.firstOpen();
    const cut = i >= 0 && (j < 0 || isLighter(i, j)) ? i : ofRight[j]!;
    const open = [cut];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const mate = ofLeft[at]!;
      if (mate < 0) continue;
      ofLeft[at] = -1;
      ofRight[mate] = -1;
      if (ours.waiting[at] === 0) offerLeft(at);
      if (theirs.waiting[mate] === 0) offerRight(mate);
      for (let e = ours.effects.first(at); e >= 0; e = ours.effects.next(e)) open.push(e);
    }
  }
}

function describedBy(trace: Trace, i: number): string {
  return `${trace.kind[i]} ${nodeOf(trace, i)} ${labelOf(trace, i)}`;
}

/** What of one run waits for what. */
interface Side {
  readonly effects: Effects;
  /** How many events that must stand before this one do not stand yet. */
  readonly waiting: Uint8Array;
  update(maxEvents: number): boolean;
  place(event: number, freed: (event: number) => void): void;
  stands(event: number): boolean;
  /** The first event that does not stand yet, or -1. */
  firstOpen(): number;
  /** How many events came of this one. */
  weight(event: number): number;
}

function startSide(trace: Trace): Side {
  const { length } = trace;
  const effects = startEffects(trace);
  const waiting = new Uint8Array(length);
  const standing = new Uint8Array(length);
  const nextOnLane = new Int32Array(length).fill(-1);
  const weights = new Int32Array(length).fill(1);
  const lastOnLane = new Map<number, number>();
  let at = 0;
  let weighed = length - 1;
  let first = 0;
  return {
    effects,
    waiting,
    update(maxEvents) {
      if (!effects.update(maxEvents)) return false;
      for (const stop = Math.min(length, at + maxEvents); at < stop; at++) {
        if (causeOf(trace, at) >= 0) waiting[at]!++;
        // What no process notices has no place among what they do.
        if (!isNoticed(trace.kind[at]!)) continue;
        const before = lastOnLane.get(trace.node[at]!);
        lastOnLane.set(trace.node[at]!, at);
        if (before === undefined) continue;
        nextOnLane[before] = at;
        waiting[at]!++;
      }
      for (const stop = Math.max(-1, weighed - maxEvents); weighed > stop; weighed--) {
        const cause = causeOf(trace, weighed);
        if (cause >= 0) weights[cause]! += weights[weighed]!;
      }
      return at === length && weighed < 0;
    },
    place(event, freed) {
      standing[event] = 1;
      const next = nextOnLane[event]!;
      if (next >= 0 && --waiting[next]! === 0) freed(next);
      for (let e = effects.first(event); e >= 0; e = effects.next(e)) if (--waiting[e]! === 0) freed(e);
    },
    stands: (event) => standing[event] === 1,
    firstOpen() {
      while (first < length && standing[first] === 1) first++;
      return first < length ? first : -1;
    },
    weight: (event) => weights[event]!,
  };
}
