/**
 * What an event can be besides its kind, so that `is:overtaken` finds it: from the columns alone where they tell, else from its
 * details. Faults are those that “next fault” stops at.
 */
import { KIND } from '../../kernel/event';
import type { EventDetails } from '../../kernel/event';
import type { Columns } from '../../kernel/log';
import { ORIGIN } from '../compare/merged';
import { createFates } from '../fates';
import type { Fates } from '../fates';
import { labelOf } from '../trace';
import type { Trace } from '../trace';
import type { Trait } from './query';

export interface TraitTest {
  /** The details are looked at. */
  readonly needsDetails: boolean;
  /** Reads on what must be known of the whole trace, so many events at most; true when there is nothing left to read. */
  prepare(events: number): boolean;
  test(i: number): boolean;
}

const FAULTS: ReadonlySet<number> = new Set([KIND.lose, KIND.crash, KIND.pause, KIND.partition, KIND['clock-set']]);
/** The label of a disk event begins with its operation. */
const LOST_WRITE = /^lose\b/;

/** `origins`: of two compared runs, that of each event. */
export function traitTest(trace: Trace, trait: Trait, origins?: Uint8Array): TraitTest {
  switch (trait) {
    case 'fault': return simple((i) => isFault(trace, i));
    case 'violation': return simple((i) => trace.kind[i] === KIND.violation);
    case 'lost': return simple((i) => trace.kind[i] === KIND.lose);
    case 'duplicate': return simple((i) => isFurtherCopy(trace, i));
    case 'ignored': return { ...simple((i) => trace.kind[i] === KIND.deliver && ignoredAt(trace, i)), needsDetails: true };
    case 'overtaken': return withFates(trace, (fates, i) => fates.isOvertaken(i), false);
    case 'left':
    case 'right':
    case 'changed':
    case 'moved': return simple((i) => origins?.[i] === ORIGIN[trait]);
    case 'late': return withFates(trace, (fates, i) => trace.kind[i] === KIND.deliver && isLate(trace, fates, i), true);
  }
}

function isFault(trace: Trace, i: number): boolean {
  const kind = trace.kind[i]!;
  return FAULTS.has(kind) || (kind === KIND.disk && LOST_WRITE.test(labelOf(trace, i))) || isFurtherCopy(trace, i);
}

/** A deliver of a message that had been delivered or lost before; its send points to the first of these. */
function isFurtherCopy({ kind, partner }: Columns, i: number): boolean {
  return kind[i] === KIND.deliver && partner[i]! >= 0 && partner[partner[i]!] !== i;
}

function ignoredAt(trace: Trace, i: number): boolean {
  return (trace.detail(i) as EventDetails['deliver']).ignored !== undefined;
}

function isLate(trace: Trace, fates: Fates, i: number): boolean {
  // Most messages follow no timer that fired, and their details need not be looked at.
  return fates.lateAfter(trace, i, true) >= 0 && fates.lateAfter(trace, i, ignoredAt(trace, i)) >= 0;
}

function simple(test: (i: number) => boolean): TraitTest {
  return { needsDetails: false, prepare: () => true, test };
}

function withFates(trace: Trace, test: (fates: Fates, i: number) => boolean, needsDetails: boolean): TraitTest {
  const fates = createFates();
  return {
    needsDetails,
    prepare(events) {
      const to = Math.min(trace.length, fates.length + events);
      const { t, node, kind, cause, partner, label, labels } = trace;
      fates.update({ length: to, t, node, kind, cause, partner, label, labels });
      return fates.length >= trace.length;
    },
    test: (i) => test(fates, i),
  };
}
