/**
 * What has happened so far, as far as the safety properties speak of it: figure 3 is about the whole
 * history (every leader there was, every entry ever committed or applied), not about one moment.
 *
 * It is read from the log alone, and only once: an invariant asks after every step, and a run has
 * thousands of them.
 */
import { KIND } from '../../../kernel/event';
import type { EventDetails } from '../../../kernel/event';
import type { EventLog } from '../../../kernel/log';
import type { Finding, WorldView } from '../../../kernel/model';
import { samePlain } from '../../../kernel/plain';
import { initial, termAt } from './state';
import type { Entry, Role, ServerState } from './state';

/** One server as the log shows it, with the event that wrote its log last and the one that made it leader. */
type Seen = { node: string; term: number; role: Role | 'down'; log: readonly Entry[]; logEvent: number; ledSince: number };
type Led = { readonly node: string; readonly term: number; readonly event: number };
type Applied = { readonly node: string; readonly entry: Entry; readonly term: number; readonly event: number };

/** The first event at which each property of figure 3 did not hold. */
export type Findings = {
  electionSafety?: Finding;
  leaderAppendOnly?: Finding;
  logMatching?: Finding;
  leaderCompleteness?: Finding;
  stateMachineSafety?: Finding;
};
type History = {
  scanned: number;
  readonly servers: ReadonlyMap<number, Seen>;
  /** By term. */
  readonly leaders: Map<number, Led>;
  /** By index: the first time the entry was applied anywhere, which is when it was committed. */
  readonly committed: Map<number, Applied>;
  readonly found: Findings;
};

// Derived from an append-only log, so keeping it changes nothing but the time it takes.
const histories = new WeakMap<EventLog, History>();

/** What was found wrong up to now. */
export function findings(view: WorldView): Findings {
  const { log } = view;
  let history = histories.get(log);
  if (history === undefined) {
    history = { scanned: 0, servers: serversOf(view), leaders: new Map(), committed: new Map(), found: {} };
    histories.set(log, history);
  }
  for (; history.scanned < log.length; history.scanned++) look(history, log, history.scanned);
  return history.found;
}

function serversOf(view: WorldView): Map<number, Seen> {
  const servers = new Map<number, Seen>();
  view.nodes.forEach(({ id, role }, index) => {
    if (role !== 'server') return;
    servers.set(index, { node: id, term: 0, role: 'follower', log: initial.log, logEvent: -1, ledSince: -1 });
  });
  return servers;
}

function look(history: History, log: EventLog, event: number): void {
  const server = history.servers.get(log.node[event]!);
  if (server === undefined) return;
  const kind = log.kind[event];
  if (kind === KIND.state) lookAtState(history, server, (log.detail(event) as EventDetails['state']).set as Partial<ServerState>, event);
  else if (kind === KIND.crash) server.role = 'down';
  else if (kind === KIND.decide) lookAtDecide(history, server, (log.detail(event) as EventDetails['decide']).value as Decision, event);
}

type Decision = Entry & { readonly index: number };

function lookAtState(history: History, server: Seen, set: Partial<ServerState>, event: number): void {
  if (set.currentTerm !== undefined) server.term = set.currentTerm;
  if (set.log !== undefined && set.log !== server.log) {
    if (server.role === 'leader') checkAppendOnly(history, server, set.log, event);
    server.log = set.log;
    server.logEvent = event;
    checkMatching(history, server, event);
  }
  if (set.role === undefined) return;
  if (set.role === 'leader' && server.role !== 'leader') {
    server.ledSince = event;
    checkElected(history, server, event);
  }
  server.role = set.role;
}

/** Leader Append-Only: a leader never overwrites or deletes entries in its log. */
function checkAppendOnly({ found }: History, server: Seen, log: readonly Entry[], event: number): void {
  const lost = server.log.findIndex((entry, i) => log[i] === undefined || !same(log[i], entry));
  if (lost < 0) return;
  found.leaderAppendOnly ??= {
    detail: `${server.node} leads in term ${server.term} and ${log[lost] === undefined ? 'deletes' : 'overwrites'} entry ${lost + 1} of its own log`,
    events: [server.logEvent, event],
  };
}

/** Log Matching: two logs with the same term at an index are identical up to it. */
function checkMatching({ servers, found }: History, server: Seen, event: number): void {
  for (const other of servers.values()) {
    if (other === server || other.log === server.log) continue;
    let index = Math.min(server.log.length, other.log.length);
    while (index > 0 && termAt(server.log, index) !== termAt(other.log, index)) index--;
    for (let i = 0; i < index; i++) {
      if (same(server.log[i]!, other.log[i]!)) continue;
      found.logMatching ??= {
        detail: `${server.node} and ${other.node} have term ${termAt(server.log, index)} at index ${index}, but differ at index ${i + 1}`,
        events: [other.logEvent, event],
      };
      return;
    }
  }
}

/** Election Safety: at most one leader in a term. Leader Completeness, for what was committed before. */
function checkElected(history: History, server: Seen, event: number): void {
  const { leaders, committed, found } = history;
  const { node, term } = server;
  const before = leaders.get(term);
  if (before === undefined) leaders.set(term, { node, term, event });
  else if (before.node !== node) {
    found.electionSafety ??= { detail: `${before.node} and ${node} are both elected in term ${term}`, events: [before.event, event] };
  }
  for (const [index, applied] of committed) {
    if (applied.term < term) checkComplete(history, server, index, applied);
  }
}

/** Leader Completeness: an entry committed in a term is in the logs of the leaders of all later terms. */
function checkComplete({ found }: History, leader: Seen, index: number, applied: Applied): void {
  const own = leader.log[index - 1];
  if (own !== undefined && same(own, applied.entry)) return;
  found.leaderCompleteness ??= {
    detail: `entry ${index} was committed in term ${applied.term}, but ${leader.node}, leader of term ${leader.term}, does not have it`,
    events: [applied.event, leader.ledSince],
  };
}

/** State Machine Safety: no two servers apply different entries at the same index. */
function lookAtDecide(history: History, server: Seen, { index, term, command }: Decision, event: number): void {
  const { committed, found, servers } = history;
  const entry = { term, command };
  const first = committed.get(index);
  if (first !== undefined) {
    if (same(first.entry, entry)) return;
    found.stateMachineSafety ??= {
      detail: `at index ${index}, ${first.node} applied ${text(first.entry)} and ${server.node} applied ${text(entry)}`,
      events: [first.event, event],
    };
    return;
  }
  const applied = { node: server.node, entry, term: server.term, event };
  committed.set(index, applied);
  for (const other of servers.values()) {
    if (other.role === 'leader' && other.term > applied.term) checkComplete(history, other, index, applied);
  }
}

function same(a: Entry, b: Entry): boolean {
  return a === b || samePlain(a, b);
}

function text({ term, command }: Entry): string {
  if (command === null) return `a no-op of term ${term}`;
  return `${command.op} ${command.key}${command.value === null ? '' : ` ${command.value}`} of term ${term}`;
}
