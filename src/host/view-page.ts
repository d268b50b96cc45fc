/**
 * One webview, from the page it starts with to the messages it exchanges. Scenario and trace editors differ only
 * in where their runs come from.
 */
import { Range, Uri, commands, env, window } from 'vscode';
import type { WebviewPanel } from 'vscode';
import type { PerspectiveTable } from '../protocol/messages';
import { Refusal, openChannel } from './channel';
import type { Changes } from './changes';
import { copyToWorkspace } from './copy-to-workspace';
import { createPictureExport } from './export-picture';
import type { Feed, LiveRun } from './feed';
import type { Finder } from './find';
import type { Host } from './host';
import { openLink, openSource } from './open';
import { newNonce, pageHtml } from './page';
import { startPump } from './pump';
import type { Seeds } from './seeds';
import { viewSettings } from './settings';
import type { View } from './views';

export interface Subject {
  readonly uri: Uri;
  readonly feed: Feed;
  /** The run from the view of one node, beside those it is to be compared with. */
  perspective(run: LiveRun, node: string): Promise<PerspectiveTable>;
  showProblems(): Promise<void>;
  /** Of a scenario: it can be changed on its diagram. */
  readonly changes?: Changes;
  /** Of a scenario: it can be run with many seeds. */
  readonly seeds?: Seeds;
  /** Of a scenario: the reader has seen enough of what the last edit changed. */
  dismissGhost?(run: number): void;
  /** Of a recording with several executions. */
  showExecution?(execution: number): void;
  /** Of a comparison: the left run is to be the right one. */
  swapSides?(): Promise<void>;
}

