import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../src/notes/headings';
import { hrefsOf, isSafeHref } from '../../src/notes/links';
import { MAX_PAGE_CHARS, inlineText, readPage } from '../../src/notes/pages';
import type { Block, Inline } from '../../src/protocol/messages';

const blocksOf = (text: string): readonly Block[] => readPage('ch8/page', text).blocks;

/** Everything a reader would see, one string. */
function textOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'heading':
        case 'paragraph':
          return inlineText(block.inline);
        case 'code':
          return block.text;
        case 'list':
          return block.items.map(textOf).join('\n');
        case 'quote':
          return textOf(block.blocks);
        case 'table':
          return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' | ')).join('\n');
        case 'question':
          return [textOf(block.ask), ...block.choices.map(({ inline }) => inlineText(inline)), textOf(block.answer)].join('\n');
        case 'rule':
          return '---';
      }
    })
    .join('\n');
}

describe('what a page is made of', () => {
  test('headings with the anchors GitHub gives them, each one once', () => {
    const headings = blocksOf('# Six fates of a request!\n\n## `W + R > N`\n\n## Six fates of a request\n\n### Größe & *Dauer*').filter((block) => block.kind === 'heading');
    expect(headings.map(({ level, anchor }) => [level, anchor])).toEqual([
      [1, 'six-fates-of-a-request'],
      [2, 'w--r--n'],
      [2, 'six-fates-of-a-request-1'],
      [3, 'größe--dauer'],
    ]);
  });

  test('the title is the first heading, else the name of the page', () => {
    expect(readPage('ch8/a', 'Text\n\n## Clocks and *order*\n\n# Later').title).toBe('Clocks and order');
    expect(readPage('ch8/a', 'Text').title).toBe('ch8/a');
  });

  test('paragraphs with emphasis, code, breaks and links', () => {
    expect(blocksOf('One *two **three*** `four`  \nfive\nsix [seven](clocks.md#drift "title")')).toEqual([
      {
        kind: 'paragraph',
        inline: [
          { kind: 'text', text: 'One ' },
          { kind: 'emphasis', inline: [{ kind: 'text', text: 'two ' }, { kind: 'strong', inline: [{ kind: 'text', text: 'three' }] }] },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'four' },
          { kind: 'break' },
          { kind: 'text', text: 'five six ' },
          { kind: 'link', href: 'clocks.md#drift', inline: [{ kind: 'text', text: 'seven' }] },
        ],
      },
    ]);
  });

  test('lists within lists, tight and loose, with their numbers', () => {
    const [list] = blocksOf('3. three\n4. four\n   - inner\n\n     more\n');
    expect(list).toEqual({
      kind: 'list',
      ordered: true,
      start: 3,
      items: [
        [{ kind: 'paragraph', inline: [{ kind: 'text', text: 'three' }] }],
        [
          { kind: 'paragraph', inline: [{ kind: 'text', text: 'four' }] },
          {
            kind: 'list',
            ordered: false,
            start: 1,
            items: [[{ kind: 'paragraph', inline: [{ kind: 'text', text: 'inner' }] }, { kind: 'paragraph', inline: [{ kind: 'text', text: 'more' }] }]],
          },
        ],
      ],
    });
  });

  test('tables, code, quotes and rules', () => {
    expect(blocksOf('| a | b |\n|---|--:|\n| 1 | `2` |\n| 3 |\n\n```yaml title\nloss: 0\n```\n\n> quoted\n\n---')).toEqual([
      {
        kind: 'table',
        head: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]],
        rows: [
          [[{ kind: 'text', text: '1' }], [{ kind: 'code', text: '2' }]],
          [[{ kind: 'text', text: '3' }], []],
        ],
      },
      { kind: 'code', language: 'yaml', text: 'loss: 0\n' },
      { kind: 'quote', blocks: [{ kind: 'paragraph', inline: [{ kind: 'text', text: 'quoted' }] }] },
      { kind: 'rule' },
    ]);
  });

  test('an image is its alternative text', () => {
    expect(textOf(blocksOf('Before ![a *fast* link](https://example.org/x.png "t") after ![](x.png)'))).toBe('Before a fast link after ');
  });

  test('headings have the anchors the index of the notes gives them', () => {
    const text = '# A\n\n## A\n\n## [A](b.md) `c`\n\n## ![img](x) A\n\nA\n===\n';
    const anchors = blocksOf(text).flatMap((block) => (block.kind === 'heading' ? [block.anchor] : []));
    expect(anchors).toEqual(outlineOf(text).headings.map(({ anchor }) => anchor));
    expect(new Set(anchors).size).toBe(5);
  });
});

