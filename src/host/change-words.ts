/** What an edit of a scenario changed, in words, and on which line. Nothing here knows VS Code. */
import type { FaultSpec, MessageRule, WorkloadItem } from '../kernel/spec';
import type { Draft } from '../scenario/edit/draft';
import type { TextEdit } from '../scenario/edit/text-edit';
import { lineStarts, positionAt } from '../scenario/lines';
import { expectationText } from '../scenario/expect';
import { formatDuration } from '../scenario/units';
import { placeWords } from '../notes/place-words';
import type { NotePlace } from '../notes/place-words';
import { settingsOf } from './scenario-settings';
import type { ChangeMade } from '../protocol/messages';

/** `lose: the first Reply from shop to alice`, or what is gone, and the line of it: of the text after the edit where it is there still. */
export function changeMade(before: Draft, after: Draft, edit: TextEdit): Required<ChangeMade> {
  const fault = difference(before.scenario.world.faults, after.scenario.world.faults);
  if (fault !== undefined) {
    const { at, gone, come } = fault;
    const words = come === undefined ? `no longer: ${faultWords(gone!)}` : faultWords(come);
    const [page, span] = come === undefined ? [before, before.scenario.faultSpans[at]!] : [after, after.scenario.faultSpans[at]!];
    // What was in the file that is extended has no line here; what stands instead of it has.
    return { words, line: span.start < page.text.length ? lineOf(page.text, span.start) : lineOf(after.text, edit.start + leadingSpace(edit.text)) };
  }
  const operation = difference(before.scenario.world.workload, after.scenario.world.workload);
  const line = lineOf(after.text, Math.min(after.text.length, edit.start + leadingSpace(edit.text)));
  if (operation !== undefined) return { words: operation.come === undefined ? `no longer: ${operationWords(operation.gone!)}` : operationWords(operation.come), line };
  return { words: settingWords(before, after) ?? expectationWords(before, after) ?? noteWords(before, after) ?? 'a change of the text', line };
}

/** `timeout 100ms`, or `timeout 50ms, its default` when the text no longer says it; undefined where no setting changed. */
function settingWords(before: Draft, after: Draft): string | undefined {
  const old = new Map(settingsOf(before).sections.flatMap(({ settings }) => settings.map((each) => [each.id, each])));
  const changed = settingsOf(after).sections.flatMap(({ settings }) => settings.filter(({ id, value, written }) => value !== old.get(id)?.value || written !== old.get(id)?.written));
  // Of a latency that is another one, its name, and of one with other numbers, the number.
  const first = changed[0];
  if (first === undefined) return undefined;
  const label = first.part === true ? `latency, ${first.label}` : first.label;
  return `${label} ${first.value}${first.written ? '' : ', its default'}`;
}

function expectationWords(before: Draft, after: Draft): string | undefined {
  const [old, now] = [before, after].map(({ scenario }) => scenario.expect.map(expectationText)) as [string[], string[]];
  const come = difference(old, now)?.come;
  return come === undefined ? undefined : `expect ${come}`;
}

function noteWords(before: Draft, after: Draft): string | undefined {
  const [old, now] = [before, after].map(({ scenario }) => scenario.notes.map(({ span: _, ...note }) => note)) as [NotePlace[], NotePlace[]];
  const note = difference(old, now);
  return note === undefined ? undefined : note.come === undefined ? `no longer: a note on ${onPlace(note.gone!)}` : `a note on ${onPlace(note.come)}`;
}

function onPlace(place: NotePlace): string {
  return placeWords(place).replace(/^(?:At )?(.)/, (_, first: string) => first.toLowerCase());
}

/** A fault as one says it. */
export function faultWords(fault: FaultSpec): string {
  switch (fault.kind) {
    case 'lose':
      return `lose: ${ruleWords(fault)}`;
    case 'delay':
      return `delay by ${formatDuration(fault.byUs)}: ${ruleWords(fault)}`;
    case 'duplicate':
      return `duplicate${fault.afterUs === undefined ? '' : ` after ${formatDuration(fault.afterUs)}`}: ${ruleWords(fault)}`;
    case 'crash':
      return `crash: ${fault.node} at ${formatDuration(fault.atUs)}${fault.restartUs === undefined ? '' : `, back at ${formatDuration(fault.restartUs)}`}`;
    case 'pause':
      return `pause: ${fault.node} at ${formatDuration(fault.atUs)} for ${formatDuration(fault.forUs)}`;
    case 'partition': {
      const { cut } = fault;
      const who = 'groups' in cut ? cut.groups.map(listed).join(' | ') : `${listed(cut.from)} → ${listed(cut.to)}`;
      return `partition: ${who} ${timesOf(fault)}`;
    }
    case 'clock': {
      const what = [fault.jumpUs === undefined ? [] : [`${fault.jumpUs < 0 ? '−' : '+'}${formatDuration(Math.abs(fault.jumpUs))}`], fault.driftPpm === undefined ? [] : [`drift ${fault.driftPpm}ppm`]].flat();
      return `clock: ${fault.node} ${what.join(', ')} at ${formatDuration(fault.atUs)}`;
    }
    case 'slow':
      return `slow: ${fault.node} ${fault.factor} times ${timesOf(fault)}`;
    case 'lie':
      return `lie: ${fault.node} ${fault.behaviour} ${timesOf(fault)}`;
    case 'disk':
      return `disk: ${fault.node} at ${formatDuration(fault.atUs)}`;
  }
}

function operationWords({ atUs, client, op }: WorkloadItem): string {
  return `operation: ${client} ${op} at ${formatDuration(atUs)}`;
}

function ruleWords({ type, from, to, nth }: MessageRule): string {
  const which = nth === undefined ? 'every' : `the ${ordinal(nth)}`;
  return `${which} ${type ?? 'message'}${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
}

/** first, second, third, 4th, 11th, 21st … */
function ordinal(n: number): string {
  const word = ['first', 'second', 'third'][n - 1];
  if (word !== undefined) return word;
  const teen = n % 100 > 10 && n % 100 < 20;
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}

function timesOf({ atUs, untilUs }: { readonly atUs: number; readonly untilUs?: number }): string {
  return `from ${formatDuration(atUs)}${untilUs === undefined ? '' : ` to ${formatDuration(untilUs)}`}`;
}

function listed(names: readonly string[]): string {
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

/** The first item that one list has and the other has not, or has otherwise. */
function difference<T>(before: readonly T[], after: readonly T[]): { readonly at: number; readonly gone: T | undefined; readonly come: T | undefined } | undefined {
  const [old, now] = [before, after].map((list) => list.map((item) => JSON.stringify(item))) as [string[], string[]];
  const at = Array.from({ length: Math.max(old.length, now.length) }, (_, k) => k).find((k) => old[k] !== now[k]);
  if (at === undefined) return undefined;
  return now.length < old.length ? { at, gone: before[at], come: undefined } : { at, gone: undefined, come: after[at] };
}

function lineOf(text: string, offset: number): number {
  return positionAt(lineStarts(text), offset).line;
}

function leadingSpace(text: string): number {
  const at = text.search(/\S/);
  return at < 0 ? 0 : at;
}
