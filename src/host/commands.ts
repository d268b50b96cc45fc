/** The commands: what each does, and to which view or file. */
import { Disposable, ViewColumn, commands, window } from 'vscode';
import type { Uri } from 'vscode';
import { CHANGE_COMMANDS } from './change-names';
import type { Changes } from './changes';
import { copyToWorkspace } from './copy-to-workspace';
import { isBundled } from './bundled-files';
import { NOTE_COMMANDS } from './note-names';
import { readWish } from './export-picture';
import { uriOf } from './gallery';
import type { ListedFile } from './gallery-view';
import type { Host } from './host';
import { SCENARIO_EDITOR, openDiagram, openNote, openSource } from './open';
import { pickScenario } from './pick-scenario';
import type { TraceEditors } from './trace-editor';
import { STEP_COMMANDS } from './views';

export function registerCommands(host: Host, traces: TraceEditors, changes: Changes): Disposable {
  const add = (name: string, run: (argument: unknown, selected?: unknown) => unknown): Disposable => commands.registerCommand(`faultline.${name}`, run);
  const active = (): Uri | undefined => host.views.active()?.uri ?? window.activeTextEditor?.document.uri;

  return Disposable.from(
    ...STEP_COMMANDS.map((command) => add(command, (argument) => host.views.active()?.send({ type: 'command', command, ...nodeOf(argument) }))),
    ...CHANGE_COMMANDS.map((command) =>
      add(command, async (argument) => {
        const view = host.views.active();
        if (view) await changes.run(command, view, argument);
      }),
    ),
    add('compareBefore', async () => {
      const view = host.views.active();
      if (view) await changes.last(view, 'compare');
    }),
    ...NOTE_COMMANDS.map((command) =>
      add(command, async (argument) => {
        const view = host.views.active();
        return view ? (await import('./note-commands')).runNoteCommand(command, view, changes, argument) : false;
      }),
    ),
    add('keepVariant', async (argument) => {
      const view = host.views.active();
      if (view?.viewType !== SCENARIO_EDITOR) return undefined;
      return (await import('./keep-variant')).keepVariant(view.uri, typeof argument === 'string' ? argument : undefined);
    }),
    add('openScenario', async () => {
      const file = await pickScenario(host);
      if (file) await openFile(host, file);
    }),
    add('openItem', async (argument) => {
      const file = await fileOf(host, argument);
      if (file) await openFile(host, file);
    }),
    add('openItemSource', async (argument) => {
      const file = await fileOf(host, argument);
      if (file) await openSource(file.uri, ViewColumn.Active);
    }),
    add('openSource', async (argument) => {
      const uri = isUri(argument) ? argument : active();
      if (uri) await openSource(uri);
    }),
    add('openDiagram', async (argument) => {
      const uri = isUri(argument) ? argument : active();
      if (uri) await openDiagram(uri, ViewColumn.Beside);
    }),
    add('copyToWorkspace', async (argument) => {
      const uri = isUri(argument) ? argument : ((await fileOf(host, argument))?.uri ?? active());
      // From the walkthrough there may be nothing open yet; then the reader chooses.
      const source = uri && isBundled(uri) ? uri : (await pickScenario(host))?.uri;
      return source && copyToWorkspace(source);
    }),
    add('compareClocks', async (argument) => {
      const view = host.views.active();
      const node = argument !== null && typeof argument === 'object' && 'node' in argument ? argument.node : undefined;
      if (view) await (await import('./compare-clocks')).compareClocks(view, typeof node === 'string' ? node : undefined);
    }),
    add('exportPicture', (argument) => host.views.active()?.exportPicture(readWish(argument))),
    add('anotherSeed', async () => {
      const view = host.views.active();
      if (view) await changes.anotherSeed(view);
    }),
    add('setParameter', async (argument) => {
      const view = host.views.active();
      return view && (await import('./set-parameter')).setParameter(changes, view, argument);
    }),
    add('expectThis', async (argument) => {
      const view = host.views.active();
      if (view) await (await import('./expect-commands')).expectThis(changes, view, argument);
    }),
    add('expectState', async (argument) => {
      const view = host.views.active();
      if (view) await (await import('./expect-commands')).expectState(changes, view, argument);
    }),
    add('exportNotes', async (argument, selected) => (await import('./export-notes')).exportNotes(host, argument, selected)),
    add('searchNotes', async (argument) => (await import('./search-notes')).askSearchNotes(host, typeof argument === 'string' ? argument : '')),
    add('goToEvent', async () => {
      const view = host.views.active();
      if (view) await (await import('./ask-go-to')).askGoTo(view);
    }),
    add('checkOperations', async () => {
      const view = host.views.active();
      if (view) await (await import('./ask-object')).askObject(view);
    }),
    add('describeLayout', async () => {
      const view = host.views.active();
      if (view) await traces.find(view.uri)?.describeLayout();
    }),
  );
}

async function openFile(host: Host, { uri, kind }: ListedFile): Promise<void> {
  if (kind === 'note') {
    host.progress.opened(uri.path.replace(/^\/notes\/|\.md$/g, ''));
    await openNote(uri);
  }
  else await commands.executeCommand('vscode.open', uri);
}

/** What an item of a list stands for, or the bundled scenario with an id. */
async function fileOf(host: Host, argument: unknown): Promise<ListedFile | undefined> {
  if (typeof argument === 'string') {
    const found = (await host.gallery()).scenarios.find(({ id }) => id === argument);
    return found && { uri: uriOf(found), kind: 'scenario' };
  }
  return argument !== null && typeof argument === 'object' && 'uri' in argument && 'kind' in argument ? (argument as ListedFile) : undefined;
}

/** From the menu of a lane's head comes the node it stands for. */
function nodeOf(argument: unknown): { readonly node?: string } {
  if (argument === null || typeof argument !== 'object' || !('node' in argument) || typeof argument.node !== 'string') return {};
  return { node: argument.node };
}

// The title bar passes the address of the editor's file.
function isUri(argument: unknown): argument is Uri {
  return argument !== null && typeof argument === 'object' && 'scheme' in argument && 'path' in argument;
}
