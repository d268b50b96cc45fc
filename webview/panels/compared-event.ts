/**
 * <fl-compared-event>: how one event of a comparison is in either run.
 *
 * Props
 * - `compared?: EventComparison` when it has arrived
 * - `left: string`, `right: string` what the runs are called
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventComparison } from '../../src/protocol/messages';
import { plainText } from '../../src/trace/text';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, timeWords } from './time-words';

const NAME_CHARS = 40;
const VALUE_CHARS = 300;

export class ComparedEvent extends LitElement {
  static override properties = {
    compared: { attribute: false },
    left: {},
    right: {},
  };
  declare compared: EventComparison | undefined;
  declare left: string;
  declare right: string;

  constructor() {
    super();
    this.compared = undefined;
    this.left = '';
    this.right = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { compared } = this;
    if (compared === undefined) return nothing;
    const { change, left, right, fields, instead } = compared;
    const [one, other] = [shortString(this.left, NAME_CHARS), shortString(this.right, NAME_CHARS)];
    const moved = left !== undefined && right !== undefined && left.t !== right.t;
    return html`<section class="compared ${change}" aria-labelledby="title">
      <h3 id="title">In the two runs</h3>
      <p class="verdict">${this.#sentence(compared)}</p>
      ${instead === undefined ? nothing : html`<p>In <bdi>${change === 'left' ? other : one}</bdi> instead: <bdi>${shortString(instead, VALUE_CHARS)}</bdi>.</p>`}
      ${left === undefined || right === undefined
        ? nothing
        : html`<table>
            <thead><tr><td></td><th scope="col"><span class="sign left" aria-hidden="true">−</span><bdi>${one}</bdi></th><th scope="col"><span class="sign right" aria-hidden="true">+</span><bdi>${other}</bdi></th></tr></thead>
            <tbody>
              <tr><th scope="row">Event</th><td>${eventNumber(left.event)}</td><td>${eventNumber(right.event)}</td></tr>
              <tr class=${moved ? 'differs' : ''}><th scope="row">Time</th><td>${timeWords(left.t)}</td><td>${timeWords(right.t)}</td></tr>
              ${fields.map(({ path, left: a, right: b }) => html`<tr class="differs"><th scope="row"><bdi>${shortString(path, NAME_CHARS)}</bdi></th><td><bdi>${valueWords(a)}</bdi></td><td><bdi>${valueWords(b)}</bdi></td></tr>`)}
            </tbody>
          </table>`}
    </section>`;
  }

  #sentence({ change, shifted, left, right }: EventComparison): TemplateResult {
    const [one, other] = [shortString(this.left, NAME_CHARS), shortString(this.right, NAME_CHARS)];
    switch (change) {
      case 'same': return html`The same in both.`;
      case 'left': return html`<span class="sign left" aria-hidden="true">−</span>Only in <bdi>${one}</bdi>, as its event ${eventNumber(left!.event)} at ${timeWords(left!.t)}.`;
      case 'right': return html`<span class="sign right" aria-hidden="true">+</span>Only in <bdi>${other}</bdi>, as its event ${eventNumber(right!.event)} at ${timeWords(right!.t)}.`;
      case 'changed': return html`<span class="sign" aria-hidden="true">~</span>In both, with other content.`;
      default: {
        const by = timeWords(Math.abs(right!.t - left!.t));
        const words = html`${by} ${change} in <bdi>${other}</bdi>`;
        return shifted ? html`The same, ${words}: as its cause is.` : html`<span class="sign" aria-hidden="true">≈</span>The same, but ${words}.`;
      }
    }
  }

  static override styles = [
    panelStyles,
    css`
      .compared {
        padding: 4px 12px 10px;
      }
      h3 {
        margin: 6px 0 2px;
        font-size: 1em;
      }
      p {
        margin: 2px 0;
      }
      table {
        width: 100%;
        margin-top: 4px;
        border-collapse: collapse;
        table-layout: fixed;
      }
      th,
      td {
        padding: 2px 6px;
        border: 1px solid var(--line);
        font-weight: normal;
        text-align: start;
        overflow-wrap: anywhere;
        vertical-align: top;
      }
      thead td {
        border: none;
      }
      .differs th,
      .differs td {
        font-weight: 600;
      }
      .differs td:nth-child(2) {
        background: var(--vscode-diffEditor-removedTextBackground, transparent);
      }
      .differs td:nth-child(3) {
        background: var(--vscode-diffEditor-insertedTextBackground, transparent);
      }
      .sign {
        margin-inline-end: 4px;
        font-weight: 700;
      }
    `,
  ];
}

function valueWords(value: EventComparison['fields'][number]['left']): string {
  return value === undefined ? 'not there' : plainText(value, VALUE_CHARS);
}

if (!customElements.get('fl-compared-event')) customElements.define('fl-compared-event', ComparedEvent);

declare global {
  interface HTMLElementTagNameMap {
    'fl-compared-event': ComparedEvent;
  }
}
