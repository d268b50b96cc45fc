/**
 * Notes as documents, in a Markdown preview: questions unfold their answers, terms lead to the glossary and say on hover what they mean, and
 * below a heading stand the scenarios of its section. It works on the renderer's tokens, so that nothing of a text becomes HTML that was not
 * meant as Markdown.
 */
import type MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import type { TermFinder } from '../trace/terms';
import { anchorMaker } from './headings';
import { headingTitle } from './markdown';

/** What the preview is to know of a page. */
export interface PreviewedPage {
  readonly find: TermFinder;
  /** The glossary, as seen from the page: `../glossary.md`. */
  readonly glossary: string;
  /** Scenarios by the anchor of their section: links relative to the page. */
  readonly sections: readonly { readonly anchor: string; readonly rows: readonly string[]; readonly scenarios: readonly { readonly href: string; readonly title: string }[] }[];
}

/** `pageOf` says of what the renderer is given with a text whether that is one of our notes; any other text is left as it is. */
export function previewNotes(md: ReturnType<typeof MarkdownIt>, pageOf: (env: unknown) => PreviewedPage | undefined): void {
  md.core.ruler.push('faultline_notes', (state) => {
    const page = pageOf(state.env);
    if (page === undefined) return;
    const make = (type: string, tag: string, nesting: -1 | 0 | 1): Token => new state.Token(type, tag, nesting);
    const html = (content: string): Token => Object.assign(make('html_block', '', 0), { content, block: true });
    foldAnswers(state.tokens, html);
    markTermsIn(state.tokens, page, make);
    state.tokens = withScenarios(state.tokens, page, html, (text) => md.parse(text, {}));
  });
}

function foldAnswers(tokens: Token[], html: (content: string) => Token): void {
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.type !== 'blockquote_open' || !/^\*\*(Question\.|Predict)\*\*/.test(tokens[at + 2]?.content ?? '')) continue;
    const close = tokens.findIndex((token, k) => k > at && token.type === 'blockquote_close' && token.level === tokens[at]!.level);
    const answer = tokens.findIndex((token, k) => k > at && k < close && token.type === 'inline' && token.content.startsWith('**Answer.**')) - 1;
    if (answer < at) continue;
    for (const token of tokens.slice(at, answer)) {
      const first = token.children?.[0];
      if (first?.type === 'text') first.content = first.content.replace(/^\[[ xX]\]\s+/, '');
    }
    tokens.splice(close, 0, html('</details>\n'));
    tokens.splice(answer, 0, html('<details><summary>Show the answer</summary>\n'));
    at = close + 2;
  }
}

function markTermsIn(tokens: readonly Token[], { find, glossary }: PreviewedPage, make: (type: string, tag: string, nesting: -1 | 0 | 1) => Token): void {
  let seen = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.type === 'heading_open') seen = new Set();
    if (token.type !== 'inline' || tokens[i - 1]?.type === 'heading_open' || token.children === null) return;
    let links = 0;
    token.children = token.children.flatMap((child) => {
      links += child.type === 'link_open' ? 1 : child.type === 'link_close' ? -1 : 0;
      if (child.type !== 'text' || links > 0) return [child];
      const text = (content: string): Token => Object.assign(make('text', '', 0), { content, level: child.level });
      const parts: Token[] = [];
      let at = 0;
      for (const { start, end, term } of find(child.content)) {
        if (seen.has(term.anchor)) continue;
        seen.add(term.anchor);
        const open = make('link_open', 'a', 1);
        open.attrs = [['href', `${glossary}#${term.anchor}`], ['title', `${term.title}: ${term.text}`], ['class', 'faultline-term']];
        parts.push(text(child.content.slice(at, start)), open, text(child.content.slice(start, end)), make('link_close', 'a', -1));
        at = end;
      }
      return at === 0 ? [child] : [...parts, text(child.content.slice(at))];
    });
  });
}

function withScenarios(tokens: readonly Token[], { sections }: PreviewedPage, html: (content: string) => Token, parse: (markdown: string) => Token[]): Token[] {
  const anchorFor = anchorMaker();
  return tokens.flatMap((token, i) => {
    if (token.type !== 'heading_close') return [token];
    const anchor = anchorFor(headingTitle(tokens[i - 1]));
    const section = sections.find((each) => each.anchor === anchor);
    if (section === undefined || section.scenarios.length === 0) return [token];
    const list = section.scenarios.map(({ href, title }) => `- [${title.replace(/[\\[\]`*_<]/g, '\\$&')}](${href})\n`).join('');
    const rows = section.rows.filter((row) => /^[A-Z]\d+$/.test(row)).join(', ');
    return [token, html(`<details class="faultline-section"><summary>Scenarios for this section: ${rows} (${section.scenarios.length})</summary>\n`), ...parse(list), html('</details>\n')];
  });
}
