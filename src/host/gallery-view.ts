/** The list of bundled notes and scenarios in the activity bar. */
import { MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from 'vscode';
import type { Disposable, TreeDataProvider, Uri } from 'vscode';
import type { GalleryScenario } from '../notes/gallery';
import { chaptersOf } from './chapters';
import type { Chapter, Page } from './chapters';
import { uriOf } from './gallery';
import type { Host } from './host';

/** What the commands on an item get. */
export interface ListedFile {
  readonly uri: Uri;
  readonly kind: 'scenario' | 'note' | 'trace';
}

type Item =
  | { readonly is: 'chapter'; readonly chapter: Chapter; readonly only: boolean }
  | ({ readonly is: 'page'; readonly page: Page } & ListedFile)
  | ({ readonly is: 'scenario'; readonly scenario: GalleryScenario } & ListedFile);

export function registerGalleryView(host: Host): Disposable {
  const provider: TreeDataProvider<Item> = {
    async getChildren(item) {
      if (!item) {
        const chapters = chaptersOf(await host.gallery());
        return chapters.map((chapter) => ({ is: 'chapter', chapter, only: chapters.length === 1 }));
      }
      switch (item.is) {
        case 'chapter':
          return [...item.chapter.pages.map(pageItem), ...item.chapter.rest.map(scenarioItem)];
        case 'page':
          return item.page.scenarios.map(scenarioItem);
        case 'scenario':
          return [];
      }
    },
    getTreeItem: treeItem,
  };
  return window.createTreeView('faultline.gallery', { treeDataProvider: provider, showCollapseAll: true });
}

function pageItem(page: Page): Item {
  return { is: 'page', page, uri: uriOf(page.note), kind: 'note' };
}

function scenarioItem(scenario: GalleryScenario): Item {
  return { is: 'scenario', scenario, uri: uriOf(scenario), kind: 'scenario' };
}

function treeItem(item: Item): TreeItem {
  const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
  switch (item.is) {
    case 'chapter': {
      const row = new TreeItem(item.chapter.title, item.only ? Expanded : Collapsed);
      row.id = item.chapter.id;
      row.description = item.chapter.topic;
      return row;
    }
    case 'page': {
      const { note, scenarios } = item.page;
      const row = new TreeItem(note.title, scenarios.length > 0 ? Expanded : None);
      row.id = note.page;
      row.iconPath = new ThemeIcon('book');
      row.contextValue = 'notePage';
      row.tooltip = new MarkdownString(`**${escaped(note.title)}**\n\nA note with ${counted(scenarios.length, 'scenario')}.`);
      row.command = { command: 'faultline.openItem', title: 'Open', arguments: [item] };
      return row;
    }
    case 'scenario': {
      const { id, title, covers, model } = item.scenario;
      const row = new TreeItem(title, None);
      row.id = id;
      row.iconPath = new ThemeIcon('git-compare');
      row.description = covers.join(', ');
      row.contextValue = 'bundledScenario';
      row.tooltip = new MarkdownString(
        `**${escaped(title)}**\n\n${covers.length > 0 ? `Covers ${escaped(covers.join(', '))} of the study notes. ` : ''}Model: ${escaped(model)}.`,
      );
      row.command = { command: 'faultline.openItem', title: 'Open', arguments: [item] };
      return row;
    }
  }
}

// What stands in a file is text, not Markdown.
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~]/g, '\\$&');
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
