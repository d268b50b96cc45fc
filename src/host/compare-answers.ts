/** Answers to what a view of two compared runs asks. Nothing here knows VS Code. */
import type { EventComparison, NodeState, PerspectiveTable } from '../protocol/messages';
import { isNoticed } from '../trace/causality';
import { changeOf, isShifted } from '../trace/compare/compare';
import type { RunComparison } from '../trace/compare/compare';
import { fieldDifferences } from '../trace/compare/content';
import { eventWords, insteadOf } from '../trace/compare/words';
import { alignedPerspectives } from '../trace/perspective';
import { createStateIndex } from '../trace/state-index';
import type { StateIndex } from '../trace/state-index';
import type { Trace } from '../trace/trace';
import { inSlices } from './slices';

const EVENTS_AT_ONCE = 5_000;
const MOST_STATES = 100;
const MAX_ROWS = 2_000;
const NEVER = { isCancellationRequested: false };

/** Where each node of one run stands at a row: after its last event up to there. */
interface SideStates {
  readonly states: StateIndex;
  /** Events that processes notice, lane by lane, and where each lane begins. */
  readonly lanes: Int32Array;
  readonly starts: Int32Array;
}

const known = new WeakMap<RunComparison, Promise<readonly [SideStates, SideStates]>>();

/** The states of both runs at a row: each node after the last of its events up to there, in its own run. */
export async function comparedStates(comparison: RunComparison, row: number): Promise<readonly NodeState[]> {
  let sides = known.get(comparison);
  if (sides === undefined) known.set(comparison, (sides = Promise.all([sideOf(comparison.left), sideOf(comparison.right)])));
  const [ours, theirs] = await sides;
  const { left, nodes, rightNodes, rowOfLeft, rowOfRight, ofLeft, ofRight } = comparison;
  return nodes.slice(0, MOST_STATES).map((id, node) => {
    const other = rightNodes.indexOf(node);
    const right = other < 0 ? undefined : stateAt(theirs, other, rowOfRight, row, ofRight[row]!);
    if (node >= left.header.nodes.length) return { id, role: '', status: 'up', state: {}, changed: [], only: 'right', other: right! };
    const state = stateAt(ours, node, rowOfLeft, row, ofLeft[row]!);
    return right === undefined ? { ...state, only: 'left' } : { ...state, other: right };
  });
}

async function sideOf(trace: Trace): Promise<SideStates> {
  const states = createStateIndex(trace);
  await inSlices(() => states.update(EVENTS_AT_ONCE), NEVER);
  const starts = new Int32Array(trace.header.nodes.length + 1);
  for (let i = 0; i < trace.length; i++) if (isNoticed(trace.kind[i]!)) starts[trace.node[i]! + 1]!++;
  for (let node = 1; node < starts.length; node++) starts[node]! += starts[node - 1]!;
  const ends = starts.slice();
  const lanes = new Int32Array(starts[starts.length - 1]!);
  for (let i = 0; i < trace.length; i++) if (isNoticed(trace.kind[i]!)) lanes[ends[trace.node[i]!]!++] = i;
  return { states, lanes, starts };
}

/** `event` is that of the row itself: what it set is marked, and nothing else. */
function stateAt({ states, lanes, starts }: SideStates, node: number, rowOf: Int32Array, row: number, event: number): NodeState {
  let low = starts[node]!;
  let high = starts[node + 1]!;
  // On a lane rows stand in the order of the run.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rowOf[lanes[middle]!]! <= row) low = middle + 1;
    else high = middle;
  }
  const last = low > starts[node]! ? lanes[low - 1]! : -1;
  const state = states.nodeAt(node, last);
  return last === event ? state : { ...state, changed: [] };
}

/** How the event of a row is in either run. */
export function eventComparison(comparison: RunComparison, row: number): EventComparison {
  const { left, right, ofLeft, ofRight } = comparison;
  if (!(row >= 0 && row < comparison.length)) throw new RangeError(`no row ${row}`);
  const [i, j] = [ofLeft[row]!, ofRight[row]!];
  const instead = i >= 0 && j >= 0 ? -1 : insteadOf(comparison, row);
  return {
    change: changeOf(comparison, row),
    shifted: isShifted(comparison, row),
    ...(i >= 0 ? { left: { event: i, t: left.t[i]! } } : {}),
    ...(j >= 0 ? { right: { event: j, t: right.t[j]! } } : {}),
    fields: i >= 0 && j >= 0 ? fieldDifferences(left, i, right, j) : [],
    ...(instead >= 0 ? { instead: eventWords(i >= 0 ? right : left, instead) } : {}),
  };
}

/** What one node saw of either run. */
export function comparedPerspective({ left, right, rowOfLeft, rowOfRight }: RunComparison, names: { readonly left: string; readonly right: string }, node: string): PerspectiveTable {
  const runs = [{ title: names.left, trace: left, node }, { title: names.right, trace: right, node }] as const;
  const { columns, firstDifference } = alignedPerspectives(runs[0], runs[1], { maxRows: MAX_ROWS });
  const rowsOf = [rowOfLeft, rowOfRight];
  return { node, columns: columns.map(({ title, rows, events }, side) => ({ title, rows, events: events.map((event) => rowsOf[side]![event] ?? -1) })), firstDifference };
}
