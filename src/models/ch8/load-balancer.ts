/**
 * A load balancer that checks the health of its servers.
 *
 * Every `inter` it sends a check to each server, also to those out of rotation. A check that has not been answered when the next one is due has failed.
 * After `fall` failures in a row a server is taken out of rotation, after `rise` passed checks in a row it is put back. Names, defaults and
 * counting are those of the HAProxy Configuration Manual 2.8, §5.2 "Server and default-server options" (`check`, `inter`, `fall`, `rise`); requests go
 * round the servers in rotation (§4.2, `balance roundrobin`).
 *
 * Between the death of a server and its removal the balancer goes on sending it requests, and they are lost. How many is what the model counts.
 */
import type { EventDetails } from '../../kernel/event';
import { KIND } from '../../kernel/event';
import type { Invariant, Model, ParamValues, WorldView } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  check: { type: 'boolean', default: true, summary: 'Whether servers are checked at all.' },
  inter: { type: 'duration', default: 2_000_000, min: 1_000, max: 3_600_000_000, summary: 'Time between two checks of a server, and how long one may take.' },
  fall: { type: 'integer', default: 3, min: 1, max: 100, summary: 'After how many failed checks in a row a server is taken out of rotation.' },
  rise: { type: 'integer', default: 2, min: 1, max: 100, summary: 'After how many passed checks in a row it is put back.' },
  timeout: { type: 'duration', default: 500_000, min: 1_000, max: 3_600_000_000, summary: 'How long the balancer waits for a server’s answer to a request.' },
} as const;
type Params = ParamValues<typeof params>;

type BalancerState = {
  /** Servers that get requests. */
  readonly rotation: readonly string[];
  /** How many checks in a row have contradicted that: failures of a server in rotation, passed checks of one that is out. */
  readonly streak: { readonly [server: string]: number };
  /** Servers that have not answered the last check. */
  readonly unanswered: readonly string[];
  /** Number of the last check, so that a late answer to an earlier one does not count. */
  readonly round: number;
  /** Requests passed on and not answered yet: the server each went to. */
  readonly open: { readonly [operation: string]: string };
  /** Place of the server whose turn is next. */
  readonly turn: number;
};
type Ctx = Context<BalancerState, Params>;

const balancer: Process<BalancerState, Params> = {
  init: () => ({ rotation: [], streak: {}, unanswered: [], round: 0, open: {}, turn: 0 }),

  onStart(ctx) {
    ctx.set({ rotation: ctx.nodes('server') });
    if (ctx.params.check) ctx.setTimer('check', ctx.params.inter);
  },

  onInvoke(ctx, operation) {
    const server = next(ctx);
    if (server === undefined) return ctx.return(operation.id, 'fail', 'no server');
    ctx.set({ open: { ...ctx.state.open, [operation.id]: server }, turn: ctx.nodes('server').indexOf(server) + 1 });
    ctx.send(server, 'Get', { request: operation.id });
    ctx.setTimer(timeoutOf(operation.id), ctx.params.timeout, operation.id);
  },

  onTimer(ctx, timer) {
    if (timer.name === 'check') return check(ctx);
    const request = Number(timer.data);
    ctx.set({ open: without(ctx.state.open, request) });
    ctx.return(request, 'unknown', 'no answer');
  },

  onMessage(ctx, { from, type, body }) {
    if (type === 'Healthy') {
      if (body['round'] !== ctx.state.round || !ctx.state.unanswered.includes(from)) return ctx.ignore('answer to an earlier check');
      const unanswered = ctx.state.unanswered.filter((server) => server !== from);
      return ctx.set({ ...judge(ctx, ctx.state, from, true), unanswered });
    }
    const request = Number(body['request']);
    if (ctx.state.open[request] === undefined) return ctx.ignore('no longer waiting');
    ctx.cancelTimer(timeoutOf(request));
    ctx.set({ open: without(ctx.state.open, request) });
    ctx.return(request, 'ok', from);
  },
};

const timeoutOf = (request: number) => `timeout ${request}`;

function check(ctx: Ctx): void {
  const servers = ctx.nodes('server');
  const round = ctx.state.round + 1;
  const verdict = ctx.state.unanswered.reduce((before, server) => judge(ctx, before, server, false), rotationOf(ctx.state));
  ctx.set({ ...verdict, round, unanswered: servers });
  for (const server of servers) ctx.send(server, 'Check', { round });
  ctx.setTimer('check', ctx.params.inter);
}

type Rotation = Pick<BalancerState, 'rotation' | 'streak'>;
const rotationOf = ({ rotation, streak }: BalancerState): Rotation => ({ rotation, streak });

/** What becomes of the rotation when one check of a server has passed or failed. */
function judge(ctx: Ctx, { rotation, streak }: Rotation, server: string, passed: boolean): Rotation {
  const inRotation = rotation.includes(server);
  const others = without(streak, server);
  if (passed === inRotation) return { rotation, streak: others };
  const length = (streak[server] ?? 0) + 1;
  if (length < (inRotation ? ctx.params.fall : ctx.params.rise)) return { rotation, streak: { ...others, [server]: length } };
  const now = ctx.nodes('server').filter((name) => (name === server ? !inRotation : rotation.includes(name)));
  return { rotation: now, streak: others };
}

/** The server whose turn it is, or the next one in rotation. */
function next(ctx: Ctx): string | undefined {
  const { turn, rotation } = ctx.state;
  const servers = ctx.nodes('server');
  const order = [...servers.slice(turn % servers.length), ...servers.slice(0, turn % servers.length)];
  return order.find((server) => rotation.includes(server));
}

