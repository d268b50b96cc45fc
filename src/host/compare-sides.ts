/** One side of a comparison: a scenario that is run whenever its text changes, or a recording that is read whenever its file does. */
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { Feed } from './feed';
import type { SideAddress } from './compare-address';
import { filesAround, mayExtend } from './extended-files';
import { textBefore } from './texts-before';
import { committedText, repositoryOf } from './git';
import { isBundled } from './bundled-files';
import type { Layouts } from './layouts';
import { openScenario } from './open-scenario';
import { openTrace } from './open-trace';

export interface OpenSide {
  readonly feed: Feed;
  /** Resolves when it is run or read. */
  settled(): Promise<void>;
  dispose(): void;
}

/** A program that writes a file does so in many pieces. */
const CHANGE_PAUSE_MS = 300;

/** Opens a side; rejects with a reason for the reader when there is no such file. */
export async function openSide(address: SideAddress, layouts: Pick<Layouts, 'of'>, onDefect: (defect: unknown) => void): Promise<OpenSide> {
  const uri = Uri.parse(address.uri, true);
  return isScenario(uri) ? openScenarioSide(uri, address, onDefect) : openTraceSide(uri, address, layouts, onDefect);
}

export function isScenario(uri: Uri): boolean {
  return /\.scenario\.ya?ml$/.test(uri.path);
}

async function openScenarioSide(uri: Uri, { seed, at, before }: SideAddress, onDefect: (defect: unknown) => void): Promise<OpenSide> {
  const { withSeed } = await import('./seed-edit');
  const read = async (): Promise<string> => {
    const text = before === undefined ? await textAt(uri, at) : textBefore(before);
    return seed === undefined ? text : withSeed(text, seed);
  };
  let text = await read();
  const scenario = openScenario({
    text: () => text,
    files: async (now) => (mayExtend(now) ? (await filesAround(uri, now, at === 'head' ? (other) => committedText(other).catch(() => undefined) : undefined))?.files : undefined),
    place: { readOnly: true, bundled: false },
    // The editors of the file itself tell its problems.
    onProblems: () => {},
    onDefect,
  });
  const shown = scenario.show();
  const watching = before !== undefined ? new Disposable(() => {}) : await watch(uri, at, () => {
    read().then((now) => {
      if (now === text) return;
      text = now;
      scenario.edited();
    }, onDefect);
  });
  return {
    feed: scenario,
    settled: () => scenario.settled(),
    dispose: () => Disposable.from(watching, shown, scenario).dispose(),
  };
}

async function openTraceSide(uri: Uri, { at }: SideAddress, layouts: Pick<Layouts, 'of'>, onDefect: (defect: unknown) => void): Promise<OpenSide> {
  const trace = openTrace({
    path: uri.path,
    bytes: async () => (at === 'head' ? new TextEncoder().encode(await committedText(uri)) : workspace.fs.readFile(uri)),
    layout: () => layouts.of(uri),
    askLayout: async () => undefined,
    onReading: () => {},
    onRead: () => {},
    onDefect,
  });
  const watching = await watch(uri, at === 'head' ? 'head' : 'saved', () => trace.again());
  return {
    feed: trace,
    settled: () => trace.settled(),
    dispose: () => Disposable.from(watching, trace).dispose(),
  };
}

/** What is being typed counts, unless the saved version is asked for. */
async function textAt(uri: Uri, at: SideAddress['at']): Promise<string> {
  if (at === 'head') return committedText(uri);
  const open = at === 'saved' ? undefined : workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
}

/** Calls back when the side may be another than before. */
async function watch(uri: Uri, at: SideAddress['at'], changed: () => void): Promise<Disposable> {
  if (isBundled(uri)) return new Disposable(() => {});
  if (at === 'head') {
    const repository = await repositoryOf(uri);
    return typeof repository === 'string' ? new Disposable(() => {}) : Disposable.from(repository.state.onDidChange(changed));
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, CHANGE_PAUSE_MS);
  };
  const isIt = (document: { readonly uri: Uri }): boolean => document.uri.toString() === uri.toString();
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), uri.path.slice(uri.path.lastIndexOf('/') + 1)), false, false, true);
  return Disposable.from(
    watcher,
    watcher.onDidChange(soon),
    watcher.onDidCreate(soon),
    new Disposable(() => clearTimeout(timer)),
    workspace.onDidSaveTextDocument((document) => {
      if (isIt(document)) changed();
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (at === undefined && contentChanges.length > 0 && isIt(document)) changed();
    }),
    // What was typed and not saved is gone with the editor.
    workspace.onDidCloseTextDocument((document) => {
      if (at === undefined && isIt(document)) soon();
    }),
  );
}
