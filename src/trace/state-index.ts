/**
 * Every node's state at any step, in time that depends on the number of fields and not on the length of the trace.
 *
 * For each node and field the events that set it are listed; the state at a step is the last of each list up to
 * there. So nothing is replayed and no state is kept: of a recorded trace only the few events that set the fields
 * in force are parsed again.
 */
import { KIND } from '../kernel/event';
import type { EventDetails, Plain, PlainObject } from '../kernel/event';
import { createIntList } from './int-list';
import type { IntList } from './int-list';
import type { Trace } from './trace';

export type NodeStatus = 'up' | 'paused' | 'crashed';

/** One node's state at a step; the shape that the view shows. */
export interface StateAt {
  readonly id: string;
  /** The role it took last, or that of the header; '' when neither is known. */
  readonly role: string;
  readonly status: NodeStatus;
  readonly state: PlainObject;
  /** Fields that the event at this very step set. */
  readonly changed: readonly string[];
}

export interface StateIndex {
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in what the trace has gained, at most `maxEvents` of it; true when all is in. */
  update(maxEvents?: number): boolean;
  /** The states of all nodes when event `step` has happened; -1 is before the first. */
  at(step: number): StateAt[];
  /** The state of one node. */
  nodeAt(node: number, step: number): StateAt;
  /** The events that set a field of a node, in order; undefined when none did. */
  settingsOf(node: number, field: string): IntList | undefined;
}

interface NodeHistory {
  readonly fields: Map<string, IntList>;
  readonly roles: IntList;
  /** Crashes, restarts, pauses and resumes, and the status after each. */
  readonly turns: IntList;
  readonly statuses: NodeStatus[];
}

export function createStateIndex(trace: Trace): StateIndex {
  const histories: (NodeHistory | undefined)[] = [];
  let length = 0;

  return {
    get length() { return length; },
    update,
    at: (step) => trace.header.nodes.map((_, node) => nodeAt(node, step)),
    nodeAt,
    settingsOf: (node, field) => histories[node]?.fields.get(field),
  };

  function update(maxEvents = Infinity): boolean {
    const stop = Math.min(trace.length, length + maxEvents);
    for (; length < stop; length++) {
      const kind = trace.kind[length]!;
      if (kind === KIND.state) takeState(length);
      else if (kind === KIND.crash || kind === KIND.restart || kind === KIND.pause || kind === KIND.resume) takeTurn(length, kind);
    }
    return length === trace.length;
  }

  function historyOf(node: number): NodeHistory {
    return (histories[node] ??= { fields: new Map(), roles: createIntList(), turns: createIntList(), statuses: [] });
  }

  function takeState(i: number): void {
    const { set, role } = trace.detail(i) as EventDetails['state'];
    const history = historyOf(trace.node[i]!);
    for (const field of Object.keys(set)) {
      let settings = history.fields.get(field);
      if (settings === undefined) history.fields.set(field, (settings = createIntList()));
      settings.push(i);
    }
    if (role !== undefined) history.roles.push(i);
  }

  function takeTurn(i: number, kind: number): void {
    const history = historyOf(trace.node[i]!);
    const before = history.statuses[history.statuses.length - 1] ?? 'up';
    history.turns.push(i);
    history.statuses.push(after(before, kind));
  }

  function nodeAt(node: number, step: number): StateAt {
    const { id, role: firstRole } = trace.header.nodes[node]!;
    const history = histories[node];
    if (history === undefined) return { id, role: firstRole ?? '', status: 'up', state: {}, changed: [] };

    const details = new Map<number, PlainObject>();
    const setAt = (i: number): PlainObject => {
      let set = details.get(i);
      if (set === undefined) details.set(i, (set = (trace.detail(i) as EventDetails['state']).set));
      return set;
    };
    const state: { [field: string]: Plain } = {};
    const changed: string[] = [];
    for (const [field, settings] of history.fields) {
      const count = settings.countUpTo(step);
      if (count === 0) continue;
      const i = settings.at(count - 1);
      assign(state, field, setAt(i)[field] ?? null);
      if (i === step) changed.push(field);
    }
    const roles = history.roles.countUpTo(step);
    const turns = history.turns.countUpTo(step);
    const role = roles === 0 ? undefined : (trace.detail(history.roles.at(roles - 1)) as EventDetails['state']).role;
    return {
      id,
      role: role ?? firstRole ?? '',
      status: turns === 0 ? 'up' : history.statuses[turns - 1]!,
      state,
      changed,
    };
  }
}

function after(before: NodeStatus, kind: number): NodeStatus {
  if (kind === KIND.crash) return 'crashed';
  if (kind === KIND.restart) return 'up';
  // A node that is down is neither paused nor does it go on.
  if (before === 'crashed') return 'crashed';
  return kind === KIND.pause ? 'paused' : 'up';
}

/** Sets a field by any name, `__proto__` too, which plain assignment would not. */
function assign(state: { [field: string]: Plain }, field: string, value: Plain): void {
  Object.defineProperty(state, field, { value, enumerable: true, configurable: true, writable: true });
}
