/** Opening a run at a place: the end of a link, which names an event by its number, by its kind, or by time. Loaded when the first one is followed. */
import { Uri, commands, env, window } from 'vscode';
import { isSafeHref } from '../notes/links';
import { locate, parsePlace, runLinkOf } from '../notes/place';
import type { Place } from '../notes/place';
import type { Host } from './host';
import { SCENARIO_EDITOR, TRACE_EDITOR, openDiagram } from './open';
import { linkedFile } from './run-address';
import type { View } from './views';

/** A run that is not there after so long is not coming: the text has errors, or the file cannot be read. */
const PATIENCE_MS = 60_000;

/** Shows the diagram of `uri`, and goes to the place as soon as the run is there; '' for the whole. Resolves to whether it is there. */
export async function openPlace(host: Host, uri: Uri, fragment: string): Promise<boolean> {
  const read = fragment === '' ? undefined : parsePlace(fragment);
  if (read?.ok === false) {
    void window.showErrorMessage(`The link does not say where: ${read.message}.`);
    return false;
  }
  const isScenario = uri.path.endsWith('.scenario.yaml');
  try {
    if (isScenario) await openDiagram(uri);
    else await commands.executeCommand('vscode.openWith', uri, TRACE_EDITOR);
  } catch (error) {
    void window.showErrorMessage(`${uri.path.slice(uri.path.lastIndexOf('/') + 1)} cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  return read === undefined ? true : goTo(host, uri, isScenario ? SCENARIO_EDITOR : TRACE_EDITOR, read.place);
}

async function goTo(host: Host, uri: Uri, viewType: string, place: Place): Promise<boolean> {
  const view = await viewOf(host, uri, viewType);
  const run = view?.feed.run;
  if (view === undefined || run === undefined) return false;
  const found = locate(place, run.trace);
  if (found.ok) view.send({ type: 'goTo', event: found.event });
  else void window.showWarningMessage(`The link leads nowhere in this run: ${found.message}.`);
  return found.ok;
}

/** The view of the file, once it shows a run that is over. */
function viewOf(host: Host, uri: Uri, viewType: string): Promise<View | undefined> {
  return new Promise((resolve) => {
    const listening: { dispose(): void }[] = [];
    const watched = new Set<View>();
    const end = (view: View | undefined): void => {
      clearTimeout(timer);
      for (const each of listening) each.dispose();
      resolve(view);
    };
    const look = (): void => {
      for (const view of host.views.all) {
        if (view.uri.toString() !== uri.toString() || view.viewType !== viewType) continue;
        const { run } = view.feed;
        // Before it has told where it stands, the page knows no run.
        if (run?.over === true && view.step?.run === run.number) return end(view);
        if (!watched.has(view)) listening.push(view.feed.changed(look));
        watched.add(view);
      }
    };
    const timer = setTimeout(() => end(undefined), PATIENCE_MS);
    listening.push(host.views.changed.on(look));
    look();
  });
}

/** Follows a link that a reader has written into a note on the run `of`: to a place in a run, to a Markdown file beside it, or to the web. */
export async function openOwnLink(host: Host, of: Uri, href: string): Promise<void> {
  const run = runLinkOf(href);
  const file = run === undefined ? undefined : linkedFile(run.path, of);
  if (run !== undefined && file !== undefined) return void (await openPlace(host, file, run.fragment));
  if (/^https:\/\/[^\s/]+/i.test(href)) return void (await env.openExternal(Uri.parse(href, true)));
  const path = isSafeHref(href) ? decodeURIComponent(href.split('#')[0]!) : '';
  const note = path.endsWith('.md') ? linkedFile(path, of) : undefined;
  if (note !== undefined) await commands.executeCommand('vscode.open', note);
  else await window.showWarningMessage(`The note links to “${href.slice(0, 200)}”, which cannot be opened from here.`);
}
