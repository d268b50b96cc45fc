/**
 * <fl-seeds-panel>: one scenario with many seeds: how often what was expected came true and each invariant held, and how the numbers
 * of the runs spread.
 *
 * Props
 * - `state?: SeedsState` what was run; `seed?: number` that of the run on screen
 * Events: `run-seeds` {runs}, `stop-seeds`, `find-seed`, `open-seed` {seed}
 */
import { LitElement, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HeldRow, SeedsResult, SeedsState, StatRow } from '../../src/protocol/seeds';
import { durationText } from '../../src/trace/text';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { seedsStyles } from './seeds-styles';
import { grouped } from './time-words';

const MAX_RUNS = 100_000;
/** Seeds of a row before the reader asks for the others. */
const FEW = 8;
const CHART_WIDTH = 120;
const CHART_HEIGHT = 30;

export class SeedsPanel extends LitElement {
  static override properties = {
    state: { attribute: false },
    seed: { type: Number },
    problem: { state: true },
    opened: { state: true },
  };
  declare state: SeedsState | undefined;
  declare seed: number | undefined;
  declare problem: string;
  declare opened: ReadonlySet<string>;

  constructor() {
    super();
    this.state = undefined;
    this.seed = undefined;
    this.problem = '';
    this.opened = new Set();
  }

  protected override render(): TemplateResult {
    const { state } = this;
    return html`${this.#form(state)}
      ${state?.problem === undefined ? nothing : html`<p class="problem" role="alert">${glyph('warning')}<span>${shortString(state.problem, 300)}</span></p>`}
      ${state?.stale === true && state.result !== undefined ? html`<p class="stale" role="status">${glyph('warning')}<span>The text has changed: this is of the text before.</span></p>` : nothing}
      ${state?.result === undefined ? (state?.going === true ? nothing : html`<p class="empty">One run shows that something can happen. Many, each with a seed of its own, show how often.</p>`) : this.#result(state.result, state)}`;
  }

