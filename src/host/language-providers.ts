/** What VS Code asks about the text of a scenario, answered by src/scenario/language. Nothing here knows the language itself. */
import {
  CompletionItem, CompletionItemKind, Disposable, DocumentLink, DocumentSymbol, FoldingRange, FoldingRangeKind, Hover, Location, MarkdownString, Range, SemanticTokensBuilder, SemanticTokensLegend,
  SnippetString, SymbolKind, Uri, WorkspaceEdit, languages, workspace,
} from 'vscode';
import type { Position, TextDocument } from 'vscode';
import { MODELS } from '../models/registry';
import type { Files } from '../scenario/extend';
import { complete } from '../scenario/language/complete';
import type { Offer } from '../scenario/language/offer';
import { NO_LIBRARY, understand } from '../scenario/language/draft';
import type { Library, WrittenText } from '../scenario/language/draft';
import { foldsOf } from '../scenario/language/folds';
import { hoverAt } from '../scenario/language/hover';
import { definitionOf, linksOf, occurrenceAt, referencesOf, renameNode, tokensOf } from '../scenario/language/occurrences';
import type { Link, Token } from '../scenario/language/occurrences';
import { outlineOf } from '../scenario/language/outline';
import type { OutlineItem } from '../scenario/language/outline';
import { pathOfPage } from '../notes/links';
import { termFinder } from '../trace/terms';
import type { TermFinder } from '../trace/terms';
import { bundledUri } from './bundled-files';
import { currentText, filesAround, scenariosIn } from './extended-files';
import { uriOf } from './gallery';
import type { Host } from './host';
import { SCENARIO_FILES, rangeOf } from './scenario-files';
import { registerLenses } from './lenses';
import { registerWritingFixes } from './writing-fixes';
import type { ScenarioStore } from './scenario-store';

const COMPLETION_KINDS: { readonly [K in Offer['kind']]: CompletionItemKind } = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  unit: CompletionItemKind.Unit,
  model: CompletionItemKind.Module,
  node: CompletionItemKind.Variable,
  message: CompletionItemKind.Event,
  name: CompletionItemKind.EnumMember,
  note: CompletionItemKind.Reference,
  whole: CompletionItemKind.Snippet,
};
const SYMBOL_KINDS: { readonly [K in OutlineItem['kind']]: SymbolKind } = {
  section: SymbolKind.Namespace, setting: SymbolKind.Property, fault: SymbolKind.Event, operation: SymbolKind.Method,
  expectation: SymbolKind.Boolean, note: SymbolKind.String, node: SymbolKind.Object, item: SymbolKind.Array,
};
/** Standard types, so that every theme has colours for them. */
const TOKEN_TYPES: { readonly [K in Token['is']]: string } = {
  model: 'class', role: 'type', node: 'variable', message: 'event', operation: 'function', invariant: 'enumMember', lie: 'macro', page: 'string', row: 'enumMember', scenario: 'namespace', file: 'namespace', duration: 'number',
};
const LEGEND = new SemanticTokensLegend([...new Set(Object.values(TOKEN_TYPES))], ['declaration']);

/**
 * In YAML, words without quotes count as texts, in which the editor makes no suggestions while one types unless told so for all of YAML; letters
 * that trigger them do it for our files alone.
 */
