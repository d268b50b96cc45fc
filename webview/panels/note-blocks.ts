/**
 * A page of notes as elements. Every text goes in as text; a link is followed by asking the host, and only an https
 * address ever becomes an `href`.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Block, Inline } from '../../src/protocol/messages';
import { glyph } from './glyphs';

export interface BlockOptions {
  /** Called instead of following a link. */
  readonly onLink: (href: string) => void;
  /** The heading to mark, or ''. */
  readonly anchor: string;
}

export function renderBlocks(blocks: readonly Block[], options: BlockOptions): TemplateResult[] {
  return blocks.map((block) => renderBlock(block, options));
}

function renderBlock(block: Block, options: BlockOptions): TemplateResult {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block, options);
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

function renderInline(list: readonly Inline[], options: BlockOptions): (TemplateResult | string)[] {
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
