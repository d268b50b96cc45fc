/**
 * Searching the notes: every section with its text, found by words that must all occur. Sections whose heading has them come first, then
 * terms of the glossary by the same rule, then what only the text says.
 */
import type { Term } from '../trace/terms';
import { GLOSSARY_PAGE } from './glossary';
import { outlineOf } from './headings';
import { headingTitle, parseMarkdown } from './markdown';

export interface NoteSection {
  /** `chapter/page#heading` */
  readonly see: string;
  readonly title: string;
  /** Title of the page. */
  readonly of: string;
  /** Its words on one line, without those of sections within it. */
  readonly text: string;
  /** From 1. */
  readonly level: number;
}

export interface NoteHit {
  readonly section: NoteSection;
  /** What stands around the first word that was found, or how the section begins. */
  readonly excerpt: string;
}

/** As many are worth a look. */
const MOST_HITS = 60;
const EXCERPT_CHARS = 130;

/** The sections of a page, the one of its title first. */
export function searchable(page: string, markdown: string): NoteSection[] {
  const { headings } = outlineOf(markdown);
  const tokens = parseMarkdown(markdown);
  const texts: string[][] = headings.map(() => []);
  let at = -1;
  tokens.forEach((token, i) => {
    if (token.type === 'heading_open') at += 1;
    else if (token.type === 'inline' && tokens[i - 1]?.type !== 'heading_open') texts[at]?.push(wordsOf(token));
    else if (token.type === 'fence' || token.type === 'code_block') texts[at]?.push(token.content);
  });
  const of = headings.find(({ level }) => level === 1)?.title ?? page;
  return headings.map(({ anchor, title, level }, k) => ({ see: level === 1 ? page : `${page}#${anchor}`, title, of, text: texts[k]!.join(' ').replace(/\s+/g, ' ').trim(), level }));
}

export function searchableTerms(terms: readonly Term[]): NoteSection[] {
  return terms.map(({ anchor, title, text }) => ({ see: `${GLOSSARY_PAGE}#${anchor}`, title, of: 'Glossary', text, level: 2 }));
}

/** Of no words, all headings. */
export function searchNotes(sections: readonly NoteSection[], query: string): NoteHit[] {
  const words = plain(query).split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return sections.map((section) => ({ section, excerpt: cut(section.text, 0) }));
  const ranked = sections.flatMap((section) => {
    const title = plain(section.title);
    const text = plain(section.text);
    if (!words.every((word) => title.includes(word) || text.includes(word) || plain(section.of).includes(word))) return [];
    const rank = words.every((word) => title.includes(word)) ? 0 : words.some((word) => title.includes(word)) ? 1 : 2;
    const first = Math.min(...words.map((word) => text.indexOf(word)).filter((found) => found >= 0));
    return [{ section, rank, excerpt: cut(section.text, Number.isFinite(first) ? first : 0) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, MOST_HITS).map(({ section, excerpt }) => ({ section, excerpt }));
}

/** Letter for letter as long as the text, so that places in it are places in the text. */
function plain(text: string): string {
  return Array.from(text, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  }).join('').replaceAll('’', "'").replaceAll('‑', '-');
}

function cut(text: string, at: number): string {
  const from = at < 40 ? 0 : text.lastIndexOf(' ', at - 30) + 1;
  const part = text.slice(from, from + EXCERPT_CHARS);
  return `${from > 0 ? '… ' : ''}${part}${from + EXCERPT_CHARS < text.length ? ' …' : ''}`;
}

function wordsOf(inline: ReturnType<typeof parseMarkdown>[number]): string {
  return (inline.children ?? []).map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content)).join('') || headingTitle(inline);
}
