/**
 * A node does one thing at a time, in order of arrival, and its heartbeat is one of these things: under load, or while
 * the machine is slow, heartbeats come late. So it is in every program with an event loop or one pool of threads.
 */
import type { Context, Process } from '../../../kernel/process';
import { BEAT } from './state';
import type { CustomerState, NodeState, Params, Task } from './state';

type Ctx = Context<NodeState, Params>;

export const node: Process<NodeState, Params> = {
  init: () => ({ queue: [], sent: [] }),
  stable: ['sent'],

  onStart: rest,

  /** The queue is gone. The dispatcher is told, so that it can fill it again. */
  onRestart(ctx) {
    ctx.send(dispatcherOf(ctx), 'Heartbeat', { restarted: true });
    rest(ctx);
  },

  onMessage(ctx, { from, body }) {
    const email = Number(body['email']);
    if (ctx.state.queue.includes(email)) return ctx.ignore('already in the queue');
    if (ctx.state.sent.includes(email)) {
      ctx.ignore('already sent');
      return ctx.send(from, 'Done', { email });
    }
    const taken = ctx.state.queue.filter((task) => task !== BEAT).length;
    if (ctx.params.queueLimit > 0 && taken >= ctx.params.queueLimit) return ctx.send(from, 'Refused', { email });
    ctx.set({ queue: [...ctx.state.queue, email] });
    if (ctx.state.queue.length === 1) begin(ctx);
  },

  onTimer(ctx, timer) {
    if (timer.name === BEAT) {
      // With nothing else to do there is no need to queue.
      if (ctx.state.queue.length === 0) beat(ctx);
      else ctx.set({ queue: [...ctx.state.queue, BEAT] });
      return;
    }
    const [email, ...waiting] = ctx.state.queue as readonly [number, ...Task[]];
    const customers = ctx.nodes('customer');
    if (customers.length > 0) ctx.send(customers[(email - 1) % customers.length]!, 'Email', { email });
    ctx.send(dispatcherOf(ctx), 'Done', { email });
    const due = waiting[0] === BEAT;
    ctx.set({ queue: due ? waiting.slice(1) : waiting, sent: [...ctx.state.sent, email] });
    // A heartbeat takes no time, and the next one becomes due only after it: there is never more than one in the queue.
    if (due) beat(ctx);
    begin(ctx);
  },
};

/** Begins the e-mail at the head of the queue. */
function begin(ctx: Ctx): void {
  const [task] = ctx.state.queue;
  if (task !== undefined) ctx.work(`send e-mail ${task}`, ctx.params.work);
}

function beat(ctx: Ctx): void {
  ctx.send(dispatcherOf(ctx), 'Heartbeat');
  rest(ctx);
}

function rest(ctx: Ctx): void {
  ctx.setTimer(BEAT, ctx.params.heartbeat);
}

const dispatcherOf = (ctx: Ctx) => ctx.nodes('dispatcher')[0]!;

/** Reads e-mails. */
export const customer: Process<CustomerState, Params> = {
  init: () => ({ inbox: [] }),
  stable: ['inbox'],

  onMessage(ctx, { from, body }) {
    const email = Number(body['email']);
    // The same copy delivered again by the network is not a second e-mail.
    if (ctx.state.inbox.some((entry) => entry.email === email && entry.by === from)) return ctx.ignore('already seen');
    ctx.set({ inbox: [...ctx.state.inbox, { email, by: from }] });
  },
};
