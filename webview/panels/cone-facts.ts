/**
 * <fl-cone-facts>: how much could have led to an event and how much it can have led to, in a sentence; and the two questions
 * that show it.
 *
 * Props
 * - `event: number`
 * - `sizes?: ConeSizes` undefined while they are worked out; `cones: boolean` whether they are drawn; `why: boolean` whether a chain is
 * Events: `toggle-cones` {}, `toggle-why` {}
 */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { emit } from './emit';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { grouped } from './time-words';

export interface ConeSizes {
  readonly before: { readonly events: number; readonly nodes: number };
  readonly after: { readonly events: number; readonly nodes: number };
  readonly concurrent: number;
}

export class ConeFacts extends LitElement {
  static override properties = { sizes: { attribute: false }, cones: { type: Boolean }, why: { type: Boolean } };
  declare sizes: ConeSizes | undefined;
  declare cones: boolean;
  declare why: boolean;

  constructor() {
    super();
    this.sizes = undefined;
    this.cones = false;
    this.why = false;
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="title">
      <h3 id="title">Before and after</h3>
      <p>${this.sizes === undefined ? html`<span class="quiet">Working out what it hangs together with…</span>` : coneWords(this.sizes)}</p>
      <p class="actions">
        <button class="action" aria-pressed=${String(this.why)} title="W" @click=${() => emit(this, 'toggle-why', {})}>${glyph('cause')}Why did this happen?</button>
        <button class="action" aria-pressed=${String(this.cones)} title="X" @click=${() => emit(this, 'toggle-cones', {})}>${glyph('eye')}Show before and after</button>
      </p>
    </section>`;
  }

  static override styles = [
    panelStyles,
    css`
      section {
        max-width: 720px;
        padding: 0 10px 10px;
      }
      h3 {
        margin: 0 0 2px;
      }
      p {
        text-wrap: pretty;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        margin-top: 4px;
      }
    `,
  ];
}

/** `31 events on 4 nodes could have affected it. It can have affected 12 on 3 nodes. 5 are concurrent with it.` */
export function coneWords({ before, after, concurrent }: ConeSizes): string {
  const on = (nodes: number): string => (nodes === 1 ? 'one node' : `${grouped(nodes)} nodes`);
  const count = (events: number): string => (events === 1 ? 'One event' : `${grouped(events)} events`);
  const first = before.events === 0 ? 'No event can have affected it.' : `${count(before.events)} on ${on(before.nodes)} could have affected it.`;
  const second = after.events === 0 ? 'It can have affected none.' : `It could affect ${after.events === 1 ? 'one event' : `${grouped(after.events)} events`} on ${on(after.nodes)}.`;
  const third = concurrent === 0 ? 'None is concurrent with it.' : concurrent === 1 ? 'One is concurrent with it.' : `${grouped(concurrent)} are concurrent with it.`;
  return `${first} ${second} ${third}`;
}

if (!customElements.get('fl-cone-facts')) customElements.define('fl-cone-facts', ConeFacts);

declare global {
  interface HTMLElementTagNameMap {
    'fl-cone-facts': ConeFacts;
  }
}
