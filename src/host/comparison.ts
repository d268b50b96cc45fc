/**
 * One node's view of a run beside its view of the runs of other scenarios. What a node cannot tell apart it has
 * to treat alike, and here the reader sees which runs those are. Nothing here knows VS Code.
 */
import { MODELS } from '../models/registry';
import type { PerspectiveTable } from '../protocol/messages';
import type { Files } from '../scenario/extend';
import { parseScenario } from '../scenario/parse';
import { advance, startRun } from '../scenario/run';
import { alignedPerspectives, comparePerspectives } from '../trace/perspective';
import type { Problem } from '../trace/problem';
import type { Trace } from '../trace/trace';
import { inSlices } from './slices';

/** A scenario to lay beside; `text` is undefined when there is no such file. */
export interface Other {
  readonly id: string;
  readonly text: string | undefined;
  /** What it may extend. */
  readonly files?: Files | undefined;
}

const MAX_ROWS = 2_000;
const STEPS_AT_ONCE = 10;
const NEVER = { isCancellationRequested: false };

/** The perspectives of `node`: this run first, then the others in order. One that cannot run says why. */
export async function comparison(title: string, trace: Trace, node: string, others: readonly Other[]): Promise<PerspectiveTable> {
  const runs = [{ title, trace, node }];
  const failed: PerspectiveTable['columns'][number][] = [];
  for (const { id, text, files } of others) {
    const parsed = text === undefined ? undefined : parseScenario(text, MODELS, files);
    if (!parsed?.scenario) {
      failed.push({ title: id, rows: [], problem: parsed ? errorsOf(parsed.problems) : 'There is no such scenario.' });
      continue;
    }
    const going = startRun(parsed.scenario);
    await inSlices(() => advance(going, STEPS_AT_ONCE), NEVER);
    if (!going.trace.header.nodes.some(({ id: other }) => other === node)) {
      failed.push({ title: parsed.scenario.title, rows: [], problem: `There is no node ${node} in this run.` });
      continue;
    }
    runs.push({ title: parsed.scenario.title, trace: going.trace, node });
  }
  const [left, right] = runs;
  // Two can be laid row beside row as they belong; of more, each goes on by itself after the first difference.
  const { columns, firstDifference } =
    runs.length === 2 ? alignedPerspectives(left!, right!, { maxRows: MAX_ROWS }) : comparePerspectives(runs, { maxRows: MAX_ROWS });
  return { node, columns: [...columns.map(({ title, rows, events }, k) => (k === 0 ? { title, rows, events } : { title, rows })), ...failed], firstDifference };
}

/** What two nodes of one run saw, side by side. */
export function nodesBeside(trace: Trace, node: string, beside: string): PerspectiveTable {
  const { columns, firstDifference } = alignedPerspectives({ title: node, trace, node }, { title: beside, trace, node: beside }, { maxRows: MAX_ROWS });
  return { node, beside, columns, firstDifference };
}

function errorsOf(problems: readonly Problem[]): string {
  const [first, ...more] = problems.filter(({ severity }) => severity === 'error');
  if (first === undefined) return 'The file has errors.';
  return `The file has errors. Line ${first.line}: ${first.message}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
}
