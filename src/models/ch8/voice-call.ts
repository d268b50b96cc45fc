/**
 * A voice call over a network that loses packets, carried as TCP would carry it or as UDP would.
 *
 * `tcp`: the receiver acknowledges the next frame it expects, which acknowledges all before it, and keeps what comes
 * out of order (RFC 9293 §3.4, §3.10.7.4). The sender repeats the oldest unacknowledged frame when its timer fires, with
 * the timer doubled each time (RFC 6298 §5.1–5.6), or as soon as a third duplicate acknowledgement says that later ones have
 * arrived (RFC 5681 §3.2), and goes on with the next hole at each partial acknowledgement (RFC 6582 §3.2). The application is
 * given frames in order only, so all wait behind a missing one. Left out, because a few small packets never
 * reach their limits: the handshake, byte numbering, windows, the measuring of the timer (see the model of timeouts).
 *
 * `udp`: a frame is sent once. The first frame to arrive is played after the playout delay, and that fixes the
 * time of every other one, one interval after the other (fixed playout delay: Ramjee, Kurose, Towsley, Schulzrinne, "Adaptive Playout Mechanisms for Packetized
 * Audio Applications in Wide-Area Networks", INFOCOM 1994). What is not there by then is skipped.
 *
 * `both` gives every packet that arrives to two receivers in the same node, so that the two meet exactly the same losses and delays.
 */
import type { EventDetails } from '../../kernel/event';
import type { Finding, Invariant, Model, NodeView, ParamValues, WorldView } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  transport: { type: 'choice', default: 'tcp', choices: ['tcp', 'udp', 'both'], summary: 'How the frames are carried; `both` feeds the same arrivals to a receiver of each kind.' },
  frames: { type: 'integer', default: 8, min: 1, max: 10_000, summary: 'How many frames are spoken.' },
  interval: { type: 'duration', default: 20_000, min: 1, max: 60_000_000, summary: 'How much sound is in one frame, and so the time between two.' },
  playoutDelay: { type: 'duration', default: 40_000, min: 0, max: 60_000_000, summary: 'How long the first frame is held back, so that later ones may take longer on their way.' },
  rto: { type: 'duration', default: 200_000, min: 1, max: 60_000_000, summary: 'Retransmission timeout of the first attempt; it doubles with each further one.' },
  duplicateAcks: { type: 'integer', default: 3, min: 1, max: 1_000, summary: 'How many duplicate acknowledgements make the sender repeat a frame before its timer fires.' },
} as const;
type Params = ParamValues<typeof params>;

type SpeakerState = {
  /** The next frame to be spoken, from 1, and the oldest that is not acknowledged: SND.NXT and SND.UNA of RFC 9293. */
  readonly next: number;
  readonly unacknowledged: number;
  readonly duplicateAcks: number;
  /** The last frame sent when something was last found lost; up to it, every acknowledgement shows the next hole. */
  readonly recover: number;
  readonly rtoUs: number;
};

const speaker: Process<SpeakerState, Params> = {
  init: (_, { rto }) => ({ next: 1, unacknowledged: 1, duplicateAcks: 0, recover: 0, rtoUs: rto }),

  onStart: speak,
  // A connection does not outlive its process.
  onRestart: () => undefined,

  onTimer(ctx, timer) {
    if (timer.name === 'speak') return speak(ctx);
    const { next, unacknowledged, rtoUs } = ctx.state;
    ctx.set({ rtoUs: rtoUs * 2, recover: next - 1, duplicateAcks: 0 });
    ctx.send(listenerOf(ctx), 'Retransmit', { frame: unacknowledged });
    ctx.setTimer('retransmission', ctx.state.rtoUs);
  },

  onMessage(ctx, ack) {
    const expected = Number(ack.body['expected']);
    const { next, unacknowledged, duplicateAcks, recover } = ctx.state;
    if (expected < unacknowledged || expected > next) return ctx.ignore('acknowledged before');
    if (expected > unacknowledged) {
      ctx.set({ unacknowledged: expected, duplicateAcks: 0, rtoUs: ctx.params.rto });
      ctx.cancelTimer('retransmission');
      if (expected < next) ctx.setTimer('retransmission', ctx.state.rtoUs);
      if (expected <= recover) ctx.send(ack.from, 'Retransmit', { frame: expected });
    } else if (expected < next) {
      ctx.set({ duplicateAcks: duplicateAcks + 1 });
      if (ctx.state.duplicateAcks !== ctx.params.duplicateAcks || expected <= recover) return;
      ctx.set({ recover: next - 1 });
      ctx.send(ack.from, 'Retransmit', { frame: expected });
    }
  },
};

