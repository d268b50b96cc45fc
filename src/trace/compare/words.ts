/** A comparison in words: one row as a line, and the first difference with its cause. */
import { KIND } from '../../kernel/event';
import { describe } from '../describe';
import { durationText, oneLine, plainText, timeText } from '../text';
import { nodeOf } from '../trace';
import type { Trace } from '../trace';
import { causeRow, changeOf } from './compare';
import type { RunComparison } from './compare';
import { fieldDifferences } from './content';
import type { FieldDifference } from './content';
import { causeOf } from './pairing';

/** What the two runs are called in sentences. */
export interface Names {
  readonly left: string;
  readonly right: string;
}

const MOST_CHARS = 120;
const MOST_FIELDS = 8;
/** Of what a cause led to so many are looked at for what took the place of an event. */
const MOST_SIBLINGS = 1000;

/** `alice receives Reply from shop`: what happened, without its time. */
export function eventWords(trace: Trace, i: number): string {
  return `${nodeOf(trace, i)} ${describe(trace, i, MOST_CHARS)}`;
}

/** The fields that differ and the times if they do: `body.amount: 10 → 20; 12.000 ms → 15.000 ms`. Empty for a row of one run. */
export function changeWords(comparison: RunComparison, row: number): string {
  const { left, right, ofLeft, ofRight } = comparison;
  const [i, j] = [ofLeft[row]!, ofRight[row]!];
  if (i < 0 || j < 0) return '';
  const parts = fieldDifferences(left, i, right, j, MOST_FIELDS + 1).slice(0, MOST_FIELDS).map(fieldWords);
  if (left.t[i] !== right.t[j] && isTimed(comparison)) parts.push(`${timeText(left.t[i]!)} → ${timeText(right.t[j]!)}`);
  return parts.join('; ');
}

/** The first difference in a few sentences, or none when there is no difference. */
export function firstDifferenceWords(comparison: RunComparison, names: Names): readonly string[] {
  const { first } = comparison;
  if (first < 0) return [];
  const { left, right, ofLeft, ofRight } = comparison;
  const [i, j] = [ofLeft[first]!, ofRight[first]!];
  const sentences: string[] = [];
  switch (changeOf(comparison, first)) {
    case 'left':
    case 'right': {
      const [trace, event, here, there] = i >= 0 ? [left, i, names.left, names.right] as const : [right, j, names.right, names.left] as const;
      sentences.push(`Only in ${here}: ${eventWords(trace, event)}${when(trace, event)}.`);
      const instead = insteadOf(comparison, first);
      if (instead >= 0) sentences.push(`In ${there} instead: ${eventWords(i >= 0 ? right : left, instead)}${when(i >= 0 ? right : left, instead)}.`);
      break;
    }
    case 'later':
    case 'earlier': {
      const shift = right.t[j]! - left.t[i]!;
      sentences.push(`${durationText(Math.abs(shift))} ${shift > 0 ? 'later' : 'earlier'} in ${names.right}: ${eventWords(left, i)}${when(left, i)}.`);
      break;
    }
    default:
      sentences.push(`Not the same: ${eventWords(left, i)}${when(left, i)} in ${names.left}; ${eventWords(right, j)}${when(right, j)} in ${names.right}.`);
  }
  const cause = causeRow(comparison, first);
  if (cause >= 0) {
    const at = ofLeft[cause]!;
    sentences.push(`It came of what is the same in both: ${eventWords(left, at)}${when(left, at)}.`);
  } else sentences.push('It has no cause in the run: it comes from how the run was set up.');
  return sentences;
}

/**
 * What took the place of an event that only one run has: what only the other run has of the same cause, the fate of the same
 * message or else an event on the same node. An event of the other run, or -1.
 */
export function insteadOf(comparison: RunComparison, row: number): number {
  const { left, right, ofLeft, ofRight, rowOfLeft, rowOfRight } = comparison;
  const mine = ofLeft[row]! >= 0;
  const [trace, event, other, rows] = mine ? [left, ofLeft[row]!, right, rowOfRight] as const : [right, ofRight[row]!, left, rowOfLeft] as const;
  const cause = causeRow(comparison, row);
  const by = cause < 0 ? -1 : (mine ? ofRight : ofLeft)[cause]!;
  if (by < 0) return -1;
  const single = mine ? ofLeft : ofRight;
  let looked = 0;
  let found = -1;
  for (let e = by + 1; e < other.length && looked < MOST_SIBLINGS; e++) {
    if (causeOf(other, e) !== by) {
      // The end of a message may come long after; what else a handler does stands beside it.
      if (other.kind[by] !== KIND.send) looked++;
      continue;
    }
    looked++;
    if (single[rows[e]!]! >= 0) continue;
    if (other.kind[by] === KIND.send) return e;
    if (found < 0 && nodeOf(other, e) === nodeOf(trace, event)) found = e;
  }
  return found;
}

export function isTimed({ left, right }: RunComparison): boolean {
  return left.header.timed !== false && right.header.timed !== false;
}

function when(trace: Trace, i: number): string {
  return trace.header.timed === false ? '' : ` (${timeText(trace.t[i]!)})`;
}

function fieldWords({ path, left, right }: FieldDifference): string {
  const text = (value: FieldDifference['left']): string => (value === undefined ? 'absent' : plainText(value, 60));
  return oneLine(`${path}: ${text(left)} → ${text(right)}`);
}
