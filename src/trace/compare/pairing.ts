/**
 * Which event of one run is which of another: the same thing on the same node, from the same cause.
 *
 * Index and time say little of that: a message that is lost shifts all that comes after it. So events are paired from their
 * causes on: first those that have none, then what came of each pair. Among the effects of one cause those that are alike in
 * kind and name are laid side by side by what they say and when, then by what they say, and what is left in order. What
 * came of an event that has no counterpart is paired only where the other run has the very same on the same lane, which did not come
 * of anything that both have either: after the runs have parted, what looks alike is told as alike. Such a pair is weak: it gives way
 * to all others.
 */
import { EVENT_KINDS } from '../../kernel/event';
import type { EventKind } from '../../kernel/event';
import type { Trace } from '../trace';
import { contentHash } from './content';
import { alignSequences } from './sequences';

export interface Pairing {
  /** Of each event of the left run the one of the right run, or -1; and the other way round. */
  readonly ofLeft: Int32Array;
  readonly ofRight: Int32Array;
  /** Names of the nodes of both runs, those of the left first; and the place in it of each node of the right run. */
  readonly nodes: readonly string[];
  readonly rightNodes: readonly number[];
  /** Of each event of the left run whether its pair is weak. */
  readonly weak: Uint8Array;
  /** Pairs some more events, about so many; true when all are paired that can be. */
  advance(maxEvents: number): boolean;
}

/** Kinds whose label is a part of what they say and not of what they are: another vote is a vote changed. */
const LABEL_IS_CONTENT: ReadonlySet<EventKind> = new Set<EventKind>(['state', 'vote', 'disk', 'note']);
/** Of what came of the differences so many events a lane are laid side by side. */
const MOST_ALIGNED = 20_000;
const NAMED = Uint8Array.from(EVENT_KINDS, (kind) => (LABEL_IS_CONTENT.has(kind) ? 0 : 1));