/** Markdown that tries to be more than text: each with what a reader is to see of it. */
const HOSTILE: readonly (readonly [source: string, seen: string])[] = [
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['text <b onclick="alert(1)">bold</b>', 'text <b onclick="alert(1)">bold</b>'],
  ['<iframe src="https://example.org"></iframe>', '<iframe src="https://example.org"></iframe>'],
  ['<!-- comment -->', '<!-- comment -->'],
  ['<style>body{display:none}</style>', '<style>body{display:none}</style>'],
  ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
  ['[x](javascript:alert(1))', 'x'],
  ['[x](JaVaScRiPt:alert(1))', 'x'],
  ['[x](java&#x0A;script:alert(1))', 'x'],
  ['[x](&#106;avascript:alert(1))', 'x'],
  ['[x](\u0001javascript:alert(1))', '[x](\u0001javascript:alert(1))'],
  ['[x](<java\tscript:alert(1)>)', 'x'],
  ['[x](data:text/html;base64,PHNjcmlwdD4=)', 'x'],
  ['[x](vbscript:msgbox)', 'x'],
  ['[x](command:workbench.action.terminal.new)', 'x'],
  ['[x](vscode://extension/id)', 'x'],
  ['[x](file:///etc/passwd)', 'x'],
  ['[x](http://example.org)', 'x'],
  ['[x](//example.org/path)', 'x'],
  ['[x](\\\\\\\\example.org\\share)', 'x'],
  ['[x](/etc/passwd)', 'x'],
  ['[x](https://user:word@example.org/)', 'x'],
  ['[x](https://)', 'x'],
  ['[x](blob:https://example.org/1)', 'x'],
  ['<javascript:alert(1)>', 'javascript:alert(1)'],
  ['<mailto:a@example.org>', 'mailto:a@example.org'],
  ['[x][r]\n\n[r]: javascript:alert(1)', 'x'],
  ['![x](javascript:alert(1))', 'x'],
  ['![<script>](data:image/svg+xml;base64,AAAA)', '<script>'],
  ['[![x](https://example.org/p.png)](command:a)', 'x'],
  ['# <script>alert(1)</script> {onclick=x}', '<script>alert(1)</script> {onclick=x}'],
  ['| <script>x</script> | [y](javascript:z) |\n|--|--|\n| <a href="javascript:x">k</a> | v |', '<script>x</script> | y\n<a href="javascript:x">k</a> | v'],
  ['```<script>\n</code></pre><script>alert(1)</script>\n```', '</code></pre><script>alert(1)</script>\n'],
  ['a\u202Egnp.exe', 'a\u202Egnp.exe'],
  ['${alert(1)} {{constructor}}', '${alert(1)} {{constructor}}'],
];

describe('whoever wrote it, a page is text', () => {
  test.each(HOSTILE)('%j', (source, seen) => {
    const blocks = blocksOf(source);
    expect(hrefsOf(blocks)).toEqual([]);
    expect(textOf(blocks)).toBe(seen);
  });

  test('links that may stay', () => {
    const source = ['https://example.org', 'https://example.org:8443/a?b=c#d', 'clocks.md', '#lost-reply', '../../scenarios/ch8/x.scenario.yaml', './a/b%20c.md#x'];
    expect(hrefsOf(blocksOf(source.map((href) => `[x](${href})`).join(' ')))).toEqual(source);
  });

  test('quotes and lists without end stop somewhere, and say so', () => {
    for (const sign of ['> ', '- ', '1. ']) {
      const blocks = blocksOf(`${sign.repeat(5_000)}bottom`);
      expect(depthOf(blocks)).toBeLessThanOrEqual(40);
      expect(textOf(blocks)).toContain('…');
    }
    expect(depthOf(blocksOf(`${'*a **b '.repeat(3_000)}`))).toBeLessThanOrEqual(40);
  });

  test('a huge table is cut at the limit of a page', () => {
    const row = `|${' x |'.repeat(100)}\n`;
    const text = `|${' h |'.repeat(100)}\n|${'-|'.repeat(100)}\n${row.repeat(2_000)}`;
    const { blocks } = readPage('ch8/page', text);
    const table = blocks[0] as Block & { kind: 'table' };
    expect(table.kind).toBe('table');
    expect(table.rows.length).toBeLessThan(MAX_PAGE_CHARS / 400);
    expect(textOf(blocks.slice(-1))).toMatch(/too long/);
  });

  test('a table wider in its head than in its rows does not multiply', () => {
    const text = `|${'h|'.repeat(20_000)}\n|${'-|'.repeat(20_000)}\n${'|x\n'.repeat(20_000)}`;
    const cells = blocksOf(text).reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.reduce((all, row) => all + row.length, 0) : 0), 0);
    expect(cells).toBeLessThan(200_000);
  });

  const fragment = fc.constantFrom(
    ...HOSTILE.map(([source]) => source),
    '# ', '## ', '> ', '- ', '1. ', '`', '```\n', '\n', '\n\n', '|', '|-|\n', '[', '](', ')', '![', '*', '**', '_', '~~', '<', '>', '&', '\\', '\t', '    ', 'word ', 'ſ', '\u0000', '\ud800', '😀', 'https://example.org', 'javascript:', '#', '---\n',
  );
  test('anything at all: known kinds, safe links, anchors that are unique', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const { blocks } = readPage('ch8/page', text);
        expect(hrefsOf(blocks).every(isSafeHref)).toBe(true);
        const anchors = blocks.flatMap((block) => (block.kind === 'heading' ? [block.anchor] : []));
        expect(new Set(anchors).size).toBe(anchors.length);
        expect(() => textOf(blocks)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

function depthOf(blocks: readonly Block[]): number {
  const inlineDepth = (inline: readonly Inline[]): number => Math.max(0, ...inline.map((part) => ('inline' in part ? 1 + inlineDepth(part.inline) : 1)));
  return Math.max(
    0,
    ...blocks.map((block) => {
      if (block.kind === 'quote') return 1 + depthOf(block.blocks);
      if (block.kind === 'list') return 1 + Math.max(0, ...block.items.map(depthOf));
      if (block.kind === 'paragraph' || block.kind === 'heading') return inlineDepth(block.inline);
      return 1;
    }),
  );
}
