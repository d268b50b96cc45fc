/** The three ways to see a trace, as tabs: our diagram, the classic sequence diagram, and the list of events. */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { Diagram } from '../diagram/diagram';
import { emit } from '../panels/emit';
import '../panels/events-list';
import type { EventsSource } from '../panels/events-list';
import type { Causal } from '../store/causal';
import type { Find } from '../store/find';
import { createKnownRows } from '../store/known-rows';
import type { Run, Store } from '../store/store';
import { TABS } from '../store/view-state';
import type { Tab } from '../store/view-state';
import type { Transport } from '../transport';
import { coneToggle } from './causal-banners';
import { clockChoice } from './clock-choice';
import { icon } from './icon';
import type { Part } from './part';
import { createSequence } from './sequence';
import { foldWords } from './folds';
import { asideWords, endsToFetch } from './row-asides';
import { hiddenLine } from './hidden-line';
import { spacingChoice } from './spacing-choice';
import { directionToggle } from './time-direction';
import { eventRef, isTimed } from './words';

const TITLES: { readonly [K in Tab]: string } = { diagram: 'Diagram', sequence: 'Sequence', events: 'Events' };

export function createStage(store: Store, transport: Transport, diagram: Diagram, find: Find, causal: Causal, changed: () => void): Part & { readonly element: HTMLElement } {
  const element = document.createElement('section');
  element.className = 'stage';
  element.setAttribute('aria-label', 'Trace');

  const sequence = createSequence(store, transport, changed);
  let source: EventsSource | undefined;
  let sourceOf: Run | undefined;
  let revision = 0;
  let isFound: ((event: number) => boolean) | undefined;
  let foundVersion = -1;
  const known = createKnownRows(store, causal, changed);
  store.on('details', () => revision++);
  causal.onChange(() => revision++);

  return {
    element,
    render() {
      // The picture scrolls before anything else is written, while the browser still knows where everything is.
      const shown = store.view.tab === 'diagram';
      if (shown && diagram.element.isConnected) diagram.render();
      render(template(), element);
    },
  };

  function template(): TemplateResult {
    const { tab } = store.view;
    return html`<vscode-panels
      activeid=${`tab-${tab}`}
      .activeindicator=${false}
      aria-label="Views of the trace"
      @change=${(event: CustomEvent<Element | undefined>) => choose(event)}
    >
      ${TABS.map((each) => html`<vscode-panel-tab id=${`tab-${each}`}>${TITLES[each]}</vscode-panel-tab>`)}
      ${tools()}
      <vscode-panel-view id="view-diagram">${diagram.element}</vscode-panel-view>
      <vscode-panel-view id="view-sequence">${store.run?.seenBy === undefined ? sequence.template() : hiddenFrom(store.run.seenBy.name)}</vscode-panel-view>
      <vscode-panel-view id="view-events">${events()}</vscode-panel-view>
    </vscode-panels>`;
  }

  /** Whole messages stand there, with both their ends. */
  function hiddenFrom(name: string): TemplateResult {
    return html`<p class="unknown">${icon('eye')}<span>This picture shows the whole run, more than <bdi>${name}</bdi> can know, and is hidden while you see as it does.</span></p>`;
  }

  function events(): TemplateResult {
    const { run, step, view } = store;
    if (run !== undefined && run !== sourceOf) {
      sourceOf = run;
      source = {
        ref: (index) => eventRef(run, index),
        detail: (index) => run.details.get(index),
        folded(index) {
          const fold = run.seenBy === undefined ? store.visible.foldOf(index) : undefined;
          return fold === undefined ? undefined : `▸ ${foldWords(run, fold)}`;
        },
        aside: (index) => (run.seenBy === undefined && store.visible.foldOf(index) !== undefined ? '' : asideWords(run, index, index === store.step, causal.cones)),
        want(from, to) {
          run.details.want(from, to);
          run.standing.want(to);
          for (let i = from; i < to; i++) for (const end of endsToFetch(run, i)) run.details.want(end, end + 1);
        },
      };
    }
    // A list that nobody sees is not kept up to date.
    if (view.tab !== 'events') return html`<fl-events-list .source=${source}></fl-events-list>`;
    return html`${hiddenLine(store)}<fl-events-list
      .source=${source}
      .count=${run?.columns.length ?? 0}
      .rows=${known.rows()}
      .empty=${run?.seenBy === undefined ? '' : `There is nothing that ${run.seenBy.name} can know of and that is not hidden.`}
      .found=${found()}
      .open=${run?.seenBy !== undefined}
      @beyond=${(event: CustomEvent<{ readonly to: 'forward' | 'last' }>) => store.move(event.detail.to)}
      .current=${step}
      .timed=${run !== undefined && isTimed(run)}
      .revision=${revision}
    ></fl-events-list>`;
  }

  /** Another function whenever other events are found, so that the list draws its rows again. */
  function found(): ((event: number) => boolean) | undefined {
    if (!find.active || find.filter) return undefined;
    if (foundVersion !== find.version) {
      foundVersion = find.version;
      isFound = (event) => find.isHit(event);
    }
    return isFound;
  }

  function choose(event: CustomEvent<Element | undefined>): void {
    const id = event.detail?.id ?? '';
    const tab = TABS.find((each) => `tab-${each}` === id);
    if (tab !== undefined && tab !== store.view.tab) store.setView({ tab });
  }

  function tools(): TemplateResult {
    const { tab, spacing, sideOpen } = store.view;
    const even = spacing === 'even';
    return html`<div slot="end" class="tools">
      ${tab === 'diagram' && store.run !== undefined && isTimed(store.run)
        ? html`${spacingChoice(store)}
            ${even
              ? nothing
              : html`<vscode-button appearance="icon" class="zoom" aria-label="Zoom out" title="Zoom out (−)" @click=${() => diagram.zoom(-1)}
                    >${icon('zoom-out')}</vscode-button
                  ><vscode-button appearance="icon" class="zoom" aria-label="Zoom in" title="Zoom in (+)" @click=${() => diagram.zoom(1)}
                    >${icon('zoom-in')}</vscode-button
                  ><vscode-button appearance="icon" class="zoom" aria-label="Readable scale" title="Readable scale (0)" @click=${() => diagram.zoom(0)}
                    >${icon('screen-normal')}</vscode-button
                  >`}`
        : nothing}
      ${tab === 'diagram' ? directionToggle(store) : nothing}${tab === 'sequence' ? nothing : coneToggle(store)}${tab === 'diagram' && store.run?.info.comparison === undefined ? clockChoice(store) : nothing}
      <vscode-button appearance="icon" class="legend-button" aria-label="What the signs mean" title="What the signs mean (?)" @click=${() => emit(element, 'show-legend', {})}>${icon('question')}</vscode-button>
      <vscode-button
        appearance="icon"
        aria-label=${sideOpen ? 'Hide the side area' : 'Show the side area'}
        title=${sideOpen ? 'Hide the side area' : 'Show the side area'}
        @click=${() => store.setView({ sideOpen: !sideOpen })}
        >${icon(sideOpen ? 'layout-sidebar-right' : 'layout-sidebar-right-off')}</vscode-button
      >
    </div>`;
  }
}
