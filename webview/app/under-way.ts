/** What is under way at the current step, asked for while its pane is open; while an answer is on its way only the newest step waits. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import '../panels/under-way-panel';
import type { UnderWayAt } from '../../src/trace/under-way';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { isTimed } from './words';

export interface UnderWayPane {
  template(): TemplateResult;
}

export function createUnderWayPane(store: Store, transport: Transport, changed: () => void): UnderWayPane {
  let at: UnderWayAt | undefined;
  /** The step that it belongs to. */
  let of = -1;
  let ofRun = -1;
  let busy = false;

  return {
    template() {
      const { run, step } = store;
      if (run !== undefined && (ofRun !== run.number || of !== step)) void ask();
      const columns = run?.columns;
      const here = ofRun === run?.number ? at : undefined;
      return html`<fl-under-way
        .at=${here}
        .stepUs=${here === undefined ? 0 : (columns?.t[of] ?? 0)}
        .timed=${run !== undefined && isTimed(run)}
        .tOf=${(event: number) => columns?.t[event] ?? 0}
      ></fl-under-way>`;
    },
  };

  async function ask(): Promise<void> {
    const { run, step } = store;
    if (busy || run === undefined || run.columns.length === 0) return;
    busy = true;
    try {
      const answer = await transport.request('underWay', { run: run.number, step });
      if (store.run === run) [at, of, ofRun] = [answer, step, run.number];
    } catch {
      // The host answers for the newest run only; the next change asks again.
      [at, of, ofRun] = [undefined, step, run.number];
    } finally {
      busy = false;
    }
    changed();
  }
}
