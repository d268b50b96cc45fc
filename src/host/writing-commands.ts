/** The commands for whoever writes scenarios. Only their names are here; what they do is loaded when one is called. */
import { Disposable, Uri, commands, window, workspace } from 'vscode';
import type { Host } from './host';
import type * as Running from './run-scenario';
import { PROTOCOL_SCHEME } from './scenario-files';
import type { ScenarioStore } from './scenario-store';

export function registerWritingCommands(host: Host, store: ScenarioStore): Disposable {
  const addresses = (argument: unknown): Uri | undefined => (argument instanceof Uri ? argument : (host.views.active()?.uri ?? window.activeTextEditor?.document.uri));
  const add = (name: string, run: (argument: unknown) => Promise<unknown>): Disposable => commands.registerCommand(`faultline.${name}`, run);
  const onScenario = (name: string, run: (writing: typeof Running, uri: Uri) => Promise<unknown>): Disposable =>
    add(name, async (argument) => {
      const uri = addresses(argument);
      if (uri?.path.endsWith('.scenario.yaml')) await run(await import('./run-scenario'), uri);
    });
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(PROTOCOL_SCHEME, {
      provideTextDocumentContent: async (uri) => (await import('./show-protocol')).protocolText(uri, host),
    }),
    onScenario('runScenario', (writing, uri) => writing.runOnce(store, uri)),
    onScenario('checkScenario', (writing, uri) => writing.checkOperations(store, uri)),
    onScenario('manySeeds', (writing, uri) => writing.runManySeeds(store, uri)),
    add('newScenario', async (argument) => (await import('./new-scenario')).newScenario(host, argument)),
    add('showProtocol', async (argument) => (await import('./show-protocol')).showProtocol(host, argument)),
  );
}
