/**
 * A deadline that travels with a request: as a point in time, or as the time that remains.
 *
 * A server should not work for a client that has given up. So the client says until when it will wait. `monotonic`: it sends the reading of its
 * monotonic clock at which it will give up, and the server compares that with its own monotonic clock. The two have nothing
 * to do with each other: each counts from an arbitrary moment, such as the start of its machine (POSIX.1-2017, `clock_gettime`: "an unspecified
 * point in the past"). `remaining`: it sends how long it will wait, and the server counts from the arrival on its own clock. That is what gRPC does
 * (header `grpc-timeout`, "gRPC over HTTP2"); the time on the way is not counted.
 *
 * In the simulated world a monotonic clock starts at zero with its process.
 */
import type { PlainObject } from '../../kernel/event';
import type { Invariant, Model, ParamValues, WorldView } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  deadline: { type: 'choice', default: 'monotonic', choices: ['monotonic', 'remaining'], summary: 'What a request carries: a reading of the client’s monotonic clock, or the time that remains.' },
  budget: { type: 'duration', default: 500_000, min: 1_000, max: 3_600_000_000, summary: 'How long a client waits for an answer.' },
  work: { type: 'duration', default: 200_000, min: 0, max: 3_600_000_000, summary: 'How long the server works on one request; it works on one at a time.' },
} as const;
type Params = ParamValues<typeof params>;

type ClientState = {
  /** The timers of open operations. */
  readonly waiting: { readonly [operation: string]: number };
};

const client: Process<ClientState, Params> = {
  init: () => ({ waiting: {} }),

  onInvoke(ctx, { id }) {
    const { budget, deadline } = ctx.params;
    const until: PlainObject = deadline === 'remaining' ? { forMs: budget / 1_000 } : { untilMs: (ctx.clock('monotonic').readingUs + budget) / 1_000 };
    ctx.send(ctx.nodes('server')[0]!, 'Request', { operation: id, ...until });
    ctx.set({ waiting: { ...ctx.state.waiting, [id]: ctx.setTimer('deadline', budget, id) } });
  },

  onTimer(ctx, timer) {
    finish(ctx, Number(timer.data), 'unknown');
  },

  onMessage(ctx, { type, body }) {
    const operation = Number(body['operation']);
    const timer = ctx.state.waiting[operation];
    if (timer === undefined) return ctx.ignore('no longer waiting');
    ctx.cancelTimer(timer);
    finish(ctx, operation, type === 'Reply' ? 'ok' : 'fail');
  },
};

function finish(ctx: Context<ClientState, Params>, operation: number, status: 'ok' | 'fail' | 'unknown'): void {
  const { [operation]: _, ...waiting } = ctx.state.waiting;
  ctx.set({ waiting });
  ctx.return(operation, status);
}

/** Times are readings of the server's own monotonic clock, but for the deadline when it is taken from the request as it is. */
type Request = { readonly deadlineUs: number; readonly arrivedUs: number; readonly operation: number; readonly client: string };
type Handled = { readonly operation: number; readonly waitedUs: number };
type ServerState = {
  /** Requests that wait; the first is being worked on. */
  readonly queue: readonly Request[];
  readonly begun: readonly Handled[];
  readonly refused: readonly Handled[];
};

const server: Process<ServerState, Params> = {
  init: () => ({ queue: [], begun: [], refused: [] }),
  stable: ['begun', 'refused'],

  onMessage(ctx, { from, body }) {
    const { operation, untilMs, forMs } = body as { operation: number; untilMs?: number; forMs?: number };
    const arrivedUs = ctx.clock('monotonic').readingUs;
    const deadlineUs = untilMs === undefined ? arrivedUs + forMs! * 1_000 : Math.round(untilMs * 1_000);
    const idle = ctx.state.queue.length === 0;
    ctx.set({ queue: [...ctx.state.queue, { deadlineUs, arrivedUs, operation, client: from }] });
    if (idle) next(ctx, arrivedUs);
  },

  onTimer(ctx) {
    const [{ client, operation }, ...rest] = ctx.state.queue as [Request, ...Request[]];
    ctx.send(client, 'Reply', { operation });
    ctx.set({ queue: rest });
    if (rest.length > 0) next(ctx, ctx.clock('monotonic').readingUs);
  },
};

