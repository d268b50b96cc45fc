/**
 * What other extensions, and our tests, may ask: what ran, how it ended, where the reader stands. It shows and
 * changes nothing.
 */
import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { Verdict } from '../protocol/messages';
import type { LiveRun } from './feed';
import type { Host } from './host';
import type { ScenarioStore } from './scenario-store';
import { inSlices } from './slices';
import type { TraceEditors } from './trace-editor';

export interface Api {
  /** What activation took of the extension host's time, in milliseconds. */
  readonly activationMs: number;
  /** Runs a scenario, or waits for the run or reading that is going on. Undefined when there is nothing to run. */
  runOf(uri: Uri): Promise<RunSummary | undefined>;
  /** The views that are open. */
  views(): readonly ViewSummary[];
  /** Called whenever a view opens, closes or steps. */
  onDidChangeViews(listener: () => void): { dispose(): void };
  /** Called with the address of each recorded trace that was read, again when its file has changed. */
  onDidRead(listener: (uri: Uri) => void): { dispose(): void };
}

export interface RunSummary {
  readonly title: string;
  readonly events: number;
  /** The digest of the whole trace: same scenario, same hash, everywhere. */
  readonly hash: string;
  readonly verdicts: readonly Verdict[];
  readonly missing: readonly string[];
}

export interface ViewSummary {
  readonly uri: Uri;
  readonly viewType: string;
  readonly active: boolean;
  /** Index of the event where the reader stands; undefined until the view has said so. */
  readonly step: number | undefined;
  /** Number of the run that it shows: another one after an edit. */
  readonly run: number | undefined;
}

export function apiOf(host: Host, store: ScenarioStore, traces: TraceEditors, activationMs: number): Api {
  return {
    activationMs,
    async runOf(uri) {
      const trace = traces.find(uri);
      if (trace) {
        await trace.settled();
        return trace.run && summaryOf(trace.run);
      }
      const scenario = store.of(await workspace.openTextDocument(uri));
      const shown = scenario.show();
      try {
        await scenario.settled();
        const failed = scenario.problems.length > 0 || !scenario.run;
        return failed ? undefined : await summaryOf(scenario.run!);
      } finally {
        shown.dispose();
      }
    },
    views: () =>
      [...host.views.all].map(({ uri, viewType, panel, step }) => ({ uri, viewType, active: panel.active, step: step?.event, run: step?.run })),
    onDidRead: (listener) => traces.read.on(listener),
    onDidChangeViews: (listener) => host.views.changed.on(() => listener()),
  };
}

async function summaryOf({ trace, verdicts, missing }: LiveRun): Promise<RunSummary> {
  const { createTraceHasher } = await import('../trace/hash');
  const hasher = createTraceHasher(trace);
  await inSlices(() => hasher.step(500), { isCancellationRequested: false });
  return { title: trace.header.title, events: trace.length, hash: hasher.hex(), verdicts, missing };
}
