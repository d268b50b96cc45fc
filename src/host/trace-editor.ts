/** Recorded traces, as a read-only custom editor: ours by name, and others by “Open With…”. */
import { Disposable, ProgressLocation, RelativePattern, Uri, commands, languages, window, workspace } from 'vscode';
import type { CustomDocument, CustomReadonlyEditorProvider, ExtensionContext } from 'vscode';
import { DIAGNOSTIC_SOURCE, toDiagnostic } from './diagnostics';
import type { Host } from './host';
import { openLayouts } from './layouts';
import { RECORDING_EDITOR, TRACE_EDITOR } from './open';
import { openTrace } from './open-trace';
import type { OpenTrace } from './open-trace';
import { newSignal } from './signal';
import type { Signal } from './signal';
import { openView } from './view-page';

interface TraceDocument extends CustomDocument {
  readonly trace: OpenTrace;
}

export interface TraceEditors extends Disposable {
  find(uri: Uri): OpenTrace | undefined;
  /** Told the file of each reading that is over. */
  readonly read: Signal<Uri>;
}

/** Beyond this not every host can hold the file in one piece. */
const MAX_BYTES = 512 * 1024 * 1024;
/** Reading that takes less is not worth a notification. */
const SAY_AFTER_MS = 1_000;
/** A program that writes the file does so in many pieces. */
const CHANGE_PAUSE_MS = 300;

export function registerTraceEditors(host: Host, memory: ExtensionContext['workspaceState']): TraceEditors {
  const layouts = openLayouts(memory);
  const diagnostics = languages.createDiagnosticCollection(DIAGNOSTIC_SOURCE);
  const documents = new Set<TraceDocument>();
  const read = newSignal<Uri>();

  const open = (uri: Uri): TraceDocument => {
    const trace = openTrace({
      path: uri.path,
      bytes: () => contentOf(uri),
      layout: () => layouts.of(uri),
      askLayout: () => layouts.ask(uri),
      onReading(done, fraction, stop) {
        notifyIfLong(`Reading ${nameOf(uri)}`, done, fraction, stop).catch(host.onDefect);
        done.then(() => read.fire(uri), host.onDefect);
      },
      onRead: (problems) => diagnostics.set(uri, problems.map(toDiagnostic)),
      onDefect: host.onDefect,
    });
    const watching = watch(uri, () => trace.again());
    const document: TraceDocument = {
      uri,
      trace,
      dispose() {
        documents.delete(document);
        watching.dispose();
        trace.dispose();
        diagnostics.delete(uri);
      },
    };
    documents.add(document);
    return document;
  };

  const provider: CustomReadonlyEditorProvider<TraceDocument> = {
    openCustomDocument: open,
    resolveCustomEditor({ uri, trace }, panel) {
      openView(host, panel, {
        uri,
        feed: trace,
        // The text may be far too long for an editor.
        showProblems: async () => void (await commands.executeCommand('workbench.actions.view.problems')),
        showExecution: (execution) => trace.showExecution(execution),
        async perspective({ info, trace: shown }, node) {
          const { comparison } = await import('./comparison');
          return comparison(info.title, shown, node, []);
        },
      });
    },
  };
  const registered = [TRACE_EDITOR, RECORDING_EDITOR].map((viewType) =>
    window.registerCustomEditorProvider(viewType, provider, { supportsMultipleEditorsPerDocument: true }),
  );
  return {
    read,
    find: (uri) => [...documents].find((document) => document.uri.toString() === uri.toString())?.trace,
    dispose: () => Disposable.from(diagnostics, ...registered).dispose(),
  };
}

async function contentOf(uri: Uri): Promise<Uint8Array> {
  const { size } = await workspace.fs.stat(uri);
  if (size > MAX_BYTES) throw new Error(`The file has ${Math.round(size / 1024 / 1024)} MB; at most ${MAX_BYTES / 1024 / 1024} can be opened.`);
  return workspace.fs.readFile(uri);
}

/** A notification with a way to stop, for a reading that is not over soon. */
async function notifyIfLong(title: string, done: Promise<void>, fraction: () => number, stop: () => void): Promise<void> {
  let over = false;
  const finished = done.finally(() => (over = true));
  await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, SAY_AFTER_MS))]);
  if (over) return;
  await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, token) => {
    token.onCancellationRequested(stop);
    let told = 0;
    const telling = setInterval(() => {
      progress.report({ increment: fraction() * 100 - told });
      told = fraction() * 100;
    }, 200);
    return finished.finally(() => clearInterval(telling));
  });
}

function watch(uri: Uri, onChange: () => void): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), nameOf(uri)), false, false, true);
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, CHANGE_PAUSE_MS);
  };
  watcher.onDidChange(soon);
  // Many programs write another file and move it into place.
  watcher.onDidCreate(soon);
  return Disposable.from(watcher, new Disposable(() => clearTimeout(timer)));
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