/** Both traces must be whole. */
export function startPairing(left: Trace, right: Trace): Pairing {
  const ofLeft = new Int32Array(left.length).fill(-1);
  const ofRight = new Int32Array(right.length).fill(-1);
  const nodes = left.header.nodes.map(({ id }) => id);
  const rightNodes = right.header.nodes.map(({ id }) => {
    const at = nodes.indexOf(id);
    return at < 0 ? nodes.push(id) - 1 : at;
  });
  const labels = new Map(left.labels.map((label, k) => [label, k]));
  const rightLabels = right.labels.map((label) => {
    let at = labels.get(label);
    if (at === undefined) labels.set(label, (at = labels.size));
    return at;
  });
  const leftEffects = startEffects(left);
  const rightEffects = startEffects(right);
  /** Pairs whose effects have not been looked at: left events, in the order they were paired. The first stands for "no cause". */
  const pending = new Int32Array(left.length + 1);
  let pendingEnd = 1;
  let pendingAt = 0;
  pending[0] = -1;
  const weak = new Uint8Array(left.length);
  /** Lanes whose rest has been laid side by side; -1 before the rest was gathered. */
  let lanesDone = -1;
  let settled = false;
  let rest: readonly { readonly left: number[]; readonly right: number[] }[] = [];

  return { ofLeft, ofRight, nodes, rightNodes, weak, advance };

  function advance(maxEvents: number): boolean {
    if (!leftEffects.update(maxEvents) || !rightEffects.update(maxEvents)) return false;
    let budget = maxEvents;
    while (pendingAt < pendingEnd && budget > 0) {
      const event = pending[pendingAt++]!;
      budget -= 1 + pairEffects(event, event < 0 ? -1 : ofLeft[event]!);
    }
    if (pendingAt < pendingEnd || budget <= 0) return false;
    if (lanesDone < 0) gatherRest();
    // What came of the differences, and then what came of that.
    for (; lanesDone < rest.length && budget > 0; lanesDone++) budget -= pairRest(rest[lanesDone]!);
    if (lanesDone < rest.length) return false;
    if (!settled) settle();
    return true;
  }

  /** By lane the events without a counterpart that came of events without one. */
  function gatherRest(): void {
    const lanes = nodes.map(() => ({ left: [] as number[], right: [] as number[] }));
    const gather = (trace: Trace, of: Int32Array, lane: (i: number) => number[]): void => {
      for (let i = 0; i < trace.length; i++) {
        const cause = causeOf(trace, i);
        if (of[i]! >= 0 || cause < 0 || of[cause]! >= 0) continue;
        const list = lane(i);
        if (list.length < MOST_ALIGNED) list.push(i);
      }
    };
    gather(left, ofLeft, (i) => lanes[left.node[i]!]!.left);
    gather(right, ofRight, (j) => lanes[rightNodes[right.node[j]!]!]!.right);
    rest = lanes.filter((lane) => lane.left.length > 0 && lane.right.length > 0);
    lanesDone = 0;
  }

  /** No weak pair may have causes that are of one another pair each: that would be alike by what it says, and not by what it comes of. */
  function settle(): void {
    settled = true;
    for (let i = 0; i < left.length; i++) {
      if (weak[i] === 0) continue;
      const j = ofLeft[i]!;
      const [cause, other] = [causeOf(left, i), causeOf(right, j)];
      if (ofLeft[cause] === other || (ofLeft[cause]! < 0 && ofRight[other]! < 0)) continue;
      ofLeft[i] = -1;
      ofRight[j] = -1;
      weak[i] = 0;
    }
  }

  function pairRest(lane: { readonly left: readonly number[]; readonly right: readonly number[] }): number {
    const keys = (trace: Trace, events: readonly number[], kindAndName: (i: number) => number): readonly string[] => events.map((i) => `${kindAndName(i)} ${contentHash(trace, i)}`);
    const [a, b] = [keys(left, lane.left, leftClass), keys(right, lane.right, rightClass)];
    const join = (x: number, y: number): void => {
      const [i, j] = [lane.left[x]!, lane.right[y]!];
      weak[i] = 1;
      ofLeft[i] = j;
      ofRight[j] = i;
    };
    // Of several ways to lay them side by side the same one is found whichever run is called the left one.
    if (isBefore(a, b)) alignSequences(a.length, b.length, [(x, y) => a[x] === b[y]], join, true);
    else alignSequences(b.length, a.length, [(y, x) => a[x] === b[y]], (y, x) => join(x, y), true);
    return a.length + b.length;
  }

  /** Pairs the effects of a pair, or the events without a cause; returns how many were looked at. */
  function pairEffects(i: number, j: number): number {
    const first = leftEffects.first(i);
    const other = rightEffects.first(j);
    if (first < 0 || other < 0) return 0;
    // By far the most causes have one effect of each kind and name.
    if (leftEffects.next(first) < 0 && rightEffects.next(other) < 0) {
      if (leftClass(first) === rightClass(other)) pair(first, other);
      return 2;
    }
    const groups = new Map<number, { readonly left: number[]; readonly right: number[] }>();
    let count = 0;
    for (let e = first; e >= 0; e = leftEffects.next(e), count++) groupOf(groups, leftClass(e)).left.push(e);
    for (let e = other; e >= 0; e = rightEffects.next(e), count++) groupOf(groups, rightClass(e)).right.push(e);
    for (const group of groups.values()) {
      if (group.left.length === 1 && group.right.length === 1) pair(group.left[0]!, group.right[0]!);
      else if (group.left.length > 0 && group.right.length > 0) pairAlike(group.left, group.right);
    }
    return count;
  }

  function pairAlike(ours: readonly number[], theirs: readonly number[]): void {
    const says = (trace: Trace, events: readonly number[]): Int32Array => Int32Array.from(events, (i) => contentHash(trace, i));
    const [a, b] = [says(left, ours), says(right, theirs)];
    alignSequences(ours.length, theirs.length, [
      (x, y) => a[x] === b[y] && left.t[ours[x]!] === right.t[theirs[y]!],
      (x, y) => a[x] === b[y],
    ], (x, y) => pair(ours[x]!, theirs[y]!));
  }

  function pair(i: number, j: number): void {
    ofLeft[i] = j;
    ofRight[j] = i;
    pending[pendingEnd++] = i;
  }

  function leftClass(i: number): number {
    return classOf(left.kind[i]!, left.node[i]!, left.label[i]!);
  }

  function rightClass(i: number): number {
    return classOf(right.kind[i]!, rightNodes[right.node[i]!]!, rightLabels[right.label[i]!]!);
  }
}

/** Node, kind and name in one number: fewer than 2^17 nodes and labels, and 2^5 kinds. */
function classOf(kind: number, node: number, label: number): number {
  return (node * 32 + kind) * 131_072 + (NAMED[kind] === 1 ? label : 131_071);
}

function isBefore(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const k = a.findIndex((key, at) => key !== b[at]);
  return k < 0 || a[k]! < b[k]!;
}

function groupOf(groups: Map<number, { readonly left: number[]; readonly right: number[] }>, key: number) {
  let group = groups.get(key);
  if (group === undefined) groups.set(key, (group = { left: [], right: [] }));
  return group;
}

/** The effects of each event, and of none (-1), as linked lists in ascending order. */
export interface Effects {
  update(maxEvents: number): boolean;
  first(event: number): number;
  next(event: number): number;
}

export function startEffects(trace: Trace): Effects {
  const { length } = trace;
  // One place more, for the events without a cause.
  const first = new Int32Array(length + 1).fill(-1);
  const next = new Int32Array(length).fill(-1);
  let at = length - 1;
  return {
    update(maxEvents) {
      for (const stop = Math.max(-1, at - maxEvents); at > stop; at--) {
        const by = causeOf(trace, at) + 1;
        next[at] = first[by]!;
        first[by] = at;
      }
      return at < 0;
    },
    first: (event) => first[event + 1]!,
    next: (event) => next[event]!,
  };
}

/** A recorded trace may name a cause that does not come before; that is none. */
export function causeOf(trace: Trace, i: number): number {
  const cause = trace.cause[i]!;
  return cause < i ? cause : -1;
}
