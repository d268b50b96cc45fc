/**
 * Terms of the glossary on a page of notes. Each is marked where it stands first in a section, so that a page stays calm; never in code, in a
 * link or in a heading, which have a look and a use of their own.
 */
import type { Block, Inline, NotePage } from '../protocol/messages';
import type { TermFinder } from '../trace/terms';

/** The page with terms marked in its text. A section begins at each heading; an answer is part of its section. */
export function markTerms(page: NotePage, find: TermFinder): NotePage {
  let seen = new Set<string>();
  const inOrder = (blocks: readonly Block[]): readonly Block[] => blocks.map(ofBlock);
  return { ...page, blocks: inOrder(page.blocks) };

  function ofBlock(block: Block): Block {
    switch (block.kind) {
      case 'heading':
        seen = new Set();
        return block;
      case 'paragraph':
        return { ...block, inline: ofInline(block.inline) };
      case 'list':
        return { ...block, items: block.items.map(inOrder) };
      case 'quote':
        return { ...block, blocks: inOrder(block.blocks) };
      case 'question':
        return { ...block, ask: inOrder(block.ask), answer: inOrder(block.answer) };
      case 'table':
        return { ...block, head: block.head.map(ofInline), rows: block.rows.map((row) => row.map(ofInline)) };
      case 'code':
      case 'rule':
        return block;
    }
  }

  function ofInline(inline: readonly Inline[]): readonly Inline[] {
    return inline.flatMap((part): readonly Inline[] => {
      if (part.kind === 'text') return ofText(part.text);
      if (part.kind === 'strong' || part.kind === 'emphasis') return [{ ...part, inline: ofInline(part.inline) }];
      return [part];
    });
  }

  function ofText(text: string): readonly Inline[] {
    const parts: Inline[] = [];
    let at = 0;
    for (const { start, end, term } of find(text)) {
      if (seen.has(term.anchor)) continue;
      seen.add(term.anchor);
      if (start > at) parts.push({ kind: 'text', text: text.slice(at, start) });
      parts.push({ kind: 'term', anchor: term.anchor, text: text.slice(start, end) });
      at = end;
    }
    if (at < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(at) });
    return parts;
  }
}
