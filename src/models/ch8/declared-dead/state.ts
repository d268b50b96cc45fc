/** What members and clients keep, and who is in charge of an epoch. */
import type { ParamValues } from '../../../kernel/model';
import type { Context } from '../../../kernel/process';

export const params = {
  trust: { type: 'choice', default: 'itself', choices: ['itself', 'majority'], summary: 'What a primary relies on before it answers: its own belief that it is the primary, or a majority that has just confirmed it.' },
  heartbeat: { type: 'duration', default: 2_000_000, min: 1_000, max: 3_600_000_000, summary: 'How often the primary says that it is alive. With `majority` it steps down when fewer than a majority have answered by the next time.' },
  timeout: { type: 'duration', default: 3_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long a member hears nothing of the primary before it suspects it to be dead.' },
  patience: { type: 'duration', default: 1_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long a client waits; after that it does not know the outcome.' },
} as const;
export type Params = ParamValues<typeof params>;
export type MemberContext = Context<MemberState, Params>;

/** The value of the register, and by which write it came: later epochs first, then later versions. */
export type Stored = { readonly value: string | null; readonly epoch: number; readonly version: number };

/** A request that waits for a majority to store its version. */
export type Waiting = { readonly client: string; readonly request: number; readonly version: number; readonly value: string | null };

export type MemberState = {
  readonly epoch: number;
  /** In an epoch whose primary is known and alive, or between two epochs. */
  readonly status: 'normal' | 'changing';
  readonly primary: boolean;
  readonly stored: Stored;
  /** Who has said, as far as this member knows, that the primary of this epoch is silent. */
  readonly suspects: readonly string[];
  /** At the next primary: what each voter has stored. */
  readonly votes: { readonly [voter: string]: Stored };
  /** What a majority told this member when it became the primary. */
  readonly declared: { readonly dead: string; readonly epoch: number } | null;
  /** At the primary: requests not yet answered, what each member has stored, and who has answered the last heartbeat. */
  readonly waiting: readonly Waiting[];
  readonly acked: { readonly [member: string]: number };
  readonly alive: readonly string[];
  /** The last request taken from each client. */
  readonly handled: { readonly [client: string]: number };
};

export function majorityOf(ctx: MemberContext): number {
  return Math.floor(ctx.nodes('member').length / 2) + 1;
}

/** Each epoch has its primary, in turn: nobody has to be chosen, only the epoch. */
export function primaryOf(epoch: number, members: readonly string[]): string {
  return members[(epoch - 1) % members.length]!;
}

export function isNewer(a: Stored, b: Stored): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.version > b.version);
}

/** Sends to all members but this one. */
export function tellMembers(ctx: MemberContext, type: string, body: Parameters<MemberContext['send']>[2]): void {
  for (const member of ctx.nodes('member')) if (member !== ctx.self) ctx.send(member, type, body);
}
