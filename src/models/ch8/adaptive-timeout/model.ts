/**
 * Three detectors on the same answers: a fixed timeout, TCP's retransmission timer, and the φ accrual failure detector.
 *
 * TCP's timer follows RFC 6298 with Karn's rule (Karn and Partridge, "Improving Round-Trip Time Estimates in Reliable Transport Protocols", SIGCOMM 1987;
 * the variation is Jacobson's, "Congestion Avoidance and Control", SIGCOMM 1988). Each ping is taken for a segment and its answer for the acknowledgement.
 * φ follows Hayashibara, Défago, Yared and Katayama, "The φ Accrual Failure Detector", SRDS 2004, §4, with the answers for heartbeats.
 *
 * What TCP's timer sends again may be answered as any other ping, and all three detectors see that answer.
 */
import type { EventDetails } from '../../../kernel/event';
import { KIND } from '../../../kernel/event';
import type { Invariant, Model, WorldView } from '../../../kernel/model';
import { monitor, server } from './monitor';
import { DETECTORS, params } from './state';
import type { Detector, MonitorState } from './state';

interface Suspicion {
  readonly detector: Detector;
  readonly event: number;
  readonly fromUs: number;
  readonly ended: boolean;
  /** The server was running when it was suspected. */
  readonly mistaken: boolean;
}

const stateOf = (view: WorldView) => view.byRole('monitor')[0]!.state as MonitorState;

function suspicions(view: WorldView): readonly Suspicion[] {
  const { log } = view;
  const watched = view.nodes.findIndex(({ role }) => role === 'server');
  const all: Suspicion[] = [];
  let open: Map<Detector, number> = new Map();
  let down = false;
  let seen = 0;
  for (const event of view.changes(view.byRole('monitor')[0]!.id, 'suspects')) {
    for (; seen < event; seen++) {
      if (log.node[seen] !== watched) continue;
      if (log.kind[seen] === KIND.crash) down = true;
      if (log.kind[seen] === KIND.restart) down = false;
    }
    const suspects = (log.detail(event) as EventDetails['state']).set['suspects'] as readonly Detector[];
    const still = new Map<Detector, number>();
    for (const detector of suspects) {
      still.set(detector, open.get(detector) ?? all.length);
      if (!open.has(detector)) all.push({ detector, event, fromUs: log.t[event]!, ended: false, mistaken: !down });
    }
    for (const [detector, place] of open) if (!still.has(detector)) all[place] = { ...all[place]!, ended: true };
    open = still;
  }
  return all;
}

/** When the server crashed for good. */
function crashedUs(view: WorldView): number | undefined {
  const [watched] = view.byRole('server');
  if (watched!.up) return undefined;
  const node = view.nodes.indexOf(watched!);
  for (let i = view.log.length - 1; i >= 0; i--) if (view.log.node[i] === node && view.log.kind[i] === KIND.crash) return view.log.t[i];
  return undefined;
}

const accuracyOf = (detector: Detector, name: string): Invariant => ({
  id: `${detector}-accurate`,
  summary: `${name} does not suspect the server while it is running.`,
  when: 'always',
  check(view) {
    if (!stateOf(view).suspects.includes(detector)) return undefined;
    const [last] = suspicions(view).filter((suspicion) => suspicion.detector === detector && !suspicion.ended);
    return last?.mistaken ? { detail: `${name} suspects the server, which runs`, events: [last.event] } : undefined;
  },
});

const measuredTruly: Invariant = {
  id: 'measured-truly',
  summary: 'What TCP’s timer takes for a round-trip time is the time from one copy of a ping to the answer to that copy.',
  when: 'always',
  check(view) {
    const { log } = view;
    const change = view.changes(view.byRole('monitor')[0]!.id, 'rttUs').at(-1)!;
    const measurement = (log.detail(change) as EventDetails['state']).set['rttUs'];
    const answer = log.cause[change]!;
    if (typeof measurement !== 'number' || log.kind[answer] !== KIND.deliver) return undefined;
    // Back along the causes: the answer's send, the delivery of the copy of the ping, and the send of that copy.
    const ping = log.cause[log.cause[log.cause[answer]!]!]!;
    const tookUs = log.t[answer]! - log.t[ping]!;
    // The monitor's clock may drift by a little.
    if (Math.abs(measurement - tookUs) <= 2 + tookUs / 100) return undefined;
    return { detail: `measured ${ms(measurement)}, but the answer took ${ms(tookUs)}`, events: [ping, answer, change] };
  },
};

const ms = (us: number) => `${us / 1_000} ms`;

const SUFFIX: { readonly [D in Detector]: string } = { fixed: 'Fixed', tcp: 'Tcp', phi: 'Phi' };

export const model: Model = {
  id: 'adaptive-timeout',
  title: 'Timeouts that adapt',
  chapter: 'ch8',
  source:
    'RFC 6298, Computing TCP’s Retransmission Timer, 2011; Karn and Partridge, Improving Round-Trip Time Estimates in Reliable Transport Protocols, SIGCOMM 1987; Hayashibara, Défago, Yared and Katayama, The φ Accrual Failure Detector, SRDS 2004, §4',
  summary: 'A monitor pings a server. A fixed timeout, TCP’s retransmission timer and the φ accrual detector judge the same answers.',
  params,
  roles: {
    monitor: { summary: 'Pings the server; three detectors look at the answers.', names: ['monitor'], min: 1, max: 1, process: monitor },
    server: { summary: 'Answers.', names: ['server'], min: 1, max: 1, process: server },
  },
  messages: {
    Ping: { summary: 'Are you there? A copy sent again has the same number and cannot be told from the first.', from: ['monitor'], to: ['server'] },
    Pong: { summary: 'Yes. It says which ping is answered, not which copy of it.', from: ['server'], to: ['monitor'] },
  },
  operations: {},
  invariants: [
    accuracyOf('fixed', 'The fixed timeout'),
    accuracyOf('tcp', 'TCP’s timer'),
    accuracyOf('phi', 'The φ detector'),
    measuredTruly,
  ],
  stats(view) {
    const all = suspicions(view);
    const crashed = crashedUs(view);
    const stats: { [name: string]: number } = {};
    for (const detector of DETECTORS) {
      const own = all.filter((suspicion) => suspicion.detector === detector);
      stats[`falseSuspicions${SUFFIX[detector]}`] = own.filter(({ mistaken }) => mistaken).length;
      const last = own.at(-1);
      if (crashed !== undefined && last?.ended === false) stats[`detectionTime${SUFFIX[detector]}Us`] = Math.max(0, last.fromUs - crashed);
    }
    const { log } = view;
    let pings = 0;
    for (let i = 0; i < log.length; i++) if (log.kind[i] === KIND.send && log.labels[log.label[i]!] === 'Ping') pings++;
    stats['pingsSentAgain'] = pings - stateOf(view).pings;
    return stats;
  },
};