function speak(ctx: Context<SpeakerState, Params>): void {
  const { next, unacknowledged } = ctx.state;
  ctx.send(listenerOf(ctx), 'Frame', { frame: next });
  ctx.set({ next: next + 1 });
  if (ctx.params.transport !== 'udp' && next === unacknowledged) ctx.setTimer('retransmission', ctx.state.rtoUs);
  if (next < ctx.params.frames) ctx.setTimer('speak', ctx.params.interval);
}

const listenerOf = (ctx: Context<SpeakerState, Params>) => ctx.nodes('listener')[0]!;

interface TcpReceiver {
  readonly played: readonly number[];
  /** The first frame that has not arrived, which every acknowledgement names: RCV.NXT. */
  readonly expected: number;
  /** Arrived, but behind one that has not. */
  readonly held: readonly number[];
  readonly player: Player;
}
interface UdpReceiver {
  readonly played: readonly number[];
  /** Arrived and not yet due. */
  readonly buffer: readonly number[];
  /** The frame whose turn is next. */
  readonly due: number;
  readonly player: Player;
}
type Player = 'waiting' | 'playing' | 'stalled' | 'gap' | 'done';
/** Null for the transport that is not in use. */
type ListenerState = { readonly tcp: TcpReceiver | null; readonly udp: UdpReceiver | null };
type ListenerContext = Context<ListenerState, Params>;

const listener: Process<ListenerState, Params> = {
  init: (_, { transport }) => ({
    tcp: transport === 'udp' ? null : { played: [], expected: 1, held: [], player: 'waiting' },
    udp: transport === 'tcp' ? null : { played: [], due: 0, buffer: [], player: 'waiting' },
  }),

  onMessage(ctx, { from, type, body }) {
    const frame = Number(body['frame']);
    if (ctx.state.udp !== null && type === 'Frame') bufferDatagram(ctx, ctx.state.udp, frame);
    if (ctx.state.tcp === null) return;
    acceptSegment(ctx, ctx.state.tcp, frame);
    ctx.send(from, 'Ack', { expected: ctx.state.tcp.expected });
  },

  onTimer(ctx, timer) {
    if (timer.name === 'play tcp') playNext(ctx, ctx.state.tcp!);
    else playDue(ctx, ctx.state.udp!);
  },
};

function acceptSegment(ctx: ListenerContext, tcp: TcpReceiver, frame: number): void {
  if (frame < tcp.expected || tcp.held.includes(frame)) return ctx.ignore('received before');
  const arrived = new Set([...tcp.held, frame]);
  let expected = tcp.expected;
  while (arrived.delete(expected)) expected++;
  ctx.set({ tcp: { ...tcp, expected, held: [...arrived].sort((a, b) => a - b) } });
  if (expected === tcp.expected) return;
  if (tcp.expected === 1) ctx.setTimer('play tcp', ctx.params.playoutDelay);
  else if (tcp.player === 'stalled') playNext(ctx, ctx.state.tcp!);
}

/** Plays the next frame of the stream, or falls silent until it is there. */
function playNext(ctx: ListenerContext, tcp: TcpReceiver): void {
  const next = tcp.played.length + 1;
  if (next > ctx.params.frames) return change(ctx, { tcp: { ...tcp, player: 'done' } });
  if (next >= tcp.expected) return change(ctx, { tcp: { ...tcp, player: 'stalled' } });
  change(ctx, { tcp: { ...tcp, played: [...tcp.played, next], player: 'playing' } });
  ctx.setTimer('play tcp', ctx.params.interval);
}

