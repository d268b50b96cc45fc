/**
 * Timestamps from clocks that are only known to within an interval, and the wait that makes them safe.
 *
 * Spanner, Corbett et al., OSDI 2012. A clock reading is an interval [earliest, latest] that contains true time
 * (§3, TrueTime). A leader gives a write the timestamp s = TT.now().latest, and a higher one than any it gave before
 * (§4.1.2, "Start"); with commit wait it lets nobody see the write until TT.after(s) is true, that is until s has
 * passed on every clock ("Commit Wait"). Then a write that begins after another one was acknowledged has the later timestamp,
 * whichever leaders served them: external consistency (§4.1.2, with the proof). The expected wait is at least twice
 * the average uncertainty (§4.2.1).
 */
import type { Invariant, Model, OperationView, ParamValues } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  commitWait: { type: 'boolean', default: true, summary: 'Whether a shard acknowledges a write only when its timestamp has passed for certain.' },
} as const;
type Params = ParamValues<typeof params>;

type ClientState = { readonly waiting: readonly number[] };

const client: Process<ClientState, Params> = {
  init: () => ({ waiting: [] }),

  onInvoke(ctx, operation) {
    ctx.set({ waiting: [...ctx.state.waiting, operation.id] });
    // Every client has a shard near by: the first client the first shard, and so on.
    const shards = ctx.nodes('shard');
    const near = shards[ctx.nodes('client').indexOf(ctx.self) % shards.length]!;
    ctx.send(near, 'Write', { operation: operation.id, value: String(operation.args['value']) });
  },

  onMessage(ctx, message) {
    const operation = Number(message.body['operation']);
    if (!ctx.state.waiting.includes(operation)) return ctx.ignore('no longer waiting');
    ctx.set({ waiting: ctx.state.waiting.filter((id) => id !== operation) });
    ctx.return(operation, 'ok', message.body['timestamp']);
  },
};

type Write = { readonly client: string; readonly operation: number; readonly value: string; readonly timestamp: number };
type ShardState = {
  readonly lastTimestamp: number;
  /** Writes with a timestamp whose time has not yet passed for certain, in the order of their timestamps. */
  readonly waiting: readonly Write[];
  readonly committed: readonly Write[];
};

const shard: Process<ShardState, Params> = {
  init: () => ({ lastTimestamp: 0, waiting: [], committed: [] }),
  stable: ['lastTimestamp', 'waiting', 'committed'],

  onMessage(ctx, message) {
    const timestamp = Math.max(ctx.clock('wall').latestUs, ctx.state.lastTimestamp + 1);
    const { operation, value } = message.body as { operation: number; value: string };
    ctx.set({ lastTimestamp: timestamp, waiting: [...ctx.state.waiting, { client: message.from, operation, value, timestamp }] });
    acknowledge(ctx);
  },

  onTimer: acknowledge,
  onRestart: acknowledge,
};

/** Commits what may be seen now, and comes back when the next one may be. */
function acknowledge(ctx: Context<ShardState, Params>): void {
  for (const write of ctx.state.waiting) {
    if (ctx.params.commitWait) {
      const { earliestUs } = ctx.clock('wall');
      if (earliestUs <= write.timestamp) {
        ctx.cancelTimer('commit wait');
        ctx.setTimer('commit wait', write.timestamp - earliestUs + 1);
        return;
      }
    }
    ctx.set({ waiting: ctx.state.waiting.slice(1), committed: [...ctx.state.committed, write] });
    ctx.decide({ value: write.value, timestamp: write.timestamp });
    ctx.send(write.client, 'Written', { operation: write.operation, timestamp: write.timestamp });
  }
}

const realTimeOrder: Invariant = {
  id: 'external-consistency',
  summary: 'A write that began after another one was acknowledged has the later timestamp.',
  when: 'always',
  check(view) {
    const done = view.operations.filter((operation) => operation.status === 'ok');
    for (const later of done) {
      for (const earlier of done) {
        if (earlier.returnedUs! >= later.invokedUs || Number(earlier.result) < Number(later.result)) continue;
        return { detail: `${says(later)} began after ${says(earlier)} was acknowledged`, events: [earlier.invoke, later.invoke] };
      }
    }
    return undefined;
  },
};

function says({ client, args, result }: OperationView): string {
  return `${client}’s write of ${String(args['value'])} (timestamp ${Number(result) / 1_000} ms)`;
}

export const model: Model = {
  id: 'commit-wait',
  title: 'Timestamps with commit wait',
  chapter: 'ch8',
  source: 'Corbett et al., Spanner: Google’s Globally-Distributed Database, OSDI 2012, §3, §4.1.2, §4.2.1',
  summary: 'Two shards stamp writes by their own clocks. Waiting out the uncertainty keeps the stamps in the order of real time.',
  params,
  roles: {
    client: { summary: 'Writes to the shard near by.', names: ['alice', 'bob'], min: 1, max: 16, process: client },
    shard: { summary: 'Stamps writes by its own clock and acknowledges them.', names: ['berlin', 'tokyo'], min: 1, max: 16, process: shard },
  },
  messages: {
    Write: { summary: 'Asks a shard to write a value.', from: ['client'], to: ['shard'] },
    Written: { summary: 'The write is committed with this timestamp.', from: ['shard'], to: ['client'] },
  },
  operations: {
    write: {
      summary: 'Write a value.',
      role: 'client',
      args: { value: { type: 'choice', default: 'x', choices: ['x', 'y', 'z'], summary: 'What to write.' } },
    },
  },
  show: { tags: { timestamp: { word: 's', unit: 'us' } } },
  invariants: [realTimeOrder],
  stats(view) {
    const done = view.operations.filter((operation) => operation.returnedUs !== undefined);
    const total = done.reduce((sum, operation) => sum + operation.returnedUs! - operation.invokedUs, 0);
    return { writes: done.length, latencyUs: done.length === 0 ? 0 : total / done.length };
  },
};
