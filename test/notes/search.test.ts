import { describe, expect, test } from 'vitest';
import { searchNotes, searchable, searchableTerms } from '../../src/notes/search';

const sections = [
  ...searchable('ch8/a', '# Pauses\n\nA program stops.\n\n## The lease\n\nA lock with an *end*,\nsays [Gray](https://example.org).\n\n## Further\n\n> nothing about `fsync` here'),
  ...searchable('ch8/b', `# Locks\n\n${'word '.repeat(60)}a lease at last ${'and '.repeat(60)}`),
  ...searchableTerms([{ anchor: 'lease', title: 'Lease', forms: [], text: 'A lock that ends.' }]),
];
const found = (query: string): string[] => searchNotes(sections, query).map(({ section: { see } }) => see);

describe('searching the notes', () => {
  test('headings come before texts, and the address leads to the section', () => {
    expect(found('lease')).toEqual(['ch8/a#the-lease', 'glossary#lease', 'ch8/b']);
    expect(found('LOCK end')).toEqual(['ch8/a#the-lease', 'glossary#lease']);
  });

  test('all words must occur, in heading, text or the page’s title', () => {
    expect(found('pauses fsync')).toEqual(['ch8/a#further']);
    expect(found('lease nowhere')).toEqual([]);
  });

  test('of nothing, everything in order', () => {
    expect(found('  ')).toEqual(['ch8/a', 'ch8/a#the-lease', 'ch8/a#further', 'ch8/b', 'glossary#lease']);
  });

  test('an excerpt shows the word among its neighbours, on one line', () => {
    expect(searchNotes(sections, 'gray')[0]!.excerpt).toBe('A lock with an end, says Gray.');
    const [hit] = searchNotes(sections, 'locks lease');
    expect(hit!.excerpt).toMatch(/^… (word )+a lease at last and /);
    expect(hit!.excerpt.length).toBeLessThan(140);
  });
});
