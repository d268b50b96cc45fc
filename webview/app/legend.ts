/**
 * What the signs of the diagram mean, one key away: those that occur in this trace, the others below, and the keys. It is a dialog of the
 * page itself, so the browser keeps the focus within it, closes it with Escape and gives the focus back.
 */
import { html, nothing, render, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { Sign } from '../../src/trace/signs';
import { EVENT_KINDS } from '../../src/trace/trace';
import type { LegendShape, LegendSign } from '../diagram/legend-signs';
import { LEGEND_KEYS, LEGEND_SIGNS } from '../diagram/legend-signs';
import { LEGEND_VIEWS } from '../diagram/legend-views';
import type { LegendView } from '../diagram/legend-views';
import { BAND_LOOKS } from '../../src/trace/looks';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';

export interface Legend {
  readonly element: HTMLElement;
  toggle(): void;
}

/** Bands and leases are no events; whether there are any is seen from what the model says of them. */
const STANDING: readonly { readonly of: 'bands' | 'leases'; readonly words: string; readonly shapes: readonly LegendShape[] }[] = [
  { of: 'bands', words: 'The role of a node along its lane, by colour, edge and first letters; the number is its round.', shapes: [] },
  { of: 'leases', words: 'For as long as the node believes in its lease; the line across is where it runs out.', shapes: [{ className: 'lease', d: 'M-2 -11H2V7H-2z', x: 0, y: 0 }, { className: 'lease-end', d: 'M-14 0H8', x: 0, y: 7 }] },
];

/** What is drawn when the reader asks for it, by key, command or a lane's menu. */
const ASKED: readonly { readonly name: string; readonly words: string; readonly shapes: readonly LegendShape[] }[] = [
  { name: 'past', words: 'What could have influenced the current event, up to the cap.', shapes: [{ className: 'cone past', d: 'M0 -11V9M-5 9H5', x: 0, y: 0 }] },
  { name: 'future', words: 'What the current event can have influenced, from the cap on.', shapes: [{ className: 'cone future', d: 'M0 -9V12', x: 0, y: 0 }, { className: 'cone cap', d: 'M-5 -9H5', x: 0, y: 0 }] },
  { name: 'why', words: 'The chain of causes that led to an event; dashed where it is a guess.', shapes: [{ className: 'why link', d: 'M-24 -4L22 4', x: 0, y: 0 }, { className: 'why step', d: 'M-9 -9H9V9H-9z', x: 0, y: 0 }] },
  { name: 'fog', words: 'What the node cannot know as which the run is seen; a question mark ends a message whose fate it does not know.', shapes: [{ className: 'fog hatch', d: 'M-26 6L-14 -6M-18 8L-2 -8M-6 8L10 -8M6 8L22 -8M18 6L26 -2', x: 0, y: 0 }, { className: 'fog-edge', d: 'M-26 -11H26', x: 0, y: 0 }] },
];

export function createLegend(store: Store, transport: Transport): Legend {
  const element = document.createElement('dialog');
  element.className = 'legend';
  element.setAttribute('aria-labelledby', 'legend-title');
  /** What occurs in which run. */
  let known: { readonly run: number; readonly events: number; readonly signs: ReadonlySet<Sign> } | undefined;
  element.addEventListener('click', (event) => {
    // Beside it is what it lies on.
    if (event.target === element) element.close();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== '?') return;
    event.preventDefault();
    element.close();
  });
  return {
    element,
    toggle() {
      if (element.open) return element.close();
      ask();
      draw();
      element.showModal();
      // From the top, with the heading first.
      element.querySelector<HTMLElement>('h2')?.focus();
    },
  };

  function ask(): void {
    const { run } = store;
    if (run === undefined || (known?.run === run.number && known.events === run.columns.length)) return;
    const events = run.columns.length;
    transport.request('signs', { run: run.number }).then(
      (signs) => {
        known = { run: run.number, events, signs: new Set(signs) };
        draw();
      },
      // A newer run has come; what occurs in that one is asked when the legend is opened again.
      () => {},
    );
  }

  /** Until the host has looked into the details, the kinds of events are known. */
  function occurring(): ReadonlySet<Sign> {
    const { run } = store;
    if (run !== undefined && known?.run === run.number) return known.signs;
    return new Set(EVENT_KINDS.filter((_, code) => (run?.columns.countOf(code) ?? 0) > 0));
  }

  function draw(): void {
    render(template(), element);
  }

  function template(): TemplateResult {
    const signs = occurring();
    const { show } = store.run?.info.header ?? {};
    const here = LEGEND_SIGNS.filter(({ sign }) => signs.has(sign));
    const others = LEGEND_SIGNS.filter(({ sign }) => !signs.has(sign));
    const standing = STANDING.filter(({ of }) => show?.[of] !== undefined);
    const views = LEGEND_VIEWS.filter(({ now }) => now(store));
    const otherViews = LEGEND_VIEWS.filter((each) => !views.includes(each));
    return html`<div class="sheet">
      <header>
        <h2 id="legend-title" tabindex="-1">What the signs mean</h2>
        <vscode-button appearance="icon" aria-label="Close the legend" title="Close (Escape)" @click=${() => element.close()}>${icon('close')}</vscode-button>
      </header>
      <div class="content" tabindex="0" role="region" aria-labelledby="legend-title">
        ${views.length === 0
          ? nothing
          : html`<h3>In this view</h3>
              <ul class="picture">
                ${views.map(view)}
              </ul>`}
        ${store.run === undefined ? nothing : html`<h3>In this trace</h3>`}
        <ul class="picture">
          ${here.map(entry)}
          ${standing.map(({ words, shapes, of }) => item(of, words, of === 'bands' ? bands() : picture(shapes)))}
        </ul>
        ${others.length === 0
          ? nothing
          : html`<details>
              <summary>Signs that do not occur in it</summary>
              <ul class="picture">
                ${others.map(entry)}
              </ul>
            </details>`}
        <h3>Elsewhere, or when you ask for it</h3>
        <ul class="picture">
          ${ASKED.map(({ name, words, shapes }) => item(name, words, picture(shapes)))}
          ${otherViews.map(view)}
        </ul>
        <h3>Keys</h3>
        <dl>
          ${LEGEND_KEYS.map(([keys, words]) => html`<div><dt>${keys.split('  ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${words}</dd></div>`)}
        </dl>
      </div>
    </div>`;
  }

  function entry({ sign, words, shapes }: LegendSign): TemplateResult {
    return item(sign, words, picture(shapes));
  }

  function view({ name, words, shapes, letter }: LegendView): TemplateResult {
    return item(name, words, picture(shapes, letter));
  }

  function item(name: string, words: string, drawn: TemplateResult): TemplateResult {
    return html`<li data-sign=${name}>${drawn}<span>${words}</span></li>`;
  }

  function picture(shapes: readonly LegendShape[], letter?: LegendView['letter']): TemplateResult {
    return html`<svg viewBox="-30 -12 60 24" width="60" height="24" aria-hidden="true">
      ${shapes.map(({ className, d, x, y }) => svg`<path class=${className} d=${d} transform=${`translate(${x} ${y})`}/>`)}${letter === undefined ? nothing : svg`<text class=${letter.className} y="3.5" text-anchor="middle">${letter.text}</text>`}
    </svg>`;
  }

  function bands(): TemplateResult {
    return html`<svg viewBox="-30 -12 60 24" width="60" height="24" aria-hidden="true">
      ${BAND_LOOKS.map((look, k) => svg`<path class=${`band ${look}`} d=${look === 'rests' ? 'M-4 -9v18m8 0v-18' : 'M-4 -9h8v18h-8z'} transform=${`translate(${-24 + k * 12} 0)`}/>`)}
    </svg>`;
  }
}
