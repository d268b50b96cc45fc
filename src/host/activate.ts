/**
 * What the extension adds to VS Code, in the order in which it is needed. Only registrations happen here: the core is
 * loaded with the first scenario or trace that is opened, so that starting costs next to nothing.
 */
import { window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { apiOf } from './api';
import type { Api } from './api';
import { registerBundledFiles } from './bundled-files';
import { registerCommands } from './commands';
import { createChanges } from './changes';
import { registerComparisons } from './compare-editor';
import { bundledPaths, galleryOf } from './gallery';
import { registerGalleryView } from './gallery-view';
import type { Host } from './host';
import { registerLanguage } from './language';
import { registerMarkdown } from './markdown';
import { extendNotePreview } from './note-preview';
import { createMarkdownPreview } from './markdown-preview';
import type { MarkdownIt } from './markdown-preview';
import { followReading } from './follow-reading';
import { createReadingProgress } from './reading-progress';
import { registerScenarioEditor } from './scenario-editor';
import { registerRunLinks } from './run-links';
import { createSeeds } from './seeds';
import { openScenarioStore } from './scenario-store';
import { registerNoteComments } from './note-comments';
import { followRenames } from './note-renames';
import { createSideNotes } from './side-notes';
import { onDidChangeViewSettings } from './settings';
import { registerTraceEditors } from './trace-editor';
import { openViews } from './views';
import { registerWorkspaceView } from './workspace-view';

export function activate(context: ExtensionContext): Api & { extendMarkdownIt(md: MarkdownIt): MarkdownIt } {
  const startMs = performance.now();
  const { extensionUri, subscriptions, workspaceState } = context;
  const log = window.createOutputChannel('Faultline', { log: true });
  const host: Host = {
    extensionUri,
    views: openViews(),
    gallery: galleryOf(extensionUri),
    progress: createReadingProgress(workspaceState),
    sideNotes: createSideNotes((defect) => host.onDefect(defect)),
    onDefect: (defect) => log.error(defect instanceof Error ? defect : String(defect)),
  };
  const store = openScenarioStore(host.onDefect);
  const changes = createChanges(host, store);
  const seeds = createSeeds(host, store, changes);
  const preview = createMarkdownPreview(host.onDefect);
  const traces = registerTraceEditors(host, workspaceState);
  subscriptions.push(
    log,
    registerBundledFiles(extensionUri, async () => bundledPaths(await host.gallery())),
    host.sideNotes,
    store,
    changes,
    seeds,
    traces,
    registerScenarioEditor(host, store, changes, seeds),
    registerComparisons(host, workspaceState),
    registerLanguage(host, store, seeds),
    host.progress,
    followReading(host),
    registerGalleryView(host),
    registerWorkspaceView(),
    registerCommands(host, traces, changes),
    registerRunLinks(host),
    preview,
    registerMarkdown(host),
    registerNoteComments(store, host.onDefect),
    followRenames(),
    onDidChangeViewSettings((settings) => {
      for (const view of host.views.all) view.send({ type: 'settings', settings });
    }),
  );
  return { ...apiOf(host, store, traces, performance.now() - startMs), extendMarkdownIt: (md) => extendNotePreview(preview.extend(md), host) };
}
