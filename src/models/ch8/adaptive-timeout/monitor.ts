/**
 * The monitor pings a server, and three detectors look at the same answers:
 * - `fixed` suspects the server when a ping has had no answer for a fixed time;
 * - `tcp` does the same with the retransmission timeout of RFC 6298, and sends the ping again;
 * - `phi` takes the answers for heartbeats and looks at the time since the last one.
 * An answer ends all suspicions. It also answers all earlier pings: whoever answers now was alive then.
 */
import type { Context, Process } from '../../../kernel/process';
import { estimate, phi, suspicionAfterUs } from './phi';
import { afterExpiry, afterMeasurement, INITIAL_RTO } from './rto';
import type { Rto } from './rto';
import type { Detector, MonitorState, Params, Waiting } from './state';

type Ctx = Context<MonitorState, Params>;

export const monitor: Process<MonitorState, Params> = {
  init: () => ({ suspects: [], ...INITIAL_RTO, rttUs: null, phi: 0, answeredUs: null, intervalsUs: [], waiting: {}, pings: 0 }),
  // Numbers are never used twice, not even after a crash, or a late answer could be taken for one to a new ping.
  stable: ['pings'],

  onStart: ping,

  onTimer(ctx, timer) {
    if (timer.name === 'ping') return ping(ctx);
    const detector = timer.name as Detector;
    const suspects = suspecting(ctx, detector);
    if (detector !== 'tcp') return ctx.set({ suspects });
    // RFC 6298 (5.4) to (5.6): send the earliest unanswered one again, back off, start the timer anew.
    const earliest = oldest(ctx.state.waiting);
    if (earliest === undefined) return;
    const [number, waiting] = earliest;
    const again: Waiting = { ...waiting, lastUs: ctx.clock('monotonic').readingUs, copies: waiting.copies + 1 };
    ctx.send(serverOf(ctx), 'Ping', { ping: Number(number) });
    ctx.set({ suspects, ...afterExpiry(rtoOf(ctx.state), ctx.params), waiting: { ...ctx.state.waiting, [number]: again } });
    ctx.setTimer('tcp', ctx.state.rtoUs);
  },

  onMessage(ctx, { body }) {
    const number = Number(body['ping']);
    const answered = ctx.state.waiting[number];
    if (answered === undefined) return ctx.ignore('answered before');
    const nowUs = ctx.clock('monotonic').readingUs;
    const waiting = Object.fromEntries(Object.entries(ctx.state.waiting).filter(([other]) => Number(other) > number));
    ctx.set({ suspects: [], ...measured(ctx, answered, nowUs), ...arrival(ctx, nowUs), waiting });
    watchAnswers(ctx, nowUs);
    watchIntervals(ctx);
  },
};

function ping(ctx: Ctx): void {
  const number = ctx.state.pings + 1;
  const nowUs = ctx.clock('monotonic').readingUs;
  ctx.send(serverOf(ctx), 'Ping', { ping: number });
  const first = oldest(ctx.state.waiting) === undefined;
  ctx.set({ waiting: { ...ctx.state.waiting, [number]: { firstUs: nowUs, lastUs: nowUs, copies: 1 } }, pings: number });
  // A timer that is running stays with the ping it was started for (5.1).
  if (first) startTimers(ctx, nowUs);
  ctx.setTimer('ping', ctx.params.every);
}

function startTimers(ctx: Ctx, nowUs: number): void {
  const earliest = oldest(ctx.state.waiting);
  if (earliest === undefined) return;
  if (ctx.params.fixed > 0) ctx.setTimer('fixed', Math.max(0, earliest[1].firstUs + ctx.params.fixed - nowUs));
  if (ctx.params.tcp) ctx.setTimer('tcp', ctx.state.rtoUs);
}

/** After an answer the timers stop, or start anew for what is still unanswered (5.2, 5.3). */
function watchAnswers(ctx: Ctx, nowUs: number): void {
  ctx.cancelTimer('fixed');
  ctx.cancelTimer('tcp');
  startTimers(ctx, nowUs);
}

/** §3 of the RFC, Karn's rule: which copy of a repeated ping was answered cannot be known, so the answer tells nothing about the time. */
function measured(ctx: Ctx, { lastUs, copies }: Waiting, nowUs: number): Partial<MonitorState> {
  if (!ctx.params.tcp || (copies > 1 && ctx.params.karn)) return {};
  const rttUs = nowUs - lastUs;
  return { ...afterMeasurement(rtoOf(ctx.state), rttUs, ctx.params), rttUs };
}

function arrival(ctx: Ctx, nowUs: number): Partial<MonitorState> {
  const { answeredUs, intervalsUs } = ctx.state;
  const { threshold, window, minDeviation } = ctx.params;
  if (threshold === 0) return {};
  if (answeredUs === null) return { answeredUs: nowUs };
  const sinceUs = nowUs - answeredUs;
  const level = intervalsUs.length === 0 ? 0 : phi(sinceUs, estimate(intervalsUs, minDeviation));
  return { phi: Math.round(Math.min(level, 1_000) * 100) / 100, answeredUs: nowUs, intervalsUs: [...intervalsUs, sinceUs].slice(-window) };
}

function watchIntervals(ctx: Ctx): void {
  ctx.cancelTimer('phi');
  const { intervalsUs } = ctx.state;
  if (intervalsUs.length === 0) return;
  ctx.setTimer('phi', suspicionAfterUs(ctx.params.threshold, estimate(intervalsUs, ctx.params.minDeviation)));
}

function suspecting({ state }: Ctx, detector: Detector): readonly Detector[] {
  return state.suspects.includes(detector) ? state.suspects : [...state.suspects, detector];
}

function oldest(waiting: MonitorState['waiting']): readonly [string, Waiting] | undefined {
  // Keys that are whole numbers come in rising order.
  return Object.entries(waiting)[0];
}

const rtoOf = ({ rtoUs, srttUs, rttvarUs }: MonitorState): Rto => ({ rtoUs, srttUs, rttvarUs });
const serverOf = (ctx: Ctx) => ctx.nodes('server')[0]!;

/** Answers every ping at once. */
export const server: Process<Record<never, never>, Params> = {
  init: () => ({}),
  onMessage(ctx, { from, body }) {
    ctx.send(from, 'Pong', body);
  },
};
