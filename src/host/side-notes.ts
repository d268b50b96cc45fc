/**
 * Notes in the file beside a run, `NAME.notes.md`: found, read as they are typed, and pinned to the run of each view. Of a run that is bundled with the
 * extension the file lies in the workspace.
 *
 * Nothing of this is loaded before such a file is there.
 */
import { Disposable, FileSystemError, RelativePattern, Uri, languages, workspace } from 'vscode';
import type { PinnedNote } from '../protocol/messages';
import type { SideFile } from '../notes/side-file';
import { isBundled } from './bundled-files';
import { DIAGNOSTIC_SOURCE, toDiagnostic } from './diagnostics';
import type { Feed, LiveRun } from './feed';

export interface SideNotes extends Disposable {
  /** Keeps the notes of the feed's runs whole until disposed; `changed` is called when the notes of a run that is over are others. */
  follow(uri: Uri, feed: Feed, changed: () => void): Disposable;
}

/** What is written under `notes:`, which the notes of the file come on top of. */
const own = new WeakMap<LiveRun, readonly PinnedNote[]>();

const RUN_NAME = /\.(?:scenario\.ya?ml|trace\.jsonl|jsonl|log|txt|shiviz)$/;

/** `reply-lost.scenario.yaml` → `reply-lost.notes.md` */
export function sideName(uri: Uri): string {
  return `${uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(RUN_NAME, '')}.notes.md`;
}

/** Where the file may be, the likeliest place first; for a bundled run in each folder of the workspace. */
export function sidePlaces(uri: Uri): readonly Uri[] {
  if (!isBundled(uri)) return [Uri.joinPath(uri, '..', sideName(uri))];
  return (workspace.workspaceFolders ?? []).map((folder) => Uri.joinPath(folder.uri, sideName(uri)));
}

/** The file as it stands in an editor or on the disk; undefined where there is none. */
export async function readSide(uri: Uri): Promise<{ readonly uri: Uri; readonly file: SideFile } | undefined> {
  for (const place of sidePlaces(uri)) {
    const text = await textOf(place);
    if (text !== undefined) return { uri: place, file: (await import('../notes/side-file')).parseSideFile(text) };
  }
  return undefined;
}

export function createSideNotes(onDefect: (defect: unknown) => void): SideNotes {
  const diagnostics = languages.createDiagnosticCollection(`${DIAGNOSTIC_SOURCE}-notes`);
  return {
    follow(uri, feed, changed) {
      let closed = false;
      let asked = 0;
      const look = (): void => {
        const mine = ++asked;
        read(uri, feed, () => !closed && mine === asked, changed).catch(onDefect);
      };
      const places = sidePlaces(uri);
      const isOurs = (other: Uri): boolean => places.some((place) => place.toString() === other.toString());
      let over: LiveRun | undefined;
      const listening: { dispose(): void }[] = [
        feed.changed(() => {
          if (feed.run?.over !== true || feed.run === over) return;
          over = feed.run;
          look();
        }),
        workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
          if (contentChanges.length > 0 && isOurs(document.uri)) look();
        }),
        ...places.flatMap((place) => {
          const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(place, '..'), place.path.slice(place.path.lastIndexOf('/') + 1)));
          return [watcher, watcher.onDidChange(look), watcher.onDidCreate(look), watcher.onDidDelete(look)];
        }),
        workspace.onDidRenameFiles(look),
      ];
      look();
      return new Disposable(() => {
        closed = true;
        for (const each of listening) each.dispose();
      });
    },
    dispose: () => diagnostics.dispose(),
  };

  async function read(uri: Uri, feed: Feed, isWanted: () => boolean, changed: () => void): Promise<void> {
    const side = await readSide(uri);
    const { run } = feed;
    if (!isWanted() || run?.over !== true || run.compared !== undefined) return;
    const before = own.get(run);
    if (side === undefined && before === undefined) return;
    const first = before ?? run.notes;
    own.set(run, first);
    const notes: PinnedNote[] = [];
    if (side !== undefined) {
      const { pinNote } = await import('../notes/pins');
      side.file.notes.forEach(({ place, heading, text, author, date }, at) => {
        const pinned = pinNote({ ...place, text, ...(author === undefined ? {} : { author }), ...(date === undefined ? {} : { date }) }, run.trace);
        notes.push({ ...pinned, ...(place === undefined ? { was: `under “${heading}”` } : {}), side: at });
      });
      if (!isWanted()) return;
      diagnostics.set(side.uri, side.file.problems.map((problem) => toDiagnostic(problem)));
    }
    const all = [...first, ...notes];
    if (JSON.stringify(all) === JSON.stringify(run.notes)) return;
    run.notes = all;
    changed();
  }
}

async function textOf(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString() && !document.isClosed);
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof FileSystemError) return undefined;
    throw error;
  }
}
