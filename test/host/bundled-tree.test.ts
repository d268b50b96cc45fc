import { describe, expect, test } from 'vitest';
import { entryAt, folderIndex } from '../../src/host/bundled-tree';

const index = folderIndex(['notes/ch8/clocks.md', 'scenarios/ch8/a.scenario.yaml', 'scenarios/ch8/b.scenario.yaml', 'read-me.md']);

describe('folders over a list of files', () => {
  test('lists what is in each folder', () => {
    expect([...index.keys()].sort()).toEqual(['/', '/notes', '/notes/ch8', '/scenarios', '/scenarios/ch8']);
    expect([...index.get('/')!]).toEqual([['notes', 'folder'], ['scenarios', 'folder'], ['read-me.md', 'file']]);
    expect([...index.get('/scenarios/ch8')!.keys()]).toEqual(['a.scenario.yaml', 'b.scenario.yaml']);
  });

  test.each([
    ['/', 'folder'],
    ['/notes', 'folder'],
    ['/notes/', 'folder'],
    ['/notes/ch8/clocks.md', 'file'],
    ['/read-me.md', 'file'],
    ['/notes/ch9', undefined],
    ['/notes/../package.json', undefined],
    ['/../package.json', undefined],
    ['/scenarios/ch8/a.scenario.yaml/x', undefined],
    ['', 'folder'],
  ] as const)('%s is %s', (path, entry) => {
    expect(entryAt(index, path === '' ? '/' : path)).toBe(entry);
  });
});
