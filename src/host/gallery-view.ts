/** The list of bundled notes and scenarios in the activity bar. */
import { Disposable, EventEmitter, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from 'vscode';
import type { TreeDataProvider, Uri } from 'vscode';
import type { GalleryScenario } from '../notes/gallery';
import { isDone, stateOf, tallyOf, tallyWords } from '../notes/progress';
import type { Progress } from '../notes/progress';
import { bundledUri } from './bundled-files';
import { chaptersOf } from './chapters';
import type { Chapter, Page } from './chapters';
import { GLOSSARY_PATH, uriOf } from './gallery';
import type { Host } from './host';

/** What the commands on an item get. */
export interface ListedFile {
  readonly uri: Uri;
  readonly kind: 'scenario' | 'note' | 'trace';
}

type Item =
  | { readonly is: 'chapter'; readonly chapter: Chapter; readonly only: boolean }
  | ({ readonly is: 'page'; readonly page: Page } & ListedFile)
  | ({ readonly is: 'glossary'; readonly terms: number } & ListedFile)
  | ({ readonly is: 'scenario'; readonly scenario: GalleryScenario } & ListedFile);

export function registerGalleryView(host: Host): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<Item> = {
    onDidChangeTreeData: changed.event,
    async getChildren(item): Promise<Item[]> {
      if (!item) {
        const gallery = await host.gallery();
        const chapters = chaptersOf(gallery);
        const { length: terms } = gallery.glossary;
        return [
          ...chapters.map((chapter): Item => ({ is: 'chapter', chapter, only: chapters.length === 1 })),
          ...(terms > 0 ? [{ is: 'glossary', terms, uri: bundledUri(GLOSSARY_PATH), kind: 'note' } as const] : []),
        ];
      }
      switch (item.is) {
        case 'chapter':
          return [...item.chapter.pages.map(pageItem), ...item.chapter.rest.map(scenarioItem)];
        case 'page':
          return item.page.scenarios.map(scenarioItem);
        case 'glossary':
        case 'scenario':
          return [];
      }
    },
    getTreeItem: (item) => treeItem(item, host.progress.now),
  };
  return Disposable.from(
    changed,
    host.progress.onDidChange(() => changed.fire(undefined)),
    window.createTreeView('faultline.gallery', { treeDataProvider: provider, showCollapseAll: true }),
  );
}

function pageItem(page: Page): Item {
  return { is: 'page', page, uri: uriOf(page.note), kind: 'note' };
}

function scenarioItem(scenario: GalleryScenario): Item {
  return { is: 'scenario', scenario, uri: uriOf(scenario), kind: 'scenario' };
}

function treeItem(item: Item, progress: Progress): TreeItem {
  const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
  switch (item.is) {
    case 'chapter': {
      const row = new TreeItem(item.chapter.title, item.only ? Expanded : Collapsed);
      row.id = item.chapter.id;
      const { pages, rest } = item.chapter;
      const done = tallyWords(tallyOf(progress, [...pages.flatMap(({ scenarios }) => scenarios), ...rest], pages.flatMap(({ note }) => note.sections)));
      row.description = [item.chapter.topic, done].filter((part) => part !== '').join(' · ');
      row.tooltip = row.description;
      return row;
    }
    case 'page': {
      const { note, scenarios } = item.page;
      const row = new TreeItem(note.title, scenarios.length > 0 ? Expanded : None);
      row.id = note.page;
      const tally = tallyOf(progress, scenarios, note.sections);
      row.iconPath = isDone(tally) ? done() : new ThemeIcon('book');
      row.description = tallyWords(tally);
      row.contextValue = 'notePage';
      row.tooltip = new MarkdownString(`**${escaped(note.title)}**\n\nA note with ${counted(scenarios.length, 'scenario')}${tally.questions > 0 ? ` and ${counted(tally.questions, 'question')}` : ''}.${row.description === '' ? '' : ` ${escaped(row.description)}.`}`);
      row.command = { command: 'faultline.openItem', title: 'Open', arguments: [item] };
      return row;
    }
    case 'glossary': {
      const row = new TreeItem('Glossary', None);
      row.id = 'glossary';
      row.iconPath = new ThemeIcon('symbol-text');
      row.description = counted(item.terms, 'term');
      row.contextValue = 'notePage';
      row.command = { command: 'faultline.openItem', title: 'Open', arguments: [item] };
      return row;
    }
    case 'scenario': {
      const { id, title, covers, model } = item.scenario;
      const row = new TreeItem(title, None);
      row.id = id;
      const state = stateOf(progress, id);
      row.iconPath = state === 'stepped' ? done() : new ThemeIcon('git-compare');
      row.description = [covers.join(', '), ...(state === 'new' ? [] : [STATES[state]])].join(' · ');
      row.accessibilityInformation = { label: `${title}, ${row.description}` };
      row.contextValue = 'bundledScenario';
      row.tooltip = new MarkdownString(
        `**${escaped(title)}**\n\n${covers.length > 0 ? `Covers ${escaped(covers.join(', '))} of the study notes. ` : ''}Model: ${escaped(model)}.`,
      );
      row.command = { command: 'faultline.openItem', title: 'Open', arguments: [item] };
      return row;
    }
  }
}

const STATES = { opened: 'opened', stepped: 'stepped through' } as const;

function done(): ThemeIcon {
  return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
}

// What stands in a file is text, not Markdown.
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~]/g, '\\$&');
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
