/**
 * Which of two events came before the other, and from which events a logical clock takes over: happened-before as
 * src/trace/causality.ts has it, for those who ask about two events and not about whole pasts.
 */
import { KIND } from '../../kernel/event';
import type { Columns } from '../../kernel/log';
import { isNoticed } from '../causality';

/** `before`: the first could have influenced the second · `after`: the other way round · `concurrent`: neither. */
export type Relation = 'before' | 'after' | 'concurrent' | 'same';

/**
 * How event `a` stands to event `b`. Looks once at each event between the two and keeps a byte for each of them,
 * so that it needs no index of the trace.
 */
export function relationOf(columns: Columns, a: number, b: number): Relation {
  if (a === b) return 'same';
  const [first, second] = a < b ? [a, b] : [b, a];
  if (!reaches(columns, first, second)) return 'concurrent';
  return a < b ? 'before' : 'after';
}

function reaches(columns: Columns, from: number, to: number): boolean {
  const rows = rowsOf(columns);
  const { node, kind } = rows;
  const reached = new Uint8Array(to - from + 1);
  const lanes = new Set<number>();
  const has = (i: number): boolean => i >= from && reached[i - from] === 1;
  reached[0] = 1;
  if (isNoticed(kind[from]!)) lanes.add(node[from]!);
  for (let i = from + 1; i <= to; i++) {
    const noticed = isNoticed(kind[i]!);
    if (!(noticed && lanes.has(node[i]!)) && !has(causeOf(rows, i)) && !has(otherCauseOf(rows, i))) continue;
    reached[i - from] = 1;
    if (noticed) lanes.add(node[i]!);
  }
  return reached[to - from] === 1;
}

/** The arrays themselves: columns that grow look theirs up at each access, which costs more than what is done with them. */
export type Rows = Pick<Columns, 't' | 'node' | 'kind' | 'cause' | 'partner'>;

export function rowsOf({ t, node, kind, cause, partner }: Columns): Rows {
  return { t, node, kind, cause, partner };
}

/** The event that made `i` happen, or -1. */
export function causeOf(columns: Rows, i: number): number {
  const cause = columns.cause[i]!;
  return cause < i ? cause : -1;
}

/** The send of a delivery whose cause is another event: a recorder may know better what made a node receive. Or -1. */
export function otherCauseOf(columns: Rows, i: number): number {
  const kind = columns.kind[i]!;
  if (kind !== KIND.deliver && kind !== KIND.lose) return -1;
  const partner = columns.partner[i]!;
  return partner < i && partner !== columns.cause[i] ? partner : -1;
}
