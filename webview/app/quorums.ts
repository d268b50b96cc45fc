/** The rounds of votes for the pane "Quorums": asked for while the pane is open, a page at a time. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { timeWords } from '../panels/time-words';
import '../panels/ledger-panel';
import type { LedgerPage } from '../../src/trace/ledger';
import { sideAt } from '../store/one-run';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { isTimed } from './words';

export interface Quorums {
  template(): TemplateResult;
}

/** Rounds shown before the reader asks for more: every mark is an element of the page. */
const PAGE = 30;

export function createQuorums(store: Store, transport: Transport, changed: () => void): Quorums {
  let page: LedgerPage | undefined;
  /** What the page belongs to: the run, how much of it there was, and how many rounds were wished for. */
  let of = '';
  let count = PAGE;
  let busy = false;
  store.on('run', () => {
    page = undefined;
    count = PAGE;
  });

  return {
    template() {
      const { run, step } = store;
      if (run !== undefined && !covers(step)) void ask();
      const rounds = page?.rounds.filter(({ begins }) => begins <= step) ?? [];
      return html`<fl-ledger-panel
        .rounds=${rounds}
        .step=${step}
        .begun=${(page?.begun ?? 0) - ((page?.rounds.length ?? 0) - rounds.length)}
        .loading=${page === undefined}
        .full=${page?.full === true}
        .whenOf=${(event: number) => (run !== undefined && isTimed(run) ? timeWords(run.columns.t[event]!) : '')}
        @more-rounds=${more}
      ></fl-ledger-panel>`;
    },
  };

  function keyNow(): string {
    const { run } = store;
    return run === undefined ? '' : `${run.number} ${run.complete || run.columns.length} ${count} ${sideAt(run, store.step).side ?? ''}`;
  }

  /** Whether what is here tells all that is to be shown at a step. */
  function covers(step: number): boolean {
    if (page === undefined || of !== keyNow()) return false;
    if (page.next >= 0 && step >= page.next) return false;
    const [first] = page.rounds;
    // Further back there may be rounds that are not on this page.
    return first === undefined || first.place === 0 || page.rounds.filter(({ begins }) => begins <= step).length >= Math.min(count, PAGE) / 2;
  }

  function more(): void {
    count += PAGE * 4;
    changed();
  }

  async function ask(): Promise<void> {
    const { run, step } = store;
    if (busy || run === undefined) return;
    busy = true;
    const key = keyNow();
    try {
      const answer = await transport.request('ledger', { run: run.number, step, count, ...sideAt(run, step) });
      if (store.run === run) {
        page = answer;
        of = key;
      }
    } catch {
      // A newer run has come, and with it the next question.
      of = key;
      page ??= { rounds: [], begun: 0, total: 0, next: -1, full: false };
    } finally {
      busy = false;
    }
    changed();
  }
}
