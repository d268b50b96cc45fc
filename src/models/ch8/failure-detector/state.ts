/** Parameters and states that the parts of the failure detector share. */
import type { ParamValues } from '../../../kernel/model';

export const params = {
  heartbeat: { type: 'duration', default: 1_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long a node waits after one heartbeat before the next is due.' },
  timeout: { type: 'duration', default: 2_500_000, min: 1_000, max: 3_600_000_000, summary: 'How long the dispatcher waits for the next heartbeat of a node before it suspects it.' },
  work: { type: 'duration', default: 500_000, min: 0, max: 3_600_000_000, summary: 'How long a node works on one e-mail; it does one thing at a time, in order of arrival.' },
  queueLimit: { type: 'integer', default: 0, min: 0, max: 1_000, summary: 'How many e-mails a node takes on at once; it refuses further ones. 0: any number.' },
  background: { type: 'duration', default: 0, min: 0, max: 3_600_000_000, summary: 'Mean time between further e-mails, which are asked for at random moments. 0: none.' },
} as const;
export type Params = ParamValues<typeof params>;

/** Whom the dispatcher trusts, and who has been given what. E-mails are numbered in the order they were asked for. */
export type DispatcherState = {
  /** Nodes declared dead. */
  readonly suspected: readonly string[];
  /** E-mails that nobody has reported as sent, by number: the node in charge, or nobody if none was left. */
  readonly jobs: { readonly [email: string]: string };
  /** The client operations that wait for them. */
  readonly operations: { readonly [email: string]: number };
  readonly asked: number;
};

export const BEAT = 'heartbeat';
/** A number is an e-mail to be sent. */
export type Task = number | typeof BEAT;
export type NodeState = {
  /** What is to be done; the first is being worked on. */
  readonly queue: readonly Task[];
  /** E-mails sent, so that one handed over twice to the same node is sent once. */
  readonly sent: readonly number[];
};

export type CustomerState = { readonly inbox: readonly { readonly email: number; readonly by: string }[] };
