/**
 * Two runs in one diagram, as a read-only custom editor over an address that says what they are of (see compare-address.ts). There is no
 * file behind such an address; the comparison is made anew whenever either side changes.
 */
import { Disposable, EventEmitter, FileSystemError, FileType, Uri, ViewColumn, commands, window, workspace } from 'vscode';
import type { CustomDocument, CustomReadonlyEditorProvider, ExtensionContext, FileChangeEvent } from 'vscode';
import { namesOf, queryOf, readQuery, swapped } from './compare-address';
import type { ComparisonAddress } from './compare-address';
import type { ComparisonFeed } from './compare-feed';
import { fileOf, followRuns, resourceOf } from './compare-commit';
import { openSide } from './compare-sides';
import type { OpenSide } from './compare-sides';
import { openSource } from './open';
import type { Host } from './host';
import { openLayouts } from './layouts';
import { openView } from './view-page';

export const COMPARISON_EDITOR = 'faultline.comparison';
const SCHEME = 'faultline-comparison';

interface ComparisonDocument extends CustomDocument {
  readonly address: ComparisonAddress;
  readonly feed: ComparisonFeed;
}

export function registerComparisons(host: Host, memory: ExtensionContext['workspaceState']): Disposable {
  const layouts = openLayouts(memory);

  const open = async (uri: Uri): Promise<ComparisonDocument> => {
    const address = readQuery(uri.query);
    if (address === undefined) throw new Error('This address does not say what to compare.');
    const { openComparison } = await import('./compare-feed');
    const sides: OpenSide[] = [];
    try {
      for (const side of [address.left, address.right]) sides.push(await openSide(side, layouts, host.onDefect));
    } catch (error) {
      for (const side of sides) side.dispose();
      throw error;
    }
    const names = namesOf(address);
    const feed = openComparison({ feed: sides[0]!.feed, name: names.left }, { feed: sides[1]!.feed, name: names.right }, host.onDefect);
    return { uri, address, feed, dispose: () => Disposable.from(feed, ...sides).dispose() };
  };

  const provider: CustomReadonlyEditorProvider<ComparisonDocument> = {
    openCustomDocument: open,
    resolveCustomEditor({ uri, address, feed }, panel) {
      openView(host, panel, {
        uri,
        feed,
        showProblems: () => openSource(Uri.parse(address.left.uri, true)),
        async perspective({ compared }, node) {
          const { comparedPerspective } = await import('./compare-answers');
          return comparedPerspective(compared!.comparison, namesOf(address), node);
        },
        async swapSides() {
          const { viewColumn } = panel;
          await openComparisonOf(swapped(address), viewColumn);
          panel.dispose();
        },
      });
    },
  };

  /** The file that a command is for: the one it was called on, else that of the active diagram or text. */
  const subject = (argument: unknown): Uri | undefined => {
    if (argument instanceof Uri) return argument;
    if (argument !== null && typeof argument === 'object' && 'uri' in argument && argument.uri instanceof Uri) return argument.uri;
    return host.views.active()?.uri ?? window.activeTextEditor?.document.uri;
  };
  return Disposable.from(
    noFiles(),
    window.registerCustomEditorProvider(COMPARISON_EDITOR, provider, { supportsMultipleEditorsPerDocument: true }),
    commands.registerCommand('faultline.compareWith', async (argument: unknown, chosen: unknown) => {
      const several = Array.isArray(chosen) ? chosen.filter((each): each is Uri => each instanceof Uri) : [];
      const [left, right] = several;
      if (several.length === 2) return openComparisonOf({ left: { uri: left!.toString() }, right: { uri: right!.toString() } });
      const uri = subject(argument);
      if (uri === undefined || uri.scheme === SCHEME) {
        await window.showInformationMessage('Open a scenario or a recording first, then compare it with another.');
        return;
      }
      const { pickComparison } = await import('./compare-pick');
      const address = await pickComparison(host, uri);
      if (address) await openComparisonOf(address);
    }),
    commands.registerCommand('faultline.compareWithCommit', async (argument: unknown) => {
      const uri = fileOf(resourceOf(argument) ?? subject(argument));
      if (uri === undefined) {
        await window.showInformationMessage('Only a scenario or a recording in a file can be compared with what it was in git.');
        return;
      }
      const { committed } = await import('./compare-pick');
      const address = await committed(uri);
      if (address) await openComparisonOf(address);
    }),
    followRuns(host.onDefect),
    commands.registerCommand('faultline.compare', (address: ComparisonAddress) => openComparisonOf(address)),
    commands.registerCommand('faultline.swapSides', async () => {
      const view = host.views.active();
      const address = view?.viewType === COMPARISON_EDITOR ? readQuery(view.uri.query) : undefined;
      if (view === undefined || address === undefined) return;
      await openComparisonOf(swapped(address), view.panel.viewColumn);
      view.panel.dispose();
    }),
  );
}

async function openComparisonOf(address: ComparisonAddress, column: ViewColumn = ViewColumn.Active): Promise<void> {
  const { left, right } = namesOf(address);
  const uri = Uri.from({ scheme: SCHEME, path: `/${`${left} ⇄ ${right}`.replaceAll(/[\\/?#]/g, ' ')}`, query: queryOf(address) });
  await commands.executeCommand('vscode.openWith', uri, COMPARISON_EDITOR, column);
}

/** VS Code asks about the file behind every tab. */
function noFiles(): Disposable {
  const changes = new EventEmitter<FileChangeEvent[]>();
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  return Disposable.from(
    changes,
    workspace.registerFileSystemProvider(
      SCHEME,
      {
        onDidChangeFile: changes.event,
        watch: () => new Disposable(() => {}),
        stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: 0 }),
        readDirectory: () => [],
        readFile: () => new Uint8Array(),
        createDirectory: refuse,
        writeFile: refuse,
        delete: refuse,
        rename: refuse,
      },
      { isReadonly: true, isCaseSensitive: true },
    ),
  );
}
