/**
 * The trace as the view holds it: columns that grow chunk by chunk, and the indices that make every question the
 * diagram asks cheap: events of one lane, faults, violations, effects of an event.
 *
 * Everything is taken in once, as it arrives, in time proportional to the chunk, so that a million events cost
 * a fraction of a second spread over the loading and nothing afterwards.
 */
import type { ColumnsChunk } from '../../src/protocol/messages';
import { unpackColumns } from '../../src/protocol/packed-columns';
import { createFates } from '../../src/trace/fates';
import type { Fates } from '../../src/trace/fates';
import { createSpans } from '../../src/trace/layout/spans';
import type { Spans } from '../../src/trace/layout/spans';
import { KIND } from '../../src/trace/trace';
import type { Columns, TraceHeader } from '../../src/trace/trace';
import { createIndexList } from './index-list';
import type { IndexList } from './index-list';
import { createOrigins } from './origins';
import type { Origins } from './origins';

export interface ViewColumns extends Columns {
  readonly nodes: TraceHeader['nodes'];
  readonly spans: Spans;
  /** Messages that were overtaken, or late. */
  readonly fates: Fates;
  /** Events that are faults or show one: what "next fault" stops at. */
  readonly faults: IndexList;
  readonly violations: IndexList;
  /** Room that all of it takes in lists, in bytes. */
  readonly bytes: number;
  /** Of a comparison: which run each event is of. */
  readonly origins: Origins;
  /** Crashes, restarts, pauses and resumes of a node. */
  statusOf(node: number): IndexList;
  /** All events of a node. */
  eventsOf(node: number): IndexList;
  /** The first event that has `i` as its cause, or -1; `nextEffect` gives its siblings. */
  firstEffect(i: number): number;
  nextEffect(i: number): number;
  /** Of timers or operations open at once on one lane, which place this one takes, from 0. */
  slotOf(start: number): number;
  /** How many events of a kind there are. */
  countOf(kind: number): number;
  /** Index of a node by name, or -1. */
  nodeIndex(id: string): number;
  /** Takes in a chunk. Chunks come in order; one that is already here or leaves a gap is refused with false. */
  ingest(chunk: ColumnsChunk): boolean;
}

const FAULTS: ReadonlySet<number> = new Set([KIND.lose, KIND.crash, KIND.pause, KIND.partition, KIND['clock-set']]);
const STATUS: ReadonlySet<number> = new Set([KIND.crash, KIND.restart, KIND.pause, KIND.resume]);
/** The label of a disk event begins with its operation. */
const LOST_WRITE = /^lose\b/;

/** Open timers or operations beyond this number share the outermost place. */
const MOST_PLACES = 16;

