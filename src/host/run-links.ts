/**
 * Links to a place in a run: followed from Markdown files, from the preview (as an address of VS Code), and copied from a diagram.
 * Only what is registered is here; the rest is loaded when a link is seen or followed.
 */
import { Disposable, DocumentLink, Range, Uri, commands, env, languages, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Host } from './host';
import { isBundled } from './bundled-files';
import { linkedFile, nameInLink } from './run-address';

const MARKDOWN = { language: 'markdown' };
const RUNS = /\.(?:scenario\.yaml|trace\.jsonl)$/;

/** What the command `faultline.openPlace` takes. */
export interface PlaceAddress {
  readonly uri: string;
  /** What stands behind `#` in a link; '' for the whole. */
  readonly place: string;
}

export function registerRunLinks(host: Host): Disposable {
  const open = async (uri: Uri, place: string): Promise<boolean> => (await import('./run-places')).openPlace(host, uri, place);
  return Disposable.from(
    commands.registerCommand('faultline.openPlace', async (argument: unknown) => {
      const { uri, place } = (argument ?? {}) as Partial<PlaceAddress>;
      return typeof uri === 'string' && RUNS.test(uri) && typeof place === 'string' ? open(Uri.parse(uri, true), place) : false;
    }),
    commands.registerCommand('faultline.copyLink', (argument: unknown) => copy(host, argument, false)),
    commands.registerCommand('faultline.copyMarkdown', (argument: unknown) => copy(host, argument, true)),
    languages.registerDocumentLinkProvider(MARKDOWN, { provideDocumentLinks: linksIn }),
    window.registerUriHandler({
      async handleUri({ path, query }) {
        const asked = new URLSearchParams(query);
        const file = asked.get('file') ?? '';
        const uri = path === '/open' && RUNS.test(file) ? Uri.parse(file, true) : undefined;
        // Anybody may write such an address; it opens what is the reader's own or ours, and nothing else.
        if (uri !== undefined && (isBundled(uri) || workspace.getWorkspaceFolder(uri) !== undefined)) await open(uri, asked.get('at') ?? '');
        else void window.showWarningMessage('The link does not lead to a scenario or trace of this workspace.');
      },
    }),
  );
}

/** The address by which a rendered page, which cannot run commands, leads to a place. */
export function placeUri(uri: Uri, place: string): string {
  return `${env.uriScheme}://faultline.faultline/open?file=${encodeURIComponent(uri.toString())}&at=${encodeURIComponent(place)}`;
}

/** The address by which a link in a text editor leads to a place. */
export function placeCommand(uri: Uri, place: string): Uri {
  const argument: PlaceAddress = { uri: uri.toString(), place };
  return Uri.from({ scheme: 'command', path: 'faultline.openPlace', query: JSON.stringify([argument]) });
}

async function linksIn(document: TextDocument): Promise<DocumentLink[]> {
  const { runLinksIn } = await import('../notes/links-in-text');
  return runLinksIn(document.getText()).flatMap(({ start, end, path, fragment, place }) => {
    const uri = place?.ok === true ? linkedFile(path, document.uri) : undefined;
    if (uri === undefined) return [];
    const link = new DocumentLink(new Range(document.positionAt(start), document.positionAt(end)), placeCommand(uri, fragment));
    link.tooltip = 'Open the diagram there';
    return [link];
  });
}

/** Of the event that was pointed at, or of the current step. Resolves to what was copied. */
async function copy(host: Host, argument: unknown, asMarkdown: boolean): Promise<string | undefined> {
  const view = host.views.active();
  const run = view?.feed.run;
  if (view === undefined || run === undefined || run.compared !== undefined || !RUNS.test(view.uri.path)) {
    void window.showInformationMessage('Only a place in the diagram of a scenario or of a trace (.trace.jsonl) can be linked to.');
    return undefined;
  }
  const pointed = argument !== null && typeof argument === 'object' && 'event' in argument && typeof argument.event === 'number' ? argument.event : undefined;
  const event = pointed ?? view.step?.event ?? 0;
  if (!(event >= 0 && event < run.trace.length)) return undefined;
  const { copiedMarkdown, linkTo } = await import('../notes/copied');
  const path = nameInLink(view.uri);
  const noted = run.notes.flatMap((note) => (note.event === event && note.text !== undefined ? [note.text] : []));
  const text = asMarkdown ? copiedMarkdown(path, run.trace, event, noted, view.uri.path.endsWith('.scenario.yaml')) : linkTo(path, run.trace, event);
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(asMarkdown ? `Event #${event} is in the clipboard as Markdown.` : `The link to event #${event} is in the clipboard.`, 4000);
  return text;
}
