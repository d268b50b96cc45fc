/**
 * Safety and liveness, apart: what must never happen, and what must happen some time (Lamport 1977; Alpern and
 * Schneider 1985). They are judged by the operations alone, as their clients saw them.
 */
import type { EventLog } from '../../../kernel/log';
import type { Finding, Invariant, OperationView, WorldView } from '../../../kernel/model';

type Done = { readonly op: OperationView; readonly value: number | null; readonly from: number; readonly to: number };
/** A value with the write it comes from and the reads that returned it. */
type Cluster = { readonly value: number | null; readonly write: Done | undefined; readonly ops: readonly Done[]; readonly firstEnd: number; readonly lastBegin: number };

const done = (op: OperationView, value: number | null): Done => ({ op, value, from: op.invokedUs, to: op.status === undefined ? Infinity : op.returnedUs! });
const reads = (view: WorldView): Done[] => view.operations.filter(({ name, status }) => name === 'read' && status === 'ok').map((op) => done(op, op.result as number | null));
const writes = (view: WorldView): Done[] => view.operations.filter(({ name }) => name === 'write').map((op) => done(op, Number(op.args['value'])));
const proof = (...of: readonly (Done | undefined)[]): number[] => of.flatMap((each) => (each === undefined ? [] : [each.op.invoke]));
const text = ({ op, value }: Done): string => `${op.client}’s ${op.name} of ${String(value)}`;

/** Looks only when an operation has begun or ended since the last time. */
function whenOperationsChange(check: (view: WorldView) => Finding | undefined): (view: WorldView) => Finding | undefined {
  const last = new WeakMap<EventLog, { readonly seen: number; readonly finding: Finding | undefined }>();
  return (view) => {
    const seen = view.operations.reduce((sum, { status }) => sum + (status === undefined ? 1 : 2), 0);
    const known = last.get(view.log);
    if (known?.seen === seen) return known.finding;
    const finding = check(view);
    last.set(view.log, { seen, finding });
    return finding;
  };
}

const noInventedValue: Invariant = {
  id: 'no-invented-value',
  summary: 'Safety: a read returns a value that somebody had begun to write, or the initial one.',
  when: 'always',
  check: whenOperationsChange((view) => {
    const written = writes(view);
    const wrong = reads(view).find((read) => read.value !== null && !written.some((write) => write.value === read.value && write.from <= read.to));
    return wrong === undefined ? undefined : { detail: `${wrong.op.client} reads ${String(wrong.value)}, which nobody has written`, events: proof(wrong) };
  }),
};

const noStaleRead: Invariant = {
  id: 'no-stale-read',
  summary: 'Safety: a read returns what the last write that ended before it wrote, or something newer.',
  when: 'always',
  check: whenOperationsChange((view) => {
    const written = writes(view);
    for (const read of reads(view)) {
      const source = written.filter(({ value }) => value === read.value);
      if (source.length === 0 && read.value !== null) continue;
      const sourceEnd = Math.max(-1, ...source.map(({ to }) => to));
      const newer = written.find((write) => write.from > sourceEnd && write.to < read.from);
      if (newer !== undefined) return { detail: `${read.op.client} reads ${String(read.value)}, although ${text(newer)} had ended before`, events: proof(newer, read) };
    }
    return undefined;
  }),
};

/**
 * Gibbons and Korach, "Testing Shared Memories", SIAM J. Computing 26(4), 1997: with every value written once, the
 * operations can be put in one order exactly when no read ends before its write begins, and there are no two values of
 * which each has an operation that ended before one of the other began (their condition on zones, in one sentence).
 * Values that are written twice are left out.
 */
const atomic: Invariant = {
  id: 'atomic',
  summary: 'Safety: all operations can be put in one order that respects real time, in which each read returns what was written last (linearizability).',
  when: 'always',
  check: whenOperationsChange((view) => {
    const clusters = clustersOf(view);
    for (const { value, write, ops } of clusters) {
      const early = ops.find((op) => op.op.name === 'read' && (write === undefined ? value !== null : op.to < write.from));
      if (early !== undefined) return { detail: `${text(early)} has no write it could come from`, events: proof(early) };
    }
    for (const [i, one] of clusters.entries()) {
      const other = clusters.slice(i + 1).find((each) => one.firstEnd < each.lastBegin && each.firstEnd < one.lastBegin);
      if (other !== undefined) return { detail: `the operations on ${String(one.value)} and those on ${String(other.value)} cannot be put in one order`, events: proof(...one.ops, ...other.ops) };
    }
    return undefined;
  }),
};

function clustersOf(view: WorldView): Cluster[] {
  const [written, read] = [writes(view), reads(view)];
  const values = new Set([null, ...written.map(({ value }) => value), ...read.map(({ value }) => value)]);
  return [...values].flatMap((value) => {
    const sources = written.filter((write) => write.value === value);
    if (sources.length > 1) return [];
    const ops = [...sources, ...read.filter((each) => each.value === value)];
    // The initial value was written before everything.
    const firstEnd = value === null ? -1 : Math.min(...ops.map(({ to }) => to));
    return [{ value, write: sources[0], ops, firstEnd, lastBegin: Math.max(-1, ...ops.map(({ from }) => from)) }];
  });
}

const operationsFinish: Invariant = {
  id: 'operations-finish',
  summary: 'Liveness: every operation ends. A run shows it only up to its own end, so that has to be late enough.',
  when: 'end',
  check(view) {
    const up = new Set(view.byRole('client').flatMap(({ id, up: isUp }) => (isUp ? [id] : [])));
    const open = view.operations.filter(({ client, status }) => status === undefined && up.has(client));
    if (open.length === 0) return undefined;
    return { detail: `${open.length} of ${view.operations.length} operations have not ended, the first is ${open[0]!.client}’s ${open[0]!.name}`, events: open.map(({ invoke }) => invoke) };
  },
};

export const invariants: readonly Invariant[] = [noInventedValue, noStaleRead, atomic, operationsFinish];
