/** The reader of half-written text: like the proper one where nothing is wrong, and never at a loss where it is. */
import { describe, expect, test } from 'vitest';
import { readLoosely } from '../../../src/scenario/language/loose-tree';
import { SILENT } from '../../../src/scenario/report';
import { readYaml } from '../../../src/scenario/yaml-tree';
import type { Tree } from '../../../src/scenario/yaml-tree';
import { bundledFiles } from '../../bundled';

const scenarios = bundledFiles('.scenario.yaml');

/** A tree without the places of what is not there, and of long texts the text alone. */
function shown(tree: Tree | undefined): unknown {
  if (tree === undefined) return undefined;
  if (tree.kind === 'list') return tree.items.map(shown);
  if (tree.kind === 'map') return tree.entries.map(({ key, keySpan, value }) => [key, keySpan, shown(value)]);
  return tree.value === null ? null : [tree.value, tree.span];
}

describe('the loose reader', () => {
  test.each(scenarios)('reads $path as the proper one does', ({ text }) => {
    expect(shown(readLoosely(text))).toEqual(shown(readYaml(text, SILENT).root));
    const crlf = text.replaceAll('\n', '\r\n');
    expect(shown(readLoosely(crlf))).toEqual(shown(readYaml(crlf, SILENT).root));
  });

  test('keeps the rest of the file when a bracket is never closed', () => {
    const tree = readLoosely('params: { timeout: 1s\nfaults:\n  - lose: { type: Re\n  - crash: { node: a }\nuntil: 1s\n');
    expect(plain(tree)).toEqual({ params: { timeout: '1s' }, faults: [{ lose: { type: 'Re' } }, { crash: { node: 'a' } }], until: '1s' });
  });

  test('takes a word alone on its line for a key, or for an item, by where it stands', () => {
    expect(plain(readLoosely('params:\n  ti\n  work: 1s\nseed: 1\n'))).toEqual({ params: { ti: null, work: '1s' }, seed: 1 });
    expect(plain(readLoosely('params:\n  work: 1s\n  ti\nseed: 1\n'))).toEqual({ params: { work: '1s', ti: null }, seed: 1 });
    expect(plain(readLoosely('faults:\n  - lose: {}\n  cr\nseed: 1\n'))).toEqual({ faults: [{ lose: {} }, 'cr'], seed: 1 });
    expect(plain(readLoosely('faults:\n- lose: {}\nseed: 1\n'))).toEqual({ faults: [{ lose: {} }], seed: 1 });
  });

  test('reads every beginning of a scenario, and text without a sense, in short time', () => {
    const { text } = scenarios[0]!;
    for (let end = 0; end < text.length; end++) expect(() => readLoosely(text.slice(0, end))).not.toThrow();
    let state = 7;
    const signs = '{}[],:-#"\' \n\r\t|>&ab1é\u2028';
    for (let n = 0; n < 3000; n++) {
      let noise = '';
      for (let i = 0; i < 40; i++) noise += signs[(state = (state * 1103515245 + 12345) % 2147483648) % signs.length]!;
      expect(() => readLoosely(noise), JSON.stringify(noise)).not.toThrow();
    }
    for (const sign of ['[', '{', '- ', '{a: ', 'a: [', '"', "'\n", '- a:\n', '? ']) expect(() => readLoosely(sign.repeat(20_000))).not.toThrow();
  });
});

function plain(tree: Tree | undefined): unknown {
  if (tree?.kind === 'list') return tree.items.map(plain);
  if (tree?.kind === 'map') return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
  return tree?.value;
}
