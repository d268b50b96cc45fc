/** Links in a Markdown text that lead into a run, with where they stand: those of the form [words](target), outside code. */
import { parsePlace, runLinkOf } from './place';
import type { PlaceResult } from './place';

export interface RunLink {
  /** Offsets of the target in the text. */
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly fragment: string;
  /** Absent where the link leads to the whole. */
  readonly place?: PlaceResult;
}

const MOST_LINKS = 2_000;
/** The target of a link or of a reference; targets in angle brackets may have spaces. */
const TARGET = /\]\(\s*(?:<([^<>\n]{1,2000})>|([^\s()<>]{1,2000}))[^()\n]{0,300}\)|^ {0,3}\[[^\]\n]{1,200}\]:\s+(?:<([^<>\n]{1,2000})>|(\S{1,2000}))/gm;

export function runLinksIn(text: string): RunLink[] {
  const links: RunLink[] = [];
  const code = codeIn(text);
  for (const match of text.matchAll(TARGET)) {
    const href = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    const start = match.index + match[0].indexOf(href);
    const link = runLinkOf(href);
    if (link === undefined || code.some(({ from, to }) => start >= from && start < to)) continue;
    links.push({ start, end: start + href.length, ...link, ...(link.fragment === '' ? {} : { place: parsePlace(link.fragment) }) });
    if (links.length === MOST_LINKS) break;
  }
  return links;
}

/** Fenced blocks, as far as a link provider has to know them; a fence that is not closed reaches to the end. */
function codeIn(text: string): { readonly from: number; readonly to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  let open: { readonly from: number; readonly mark: string } | undefined;
  for (const { 0: line, 1: mark, index } of text.matchAll(/^ {0,3}(`{3,}|~{3,})[^\n]*$/gm)) {
    if (open === undefined) open = { from: index, mark: mark! };
    else if (mark!.startsWith(open.mark) && line.trim() === mark) {
      ranges.push({ from: open.from, to: index + line.length });
      open = undefined;
    }
  }
  if (open !== undefined) ranges.push({ from: open.from, to: text.length });
  return ranges;
}
