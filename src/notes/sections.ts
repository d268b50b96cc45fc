/**
 * What belongs to a section of the notes, in both directions: the scenarios that show what it says, whether it links to them or they point
 * to it, the rows of the study notes that these show, and its questions.
 */
import type { Block } from '../protocol/messages';
import { hrefsOf } from './links';
import { inlineText, readPage } from './pages';

export interface Section {
  readonly anchor: string;
  readonly title: string;
  /** Ids of scenarios, those it links to first. A section has none of those of the sections within it. */
  readonly scenarios: readonly string[];
  /** Rows of the study notes that these scenarios show, each once, in their order. */
  readonly rows: readonly string[];
  /** Ids of its questions. */
  readonly questions: readonly string[];
}

/** As much of a scenario as this needs. */
export interface Shown {
  readonly id: string;
  readonly covers: readonly string[];
  readonly sees: readonly string[];
}

/** One for each heading of `page`, in order; `all` are the bundled scenarios. */
export function sectionsOf(page: string, text: string, all: readonly Shown[]): Section[] {
  const sections: { readonly anchor: string; readonly title: string; readonly blocks: Block[] }[] = [];
  for (const block of readPage(page, text).blocks) {
    if (block.kind === 'heading') sections.push({ anchor: block.anchor, title: inlineText(block.inline), blocks: [] });
    else sections.at(-1)?.blocks.push(block);
  }
  return sections.map(({ anchor, title, blocks }) => {
    const linked = hrefsOf(blocks).flatMap((href) => /([^/]+)\.scenario\.yaml(?:#|$)/.exec(href)?.[1] ?? []);
    const pointing = all.filter(({ sees }) => sees.includes(`${page}#${anchor}`)).map(({ id }) => id);
    const known = [...new Set([...linked, ...pointing])].flatMap((id) => all.find((each) => each.id === id) ?? []);
    return { anchor, title, scenarios: known.map(({ id }) => id), rows: inOrder(known.flatMap(({ covers }) => covers)), questions: questionsIn(blocks) };
  });
}

function questionsIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'question') return [block.id];
    if (block.kind === 'quote') return questionsIn(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(questionsIn) : [];
  });
}

/** F1, R2, R11, U3: by letter, then by number. */
function inOrder(rows: readonly string[]): string[] {
  const number = (row: string): number => Number(/\d+/.exec(row)?.[0] ?? 0);
  return [...new Set(rows)].sort((a, b) => (a[0] === b[0] ? number(a) - number(b) : a < b ? -1 : 1));
}
