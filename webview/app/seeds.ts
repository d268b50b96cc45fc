/** Many seeds of the scenario for the pane of that name: what the host tells of them, and what the reader wants of them. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { SeedsState, SeedsWish } from '../../src/protocol/seeds';
import '../panels/seeds-panel';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { icon } from './icon';
import { grouped } from '../panels/time-words';

export interface SeedsPane {
  template(): TemplateResult;
  /** Beside the pane's title: how far it is. */
  mark(): TemplateResult | string;
  tell(state: SeedsState): void;
}

export function createSeeds(store: Store, transport: Transport, changed: () => void): SeedsPane {
  let state: SeedsState | undefined;
  const wish = (what: SeedsWish): void => transport.send({ type: 'seeds', wish: what });
  return {
    template() {
      const { run } = store;
      return html`<fl-seeds-panel
        .state=${state}
        .seed=${run?.info.header.seed}
        @run-seeds=${(event: CustomEvent<{ readonly runs: number }>) => wish({ what: 'run', runs: event.detail.runs })}
        @stop-seeds=${() => wish({ what: 'stop' })}
        @find-seed=${() => wish({ what: 'find' })}
        @open-seed=${(event: CustomEvent<{ readonly seed: number }>) => wish({ what: 'open', seed: event.detail.seed })}
      ></fl-seeds-panel>`;
    },
    mark() {
      if (state?.going !== true) return '';
      return html`<span class="count">${icon('loading')} ${grouped(state.done)} of ${grouped(state.runs)}</span>`;
    },
    tell(told) {
      if (state?.going === true && !told.going && told.result !== undefined) store.say(`${grouped(told.result.runs)} seeds have been run`);
      state = told;
      changed();
    },
  };
}
