/** The diagram of a scenario file, as a custom editor over its text. */
import { Uri, window } from 'vscode';
import type { CustomTextEditorProvider, Disposable } from 'vscode';
import type { PerspectiveTable } from '../protocol/messages';
import { currentText, filesAround } from './extended-files';
import type { Changes } from './changes';
import type { Other } from './comparison';
import { uriOf } from './gallery';
import type { Host } from './host';
import type { LiveRun } from './feed';
import { SCENARIO_EDITOR, showProblem } from './open';
import type { Seeds } from './seeds';
import type { ScenarioStore } from './scenario-store';
import { openView } from './view-page';

export function registerScenarioEditor(host: Host, store: ScenarioStore, changes: Changes, seeds: Seeds): Disposable {
  const provider: CustomTextEditorProvider = {
    resolveCustomTextEditor(document, panel) {
      const scenario = store.of(document);
      const shown = scenario.show();
      panel.onDidDispose(() => shown.dispose());
      openView(host, panel, {
        uri: document.uri,
        feed: scenario,
        changes,
        seeds,
        dismissGhost: (run) => scenario.dismissGhost(run),
        async showProblems() {
          const [first] = scenario.problems;
          if (first) await showProblem(document.uri, first);
        },
        perspective: (run, node) => perspectiveOf(host, document.uri, run, node, scenario.parsed?.scenario?.compare?.with ?? []),
      });
    },
  };
  return window.registerCustomEditorProvider(SCENARIO_EDITOR, provider, { supportsMultipleEditorsPerDocument: true });
}

async function perspectiveOf(host: Host, uri: Uri, run: LiveRun, node: string, ids: readonly string[]): Promise<PerspectiveTable> {
  const others = await Promise.all(ids.map((id) => otherOf(host, uri, id)));
  const { comparison } = await import('./comparison');
  return comparison(run.info.title, run.trace, node, others);
}

/** The scenario `id` names: the file beside this one, or else the bundled one, so that a copy needs no company. */
async function otherOf(host: Host, uri: Uri, id: string): Promise<Other> {
  const beside = Uri.joinPath(uri, '..', `${id}.scenario.yaml`);
  const bundled = (await host.gallery()).scenarios.find((scenario) => scenario.id === id);
  for (const place of bundled ? [beside, uriOf(bundled)] : [beside]) {
    // What is being typed counts, saved or not.
    const text = await currentText(place);
    if (text !== undefined) return { id, text, files: (await filesAround(place, text))?.files };
  }
  return { id, text: undefined };
}
