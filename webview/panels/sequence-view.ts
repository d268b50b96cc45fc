/**
 * <fl-sequence-view>: the classic sequence diagram, drawn by Mermaid, of the messages around the current step.
 *
 * Props
 * - `source: string` Mermaid source, '' for none; `from`, `to`, `total: number` which lines it shows: [from, to) of total,
 *   where a line is a message or a note
 * - `highlight: number` which of the lines drawn is the current one, from 0; -1 for none
 * - `active: boolean` whether the reader sees this tab: Mermaid is loaded and run only then
 * - `problem: string` why there is no source, '' when there is
 * Events: `sequence-drawn` {ms} after a new picture is on screen
 *
 * A new picture replaces the old one when it is ready; of several asked for meanwhile only the last is drawn. Moving the
 * highlight redraws nothing, so a highlight within the source is left out and drawn here.
 */
import { LitElement, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { glyph } from './glyphs';
import { loadMermaid } from './mermaid-loader';
import { panelStyles } from './panel-styles';
import { safeSvg } from './safe-svg';
import { sequenceStyles } from './sequence-styles';
import { grouped } from './time-words';

const SVG_NS = 'http://www.w3.org/2000/svg';
/** What the names of the lanes cover of the view when it is scrolled. */
const HEADS_PX = 48;

export class SequenceView extends LitElement {
  static override properties = {
    source: {},
    from: { type: Number },
    to: { type: Number },
    total: { type: Number },
    highlight: { type: Number },
    active: { type: Boolean },
    problem: {},
    picture: { state: true },
    failure: { state: true },
  };
  declare source: string;
  declare from: number;
  declare to: number;
  declare total: number;
  declare highlight: number;
  declare active: boolean;
  declare problem: string;
  declare picture: SVGSVGElement | undefined;
  declare failure: string;
  #drawing = false;
  /** The source that `picture` or `failure` belongs to. */
  #shown = '';

  constructor() {
    super();
    this.source = '';
    this.from = 0;
    this.to = 0;
    this.total = 0;
    this.highlight = -1;
    this.active = false;
    this.problem = '';
    this.picture = undefined;
    this.failure = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.active && unmarked(this.source) !== this.#shown) void this.#draw();
    if (changed.has('highlight') || changed.has('picture') || changed.has('active')) this.#mark();
    if (changed.has('picture')) this.#keepHeads();
  }

  protected override render(): TemplateResult {
    const problem = this.problem || this.failure;
    if (problem) {
      return html`<div class="problem" role="alert">
        <p>${glyph('warning')} <strong>This part cannot be shown as a sequence diagram.</strong></p>
        <pre tabindex="0" role="region" aria-label="What went wrong">${problem}</pre>
        <p class="quiet">The Diagram and Events tabs show the same messages.</p>
      </div>`;
    }
    if (this.source === '') return html`<p class="empty">No messages to show.</p>`;
    const label = this.#window();
    return html`
      <p class="window quiet">${label}</p>
      <div class="scroller" tabindex="0" role="region" aria-label=${`Sequence diagram. ${label}`} @scroll=${this.#keepHeads}>
        ${this.picture ?? html`<p class="empty">Drawing…</p>`}
      </div>
    `;
  }

  #window(): string {
    const { from, to, total } = this;
    if (from === 0 && to >= total) return total === 1 ? 'The whole trace: 1 line' : `The whole trace: ${grouped(total)} lines`;
    return `Lines ${grouped(from + 1)}–${grouped(to)} of ${grouped(total)}, around the current step`;
  }

  async #draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    try {
      while (this.active && unmarked(this.source) !== this.#shown) {
        const source = unmarked(this.source);
        const started = performance.now();
        const result = source === '' ? { picture: undefined } : await picture(source, this);
        // Something else was asked for meanwhile: this picture would only flash by.
        if (source !== unmarked(this.source)) continue;
        this.#shown = source;
        this.picture = 'picture' in result ? result.picture : undefined;
        this.failure = 'failure' in result ? result.failure : '';
        await this.updateComplete;
        this.dispatchEvent(new CustomEvent('sequence-drawn', { detail: { ms: performance.now() - started } }));
      }
    } finally {
      this.#drawing = false;
    }
  }

  #mark(): void {
    const { picture } = this;
    if (!picture) return;
    for (const old of picture.querySelectorAll('.band')) old.remove();
    for (const old of picture.querySelectorAll('.current')) old.classList.remove('current');
    const line = linesOf(picture)[this.highlight];
    if (!line) return;
    const parts = [line, ...textsBefore(line)];
    for (const part of parts) part.classList.add('current');
    const box = parts.map((part) => part.getBBox()).reduce(union);
    const view = picture.viewBox.baseVal;
    const band = document.createElementNS(SVG_NS, 'rect');
    band.setAttribute('class', 'band');
    for (const [name, value] of [['x', view.x + 1], ['y', box.y - 4], ['width', view.width - 2], ['height', box.height + 10]] as const) {
      band.setAttribute(name, String(value));
    }
    picture.prepend(band);
    this.#reveal(band, line);
  }

  // Only as far as needed, and only inside this view.
  #reveal(band: SVGRectElement, line: SVGGraphicsElement): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const seen = scroller.getBoundingClientRect();
    const { top, bottom } = band.getBoundingClientRect();
    const { left, right } = line.getBoundingClientRect();
    const margin = 24;
    // As wide as half a lane's head, so that the names at both ends can be read.
    const side = 70;
    if (top < seen.top + HEADS_PX) scroller.scrollTop += top - seen.top - HEADS_PX - margin;
    else if (bottom > seen.bottom) scroller.scrollTop += bottom - seen.bottom + margin;
    if (left < seen.left || right - left + 2 * side > seen.width) scroller.scrollLeft += left - seen.left - side;
    else if (right > seen.right) scroller.scrollLeft += right - seen.right + side;
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroller');
  }

  readonly #keepHeads = (): void => {
    const scroller = this.#scroller;
    const heads = this.picture?.querySelector('.heads');
    if (!scroller || !heads) return;
    const past = Math.max(0, scroller.getBoundingClientRect().top - this.picture!.getBoundingClientRect().top);
    heads.setAttribute('transform', `translate(0 ${past})`);
  };

  static override styles = [panelStyles, sequenceStyles];
}

