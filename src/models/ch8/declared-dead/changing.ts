/**
 * From one epoch to the next: the view change of Viewstamped Replication (Liskov and Cowling, "Viewstamped Replication
 * Revisited", MIT-CSAIL-TR-2012-021, 2012, §4.2), with its views called epochs and its messages by what they say:
 * StartViewChange is `Suspect`, DoViewChange is `Vote`, StartView is `Declared`.
 *
 * Two rounds, both of a majority. In the first, members say whom they hear no more; one of them alone moves nothing. In the
 * second, those who know of a majority leave the epoch for good, and take what they have stored to the next primary. So
 * what a majority stored in the old epoch is known in the new one, and nothing is stored by a majority in the old any more.
 */
import { isNewer, majorityOf, primaryOf } from './state';
import type { MemberContext, MemberState, Stored } from './state';
import { beat, stepDown } from './serving';

/** Nothing heard of the primary for too long. */
export function suspect(ctx: MemberContext): void {
  const { epoch } = ctx.state;
  const members = ctx.nodes('member');
  for (const each of members) if (each !== ctx.self && each !== primaryOf(epoch, members)) ctx.send(each, 'Suspect', { epoch });
  ctx.setTimer('silence', ctx.params.timeout);
  count(ctx, ctx.self);
}

/** Counts those who hear nothing of the primary of this epoch. */
export function count(ctx: MemberContext, member: string): void {
  const { suspects, epoch } = ctx.state;
  if (suspects.includes(member)) return;
  const now = [...suspects, member];
  const members = ctx.nodes('member');
  // Who still hears the primary does not join in.
  const leaves = now.length >= majorityOf(ctx) && now.includes(ctx.self);
  if (!leaves) ctx.set({ suspects: now });
  if (now.length > 1 || majorityOf(ctx) === 1) ctx.quorum({ dead: primaryOf(epoch, members) }, now.length, majorityOf(ctx), members.length);
  if (leaves) enter(ctx, epoch + 1);
}

/** Leaves its epoch for good, and votes for the next. */
export function enter(ctx: MemberContext, epoch: number): void {
  const next = primaryOf(epoch, ctx.nodes('member'));
  const votes: MemberState['votes'] = next === ctx.self ? { [next]: ctx.state.stored } : {};
  const change = { epoch, status: 'changing', suspects: [], votes } as const;
  if (ctx.state.primary) stepDown(ctx, `members have left for epoch ${epoch}: this node has been declared dead`, change);
  else ctx.set(change);
  ctx.vote({ epoch }, next, true);
  if (next === ctx.self) tally(ctx, votes);
  else ctx.send(next, 'Vote', { epoch, stored: ctx.state.stored });
}

/** At the next primary: somebody has left the old epoch. */
export function onVote(ctx: MemberContext, from: string, stored: Stored): void {
  const { status, votes } = ctx.state;
  if (status === 'normal') return ctx.ignore('decided already');
  if (from in votes) return ctx.ignore('already counted');
  tally(ctx, { ...votes, [from]: stored });
}

function tally(ctx: MemberContext, votes: MemberState['votes']): void {
  const { epoch } = ctx.state;
  const members = ctx.nodes('member');
  const have = Object.keys(votes).length;
  if (have > 1 || majorityOf(ctx) === 1) ctx.quorum({ epoch }, have, majorityOf(ctx), members.length);
  if (have < majorityOf(ctx)) return ctx.set({ votes });
  const dead = primaryOf(epoch - 1, members);
  let newest = ctx.state.stored;
  for (const each of Object.values(votes)) if (isNewer(each, newest)) newest = each;
  ctx.cancelTimer('silence');
  ctx.decide({ dead, primary: ctx.self, epoch });
  ctx.set({ status: 'normal', primary: true, declared: { dead, epoch }, stored: newest, votes: {}, suspects: [], alive: members.filter((each) => each !== ctx.self) });
  ctx.become('primary');
  for (const each of [...members, ...ctx.nodes('client')]) if (each !== ctx.self) ctx.send(each, 'Declared', { dead, primary: ctx.self, epoch });
  ctx.setTimer('heartbeat', ctx.params.heartbeat);
}

/** A sign of life of the primary of this epoch, which may be later than any this member knew of. */
export function follow(ctx: MemberContext, epoch: number): void {
  const change = { epoch, status: 'normal', suspects: [], votes: {} } as const;
  if (ctx.state.primary) stepDown(ctx, `epoch ${epoch} has begun without this node: it has been declared dead`, change);
  else ctx.set(change);
}

/** At the start the first member is the primary, and all count from there. */
export function begin(ctx: MemberContext): void {
  const members = ctx.nodes('member');
  if (primaryOf(1, members) !== ctx.self) return void ctx.setTimer('silence', ctx.params.timeout);
  ctx.set({ primary: true, alive: members.filter((each) => each !== ctx.self) });
  ctx.become('primary');
  if (members.length > 1) ctx.setTimer('heartbeat', ctx.params.heartbeat);
  else beat(ctx);
}
