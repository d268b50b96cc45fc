/**
 * What the diagram shows of an event beyond the sentence about it, in words for its row in the list of events: what became of a
 * message, what a node is from here on, how the event stands to the current one. Whoever listens to the list learns by it what
 * others see.
 *
 * Of a run that is seen as one node, nothing is told that the node cannot know.
 */
import type { Cones } from '../../src/trace/cones';
import { LOSE_WORDS } from '../../src/trace/describe';
import { leaseEnds } from '../../src/trace/layout/standing';
import { ORIGIN } from '../../src/trace/compare/merged';
import { oneLine } from '../../src/trace/text';
import type { EventDetails } from '../../src/trace/trace';
import { KIND } from '../../src/trace/trace';
import { bandShow } from '../diagram/draw-standing';
import { statusAt } from '../diagram/draw-lanes';
import { eventNumber, timeWords } from '../panels/time-words';
import { followed } from '../store/one-run';
import type { Run } from '../store/store';
import { fateOf } from './fate';
import { isTimed } from './words';

/** Ends of one message that are told; a storm of copies has thousands. */
const MOST_ENDS = 4;

/** `arrives at #9, late; again at #12`; '' when the sentence says it all. `chosen`: what is in force is told too, and not only what changes. */
export function asideWords(run: Run, event: number, chosen: boolean, cones?: Cones): string {
  if (run.seenBy?.knows(event) === false) return '';
  const parts = [coneWords(run, event, cones), messageWords(run, event), pairWords(run, event), lateWords(run, event), ...standingWords(run, event, chosen)];
  return oneLine(parts.filter((part) => part !== '').join('; '));
}

/** Events whose details the words about this one take; they are to be asked for with its own. */
export function endsToFetch({ columns, seenBy }: Run, event: number): readonly number[] {
  if (columns.kind[event] !== KIND.send || columns.partner[event]! < 0) return [];
  return [columns.partner[event]!, ...columns.spans.further(event)].slice(0, MOST_ENDS).filter((end) => seenBy?.knows(end) !== false);
}

function coneWords(run: Run, event: number, cones: Cones | undefined): string {
  if (cones === undefined || event === cones.event) return '';
  const of = eventNumber(cones.event);
  if (cones.past.has(event)) return `before ${of}`;
  if (cones.future.has(event)) return `after ${of}`;
  // Before and after are those of one run.
  const other = followed(run, cones.event) === 'right' ? ORIGIN.left : ORIGIN.right;
  return run.info.comparison !== undefined && run.columns.origins.of(event) === other ? `not in the run of ${of}` : `concurrent with ${of}`;
}

function messageWords(run: Run, event: number): string {
  const { columns, seenBy } = run;
  const kind = columns.kind[event];
  const partner = columns.partner[event]!;
  if (kind === KIND.deliver || kind === KIND.lose) return partner < 0 || seenBy?.knows(partner) === false ? '' : `sent at ${eventNumber(partner)}`;
  if (kind !== KIND.send) return '';
  const ends = endsToFetch(run, event);
  if (ends.length === 0) return seenBy === undefined ? (run.complete && partner < 0 ? 'no end of it in the trace' : '') : 'fate unknown';
  return ends.map((end, k) => endWords(run, end, k > 0)).join(', ');
}

function endWords(run: Run, end: number, further: boolean): string {
  const { columns } = run;
  const side = run.info.comparison === undefined ? '' : columns.origins.of(end) === ORIGIN.left ? '− ' : columns.origins.of(end) === ORIGIN.right ? '+ ' : '';
  const number = eventNumber(end);
  const detail = run.details.get(end);
  if (columns.kind[end] === KIND.lose) {
    const reason = (detail as EventDetails['lose'] | undefined)?.reason;
    return `${side}${further ? 'a copy ' : ''}lost at ${number}${reason === undefined ? '' : `: ${LOSE_WORDS[reason]}`}`;
  }
  const fate = fateOf(run, end);
  const ignored = (detail as EventDetails['deliver'] | undefined)?.ignored;
  const befell = [
    fate?.overtakenBy === undefined ? '' : ', overtaken',
    fate?.lateAfter === undefined ? '' : ', late',
    ignored === undefined ? '' : `, ignored there: ${ignored}`,
  ].join('');
  return `${side}${further ? 'again' : 'arrives'} at ${number}${befell}`;
}

