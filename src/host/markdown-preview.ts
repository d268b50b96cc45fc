/**
 * Diagrams in VS Code's Markdown preview: the plugin for its renderer. The preview wants HTML at once and a run takes a moment, so a block is
 * first announced, then drawn, kept, and the preview is drawn again; and once more when its scenario has changed.
 */
import { Disposable, UIKind, Uri, commands, env, workspace } from 'vscode';
import type markdownIt from 'markdown-it';
import { isBundled } from './bundled-files';
import { linkedFile } from './run-address';
import { placeUri } from './run-links';

/** The renderer of the preview; of that of another version no more is used than what every version has. */
export type MarkdownIt = ReturnType<typeof markdownIt>;

export interface MarkdownPreview extends Disposable {
  /** What VS Code calls with the renderer of the preview. */
  extend(md: MarkdownIt): MarkdownIt;
}

interface Drawn {
  html: string | undefined;
  /** Files it was made of. */
  files: readonly string[];
  cancellation: { isCancellationRequested: boolean };
}

/** In a browser VS Code follows no address of its own from a page; there a link opens the diagram, and not the place in it. */
const leads = env.uiKind === UIKind.Desktop;
const MOST_KEPT = 100;
const TYPING_PAUSE_MS = 250;
const isScenario = (uri: Uri): boolean => uri.path.endsWith('.scenario.yaml');

export function createMarkdownPreview(onDefect: (defect: unknown) => void): MarkdownPreview {
  const drawn = new Map<string, Drawn>();
  const changedFiles = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let listening: Disposable | undefined;

  return {
    extend(md) {
      listening ??= listen();
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, at, options, given, self) => {
        const token = tokens[at]!;
        if (token.info.trim().split(/\s/, 1)[0] !== 'faultline') return fence ? fence(tokens, at, options, given, self) : self.renderToken(tokens, at, options);
        token.attrJoin('class', 'faultline-block');
        return `<figure${self.renderAttrs(token)}>${htmlOf(token.content, documentOf(given))}</figure>\n`;
      };
      const link = md.renderer.rules.link_open;
      md.renderer.rules.link_open = (tokens, at, options, given, self) => {
        const token = tokens[at]!;
        const target = targetOf(String(token.attrGet('href') ?? ''), documentOf(given));
        if (target !== undefined) {
          token.attrSet('href', target);
          token.attrSet('data-href', target);
        }
        return link ? link(tokens, at, options, given, self) : self.renderToken(tokens, at, options);
      };
      return md;
    },
    dispose() {
      clearTimeout(timer);
      listening?.dispose();
      for (const { cancellation } of drawn.values()) cancellation.isCancellationRequested = true;
    },
  };

  function htmlOf(text: string, document: Uri | undefined): string {
    const key = `${document?.toString() ?? ''}\n${text}`;
    let known = drawn.get(key);
    if (known === undefined) {
      known = { html: undefined, files: [], cancellation: { isCancellationRequested: false } };
      begin(key, known, text, document);
    }
    // The one that was looked at last is forgotten last.
    drawn.delete(key);
    drawn.set(key, known);
    for (const [oldest, { cancellation }] of drawn) {
      if (drawn.size <= MOST_KEPT) break;
      cancellation.isCancellationRequested = true;
      drawn.delete(oldest);
    }
    return known.html ?? '<p class="faultline-wait">Drawing the diagram…</p>';
  }

  function begin(key: string, entry: Drawn, text: string, document: Uri | undefined): void {
    entry.cancellation.isCancellationRequested = true;
    const mine = (entry.cancellation = { isCancellationRequested: false });
    draw(text, document, entry, mine).then((html) => {
      if (html === undefined || drawn.get(key) !== entry || html === entry.html) return undefined;
      entry.html = html;
      return commands.executeCommand('markdown.preview.refresh');
    }).then(undefined, onDefect);
  }

  async function draw(text: string, document: Uri | undefined, entry: Drawn, cancellation: Drawn['cancellation']): Promise<string | undefined> {
    const [{ blockHtml }, { fragmentOf, parseBlock }, { linkPath }] = await Promise.all([import('./block-picture'), import('../notes/block'), import('../notes/markdown-text')]);
    return blockHtml(text, async (path) => {
      const uri = linkedFile(path, document ?? Uri.from({ scheme: 'untitled', path: 'preview.md' }));
      if (uri === undefined) return { problem: 'There is no folder open to which the path could belong.' };
      const { currentText, filesAround, mayExtend } = await import('./extended-files');
      entry.files = [uri.toString()];
      const source = await currentText(uri);
      if (source === undefined) return { problem: `There is no file ${path}.` };
      const around = mayExtend(source) ? await filesAround(uri, source) : undefined;
      entry.files = [uri, ...(around?.uris ?? [])].map(String);
      const { block } = parseBlock(text);
      return { text: source, files: around?.files, open: block === undefined ? '' : leads ? placeUri(uri, fragmentOf(block)) : isBundled(uri) ? '' : linkPath(path) };
    }, cancellation);
  }

  function listen(): Disposable {
    const files = workspace.createFileSystemWatcher('**/*.scenario.yaml');
    return Disposable.from(
      files,
      files.onDidChange(changed),
      files.onDidCreate(changed),
      files.onDidDelete(changed),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) changed(document.uri);
      }),
    );
  }

  function changed(uri: Uri): void {
    if (!isScenario(uri) || isBundled(uri)) return;
    changedFiles.add(uri.toString());
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const [key, entry] of drawn) {
        if (!entry.files.some((file) => changedFiles.has(file))) continue;
        const cut = key.indexOf('\n');
        begin(key, entry, key.slice(cut + 1), cut === 0 ? undefined : Uri.parse(key.slice(0, cut)));
      }
      changedFiles.clear();
    }, TYPING_PAUSE_MS);
  }
}

/** Where a link of the page leads, when that is a place in a run: the preview itself would forget the place. */
function targetOf(href: string, document: Uri | undefined): string | undefined {
  const found = /^([^#?]+\.(?:scenario\.yaml|trace\.jsonl))#(\S+)$/.exec(href);
  if (!leads || found === null || document === undefined || (/^[a-z][a-z\d+.-]+:/i.test(href) && !href.startsWith('faultline:/'))) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(found[1]!);
  } catch {
    return undefined;
  }
  const uri = linkedFile(path, document);
  return uri && placeUri(uri, found[2]!.replaceAll('&amp;', '&'));
}

/** VS Code says which document is drawn. */
function documentOf(given: unknown): Uri | undefined {
  const { currentDocument } = (given ?? {}) as { readonly currentDocument?: unknown };
  return currentDocument instanceof Uri ? currentDocument : undefined;
}
