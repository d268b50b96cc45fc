/**
 * Request and reply: a client asks a shop to charge its account, and something goes wrong on the way.
 *
 * The client sends `Charge`, sets a timer and, when the timer fires first, sends the same thing again. It
 * cannot know whether the request, the shop or the reply was lost (DDIA ch. 8, "Unreliable Networks").
 * After the last attempt the outcome is `unknown`, which is not the same as `fail`.
 *
 * With an idempotency key the shop remembers the reply it gave under each key and, asked again, repeats it
 * instead of the work. That is the call identifier of Birrell and Nelson, "Implementing Remote Procedure
 * Calls", ACM TOCS 2(1), 1984, §3.2, carried by the application and kept as long as the account is: the
 * end-to-end form of it (Saltzer, Reed, Clark, "End-to-End Arguments in System Design", 1984, §3 on
 * duplicate suppression).
 */
import type { EventDetails, PlainObject } from '../../kernel/event';
import type { Invariant, Model, ParamValues, WorldView } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  timeout: { type: 'duration', default: 100_000, min: 1, max: 3_600_000_000, summary: 'How long the client waits for a reply before it gives up on an attempt.' },
  retries: { type: 'integer', default: 1, min: 0, max: 100, summary: 'How often the client sends a request again after a timeout.' },
  idempotencyKey: { type: 'boolean', default: false, summary: 'Whether every attempt of an operation carries the same key, by which the shop recognises it.' },
  work: { type: 'duration', default: 20_000, min: 0, max: 3_600_000_000, summary: 'How long the shop works on one request; it works on one at a time, in order of arrival.' },
  balance: { type: 'integer', default: 100, min: 0, max: 1_000_000, summary: 'What each client has on its account at the start.' },
} as const;
type Params = ParamValues<typeof params>;

/** One charge asked for and not yet returned. */
type Order = { readonly operation: number; readonly amount: number; readonly attempt: number; readonly timer: number };
type ClientState = { readonly orders: number; readonly waiting: { readonly [order: string]: Order } };

type Request = { readonly client: string; readonly order: number; readonly amount: number; readonly key?: string };
type Status = 'charged' | 'refused';
type ShopState = {
  /** What each client has been charged for, in order: the effect that must not happen twice. */
  readonly ledger: readonly Omit<Request, 'key'>[];
  /** The reply given under each idempotency key, written together with the ledger. */
  readonly replies: { readonly [key: string]: Status };
  /** Requests that wait; the first is being worked on. */
  readonly queue: readonly Request[];
};

const client: Process<ClientState, Params> = {
  init: () => ({ orders: 0, waiting: {} }),

  onInvoke(ctx, operation) {
    const order = ctx.state.orders + 1;
    ctx.set({ orders: order });
    attempt(ctx, order, { operation: operation.id, amount: Number(operation.args['amount']), attempt: 1 });
  },

  onTimer(ctx, timer) {
    const number = Number(timer.data);
    const order = ctx.state.waiting[number]!;
    if (order.attempt <= ctx.params.retries) {
      attempt(ctx, number, { ...order, attempt: order.attempt + 1 });
    } else {
      ctx.set({ waiting: without(ctx.state.waiting, number) });
      ctx.return(order.operation, 'unknown');
    }
  },

  onMessage(ctx, reply) {
    const number = Number(reply.body['order']);
    const order = ctx.state.waiting[number];
    if (order === undefined) return ctx.ignore('no longer waiting');
    ctx.cancelTimer(order.timer);
    ctx.set({ waiting: without(ctx.state.waiting, number) });
    ctx.return(order.operation, reply.body['status'] === 'charged' ? 'ok' : 'fail', reply.body['status']);
  },
};

function attempt(ctx: Context<ClientState, Params>, number: number, order: Omit<Order, 'timer'>): void {
  const key: PlainObject = ctx.params.idempotencyKey ? { key: `${ctx.self}-${number}` } : {};
  ctx.send(ctx.nodes('server')[0]!, 'Charge', { order: number, amount: order.amount, ...key });
  const timer = ctx.setTimer('timeout', ctx.params.timeout, number);
  ctx.set({ waiting: { ...ctx.state.waiting, [number]: { ...order, timer } } });
}

const server: Process<ShopState, Params> = {
  init: () => ({ ledger: [], replies: {}, queue: [] }),
  stable: ['ledger', 'replies'],

  onMessage(ctx, message) {
    const { order, amount, key } = message.body as Omit<Request, 'client'>;
    const request: Request = { client: message.from, order, amount, ...(key === undefined ? {} : { key }) };
    const known = key === undefined ? undefined : ctx.state.replies[key];
    if (known !== undefined) {
      ctx.ignore('already seen');
      return ctx.send(request.client, 'Reply', { order, status: known });
    }
    ctx.set({ queue: [...ctx.state.queue, request] });
    if (ctx.state.queue.length === 1) ctx.work('work', ctx.params.work);
  },

  onTimer(ctx) {
    const [request, ...rest] = ctx.state.queue;
    finish(ctx, request!);
    ctx.set({ queue: rest });
    if (rest.length > 0) ctx.work('work', ctx.params.work);
  },
};