async function picture(source: string, host: HTMLElement): Promise<{ picture: SVGSVGElement } | { failure: string }> {
  try {
    const mermaid = await loadMermaid();
    const style = getComputedStyle(host);
    const fontSizePx = Number.parseFloat(style.fontSize) || 13;
    const made = safeSvg(await mermaid.render(source, { fontFamily: style.fontFamily, fontSizePx }));
    if (!made) return { failure: 'Mermaid’s picture could not be read.' };
    made.setAttribute('role', 'presentation');
    gatherHeads(made);
    return { picture: made };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** A highlight of Mermaid's own is a block of `rect` and `end`; what comes from files never stands at the start of a line. */
function unmarked(source: string): string {
  return source.replace(/^ *(?:rect .*|end)\n/gm, '');
}

/** Messages and notes in the order of the source: Mermaid numbers them, and draws notes before messages. */
function linesOf(svg: SVGSVGElement): SVGGraphicsElement[] {
  const number = (line: Element): number => Number(line.getAttribute('data-id')?.replace(/\D/g, '') ?? 0);
  return [...svg.querySelectorAll<SVGGraphicsElement>('[data-et="message"], [data-et="note"]')].sort((a, b) => number(a) - number(b));
}

/** Puts the names of the lanes into one group in front of everything, which follows the scrolling. */
function gatherHeads(svg: SVGSVGElement): void {
  const heads = document.createElementNS(SVG_NS, 'g');
  heads.setAttribute('class', 'heads');
  const back = document.createElementNS(SVG_NS, 'rect');
  const view = svg.viewBox.baseVal;
  for (const [name, value] of [['x', view.x], ['y', view.y], ['width', view.width], ['height', HEADS_PX]] as const) {
    back.setAttribute(name, String(value));
  }
  heads.append(back, ...svg.querySelectorAll('[data-et="participant"]'));
  svg.append(heads);
}

/** The lines of text that stand above a message's arrow: Mermaid writes them right before it. */
function textsBefore(line: Element): SVGGraphicsElement[] {
  const found: SVGGraphicsElement[] = [];
  for (let at = line.previousElementSibling; at?.classList.contains('messageText'); at = at.previousElementSibling) {
    found.push(at as SVGGraphicsElement);
  }
  return found;
}

// A bounding box of SVG has no right and bottom.
function union(a: DOMRect, b: DOMRect): DOMRect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return new DOMRect(x, y, Math.max(a.x + a.width, b.x + b.width) - x, Math.max(a.y + a.height, b.y + b.height) - y);
}

if (!customElements.get('fl-sequence-view')) customElements.define('fl-sequence-view', SequenceView);

declare global {
  interface HTMLElementTagNameMap {
    'fl-sequence-view': SequenceView;
  }
}
