/**
 * What a document offers its views: one run at a time, perhaps still growing, and what is wrong with the text.
 *
 * Scenarios and recorded traces are fed alike. Several views of one document share one feed, so a file is run
 * or read once however often it is shown.
 */
import type { DocumentInfo, PinnedNote, RestoredInvariant, Verdict } from '../protocol/messages';
import type { RunComparison } from '../trace/compare/compare';
import type { Ghost } from '../trace/compare/ghost';
import type { Trace } from '../trace/trace';
import type { Problem } from '../trace/problem';
import type { Signal } from './signal';

/** A run as the views see it. `trace` may grow until `over`; the other fields are final only then. */
export interface LiveRun {
  /** Unique while this extension host lives; answers to an older run are told apart by it. */
  readonly number: number;
  readonly info: DocumentInfo;
  readonly trace: Trace;
  over: boolean;
  notes: readonly PinnedNote[];
  verdicts: readonly Verdict[];
  /** Where invariants held again; a recorded trace does not know. */
  restored?: readonly RestoredInvariant[];
  /** What a recorded trace lacks, in words. */
  missing: readonly string[];
  /** The trace is two runs compared: how they were aligned, and the origin of each event. */
  compared?: { readonly comparison: RunComparison; readonly origins: Uint8Array };
  /** How it differs from the run before the last edit; there some time after the run is over, and gone when the reader has seen enough of it. */
  ghost?: Ghost | undefined;
}

export interface Progress {
  readonly text: string;
  /** From 0 to 1. */
  readonly fraction: number;
}

export type FeedChange =
  /** There is another run than before. */
  | 'run'
  /** The run has more events, or is over. */
  | 'grown'
  /** It is known how the run differs from the one before, or that is to be shown no longer. */
  | 'ghost'
  | 'problems'
  | 'progress';

export interface Feed {
  /** The newest run of a text without errors; undefined until there is one. */
  readonly run: LiveRun | undefined;
  /** What is wrong with the text as it stands; while there are errors, `run` is that of an older text. */
  readonly problems: readonly Problem[];
  readonly progress: Progress | undefined;
  readonly changed: Signal<FeedChange>['on'];
}

let runs = 0;

export function newRun(info: DocumentInfo, trace: Trace): LiveRun {
  runs += 1;
  return { number: runs, info, trace, over: false, notes: [], verdicts: [], missing: [] };
}