/** Does the work, unless an attempt with the same key was ahead in the queue, and replies either way. */
function finish(ctx: Context<ShopState, Params>, { client, order, amount, key }: Request): void {
  let status = key === undefined ? undefined : ctx.state.replies[key];
  if (status === undefined) {
    const affordable = charged(ctx.state, client) + amount <= ctx.params.balance;
    status = affordable ? 'charged' : 'refused';
    // One change of state, so one transaction: a crash leaves both the charge and the key, or neither.
    ctx.set({
      ledger: affordable ? [...ctx.state.ledger, { client, order, amount }] : ctx.state.ledger,
      replies: key === undefined ? ctx.state.replies : { ...ctx.state.replies, [key]: status },
    });
  }
  ctx.send(client, 'Reply', { order, status });
}

function charged(shop: ShopState, client: string): number {
  return shop.ledger.reduce((sum, entry) => (entry.client === client ? sum + entry.amount : sum), 0);
}

function without<T>(record: { readonly [key: string]: T }, key: number): { readonly [key: string]: T } {
  const { [key]: _, ...rest } = record;
  return rest;
}

const shopOf = (view: WorldView) => view.byRole('server')[0]!;

/** Positions in the ledger by client and number of the order. */
type Charges = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

/** A ledger never changes, so what was found in it stays true: each is looked through once, however often it is checked. */
const chargesOf = new WeakMap<ShopState['ledger'], Charges>();

/** How often each order stands in the ledger, and the positions where it does. */
function charges(view: WorldView): Charges {
  const { ledger } = shopOf(view).state as ShopState;
  const known = chargesOf.get(ledger);
  if (known !== undefined) return known;
  const found = new Map<string, Map<number, number[]>>();
  ledger.forEach(({ client, order }, position) => {
    let orders = found.get(client);
    if (orders === undefined) found.set(client, (orders = new Map()));
    const positions = orders.get(order);
    if (positions === undefined) orders.set(order, [position]);
    else positions.push(position);
  });
  chargesOf.set(ledger, found);
  return found;
}

/** Index of the event that wrote this position of the ledger. */
function entered(view: WorldView, position: number): number {
  return view.changes(shopOf(view).id, 'ledger').find((event) => {
    const { ledger } = (view.log.detail(event) as EventDetails['state']).set;
    return (ledger as ShopState['ledger']).length > position;
  })!;
}

const chargedAtMostOnce: Invariant = {
  id: 'charged-at-most-once',
  summary: 'No order is charged more than once, however often it was asked for.',
  when: 'always',
  check(view) {
    for (const [client, orders] of charges(view)) {
      for (const [order, positions] of orders) {
        if (positions.length < 2) continue;
        return {
          detail: `order ${order} of ${client} is charged ${positions.length} times`,
          events: positions.map((position) => entered(view, position)),
        };
      }
    }
    return undefined;
  },
};

const okMeansCharged: Invariant = {
  id: 'ok-means-charged',
  summary: 'An operation that returned ok has been charged.',
  when: 'always',
  check(view) {
    const done = charges(view);
    const orders = new Map<string, number>();
    for (const operation of view.operations) {
      const order = (orders.get(operation.client) ?? 0) + 1;
      orders.set(operation.client, order);
      if (operation.status === 'ok' && done.get(operation.client)?.has(order) !== true) {
        return { detail: `order ${order} of ${operation.client} returned ok and was never charged`, events: [operation.invoke] };
      }
    }
    return undefined;
  },
};

const ledgerNonNegative: Invariant = {
  id: 'ledger-non-negative',
  summary: 'No account is charged beyond its balance.',
  when: 'always',
  check(view) {
    const shop = shopOf(view);
    for (const { id } of view.byRole('client')) {
      const rest = Number(view.params['balance']) - charged(shop.state as ShopState, id);
      if (rest < 0) return { detail: `${id} is at ${rest}`, events: view.changes(shop.id, 'ledger').slice(-1) };
    }
    return undefined;
  },
};

export const model: Model = {
  id: 'request-reply',
  title: 'Request and reply',
  chapter: 'ch8',
  source:
    'Birrell and Nelson, Implementing Remote Procedure Calls, ACM TOCS 2(1), 1984, §3.2; Saltzer, Reed and Clark, End-to-End Arguments in System Design, ACM TOCS 2(4), 1984, §3',
  summary: 'A client with a timeout and retries asks a shop to charge its account. With an idempotency key the shop does the work once.',
  params,
  roles: {
    client: { summary: 'Asks for charges, waits, and asks again after a timeout.', names: ['alice'], min: 1, max: 16, process: client },
    server: { summary: 'Charges accounts, one request at a time, and replies.', names: ['shop'], min: 1, max: 1, process: server },
  },
  messages: {
    Charge: { summary: 'Asks the shop to charge an amount; every attempt looks the same.', from: ['client'], to: ['server'] },
    Reply: { summary: 'Says that an order was charged or refused.', from: ['server'], to: ['client'] },
  },
  operations: {
    charge: {
      summary: 'Charge the client’s account.',
      role: 'client',
      args: { amount: { type: 'integer', default: 10, min: 1, max: 1_000_000, summary: 'How much.' } },
    },
  },
  invariants: [chargedAtMostOnce, okMeansCharged, ledgerNonNegative],
  stats(view) {
    const counts = [...charges(view).values()].flatMap((orders) => [...orders.values()].map((positions) => positions.length));
    const ended = view.operations.filter((operation) => operation.status !== undefined);
    return {
      charges: counts.reduce((sum, count) => sum + count, 0),
      ordersChargedTwice: counts.filter((count) => count > 1).length,
      operationsOk: ended.filter((operation) => operation.status === 'ok').length,
      operationsUnknown: ended.filter((operation) => operation.status === 'unknown').length,
    };
  },
};
