/**
 * Two runs as one document: whenever both are over, they are compared, and the comparison is shown like any other run. When
 * either of them changes, they are compared anew, and what is shown stays until that is done. Nothing here knows VS Code.
 */
import type { ComparisonInfo } from '../protocol/messages';
import { cannotCompare, startComparing } from '../trace/compare/compare';
import type { RunComparison } from '../trace/compare/compare';
import { startMerged } from '../trace/compare/merged';
import { firstDifferenceWords } from '../trace/compare/words';
import type { Problem } from '../trace/problem';
import { newRun } from './feed';
import type { Feed, FeedChange, LiveRun, Progress } from './feed';
import { newSignal } from './signal';
import { inSlices } from './slices';

/** One of the two: a scenario or a recording, and what it is called. */
export interface Side {
  readonly feed: Feed;
  readonly name: string;
}

export interface ComparisonFeed extends Feed {
  /** Resolves when nothing is being compared; the sides may still be running. */
  settled(): Promise<void>;
  dispose(): void;
}

const EVENTS_AT_ONCE = 2_000;

export function openComparison(left: Side, right: Side, onDefect: (defect: unknown) => void): ComparisonFeed {
  const changed = newSignal<FeedChange>();
  let run: LiveRun | undefined;
  let progress: Progress | undefined;
  let refusal: string | undefined;
  let current: { isCancellationRequested: boolean; readonly of: readonly (LiveRun | undefined)[] } | undefined;
  let latest: Promise<void> = Promise.resolve();

  const update = (): void => {
    const of = [left.feed.run, right.feed.run] as const;
    if (current !== undefined && of.every((each, k) => each === current!.of[k])) return;
    const [one, other] = of;
    if (!one?.over || !other?.over) return;
    if (current) current.isCancellationRequested = true;
    const mine = (current = { isCancellationRequested: false, of });
    latest = compare(one, other, mine).catch(onDefect);
  };

  const compare = async (one: LiveRun, other: LiveRun, mine: { readonly isCancellationRequested: boolean }): Promise<void> => {
    const refused = cannotCompare(one.trace, other.trace);
    if (refused !== refusal) {
      refusal = refused;
      changed.fire('problems');
    }
    if (refused !== undefined) return;
    const comparing = startComparing(one.trace, other.trace);
    const tell = (): void => {
      progress = { text: 'Comparing two runs', fraction: 0.9 * comparing.fraction };
      changed.fire('progress');
    };
    if (!(await inSlices(() => comparing.advance(EVENTS_AT_ONCE), mine, tell))) return;
    const comparison = comparing.result!;
    const title = `${left.name} ⇄ ${right.name}`;
    const merging = startMerged(comparison, title);
    if (!(await inSlices(() => merging.advance(EVENTS_AT_ONCE), mine))) return;
    const { trace, origins } = merging.merged!;
    progress = undefined;
    const next = newRun({
      title,
      kind: 'trace',
      header: trace.header,
      covers: [],
      readOnly: true,
      bundled: false,
      comparison: infoOf(comparison, left.name, right.name),
      ...(trace.header.nodes.length > 0 ? { compare: { node: nodeToSee(comparison), others: 1 } } : {}),
    }, trace);
    next.compared = { comparison, origins };
    next.missing = [...one.missing.map((each) => `${left.name}: ${each}`), ...other.missing.map((each) => `${right.name}: ${each}`)];
    next.over = true;
    run = next;
    changed.fire('run');
  };

  const listening = [left, right].map(({ feed }) =>
    feed.changed((change) => {
      if (change === 'problems') changed.fire('problems');
      else if (change !== 'progress') update();
    }),
  );
  update();
  return {
    get run() { return run; },
    get problems() {
      const own: Problem[] = refusal === undefined ? [] : [{ severity: 'error', line: 1, column: 1, endLine: 1, endColumn: 1, message: refusal, code: 'too-long' }];
      return [...own, ...[left, right].flatMap(({ feed, name }) => feed.problems.map((problem) => ({ ...problem, message: `${name}: ${problem.message}` })))];
    },
    get progress() { return progress; },
    changed: changed.on,
    async settled() {
      for (let waited; waited !== latest; await waited) waited = latest;
    },
    dispose() {
      if (current) current.isCancellationRequested = true;
      for (const each of listening) each.dispose();
    },
  };
}

function infoOf(comparison: RunComparison, left: string, right: string): ComparisonInfo {
  const { counts, first } = comparison;
  return { left, right, counts, first, explanation: firstDifferenceWords(comparison, { left, right }) };
}

/** Whose view of both runs is offered first: that of the node where they part. */
function nodeToSee({ left, right, ofLeft, ofRight, nodes, rightNodes, first }: RunComparison): string {
  if (first < 0) return nodes[0]!;
  const i = ofLeft[first]!;
  return nodes[i >= 0 ? left.node[i]! : rightNodes[right.node[ofRight[first]!]!]!]!;
}
