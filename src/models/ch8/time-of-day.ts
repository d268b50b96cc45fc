/**
 * Orders stamped with the time of day, over a leap second.
 *
 * UTC now and then has a day of 86,401 seconds, whose last is called 23:59:60 (ITU-R TF.460-6, annex 1 §2.2). A clock that counts seconds
 * since 1970 with 86,400 to every day (POSIX.1-2017, base definitions §4.16) has no number for it. The usual kernel steps back when it would
 * show midnight and counts the last second twice (Mills, RFC 5905 §4 and "The NTP Timescale and Leap Seconds"). The other way is
 * to smear: from noon to noon the clock runs so much slower that 86,401 seconds pass while it counts 86,400 (Google Public NTP,
 * "Leap Smear"; 11.57 ppm), and no second is seen twice.
 *
 * In the simulated world true time counts every second. What the clocks make of it are faults of the scenario.
 */
import type { Finding, Invariant, Model, ParamValues, WorldView } from '../../kernel/model';
import type { Process } from '../../kernel/process';

const DAY_US = 86_400_000_000;

const params = {
  zero: { type: 'duration', default: 0, min: 0, max: DAY_US, summary: 'The time of day at which a wall clock shows 0, counted from midnight.' },
  tolerance: { type: 'duration', default: 10_000, min: 0, max: DAY_US, summary: 'How far the stamps of two servers may be apart at the same moment.' },
} as const;
type Params = ParamValues<typeof params>;

type ClientState = {
  /** The stamps that each open order has so far, by server. */
  readonly waiting: { readonly [order: string]: { readonly [server: string]: string } };
};

const client: Process<ClientState, Params> = {
  init: () => ({ waiting: {} }),

  onInvoke(ctx, { id }) {
    for (const server of ctx.nodes('server')) ctx.send(server, 'Order', { order: id });
    ctx.set({ waiting: { ...ctx.state.waiting, [id]: {} } });
  },

  onMessage(ctx, { from, body }) {
    const order = Number(body['order']);
    const { [order]: before, ...others } = ctx.state.waiting;
    if (before === undefined) return ctx.ignore('no longer waiting');
    const stamps = { ...before, [from]: String(body['stamp']) };
    const complete = ctx.nodes('server').every((server) => stamps[server] !== undefined);
    ctx.set({ waiting: complete ? others : { ...others, [order]: stamps } });
    if (complete) ctx.return(order, 'ok', stamps);
  },
};

interface Entry {
  /** What the clock showed, as the time of day, and in microseconds. */
  readonly stamp: string;
  readonly order: number;
  readonly clockUs: number;
}
type ServerState = {
  readonly latestStamp: string;
  /** The latest comes first. */
  readonly journal: readonly Entry[];
};

const server: Process<ServerState, Params> = {
  init: () => ({ latestStamp: '', journal: [] }),
  stable: ['latestStamp', 'journal'],

  onMessage(ctx, { from, body }) {
    const clockUs = ctx.clock('wall').readingUs;
    const entry: Entry = { stamp: timeOfDay(ctx.params.zero + clockUs), order: Number(body['order']), clockUs };
    ctx.set({ latestStamp: entry.stamp, journal: [entry, ...ctx.state.journal] });
    ctx.send(from, 'Confirm', { stamp: entry.stamp, order: entry.order });
  },
};

/** `23:59:59.500`. */
function timeOfDay(us: number): string {
  const msOfDay = Math.floor((((us % DAY_US) + DAY_US) % DAY_US) / 1_000);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${two(msOfDay / 3_600_000)}:${two((msOfDay / 60_000) % 60)}:${two((msOfDay / 1_000) % 60)}.${String(msOfDay % 1_000).padStart(3, '0')}`;
}

const journalOf = (state: unknown): readonly Entry[] => (state as ServerState).journal;

const stampsRise: Invariant = {
  id: 'stamps-rise',
  summary: 'In every journal no entry has an earlier stamp than the one before it.',
  when: 'always',
  check(view): Finding | undefined {
    for (const { id, state } of view.byRole('server')) {
      const [later, earlier] = journalOf(state);
      if (later === undefined || earlier === undefined || later.clockUs >= earlier.clockUs) continue;
      return {
        detail: `${id} stamps order ${later.order} ${later.stamp}, after order ${earlier.order} ${earlier.stamp}`,
        events: view.changes(id, 'journal').slice(-2),
      };
    }
    return undefined;
  },
};

interface Latest extends Entry {
  readonly server: string;
  readonly event: number;
}

/** The latest entries of two servers that were written at the same moment. */
function simultaneous(view: WorldView): [Latest, Latest][] {
  const latest: Latest[] = [];
  for (const { id, state } of view.byRole('server')) {
    const entry = journalOf(state)[0];
    const event = view.changes(id, 'journal').at(-1);
    if (entry !== undefined && event !== undefined) latest.push({ ...entry, server: id, event });
  }
  return latest.flatMap((a, i) => latest.slice(i + 1).filter((b) => view.log.t[a.event] === view.log.t[b.event]).map((b): [Latest, Latest] => [a, b]));
}

const serversAgree: Invariant = {
  id: 'servers-agree',
  summary: 'Stamps that two servers give at the same moment differ by no more than the tolerance.',
  when: 'always',
  check(view): Finding | undefined {
    const apart = simultaneous(view).find(([a, b]) => Math.abs(a.clockUs - b.clockUs) > Number(view.params['tolerance']));
    if (apart === undefined) return undefined;
    return { detail: apart.map(({ server, stamp }) => `${server} stamps ${stamp}`).join(', ') + ' at the same moment', events: apart.map(({ event }) => event) };
  },
};

/** How often an entry has an earlier stamp than the one before it. */
function stepsBack(journal: readonly Entry[]): number {
  return journal.filter(({ clockUs }, i) => i + 1 < journal.length && clockUs < journal[i + 1]!.clockUs).length;
}

export const model: Model = {
  id: 'time-of-day',
  title: 'Stamps by the time of day',
  chapter: 'ch8',
  source:
    'ITU-R TF.460-6, annex 1 §2.2; POSIX.1-2017, base definitions §4.16; Mills, The NTP Timescale and Leap Seconds; Google Public NTP, Leap Smear',
  summary: 'Servers keep the same journal of orders, each stamped with the time of day. A leap second is a second counted twice, or a day on which the clock runs slower.',
  params,
  roles: {
    client: { summary: 'Sends its orders to every server.', names: ['alice', 'bob'], min: 1, max: 16, process: client },
    server: { summary: 'Stamps every order with the time of day and keeps it in its journal.', names: ['shop'], min: 1, max: 16, process: server },
  },
  messages: {
    Order: { summary: 'An order to be stamped.', from: ['client'], to: ['server'] },
    Confirm: { summary: 'The stamp that an order was given.', from: ['server'], to: ['client'] },
  },
  operations: {
    order: { summary: 'Send one order to every server.', role: 'client', args: {} },
  },
  show: { tags: { order: 'no.' } },
  invariants: [stampsRise, serversAgree],
  stats(view) {
    const journals = view.byRole('server').map(({ state }) => journalOf(state));
    return {
      orders: journals.reduce((sum, journal) => sum + journal.length, 0),
      stampsGoingBack: journals.reduce((sum, journal) => sum + stepsBack(journal), 0),
    };
  },
};
