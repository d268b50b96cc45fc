/**
 * Normal-case operation (§4.2): the primary gives a request a number; two rounds of votes make sure that no
 * other request gets it, the first within this view (prepare), the second across views (commit).
 */
import type { Message } from '../../../kernel/process';
import { equivocated, lieOf, say, sayToOthers } from './liar';
import { digestOf, NULL_DIGEST, primaryOf, quorumOf, readRequest } from './protocol';
import type { Proposal, Request } from './protocol';
import { hasVoted, slotOf, voters, withSlot, withVote } from './state';
import type { ReplicaContext, ReplicaState, Slot, Votes } from './state';

/** How far ahead of what is executed a number may lie, so that a faulty primary cannot exhaust them (the marks h and H). */
const WINDOW = 100;

/** A request from a client, or from a backup that passes it on. */
export function onRequest(ctx: ReplicaContext, { from, body }: Message): void {
  const request = readRequest(body);
  if (request === undefined) return ctx.ignore('no request');
  const { client, timestamp } = request;
  const last = ctx.state.replies[client];
  if (last !== undefined && last.timestamp >= timestamp) {
    ctx.ignore('already executed');
    if (last.timestamp === timestamp) say(ctx, client, 'Reply', { view: ctx.state.view, ...last });
    return;
  }
  const idle = ctx.state.waiting.length === 0;
  ctx.set(known(ctx.state, request));
  if (ctx.state.changing) return;
  if (isPrimary(ctx)) return proposeWaiting(ctx);
  if (idle) startWaiting(ctx);
  if (from === client) say(ctx, primaryOf(ctx.state.view, ctx.nodes('replica')), 'Request', request);
}

/** The primary numbers the requests that have no number in this view yet. */
export function proposeWaiting(ctx: ReplicaContext): void {
  if (equivocated(ctx)) return;
  const { view } = ctx.state;
  for (const digest of ctx.state.waiting) {
    const numbered = Object.entries(ctx.state.slots).some(([key, slot]) => key.startsWith(`${view}/`) && slot.digest === digest);
    if (numbered || ctx.state.assigned >= ctx.state.executed + WINDOW) continue;
    const seq = ctx.state.assigned + 1;
    ctx.set({ assigned: seq });
    sayToOthers(ctx, 'PrePrepare', { digest, seq, view, request: ctx.state.requests[digest]! });
    update(ctx, view, seq, { ...slotOf(ctx.state, view, seq), digest });
  }
}

/** A backup accepts a pre-prepare if it is in that view and has accepted no other for that number in it. */
export function onPrePrepare(ctx: ReplicaContext, { from, body }: Message): void {
  const { view: now, changing, waiting, early } = ctx.state;
  const [view, seq] = [Number(body['view']), Number(body['seq'])];
  const request = readRequest(body['request']);
  if (view < now) return ctx.ignore('old view');
  if (from !== primaryOf(view, ctx.nodes('replica'))) return ctx.ignore('not the primary');
  if (!inWindow(ctx.state, view, seq) || request === undefined || body['digest'] !== digestOf(request)) return ctx.ignore('not valid');
  const proposal = { seq, digest: digestOf(request), request };
  if (view > now || changing) {
    // Messages may overtake each other, so this can come before the view does.
    const kept = early[view] ?? [];
    return kept.some((other) => other.seq === seq) ? ctx.ignore('the number is taken') : ctx.set({ early: { ...early, [view]: [...kept, proposal] } });
  }
  if (slotOf(ctx.state, view, seq).digest !== null) return ctx.ignore('the number is taken');
  accept(ctx, proposal);
  if (waiting.length === 0) startWaiting(ctx);
}

/** Accepts the primary's proposal for a number in this view, and says so to all. */
export function accept(ctx: ReplicaContext, { seq, digest, request }: Proposal): void {
  const { view } = ctx.state;
  if (request !== null) ctx.set(known(ctx.state, request));
  vote(ctx, 'prepare', view, seq, digest);
  sayToOthers(ctx, 'Prepare', { digest, seq, view });
  const slot = slotOf(ctx.state, view, seq);
  update(ctx, view, seq, { ...slot, digest, prepares: withVote(slot.prepares, ctx.self, digest) });
}

/** A prepare or a commit of another replica: counted once, kept when it comes too early. */
export function onVote(ctx: ReplicaContext, { from, type, body }: Message): void {
  const [view, seq, digest] = [Number(body['view']), Number(body['seq']), String(body['digest'])];
  if (view < ctx.state.view) return ctx.ignore('old view');
  if (!inWindow(ctx.state, view, seq)) return ctx.ignore('not valid');
  const slot = slotOf(ctx.state, view, seq);
  const { phase, prepares, commits } = slot;
  if (hasVoted(type === 'Prepare' ? prepares : commits, from)) return ctx.ignore('already counted');
  if (phase === 'committed') return ctx.ignore('already committed');
  if (type === 'Commit') return update(ctx, view, seq, { ...slot, commits: withVote(commits, from, digest) });
  if (from === primaryOf(view, ctx.nodes('replica'))) return ctx.ignore('the primary does not prepare');
  if (phase === 'prepared') return ctx.ignore('already prepared');
  update(ctx, view, seq, { ...slot, prepares: withVote(prepares, from, digest) });
}

