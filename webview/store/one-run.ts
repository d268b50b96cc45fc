/**
 * Of two runs in one trace, the columns as the one run has them that an event is of: what only the other one has, no process notices
 * and nothing comes of it. Past, future, causes and knowledge are always those of a run, and never of two at once.
 *
 * An event that both have is followed in the left run, whose causes it has.
 */
import { ORIGIN } from '../../src/trace/compare/merged';
import { KIND } from '../../src/trace/trace';
import type { Columns } from '../../src/trace/trace';
import type { Run } from './store';

export type Followed = 'left' | 'right';

/** Undefined for a single run. */
export function followed(run: Run, event: number): Followed | undefined {
  if (run.info.comparison === undefined) return undefined;
  return run.columns.origins.of(event) === ORIGIN.right ? 'right' : 'left';
}

/** The same as an argument of what is asked of the host. */
export function sideAt(run: Run, event: number): { readonly side?: Followed } {
  const side = followed(run, event);
  return side === undefined ? {} : { side };
}

const known = new WeakMap<Run, Map<Followed, Columns>>();

/** The columns themselves for a single run. */
export function columnsOfOneRun(run: Run, event: number): Columns {
  const side = followed(run, event);
  if (side === undefined) return run.columns;
  let sides = known.get(run);
  if (sides === undefined) known.set(run, (sides = new Map<Followed, Columns>()));
  let columns = sides.get(side);
  if (columns?.length !== run.columns.length) sides.set(side, (columns = withoutOther(run, side === 'left' ? ORIGIN.right : ORIGIN.left)));
  return columns!;
}

function withoutOther({ columns }: Run, other: number): Columns {
  const { length, origins } = columns;
  const kind = columns.kind.slice(0, length);
  const cause = columns.cause.slice(0, length);
  const partner = columns.partner.slice(0, length);
  const isOther = (i: number): boolean => origins.of(i) === other;
  for (let i = 0; i < length; i++) {
    // Of all kinds that no process notices the one that is never the end of anything.
    if (isOther(i)) kind[i] = KIND.violation;
    if (isOther(i) || (cause[i]! >= 0 && isOther(cause[i]!))) cause[i] = -1;
    if (isOther(i) || (partner[i]! >= 0 && isOther(partner[i]!))) partner[i] = -1;
  }
  return { length, t: columns.t, node: columns.node, kind, cause, partner, label: columns.label, labels: columns.labels };
}