  #form(state: SeedsState | undefined): TemplateResult {
    const going = state?.going === true;
    return html`<div class="form">
      <label for="runs">Seeds</label>
      <input type="text" inputmode="numeric" id="runs" .value=${String(state?.runs ?? 100)} aria-describedby=${this.problem === '' ? nothing : 'runs-problem'} aria-invalid=${this.problem === '' ? nothing : 'true'}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && this.#run()} @input=${() => (this.problem = '')} />
      ${going ? html`<button class="action" @click=${() => this.#say('stop-seeds')}>Stop</button>` : html`<button class="action" @click=${() => this.#run()}>Run</button>`}
      <button class="action" title="Tries one seed after the other until an invariant is violated, or an expectation does not come true" @click=${() => this.#say('find-seed')}>Find a Seed…</button>
      ${going ? html`<span class="going"><progress max=${state.runs} .value=${state.done} aria-label="Runs that are over"></progress><span>${grouped(state.done)} of ${grouped(state.runs)}</span></span>` : nothing}
    </div>
    ${this.problem === '' ? nothing : html`<p class="problem" id="runs-problem" role="alert">${glyph('warning')}<span>${this.problem}</span></p>`}`;
  }

  #result(result: SeedsResult, state: SeedsState): TemplateResult {
    const { runs, from, to, held, stats } = result;
    const some = !state.going && runs < state.runs ? `, stopped before the ${grouped(state.runs)} that were asked for` : '';
    const of = (kind: HeldRow['kind']): readonly HeldRow[] => held.filter((row) => row.kind === kind);
    const group = (title: string, kind: HeldRow['kind']): TemplateResult | typeof nothing =>
      of(kind).length === 0 ? nothing : html`<section aria-labelledby=${kind}><h3 id=${kind}>${title}</h3><ul>${repeat(of(kind), (row) => row.words, (row) => this.#held(row, runs))}</ul></section>`;
    return html`<div class=${state.stale ? 'old' : ''}>
      <p class="quiet">${grouped(runs)} ${runs === 1 ? 'run' : 'runs'}, seeds ${from} to ${to}${some}</p>
      ${group('Expectations that came true', 'expectation')}${group('Invariants that held', 'invariant')}
      ${stats.length === 0 ? nothing : html`<section aria-labelledby="numbers"><h3 id="numbers">Numbers of a run</h3><ul>${repeat(stats, ({ name }) => name, (row) => this.#stat(row))}</ul></section>`}
    </div>`;
  }

  #held({ kind, words, held, seeds }: HeldRow, runs: number): TemplateResult {
    const all = held === runs;
    const share = runs === 0 ? 0 : held / runs;
    const key = `${kind} ${words}`;
    const open = this.opened.has(key);
    const shown = open ? seeds : seeds.slice(0, FEW);
    const more = runs - held - shown.length;
    return html`<li class="held">
      <span class="words">${glyph(all ? 'ok' : held === 0 ? 'lost' : 'inside')}<bdi>${shortString(words, 200)}</bdi></span>
      <span class="measure"><span class="bar" aria-hidden="true"><span class="fill" style="width:${(share * 100).toFixed(2)}%"></span></span><span class="number">${grouped(held)} of ${grouped(runs)}<span class="quiet"> · ${percent(share)}</span></span></span>
      ${all ? nothing : html`<span class="seeds"><span class="quiet">Not with seed</span>
        ${shown.map((seed) => html`<button class="seed ${seed === this.seed ? 'current' : ''}" aria-current=${seed === this.seed ? 'true' : nothing} aria-label=${`Show the run with seed ${seed}`} @click=${() => this.#say('open-seed', { seed })}>${seed}</button>`)}
        ${more > 0 && shown.length < seeds.length ? html`<button class="seed" @click=${() => this.#open(key)}>${grouped(more)} more</button>` : more > 0 ? html`<span class="quiet">and ${grouped(more)} more</span>` : nothing}</span>`}
    </li>`;
  }

  #stat(row: StatRow): TemplateResult {
    const { name, min, median, p95, max, counts } = row;
    const words = (value: number): string => valueWords(name, value);
    const most = Math.max(...counts);
    const bar = CHART_WIDTH / counts.length;
    const place = (value: number): number => (row.width === 0 ? 0 : Math.min(CHART_WIDTH, ((value - row.from + (isWhole(row) ? 0.5 : 0)) / (row.width * counts.length)) * CHART_WIDTH));
    const spread: readonly (readonly [string, number])[] = [['least', min], ['median', median], ['95 %', p95], ['most', max]];
    return html`<li class="stat">
      <span class="name"><bdi>${shortString(name, 60)}</bdi></span>
      <svg class="chart" viewBox="0 -2 ${CHART_WIDTH} ${CHART_HEIGHT + 4}" preserveAspectRatio="none" role="img" aria-label=${`${name} in ${grouped(row.runs)} runs: from ${words(min)} to ${words(max)}; half of them at most ${words(median)}`}>
        ${counts.map((count, i) => {
          const height = count === 0 ? 0 : Math.max(1.5, (count / most) * CHART_HEIGHT);
          return svg`<rect class="column" x=${i * bar + Math.min(0.5, bar * 0.1)} y=${CHART_HEIGHT - height} width=${Math.max(0.5, bar - Math.min(1, bar * 0.2))} height=${height}><title>${barWords(row, i)}: ${grouped(count)} ${count === 1 ? 'run' : 'runs'}</title></rect>`;
        })}
        <path class="base" d="M0 ${CHART_HEIGHT}H${CHART_WIDTH}" />
        <path class="median" d="M${place(median)} -2V${CHART_HEIGHT + 2}" />
      </svg>
      <dl>${spread.map(([title, value]) => html`<div><dt>${title}</dt><dd>${words(value)}</dd></div>`)}</dl>
    </li>`;
  }

  #run(): void {
    const text = this.renderRoot.querySelector<HTMLInputElement>('#runs')!.value.trim();
    const runs = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    this.problem = runs >= 1 && runs <= MAX_RUNS ? '' : `a whole number from 1 to ${grouped(MAX_RUNS)}`;
    if (this.problem === '') this.#say('run-seeds', { runs });
  }

  #open(key: string): void {
    this.opened = new Set([...this.opened, key]);
  }

  #say(name: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static override styles = [panelStyles, seedsStyles];
}

/** Never `100 %` of what did not always hold, nor `0 %` of what did once. */
function percent(share: number): string {
  if (share > 0.999 && share < 1) return '> 99.9 %';
  if (share < 0.001 && share > 0) return '< 0.1 %';
  return `${(share * 100).toFixed(1)} %`;
}

function valueWords(name: string, value: number): string {
  if (/Us$|^virtualTime$/.test(name)) return durationText(value);
  return Number.isInteger(value) ? grouped(value) : String(Number(value.toPrecision(4)));
}

function barWords(row: StatRow, i: number): string {
  const from = row.from + i * row.width;
  const to = from + row.width - (isWhole(row) ? 1 : 0);
  return from === to ? valueWords(row.name, from) : `${valueWords(row.name, from)} to ${valueWords(row.name, to)}`;
}

function isWhole({ from, width }: StatRow): boolean {
  return Number.isInteger(from) && Number.isInteger(width);
}

if (!customElements.get('fl-seeds-panel')) customElements.define('fl-seeds-panel', SeedsPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-seeds-panel': SeedsPanel;
  }
}
