/**
 * Reading a recorded trace in slices, so that its beginning is on screen long before its last line is read.
 * Loaded when the first trace is opened. Nothing here knows VS Code.
 */
import type { Format, TraceReader } from '../formats/format';
import { FORMATS, detectFormat, formatById } from '../formats/formats';
import type { DocumentInfo } from '../protocol/messages';
import { newRun } from './feed';
import type { LiveRun } from './feed';
import { inSlices } from './slices';
import type { Cancellation } from './slices';

/** So much of a file is looked at to recognise it. */
const HEAD_BYTES = 16 * 1024;
/** Readers are fed as they go, so that decoding never holds up a slice. */
const PIECE_BYTES = 256 * 1024;

export interface Recognised {
  /** Undefined when it is nothing that can be read as it is. */
  readonly reader: TraceReader | undefined;
  /** A regular expression could help: the file is a log, or nothing that we know. */
  readonly layoutMatters: boolean;
}

/**
 * Finds the reader for a file. A given layout makes it a log; else a name that promises a format is believed.
 * `execution` is the one to read of a log with several, from 1.
 */
export function recognise(path: string, bytes: Uint8Array, pattern: string | undefined, execution = 1): Recognised {
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  const format = pattern === undefined ? formatNamed(path) ?? detectFormat(headOf(bytes)) : formatById('shiviz');
  const options = { fileName, execution, ...(pattern === undefined ? {} : { pattern }) };
  return { reader: format?.read?.(options), layoutMatters: !format || format.id === 'shiviz' };
}

// `.jsonl` alone promises little, `.trace.jsonl` is ours.
function formatNamed(path: string): Format | undefined {
  return FORMATS.find(({ read, extensions }) => read && extensions.some((each) => each.includes('.') && path.endsWith(`.${each}`)));
}

function headOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
}

/** Reads `bytes` to the end, or until cancelled; `execution` is the one the reader was made for. `grown` is called after each slice that found something. */
export async function readLive(
  bytes: Uint8Array,
  reader: TraceReader,
  execution: number,
  cancellation: Cancellation,
  grown: (run: LiveRun, fraction: number) => void,
): Promise<LiveRun> {
  const { trace } = reader;
  // The header gains nodes as they appear, so it is looked up whenever it is sent.
  const info: DocumentInfo = {
    get title() { return trace.header.title; },
    kind: 'trace',
    get header() { return trace.header; },
    get executions() { return reader.executions && { labels: reader.executions, shown: execution }; },
    covers: [],
    readOnly: true,
    bundled: false,
  };
  const run = newRun(info, trace);
  let fed = 0;
  let finished = false;
  const work = (): boolean => {
    if (!reader.step()) return false;
    if (fed < bytes.length) {
      reader.feed(bytes.subarray(fed, fed + PIECE_BYTES));
      fed += PIECE_BYTES;
      return false;
    }
    if (finished) return true;
    reader.finish();
    finished = true;
    return false;
  };
  const fraction = (): number => (bytes.length === 0 ? 1 : Math.min(1, fed / bytes.length) * reader.fraction);
  const whole = await inSlices(work, cancellation, () => {
    if (trace.length > 0) grown(run, fraction());
  });
  run.missing = whole ? reader.missing : [`Reading was stopped after ${Math.floor(fraction() * 100)} % of the file.`, ...reader.missing];
  run.over = true;
  return run;
}