const TRIGGERS = [...' :{[,-"\'/#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

export function registerProviders(host: Host, store: ScenarioStore): Disposable {
  let library: Library = NO_LIBRARY;
  // In comments and notes, and in what is a term of the field among keys, parameters and names.
  let findTerms: TermFinder = () => [];
  const loading = host.gallery().then((gallery) => {
    library = gallery;
    findTerms = termFinder(gallery.glossary);
  }, host.onDefect);
  const read = new WeakMap<TextDocument, { readonly version: number; readonly library: Library; readonly files: Files | undefined; readonly written: WrittenText }>();
  const writtenIn = (document: TextDocument): WrittenText => {
    const known = read.get(document);
    const files = store.find(document.uri)?.files;
    if (known?.version === document.version && known.library === library && known.files === files) return known.written;
    const written = understand(document.getText(), MODELS, library, files);
    read.set(document, { version: document.version, library, files, written });
    return written;
  };

  return Disposable.from(
    languages.registerCompletionItemProvider(
      SCENARIO_FILES,
      {
        async provideCompletionItems(document, position) {
          await loading;
          const nearby = await nearbyOf(document, position);
          return complete(document.getText(), document.offsetAt(position), MODELS, { ...library, nearby }, store.find(document.uri)?.files).map((offer, i) => itemOf(offer, i, document));
        },
      },
      ...TRIGGERS,
    ),
    languages.registerHoverProvider(SCENARIO_FILES, {
      async provideHover(document, position) {
        await loading;
        const hover = hoverAt(writtenIn(document), document.offsetAt(position));
        const line = document.lineAt(position.line).text;
        const found = findTerms(line).find(({ start, end }) => start <= position.character && position.character <= end);
        const meaning = found && new MarkdownString(`**${found.term.title}** ${found.term.text.replace(/[\\`*_[\]<]/g, '\\$&')}`);
        if (hover === undefined) return meaning && new Hover(meaning, new Range(position.line, found.start, position.line, found.end));
        return new Hover([new MarkdownString(hover.markdown), ...(meaning ? [meaning] : [])], rangeOf(document, hover.span));
      },
    }),
    languages.registerDocumentSymbolProvider(SCENARIO_FILES, {
      provideDocumentSymbols: (document) => outlineOf(writtenIn(document)).map((item) => symbolOf(document, item)),
    }, { label: 'Faultline' }),
    languages.registerFoldingRangeProvider(SCENARIO_FILES, {
      provideFoldingRanges: (document) => foldsOf(writtenIn(document)).map(({ start, end, isComment }) => new FoldingRange(start, end, isComment ? FoldingRangeKind.Comment : undefined)),
    }),
    languages.registerDefinitionProvider(SCENARIO_FILES, {
      async provideDefinition(document, position) {
        await loading;
        const written = writtenIn(document);
        const offset = document.offsetAt(position);
        const link = linksOf(written).find(({ span }) => span.start <= offset && offset <= span.end);
        if (link) {
          const uri = await targetOf(link, document.uri);
          return uri && new Location(uri, new Range(0, 0, 0, 0));
        }
        const occurrence = occurrenceAt(written, offset);
        const span = occurrence && definitionOf(occurrence, written);
        return span && new Location(document.uri, rangeOf(document, span));
      },
    }),
    languages.registerReferenceProvider(SCENARIO_FILES, {
      provideReferences(document, position, { includeDeclaration }) {
        const written = writtenIn(document);
        const occurrence = occurrenceAt(written, document.offsetAt(position));
        const places = occurrence ? referencesOf(occurrence, written) : [];
        return places.filter(({ defines }) => includeDeclaration || !defines).map(({ span }) => new Location(document.uri, rangeOf(document, span)));
      },
    }),
    languages.registerRenameProvider(SCENARIO_FILES, {
      prepareRename(document, position) {
        const written = writtenIn(document);
        const occurrence = occurrenceAt(written, document.offsetAt(position));
        const renaming = occurrence && renameNode(written, occurrence.span.start, occurrence.name);
        if (!occurrence || !renaming?.ok) throw new Error(renaming?.ok === false ? sentence(renaming.reason) : 'Only nodes can be renamed.');
        return { range: rangeOf(document, occurrence.span), placeholder: occurrence.name };
      },
      provideRenameEdits(document, position, name) {
        const renaming = renameNode(writtenIn(document), document.offsetAt(position), name);
        if (!renaming.ok) throw new Error(sentence(renaming.reason));
        const edit = new WorkspaceEdit();
        for (const { span, text } of renaming.edits) edit.replace(document.uri, rangeOf(document, span), text);
        return edit;
      },
    }),
    languages.registerDocumentLinkProvider(SCENARIO_FILES, {
      async provideDocumentLinks(document) {
        await loading;
        const links = linksOf(writtenIn(document)).map(async (link) => {
          const uri = await targetOf(link, document.uri);
          if (uri === undefined) return [];
          const found = new DocumentLink(rangeOf(document, link.span), uri);
          found.tooltip = link.to.kind === 'page' ? 'Open the note' : 'Open the scenario';
          return [found];
        });
        return (await Promise.all(links)).flat();
      },
    }),
    languages.registerDocumentSemanticTokensProvider(
      SCENARIO_FILES,
      {
        provideDocumentSemanticTokens(document) {
          const builder = new SemanticTokensBuilder(LEGEND);
          for (const { span, is, defines } of tokensOf(writtenIn(document))) {
            const range = rangeOf(document, span);
            if (range.isSingleLine) builder.push(range, TOKEN_TYPES[is], defines ? ['declaration'] : []);
          }
          return builder.build();
        },
      },
      LEGEND,
    ),
    registerWritingFixes(store),
    registerLenses(store),
  );

  /** A page that is there, the file that is extended, or a scenario beside this one or bundled. */
  async function targetOf({ to }: Link, from: Uri): Promise<Uri | undefined> {
    if (to.kind === 'file') {
      const [target] = (await filesAround(from, `extend: ${JSON.stringify(to.path)}`))?.uris ?? [];
      return target && (await currentText(target)) !== undefined ? target : undefined;
    }
    if (to.kind === 'page') return library.notes.some(({ page }) => page === to.page) ? bundledUri(pathOfPage(to.page).replace(/^media\//, '')) : undefined;
    const own = Uri.joinPath(from, '..', `${to.id}.scenario.yaml`);
    try {
      await workspace.fs.stat(own);
      return own;
    } catch {
      const bundled = (await host.gallery()).scenarios.find(({ id }) => id === to.id);
      return bundled && uriOf(bundled);
    }
  }
}

/** The scenarios in the same folder, where one of them is asked for. */
async function nearbyOf(document: TextDocument, position: Position): Promise<readonly string[]> {
  if (!/^["'\s]*(e\w*)?\s*(:|$)/.test(document.lineAt(position.line).text)) return [];
  const own = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  return (await scenariosIn(Uri.joinPath(document.uri, '..'))).filter((name) => name !== own);
}

function itemOf({ label, kind, detail, doc, insert, span, rank }: Offer, i: number, document: TextDocument): CompletionItem {
  const item = new CompletionItem(label, COMPLETION_KINDS[kind]);
  item.insertText = new SnippetString(insert);
  item.range = rangeOf(document, span);
  item.sortText = `${rank}${String(i).padStart(4, '0')}`;
  if (detail) item.detail = detail;
  if (doc) item.documentation = new MarkdownString(doc);
  return item;
}

function symbolOf(document: TextDocument, { name, detail, kind, span, head, children }: OutlineItem): DocumentSymbol {
  const symbol = new DocumentSymbol(name, detail, SYMBOL_KINDS[kind], rangeOf(document, span), rangeOf(document, head));
  symbol.children = children.map((child) => symbolOf(document, child));
  return symbol;
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