/** How long what begins here lasts: timers, operations, crashes and pauses, cuts. */
function pairWords(run: Run, event: number): string {
  const { columns, seenBy } = run;
  const words = LASTING[columns.kind[event]!];
  if (words === undefined) return '';
  const partner = columns.partner[event]!;
  if (partner <= event) return partner < 0 && run.complete && seenBy === undefined ? words.never : '';
  if (seenBy?.knows(partner) === false) return '';
  const how = columns.kind[partner] === KIND['timer-cancel'] ? 'cancelled' : words.until;
  return `${how} at ${eventNumber(partner)}`;
}

const LASTING: { readonly [kind: number]: { readonly until: string; readonly never: string } } = {
  [KIND['timer-set']]: { until: 'fires', never: 'still running at the end' },
  [KIND.invoke]: { until: 'returns', never: 'never returns' },
  [KIND.crash]: { until: 'restarts', never: 'stays down' },
  [KIND.pause]: { until: 'goes on', never: 'never goes on' },
  [KIND.partition]: { until: 'whole again', never: 'never whole again' },
};

function lateWords({ columns, standing }: Run, event: number): string {
  if (!standing.isLate(event)) return '';
  return columns.kind[event] === KIND.vote ? 'late: the round had its quorum already' : 'the round had its quorum already';
}

/** Role and round, lease, speed and disk: where they change, and all that is in force where the reader stands. */
function standingWords(run: Run, event: number, chosen: boolean): readonly string[] {
  const { columns, standing } = run;
  const lane = columns.node[event]!;
  const [turns, leases, slows, unsynced] = [standing.turns(lane), standing.leases(lane), standing.slows(lane), standing.unsynced(lane)];
  const words: string[] = [];
  const told = (list: { readonly length: number; event(k: number): number; at(event: number): number }): number => {
    const k = list.at(event);
    return k >= 0 && (chosen || list.event(k) === event) ? k : -1;
  };
  const status = statusAt(columns, lane, event);
  // Of its own pauses a node knows nothing.
  if (chosen && status !== 'up' && run.seenBy === undefined) words.push(status === 'paused' ? 'paused' : 'down');
  const turn = told(turns);
  if (turn >= 0) {
    const [name, round] = [turns.name(turn), turns.round(turn)];
    const now = [name, round === '' ? '' : `${bandShow(run, lane)?.round?.word ?? 'round'} ${round}`].filter((part) => part !== '').join(' in ');
    if (now !== '') words.push(`now ${now}`);
  }
  const lease = told(leases);
  if (lease >= 0) {
    const text = leases.text(lease);
    const what = text === '' ? 'lease' : text.startsWith('lease') ? text : `lease, ${text},`;
    const until = leases.untilUs(lease);
    if (until > columns.t[event]!) words.push(`believes in its ${what} until ${isTimed(run) ? timeWords(until) : 'later'}`);
    else if (leases.event(lease) === event) words.push('holds no lease');
    else if (until > -Infinity) words.push(leaseEnds(text).replace(/ends$/, 'has ended').replace(/^lease ends ·/, 'lease has ended ·'));
  }
  if (run.seenBy === undefined) {
    const slow = told(slows);
    if (slow >= 0 && (slows.factor(slow) > 1 || slows.event(slow) === event)) words.push(slows.factor(slow) > 1 ? `${slows.factor(slow)} times as slow` : 'slow no longer');
  }
  const disk = told(unsynced);
  if (disk >= 0 && unsynced.lost(disk) > 0 && unsynced.event(disk) === event) words.push(`${counted(unsynced.lost(disk), 'change')} to the disk lost`);
  else if (disk >= 0 && unsynced.count(disk) > 0) words.push(`${counted(unsynced.count(disk), 'change')} to the disk not synced`);
  return words;
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
