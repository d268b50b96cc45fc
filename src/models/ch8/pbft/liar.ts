/**
 * What a faulty replica may do. It can say whatever it likes in its own name, and different things to different
 * replicas. It cannot forge: requests and certificates that it quotes are those it was sent.
 */
import type { PlainObject } from '../../../kernel/event';
import type { Message } from '../../../kernel/process';
import { NULL_DIGEST, primaryOf } from './protocol';
import type { ReplicaContext } from './state';

export const lies = {
  silent: 'Sends nothing.',
  equivocate: 'As primary gives two requests the same number and tells every other backup another one. Agrees with every replica about what that replica has been told.',
  random: 'Before each message the seed decides: send it, withhold it, send a false one instead, or send both.',
} as const;
type Behaviour = keyof typeof lies;
const BEHAVIOURS = Object.keys(lies) as readonly Behaviour[];

/** The lie in force on this replica, if there is one. */
export function lieOf(ctx: ReplicaContext): Behaviour | undefined {
  const lie = BEHAVIOURS.find((behaviour) => ctx.lie(behaviour) !== undefined);
  if (lie !== undefined && !ctx.state.lying) {
    ctx.become('faulty');
    ctx.set({ lying: true });
  }
  return lie;
}

/** Sends a message, or what a faulty replica sends in its place. */
export function say(ctx: ReplicaContext, to: string, type: string, body: PlainObject): void {
  switch (lieOf(ctx)) {
    case undefined:
      return ctx.send(to, type, body);
    case 'silent':
      return;
    case 'equivocate':
      // Its own prepares and commits would bind it; it only echoes those of others.
      if (type !== 'Prepare' && type !== 'Commit') ctx.send(to, type, body);
      return;
    case 'random': {
      const what = ctx.random(5);
      if (what >= 2) ctx.send(to, type, body);
      if (what === 1 || what === 2) ctx.send(to, type, falsified(ctx, type, body));
    }
  }
}

export function sayToOthers(ctx: ReplicaContext, type: string, body: PlainObject): void {
  for (const to of ctx.nodes('replica')) if (to !== ctx.self) say(ctx, to, type, body);
}

/** The same message with something else in it, as far as no one else's signature is needed for that. */
function falsified(ctx: ReplicaContext, type: string, body: PlainObject): PlainObject {
  const requests = Object.values(ctx.state.requests);
  const digests = [...Object.keys(ctx.state.requests), NULL_DIGEST];
  const which = ctx.random(digests.length);
  switch (type) {
    case 'PrePrepare':
      return { ...body, digest: digests[which]!, request: requests[which] ?? null };
    case 'Prepare':
    case 'Commit':
      if (ctx.random(2) === 0) return { ...body, seq: Number(body['seq']) + ctx.random(3) };
      return { ...body, digest: digests[which]! };
    case 'ViewChange':
      return { ...body, prepared: [] };
    case 'NewView':
      return { ...body, proposals: [] };
    case 'Reply':
      return { ...body, result: [ctx.random(100)] };
    default:
      return body;
  }
}

/** `equivocate`: two requests, one number. True when that is what this replica does instead of its duty as primary. */
export function equivocated(ctx: ReplicaContext): boolean {
  if (lieOf(ctx) !== 'equivocate') return false;
  const { view, requests, waiting, assigned } = ctx.state;
  const [one, other] = waiting;
  if (one === undefined || other === undefined) return true;
  const seq = assigned + 1;
  ctx.set({ assigned: seq, waiting: waiting.slice(2) });
  const backups = ctx.nodes('replica').filter((replica) => replica !== ctx.self);
  backups.forEach((to, i) => {
    const digest = i % 2 === 0 ? one : other;
    ctx.send(to, 'PrePrepare', { digest, seq, view, request: requests[digest]! });
  });
  return true;
}

/** `equivocate`: whatever a replica prepares, this one prepares and commits too, and tells that replica alone. True when it did so instead of counting. */
export function echoed(ctx: ReplicaContext, { from: to, type, body }: Message): boolean {
  if (lieOf(ctx) !== 'equivocate') return false;
  const { view, seq, digest } = body;
  if (type === 'PrePrepare' || type === 'Commit') return true;
  if (type !== 'Prepare') return false;
  if (primaryOf(Number(view), ctx.nodes('replica')) !== ctx.self) ctx.send(to, 'Prepare', { digest: digest!, seq: seq!, view: view! });
  ctx.send(to, 'Commit', { digest: digest!, seq: seq!, view: view! });
  return true;
}
