/**
 * <fl-under-way>: the messages under way at the current step, the timers that have not run out, and what is on every disk.
 *
 * Props
 * - `at?: UnderWayAt` at the step; `stepUs: number` its time; `timed: boolean` whether the trace has times
 * - `tOf: (event) => number` when an event happened, in microseconds
 * Events: `go` {index}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DiskAt, MessageUnderWay, TimerPending, UnderWayAt } from '../../src/trace/under-way';
import { emit } from './emit';
import { glyph } from './glyphs';
import type { Glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped, timeWords } from './time-words';

export class UnderWayPanel extends LitElement {
  static override properties = { at: { attribute: false }, stepUs: { type: Number }, timed: { type: Boolean }, tOf: { attribute: false } };
  declare at: UnderWayAt | undefined;
  declare stepUs: number;
  declare timed: boolean;
  declare tOf: (event: number) => number;

  constructor() {
    super();
    this.at = undefined;
    this.stepUs = 0;
    this.timed = true;
    this.tOf = () => 0;
  }

  protected override render(): TemplateResult {
    const { at } = this;
    if (at === undefined) return html`<p class="empty">Looking for what is under way…</p>`;
    return html`
      ${this.#list('Messages', at.messageCount, 'No message is under way.', repeat(at.messages, ({ send }) => send, (message) => this.#message(message)), at.messages.length)}
      ${this.#list('Timers', at.timerCount, 'No timer is running.', repeat(at.timers, ({ set }) => set, (timer) => this.#timer(timer)), at.timers.length)}
      ${at.disks.length === 0 ? nothing : html`<section><h3>Disks</h3>${at.disks.map((disk) => this.#disk(disk))}</section>`}
    `;
  }

  #list(title: string, count: number, none: string, rows: unknown, shown: number): TemplateResult {
    return html`<section>
      <h3>${title}${count === 0 ? nothing : html` <span class="quiet">${grouped(count)}</span>`}</h3>
      ${count === 0 ? html`<p class="quiet none">${none}</p>` : html`<ul>${rows}</ul>`}
      ${count > shown ? html`<p class="quiet none">and ${grouped(count - shown)} more</p>` : nothing}
    </section>`;
  }

  #message({ send, from, to, type, end, arrives }: MessageUnderWay): TemplateResult {
    const fate = this.timed ? `${arrives ? 'arrives' : 'will be lost'} ${inTime(this.tOf(end) - this.stepUs)}` : arrives ? 'will arrive' : 'will be lost';
    return this.#row(arrives ? 'right' : 'lost', send, html`<b><bdi>${shortString(type, 40)}</bdi></b> <bdi>${shortString(from, 24)}</bdi> → <bdi>${shortString(to, 24)}</bdi>`, this.#since('sent', send), html`<button class="link" title=${`Go to event ${eventNumber(end)}, where it ends`} @click=${() => this.#go(end)}>${fate}</button>`);
  }

  #timer({ set, node, name, dueUs }: TimerPending): TemplateResult {
    const due = this.timed ? `due at ${timeWords(dueUs)}, ${inTime(dueUs - this.stepUs)}` : '';
    return this.#row('timer', set, html`<b><bdi>${shortString(name, 40)}</bdi></b> <bdi>${shortString(node, 24)}</bdi>`, this.#since('set', set), due === '' ? nothing : html`<span class="quiet">${due}</span>`);
  }

  #disk({ node, files }: DiskAt): TemplateResult {
    return html`<h4><bdi>${shortString(node, 40)}</bdi></h4>
      <ul>
        ${repeat(files, ({ file }) => file, ({ file, event, synced, deleted }) => {
          const words = deleted ? 'deleted; back after a power cut' : synced ? 'synced' : 'not synced: lost in a power cut';
          return this.#row(deleted ? 'lost' : synced ? 'counted' : 'none', event, html`<b><bdi>${shortString(file, 40)}</bdi></b>`, this.#since('written', event), html`<span class=${synced ? 'quiet' : ''}>${words}</span>`);
        })}
      </ul>`;
  }

  #row(sign: Glyph, event: number, what: TemplateResult, since: string, more: unknown): TemplateResult {
    return html`<li>
      <button class="row" title=${`Go to event ${eventNumber(event)}`} @click=${() => this.#go(event)}>${glyph(sign)}<span class="words">${what} <span class="quiet">${since}</span></span></button>
      <span class="more">${more}</span>
    </li>`;
  }

  #since(word: string, event: number): string {
    if (!this.timed) return `${word} in event ${eventNumber(event)}`;
    const us = this.stepUs - this.tOf(event);
    return us > 0 ? `${word} ${timeWords(us)} ago` : `${word} just now`;
  }

  #go(event: number): void {
    emit(this, 'go', { index: event });
  }

  static override styles = [
    panelStyles,
    css`
      :host {
        padding: 4px 0 8px;
      }
      h3,
      h4,
      .none {
        padding: 4px 10px 1px;
      }
      h4 {
        font-weight: 400;
        color: var(--vscode-descriptionForeground);
      }
      ul {
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        padding-inline: 4px 10px;
      }
      .row {
        flex: 1 1 190px;
        width: auto;
      }
      .words {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .more {
        padding-inline-start: 26px;
      }
      .link {
        color: var(--vscode-textLink-foreground);
        text-decoration: underline;
        text-underline-offset: 2px;
      }
    `,
  ];
}

function inTime(us: number): string {
  return us > 0 ? `in ${timeWords(us)}` : 'now';
}

if (!customElements.get('fl-under-way')) customElements.define('fl-under-way', UnderWayPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-under-way': UnderWayPanel;
  }
}
