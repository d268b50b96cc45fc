/** Parameters, seed and network of the scenario for the pane of that name: asked for while it is open, and again with each run. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { SettingsPage } from '../../src/protocol/settings';
import '../panels/settings-panel';
import type { Store } from '../store/store';
import type { Transport } from '../transport';

export interface Settings {
  template(): TemplateResult;
}

export function createSettings(store: Store, transport: Transport, changed: () => void): Settings {
  let page: SettingsPage | undefined;
  let of = -1;
  let asked = -1;
  let problems: ReadonlyMap<string, string> = new Map();

  return {
    template() {
      const { run } = store;
      if (run !== undefined && asked !== run.number) void ask(run.number);
      return html`<fl-settings-panel
        .page=${page}
        .run=${of}
        .readOnly=${run?.info.readOnly === true}
        .problems=${problems}
        @set-value=${(event: CustomEvent<{ readonly id: string; readonly value?: string }>) => void set(event.detail)}
        @forget-problem=${(event: CustomEvent<{ readonly id: string }>) => tell(event.detail.id, undefined)}
        @show-line=${(event: CustomEvent<{ readonly line: number }>) => transport.send({ type: 'showLine', line: event.detail.line })}
        @copy-scenario=${() => transport.send({ type: 'copyToWorkspace' })}
      ></fl-settings-panel>`;
    },
  };

  async function ask(run: number): Promise<void> {
    asked = run;
    try {
      const answer = await transport.request('settings', { run });
      if (asked !== run) return;
      page = answer;
      of = run;
    } catch {
      // A newer run has come, and with it the next question; until then what is known stays.
    }
    changed();
  }

  async function set({ id, value }: { readonly id: string; readonly value?: string }): Promise<void> {
    const { run } = store;
    if (run === undefined) return;
    try {
      const { problem } = await transport.request('set', { run: run.number, id, ...(value === undefined ? {} : { value }) });
      tell(id, problem);
    } catch (error) {
      tell(id, error instanceof Error ? error.message : String(error));
    }
  }

  function tell(id: string, problem: string | undefined): void {
    if (problems.get(id) === problem) return;
    const others = [...problems].filter(([each]) => each !== id);
    problems = new Map(problem === undefined ? others : [...others, [id, problem]]);
    changed();
  }
}
