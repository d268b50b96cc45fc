/** The classic sequence diagram of the messages around the step, asked for while its tab is shown. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Requests } from '../../src/protocol/messages';
import '../panels/sequence-view';
import type { Store } from '../store/store';
import type { Transport } from '../transport';

export interface Sequence {
  template(): TemplateResult;
}

type Answer = Requests['sequence']['result'];

export function createSequence(store: Store, transport: Transport, changed: () => void): Sequence {
  let answer: Answer | undefined;
  let problem = '';
  let busy = false;
  /** Run, length and step of the last question. */
  let asked = '';

  return {
    template() {
      const active = store.view.tab === 'sequence';
      if (active) ask();
      return html`<fl-sequence-view
        .source=${answer?.source ?? ''}
        .from=${answer?.from ?? 0}
        .to=${answer?.to ?? 0}
        .total=${answer?.total ?? 0}
        .highlight=${answer?.highlight ?? -1}
        .active=${active}
        .problem=${problem}
      ></fl-sequence-view>`;
    },
  };

  /** One question at a time: while it is answered, later steps wait and only the last of them is asked about. */
  function ask(): void {
    const { run, step } = store;
    if (run === undefined || run.columns.length === 0 || busy) return;
    const key = `${run.number} ${run.columns.length} ${step}`;
    if (key === asked) return;
    asked = key;
    busy = true;
    transport.request('sequence', { run: run.number, step }).then(
      (found) => finish(found, ''),
      (reason: unknown) => finish(answer, store.run === run && reason instanceof Error ? reason.message : ''),
    );
  }

  function finish(found: Answer | undefined, why: string): void {
    busy = false;
    answer = found;
    problem = why;
    changed();
  }
}
