/** One node's own view of this run beside its view of the runs the scenario names; asked for when the pane is open. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { PerspectiveTable } from '../../src/protocol/messages';
import type { Store } from '../store/store';
import type { Transport } from '../transport';

export interface Perspective {
  show(node: string): void;
  template(): TemplateResult;
}

export function createPerspective(store: Store, transport: Transport, changed: () => void): Perspective {
  let node = '';
  let table: PerspectiveTable | undefined;
  let asked = '';

  return {
    show(of) {
      node = of;
      changed();
    },
    template() {
      const { run } = store;
      if (run !== undefined && !store.view.collapsed.includes('perspective')) ask(run.number, node === '' ? (run.info.compare?.node ?? '') : node);
      return html`<fl-perspective-panel
        .table=${table}
        .loading=${table === undefined}
        .nodes=${run?.columns.nodes.slice(0, 256).map(({ id }) => id) ?? []}
        .node=${node === '' ? (run?.info.compare?.node ?? '') : node}
      ></fl-perspective-panel>`;
    },
  };

  function ask(run: number, of: string): void {
    const key = `${run} ${of}`;
    if (of === '' || key === asked) return;
    asked = key;
    transport.request('perspective', { run, node: of }).then(
      (answer) => {
        if (asked !== key) return;
        table = answer;
        changed();
      },
      () => {
        // A newer run has come, and with it the next question.
        if (asked === key) asked = '';
      },
    );
  }
}
