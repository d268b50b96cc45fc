/**
 * Help with writing scenarios in the text editor. What helps is loaded with the first scenario that is open as a document: until then
 * there is nothing to help with, and starting has to stay cheap.
 */
import { Disposable, languages, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Host } from './host';
import { SCENARIO_FILES } from './scenario-files';
import type { Seeds } from './seeds';
import type { ScenarioStore } from './scenario-store';
import { registerWritingCommands } from './writing-commands';

export function registerLanguage(host: Host, store: ScenarioStore, seeds: Seeds): Disposable {
  let providers: Disposable | undefined;
  let closed = false;
  let asked = false;
  const look = (document: TextDocument): void => {
    if (asked || languages.match(SCENARIO_FILES, document) === 0) return;
    asked = true;
    opening.dispose();
    import('./language-providers')
      .then(({ registerProviders }) => {
        if (!closed) providers = registerProviders(host, store);
      })
      .catch(host.onDefect);
  };
  const opening = workspace.onDidOpenTextDocument(look);
  workspace.textDocuments.forEach(look);
  const commands = registerWritingCommands(host, store, seeds);
  return new Disposable(() => {
    closed = true;
    opening.dispose();
    commands.dispose();
    providers?.dispose();
  });
}
