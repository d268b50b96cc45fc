/** Writes `*.trace.jsonl`: the lines of the trace, in pieces of some hundred. */
import type { Trace } from '../../trace/trace';
import { eventLine, headerLine } from '../../trace/lines';

const PIECE = 500;

export function* writeJsonl(trace: Trace): Generator<string> {
  yield `${headerLine(trace.header)}\n`;
  for (let from = 0; from < trace.length; from += PIECE) {
    let piece = '';
    const to = Math.min(trace.length, from + PIECE);
    for (let i = from; i < to; i++) piece += `${eventLine(trace, i)}\n`;
    yield piece;
  }
}
