/**
 * How long did that take? A client measures its round trips by reading a clock before and after.
 *
 * Every machine has at least two clocks (POSIX.1-2017, `clock_gettime`). CLOCK_REALTIME is the time of day: it can be set, and a
 * time daemon does that when it is too far off ("step"; from 128 ms on, RFC 5905 §11.3). CLOCK_MONOTONIC
 * has no meaning as a date and cannot be set. When the offset is small the daemon lets the clock run a little faster or slower
 * ("slew"); that changes the rate of both clocks (adjtime(3); at most 500 ppm in ntpd, by default 83,333 ppm in chronyd).
 *
 * The difference of two readings is a duration only if the clock was not set in between.
 */
import type { Invariant, Model, OperationView, ParamValues, WorldView } from '../../kernel/model';
import type { Process } from '../../kernel/process';

const params = {
  clock: { type: 'choice', default: 'wall', choices: ['wall', 'monotonic'], summary: 'Which clock the client reads before and after.' },
  work: { type: 'duration', default: 60_000, min: 0, max: 3_600_000_000, summary: 'How long the server takes for an answer.' },
  tolerance: { type: 'number', default: 0.1, min: 0, max: 1, summary: 'By which share a measured duration may be off and still be called accurate.' },
} as const;
type Params = ParamValues<typeof params>;

type ClientState = {
  /** When each open request was sent, by the chosen clock, in microseconds. */
  readonly sentUs: { readonly [operation: string]: number };
  /** The last duration measured. */
  readonly elapsedUs: number | null;
};

const client: Process<ClientState, Params> = {
  init: () => ({ sentUs: {}, elapsedUs: null }),

  onInvoke(ctx, { id }) {
    const { readingUs } = ctx.clock(clockOf(ctx.params));
    ctx.set({ sentUs: { ...ctx.state.sentUs, [id]: readingUs } });
    ctx.send(ctx.nodes('server')[0]!, 'Query', { operation: id });
  },

  onMessage(ctx, answer) {
    const operation = Number(answer.body['operation']);
    const { [operation]: sentUs, ...others } = ctx.state.sentUs;
    if (sentUs === undefined) return ctx.ignore('no longer waiting');
    const elapsedUs = ctx.clock(clockOf(ctx.params)).readingUs - sentUs;
    ctx.set({ sentUs: others, elapsedUs });
    ctx.return(operation, 'ok', elapsedUs);
  },
};

const clockOf = ({ clock }: Params) => clock as 'wall' | 'monotonic';

const server: Process<object, Params> = {
  init: () => ({}),
  onMessage: (ctx, { from, body }) => {
    ctx.work('work', ctx.params.work, { client: from, operation: Number(body['operation']) });
  },
  onTimer(ctx, { data }) {
    const { client, operation } = data as { client: string; operation: number };
    ctx.send(client, 'Answer', { operation });
  },
};

interface Measured {
  readonly operation: OperationView;
  readonly trueUs: number;
  readonly elapsedUs: number;
}

/** Every measurement beside the truth: the operation begins and ends with the two readings. */
function measurements(view: WorldView): Measured[] {
  return view.operations
    .filter(({ status }) => status === 'ok')
    .map((operation) => ({ operation, trueUs: operation.returnedUs! - operation.invokedUs, elapsedUs: Number(operation.result) }));
}

function finding(view: WorldView, { operation, trueUs, elapsedUs }: Measured) {
  return {
    detail: `${operation.client} measured ${elapsedUs / 1_000} ms for what took ${trueUs / 1_000} ms`,
    events: [operation.invoke, ...view.changes(operation.client, 'sentUs').slice(-1)],
  };
}

const notNegative: Invariant = {
  id: 'elapsed-not-negative',
  summary: 'No measured duration is negative.',
  when: 'always',
  check(view) {
    const wrong = measurements(view).find(({ elapsedUs }) => elapsedUs < 0);
    return wrong && finding(view, wrong);
  },
};

const accurate: Invariant = {
  id: 'elapsed-accurate',
  summary: 'Every measured duration is right up to the tolerance.',
  when: 'always',
  check(view) {
    const wrong = measurements(view).find(({ elapsedUs, trueUs }) => Math.abs(elapsedUs - trueUs) > trueUs * Number(view.params['tolerance']));
    return wrong && finding(view, wrong);
  },
};

export const model: Model = {
  id: 'elapsed-time',
  title: 'Measuring elapsed time',
  chapter: 'ch8',
  source: 'POSIX.1-2017, clock_gettime; RFC 5905 (NTP) §11.3; adjtime(3)',
  summary: 'A client measures its round trips with one of its two clocks, while a time daemon sets the time of day or lets it run slower.',
  params,
  roles: {
    client: { summary: 'Reads its clock before and after each round trip.', names: ['alice'], min: 1, max: 16, process: client },
    server: { summary: 'Answers after some work.', names: ['dns'], min: 1, max: 1, process: server },
  },
  messages: {
    Query: { summary: 'Asks for an answer.', from: ['client'], to: ['server'] },
    Answer: { summary: 'The answer.', from: ['server'], to: ['client'] },
  },
  operations: {
    lookup: { summary: 'Ask once and measure how long the answer takes.', role: 'client', args: {} },
  },
  show: { tags: { operation: 'no.' } },
  invariants: [notNegative, accurate],
  stats(view) {
    const all = measurements(view);
    return {
      measurements: all.length,
      negative: all.filter(({ elapsedUs }) => elapsedUs < 0).length,
      errorMaxUs: Math.max(0, ...all.map(({ elapsedUs, trueUs }) => Math.abs(elapsedUs - trueUs))),
    };
  },
};
