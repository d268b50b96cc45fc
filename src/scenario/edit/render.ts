/**
 * Values as text, in lines or in brackets: as their neighbour is written, and where there is none as the rest of the file.
 */
import { columnOf, isBlock, spaces } from './text-lines';
import type { Page } from './page';
import { driftText, durationText, keyText, wordText } from './scalar';
import { entryAt, valueAt } from '../yaml-tree';
import type { Entry, ListTree, Tree } from '../yaml-tree';
import type { Written } from './written';

/** What a value is written like. */
export interface Like {
  /** Its neighbour, or what it replaces. */
  readonly model?: Tree | undefined;
  /** Top-level key below which it stands, and how far below. */
  readonly section: string;
  readonly depth: number;
  /** Within brackets everything is. */
  readonly inBrackets: boolean;
}

/** What follows `key:`, from the blank on. `step` is how much deeper than their keys such values are written. */
export function afterKey(page: Page, value: Written, like: Like, keyColumn: number, step?: number): string {
  const literal = literalText(page, value, like, keyColumn + page.style.mapIndent);
  if (literal !== undefined) return literal;
  if (!inLines(page, value, like)) return ` ${inBrackets(page, value, like.model)}`;
  const { style } = page;
  const column = keyColumn + (step ?? (value.kind === 'list' ? style.listIndent : style.mapIndent));
  return style.eol + spaces(column) + lines(page, value, like, column);
}

/** An item of a list written line by line, with its dash, as it stands at `column`; from the dash on. */
export function listItem(page: Page, value: Written, like: Like, column: number, dash: string, valueColumn?: number): string {
  const inner = column + dash.length;
  if (!inLines(page, value, like)) return dash + inBrackets(page, value, like.model);
  return dash + lines(page, value, like, inner, valueColumn);
}

/** `key: value` in brackets. */
export function pairInBrackets(page: Page, key: string, value: Written, model?: Tree): string {
  return keyText(key, page.style) + page.style.colon + inBrackets(page, value, model);
}

/** The value on one line. A scalar `model` is what it replaces: its unit and its quotes are kept. */
export function inBrackets(page: Page, value: Written, model?: Tree): string {
  const { style, text } = page;
  const old = model?.kind === 'scalar' ? text.slice(model.span.start, model.span.end) : '';
  switch (value.kind) {
    case 'duration':
    case 'drift': {
      const written = value.kind === 'drift' ? driftText(value.value) : durationText(value.value, style, old === '' ? undefined : old);
      const mark = /^["']/.exec(old)?.[0] ?? (style.json ? '"' : '');
      return mark + written + mark;
    }
    case 'word':
      return wordText(value.value, style, old);
    case 'map': {
      if (value.entries.length === 0) return '{}';
      const pairs = value.entries.map((entry) => pairInBrackets(page, entry.key, entry.value, scalarAt(model, entry.key)));
      return `{${style.bracePad}${pairs.join(style.comma)}${style.bracePad}}`;
    }
    case 'list': {
      if (value.items.length === 0) return '[]';
      const pad = value.items[0]!.kind === 'map' ? style.bracketMapPad : style.bracketPad;
      return `[${pad}${value.items.map((item) => inBrackets(page, item)).join(style.comma)}${pad}]`;
    }
  }
}

/** A text of several lines as lines; undefined where it would not come back as it is, and for every other value. */
function literalText({ style }: Page, value: Written, like: Like, column: number): string | undefined {
  if (value.kind !== 'word' || typeof value.value !== 'string' || like.inBrackets || style.json) return undefined;
  const text = value.value;
  const fits = text.includes('\n') && /^\S/.test(text) && !/\s$/.test(text) && !/[^\P{C}\n]|[\u2028\u2029\ufeff]/u.test(text);
  if (!fits) return undefined;
  return ` |-${style.eol}${text.split('\n').map((line) => (line === '' ? '' : spaces(column) + line)).join(style.eol)}`;
}

function lines(page: Page, value: Written, like: Like, column: number, valueColumn?: number): string {
  const { style } = page;
  const between = style.eol + spaces(column);
  if (value.kind === 'list') return value.items.map((item) => listItem(page, item, below(page, like, firstItem(like.model)), column, '- ')).join(between);
  if (value.kind !== 'map') return inBrackets(page, value, like.model);
  return value.entries
    .map(({ key, value: part }) => {
      const head = `${keyText(key, style)}:`;
      const model = partOf(like.model, key, part);
      const rest = afterKey(page, part, below(page, like, model?.value), column, stepOf(page.text, model));
      const gap = valueColumn === undefined || !rest.startsWith(' ') ? 0 : valueColumn - column - head.length - 1;
      return head + spaces(Math.max(0, gap)) + rest;
    })
    .join(between);
}

function inLines(page: Page, value: Written, like: Like): boolean {
  if (like.inBrackets || (value.kind !== 'map' && value.kind !== 'list')) return false;
  if ((value.kind === 'map' ? value.entries : value.items).length === 0) return false;
  if (like.model !== undefined && like.model.kind === value.kind) return isBlock(page.text, like.model);
  const { style } = page;
  if (like.section === 'faults') return like.depth < 2 || (like.depth === 2 && style.blockItems);
  if (like.section === 'notes') return like.depth < 2;
  if (like.section === 'workload') return like.depth === 0 || (like.depth === 1 && style.blockItems);
  if (like.section === 'expect') return like.depth < 2;
  if (like.section === 'network') return like.depth === 0 || (like.depth === 1 && value.kind === 'list');
  return like.depth === 0 && style.blockMaps;
}

function below(page: Page, like: Like, model: Tree | undefined): Like {
  const inBrackets = like.inBrackets || (like.model !== undefined && !isBlock(page.text, like.model));
  return { model, section: like.section, depth: like.depth + 1, inBrackets };
}

function firstItem(model: Tree | undefined): Tree | undefined {
  return model?.kind === 'list' ? model.items[0] : undefined;
}

/** What a part of a map is written like: the model's part of the same name, else for a map or list another one of its kind. Of a scalar it tells the unit and the quotes. */
function partOf(model: Tree | undefined, key: string, part: Written): Entry | undefined {
  if (model?.kind !== 'map') return undefined;
  const same = entryAt(model, key);
  if (part.kind !== 'map' && part.kind !== 'list') return same?.value.kind === 'scalar' ? same : undefined;
  return same?.value.kind === part.kind ? same : model.entries.find(({ value }) => value.kind === part.kind);
}

function stepOf(text: string, entry: Entry | undefined): number | undefined {
  if (entry === undefined || !isBlock(text, entry.value)) return undefined;
  return columnOf(text, entry.value.span.start) - columnOf(text, entry.keySpan.start);
}

function scalarAt(model: Tree | undefined, key: string): Tree | undefined {
  const found = valueAt(model, key);
  return found?.kind === 'scalar' ? found : undefined;
}

/** What stands between the dashes of a list and its items, with the dash. */
export function dashOf(text: string, list: ListTree): string {
  const first = list.items[0];
  const dash = first === undefined ? '' : text.slice(list.span.start, first.span.start);
  return /^- +$/.test(dash) ? dash : '- ';
}
