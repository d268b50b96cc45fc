/**
 * A note as blocks that the view turns into elements one by one.
 *
 * Nothing here is ever HTML: a tag in the text stays text, an image is its alternative text, and a link that is neither
 * https nor relative is its words. So a page cannot do anything, whoever wrote it.
 */
import type { Token } from 'markdown-it';
import type { Block, Inline, NotePage } from '../protocol/messages';
import { anchorMaker } from './headings';
import { isSafeHref } from './links';
import { MAX_NESTING, headingTitle, parseMarkdown } from './markdown';
import { asQuestion } from './questions';

/** Longest note that is read, in characters; of a longer one the rest is not shown, and the page says so. */
export const MAX_PAGE_CHARS = 200_000;

/** Reads the Markdown of `page` (`chapter/page`). Any text gives a page. */
export function readPage(page: string, text: string): NotePage {
  const blocks = readBlocks({ tokens: parseMarkdown(text.slice(0, MAX_PAGE_CHARS)), at: 0, anchor: anchorMaker(), page, section: '', questions: 0 });
  if (text.length > MAX_PAGE_CHARS) blocks.push(paragraph('This page is too long: the rest of it is not shown.'));
  const title = blocks.find((block) => block.kind === 'heading');
  return { page, title: title ? inlineText(title.inline) : page, blocks };
}

/** Inline content as plain text. */
export function inlineText(inline: readonly Inline[]): string {
  return inline.map((part) => ('text' in part ? part.text : 'inline' in part ? inlineText(part.inline) : ' ')).join('');
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly anchor: (title: string) => string;
  readonly page: string;
  /** The anchor of the heading above, and how many questions it had so far: what a question is named by. */
  section: string;
  questions: number;
}

/** Blocks up to the token that closes what surrounds them. */
function readBlocks(reader: Reader): Block[] {
  const blocks: Block[] = [];
  for (let token = reader.tokens[reader.at]; token && token.nesting >= 0; token = reader.tokens[reader.at]) {
    reader.at += 1;
    const block = readBlock(reader, token);
    if (block) blocks.push(block);
  }
  return blocks;
}

function readBlock(reader: Reader, token: Token): Block | undefined {
  switch (token.type) {
    case 'heading_open': {
      const inline = reader.tokens[reader.at];
      reader.at += 2;
      reader.section = reader.anchor(headingTitle(inline));
      reader.questions = 0;
      return {
        kind: 'heading',
        level: Number(token.tag.slice(1)),
        anchor: reader.section,
        inline: readInline(inline?.children ?? []),
      };
    }
    case 'paragraph_open': {
      const inline = reader.tokens[reader.at];
      reader.at += 2;
      return { kind: 'paragraph', inline: readInline(inline?.children ?? []) };
    }
    case 'fence':
    case 'code_block':
      return { kind: 'code', language: token.info.trim().split(/\s/, 1)[0] ?? '', text: token.content };
    case 'hr':
      return { kind: 'rule' };
    case 'blockquote_open': {
      const blocks = readNested(reader, token);
      const question = asQuestion(blocks, `${reader.page}#${reader.section}:${reader.questions + 1}`);
      if (question) reader.questions += 1;
      return question ?? { kind: 'quote', blocks };
    }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return readList(reader, token);
    case 'table_open':
      return readTable(reader);
    default:
      // A kind of block that is not known here would lose its text silently; its content follows as blocks of its own.
      return token.content === '' ? undefined : paragraph(token.content);
  }
}

/** What stands inside a container; beyond the limit the parser gives nothing, and a reader should see that. */
function readNested(reader: Reader, open: Token): Block[] {
  const blocks = readBlocks(reader);
  reader.at += 1;
  return blocks.length === 0 && open.level >= MAX_NESTING - 2 ? [paragraph('…')] : blocks;
}

function readList(reader: Reader, open: Token): Block {
  const items: Block[][] = [];
  while (reader.tokens[reader.at]?.type === 'list_item_open') {
    const item = reader.tokens[reader.at]!;
    reader.at += 1;
    items.push(readNested(reader, item));
  }
  reader.at += 1;
  const ordered = open.type === 'ordered_list_open';
  return { kind: 'list', ordered, start: ordered ? Number(open.attrGet('start') ?? 1) : 1, items };
}

function readTable(reader: Reader): Block {
  const rows: Inline[][][] = [];
  let head = 0;
  for (let token = reader.tokens[reader.at]; token && token.type !== 'table_close'; token = reader.tokens[reader.at]) {
    if (token.type === 'tr_open') rows.push([]);
    else if (token.type === 'inline') rows.at(-1)?.push(readInline(token.children ?? []));
    else if (token.type === 'thead_close') head = rows.length;
    reader.at += 1;
  }
  reader.at += 1;
  return { kind: 'table', head: rows[head - 1] ?? [], rows: rows.slice(head) };
}

function readInline(tokens: readonly Token[]): Inline[] {
  return readInlineFrom(tokens, { at: 0 });
}

function readInlineFrom(tokens: readonly Token[], cursor: { at: number }): Inline[] {
  const parts: Inline[] = [];
  const addText = (text: string): void => {
    const last = parts.at(-1);
    if (text === '') return;
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
    else parts.push({ kind: 'text', text });
  };
  for (let token = tokens[cursor.at]; token && token.nesting >= 0; token = tokens[cursor.at]) {
    cursor.at += 1;
    switch (token.type) {
      case 'code_inline':
        parts.push({ kind: 'code', text: token.content });
        break;
      case 'softbreak':
        addText(' ');
        break;
      case 'hardbreak':
        parts.push({ kind: 'break' });
        break;
      case 'image':
        addText(altText(token));
        break;
      case 'strong_open':
      case 'em_open':
      case 'link_open':
      case 's_open': {
        const inline = readInlineFrom(tokens, cursor);
        cursor.at += 1;
        parts.push(...wrapped(token, inline));
        break;
      }
      default:
        addText(token.content);
    }
  }
  return parts;
}

function wrapped(open: Token, inline: readonly Inline[]): readonly Inline[] {
  if (open.type === 'strong_open') return [{ kind: 'strong', inline }];
  if (open.type === 'em_open') return [{ kind: 'emphasis', inline }];
  const href = open.type === 'link_open' ? String(open.attrGet('href') ?? '') : '';
  return isSafeHref(href) ? [{ kind: 'link', href, inline }] : inline;
}

function altText(image: Token): string {
  return inlineText(readInline(image.children ?? []));
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', inline: [{ kind: 'text', text }] };
}
