/** One node's own view of this run beside its view of the runs the scenario names; asked for when the pane is open. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { PerspectiveTable } from '../../src/protocol/messages';
import type { Store } from '../store/store';
import type { Transport } from '../transport';

export interface Perspective {
  show(node: string, beside?: string): void;
  template(): TemplateResult;
}

export function createPerspective(store: Store, transport: Transport, changed: () => void): Perspective {
  let node = '';
  let beside = '';
  let table: PerspectiveTable | undefined;
  let asked = '';

  return {
    show(of, other = '') {
      node = of;
      beside = other;
      changed();
    },
    template() {
      const { run } = store;
      const chosen = node === '' ? (run?.info.compare?.node ?? run?.columns.nodes[0]?.id ?? '') : node;
      if (run !== undefined && !store.view.collapsed.includes('perspective')) ask(run.number, chosen);
      return html`<fl-perspective-panel
        .table=${table}
        .loading=${table === undefined}
        .nodes=${run?.columns.nodes.slice(0, 256).map(({ id }) => id) ?? []}
        .node=${chosen}
        .beside=${beside}
        .named=${run?.info.compare !== undefined}
      ></fl-perspective-panel>`;
    },
  };

  function ask(run: number, of: string): void {
    const key = JSON.stringify([run, of, beside]);
    if (of === '' || key === asked) return;
    asked = key;
    transport.request('perspective', { run, node: of, ...(beside === '' ? {} : { beside }) }).then(
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
