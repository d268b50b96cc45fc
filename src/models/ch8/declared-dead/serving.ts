/** The primary: answers clients, passes on what it stores, and says that it is alive. */
import { isNewer, majorityOf, tellMembers } from './state';
import type { MemberContext, MemberState, Stored, Waiting } from './state';

type Request = { readonly f: 'read' | 'write'; readonly value?: string; readonly request: number };

/** A client asks. */
export function onRequest(ctx: MemberContext, client: string, { f, value, request }: Request): void {
  const { handled, primary, epoch, stored, status } = ctx.state;
  // A copy that comes late would write again what has been overwritten since.
  if (request <= (handled[client] ?? 0)) return ctx.ignore('already seen');
  const taken = { ...handled, [client]: request };
  const { trust } = ctx.params;
  if (!primary || (f === 'read' && trust === 'itself')) ctx.set({ handled: taken });
  if (!primary) return ctx.send(client, 'NotPrimary', { epoch, known: status === 'normal', request });
  if (f === 'read' && trust === 'itself') return answer(ctx, { client, request, version: stored.version, value: stored.value });
  // A read that is to be sure is written down like a write that changes nothing.
  const next: Stored = { value: f === 'write' ? value! : stored.value, epoch, version: stored.version + 1 };
  const asked: Waiting = { client, request, version: next.version, value: next.value };
  ctx.set({ handled: taken, stored: next, ...(trust === 'majority' ? { waiting: [...ctx.state.waiting, asked] } : {}) });
  tellMembers(ctx, 'Store', next);
  if (trust === 'itself') answer(ctx, asked);
  else if (majorityOf(ctx) === 1) settle(ctx, next.version, {});
}

/** The primary of this epoch has a new value. */
export function onStore(ctx: MemberContext, primary: string, value: Stored): void {
  if (isNewer(value, ctx.state.stored)) ctx.set({ stored: value });
  // Who answers at once has no use for this.
  if (ctx.params.trust === 'majority') ctx.send(primary, 'Stored', { epoch: value.epoch, version: value.version });
}

/** A member has this version, and all before it are out of date. */
export function onStored(ctx: MemberContext, member: string, version: number): void {
  const { acked, waiting } = ctx.state;
  if (waiting.every((each) => each.version > version)) return ctx.ignore('answered already');
  if (version <= (acked[member] ?? 0)) return ctx.ignore('already counted');
  settle(ctx, version, { ...acked, [member]: version });
}

/** Counts who has a version; once a majority has, its request and those before it are answered. */
function settle(ctx: MemberContext, version: number, acked: MemberState['acked']): void {
  const { waiting } = ctx.state;
  const have = 1 + Object.values(acked).filter((stored) => stored >= version).length;
  const need = majorityOf(ctx);
  ctx.quorum({ version }, have, need, ctx.nodes('member').length);
  if (have < need) return ctx.set({ acked });
  ctx.set({ acked, waiting: waiting.filter((each) => each.version > version) });
  for (const each of waiting) if (each.version <= version) answer(ctx, each);
}

function answer(ctx: MemberContext, { client, request, value }: Waiting): void {
  ctx.send(client, 'Reply', { value, epoch: ctx.state.epoch, request });
}

/** Time for a heartbeat. With `majority` the last one must have been answered, else nobody may be listening any more. */
export function beat(ctx: MemberContext): void {
  const { epoch, alive } = ctx.state;
  if (ctx.params.trust === 'majority') {
    const members = ctx.nodes('member').length;
    ctx.quorum({ heartbeat: epoch }, 1 + alive.length, majorityOf(ctx), members);
    if (1 + alive.length < majorityOf(ctx)) return stepDown(ctx, 'no majority answers: for all this node knows, it has been declared dead');
    ctx.set({ alive: [] });
  }
  tellMembers(ctx, 'Heartbeat', { epoch });
  ctx.setTimer('heartbeat', ctx.params.heartbeat);
}

export function onAlive(ctx: MemberContext, member: string): void {
  if (!ctx.state.alive.includes(member)) ctx.set({ alive: [...ctx.state.alive, member] });
}

/** It may have been declared dead, or has: it answers nobody any more, however alive it feels. */
export function stepDown(ctx: MemberContext, why: string, change: Partial<MemberState> = {}): void {
  ctx.cancelTimer('heartbeat');
  // What waits here has perhaps been stored elsewhere: its clients will not know.
  ctx.set({ primary: false, waiting: [], acked: {}, alive: [], ...change });
  ctx.become('stepped down');
  ctx.note(why);
  ctx.setTimer('silence', ctx.params.timeout);
}
