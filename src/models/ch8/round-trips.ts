/**
 * One request after another, each the same, and how long the answers take.
 *
 * A client asks a server that answers at once, and gives up after a timeout. All that differs is the network: a
 * latency without upper bound, or a queue in front of a link that several senders share (DDIA ch. 8, "Timeouts and Unbounded
 * Delays"). Giving up has two ways of being wrong, which are those of a failure detector (Chandra and Toueg, "Unreliable
 * Failure Detectors for Reliable Distributed Systems", J. ACM 43(2), 1996, §2): accuracy fails when the answer was still to come,
 * completeness when a request that nobody will answer is waited for. In a system without bounds on delay no timeout has both.
 *
 * The queue is that of the kernel's links: first in, first out, one message at a time, and what finds it full is dropped
 * ("tail drop", RFC 7567 §2).
 */
import type { Invariant, Model, OperationView, ParamValues, WorldView } from '../../kernel/model';
import type { Process } from '../../kernel/process';

const params = {
  timeout: { type: 'duration', default: 100_000, min: 1, max: 3_600_000_000, summary: 'How long the client waits for an answer before it gives up.' },
  patience: { type: 'duration', default: 250_000, min: 1, max: 3_600_000_000, summary: 'How long one may be kept waiting for an answer that will never come.' },
} as const;
type Params = ParamValues<typeof params>;

type ClientState = {
  /** Operations whose answer is waited for, with their timers. */
  readonly waiting: { readonly [operation: string]: number };
  readonly givenUp: readonly number[];
  /** Given up, and answered afterwards. */
  readonly givenUpTooEarly: readonly number[];
};

const client: Process<ClientState, Params> = {
  init: () => ({ waiting: {}, givenUp: [], givenUpTooEarly: [] }),

  onInvoke(ctx, { id }) {
    const way = ctx.nodes('switch')[0] ?? ctx.nodes('server')[0]!;
    ctx.send(way, 'Request', { operation: id, client: ctx.self });
    ctx.set({ waiting: { ...ctx.state.waiting, [id]: ctx.setTimer('timeout', ctx.params.timeout, id) } });
  },

  onTimer(ctx, timer) {
    const operation = Number(timer.data);
    ctx.set({ waiting: without(ctx.state.waiting, operation), givenUp: [...ctx.state.givenUp, operation] });
    ctx.return(operation, 'unknown');
  },

  onMessage(ctx, reply) {
    const operation = Number(reply.body['operation']);
    const { waiting, givenUp, givenUpTooEarly } = ctx.state;
    const timer = waiting[operation];
    if (timer !== undefined) {
      ctx.cancelTimer(timer);
      ctx.set({ waiting: without(waiting, operation) });
      return ctx.return(operation, 'ok');
    }
    ctx.ignore(givenUp.includes(operation) ? 'given up' : 'no longer waiting');
    if (givenUp.includes(operation) && !givenUpTooEarly.includes(operation)) ctx.set({ givenUpTooEarly: [...givenUpTooEarly, operation] });
  },
};

function without(waiting: ClientState['waiting'], operation: number): ClientState['waiting'] {
  const { [operation]: _, ...rest } = waiting;
  return rest;
}

const server: Process<object, Params> = {
  init: () => ({}),
  onMessage: (ctx, { body }) => ctx.send(String(body['client']), 'Reply', { operation: Number(body['operation']) }),
};

/** Passes requests on; what happens on the way is the business of the link behind it. */
const switching: Process<object, Params> = {
  init: () => ({}),
  onMessage: (ctx, { body }) => ctx.send(ctx.nodes('server')[0]!, 'Request', body),
};

const accuracy: Invariant = {
  id: 'given-up-only-if-lost',
  summary: 'No request is given up whose answer is still to come (accuracy).',
  when: 'always',
  check(view) {
    for (const { id, state } of view.byRole('client')) {
      const operation = (state as ClientState).givenUpTooEarly.at(-1);
      if (operation === undefined) continue;
      const { invoke, invokedUs } = operationOf(view, operation);
      return {
        detail: `${id} gave up request ${operation} after ${ms(Number(view.params['timeout']))} and has the answer after ${ms(view.nowUs - invokedUs)}`,
        events: [invoke, ...view.changes(id, 'givenUpTooEarly').slice(-1)],
      };
    }
    return undefined;
  },
};

const completeness: Invariant = {
  id: 'noticed-within-patience',
  summary: 'A request that is never answered is given up before patience ends (completeness).',
  when: 'end',
  check(view) {
    const tooEarly = new Set(view.byRole('client').flatMap(({ state }) => (state as ClientState).givenUpTooEarly));
    for (const operation of view.operations) {
      if (operation.status === 'ok' || tooEarly.has(operation.id)) continue;
      const waitedUs = waited(view, operation);
      if (waitedUs <= Number(view.params['patience'])) continue;
      return { detail: `${operation.client} waited ${ms(waitedUs)} for the answer to request ${operation.id}, which never came`, events: [operation.invoke] };
    }
    return undefined;
  },
};

function operationOf(view: WorldView, id: number): OperationView {
  return view.operations.find((operation) => operation.id === id)!;
}

/** How long an operation lasted, or has lasted so far. */
function waited(view: WorldView, { invokedUs, returnedUs }: OperationView): number {
  return (returnedUs ?? view.nowUs) - invokedUs;
}

function ms(us: number): string {
  return `${us / 1_000} ms`;
}

export const model: Model = {
  id: 'round-trips',
  title: 'How long is a round trip?',
  chapter: 'ch8',
  source:
    'Chandra and Toueg, Unreliable Failure Detectors for Reliable Distributed Systems, J. ACM 43(2), 1996, §2; RFC 7567 §2 (tail drop)',
  summary: 'The same request over and over, to a server that answers at once, over a network with queues and without a bound on its delay.',
  params,
  roles: {
    client: { summary: 'Asks, and gives up after the timeout.', names: ['alice'], min: 1, max: 64, process: client },
    switch: { summary: 'Passes requests on to the server over a link that all clients share. Without one, clients send straight to the server.', names: ['switch'], min: 0, max: 1, process: switching },
    server: { summary: 'Answers every request at once.', names: ['shop'], min: 1, max: 1, process: server },
  },
  messages: {
    Request: { summary: 'Asks for an answer.', from: ['client', 'switch'], to: ['switch', 'server'] },
    Reply: { summary: 'The answer.', from: ['server'], to: ['client'] },
  },
  operations: {
    ask: { summary: 'Send one request.', role: 'client', args: {} },
  },
  show: { tags: { operation: 'no.' } },
  invariants: [accuracy, completeness],
  stats(view) {
    const answered = view.operations.filter(({ status }) => status === 'ok').map((operation) => waited(view, operation));
    const tooEarly = view.byRole('client').reduce((sum, { state }) => sum + (state as ClientState).givenUpTooEarly.length, 0);
    const unknown = view.operations.filter(({ status }) => status === 'unknown');
    return {
      answered: answered.length,
      givenUpTooEarly: tooEarly,
      neverAnswered: view.operations.length - answered.length - tooEarly,
      roundTripMeanUs: answered.length === 0 ? 0 : answered.reduce((sum, us) => sum + us, 0) / answered.length,
      roundTripMaxUs: Math.max(0, ...answered),
      waitedInVainUs: unknown.reduce((sum, operation) => sum + waited(view, operation), 0),
    };
  },
};
