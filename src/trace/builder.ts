/**
 * Building a trace event by event from something recorded: nodes turn up as they are named, and both halves of
 * a pair find each other by their numbers, however incomplete the recording is.
 *
 * Partners and labels come out as the kernel writes them, so nothing downstream can tell a recorded trace from
 * a simulated one.
 */
import type { Cut, EventDetail, EventDetails } from '../kernel/event';
import { KIND } from '../kernel/event';
import { GrowingLog } from '../kernel/log';
import type { Trace, TraceHeader, TraceNode } from './trace';

/** The `node` column is two bytes wide. */
export const MAX_TRACE_NODES = 65_535;

export interface TraceBuilder {
  /** Grows with each `add`; its header's nodes grow too. */
  readonly trace: Trace;
  /** Title, model and the like, when they become known after building began; nodes stay. */
  describe(header: Partial<Omit<TraceHeader, 'faultline' | 'nodes' | 'unit'>>): void;
  /** Index of a node by name, adding it when it is new; -1 when there are MAX_TRACE_NODES already. */
  node(id: string, role?: string): number;
  /** Index of a node by name, or -1. */
  nodeIndex(id: string): number;
  /** Index of the latest send with this message number, or -1. */
  sendOf(msg: number): number;
  /**
   * Appends an event and returns its index. `t` must not be less than that of the event before. Its partner is
   * found by message, timer or operation number, by node, or by the cut; a deliver, lose, timer, timer-cancel,
   * restart, resume or heal without a cause (-1) gets its partner as cause.
   */
  add(t: number, node: number, kind: number, cause: number, detail: EventDetail): number;
}

/** `detailOf` looks details up when they are kept elsewhere; then `add` does not keep what it is given. `raw` is the trace's. */
export function createTraceBuilder(
  header: Omit<TraceHeader, 'nodes' | 'faultline' | 'unit'> & { readonly nodes?: readonly TraceNode[] },
  detailOf?: (i: number) => EventDetail,
  raw?: Trace['raw'],
): TraceBuilder {
  const log = new GrowingLog();
  const nodes: TraceNode[] = [];
  const indexOf = new Map<string, number>();
  const pairs = createPairs(log);
  let current: TraceHeader = { ...header, faultline: 1, unit: 'us', nodes };
  for (const { id, role } of header.nodes ?? []) node(id, role);

  const trace: Trace = {
    get header() { return current; },
    get length() { return log.length; },
    get t() { return log.t; },
    get node() { return log.node; },
    get kind() { return log.kind; },
    get cause() { return log.cause; },
    get partner() { return log.partner; },
    get label() { return log.label; },
    get labels() { return log.labels; },
    detail: detailOf ?? ((i) => log.detail(i)),
    raw,
  };

  return {
    trace,
    describe(more) {
      current = { ...current, ...more, nodes };
    },
    node,
    nodeIndex: (id) => indexOf.get(id) ?? -1,
    sendOf: pairs.sendOf,
    add(t, at, kind, cause, detail) {
      const partner = pairs.partnerOf(at, kind, cause, detail);
      const from = cause < 0 && ENDS.has(kind) ? partner : cause;
      const kept = detailOf === undefined ? detail : ELSEWHERE;
      const i = log.append(t, at, kind, from, partner, labelFor(kind, detail), kept);
      pairs.opened(i, at, kind, detail);
      return i;
    },
  };

  function node(id: string, role?: string): number {
    const known = indexOf.get(id);
    if (known !== undefined) return known;
    if (nodes.length >= MAX_TRACE_NODES) return -1;
    indexOf.set(id, nodes.length);
    nodes.push(role === undefined ? { id } : { id, role });
    return nodes.length - 1;
  }
}

/** Stands in the log for a detail that is looked up elsewhere. */
const ELSEWHERE: EventDetail = Object.freeze({});

/** Kinds that end what another event began and so have it as their cause. */
const ENDS: ReadonlySet<number> = new Set([
  KIND.deliver, KIND.lose, KIND.timer, KIND['timer-cancel'], KIND.restart, KIND.resume, KIND.heal,
]);