/** Fills the panel and keeps it fed until it is closed. */
export function openView(host: Host, panel: WebviewPanel, { uri, feed, perspective, showProblems, changes, seeds, dismissGhost, showExecution, swapSides }: Subject): View {
  const { webview } = panel;
  const dist = Uri.joinPath(host.extensionUri, 'dist');
  const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();

  const shown = (number: number): LiveRun => {
    if (feed.run?.number === number) return feed.run;
    throw new Refusal('The document has a newer run.');
  };
  let finder: Finder | undefined;
  const pictures = createPictureExport(() => view);
  const channel = openChannel(
    webview,
    {
      ready() {
        view.send({ type: 'settings', settings: viewSettings() });
        pump.ready();
        changes?.tell(view);
        seeds?.tell(view);
      },
      stepped({ run, step }) {
        view.step = { run, event: step };
        host.views.changed.fire(view);
      },
      openLink: async ({ href, base }) => (base === '' ? (await import('./run-places')).openOwnLink(host, uri, href) : openLink(view, href, base)),
      openSource: () => openSource(uri),
      seeds: async ({ wish }) => seeds?.handle(view, wish),
      showLine: ({ line }) => openSource(uri, undefined, new Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0)),
      copyToWorkspace: async () => void (await copyToWorkspace(uri)),
      showProblems,
      askGoTo: async () => (await import('./ask-go-to')).askGoTo(view),
      showExecution: ({ execution }) => showExecution?.(execution),
      swapSides: async () => swapSides?.(),
      change: async ({ run, what, event }) => changes?.run(what, view, { run, event }),
      answered: ({ question, how }) => host.progress.answered(question, how),
      drag: async ({ run, drag }) => changes?.drag(view, run, drag),
      dismissGhost: ({ run }) => dismissGhost?.(run),
      note: async ({ what, run, note, event }) => void (await commands.executeCommand(`faultline.${what}`, { run, ...(note === undefined ? {} : { note }), ...(event === undefined ? {} : { event }) })),
      lastChange: async ({ what }) => changes?.last(view, what),
      picture: ({ use, scene }) => pictures.begin(shown(scene.run), use, scene),
      raster: ({ answer }) => pictures.answer(answer),
      copied: ({ problem }) => void (problem === undefined ? window.setStatusBarMessage('The picture is in the clipboard.', 4000) : window.showErrorMessage(problem)),
      async copyText({ text }) {
        await env.clipboard.writeText(text);
        window.setStatusBarMessage('Pixels cannot be put into the clipboard from here; the picture is there as SVG text.', 6000);
      },
      defect: ({ message }) => host.onDefect(`in the view: ${message}`),
      requests: {
        details: async (args) => (await import('./answers')).detailsOf(shown(args.run), args),
        clockChanges: async (args) => (await import('./answers')).clockChangesOf(shown(args.run)),
        stateAt: async (args) => (await import('./answers')).statesAt(shown(args.run), args),
        sequence: async (args) => (await import('./answers')).sequenceAround(shown(args.run), args),
        standing: async (args) => (await import('./answers')).standingOf(shown(args.run), args),
        ledger: async (args) => (await import('./ledger-answers')).ledgerAt(shown(args.run), args),
        find: async (args) => {
          const { createFinder } = await import('./find');
          finder ??= createFinder();
          return finder.find(shown(args.run), args);
        },
        findWords: async (args) => (await import('./find')).findWordsOf(shown(args.run)),
        async pictureOf({ scene, part }) {
          const svg = await (await import('./picture')).svgOf(shown(scene.run), scene, part, scene.dark ? 'dark' : 'light');
          return svg ?? '';
        },
        signs: async (args) => (await import('./answers')).signsOf(shown(args.run)),
        operations: async (args) => (await import('./operation-answers')).operationsOf(shown(args.run), args),
        linearize: async (args) => (await import('./operation-answers')).linearize(shown(args.run), args),
        fieldChanges: async (args) => (await import('./answers')).fieldChangesOf(shown(args.run), args),
        underWay: async (args) => (await import('./under-way-answers')).underWayAt(shown(args.run), args),
        stopLinearizing: async (args) => (await import('./operation-answers')).stopLinearizing(shown(args.run)),
        compared: async ({ run, event }) => {
          const { compared } = shown(run);
          if (compared === undefined) throw new Refusal('This is one run, and no comparison.');
          return (await import('./compare-answers')).eventComparison(compared.comparison, event);
        },
        cannot: async ({ run, event, node }) => (await changes?.cannot(view, run, event, node)) ?? [],
        dragLimit: async ({ run, event }) => (await changes?.dragLimit(view, run, event)) ?? { no: 'only the run of a scenario can be changed' },
        settings: async ({ run }) => {
          shown(run);
          return (await import('./settings-answers')).settingsShown(changes?.shownText(view), changes?.shownFiles(view));
        },
        set: async ({ run, id, value }) => {
          shown(run);
          return (await import('./settings-answers')).setOne(changes, view, id, value);
        },
        writeNote: async ({ run, note }) => {
          shown(run);
          return { problem: (await (await import('./note-commands')).writeNote(view, changes, note)) ?? '' };
        },
        notePreview: async ({ text }) => (await import('../notes/pages')).readPage('', text).blocks,
        notePage: async ({ page }) => (await import('./note-answers')).notePage(host, uri, page),
        glossary: async () => (await host.gallery()).glossary,
        sectionsAbout: async ({ run }) => (await import('./note-answers')).sectionsOf(host, uri, shown(run)),
        perspective: async ({ run, node, beside }) => {
          if (beside === undefined || shown(run).compared) return perspective(shown(run), node);
          return (await import('./comparison')).nodesBeside(shown(run).trace, node, beside);
        },
      },
    },
    host.onDefect,
  );
  const pump = startPump(channel, feed, host.onDefect);
  const sideNotes = host.sideNotes.follow(uri, feed, () => pump.annotate());
  const view: View = {
    uri,
    viewType: panel.viewType,
    panel,
    feed,
    step: undefined,
    send: (message) => void channel.post(message).then(undefined, host.onDefect),
    exportPicture(wish) {
      const saved = pictures.wish(wish);
      view.send({ type: 'command', command: 'exportPicture' });
      return saved;
    },
  };
  const listed = host.views.add(view);

  panel.onDidChangeViewState((): void => {
    if (!panel.visible) pump.hidden();
    host.views.changed.fire(view);
  });
  panel.onDidDispose(() => {
    pump.dispose();
    sideNotes.dispose();
    channel.dispose();
    listed.dispose();
  });
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = pageHtml(webview, { script: file('webview.js'), style: file('webview.css'), mermaid: file('mermaid.js') }, newNonce());
  return view;
}
