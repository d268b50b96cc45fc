import { describe, expect, it } from 'vitest';
import { MAX_PIECES, MAX_TEXT_CHARS } from '../../src/scenario/limits';
import { createReport } from '../../src/scenario/report';
import { entryAt, readYaml, valueAt } from '../../src/scenario/yaml-tree';
import type { YamlResult } from '../../src/scenario/yaml-tree';
import type { Problem } from '../../src/trace/problem';

function read(text: string): YamlResult & { readonly problems: readonly Problem[] } {
  const report = createReport(text);
  return { ...readYaml(text, report), problems: report.problems() };
}

const codes = (text: string) => read(text).problems.map(({ code, line, column }) => `${line}:${column} ${code}`);

describe('readYaml', () => {
  it('keeps the place of every key and value', () => {
    const text = 'a: 1\nb: [x, "y z"]\nc:\n  d: true\n';
    const { root, problems } = read(text);
    expect(problems).toEqual([]);
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(cut(entryAt(root, 'b')!.keySpan)).toBe('b');
    const list = valueAt(root, 'b')!;
    expect(list.kind === 'list' && list.items.map(({ span }) => cut(span))).toEqual(['x', '"y z"']);
    expect(valueAt(valueAt(root, 'c'), 'd')).toMatchObject({ kind: 'scalar', value: true });
  });

  it('counts a mark of the byte order like the editor does', () => {
    expect(entryAt(read('\ufeffa: 1').root, 'a')!.keySpan).toEqual({ start: 1, end: 2 });
  });

  it('reads values by the core rules of YAML 1.2: `yes` and `12:30` are texts', () => {
    const { root } = read('a: yes\nb: 12:30\nc: 0x10\nd: ~\ne: 1e3\nf:\n');
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => valueAt(root, key))).toMatchObject(
      ['yes', '12:30', 16, null, 1000, null].map((value) => ({ value })),
    );
  });

  it.each([
    ['a: &x 1\nb: *x\n', ['1:7 alias', '2:4 alias']],
    ['&a a: 1\n', ['1:4 alias']],
    ['a: !!str 1\n', ['1:10 tag']],
    ['a: !mine 1\n', ['1:4 yaml', '1:10 tag']],
    ['%YAML 1.1\n---\na: 1\n', ['1:1 yaml']],
    ['a: 1\n---\nb: 2\n', ['2:1 yaml']],
    ['a: 1\na: 2\n', ['2:1 duplicate-key']],
    ['{x: 1}: 2\n', ['1:1 yaml']],
    ['? \n: 2\n', ['1:3 yaml']],
    ['a: [1, 2\n', ['2:1 yaml']],
    ['a: b: c\n', ['1:4 yaml']],
    ['a: "x\n', ['2:1 yaml']],
    ['\ta: 1\n', ['1:1 yaml']],
    ['a: 1\n b: 2\n', ['1:4 yaml']],
  ])('refuses %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('refuses what is too long or too deep before it costs anything', () => {
    expect(codes(' '.repeat(MAX_TEXT_CHARS + 1))).toEqual(['1:1 too-large']);
    expect(codes(`[${'a,'.repeat(MAX_PIECES)}`)).toContainEqual(expect.stringContaining('too-large'));
    expect(codes(`a: ${'['.repeat(40)}${']'.repeat(40)}`)).toContainEqual(expect.stringContaining('too-deep'));
    expect(codes(`a: ${'['.repeat(30)}${']'.repeat(30)}`)).toEqual([]);
  });

  const half = MAX_TEXT_CHARS / 2;
  it.each([
    ['brackets', '['.repeat(MAX_TEXT_CHARS)],
    ['closing brackets', ']'.repeat(MAX_TEXT_CHARS)],
    ['braces with keys', '{a: '.repeat(MAX_TEXT_CHARS / 4)],
    ['dashes', '- '.repeat(half)],
    ['question marks', '? '.repeat(half)],
    ['anchors', '& '.repeat(half)],
    ['tags', '! '.repeat(half)],
    ['commas', `[${','.repeat(MAX_TEXT_CHARS - 1)}`],
    ['quotes', '"'.repeat(MAX_TEXT_CHARS)],
    ['backslashes', `"${'\\'.repeat(MAX_TEXT_CHARS - 1)}`],
    ['documents', '---\n'.repeat(MAX_TEXT_CHARS / 4)],
    ['directives', '%YAML 1.2\n'.repeat(MAX_TEXT_CHARS / 10 - 1)],
    ['one key over and over', 'a: 1\n'.repeat(MAX_TEXT_CHARS / 5 - 1)],
    ['steps inward', Array.from({ length: 1_400 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['an alias bomb', ['a: &a [x, x]', ...Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [${'*a, '.repeat(9)}*a]`)].join('\n')],
    ['spaces and lines', ' \n'.repeat(half)],
    ['a block of nothing', `a: |\n${' \n'.repeat(half - 3)}`],
    ['zero characters', '\0'.repeat(MAX_TEXT_CHARS)],
    ['halves of characters', '\ud800'.repeat(MAX_TEXT_CHARS)],
  ])('comes to an end with a megabyte of %s', (_, text) => {
    const { problems } = read(text);
    expect(problems.length).toBeLessThanOrEqual(501);
  });
});
