/**
 * Writes a transcript: one readable line an event, in columns that line up, for terminals, golden files and
 * questions to colleagues.
 */
import { describe } from '../trace/describe';
import { cut, oneLine, timeText } from '../trace/text';
import { nodeOf } from '../trace/trace';
import type { Trace } from '../trace/trace';

const PIECE = 500;
const MAX_NODE_CHARS = 24;
const MAX_VALUE_CHARS = 200;

export function* writeText(trace: Trace): Generator<string> {
  const { header } = trace;
  yield headerText(trace);
  const last = Math.max(0, trace.length - 1);
  const indexChars = String(last).length;
  const timed = header.timed !== false;
  const timeChars = timed && trace.length > 0 ? Math.max(timeText(trace.t[0]!).length, timeText(trace.t[last]!).length) : 0;
  let nodeChars = 0;
  for (const { id } of header.nodes) nodeChars = Math.max(nodeChars, Math.min(MAX_NODE_CHARS, oneLine(id).length));

  for (let from = 0; from < trace.length; from += PIECE) {
    let piece = '';
    const to = Math.min(trace.length, from + PIECE);
    for (let i = from; i < to; i++) {
      const node = cut(oneLine(nodeOf(trace, i)), MAX_NODE_CHARS).padEnd(nodeChars);
      const time = timed ? `${timeText(trace.t[i]!).padStart(timeChars)}  ` : '';
      piece += `${String(i).padStart(indexChars)}  ${time}${node}  ${describe(trace, i, MAX_VALUE_CHARS)}\n`;
    }
    yield piece;
  }
}

function headerText({ header, length }: Trace): string {
  const facts: string[] = [];
  if (header.model !== undefined) facts.push(`model ${header.model}`);
  if (header.seed !== undefined) facts.push(`seed ${header.seed}`);
  if (header.source !== undefined) facts.push(`read from ${header.source}`);
  facts.push(`${header.nodes.length} ${header.nodes.length === 1 ? 'node' : 'nodes'}`);
  facts.push(`${length} ${length === 1 ? 'event' : 'events'}`);
  return `# ${oneLine(header.title === '' ? 'Untitled' : header.title)}\n# ${oneLine(facts.join(' · '))}\n`;
}