/** The short name drawn for an event, as the kernel chooses it. */
export function labelFor(kind: number, detail: EventDetail): string {
  switch (kind) {
    case KIND.send:
    case KIND.deliver:
    case KIND.lose:
      return (detail as EventDetails['send']).type;
    case KIND['timer-set']:
    case KIND.timer:
    case KIND['timer-cancel']:
      return (detail as EventDetails['timer']).name;
    case KIND.state: {
      const { role, set } = detail as EventDetails['state'];
      return role ?? shortened(Object.keys(set).join(', '));
    }
    case KIND.clock:
      return (detail as EventDetails['clock']).clock;
    case KIND.disk: {
      const { op, file } = detail as EventDetails['disk'];
      return `${op} ${file}`;
    }
    case KIND.vote:
      return (detail as EventDetails['vote']).for;
    case KIND.invoke:
    case KIND.return:
      return (detail as EventDetails['invoke']).f;
    case KIND.violation:
      return (detail as EventDetails['violation']).invariant;
    default:
      return '';
  }
}

/** A state of a thousand fields needs no label of a thousand names. */
function shortened(label: string): string {
  return label.length > 400 ? label.slice(0, 399) + '…' : label;
}

/** Remembers what is open, so that its end can be linked to it. */
function createPairs(log: GrowingLog) {
  const messages = createIds();
  const timers = createIds((i) => log.node[i]!);
  const operations = createIds((i) => log.node[i]!);
  const crashed = new Map<number, number>();
  const paused = new Map<number, number>();
  const cuts = new Map<string, number[]>();

  return {
    sendOf: (msg: number): number => messages.get(msg),
    partnerOf(node: number, kind: number, cause: number, detail: EventDetail): number {
      switch (kind) {
        case KIND.deliver:
        case KIND.lose:
          return messages.get((detail as EventDetails['deliver']).msg);
        case KIND.timer:
        case KIND['timer-cancel']:
          return timers.get((detail as EventDetails['timer']).timer, node);
        case KIND.return:
          return operations.get((detail as EventDetails['return']).op, node);
        case KIND.restart:
          return crashed.get(node) ?? -1;
        case KIND.resume:
          return paused.get(node) ?? -1;
        case KIND.heal: {
          if (cause >= 0 && log.kind[cause] === KIND.partition) return cause;
          return cuts.get(JSON.stringify(detail))?.pop() ?? -1;
        }
        default:
          return -1;
      }
    },
    opened(i: number, node: number, kind: number, detail: EventDetail): void {
      switch (kind) {
        case KIND.send:
          return messages.set((detail as EventDetails['send']).msg, i);
        case KIND['timer-set']:
          return timers.set((detail as EventDetails['timer-set']).timer, i, node);
        case KIND.invoke:
          return operations.set((detail as EventDetails['invoke']).op, i, node);
        case KIND.crash:
          crashed.set(node, i);
          return;
        case KIND.restart:
          crashed.delete(node);
          return;
        case KIND.pause:
          paused.set(node, i);
          return;
        case KIND.resume:
          paused.delete(node);
          return;
        case KIND.partition: {
          const key = JSON.stringify(detail as Cut);
          const open = cuts.get(key);
          if (open === undefined) cuts.set(key, [i]);
          else open.push(i);
          return;
        }
        default:
          return;
      }
    },
  };
}

/**
 * Number → event index, the latest of each number. Numbers that count up from near 0, as nearly all do, lie in a
 * plain array. With `nodeAt` (the node of an event) every node may count for itself. Negative numbers are
 * placeholders for missing ones and never found.
 */
function createIds(nodeAt?: (i: number) => number) {
  let dense = new Int32Array(1024).fill(-1);
  const sparse = new Map<number | string, number>();
  let count = 0;

  function get(id: number, node?: number): number {
    if (!(id >= 0)) return -1;
    const first = id < dense.length && Number.isInteger(id) ? dense[id]! : (sparse.get(id) ?? -1);
    if (first < 0 || nodeAt === undefined || nodeAt(first) === node) return first;
    return sparse.get(`${node} ${id}`) ?? -1;
  }

  function set(id: number, index: number, node?: number): void {
    if (!(id >= 0)) return;
    count++;
    if (nodeAt !== undefined) {
      const first = id < dense.length && Number.isInteger(id) ? dense[id]! : (sparse.get(id) ?? -1);
      if (first >= 0 && nodeAt(first) !== node) {
        sparse.set(`${node} ${id}`, index);
        return;
      }
    }
    if (id >= dense.length && id < 4 * count + 1024) widen();
    if (id < dense.length && Number.isInteger(id)) dense[id] = index;
    else sparse.set(id, index);
  }

  function widen(): void {
    const larger = new Int32Array(Math.max(2 * dense.length, 8 * count)).fill(-1);
    larger.set(dense);
    for (const [known, at] of sparse) {
      if (typeof known !== 'number' || known >= larger.length || !Number.isInteger(known)) continue;
      larger[known] = at;
      sparse.delete(known);
    }
    dense = larger;
  }

  return { get, set };
}