function bufferDatagram(ctx: ListenerContext, udp: UdpReceiver, frame: number): void {
  if (udp.buffer.includes(frame) || udp.played.includes(frame)) return ctx.ignore('received before');
  if (frame < udp.due) return ctx.ignore('too late to be played');
  const buffer = [...udp.buffer, frame];
  if (udp.due > 0) return ctx.set({ udp: { ...udp, buffer } });
  // The first to arrive fixes the times of all. Those before it that may still come in time have their turn too.
  const { playoutDelay, interval } = ctx.params;
  const before = Math.min(frame - 1, Math.floor(playoutDelay / interval));
  ctx.set({ udp: { ...udp, buffer, due: frame - before } });
  ctx.setTimer('play udp', playoutDelay - before * interval);
}

/** Plays the frame whose time has come, or leaves a gap where it should have been. */
function playDue(ctx: ListenerContext, udp: UdpReceiver): void {
  const { buffer, due, played } = udp;
  if (due > ctx.params.frames) return change(ctx, { udp: { ...udp, player: 'done' } });
  if (buffer.includes(due)) change(ctx, { udp: { played: [...played, due], due: due + 1, buffer: buffer.filter((frame) => frame !== due), player: 'playing' } });
  else change(ctx, { udp: { ...udp, due: due + 1, player: 'gap' } });
  ctx.setTimer('play udp', ctx.params.interval);
}

/** Changes the state, and says on the lane what is to be heard if there is only one player. */
function change(ctx: ListenerContext, to: Partial<ListenerState>): void {
  const before = ctx.state;
  ctx.set(to);
  if (ctx.params.transport === 'both') return;
  const player = (ctx.state.tcp ?? ctx.state.udp)!.player;
  if (player !== (before.tcp ?? before.udp)!.player) ctx.become(player);
}

const TRANSPORTS = ['tcp', 'udp'] as const;
type Transport = (typeof TRANSPORTS)[number];

interface Playing {
  readonly frame: number;
  /** From being spoken to being heard, in true time. */
  readonly delayUs: number;
  readonly event: number;
}

const listenerNode = (view: WorldView): NodeView => view.byRole('listener')[0]!;
const receiver = (view: WorldView, transport: Transport) => (listenerNode(view).state as ListenerState)[transport];
const inUse = (view: WorldView) => TRANSPORTS.filter((transport) => receiver(view, transport) !== null);

/** Index of the event with which each frame was spoken, by frame. */
function spoken(view: WorldView): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const event of view.changes(view.byRole('speaker')[0]!.id, 'next')) {
    const { next } = (view.log.detail(event) as EventDetails['state']).set as SpeakerState;
    if (next > 1) found.set(next - 1, event);
  }
  return found;
}

/** Every frame that was heard, in the order of time. */
function playings(view: WorldView, transport: Transport): Playing[] {
  const begun = spoken(view);
  const found: Playing[] = [];
  let before = 0;
  for (const event of view.changes(listenerNode(view).id, transport)) {
    const { played } = ((view.log.detail(event) as EventDetails['state']).set as ListenerState)[transport]!;
    if (played.length > before) {
      const frame = played.at(-1)!;
      found.push({ frame, delayUs: view.log.t[event]! - view.log.t[begun.get(frame)!]!, event });
    }
    before = played.length;
  }
  return found;
}

const inOrder: Invariant = {
  id: 'played-in-order',
  summary: 'Frames are played in the order in which they were spoken, none of them twice.',
  when: 'always',
  check(view) {
    for (const transport of inUse(view)) {
      const { played } = receiver(view, transport)!;
      const wrong = played.findIndex((frame, i) => i > 0 && frame <= played[i - 1]!);
      if (wrong < 0) continue;
      return {
        detail: `${transport}: frame ${played[wrong]!} is played after frame ${played[wrong - 1]!}`,
        events: view.changes(listenerNode(view).id, transport).slice(-1),
      };
    }
    return undefined;
  },
};

