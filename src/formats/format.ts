/**
 * What every reader and writer of traces has in common.
 *
 * Files come in pieces and may be large, and whoever reads them has other things to do: a reader is fed and then
 * does its work in small steps, and what it has read so far can be shown before the last line is there.
 */
import type { Problem } from '../trace/problem';
import type { Trace } from '../trace/trace';

export interface TraceReader {
  /** What was read so far. Events never change once they are in it; its header may gain nodes. */
  readonly trace: Trace;
  /** Up to a limit; `moreProblems` further ones are only counted. */
  readonly problems: readonly Problem[];
  readonly moreProblems: number;
  /** What the recording lacks, in words, for the reader of the diagram; complete when reading is over. */
  readonly missing: readonly string[];
  /** What each execution of a log is called, '' where it has no name; known before the first event. Absent in formats that hold one. */
  readonly executions?: readonly string[];
  /** From 0 to 1, of what was fed. */
  readonly fraction: number;
  /** Hands over the next piece of the file, cut anywhere. Cheap; the work is done by `step`. */
  feed(piece: string | Uint8Array): void;
  /** Says that there is no more to come. */
  finish(): void;
  /** Does some milliseconds' work; true when there is nothing to do until more is fed or all is read. */
  step(): boolean;
}

export interface ReadOptions {
  /** The regular expression of a log that has none in its first line. */
  readonly pattern?: string;
  /** The regular expression of the lines that part the executions of a log. */
  readonly delimiter?: string;
  /** Which execution of a log to read, from 1. */
  readonly execution?: number;
  /** Name of the file, for the title of a trace that has none. */
  readonly fileName?: string;
}

export interface WriteOptions {
  /** The step that matters: marked where the form can, and the middle of what is shown where not all fits. */
  readonly step?: number;
  /** Rows at equal distance, or to scale, in pictures. */
  readonly spacing?: 'even' | 'scale' | 'compressed';
  /** Colours of a picture; absent: those of whoever looks at it. */
  readonly theme?: 'light' | 'dark';
}

export interface Format {
  /** As on the command line: `--to jsonl`, `--from shiviz`. */
  readonly id: string;
  readonly title: string;
  /** Without the dot, most usual first. */
  readonly extensions: readonly string[];
  readonly read?: (options: ReadOptions) => TraceReader;
  /** The text in pieces, each some milliseconds' work at most, so that long traces need not stop the world. */
  readonly write?: (trace: Trace, options: WriteOptions) => Iterable<string>;
  /** How likely a file with this beginning (some kilobytes) is in the format: 0 no, 1 certainly. */
  readonly detect?: (head: string) => number;
}

/** Reads a whole text at once, for callers that may wait. */
export function readAll(reader: TraceReader, text: string | Uint8Array): TraceReader {
  reader.feed(text);
  reader.finish();
  while (!reader.step());
  return reader;
}

/** Writes a whole trace at once, for callers that may wait. */
export function writeAll(format: Format, trace: Trace, options: WriteOptions = {}): string {
  if (format.write === undefined) throw new Error(`format ${format.id} cannot be written`);
  return [...format.write(trace, options)].join('');
}
