/**
 * A leader's lease, and the pause that outlives it.
 *
 * A lock service grants a lease for a limited time (Gray and Cheriton, "Leases", SOSP 1989, §2). The holder counts
 * the time on its own monotonic clock from the moment it *asked*, the service from the moment it granted, so with
 * clocks that run at the same rate the holder gives up first (§5 on clock failure). A holder checks its lease and then does
 * its work, but nothing guarantees that the work is done by the time the lease ends: a process can be paused
 * between any two instructions (DDIA ch. 8, "Process Pauses").
 *
 * With fencing the service numbers its grants and the storage refuses a number lower than one it has seen:
 * the sequencer of Burrows, "The Chubby Lock Service", OSDI 2006, §2.4.
 */
import type { EventDetails } from '../../kernel/event';
import type { Invariant, Model, ParamValues } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  lease: { type: 'duration', default: 10_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long a lease lasts.' },
  renewEvery: { type: 'duration', default: 4_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long the holder waits before it renews, and another node before it asks again.' },
  prepare: { type: 'duration', default: 200_000, min: 0, max: 60_000_000, summary: 'Work between the check of the lease and the write it protects.' },
  timeout: { type: 'duration', default: 2_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long a node waits for the storage before the outcome of its write is unknown.' },
  fencing: { type: 'boolean', default: false, summary: 'Whether the storage refuses a token lower than the highest it has seen.' },
} as const;
type Params = ParamValues<typeof params>;

type NodeState = {
  /** The token of the lease held, 0 for none. */
  readonly token: number;
  /** When the lease ends, on this node's monotonic clock in microseconds. */
  readonly expiresUs: number;
  /** When the lease was last asked for, on the same clock; names the request that the answer must belong to. */
  readonly askedUs: number;
  /** The write that has been checked and is being prepared or answered. */
  readonly writing: { readonly operation: number; readonly value: string; readonly token: number } | null;
};

const node: Process<NodeState, Params> = {
  init: () => ({ token: 0, expiresUs: 0, askedUs: 0, writing: null }),

  onStart: ask,

  onTimer(ctx, timer) {
    const { writing } = ctx.state;
    if (timer.name === 'ask') return ask(ctx);
    if (writing === null || timer.data !== writing.operation) return;
    if (timer.name === 'timeout') {
      ctx.set({ writing: null });
      return ctx.return(writing.operation, 'unknown');
    }
    // The lease was checked before the work began. Checking again here would not help: the pause
    // may as well come after that check, or the message may be held up in the network.
    ctx.send(ctx.nodes('storage')[0]!, 'Write', writing);
    ctx.setTimer('timeout', ctx.params.timeout, writing.operation);
  },

  onInvoke(ctx, operation) {
    if (ctx.state.writing !== null) return ctx.return(operation.id, 'fail', 'busy');
    if (!holds(ctx)) return ctx.return(operation.id, 'fail', 'not the leader');
    ctx.set({ writing: { operation: operation.id, value: String(operation.args['value']), token: ctx.state.token } });
    ctx.work('prepare', ctx.params.prepare, operation.id);
  },

  onMessage(ctx, { type, body }) {
    if (type === 'Granted' || type === 'Denied') {
      // Counting from a later question than the one answered would make the lease last too long.
      if (body['asked'] !== ctx.state.askedUs) return ctx.ignore('answer to an earlier question');
      const granted = type === 'Granted';
      ctx.set(granted ? { token: Number(body['token']), expiresUs: ctx.state.askedUs + ctx.params.lease } : { token: 0 });
      return ctx.become(granted ? 'leader' : 'standby');
    }
    if (body['operation'] !== ctx.state.writing?.operation) return ctx.ignore('no longer waiting');
    ctx.set({ writing: null });
    ctx.return(Number(body['operation']), type === 'Written' ? 'ok' : 'fail', type);
  },
};

function ask(ctx: Context<NodeState, Params>): void {
  const askedUs = ctx.clock('monotonic').readingUs;
  ctx.set({ askedUs });
  ctx.send(ctx.nodes('lock-service')[0]!, 'Acquire', { asked: askedUs });
  ctx.setTimer('ask', ctx.params.renewEvery);
}

function holds(ctx: Context<NodeState, Params>): boolean {
  return ctx.state.token !== 0 && ctx.clock('monotonic').readingUs < ctx.state.expiresUs;
}

type ServiceState = { readonly holder: string; readonly token: number; readonly expiresUs: number };

const lockService: Process<ServiceState, Params> = {
  init: () => ({ holder: '', token: 0, expiresUs: 0 }),
  stable: ['holder', 'token'],

  onMessage(ctx, message) {
    const { holder, token, expiresUs } = ctx.state;
    const nowUs = ctx.clock('monotonic').readingUs;
    const free = nowUs >= expiresUs;
    if (!free && holder !== message.from) return ctx.send(message.from, 'Denied', { asked: message.body['asked']! });
    // A renewal in time keeps its token; whoever takes over a lease that ended gets a higher one.
    ctx.set({ holder: message.from, token: free ? token + 1 : token, expiresUs: nowUs + ctx.params.lease });
    ctx.send(message.from, 'Granted', { token: ctx.state.token, asked: message.body['asked']! });
  },

  /** The monotonic clock starts anew with the process, so an old lease must be waited out in full. */
  onRestart(ctx) {
    if (ctx.state.token > 0) ctx.set({ expiresUs: ctx.clock('monotonic').readingUs + ctx.params.lease });
  },
};

type StorageState = {
  readonly value: string;
  readonly highestToken: number;
  /** Every write accepted, in order. */
  readonly writes: readonly { readonly by: string; readonly token: number; readonly value: string }[];
};

const storage: Process<StorageState, Params> = {
  init: () => ({ value: '', highestToken: 0, writes: [] }),
  stable: ['value', 'highestToken', 'writes'],

  onMessage(ctx, message) {
    const { operation, value, token } = message.body as NonNullable<NodeState['writing']>;
    if (ctx.params.fencing && token < ctx.state.highestToken) {
      ctx.ignore('fenced');
      return ctx.send(message.from, 'Rejected', { operation, highestToken: ctx.state.highestToken });
    }
    ctx.set({
      value,
      highestToken: Math.max(token, ctx.state.highestToken),
      writes: [...ctx.state.writes, { by: message.from, token, value }],
    });
    ctx.send(message.from, 'Written', { operation });
  },
};

const noOldWriter: Invariant = {
  id: 'no-old-writer',
  summary: 'Once a later leader has written, no write of an earlier one is accepted.',
  when: 'always',
  check(view) {
    const store = view.byRole('storage')[0]!;
    const { writes } = store.state as StorageState;
    for (let i = 1; i < writes.length; i++) {
      const [before, now] = [writes[i - 1]!, writes[i]!];
      if (now.token >= before.token) continue;
      return {
        detail: `${now.by} writes with token ${now.token} after ${before.by} wrote with token ${before.token}`,
        events: view.changes(store.id, 'writes').filter((event) => {
          const { length } = (view.log.detail(event) as EventDetails['state']).set['writes'] as StorageState['writes'];
          return length === i || length === i + 1;
        }),
      };
    }
    return undefined;
  },
};

export const model: Model = {
  id: 'lease',
  title: 'Leader lease with fencing tokens',
  chapter: 'ch8',
  source:
    'Gray and Cheriton, Leases: An Efficient Fault-Tolerant Mechanism for Distributed File Cache Consistency, SOSP 1989, §2 and §5; Burrows, The Chubby Lock Service for Loosely-Coupled Distributed Systems, OSDI 2006, §2.4',
  summary: 'Whoever holds the lease may write. A pause between the check and the write makes two writers, unless the storage checks tokens.',
  params,
  roles: {
    node: { summary: 'Competes for the lease and writes while it holds it.', names: ['node-1', 'node-2'], min: 1, max: 9, process: node },
    'lock-service': { summary: 'Grants the lease to one node at a time, with a token that grows.', names: ['locks'], min: 1, max: 1, process: lockService },
    storage: { summary: 'Stores what a leader writes.', names: ['storage'], min: 1, max: 1, process: storage },
  },
  messages: {
    Acquire: { summary: 'Asks for the lease, or to prolong it.', from: ['node'], to: ['lock-service'] },
    Granted: { summary: 'The lease, from now for its full length, with its token.', from: ['lock-service'], to: ['node'] },
    Denied: { summary: 'Another node holds the lease.', from: ['lock-service'], to: ['node'] },
    Write: { summary: 'A write under the lease with this token.', from: ['node'], to: ['storage'] },
    Written: { summary: 'The write was stored.', from: ['storage'], to: ['node'] },
    Rejected: { summary: 'A later leader has written already: the token is too old.', from: ['storage'], to: ['node'] },
  },
  operations: {
    write: {
      summary: 'Write a value, if this node is the leader.',
      role: 'node',
      args: { value: { type: 'choice', default: 'a', choices: ['a', 'b', 'c', 'd', 'e', 'f'], summary: 'What to write.' } },
    },
  },
  show: {
    leases: {
      node: { until: 'expiresUs', clock: 'monotonic', held: 'token', label: { field: 'token', word: 'token' } },
      'lock-service': { until: 'expiresUs', clock: 'monotonic', held: 'holder', label: { field: 'holder', word: 'lease of' } },
    },
    tags: { token: 'token' },
  },
  invariants: [noOldWriter],
  stats: (view) => ({
    writes: (view.byRole('storage')[0]!.state as StorageState).writes.length,
    rejected: view.operations.filter((operation) => operation.result === 'Rejected').length,
  }),
};