function without<T>(record: { readonly [key: string]: T }, key: string | number): { readonly [key: string]: T } {
  const { [key]: _, ...rest } = record;
  return rest;
}

/** A server that keeps nothing: what it is asked for is the same every time. */
const server: Process<Record<never, never>, Params> = {
  init: () => ({}),

  onMessage(ctx, { from, type, body }) {
    if (type === 'Check') return ctx.send(from, 'Healthy', { round: body['round']! });
    ctx.send(from, 'Page', { request: body['request']! });
  },
};

const balancerOf = (view: WorldView) => view.byRole('balancer')[0]!;

/** Every time a server was taken out of rotation or put back. */
function moves(view: WorldView): readonly { readonly server: string; readonly out: boolean; readonly event: number }[] {
  let before: readonly string[] = [];
  let last = -1;
  return view.changes(balancerOf(view).id, 'rotation').flatMap((event) => {
    const rotation = (view.log.detail(event) as EventDetails['state']).set['rotation'] as readonly string[];
    // When the balancer starts it takes all servers for healthy; that is no move.
    const starts = last === -1 || rotation.length === 0 || before.length === 0 && view.log.t[last] === view.log.t[event];
    const moved = starts ? [] : view.byRole('server').filter(({ id }) => before.includes(id) !== rotation.includes(id));
    [before, last] = [rotation, event];
    return moved.map(({ id }) => ({ server: id, out: !rotation.includes(id), event }));
  });
}

/** The last event of these kinds on a node's lane before another event; -1 if there is none. */
function lastBefore(view: WorldView, id: string, kinds: readonly number[], before: number): number {
  const node = view.nodes.findIndex((each) => each.id === id);
  for (let i = before - 1; i >= 0; i--) if (view.log.node[i] === node && kinds.includes(view.log.kind[i]!)) return i;
  return -1;
}

const STOPS = [KIND.crash, KIND.pause];

const deadLeavesRotation: Invariant = {
  id: 'dead-leaves-rotation',
  summary: 'A server that has been down for fall + 1 check intervals is out of rotation.',
  when: 'always',
  check(view) {
    const { id, up, paused, state } = balancerOf(view);
    const { inter, fall } = view.params as Params;
    if (!up || paused) return undefined;
    for (const each of view.byRole('server')) {
      if (each.up || !(state as BalancerState).rotation.includes(each.id)) continue;
      const crash = lastBefore(view, each.id, [KIND.crash], view.log.length);
      // A balancer that did not run all the time could not check. One part in a hundred: its clock may run slow.
      if (lastBefore(view, id, [KIND.pause, KIND.resume, KIND.crash, KIND.restart], view.log.length) > crash) continue;
      if (view.nowUs - view.log.t[crash]! <= (fall + 1) * inter * 1.01) continue;
      return { detail: `${each.id} is down and gets requests`, events: [crash] };
    }
    return undefined;
  },
};

const healthyStays: Invariant = {
  id: 'healthy-stays',
  summary: 'No server is taken out of rotation that has run all the time.',
  when: 'always',
  check(view) {
    const { rotation } = balancerOf(view).state as BalancerState;
    if (rotation.length === view.byRole('server').length) return undefined;
    const wrong = moves(view).find(({ server: id, out, event }) => out && !rotation.includes(id) && lastBefore(view, id, STOPS, event) === -1);
    return wrong && { detail: `${wrong.server} has never failed and is out of rotation`, events: [wrong.event] };
  },
};

export const model: Model = {
  id: 'load-balancer',
  title: 'A load balancer and its health checks',
  chapter: 'ch8',
  source: 'HAProxy Configuration Manual 2.8, §5.2 (check, inter, fall, rise) and §4.2 (balance roundrobin)',
  summary: 'Servers that fail several checks in a row are taken out of rotation, and put back when they pass several. Requests sent to a dead server meanwhile are lost.',
  params,
  roles: {
    balancer: { summary: 'Passes requests on to the servers in turn, and checks their health.', names: ['balancer'], min: 1, max: 1, process: balancer },
    server: { summary: 'Answers requests and checks.', names: ['web-1', 'web-2'], min: 1, max: 16, process: server },
  },
  messages: {
    Check: { summary: 'Are you well?', from: ['balancer'], to: ['server'] },
    Healthy: { summary: 'Yes; the answer to the check of this round.', from: ['server'], to: ['balancer'] },
    Get: { summary: 'A client’s request.', from: ['balancer'], to: ['server'] },
    Page: { summary: 'The answer to it.', from: ['server'], to: ['balancer'] },
  },
  operations: {
    get: { summary: 'A request of a client arrives at the balancer.', role: 'balancer', args: {} },
  },
  invariants: [deadLeavesRotation, healthyStays],
  stats(view) {
    const { log } = view;
    const all = moves(view);
    let lost = 0;
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] !== KIND.lose) continue;
      const { type, reason } = log.detail(i) as EventDetails['lose'];
      if (type === 'Get' && reason === 'receiver-down') lost++;
    }
    const removalTimesUs = all.flatMap(({ server: id, out, event }) => {
      const crash = lastBefore(view, id, [KIND.crash, KIND.restart], event);
      return out && crash >= 0 && log.kind[crash] === KIND.crash ? [log.t[event]! - log.t[crash]!] : [];
    });
    return {
      requestsOk: view.operations.filter(({ status }) => status === 'ok').length,
      requestsLostBeforeRemoval: lost,
      removals: all.filter(({ out }) => out).length,
      returns: all.filter(({ out }) => !out).length,
      ...(removalTimesUs.length === 0 ? {} : { removalTimeUs: Math.max(...removalTimesUs) }),
    };
  },
};
