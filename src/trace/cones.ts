/**
 * The causal past and future of one event, as bounds a lane: everything up to one event is the past there, everything from
 * another on is the future. With them it takes one comparison to say of any event how it stands to this one.
 *
 * Found by one walk over the columns, back from the event and on from it, with no index besides: causes come before their
 * effects. A walk goes in pieces of any size, so that a long trace costs a view no frame. Happened-before as
 * src/trace/causality.ts has it.
 */
import type { Columns } from '../kernel/log';
import { isNoticed } from './causality';
import { causeOf, otherCauseOf, rowsOf } from './clocks/order';
import type { Rows } from './clocks/order';

/** The past of an event, itself included. */
export interface Past {
  readonly event: number;
  has(i: number): boolean;
  /** The last event of the past on a lane, or -1. */
  last(node: number): number;
  /** Other events in it, and the nodes they are on. */
  readonly events: number;
  readonly nodes: number;
}
/** The future of an event, itself included, as far as the trace went when the walk began. */
export interface Future {
  has(i: number): boolean;
  /** The first event of the future on a lane, or -1. */
  first(node: number): number;
  readonly events: number;
  readonly nodes: number;
}
export interface Cones {
  readonly event: number;
  readonly past: Past;
  readonly future: Future;
  /** Events that are in neither. */
  readonly concurrent: number;
}

/** A walk that goes on when it is told to. */
export interface Walk<T> {
  /** Looks at no more than so many events; true when there is nothing left to look at. */
  advance(maxEvents: number): boolean;
  /** What was found; undefined before the end. */
  readonly result: T | undefined;
}

const NEVER = 0x7fffffff;

/** Past and future of an event; `nodes` is how many nodes the trace has. */
export function startCones(columns: Columns, nodes: number, event: number): Walk<Cones> {
  const total = columns.length;
  const past = startPast(columns, nodes, event);
  const future = startFuture(columns, nodes, event, total);
  let result: Cones | undefined;
  return {
    get result() { return result; },
    advance(maxEvents) {
      if (result !== undefined) return true;
      if (past.result === undefined) past.advance(maxEvents);
      else future.advance(maxEvents);
      if (past.result === undefined || future.result === undefined) return false;
      result = { event, past: past.result, future: future.result, concurrent: total - 1 - past.result.events - future.result.events };
      return true;
    },
  };
}

/** The past of an event alone. */
export function startPast(columns: Columns, nodes: number, event: number): Walk<Past> {
  const last = new Int32Array(nodes).fill(-1);
  /** Events that no process notices and that caused something all the same. */
  const alone = new Set<number>();
  let next = event;
  let found = 0;
  let result: Past | undefined;
  take(rowsOf(columns), event);
  return {
    get result() { return result; },
    advance(maxEvents) {
      if (result !== undefined) return true;
      const rows = rowsOf(columns);
      const { node, kind } = rows;
      const stop = Math.max(-1, next - maxEvents);
      for (; next > stop; next--) {
        if (isNoticed(kind[next]!) ? next > last[node[next]!]! : !alone.has(next)) continue;
        found++;
        const cause = causeOf(rows, next);
        if (cause >= 0) take(rows, cause);
        const other = otherCauseOf(rows, next);
        if (other >= 0) take(rows, other);
      }
      if (next >= 0) return false;
      result = {
        event,
        last: (lane) => last[lane] ?? -1,
        has: (i) => (isNoticed(columns.kind[i]!) ? i <= (last[columns.node[i]!] ?? -1) : alone.has(i)),
        events: found - 1,
        nodes: last.reduce((sum, end) => sum + (end >= 0 ? 1 : 0), 0),
      };
      return true;
    },
  };

  function take({ node, kind }: Rows, i: number): void {
    if (!isNoticed(kind[i]!)) alone.add(i);
    else if (last[node[i]!]! < i) last[node[i]!] = i;
  }
}

function startFuture(columns: Columns, nodes: number, event: number, total: number): Walk<Future> {
  const first = new Int32Array(nodes).fill(NEVER);
  /** Unnoticed events that follow from unnoticed ones; of all others their cause tells. */
  const alone = new Set<number>();
  if (isNoticed(columns.kind[event]!)) first[columns.node[event]!] = event;
  else alone.add(event);
  let next = event + 1;
  let found = 1;
  let result: Future | undefined;
  return {
    get result() { return result; },
    advance(maxEvents) {
      if (result !== undefined) return true;
      const rows = rowsOf(columns);
      const { node, kind } = rows;
      const stop = Math.min(total, next + maxEvents);
      for (; next < stop; next++) {
        const lane = node[next]!;
        const noticed = isNoticed(kind[next]!);
        if (noticed && first[lane]! <= next) {
          found++;
          continue;
        }
        const cause = causeOf(rows, next);
        const other = otherCauseOf(rows, next);
        if (!(cause >= event && holds(rows, cause)) && !(other >= event && holds(rows, other))) continue;
        found++;
        if (noticed) first[lane] = next;
        else if (alone.has(cause) || alone.has(other) || unnoticed(rows, cause) || unnoticed(rows, other)) alone.add(next);
      }
      if (next < total) return false;
      result = {
        first: (lane) => (first[lane] === undefined || first[lane] === NEVER ? -1 : first[lane]),
        has: (i) => i >= event && i < total && holds(rowsOf(columns), i),
        events: found - 1,
        nodes: first.reduce((sum, start) => sum + (start < NEVER ? 1 : 0), 0),
      };
      return true;
    },
  };

  function holds(rows: Rows, i: number): boolean {
    if (isNoticed(rows.kind[i]!)) return (first[rows.node[i]!] ?? NEVER) <= i;
    return alone.has(i) || holdsNoticed(rows, causeOf(rows, i)) || holdsNoticed(rows, otherCauseOf(rows, i));
  }

  function holdsNoticed(rows: Rows, i: number): boolean {
    return i >= 0 && isNoticed(rows.kind[i]!) && (first[rows.node[i]!] ?? NEVER) <= i;
  }
}

function unnoticed(rows: Rows, i: number): boolean {
  return i >= 0 && !isNoticed(rows.kind[i]!);
}
