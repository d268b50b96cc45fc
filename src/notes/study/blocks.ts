/**
 * Blocks of a note as Markdown and as HTML. Both are made from what was understood, never from the text itself: a tag stays text, and only
 * links to https stay links, since a relative one leads elsewhere from where the document will lie.
 */
import type { Block, Inline, Question } from '../../protocol/messages';
import { htmlText } from '../html-text';
import { inlineText } from '../pages';
import { markdownText } from '../markdown-text';

/** Headings of a note stand below those of the document, which ends with this level. */
const BELOW = 3;

export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, block.level + BELOW);
      return `<h${level}>${inlineHtml(block.inline)}</h${level}>`;
    }
    case 'paragraph': return `<p>${inlineHtml(block.inline)}</p>`;
    case 'code': return `<pre><code>${htmlText(block.text)}</code></pre>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${blocksHtml(item)}</li>`).join('\n');
      return block.ordered ? `<ol start="${Math.trunc(block.start)}">${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'quote': return `<blockquote>${blocksHtml(block.blocks)}</blockquote>`;
    case 'table': {
      const row = (cells: readonly (readonly Inline[])[], tag: 'td' | 'th'): string => `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell)}</${tag}>`).join('')}</tr>`;
      return `<table><thead>${row(block.head, 'th')}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
    }
    case 'question': return `<blockquote>${blocksHtml(block.ask)}${blocksHtml([choicesOf(block)])}${blocksHtml(block.answer)}</blockquote>`;
    case 'rule': return '<hr>';
  }
}

function choicesOf({ choices }: Question): Block {
  return { kind: 'list', ordered: false, start: 1, items: choices.map(({ inline }) => [{ kind: 'paragraph', inline }]) };
}

function inlineHtml(inline: readonly Inline[]): string {
  return inline.map((part) => {
    switch (part.kind) {
      case 'text':
      case 'term': return htmlText(part.text);
      case 'code': return `<code>${htmlText(part.text)}</code>`;
      case 'strong': return `<strong>${inlineHtml(part.inline)}</strong>`;
      case 'emphasis': return `<em>${inlineHtml(part.inline)}</em>`;
      case 'link': return isWeb(part.href) ? `<a href="${htmlText(part.href)}" rel="noreferrer">${inlineHtml(part.inline)}</a>` : inlineHtml(part.inline);
      case 'break': return '<br>';
    }
  }).join('');
}

/** Without a line break at its end. */
export function blocksMarkdown(blocks: readonly Block[]): string {
  return blocks.map(blockMarkdown).filter((text) => text !== '').join('\n\n');
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading': return `${'#'.repeat(Math.min(6, block.level + BELOW))} ${inlineMarkdown(block.inline)}`;
    case 'paragraph': return atLineStart(inlineMarkdown(block.inline));
    case 'code': {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
      const fence = '`'.repeat(longest + 1);
      // A language could make something run that shows the document.
      return `${fence}\n${block.text.replace(/\n$/, '')}\n${fence}`;
    }
    case 'list': return block.items.map((item, k) => within(blocksMarkdown(item), block.ordered ? `${Math.trunc(block.start) + k}. ` : '- ', '   ')).join('\n');
    case 'quote': return within(blocksMarkdown(block.blocks), '> ', '> ');
    case 'table': {
      const row = (cells: readonly (readonly Inline[])[]): string => `| ${cells.map((cell) => inlineMarkdown(cell).replaceAll('\n', ' ')).join(' | ')} |`;
      return [row(block.head), `|${' --- |'.repeat(block.head.length)}`, ...block.rows.map(row)].join('\n');
    }
    case 'question': return within(blocksMarkdown([...block.ask, ...(block.choices.length === 0 ? [] : [choicesOf(block)]), ...block.answer]), '> ', '> ');
    case 'rule': return '* * *';
  }
}

function within(text: string, first: string, next: string): string {
  return text.split('\n').map((line, k) => `${k === 0 ? first : next}${line}`.trimEnd()).join('\n');
}

function inlineMarkdown(inline: readonly Inline[]): string {
  return inline.map((part) => {
    switch (part.kind) {
      case 'text':
      case 'term': return spaced(part.text);
      case 'code': return codeMarkdown(part.text);
      case 'strong': return `**${inlineMarkdown(part.inline)}**`;
      case 'emphasis': return `*${inlineMarkdown(part.inline)}*`;
      case 'link': return isWeb(part.href) ? `[${spaced(inlineText(part.inline))}](<${part.href.replace(/[<>\s\\]/g, encodeURIComponent)}>)` : inlineMarkdown(part.inline);
      case 'break': return '\\\n';
    }
  }).join('');
}

/** With the blanks at its ends, which lie between it and its neighbours. */
function spaced(text: string): string {
  return `${/^\s/.test(text) ? ' ' : ''}${markdownText(text)}${/\S\s+$/.test(text) ? ' ' : ''}`;
}

function codeMarkdown(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(text) ? ' ' : '';
  return `${ticks}${pad}${text.replaceAll(/\s+/g, ' ')}${pad}${ticks}`;
}

/** What would begin a list, or underline a heading. */
function atLineStart(text: string): string {
  return text.replace(/^(\s*)([-+=])/gm, '$1\\$2').replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}

function isWeb(href: string): boolean {
  return /^https:\/\//i.test(href);
}
