/**
 * Moving through a trace: where each command leads, and where the reader stands after the text was edited and
 * everything ran anew.
 */
import { ORIGIN } from '../../src/trace/compare/merged';
import { eventOfRow, isHidden, nearestVisible, rowCount, rowsBefore } from '../../src/trace/layout/rows';
import type { Rows } from '../../src/trace/layout/rows';
import { KIND } from '../../src/trace/trace';
import type { ViewColumns } from './columns';
import type { IndexList } from './index-list';

export type Move = 'first' | 'back' | 'forward' | 'last' | 'nextFault' | 'previousFault' | 'nextViolation' | 'nextDifference' | 'previousDifference' | 'cause' | 'effect';

/**
 * The step a move leads to, or the same step when there is nothing there. Only visible events are stepped to; but a cause or an
 * effect is named, and is the one that it is. `changes` is where a run differs from the one before the last edit; a comparison has its own.
 */
export function moved(columns: ViewColumns, step: number, move: Move, rows?: Rows, changes?: IndexList): number {
  const count = rowCount(rows, columns.length);
  if (count === 0) return step;
  const differences = changes ?? columns.origins.groups;
  switch (move) {
    case 'first': return eventOfRow(rows, 0);
    case 'back': return eventOfRow(rows, Math.max(0, rowsBefore(rows, step) - 1));
    case 'forward': return forward(count, step, rows);
    case 'last': return eventOfRow(rows, count - 1);
    case 'nextFault': return orElse(visibleIn(columns.faults, columns.faults.before(step + 1), 1, rows), step);
    case 'previousFault': return orElse(visibleIn(columns.faults, columns.faults.before(step) - 1, -1, rows), step);
    case 'nextViolation': return nextViolation(columns, step, rows);
    case 'nextDifference': return orElse(visibleIn(differences, differences.before(step + 1), 1, rows), step);
    case 'previousDifference': return orElse(visibleIn(differences, differences.before(step) - 1, -1, rows), step);
    case 'cause': return orElse(columns.cause[step]!, step);
    case 'effect': return orElse(effectToFollow(columns, step), step);
  }
}

function forward(count: number, step: number, rows: Rows | undefined): number {
  const next = rowsBefore(rows, step + 1);
  // The last one stays; one that is hidden behind it has nothing to go on to.
  return next < count ? eventOfRow(rows, next) : Math.max(0, nearestVisible(rows, step));
}

/** After the last violation the first again: there are few, and a reader wants to see them all. */
function nextViolation(columns: ViewColumns, step: number, rows: Rows | undefined): number {
  const { violations } = columns;
  return orElse(visibleIn(violations, violations.before(step + 1), 1, rows), orElse(visibleIn(violations, 0, 1, rows), step));
}

/** The first visible event of a list from a position on, in a direction; -1 when there is none. */
export function visibleIn(list: IndexList, position: number, direction: 1 | -1, rows: Rows | undefined): number {
  for (let k = position; k >= 0 && k < list.length; k += direction) if (!isHidden(rows, list.at(k))) return list.at(k);
  return -1;
}

/** Of several effects a message's fate leads on; otherwise the first. Of two runs that of the run the event is followed in. */
function effectToFollow(columns: ViewColumns, step: number): number {
  const partner = columns.partner[step]!;
  if (columns.kind[step] === KIND.send && partner >= 0 && isFollowed(columns, step, partner)) return partner;
  const first = columns.firstEffect(step);
  for (let effect = first, looked = 0; effect >= 0 && looked < MOST_LOOKED_AT; effect = columns.nextEffect(effect), looked++) {
    if (isFollowed(columns, step, effect)) return effect;
  }
  return first;
}

const MOST_LOOKED_AT = 10_000;

/** Whether one event is of the run in which another is followed: the left one, unless only the right one has that other. */
export function isFollowed({ origins }: ViewColumns, from: number, event: number): boolean {
  return origins.of(event) !== (origins.of(from) === ORIGIN.right ? ORIGIN.left : ORIGIN.right);
}

function orElse(index: number, other: number): number {
  return index >= 0 ? index : other;
}

/** An event described so that it can be found again in another run: the nth of its kind, node and label, and its time. */
export interface StepSignature {
  readonly kind: number;
  readonly node: string;
  readonly label: string;
  /** From 1. */
  readonly nth: number;
  readonly t: number;
  readonly index: number;
}

/** How far back occurrences are counted; beyond, the time of the event alone finds it again. */
const COUNTED = 50_000;

export function signatureOf(columns: ViewColumns, step: number): StepSignature | undefined {
  if (step < 0 || step >= columns.length) return undefined;
  const kind = columns.kind[step]!;
  const node = columns.node[step]!;
  const label = columns.label[step]!;
  const lane = columns.eventsOf(node);
  const position = lane.before(step);
  let nth = position > COUNTED ? 0 : 1;
  if (nth === 1) for (let k = 0; k < position; k++) if (same(columns, lane.at(k), kind, label)) nth++;
  return { kind, node: columns.nodes[node]?.id ?? '', label: columns.labels[label] ?? '', nth, t: columns.t[step]!, index: step };
}

/**
 * Where the reader stands in another run: at the same event (the nth of its kind there), else at the last event that is
 * not later than it was. -1 while the run may still bring the event.
 */
export function findAgain(columns: ViewColumns, signature: StepSignature, complete: boolean): number {
  const node = columns.nodeIndex(signature.node);
  const label = columns.labels.indexOf(signature.label);
  const lane = columns.eventsOf(node);
  if (node >= 0 && label >= 0 && signature.nth > 0) {
    let left = signature.nth;
    for (let k = 0; k < lane.length && k < COUNTED; k++) {
      if (same(columns, lane.at(k), signature.kind, label) && --left === 0) return lane.at(k);
    }
  }
  if (!complete && (columns.length === 0 || columns.t[columns.length - 1]! <= signature.t)) return -1;
  return Math.max(0, lastNotAfter(columns, signature.t, signature.index));
}

function same(columns: ViewColumns, i: number, kind: number, label: number): boolean {
  return columns.kind[i] === kind && columns.label[i] === label;
}

/** Of several events at that very time the one nearest to the old index, so that a step among simultaneous ones stays put. */
function lastNotAfter(columns: ViewColumns, tUs: number, index: number): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.t[middle]! <= tUs) low = middle + 1;
    else high = middle;
  }
  const last = low - 1;
  if (index < last && columns.t[index] === tUs) return index;
  return last;
}
