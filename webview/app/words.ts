/** Events of the store as the words module of the panels wants them, and sentences made of them. */
import { ORIGINS } from '../../src/trace/compare/merged';
import type { Origin } from '../../src/trace/compare/merged';
import { EVENT_KINDS, KIND } from '../../src/trace/trace';
import { eventSentence } from '../panels/event-words';
import type { EventRef } from '../panels/event-words';
import { eventNumber, grouped, momentWords } from '../panels/time-words';
import type { Run } from '../store/store';
import { fateOf } from './fate';

/** What the columns know of event `i`. */
export function eventRef(run: Run, i: number): EventRef {
  const { columns } = run;
  const kind = columns.kind[i]!;
  const partner = columns.partner[i]!;
  if (run.seenBy?.knows(i) === false) return { index: i, t: columns.t[i]!, node: '', kind: 'note', label: '', unknownTo: run.seenBy.name };
  const message = kind === KIND.send || kind === KIND.deliver || kind === KIND.lose;
  const fate = fateOf(run, i);
  const other = message && partner >= 0 ? columns.nodes[columns.node[partner]!]?.id : undefined;
  return {
    index: i,
    t: columns.t[i]!,
    node: columns.nodes[columns.node[i]!]?.id ?? '',
    kind: EVENT_KINDS[kind]!,
    label: columns.labels[columns.label[i]!] ?? '',
    ...(other === undefined ? {} : { other }),
    ...(fate === undefined ? {} : { fate }),
    ...(message && run.standing.queueAt(i) > 0 ? { behind: run.standing.queueAt(i) } : {}),
    ...placingOf(run, i),
    ...originOf(run, i),
  };
}

/** The marks on operations' bars, in words. */
function placingOf({ columns, placings }: Run, i: number): { readonly placing?: string } {
  if (placings === undefined || columns.kind[i] !== KIND.invoke) return {};
  if (placings.unplaced === i) return { placing: 'has no place in any order that explains the results' };
  const place = placings.placeOf(i);
  return place === undefined ? {} : { placing: `took effect as number ${place.number}, after event #${place.after}` };
}

/** Of a comparison, or of a run after an edit: which run has the event, in words, where it is not the same in both. */
function originOf({ columns, ghost, info: { comparison } }: Run, i: number): { readonly origin?: string } {
  if (comparison === undefined) return ghost === undefined ? {} : sinceBefore(ORIGINS[ghost.codeOf(i)]!);
  switch (ORIGINS[columns.origins.of(i)]!) {
    case 'left': return { origin: `− only in ${comparison.left}` };
    case 'right': return { origin: `+ only in ${comparison.right}` };
    case 'changed': return { origin: `~ not the same in ${comparison.right}` };
    case 'moved': return { origin: `≈ at another time in ${comparison.right}` };
    default: return {};
  }
}

/** The same of the run before the last edit. */
function sinceBefore(origin: Origin): { readonly origin?: string } {
  switch (origin) {
    case 'right': return { origin: '+ new since the change' };
    case 'changed': return { origin: '~ not the same as before the change' };
    case 'moved': return { origin: '≈ at another time than before the change' };
    default: return {};
  }
}

export function isTimed(run: Run): boolean {
  return run.info.header.timed !== false;
}

/** `Event #12 of 40 events, 30 ms: shop receives Charge from alice` */
export function stepSentence(run: Run, step: number): string {
  const { columns } = run;
  const moment = isTimed(run) ? `, ${momentWords(columns.t[step]!, true)}` : '';
  return `Event ${eventNumber(step)} of ${grouped(columns.length)} events${moment}: ${eventSentence(eventRef(run, step), run.details.get(step))}`;
}
