/**
 * Hybrid logical clocks over any trace (Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks and Consistent Snapshots
 * in Globally Distributed Databases", OPODIS 2014, §3, algorithm "HLC"). A reading is ⟨l, c⟩: l is the highest physical time
 * that the event could know of, c counts events that could know of no higher one. So a → b implies that ⟨l, c⟩ of a is the lower, as
 * with Lamport's clocks, and l is never further from the node's own clock than the clocks are from each other.
 *
 * Twelve bytes an event, one pass.
 */
import type { Columns } from '../../kernel/log';
import { isNoticed } from '../causality';
import { causeOf, otherCauseOf, rowsOf } from './order';
import type { Rows } from './order';
import type { WallClocks } from './wall';

/** Whole microseconds, and a count. */
export interface HybridTime {
  readonly l: number;
  readonly c: number;
}
export interface HybridReading extends HybridTime {
  /** What the node's wall clock showed. */
  readonly pt: number;
}

/** The clock after a local event or a send: `before` is what it showed, `pt` the physical time. */
export function afterEvent(before: HybridTime, pt: number): HybridTime {
  const l = Math.max(before.l, pt);
  return { l, c: l === before.l ? before.c + 1 : 0 };
}

/** The clock after a message with timestamp `m` was received. */
export function afterReceive(before: HybridTime, m: HybridTime, pt: number): HybridTime {
  const l = Math.max(before.l, m.l, pt);
  if (l === before.l && l === m.l) return { l, c: Math.max(before.c, m.c) + 1 };
  if (l === before.l) return { l, c: before.c + 1 };
  return { l, c: l === m.l ? m.c + 1 : 0 };
}

/** Negative when `a` is the lower timestamp: by l, and by c where l is the same. */
export function compareHybrid(a: HybridTime, b: HybridTime): number {
  return a.l - b.l || a.c - b.c;
}

export interface HybridClocks {
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in what the trace has gained, at most `maxEvents` of it; true when all is in. */
  update(maxEvents?: number): boolean;
  /** The reading at an event; undefined where no process notices the event, or when it is not taken in yet. */
  at(event: number): HybridReading | undefined;
}

/** What a clock shows before its first event: lower than any physical time, also than a negative one. */
const NOTHING: HybridTime = { l: -Infinity, c: 0 };

export function createHybridClocks(columns: Columns, walls: WallClocks): HybridClocks {
  let length = 0;
  let l = new Float64Array(1024);
  let c = new Int32Array(1024);
  /** The last event that each node noticed. */
  const last: number[] = [];

  return {
    get length() { return length; },
    update(maxEvents = Infinity) {
      const stop = Math.min(columns.length, length + maxEvents);
      if (stop > l.length) grow(Math.max(stop, l.length * 2));
      const rows = rowsOf(columns);
      for (; length < stop; length++) take(rows, length);
      return length === columns.length;
    },
    at(event) {
      if (event >= length || !isNoticed(columns.kind[event]!)) return undefined;
      return { ...timeOf(event), pt: ptOf(event) };
    },
  };

  function take(rows: Rows, i: number): void {
    const node = rows.node[i]!;
    const m = later(messageFrom(rows, i, causeOf(rows, i)), messageFrom(rows, i, otherCauseOf(rows, i)));
    let now: HybridTime;
    if (isNoticed(rows.kind[i]!)) {
      const before = last[node] === undefined ? NOTHING : timeOf(last[node]);
      const pt = walls.at(node, i, rows.t[i]!);
      now = m === undefined ? afterEvent(before, pt) : afterReceive(before, m, pt);
      last[node] = i;
    } else {
      // No process reads a clock here; what follows from it follows from its cause.
      now = m ?? NOTHING;
    }
    l[i] = now.l;
    c[i] = now.c;
  }

  /** The timestamp that came with a cause; what the node itself did before needs none. */
  function messageFrom({ node, kind }: Rows, i: number, cause: number): HybridTime | undefined {
    if (cause < 0) return undefined;
    const own = node[cause] === node[i] && isNoticed(kind[cause]!) && isNoticed(kind[i]!);
    return own ? undefined : timeOf(cause);
  }

  function timeOf(i: number): HybridTime {
    return { l: l[i]!, c: c[i]! };
  }

  function ptOf(i: number): number {
    return walls.at(columns.node[i]!, i, columns.t[i]!);
  }

  function grow(capacity: number): void {
    const [moreL, moreC] = [new Float64Array(capacity), new Int32Array(capacity)];
    moreL.set(l);
    moreC.set(c);
    l = moreL;
    c = moreC;
  }
}

function later(a: HybridTime | undefined, b: HybridTime | undefined): HybridTime | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareHybrid(a, b) >= 0 ? a : b;
}
