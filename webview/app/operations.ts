/**
 * Clients' operations for the pane of that name, and the order in which one object would have done them. The table is asked for
 * while the pane is open; the order at once when the scenario speaks of one, since its marks belong into the diagram.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { OperationsPage, OrderFound } from '../../src/protocol/operations';
import { timeWords } from '../panels/time-words';
import '../panels/operations-panel';
import { placingsOf } from '../store/placings';
import { sideAt } from '../store/one-run';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';
import { isTimed } from './words';

export interface Operations {
  template(): TemplateResult;
  /** Beside the pane's title: what was found. */
  mark(): TemplateResult | string;
}

/** Rows at once: each is some elements of the page. */
const PAGE = 50;
/** The reader wants no object at all. */
const NONE = 'none';

export function createOperations(store: Store, transport: Transport, changed: () => void): Operations {
  let page: OperationsPage | undefined;
  let of = '';
  let from = -1;
  let busy = false;
  /** The search for an order: of which run and object, and what came of it. */
  let sought = '';
  let found: OrderFound | undefined;
  let searching = false;
  store.on('run', () => {
    page = undefined;
    from = -1;
    forget();
  });
  for (const topic of ['run', 'grew', 'view'] as const) store.on(topic, seek);

  return {
    template() {
      const { run, step } = store;
      if (run !== undefined && !covers(step)) void ask();
      return html`<fl-operations-panel
        .page=${page}
        .step=${step}
        .whenOf=${(event: number) => (run !== undefined && isTimed(run) ? timeWords(run.columns.t[event]!) : '')}
        .specification=${object()}
        .found=${found}
        .searching=${searching}
        .placings=${run?.placings}
        @choose-object=${(event: CustomEvent<{ readonly id: string }>) => store.setView({ specification: event.detail.id === '' ? NONE : event.detail.id })}
        @stop-search=${() => run !== undefined && void transport.request('stopLinearizing', { run: run.number })}
        @turn-page=${(event: CustomEvent<{ readonly from: number }>) => turn(event.detail.from)}
      ></fl-operations-panel>`;
    },
    mark() {
      if (found === undefined || found.verdict === 'undecided') return '';
      const yes = found.verdict === 'linearizable';
      return html`<span class="count ${yes ? 'met' : 'unmet'}">${icon(yes ? 'pass' : 'error')} ${yes ? 'linearizable' : 'not linearizable'}</span>`;
    },
  };

  /** The object that operations are held against, '' for none: the reader's choice, or what the scenario expects. */
  function object(): string {
    const { specification } = store.view;
    if (specification === NONE) return '';
    return specification !== '' ? specification : (store.run?.info.specification ?? '');
  }

  function forget(): void {
    sought = '';
    found = undefined;
    searching = false;
  }

  function seek(): void {
    const { run } = store;
    // An order is of one run.
    if (run === undefined || !run.complete || run.info.comparison !== undefined) return;
    const id = object();
    const key = `${run.number} ${id}`;
    if (key === sought) return;
    forget();
    sought = key;
    store.place(undefined);
    if (id === '') return changed();
    searching = true;
    changed();
    transport.request('linearize', { run: run.number, specification: id }).then(
      (answer) => {
        if (sought !== key) return;
        found = answer;
        searching = false;
        store.place(placingsOf(answer));
        changed();
      },
      () => {
        // A newer run has come, and with it the next search; or there is no such object.
        if (sought === key) searching = false;
        changed();
      },
    );
  }

  function keyNow(): string {
    const { run } = store;
    return run === undefined ? '' : `${run.number} ${run.complete || run.columns.length} ${from} ${sideAt(run, store.step).side ?? ''}`;
  }

  /** Whether the operations here are those to be shown at a step: the reader's page, or any that have the step among them. */
  function covers(step: number): boolean {
    if (page === undefined || of !== keyNow()) return false;
    const { rows, total } = page;
    if (from >= 0 || rows.length >= total) return true;
    const [first, last] = [rows[0]!.invoke, rows[rows.length - 1]!.invoke];
    return (step >= first || page.from === 0) && (step <= last || page.from + rows.length >= total);
  }

  function turn(to: number): void {
    from = to;
    changed();
  }

  async function ask(): Promise<void> {
    const { run, step } = store;
    if (busy || run === undefined) return;
    busy = true;
    const key = keyNow();
    try {
      const answer = await transport.request('operations', { run: run.number, step, from, count: PAGE, ...sideAt(run, step) });
      if (store.run === run) {
        page = answer;
        of = key;
      }
    } catch {
      of = key;
      page ??= { rows: [], from: 0, total: 0, fitting: [] };
    } finally {
      busy = false;
    }
    changed();
  }
}