/** Empty columns for the nodes of a header; recorded traces may name further nodes in later chunks. */
export function createColumns(headerNodes: TraceHeader['nodes']): ViewColumns {
  let capacity = 1024;
  let length = 0;
  let t = new Float64Array(capacity);
  let node = new Uint16Array(capacity);
  let kind = new Uint8Array(capacity);
  let cause = new Int32Array(capacity);
  let partner = new Int32Array(capacity);
  let label = new Uint16Array(capacity);
  // Effects of an event as a linked list: first and last child of each event, next sibling of each.
  let first = new Int32Array(capacity);
  let last = new Int32Array(capacity);
  let next = new Int32Array(capacity);
  /** Places beside a lane taken by open timers and operations, as bits; and the places other than the first. */
  const timerPlaces: number[] = [];
  const operationPlaces: number[] = [];
  const slots = new Map<number, number>();
  const counts = new Uint32Array(256);
  const labels: string[] = [];
  const nodes: { id: string; role?: string }[] = [];
  const nodeByName = new Map<string, number>();
  const lanes: IndexList[] = [];
  const statuses: IndexList[] = [];
  const faults = createIndexList();
  const violations = createIndexList();
  const spans = createSpans();
  const fates = createFates();
  const origins = createOrigins();
  const nothing = createIndexList();
  addNodes(headerNodes);

  const columns: ViewColumns = {
    get length() { return length; },
    get t() { return t; },
    get node() { return node; },
    get kind() { return kind; },
    get cause() { return cause; },
    get partner() { return partner; },
    get label() { return label; },
    labels,
    nodes,
    spans,
    fates,
    faults,
    violations,
    get bytes() {
      const lists = [t, node, kind, cause, partner, label, first, last, next].map(({ byteLength }) => byteLength);
      const parts = [...lanes, ...statuses, faults, violations, spans, fates, origins].map(({ bytes }) => bytes);
      return [...lists, ...parts].reduce((sum, each) => sum + each, 0);
    },
    origins,
    statusOf: (index) => statuses[index] ?? nothing,
    eventsOf: (index) => lanes[index] ?? nothing,
    firstEffect: (i) => (i < length ? first[i]! : -1),
    nextEffect: (i) => (i < length ? next[i]! : -1),
    slotOf: (start) => slots.get(start) ?? 0,
    countOf: (code) => counts[code] ?? 0,
    nodeIndex: (id) => nodeByName.get(id) ?? -1,
    ingest,
  };
  return columns;

  function ingest(chunk: ColumnsChunk): boolean {
    if (chunk.from !== length) return false;
    const { from, count } = chunk;
    const to = from + count;
    if (to > capacity) grow(to);
    addNodes(chunk.nodes);
    for (const text of chunk.labels) labels.push(text);
    unpackColumns(chunk.packed, from, count, { t, node, kind, cause, partner, label });
    length = to;
    for (let i = from; i < to; i++) index(i, to);
    spans.update(columns);
    fates.update(columns);
    origins.take(chunk);
    return true;
  }

  function index(i: number, to: number): void {
    const code = kind[i]!;
    counts[code]!++;
    const other = partner[i]!;
    // A partner that has not arrived yet links back when it does; until then there is none to draw to.
    if (other >= to) partner[i] = -1;
    else if (other >= 0 && other < i && partner[other] === -1) partner[other] = i;
    const lane = node[i]!;
    lanes[lane]?.push(i);
    if (FAULTS.has(code) || (code === KIND.disk && LOST_WRITE.test(labels[label[i]!] ?? ''))) faults.push(i);
    else if (code === KIND.deliver && other >= 0 && partner[other] !== i) faults.push(i);
    if (code === KIND.violation) violations.push(i);
    if (STATUS.has(code)) statuses[lane]?.push(i);
    if (code === KIND['timer-set']) take(timerPlaces, lane, i);
    else if (code === KIND.invoke) take(operationPlaces, lane, i);
    else if (code === KIND.timer || code === KIND['timer-cancel']) free(timerPlaces, other);
    else if (code === KIND.return) free(operationPlaces, other);
    // A crash ends all timers of the node without a word.
    else if (code === KIND.crash) timerPlaces[lane] = 0;
    first[i] = last[i] = next[i] = -1;
    const by = cause[i]!;
    if (by < 0 || by >= i) return;
    if (first[by] === -1) first[by] = i;
    else next[last[by]!] = i;
    last[by] = i;
  }

  function take(places: number[], lane: number, i: number): void {
    const taken = places[lane] ?? 0;
    let slot = 0;
    while (slot < MOST_PLACES && (taken & (1 << slot)) !== 0) slot++;
    if (slot > 0) slots.set(i, slot);
    if (slot < MOST_PLACES) places[lane] = taken | (1 << slot);
  }

  function free(places: number[], start: number): void {
    if (start < 0) return;
    const lane = node[start]!;
    const slot = slots.get(start) ?? 0;
    if (slot < MOST_PLACES) places[lane] = (places[lane] ?? 0) & ~(1 << slot);
  }

  function addNodes(added: TraceHeader['nodes']): void {
    for (const each of added) {
      if (nodeByName.has(each.id)) continue;
      nodeByName.set(each.id, nodes.length);
      nodes.push(each);
      lanes.push(createIndexList());
      statuses.push(createIndexList());
    }
  }

  function grow(needed: number): void {
    capacity = Math.max(needed, capacity * 2);
    t = copied(t, new Float64Array(capacity));
    node = copied(node, new Uint16Array(capacity));
    kind = copied(kind, new Uint8Array(capacity));
    cause = copied(cause, new Int32Array(capacity));
    partner = copied(partner, new Int32Array(capacity));
    label = copied(label, new Uint16Array(capacity));
    first = copied(first, new Int32Array(capacity));
    last = copied(last, new Int32Array(capacity));
    next = copied(next, new Int32Array(capacity));
  }
}

function copied<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
