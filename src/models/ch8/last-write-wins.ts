/**
 * Replicas that accept writes everywhere, and two ways of telling which of two writes is the newer one.
 *
 * `wall-clock`: each write carries the time of the replica that took it, and the highest time wins (Johnson and Thomas,
 * "Maintenance of Duplicate Databases", RFC 677, 1975, which takes the node's number to break ties). A write that causally follows another but was stamped by a slower
 * clock is dropped, and nobody is told (DDIA ch. 8, "Timestamps for ordering events").
 *
 * `version-vector`: each write carries how many writes of each replica its writer had seen (Parker et al., "Detection of Mutual
 * Inconsistency in Distributed Systems", IEEE TSE 9(3), 1983, §III). A write replaces those it had seen; writes that
 * had not seen each other are kept side by side as siblings.
 */
import type { Invariant, Model, NodeView, ParamValues } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  order: { type: 'choice', default: 'wall-clock', choices: ['wall-clock', 'version-vector'], summary: 'How a replica tells which of two writes is newer.' },
} as const;
type Params = ParamValues<typeof params>;

type Version = { readonly [replica: string]: number };
interface Write {
  readonly value: number;
  readonly timestamp: number;
  readonly version: Version;
  readonly by: string;
  /** Replica and number of the write; a copy has the same. */
  readonly id: string;
  /** The operation it belongs to and the writes whose effects it had seen. No replica looks at these: they are there for the invariant. */
  readonly operation: number;
  readonly after: readonly string[];
}
type ReplicaState = {
  /** What a reader gets: one value, or siblings. */
  readonly values: readonly Write[];
  /** Writes taken here so far; this replica's entry in the versions it makes. */
  readonly taken: number;
  /** Writes that were refused as old, and the one that was kept instead. */
  readonly dropped: readonly { readonly write: Write; readonly kept: Write }[];
};

const replica: Process<ReplicaState, Params> = {
  init: () => ({ values: [], taken: 0, dropped: [] }),
  stable: ['values', 'taken', 'dropped'],

  onMessage(ctx, message) {
    if (message.type === 'Replicate') return store(ctx, message.body as unknown as Write, false);
    const { operation, amount } = message.body as { operation: number; amount: number };
    const seen = ctx.state.values;
    const taken = ctx.state.taken + 1;
    ctx.set({ taken });
    const write: Write = {
      value: Math.max(0, ...seen.map(({ value }) => value)) + amount,
      timestamp: ctx.clock('wall').readingUs,
      version: { ...seen.map(({ version }) => version).reduce(merge, {}), [ctx.self]: taken },
      by: ctx.self,
      id: `${ctx.self}:${taken}`,
      operation,
      after: [...new Set(seen.flatMap(({ id, after }) => [...after, id]))],
    };
    store(ctx, write, true);
    ctx.send(message.from, 'Done', { operation, value: write.value });
    for (const other of ctx.nodes('replica')) if (other !== ctx.self) ctx.send(other, 'Replicate', { ...write });
  },
};

/** Keeps a write or drops it as old. */
function store(ctx: Context<ReplicaState, Params>, write: Write, own: boolean): void {
  const { values, dropped } = ctx.state;
  const newer = ctx.params.order === 'wall-clock' ? later : descends;
  const kept = values.find((value) => value.id === write.id || newer(value, write));
  if (kept === undefined) return ctx.set({ values: [...values.filter((value) => !newer(write, value)), write] });
  if (kept.id === write.id) return ctx.ignore('already seen');
  if (!own) ctx.ignore('older timestamp');
  ctx.set({ dropped: [...dropped, { write, kept }] });
}

/** Wall-clock order; the replica's name breaks ties. */
function later(a: Write, b: Write): boolean {
  return a.timestamp > b.timestamp || (a.timestamp === b.timestamp && a.by > b.by);
}

/** Whether `a` was made by someone who had seen all that `b` had, and more. */
function descends(a: Write, b: Write): boolean {
  return Object.entries(b.version).every(([name, count]) => (a.version[name] ?? 0) >= count);
}

function merge(a: Version, b: Version): Version {
  const merged: { [name: string]: number } = { ...a };
  for (const [name, count] of Object.entries(b)) merged[name] = Math.max(merged[name] ?? 0, count);
  return merged;
}

