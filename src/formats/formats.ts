/** Every form of a trace that can be read or written, for the command line and the editor to choose from. */
import type { Format } from './format';
import { writeJson } from './json-write';
import { createJsonlReader, looksLikeJsonl } from './jsonl/read';
import { writeJsonl } from './jsonl/write';
import { writeMermaid } from './mermaid/write';
import { createShivizReader, looksLikeShiviz } from './shiviz/read';
import { writeSvg } from './svg/write';
import { writeText } from './text-write';

export const FORMATS: readonly Format[] = [
  {
    id: 'jsonl',
    title: 'Faultline trace',
    extensions: ['trace.jsonl', 'jsonl'],
    read: (options) => createJsonlReader(options),
    write: writeJsonl,
    detect: looksLikeJsonl,
  },
  {
    id: 'shiviz',
    title: 'Log with vector clocks (ShiViz)',
    extensions: ['log', 'txt'],
    read: (options) => createShivizReader(options),
    detect: looksLikeShiviz,
  },
  { id: 'json', title: 'JSON document', extensions: ['json'], write: writeJson },
  { id: 'mermaid', title: 'Mermaid sequence diagram', extensions: ['mmd'], write: writeMermaid },
  { id: 'svg', title: 'Space-time diagram', extensions: ['svg'], write: writeSvg },
  { id: 'text', title: 'Transcript', extensions: ['txt'], write: writeText },
];

export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}

/** The format that a file with this beginning most likely has, if any can be told. */
export function detectFormat(head: string): Format | undefined {
  let best: Format | undefined;
  let likelihood = 0;
  for (const format of FORMATS) {
    const found = format.read === undefined ? 0 : (format.detect?.(head) ?? 0);
    if (found > likelihood) {
      best = format;
      likelihood = found;
    }
  }
  return best;
}
