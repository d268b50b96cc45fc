import { expect, it } from 'vitest';
import { anchorMaker, outlineOf, slugOf } from '../../src/notes/headings';

it.each([
  ['Lost request', 'lost-request'],
  ['A timeout says nothing about the outcome', 'a-timeout-says-nothing-about-the-outcome'],
  ['Exactly-once effects', 'exactly-once-effects'],
  ['What? Why! (and how)', 'what-why-and-how'],
  ['The generals’ problem', 'the-generals-problem'],
  ['snake_case & more', 'snake_case--more'],
  ['Écrire tôt', 'écrire-tôt'],
  ['3 of 5', '3-of-5'],
])('the anchor of %j is %s, as on GitHub', (title, anchor) => {
  expect(slugOf(title)).toBe(anchor);
});

it('numbers a title that comes again', () => {
  const anchorFor = anchorMaker();
  expect(['Why', 'Why', 'Why 1', 'Why'].map(anchorFor)).toEqual(['why', 'why-1', 'why-1-1', 'why-2']);
});

it('finds headings and links, and not what only looks like them', () => {
  const { headings, links } = outlineOf(
    ['# Title', '', '```', '## no heading', '[no](link.md)', '```', '## With `code` and *stress*', '[a](../x.scenario.yaml) and [b][ref]', '', '[ref]: y.md#z', '', 'Setext', '---'].join('\n'),
  );
  expect(headings).toEqual([
    { anchor: 'title', title: 'Title', level: 1 },
    { anchor: 'with-code-and-stress', title: 'With code and stress', level: 2 },
    { anchor: 'setext', title: 'Setext', level: 2 },
  ]);
  expect(links).toEqual(['../x.scenario.yaml', 'y.md#z']);
});
