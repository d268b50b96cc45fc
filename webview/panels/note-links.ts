/** The scenarios a page of notes names, in the order in which it names them. */
import type { Block, Inline, NotePage } from '../../src/protocol/messages';

export interface NamedScenario {
  /** As it stands in the page, relative to it. */
  readonly href: string;
  readonly title: string;
}

export function scenariosNamed(page: NotePage): NamedScenario[] {
  const found = new Map<string, NamedScenario>();
  const inlines = (list: readonly Inline[]): void => {
    for (const inline of list) {
      if (inline.kind === 'link' && /\.scenario\.yaml(#|$)/.test(inline.href) && !found.has(inline.href)) {
        found.set(inline.href, { href: inline.href, title: inlineText(inline.inline) || inline.href });
      }
      if ('inline' in inline) inlines(inline.inline);
    }
  };
  const blocks = (list: readonly Block[]): void => {
    for (const block of list) {
      if (block.kind === 'heading' || block.kind === 'paragraph') inlines(block.inline);
      else if (block.kind === 'quote') blocks(block.blocks);
      else if (block.kind === 'question') [block.ask, block.answer].forEach(blocks);
      else if (block.kind === 'list') block.items.forEach(blocks);
      else if (block.kind === 'table') [...block.head, ...block.rows.flat()].forEach(inlines);
    }
  };
  blocks(page.blocks);
  return [...found.values()];
}

/** Inline content as plain text. */
export function inlineText(list: readonly Inline[]): string {
  return list.map((inline) => ('text' in inline ? inline.text : 'inline' in inline ? inlineText(inline.inline) : ' ')).join('');
}
