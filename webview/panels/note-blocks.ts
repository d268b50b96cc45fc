/**
 * A page of notes as elements. Every text goes in as text; a link is followed by asking the host, and only an https
 * address ever becomes an `href`.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Block, Inline, Question } from '../../src/protocol/messages';
import { glyph } from './glyphs';

export interface BlockOptions {
  /** Called instead of following a link. */
  readonly onLink: (href: string) => void;
  /** The heading to mark, or ''. */
  readonly anchor: string;
  /** What stands below a heading. */
  readonly below?: (anchor: string) => TemplateResult | typeof nothing;
  /** A term that is explained; without it, and for a term that is not known, its words alone stand there. */
  readonly term?: (anchor: string, text: string) => TemplateResult | undefined;
  /** A question; without it, question and answer stand there as text. */
  readonly question?: (question: Question) => TemplateResult;
}

export function renderBlocks(blocks: readonly Block[], options: BlockOptions): TemplateResult[] {
  return blocks.map((block) => renderBlock(block, options));
}

function renderBlock(block: Block, options: BlockOptions): TemplateResult {
  switch (block.kind) {
    case 'heading':
      return html`${renderHeading(block, options)}${options.below?.(block.anchor) ?? nothing}`;
    case 'question':
      return options.question?.(block) ?? html`<blockquote>${renderBlocks(block.ask, options)}${renderBlocks(block.answer, options)}</blockquote>`;
    case 'paragraph':
      return html`<p>${renderInline(block.inline, options)}</p>`;
    case 'code':
      return html`<pre tabindex="0" role="region" aria-label=${block.language ? `Code, ${block.language}` : 'Code'}><code>${block.text}</code></pre>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${renderBlocks(item, options)}</li>`);
      return block.ordered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'quote':
      return html`<blockquote>${renderBlocks(block.blocks, options)}</blockquote>`;
    case 'table':
      return html`<div class="wide" tabindex="0" role="region" aria-label="Table">
        <table>
          <thead><tr>${block.head.map((cell) => html`<th scope="col">${renderInline(cell, options)}</th>`)}</tr></thead>
          <tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${renderInline(cell, options)}</td>`)}</tr>`)}</tbody>
        </table>
      </div>`;
    case 'rule':
      return html`<hr />`;
  }
}

// The panel has a title of its own, so a page's first level is the third here.
function renderHeading(block: Block & { readonly kind: 'heading' }, options: BlockOptions): TemplateResult {
  const inline = renderInline(block.inline, options);
  const here = block.anchor === options.anchor && options.anchor !== '' ? 'here' : '';
  switch (Math.min(block.level, 4)) {
    case 1:
      return html`<h3 class="l1 ${here}" data-anchor=${block.anchor} tabindex="-1">${inline}</h3>`;
    case 2:
      return html`<h4 class="l2 ${here}" data-anchor=${block.anchor} tabindex="-1">${inline}</h4>`;
    case 3:
      return html`<h5 class="l3 ${here}" data-anchor=${block.anchor} tabindex="-1">${inline}</h5>`;
    default:
      return html`<h6 class="l4 ${here}" data-anchor=${block.anchor} tabindex="-1">${inline}</h6>`;
  }
}

/** Text with its marks, for whoever renders a part of a block. */
export function renderInline(list: readonly Inline[], options: BlockOptions): (TemplateResult | string)[] {
  return list.map((inline) => {
    switch (inline.kind) {
      case 'text':
        return inline.text;
      case 'code':
        return html`<code>${inline.text}</code>`;
      case 'strong':
        return html`<strong>${renderInline(inline.inline, options)}</strong>`;
      case 'emphasis':
        return html`<em>${renderInline(inline.inline, options)}</em>`;
      case 'break':
        return html`<br />`;
      case 'term':
        return options.term?.(inline.anchor, inline.text) ?? inline.text;
      case 'link':
        return renderLink(inline.href, renderInline(inline.inline, options), options);
    }
  });
}

/** A link that asks the host; what kind of thing it leads to is shown by a sign. */
export function renderLink(href: string, content: unknown, options: Pick<BlockOptions, 'onLink'>): TemplateResult {
  const web = /^https:\/\//i.test(href);
  const scenario = /\.scenario\.yaml(#|$)/.test(href);
  const follow = (event: Event): void => {
    event.preventDefault();
    options.onLink(href);
  };
  return html`<a href=${web ? href : '#'} title=${href} @click=${follow}>${scenario ? glyph('scenario') : ''}<span>${content}</span>${web ? glyph('web') : ''}</a>`;
}
