/**
 * View changes (§4.4): when the primary does not get a request executed, the backups go on to the next view with
 * the next replica as its primary. What may have been committed anywhere was prepared by 2f + 1 replicas; any 2f + 1
 * view-change messages include a correct one of those, and its certificate goes into the new view.
 */
import type { Message } from '../../../kernel/process';
import { samePlain } from '../../../kernel/plain';
import { lieOf, sayToOthers } from './liar';
import { accept, isPrimary, patienceUs, proposeWaiting, startWaiting, update } from './normal-case';
import { isValidCertificate, primaryOf, proposalsFrom, quorumOf } from './protocol';
import type { Certificate, Proposal } from './protocol';
import { slotOf } from './state';
import type { ReplicaContext, ReplicaState } from './state';

type Asked = ReplicaState['viewChanges'][string];

/** Leaves the present view: takes no part in it any more, and tells all what it has prepared. */
export function startViewChange(ctx: ReplicaContext, view: number): void {
  const { viewChanges, attempts } = ctx.state;
  // P of §4.4.
  const prepared = Object.values(ctx.state.prepared);
  ctx.cancelTimer('request');
  ctx.cancelTimer('new view');
  if (lieOf(ctx) === undefined) ctx.become('changing view');
  ctx.set({ view, changing: true, attempts: attempts + 1, viewChanges: { ...viewChanges, [view]: { ...viewChanges[view], [ctx.self]: prepared } } });
  if (!ctx.state.lying) ctx.vote(roundOf(view), primaryOf(view, ctx.nodes('replica')), true);
  sayToOthers(ctx, 'ViewChange', { view, prepared });
  count(ctx);
}

export function onViewChange(ctx: ReplicaContext, { from, body }: Message): void {
  const view = Number(body['view']);
  const prepared = body['prepared'] as readonly Certificate[];
  const { viewChanges, changing } = ctx.state;
  if (view < ctx.state.view || (view === ctx.state.view && !changing)) return ctx.ignore('old view');
  if (!prepared.every((one) => isValidCertificate(one, view, ctx.params, ctx.nodes('replica')))) return ctx.ignore('not valid');
  if (viewChanges[view]?.[from] !== undefined) return ctx.ignore('already counted');
  ctx.set({ viewChanges: { ...viewChanges, [view]: { ...viewChanges[view], [from]: prepared } } });
  if (view === ctx.state.view) return count(ctx);
  // f + 1 replicas ask for later views, so a correct one does: no need to wait for the own timer (§4.5.2).
  const later = Object.entries(ctx.state.viewChanges).filter(([each]) => Number(each) > ctx.state.view);
  if (new Set(later.flatMap(([, asked]) => Object.keys(asked))).size > ctx.params.f) startViewChange(ctx, Math.min(...later.map(([each]) => Number(each))));
}

/** With 2f + 1 view-changes the new primary begins; the others give it some time. */
function count(ctx: ReplicaContext): void {
  const { view, viewChanges } = ctx.state;
  const asked = viewChanges[view] ?? {};
  const need = quorumOf(ctx.params);
  const have = Object.keys(asked).length;
  if (!ctx.state.lying) ctx.quorum(roundOf(view), have, need, ctx.nodes('replica').length);
  if (have < need) return;
  if (isPrimary(ctx)) return beginView(ctx, asked);
  ctx.cancelTimer('new view');
  ctx.setTimer('new view', patienceUs(ctx));
}

/** NEW-VIEW: the view-changes as proof, and what follows from them. */
function beginView(ctx: ReplicaContext, asked: Asked): void {
  const { view } = ctx.state;
  const proposals = proposalsFrom(Object.values(asked).flat());
  sayToOthers(ctx, 'NewView', { view, viewChanges: asked, proposals });
  enter(ctx, view, proposals);
  for (const { seq, digest, request } of proposals) {
    const requests = request === null ? ctx.state.requests : { ...ctx.state.requests, [digest]: request };
    ctx.set({ requests });
    update(ctx, view, seq, { ...slotOf(ctx.state, view, seq), digest });
  }
  proposeWaiting(ctx);
}

/** A backup checks the proof and the conclusion, and only then moves on. */
export function onNewView(ctx: ReplicaContext, { from: sender, body }: Message): void {
  const view = Number(body['view']);
  const asked = body['viewChanges'] as Asked;
  const proposals = body['proposals'] as readonly Proposal[];
  const replicas = ctx.nodes('replica');
  if (view < ctx.state.view || (view === ctx.state.view && !ctx.state.changing)) return ctx.ignore('old view');
  const proven = Object.keys(asked).filter((name) => replicas.includes(name)).length >= quorumOf(ctx.params);
  const valid = Object.values(asked).flat().every((one) => isValidCertificate(one, view, ctx.params, replicas));
  const follows = samePlain(proposals, proposalsFrom(Object.values(asked).flat()));
  if (sender !== primaryOf(view, replicas) || !proven || !valid || !follows) return ctx.ignore('does not follow from the view changes');
  enter(ctx, view, proposals);
  for (const proposal of [...proposals, ...(ctx.state.early[view] ?? [])]) {
    if (slotOf(ctx.state, view, proposal.seq).digest === null) accept(ctx, proposal);
  }
  startWaiting(ctx);
}

function enter(ctx: ReplicaContext, view: number, proposals: readonly Proposal[]): void {
  ctx.cancelTimer('request');
  ctx.cancelTimer('new view');
  const { slots, viewChanges, early } = ctx.state;
  ctx.set({ view, changing: false, assigned: proposals.length, slots: from(view, slots), viewChanges: from(view + 1, viewChanges), early: from(view, early) });
  if (lieOf(ctx) === undefined) ctx.become(isPrimary(ctx) ? 'primary' : 'backup');
}

/** What belongs to this view and later ones; the keys begin with the view. */
function from<T>(view: number, record: { readonly [key: string]: T }): { readonly [key: string]: T } {
  return Object.fromEntries(Object.entries(record).filter(([key]) => Number.parseInt(key, 10) >= view));
}

function roundOf(view: number): string {
  return `view ${view}`;
}
