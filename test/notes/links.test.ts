import { describe, expect, test } from 'vitest';
import { pagesNaming, parseSee, pathOfPage, resolveLink, scenariosNamedBy } from '../../src/notes/links';
import { readPage } from '../../src/notes/pages';

const BASE = 'ch8/unreliable-networks';

describe('where a link leads', () => {
  test('to the web', () => {
    expect(resolveLink('https://example.org/a?b#c', BASE)).toEqual({ kind: 'web', url: 'https://example.org/a?b#c' });
  });

  test('to another place of the page, and to other pages', () => {
    expect(resolveLink('#lost-reply', BASE)).toEqual({ kind: 'page', page: BASE, anchor: 'lost-reply' });
    expect(resolveLink('clocks.md', BASE)).toEqual({ kind: 'page', page: 'ch8/clocks', anchor: '' });
    expect(resolveLink('./clocks.md#drift', BASE)).toEqual({ kind: 'page', page: 'ch8/clocks', anchor: 'drift' });
    expect(resolveLink('../ch5/replication.md#w--r--n', BASE)).toEqual({ kind: 'page', page: 'ch5/replication', anchor: 'w--r--n' });
    expect(resolveLink('clocks.md#gr%C3%B6%C3%9Fe', BASE)).toEqual({ kind: 'page', page: 'ch8/clocks', anchor: 'größe' });
  });

  test('to a bundled scenario', () => {
    expect(resolveLink('../../scenarios/ch8/reply-lost.scenario.yaml', BASE)).toEqual({
      kind: 'scenario',
      path: 'media/scenarios/ch8/reply-lost.scenario.yaml',
    });
  });

  test.each([
    '../../../package.json',
    '../../../../../etc/passwd.md',
    '../../icons/faultline.svg',
    '../../scenarios/ch8/notes.txt',
    '../../scenarios/../notes-of-others/x.md',
    '..%2F..%2F..%2Fpackage.json',
    '%2e%2e/%2e%2e/%2e%2e/src/x.md',
    '..\\..\\x.md',
    '..%5c..%5cx.md',
    'clocks.md%00',
    'clocks.md?query',
    '%',
    'javascript:alert(1)',
    'javascript%3Aalert(1).md',
    'command:x.md',
    'http://example.org',
    '//example.org/x.md',
    '/media/notes/ch8/clocks.md',
    'deeper/down/clocks.md',
    '',
  ])('nowhere: %j', (href) => {
    expect(resolveLink(href, BASE)).toBeUndefined();
  });

  test('nowhere from a page that is none', () => {
    expect(resolveLink('clocks.md', '../secret')).toBeUndefined();
    expect(resolveLink('clocks.md', 'a/b/c')).toBeUndefined();
  });
});

test('a see: names a page and perhaps a heading', () => {
  expect(parseSee('ch8/unreliable-networks#lost-reply')).toEqual({ page: 'ch8/unreliable-networks', anchor: 'lost-reply' });
  expect(parseSee('ch1-4/tail-latency')).toEqual({ page: 'ch1-4/tail-latency', anchor: '' });
  for (const bad of ['', 'page', '../x', 'a/b/c', 'a/b#c#d', '/a/b', 'a/b.md', 'ch8/..']) expect(parseSee(bad)).toBeUndefined();
  expect(pathOfPage('ch8/clocks')).toBe('media/notes/ch8/clocks.md');
});

test('the scenarios a page names, and the pages that name a scenario', () => {
  const networks = readPage(
    BASE,
    '[a](../../scenarios/ch8/a.scenario.yaml)\n\n- > [b](../../scenarios/ch8/b.scenario.yaml) and **[a](../../scenarios/ch8/a.scenario.yaml)**\n\n| x |\n|--|\n| [c](../../scenarios/ch5/c.scenario.yaml) |\n\n`[d](../../scenarios/ch8/d.scenario.yaml)`',
  );
  const clocks = readPage('ch8/clocks', '[b](../../scenarios/ch8/b.scenario.yaml) [out](../../../a.scenario.yaml)');
  expect(scenariosNamedBy(networks)).toEqual([
    'media/scenarios/ch8/a.scenario.yaml',
    'media/scenarios/ch8/b.scenario.yaml',
    'media/scenarios/ch5/c.scenario.yaml',
  ]);
  expect(scenariosNamedBy(clocks)).toEqual(['media/scenarios/ch8/b.scenario.yaml']);
  const naming = (path: string): string[] => pagesNaming(path, [networks, clocks]).map(({ page }) => page);
  expect(naming('media/scenarios/ch8/b.scenario.yaml')).toEqual([BASE, 'ch8/clocks']);
  expect(naming('media/scenarios/ch8/d.scenario.yaml')).toEqual([]);
});
