import { describe, expect, test } from 'vitest';
import { readGlossary } from '../../src/notes/glossary';
import { markTerms } from '../../src/notes/mark-terms';
import { readPage } from '../../src/notes/pages';
import { termFinder } from '../../src/trace/terms';
import type { Block, Inline } from '../../src/protocol/messages';
import { bundledFiles } from '../bundled';

const TEXT = '# Glossary\n\nWhat words mean.\n\n## Lease\n\n*Also: leader lease.*\n\nA lock with an [end](#end). Until `t`.\n\n*Really.*\n\n## Term\n\n*Found as: term, currentTerm.*\n\nA number.\n';

test('terms with the words that stand for them, and their text', () => {
  expect(readGlossary(TEXT)).toEqual([
    { anchor: 'lease', title: 'Lease', forms: ['lease', 'leases', 'leader lease', 'leader leases'], text: 'A lock with an end. Until t. Really.' },
    { anchor: 'term', title: 'Term', forms: ['term', 'currentterm'], text: 'A number.' },
  ]);
});

describe('terms on a page', () => {
  const marked = (text: string): string[] => {
    const terms: string[] = [];
    const inline = (list: readonly Inline[]): void => list.forEach((part) => (part.kind === 'term' ? terms.push(`${part.text}>${part.anchor}`) : 'inline' in part && inline(part.inline)));
    const blocks = (list: readonly Block[]): void =>
      list.forEach((block) => {
        if (block.kind === 'paragraph' || block.kind === 'heading') inline(block.inline);
        else if (block.kind === 'quote') blocks(block.blocks);
        else if (block.kind === 'question') [block.ask, block.answer].forEach(blocks);
        else if (block.kind === 'list') block.items.forEach(blocks);
        else if (block.kind === 'table') [...block.head, ...block.rows.flat()].forEach(inline);
      });
    blocks(markTerms(readPage('ch8/x', text), termFinder(readGlossary(TEXT))).blocks);
    return terms;
  };

  test('the first of each section alone is marked', () => {
    expect(marked('# A\n\nThe leases, a lease.\n\n## B\n\nA *lease* in a term, the term.')).toEqual(['leases>lease', 'lease>lease', 'term>term']);
  });

  test('not in headings, code and links; in lists, quotations, tables and questions', () => {
    expect(marked('# A lease\n\n`lease` [the lease](b.md)\n\n```\nlease\n```')).toEqual([]);
    expect(marked('# A\n\n- x\n  > **a leader lease**\n\n## B\n\n| term |\n|---|\n| lease |\n\n## C\n\n> **Question.** Why?\n>\n> **Answer.** The term.')).toEqual(['leader lease>lease', 'term>term', 'lease>lease', 'term>term']);
  });

  test('the words of a page stay the same', () => {
    const page = readPage('ch8/x', '# A\n\nThe lease, its term.');
    const words = (list: readonly Inline[]): string => list.map((part) => ('text' in part ? part.text : '')).join('');
    const [, paragraph] = markTerms(page, termFinder(readGlossary(TEXT))).blocks;
    expect(paragraph?.kind === 'paragraph' && words(paragraph.inline)).toBe('The lease, its term.');
  });
});

describe('the bundled glossary', () => {
  const terms = readGlossary(bundledFiles('notes/glossary.md')[0]!.text);
  const sentences = (text: string): number => text.match(/[.?!](?=\s|$|”)/g)?.length ?? 0;

  test('explains each term in two to six sentences, and no word stands for two', () => {
    expect(terms.length).toBeGreaterThan(50);
    expect(terms.filter(({ text }) => text.length < 80 || text.length > 600 || sentences(text) < 2 || sentences(text) > 6).map(({ title, text }) => `${title}: ${sentences(text)}`)).toEqual([]);
    const forms = terms.flatMap((term) => term.forms);
    expect(forms.filter((form, i) => forms.indexOf(form) !== i)).toEqual([]);
  });

  test('is in alphabetical order', () => {
    const titles = terms.map(({ title }) => title.toLowerCase());
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b, 'en')));
  });
});
