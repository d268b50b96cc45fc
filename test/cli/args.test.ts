import { describe, expect, it } from 'vitest';
import { parseArgs } from '../../src/cli/args';
import type { Option } from '../../src/cli/args';

const options: readonly Option[] = [
  { name: 'json', summary: '' },
  { name: 'seed', value: 'N', summary: '' },
  { name: 'set', value: 'K=V', many: true, summary: '' },
  { name: 'format', value: 'F', choices: ['text', 'json'], summary: '' },
];
const parse = (...words: readonly string[]) => parseArgs(words, options, { min: 0, max: 2, what: 'FILE' });

describe('parseArgs', () => {
  it('tells files, switches and values apart, in any order', () => {
    const result = parse('a', '--seed', '-3', '--json', '--set=x=1', 'b', '--set', 'y=2');
    if (!('args' in result)) throw new Error(result.message);
    const { files, has, value, values } = result.args;
    expect(files).toEqual(['a', 'b']);
    expect([has('json'), has('format')]).toEqual([true, false]);
    expect([value('seed'), value('format')]).toEqual(['-3', undefined]);
    expect([values('set'), values('format')]).toEqual([['x=1', 'y=2'], []]);
  });

  it('takes everything behind -- as files, and a lone - too', () => {
    expect(parse('-', '--', '--json')).toMatchObject({ args: { files: ['-', '--json'] } });
  });

  it.each([
    [['--jsn'], 'unknown option --jsn', '--json'],
    [['-j'], 'unknown option -j', undefined],
    [['--format', 'txt'], '--format cannot be "txt"; valid: text, json', 'text'],
    [['--format='], '--format cannot be ""; valid: text, json', undefined],
    [['--seed'], '--seed needs a value: --seed N', undefined],
    [['--json=1'], '--json takes no value', undefined],
    [['--json', '--json'], '--json stands there twice', undefined],
    [['a', 'b', 'c'], '"c" is one word too many', undefined],
  ])('refuses %j', (words, message, suggestion) => {
    expect(parse(...words)).toEqual(suggestion === undefined ? { message } : { message, suggestion });
  });

  it('says which file is missing', () => {
    expect(parseArgs([], [], { min: 1, max: 1, what: 'IN' })).toEqual({ message: 'IN is missing' });
  });
});
