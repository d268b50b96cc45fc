/** The commands for whoever writes scenarios. Only their names are here; what they do is loaded when one is called. */
import { Disposable, Uri, commands, window, workspace } from 'vscode';
import type { Host } from './host';
import type * as Running from './run-scenario';
import { PROTOCOL_SCHEME } from './scenario-files';
import type { Sought } from '../scenario/find-seed';
import { seedSettings } from './settings';
import type { Seeds } from './seeds';
import type { ScenarioStore } from './scenario-store';

export function registerWritingCommands(host: Host, store: ScenarioStore, seeds: Seeds): Disposable {
  const addresses = (argument: unknown): Uri | undefined => (argument instanceof Uri ? argument : (host.views.active()?.uri ?? window.activeTextEditor?.document.uri));
  const add = (name: string, run: (argument: unknown, given: unknown) => Promise<unknown>): Disposable => commands.registerCommand(`faultline.${name}`, run);
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
    // Above the text the number stands in the words; elsewhere the reader is asked.
    add('manySeeds', async (argument, given) => {
      const uri = addresses(argument);
      if (!uri?.path.endsWith('.scenario.yaml')) return undefined;
      const runs = typeof given === 'number' ? given : argument instanceof Uri && given === undefined ? seedSettings().runs : await askRuns();
      return runs === undefined ? undefined : seeds.run(uri, runs);
    }),
    add('findSeed', async (argument, given) => {
      const uri = addresses(argument);
      return uri?.path.endsWith('.scenario.yaml') ? seeds.find(uri, given as Sought | undefined) : undefined;
    }),
    add('newScenario', async (argument) => (await import('./new-scenario')).newScenario(host, argument)),
    add('showProtocol', async (argument) => (await import('./show-protocol')).showProtocol(host, argument)),
  );
}

async function askRuns(): Promise<number | undefined> {
  const { MAX_RUNS } = await import('../scenario/many-runs');
  const typed = await window.showInputBox({
    title: 'Run Many Seeds',
    prompt: 'How many seeds, from that of the text on',
    value: String(seedSettings().runs),
    validateInput: (text) => (/^\d{1,9}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MAX_RUNS ? undefined : `A whole number from 1 to ${MAX_RUNS}`),
  });
  return typed === undefined ? undefined : Number(typed);
}
