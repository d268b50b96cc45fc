/**
 * The one parser of notes: Markdown as tokens, never as HTML. A tag in the text is text; which links may stay is decided
 * where tokens become blocks, so that a refused link still shows its words.
 */
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';

/** How deep quotes and lists may stand within each other; what lies deeper is left out. */
export const MAX_NESTING = 24;

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: MAX_NESTING });
parser.validateLink = () => true;

export function parseMarkdown(text: string): Token[] {
  return parser.parse(text, {});
}

/** A heading's words, from its inline tokens: what its anchor is made of. */
export function headingTitle(inline: Token | undefined): string {
  return (inline?.children ?? []).map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : '')).join('');
}
