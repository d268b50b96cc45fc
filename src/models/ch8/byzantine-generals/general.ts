/**
 * The generals, in rounds: what is said in round k is said at its beginning, and what has not arrived by its end
 * was not said. That end is a timer, and stands for A3 of the paper: the absence of a message can be detected.
 */
import type { PlainObject } from '../../../kernel/event';
import type { Context, Message, Process } from '../../../kernel/process';
import { heardOf, pathKey, pathsOf, reports } from './oral';
import type { Heard } from './oral';
import { choice, isOrder, majority } from './orders';
import type { Order, Params } from './orders';
import { isGenuine, readSigned, sign, signers } from './signed';
import type { Signed } from './signed';
import { hasKeyOf, orallySaid, told, treason, unclear } from './traitor';

export type GeneralState = {
  readonly round: number;
  /** Set when it first acts on a lie; what it decides does not matter then. */
  readonly traitor: boolean;
  /** OM(m): by path, what was said. */
  readonly heard: Heard;
  /** SM(m): the set V of orders, each properly signed. */
  readonly orders: readonly Order[];
  /** SM(m): what came in this round and goes on in the next. */
  readonly toRelay: readonly Signed[];
  readonly decision: Order | null;
};
type GeneralContext = Context<GeneralState, Params>;

const initial: GeneralState = { round: 1, traitor: false, heard: {}, orders: [], toRelay: [], decision: null };

/** Step 1: sends its order to every lieutenant, and obeys it itself. */
export const commander: Process<GeneralState, Params> = {
  init: () => initial,

  onStart(ctx) {
    betray(ctx);
    const { algorithm, order } = ctx.params;
    for (const to of ctx.nodes('lieutenant')) {
      if (algorithm === 'oral') for (const said of orallySaid(ctx, to, order)) ctx.send(to, 'Order', { order: said });
      else for (const said of ordersSigned(ctx, to)) ctx.send(to, 'Signed', sign({ order: said, signatures: [] }, ctx.self));
    }
    if (!ctx.state.traitor) decide(ctx, order);
  },

  onRestart: missed,
};

export const lieutenant: Process<GeneralState, Params> = {
  init: () => initial,

  onStart(ctx) {
    betray(ctx);
    ctx.setTimer('end of round', ctx.params.round);
  },

  onMessage(ctx, message) {
    if (message.type === 'Signed') hearSigned(ctx, message);
    else if (message.type === 'Order') hear(ctx, { [message.from]: isOrder(message.body['order']) ? message.body['order'] : 'retreat' }, 1);
    else hearRelayed(ctx, message);
  },

  onTimer(ctx) {
    betray(ctx);
    const { algorithm, m, round } = ctx.params;
    if (ctx.state.round > m) return conclude(ctx);
    const ended = ctx.state.round;
    const { toRelay } = ctx.state;
    ctx.set({ round: ended + 1, toRelay: [] });
    if (algorithm === 'oral') relay(ctx, ended);
    else relaySigned(ctx, toRelay);
    ctx.setTimer('end of round', round);
  },

  onRestart: missed,
};

/** OM(m), step 2: passes on what was said in the round that has ended, acting as the commander of OM(m−k). */
function relay(ctx: GeneralContext, ended: number): void {
  const lieutenants = ctx.nodes('lieutenant');
  const paths = pathsOf(ended, commanderOf(ctx), lieutenants, ctx.self);
  if (ended === 1 && !ctx.state.traitor) ctx.vote('order', heardOf(ctx.state.heard, paths[0]!), true);
  for (const to of lieutenants) {
    if (to === ctx.self) continue;
    let combined: PlainObject = {};
    for (const path of paths) {
      if (path.includes(to)) continue;
      for (const said of orallySaid(ctx, to, heardOf(ctx.state.heard, path))) {
        if (ctx.params.combine) combined = { ...combined, [pathKey(path)]: said };
        else ctx.send(to, 'Relay', { order: said, of: pathKey(path) });
      }
    }
    if (Object.keys(combined).length > 0) ctx.send(to, 'Relay', { orders: combined });
  }
}

/** Takes from a relayed message what its sender may say in this round; the sender's own name ends each path. */
function hearRelayed(ctx: GeneralContext, { from, body }: Message): void {
  const { round } = ctx.state;
  const claims = (body['orders'] ?? { [String(body['of'])]: body['order']! }) as PlainObject;
  const said: { [path: string]: Order } = {};
  if (round > 1) {
    for (const path of pathsOf(round - 1, commanderOf(ctx), ctx.nodes('lieutenant'), ctx.self)) {
      const order = claims[pathKey(path)];
      if (!path.includes(from) && isOrder(order)) said[pathKey([...path, from])] = order;
    }
  }
  hear(ctx, said, round);
}