/** Changes what is known about a number; in the view this replica is in, counts the votes and draws the conclusions. */
export function update(ctx: ReplicaContext, view: number, seq: number, slot: Slot): void {
  const { changing, view: now, lying } = ctx.state;
  const before = slotOf(ctx.state, view, seq);
  if (view !== now || changing || slot.digest === null) return ctx.set({ slots: withSlot(ctx.state, view, seq, slot) });
  const { digest } = slot;
  const need = quorumOf(ctx.params);
  // prepared(m, v, n, i): the pre-prepare, which is the primary's vote, and 2f matching prepares.
  const prepares = 1 + voters(slot.prepares, digest).length;
  const prepared = slot.phase === 'open' && prepares >= need;
  let { phase, commits } = slot;
  if (prepared) {
    phase = 'prepared';
    commits = withVote(commits, ctx.self, digest);
  }
  // committed-local(m, v, n, i): prepared, and 2f + 1 matching commits, its own included.
  const have = voters(commits, digest).length;
  const committed = phase === 'prepared' && have >= need;
  if (committed) phase = 'committed';
  ctx.set({
    slots: withSlot(ctx.state, view, seq, { ...slot, phase, commits }),
    ...(prepared ? { prepared: { ...ctx.state.prepared, [seq]: { view, seq, digest, request: ctx.state.requests[digest] ?? null, prepares: voters(slot.prepares, digest) } } } : {}),
    ...(committed ? { committed: { ...ctx.state.committed, [seq]: digest } } : {}),
  });
  const of = ctx.nodes('replica').length;
  const votesFor = (votes: Votes): number => voters(votes, digest).length;
  if (!lying && (before.digest === null || votesFor(slot.prepares) > votesFor(before.prepares))) ctx.quorum(roundOf('prepare', view, seq), prepares, need, of);
  if (prepared) {
    vote(ctx, 'commit', view, seq, digest);
    sayToOthers(ctx, 'Commit', { digest, seq, view });
  }
  if (!lying && phase !== 'open' && votesFor(commits) > votesFor(before.commits)) ctx.quorum(roundOf('commit', view, seq), have, need, of);
  if (committed) execute(ctx);
}

function vote(ctx: ReplicaContext, phase: 'prepare' | 'commit', view: number, seq: number, digest: string): void {
  if (!ctx.state.lying) ctx.vote(roundOf(phase, view, seq), digest, true);
}

/** Executes what is committed, in the order of the numbers, each client's request once. */
function execute(ctx: ReplicaContext): void {
  for (;;) {
    const { executed, committed, requests, list, replies, waiting, view } = ctx.state;
    const seq = executed + 1;
    const digest = committed[seq];
    if (digest === undefined) return;
    const request = digest === NULL_DIGEST ? undefined : requests[digest];
    if (request === undefined || (replies[request.client]?.timestamp ?? 0) >= request.timestamp) {
      ctx.set({ executed: seq });
      continue;
    }
    const { client, timestamp, value } = request;
    const reply = { timestamp, result: [...list, value] };
    ctx.set({ executed: seq, list: reply.result, replies: { ...replies, [client]: reply }, waiting: waiting.filter((other) => other !== digest), attempts: 0 });
    if (lieOf(ctx) === undefined) ctx.decide({ seq, request: digest });
    say(ctx, client, 'Reply', { view, ...reply });
    ctx.cancelTimer('request');
    startWaiting(ctx);
  }
}

/** A backup has a timer running as long as it knows of requests that are not executed; each time one is, it starts anew (§4.4). */
export function startWaiting(ctx: ReplicaContext): void {
  const { waiting, changing, lying } = ctx.state;
  if (waiting.length === 0 || changing || lying || isPrimary(ctx)) return;
  ctx.cancelTimer('request');
  ctx.setTimer('request', patienceUs(ctx));
}

/** How long to wait for a view to get something done: twice as long after each that did not (§4.5.2). */
export function patienceUs(ctx: ReplicaContext): number {
  return ctx.params.viewChangeTimeout * (1 << Math.min(Math.max(ctx.state.attempts - 1, 0), 20));
}

export function isPrimary(ctx: ReplicaContext): boolean {
  return primaryOf(ctx.state.view, ctx.nodes('replica')) === ctx.self;
}

function known({ requests, waiting, replies }: ReplicaState, request: Request): Pick<ReplicaState, 'requests' | 'waiting'> {
  const digest = digestOf(request);
  const open = !waiting.includes(digest) && (replies[request.client]?.timestamp ?? 0) < request.timestamp;
  return { requests: { ...requests, [digest]: request }, waiting: open ? [...waiting, digest] : waiting };
}

function inWindow({ executed, view: now }: ReplicaState, view: number, seq: number): boolean {
  return seq >= 1 && seq <= executed + WINDOW && view <= now + WINDOW;
}

function roundOf(phase: 'prepare' | 'commit', view: number, seq: number): string {
  return `${phase} ${view}/${seq}`;
}
