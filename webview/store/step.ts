/**
 * Moving through a trace: where each command leads, and where the reader stands after the text was edited and
 * everything ran anew.
 */
import { KIND } from '../../src/trace/trace';
import type { ViewColumns } from './columns';

export type Move = 'first' | 'back' | 'forward' | 'last' | 'nextFault' | 'previousFault' | 'nextViolation' | 'cause' | 'effect';

/** The step a move leads to, or the same step when there is nothing there. */
export function moved(columns: ViewColumns, step: number, move: Move): number {
  const last = columns.length - 1;
  if (last < 0) return 0;
  switch (move) {
    case 'first': return 0;
    case 'back': return Math.max(0, step - 1);
    case 'forward': return Math.min(last, step + 1);
    case 'last': return last;
    case 'nextFault': return orElse(columns.faults.at(columns.faults.before(step + 1)), step);
    case 'previousFault': return orElse(columns.faults.at(columns.faults.before(step) - 1), step);
    case 'nextViolation': return nextViolation(columns, step);
    case 'cause': return orElse(columns.cause[step]!, step);
    case 'effect': return orElse(effectToFollow(columns, step), step);
  }
}

/** After the last violation the first again: there are few, and a reader wants to see them all. */
function nextViolation(columns: ViewColumns, step: number): number {
  const next = columns.violations.at(columns.violations.before(step + 1));
  return orElse(next, orElse(columns.violations.at(0), step));
}

/** Of several effects a message's fate leads on; otherwise the first. */
function effectToFollow(columns: ViewColumns, step: number): number {
  if (columns.kind[step] === KIND.send && columns.partner[step]! >= 0) return columns.partner[step]!;
  return columns.firstEffect(step);
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