type ClientState = { readonly waiting: readonly number[] };

const client: Process<ClientState, Params> = {
  init: () => ({ waiting: [] }),
  onInvoke(ctx, operation) {
    ctx.set({ waiting: [...ctx.state.waiting, operation.id] });
    // Every client talks to the replica of its own place.
    const replicas = ctx.nodes('replica');
    const near = replicas[ctx.nodes('client').indexOf(ctx.self) % replicas.length]!;
    ctx.send(near, 'Add', { operation: operation.id, amount: Number(operation.args['amount']) });
  },
  onMessage(ctx, message) {
    const operation = Number(message.body['operation']);
    if (!ctx.state.waiting.includes(operation)) return ctx.ignore('no longer waiting');
    ctx.set({ waiting: ctx.state.waiting.filter((id) => id !== operation) });
    ctx.return(operation, 'ok', message.body['value']);
  },
};

const stateOf = (node: NodeView) => node.state as ReplicaState;

const laterWriteSurvives: Invariant = {
  id: 'later-write-survives',
  summary: 'No write is dropped in favour of one that its writer had seen.',
  when: 'always',
  check(view) {
    for (const node of view.byRole('replica')) {
      for (const { write, kept } of stateOf(node).dropped) {
        if (!write.after.includes(kept.id)) continue;
        const made = view.operations.filter(({ id }) => id === write.operation || id === kept.operation).map(({ invoke }) => invoke);
        return {
          detail: `${node.id} drops ${write.value} (stamped ${write.timestamp / 1_000} ms by ${write.by}) for ${kept.value} (stamped ${kept.timestamp / 1_000} ms by ${kept.by}), which came before it`,
          events: [...made, ...view.changes(node.id, 'dropped').slice(-1)],
        };
      }
    }
    return undefined;
  },
};

const converged: Invariant = {
  id: 'converged',
  summary: 'When all messages have arrived, all replicas hold the same values.',
  when: 'end',
  check(view) {
    const contents = (node: NodeView) => stateOf(node).values.map(({ id }) => id).sort().join(' ');
    const [first, ...others] = view.byRole('replica');
    const different = others.find((node) => contents(node) !== contents(first!));
    if (different === undefined) return undefined;
    return {
      detail: `${first!.id} and ${different.id} differ`,
      events: [first!, different].flatMap(({ id }) => view.changes(id, 'values').slice(-1)),
    };
  },
};

export const model: Model = {
  id: 'last-write-wins',
  title: 'Last write wins, by clock or by version',
  chapter: 'ch8',
  source: 'Johnson and Thomas, Maintenance of Duplicate Databases, RFC 677, 1975; Parker et al., Detection of Mutual Inconsistency in Distributed Systems, IEEE TSE 9(3), 1983, §III',
  summary: 'Three replicas take writes to one counter. Ordered by wall clocks, a later write can lose to an earlier one; ordered by version vectors it cannot.',
  params,
  roles: {
    client: { summary: 'Adds to the counter at the replica near by.', names: ['alice', 'bob'], min: 1, max: 16, process: client },
    replica: { summary: 'Takes writes and tells the other replicas.', names: ['node-1', 'node-2', 'node-3'], min: 1, max: 9, process: replica },
  },
  messages: {
    Add: { summary: 'Asks a replica to read the counter, add to it and write it.', from: ['client'], to: ['replica'] },
    Done: { summary: 'The replica has taken the write.', from: ['replica'], to: ['client'] },
    Replicate: { summary: 'A write, with the timestamp and version it was given.', from: ['replica'], to: ['replica'] },
  },
  operations: {
    add: {
      summary: 'Read the counter near by, add to it, write the sum.',
      role: 'client',
      args: { amount: { type: 'integer', default: 1, min: 1, max: 1_000, summary: 'How much to add.' } },
    },
  },
  show: { tags: { timestamp: { word: 'at', unit: 'us' } } },
  invariants: [laterWriteSurvives, converged],
  stats: (view) => ({
    dropped: view.byRole('replica').reduce((sum, node) => sum + stateOf(node).dropped.length, 0),
    siblings: Math.max(...view.byRole('replica').map((node) => stateOf(node).values.length)),
  }),
};