/** Begins with the first request that has not expired; tells the others before it that they have. */
function next(ctx: Context<ServerState, Params>, nowUs: number): void {
  for (const { operation, client, arrivedUs, deadlineUs } of ctx.state.queue) {
    const handled = { operation, waitedUs: nowUs - arrivedUs };
    if (nowUs <= deadlineUs) {
      ctx.set({ begun: [...ctx.state.begun, handled] });
      ctx.work('work', ctx.params.work);
      return;
    }
    ctx.set({ queue: ctx.state.queue.slice(1), refused: [...ctx.state.refused, handled] });
    ctx.send(client, 'Expired', { operation });
  }
}

const serverOf = (view: WorldView) => view.byRole('server')[0]!;

const freshServed: Invariant = {
  id: 'refused-only-if-expired',
  summary: 'No request is refused as expired while its client still waits.',
  when: 'always',
  check(view) {
    const { id, state } = serverOf(view);
    const last = (state as ServerState).refused.at(-1);
    const event = view.changes(id, 'refused').at(-1);
    if (last === undefined || event === undefined) return undefined;
    const asked = view.operations.find((operation) => operation.id === last.operation)!;
    const ageUs = view.log.t[event]! - asked.invokedUs;
    if (ageUs > Number(view.params['budget'])) return undefined;
    return { detail: `${id} refuses a request of ${asked.client} as expired ${ageUs / 1_000} ms after it was made`, events: [asked.invoke, event] };
  },
};

const noExpiredWork: Invariant = {
  id: 'no-expired-work',
  summary: 'No work is begun on a request that has waited at the server for longer than its client does.',
  when: 'always',
  check(view) {
    const { id, state } = serverOf(view);
    const last = (state as ServerState).begun.at(-1);
    if (last === undefined || last.waitedUs <= Number(view.params['budget'])) return undefined;
    return { detail: `${id} begins to work on a request that has waited for ${last.waitedUs / 1_000} ms`, events: view.changes(id, 'begun').slice(-1) };
  },
};

export const model: Model = {
  id: 'deadlines',
  title: 'Deadlines across nodes',
  chapter: 'ch8',
  source: 'POSIX.1-2017, clock_gettime; gRPC over HTTP2 (grpc-timeout); gRPC guide, Deadlines',
  summary: 'A request says how long its client will wait. As a reading of the client’s monotonic clock that means nothing to the server; as the time that remains it does.',
  params,
  roles: {
    client: { summary: 'Asks, and waits until its deadline.', names: ['alice', 'bob'], min: 1, max: 16, process: client },
    server: { summary: 'Works on one request at a time and refuses those that have expired.', names: ['shop'], min: 1, max: 1, process: server },
  },
  messages: {
    Request: { summary: 'Asks for an answer, and says until when one is wanted.', from: ['client'], to: ['server'] },
    Reply: { summary: 'The answer.', from: ['server'], to: ['client'] },
    Expired: { summary: 'The request was too old when its turn came.', from: ['server'], to: ['client'] },
  },
  operations: {
    ask: { summary: 'Send one request with a deadline.', role: 'client', args: {} },
  },
  show: { tags: { operation: 'no.', untilMs: 'until ms', forMs: 'for ms' } },
  invariants: [freshServed, noExpiredWork],
  stats(view) {
    const { begun, refused } = serverOf(view).state as ServerState;
    return { begun: begun.length, refused: refused.length, answered: view.operations.filter(({ status }) => status === 'ok').length };
  },
};