/** The numbers of the frames that were spoken and not heard. */
function missing(view: WorldView, transport: Transport): number[] {
  const played = new Set(receiver(view, transport)!.played);
  return [...spoken(view).keys()].filter((frame) => !played.has(frame));
}

const nothingLost: Invariant = {
  id: 'nothing-lost',
  summary: 'When the call is over, every frame that was spoken has been played.',
  when: 'end',
  check(view): Finding | undefined {
    const begun = spoken(view);
    for (const transport of inUse(view)) {
      const lost = missing(view, transport);
      if (lost.length === 0) continue;
      return {
        detail: `${transport}: ${lost.length === 1 ? `frame ${lost[0]!} was` : `frames ${lost.join(', ')} were`} never played`,
        events: lost.map((frame) => begun.get(frame)!),
      };
    }
    return undefined;
  },
};

/** Delays that differ by no more than this are the same; clocks and rounding may do that much. */
const STEADY_US = 1_000;

const steadyDelay: Invariant = {
  id: 'steady-delay',
  summary: 'Every frame is heard equally long after it was spoken.',
  when: 'end',
  check(view) {
    for (const transport of inUse(view)) {
      const [first, ...others] = playings(view, transport);
      const later = others.find(({ delayUs }) => Math.abs(delayUs - first!.delayUs) > STEADY_US);
      if (later === undefined) continue;
      return {
        detail: `${transport}: frame ${first!.frame} is heard ${first!.delayUs / 1_000} ms after it was spoken, frame ${later.frame} after ${later.delayUs / 1_000} ms`,
        events: [first!.event, later.event],
      };
    }
    return undefined;
  },
};

export const model: Model = {
  id: 'voice-call',
  title: 'A voice call over TCP or UDP',
  chapter: 'ch8',
  source:
    'RFC 9293 (TCP) §3.4, §3.10.7.4; RFC 6298 §5; RFC 5681 §3.2; RFC 6582 §3.2; Ramjee, Kurose, Towsley and Schulzrinne, Adaptive Playout Mechanisms for Packetized Audio Applications in Wide-Area Networks, INFOCOM 1994',
  summary: 'Frames of speech over a network that loses some. TCP loses nothing and the delay varies; UDP with a playout buffer keeps the delay and loses frames.',
  params,
  roles: {
    speaker: { summary: 'Speaks one frame after the other and sends each at once.', names: ['alice'], min: 1, max: 1, process: speaker },
    listener: { summary: 'Plays the frames it gets.', names: ['bob'], min: 1, max: 1, process: listener },
  },
  messages: {
    Frame: { summary: 'A frame of speech.', from: ['speaker'], to: ['listener'] },
    Retransmit: { summary: 'The same frame again, after a timeout or duplicate acknowledgements (TCP).', from: ['speaker'], to: ['listener'] },
    Ack: { summary: 'All frames before the expected one have arrived (TCP).', from: ['listener'], to: ['speaker'] },
  },
  operations: {},
  show: {
    bands: { listener: { looks: { playing: 'leads', stalled: 'seeks', gap: 'seeks', done: 'rests' } } },
    tags: { frame: 'no.', expected: 'expects' },
  },
  invariants: [inOrder, nothingLost, steadyDelay],
  stats(view) {
    const found: { [name: string]: number } = {};
    for (const transport of inUse(view)) {
      const delays = playings(view, transport).map(({ delayUs }) => delayUs);
      found[`${transport}LostFrames`] = missing(view, transport).length;
      found[`${transport}DelayMeanUs`] = delays.length === 0 ? 0 : delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
      found[`${transport}DelayMaxUs`] = Math.max(0, ...delays);
    }
    return found;
  },
};
