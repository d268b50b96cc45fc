/**
 * The glossary: a page of notes with a heading for each term. The page is the one source; what is shown on hover, and by which words a term
 * is found in other texts, is read from it.
 */
import type { Term } from '../trace/terms';
import { withPlural } from '../trace/terms';
import { anchorMaker } from './headings';
import { headingTitle, parseMarkdown } from './markdown';
import type { Token } from 'markdown-it';

/** The glossary's page, as links name it. */
export const GLOSSARY_PAGE = 'glossary';

/**
 * Under its heading of the second level a term may have a line in italics: `*Also: leader lease.*` names other words for it, with their
 * plurals; `*Found as: term, ballot.*` says exactly which words stand for it, for a word that means something else too. The paragraphs
 * that follow are the explanation.
 */
export function readGlossary(text: string): Term[] {
  const tokens = parseMarkdown(text);
  const anchorFor = anchorMaker();
  const terms: { anchor: string; title: string; forms: readonly string[]; text: string }[] = [];
  let term: (typeof terms)[number] | undefined;
  tokens.forEach((token, i) => {
    const inline = tokens[i + 1];
    if (token.type === 'heading_open') {
      const title = headingTitle(inline);
      const anchor = anchorFor(title);
      term = token.tag === 'h2' ? { anchor, title, forms: withPlural(title.toLowerCase()), text: '' } : undefined;
      if (term) terms.push(term);
    } else if (token.type === 'paragraph_open' && term) {
      const words = wordsOf(inline);
      const forms = formsIn(inline, words, term.title);
      if (forms) term.forms = forms;
      else term.text = term.text === '' ? words : `${term.text} ${words}`;
    }
  });
  return terms;
}

function formsIn(inline: Token | undefined, words: string, title: string): readonly string[] | undefined {
  const opened = inline?.children?.find(({ type, content }) => type !== 'text' || content !== '')?.type;
  const line = opened === 'em_open' ? /^(Also|Found as): (.+?)\.?$/.exec(words) : null;
  if (line === null) return undefined;
  const listed = line[2]!.split(',').map((form) => form.trim().toLowerCase());
  return line[1] === 'Also' ? [title.toLowerCase(), ...listed].flatMap(withPlural) : listed;
}

function wordsOf(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : type === 'softbreak' || type === 'hardbreak' ? ' ' : ''))
    .join('');
}
