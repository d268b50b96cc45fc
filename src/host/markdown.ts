/** Help with `faultline` blocks in Markdown files. Only what has to be there from the start is here; the rest comes with the first block. */
import { CodeLens, CompletionItem, CompletionItemKind, Disposable, EventEmitter, Range, Uri, languages, workspace } from 'vscode';
import type { Diagnostic, TextDocument } from 'vscode';
import { DIAGNOSTIC_SOURCE, toDiagnostic } from './diagnostics';
import type { Host } from './host';
import { linkedFile, nameInLink } from './run-address';
import type { PlaceAddress } from './run-links';

const MARKDOWN = { language: 'markdown' };
const TYPING_PAUSE_MS = 300;
const MOST_FILES = 200;

export function registerMarkdown(host: Host): Disposable {
  const diagnostics = languages.createDiagnosticCollection(`${DIAGNOSTIC_SOURCE}-markdown`);
  const lenses = new EventEmitter<void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const check = (document: TextDocument): void => {
    if (languages.match(MARKDOWN, document) === 0) return;
    clearTimeout(timers.get(document.uri.toString()));
    timers.set(document.uri.toString(), setTimeout(() => {
      timers.delete(document.uri.toString());
      problemsOf(document).then((found) => (document.isClosed ? undefined : diagnostics.set(document.uri, found)), host.onDefect);
    }, TYPING_PAUSE_MS));
  };
  workspace.textDocuments.forEach(check);
  return Disposable.from(
    diagnostics,
    lenses,
    workspace.onDidOpenTextDocument(check),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      check(document);
      // Whether a file is there, and what is in it, matters to the blocks that name it.
      if (document.uri.path.endsWith('.scenario.yaml')) workspace.textDocuments.forEach(check);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => diagnostics.delete(uri)),
    languages.registerCodeLensProvider(MARKDOWN, { onDidChangeCodeLenses: lenses.event, provideCodeLenses: lensesOf }),
    languages.registerCompletionItemProvider(MARKDOWN, { provideCompletionItems: (document, position) => offersAt(host, document, position.line, position.character) }, ':', ' ', '/'),
    new Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
}

async function lensesOf(document: TextDocument): Promise<CodeLens[]> {
  const { blocksIn, fragmentOf, parseBlock } = await import('../notes/block');
  return blocksIn(document.getText()).flatMap(({ text, line }) => {
    const { block } = parseBlock(text);
    const uri = block !== undefined && 'path' in block.scenario ? linkedFile(block.scenario.path, document.uri) : undefined;
    if (block === undefined || uri === undefined) return [];
    const place = fragmentOf(block);
    const argument: PlaceAddress = { uri: uri.toString(), place };
    const where = place.startsWith('step=') ? ` at Step ${place.slice('step='.length)}` : place === '' ? ' the Diagram' : ` at ${place.slice(place.indexOf('=') + 1)}`;
    return [new CodeLens(new Range(line, 0, line, 0), { title: `Open${where}`, command: 'faultline.openPlace', arguments: [argument] })];
  });
}

async function problemsOf(document: TextDocument): Promise<Diagnostic[]> {
  const { blocksIn, parseBlock } = await import('../notes/block');
  const found: Diagnostic[] = [];
  for (const { text, line } of blocksIn(document.getText())) {
    const { block, problems } = parseBlock(text);
    // Line 1 of the block is the one behind its fence.
    const all = problems.map((problem) => ({ ...problem, line: problem.line + line + 1, endLine: problem.endLine + line + 1 }));
    if (block !== undefined && 'path' in block.scenario) {
      const uri = linkedFile(block.scenario.path, document.uri);
      const { currentText } = await import('./extended-files');
      const at = Math.max(0, text.split('\n').findIndex((each) => each.trimStart().startsWith('scenario'))) + line + 2;
      const message = uri === undefined ? 'there is no folder open to which the path could belong' : (await currentText(uri)) === undefined ? `there is no file ${block.scenario.path}` : undefined;
      if (message !== undefined) all.push({ severity: 'error', line: at, column: 1, endLine: at, endColumn: 1000, message, code: 'unknown-file' });
    }
    found.push(...all.map((problem) => toDiagnostic(problem)));
  }
  return found;
}

async function offersAt(host: Host, document: TextDocument, line: number, character: number): Promise<CompletionItem[]> {
  const { BLOCK_KEYS, BLOCK_LANGUAGE, blocksIn } = await import('../notes/block');
  const before = document.lineAt(line).text.slice(0, character);
  if (/^ {0,3}`{3,}\s*[a-z]*$/.test(before)) {
    const item = new CompletionItem(BLOCK_LANGUAGE, CompletionItemKind.Snippet);
    item.detail = 'A diagram of a scenario';
    item.insertText = BLOCK_LANGUAGE;
    return [item];
  }
  const inBlock = blocksIn(document.getText()).some((block) => line > block.line && line < block.end);
  if (!inBlock) return [];
  if (/^\s*\w*$/.test(before)) {
    return Object.entries(BLOCK_KEYS).map(([key, words]) => {
      const item = new CompletionItem(key, CompletionItemKind.Property);
      item.detail = words;
      item.insertText = `${key}: `;
      return item;
    });
  }
  if (!/^\s*scenario:\s*\S*$/.test(before)) return [];
  const files = (await workspace.findFiles('**/*.scenario.yaml', '**/node_modules/**', MOST_FILES)).map((uri) => ({ uri, bundled: false }));
  const bundled = (await host.gallery()).scenarios.map(({ path, title }) => ({ uri: Uri.from({ scheme: 'faultline', path: path.replace(/^media/, '') }), bundled: true, title }));
  const start = before.indexOf(':') + 1 + (/:\s*/.exec(before)?.[0].length ?? 1) - 1;
  return [...files, ...bundled].map((file) => {
    const item = new CompletionItem(relativeTo(document.uri, file.uri), CompletionItemKind.File);
    item.range = new Range(line, start, line, character);
    item.sortText = file.bundled ? '1' : '0';
    if ('title' in file && typeof file.title === 'string') item.detail = file.title;
    return item;
  });
}

/** Beside the Markdown file or below it by its path from there, else from the workspace. */
function relativeTo(document: Uri, file: Uri): string {
  const folder = document.path.slice(0, document.path.lastIndexOf('/') + 1);
  return document.scheme === file.scheme && file.path.startsWith(folder) ? file.path.slice(folder.length) : nameInLink(file);
}
