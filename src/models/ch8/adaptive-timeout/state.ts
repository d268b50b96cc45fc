/** Parameters and the monitor's state. */
import type { ParamValues } from '../../../kernel/model';
import type { Rto } from './rto';

export const params = {
  every: { type: 'duration', default: 1_000_000, min: 1_000, max: 3_600_000_000, summary: 'Time between two pings.' },
  fixed: { type: 'duration', default: 150_000, min: 0, max: 3_600_000_000, summary: 'The fixed timeout for the answer to a ping. 0: no such detector.' },
  tcp: { type: 'boolean', default: true, summary: 'Whether there is a retransmission timer as TCP’s, which also sends unanswered pings again.' },
  minRto: { type: 'duration', default: 1_000_000, min: 0, max: 60_000_000, summary: 'The least that TCP’s timeout may be. RFC 6298 asks for one second; Linux takes 200 ms.' },
  maxRto: { type: 'duration', default: 60_000_000, min: 1_000_000, max: 3_600_000_000, summary: 'The most that it may be.' },
  granularity: { type: 'duration', default: 1_000, min: 0, max: 1_000_000, summary: 'G, how finely TCP’s clock counts.' },
  karn: { type: 'boolean', default: true, summary: 'Karn’s rule: no measurement from a ping that was sent more than once. Without it, the time since the last copy is taken.' },
  threshold: { type: 'number', default: 8, min: 0, max: 100, summary: 'The φ at which the φ detector suspects. 0: no such detector.' },
  window: { type: 'integer', default: 1_000, min: 1, max: 1_000, summary: 'How many intervals between answers the φ detector remembers.' },
  minDeviation: { type: 'duration', default: 100_000, min: 1, max: 3_600_000_000, summary: 'The least standard deviation of these intervals that the φ detector assumes.' },
} as const;
export type Params = ParamValues<typeof params>;

export const DETECTORS = ['fixed', 'tcp', 'phi'] as const;
export type Detector = (typeof DETECTORS)[number];

/** A ping without an answer. Times are on the monitor's monotonic clock. */
export type Waiting = { readonly firstUs: number; readonly lastUs: number; readonly copies: number };

export type MonitorState = Rto & {
  /** Detectors that take the server for dead. */
  readonly suspects: readonly Detector[];
  /** The last round-trip time that TCP's timer measured. */
  readonly rttUs: number | null;
  /** How suspicious the φ detector had become when the last answer came, rounded to hundredths. */
  readonly phi: number;
  readonly answeredUs: number | null;
  /** Between answers, the oldest first. */
  readonly intervalsUs: readonly number[];
  readonly waiting: { readonly [ping: string]: Waiting };
  readonly pings: number;
};
