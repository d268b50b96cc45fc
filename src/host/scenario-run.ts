/**
 * Reading a scenario, and one run of it in slices with what is said about it when it is over.
 *
 * This is where the host meets the core. It is loaded when the first scenario is opened, not when the extension
 * starts: the models and the YAML reader are most of what there is to load. Nothing here knows VS Code.
 */
import { MODELS } from '../models/registry';
import type { DocumentInfo, PinnedNote, Verdict } from '../protocol/messages';
import { startJudging } from '../scenario/expect';
import type { Judging } from '../scenario/expect';
import type { Files } from '../scenario/extend';
import { parseScenario } from '../scenario/parse';
import { createReport } from '../scenario/report';
import { advance, headerOf, startRun } from '../scenario/run';
import type { ParsedScenario, Scenario } from '../scenario/scenario';
import { unmatchedProblems } from '../scenario/unmatched';
import { pinNote, unmatched } from '../notes/pins';
import type { PinWarning } from '../notes/pins';
import type { Problem } from '../trace/problem';
import { newRun } from './feed';
import type { LiveRun } from './feed';
import { inSlices } from './slices';
import type { Cancellation } from './slices';

/** What the document adds to what the scenario says of itself. */
export type Place = Pick<DocumentInfo, 'readOnly' | 'bundled' | 'tried'>;

/** A step takes microseconds, but with large states and many invariants it may take a millisecond. */
const STEPS_AT_ONCE = 10;
/** Of a check of a history, some milliseconds' worth. */
const CHECKS_AT_ONCE = 2_000;

/** What the writer of a text should know of its run, at its places in that text. */
export function problemsOf({ run, warnings }: Finished, scenario: Scenario, text: string): Problem[] {
  const notes = createReport(text, scenario.extended);
  for (const { span, message } of warnings) notes.warn('unmatched-note', span, message);
  return [...unmatchedProblems(text, scenario, run.trace), ...notes.problems()];
}

/** Reads a scenario of any of our models. */
export function readScenario(text: string, files?: Files): ParsedScenario {
  return parseScenario(text, MODELS, files);
}

/** A run that is over, and the notes that no event of it matches. */
export interface Finished {
  readonly run: LiveRun;
  readonly warnings: readonly PinWarning[];
}

/**
 * Runs a scenario. `grown` is called with the run at the end of each slice, the first time when there is something
 * to show, and once more when it is over. Resolves to undefined when cancelled.
 */
export async function runLive(
  scenario: Scenario,
  place: Place,
  cancellation: Cancellation,
  grown: (run: LiveRun) => void,
): Promise<Finished | undefined> {
  const going = startRun(scenario);
  const run = newRun(infoOf(scenario, place), going.trace);
  if (!(await inSlices(() => advance(going, STEPS_AT_ONCE), cancellation, () => grown(run)))) return undefined;

  // Each verdict and each note looks through the whole trace, so each is a piece of work of its own.
  const verdicts: Verdict[] = [];
  const notes: PinnedNote[] = [];
  const { expect } = scenario;
  let judging: Judging | undefined;
  const said = await inSlices(() => {
    const at = verdicts.length + notes.length;
    if (at < expect.length) {
      judging ??= startJudging(expect[at]!, going.trace);
      if (judging.advance(CHECKS_AT_ONCE)) {
        verdicts.push(verdictOf(judging));
        judging = undefined;
      }
    } else if (at < expect.length + scenario.notes.length) notes.push(pinNote(scenario.notes[at - expect.length]!, going.trace));
    return verdicts.length + notes.length === expect.length + scenario.notes.length;
  }, cancellation);
  if (!said) return undefined;

  run.verdicts = verdicts;
  run.notes = notes;
  run.restored = going.world.restored;
  run.over = true;
  grown(run);
  return { run, warnings: scenario.notes.flatMap((note, i) => unmatched(note, notes[i]!) ?? []) };
}

function infoOf(scenario: Scenario, place: Place): DocumentInfo {
  const { title, covers, compare, world } = scenario;
  const specification = scenario.expect.flatMap((each) => (each.kind === 'linearizable' || each.kind === 'notLinearizable' ? [each.specification] : []))[0];
  return {
    title,
    kind: 'scenario',
    header: headerOf(scenario),
    modelTitle: world.model.title,
    covers,
    clients: world.nodes.flatMap(({ id, role }) => (Object.values(world.model.operations).some((operation) => operation.role === role) ? [id] : [])),
    ...place,
    invariants: world.model.invariants.map(({ id, summary, when }) => ({ id, summary, atEnd: when === 'end' })),
    ...(specification === undefined ? {} : { specification }),
    ...(compare ? { compare: { node: compare.node, others: compare.with.length } } : {}),
  };
}

function verdictOf({ verdict }: Judging): Verdict {
  const { text, ok, event, detail } = verdict!;
  return { text: detail === undefined ? text : `${text} (${detail})`, ok, event };
}
