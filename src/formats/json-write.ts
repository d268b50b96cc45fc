/** Writes one JSON document, `{header, events}`, for scripts that want the whole trace at once. */
import type { Trace } from '../trace/trace';
import { eventLine, headerLine } from '../trace/lines';

const PIECE = 500;

export function* writeJson(trace: Trace): Generator<string> {
  yield `{"header":${headerLine(trace.header)},\n"events":[`;
  for (let from = 0; from < trace.length; from += PIECE) {
    let piece = '';
    const to = Math.min(trace.length, from + PIECE);
    for (let i = from; i < to; i++) piece += `${i === 0 ? '\n' : ',\n'}${eventLine(trace, i)}`;
    yield piece;
  }
  yield '\n]}\n';
}