function hear(ctx: GeneralContext, said: Heard, round: number): void {
  const { heard, round: now } = ctx.state;
  if (now !== round || ctx.state.decision !== null || Object.keys(said).length === 0) return ctx.ignore('not of this round');
  // The first counts: a loyal general says a thing once, and a copy says the same.
  const fresh = Object.fromEntries(Object.entries(said).filter(([path]) => heard[path] === undefined));
  if (Object.keys(fresh).length === 0) return ctx.ignore('already heard');
  ctx.set({ heard: { ...heard, ...fresh } });
}

/** SM(m), step 2: a new order that everyone named has signed goes into V, and on to those who have not signed it. */
function hearSigned(ctx: GeneralContext, { from, body }: Message): void {
  const message = readSigned(body);
  const names = message === undefined ? [] : signers(message);
  if (message === undefined || !isGenuine(message) || names[0] !== commanderOf(ctx) || names.at(-1) !== from || names.includes(ctx.self)) {
    return ctx.ignore('forged');
  }
  const { round, orders, toRelay, decision } = ctx.state;
  // Someone who sits on an order until the others can no longer pass it on is a traitor (§6, on time-outs).
  if (names.length < round || decision !== null) return ctx.ignore('too few signatures for this round');
  if (names.length > round) return ctx.ignore('too many signatures for this round');
  if (orders.includes(message.order)) return ctx.ignore('order known');
  // Step 2(A): of what comes from the commander himself only the first is taken.
  if (names.length === 1 && orders.length > 0) return ctx.ignore('has his order');
  ctx.set({ orders: [...orders, message.order], toRelay: [...toRelay, message] });
}

function relaySigned(ctx: GeneralContext, fresh: readonly Signed[]): void {
  for (const to of ctx.nodes('lieutenant')) {
    if (to === ctx.self) continue;
    for (const message of passedOn(ctx, to, fresh)) ctx.send(to, 'Signed', sign(message, ctx.self));
  }
}

/** Which signed orders a general passes on to this one: a loyal one all that are new, a traitor as it likes. */
function passedOn(ctx: GeneralContext, to: string, fresh: readonly Signed[]): readonly Signed[] {
  const possible = fresh.filter((message) => !signers(message).includes(to));
  switch (treason(ctx)) {
    case undefined:
      return possible;
    case 'tell': {
      const wanted = told(ctx, to);
      if (wanted === undefined) return possible;
      const general = commanderOf(ctx);
      const canSign = ctx.state.round === 2 && hasKeyOf(ctx, general);
      return wanted.flatMap((order) => {
        const have = possible.filter((message) => message.order === order);
        return have.length > 0 || !canSign ? have : [sign({ order, signatures: [] }, general)];
      });
    }
    case 'random':
      return possible.filter(() => ctx.random(2) === 0);
    case 'flip':
      // All it can do is to put another order over the signatures it was given.
      return possible.map((message) => ({ ...message, order: message.order === 'attack' ? 'retreat' : 'attack' }));
    case 'silent':
      return [];
  }
}

/** Which orders a commander signs for this lieutenant: a traitor may sign both, since both signatures are its own. */
function ordersSigned(ctx: GeneralContext, to: string): readonly Order[] {
  return orallySaid(ctx, to, ctx.params.order);
}

/** Step 3, when no more messages can come. */
function conclude(ctx: GeneralContext): void {
  if (ctx.state.traitor) return;
  const { algorithm, m } = ctx.params;
  const lieutenants = ctx.nodes('lieutenant');
  if (algorithm === 'signed') return decide(ctx, choice(ctx.state.orders));
  const general = commanderOf(ctx);
  if (m === 0) return decide(ctx, heardOf(ctx.state.heard, [general]));
  const values = reports(ctx.state.heard, [general], m, lieutenants, ctx.self);
  ctx.quorum('order', values.filter((value) => value === 'attack').length, Math.floor(values.length / 2) + 1, values.length);
  decide(ctx, majority(values));
}

function decide(ctx: GeneralContext, decision: Order): void {
  ctx.set({ decision });
  ctx.decide(decision);
}

/** A general to whom the scenario gave a lie is a traitor from the first moment at which it could act on it. */
function betray(ctx: GeneralContext): void {
  if (ctx.state.traitor || treason(ctx) === undefined) return;
  ctx.become('traitor');
  ctx.set({ traitor: true });
  const complaint = unclear(ctx);
  if (complaint !== undefined) ctx.note(complaint);
}

/** The rounds have gone on without it, so it takes no part any more. */
function missed(ctx: GeneralContext): void {
  ctx.note('does not know which round it is, and decides nothing');
}

function commanderOf(ctx: GeneralContext): string {
  return ctx.nodes('commander')[0]!;
}
