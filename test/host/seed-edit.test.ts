import { describe, expect, test } from 'vitest';
import { nextSeedEdit } from '../../src/host/seed-edit';

describe('another seed', () => {
  test.each([
    ['raises the seed', 'model: m\nseed: 41 # why\nuntil: 1s\n', 'model: m\nseed: 42 # why\nuntil: 1s\n'],
    ['keeps everything around it', '# top\nseed:   7\nmodel: m\n', '# top\nseed:   8\nmodel: m\n'],
    ['starts again after the last', 'model: m\nseed: 4294967295\n', 'model: m\nseed: 0\n'],
    ['adds one below the model', 'model: m # the model\nuntil: 1s\n', 'model: m # the model\nseed: 2\nuntil: 1s\n'],
    ['adds one at the end of the file', 'title: t\nmodel: m', 'title: t\nmodel: m\nseed: 2\n'],
  ])('%s', (_, before, after) => {
    const edit = nextSeedEdit(before)!;
    expect(before.slice(0, edit.start) + edit.text + before.slice(edit.end)).toBe(after);
  });

  test.each([
    ['a text with broken syntax', 'model: {\nseed: 1'],
    ['a seed that is no number', 'model: m\nseed: x\n'],
    ['a text without a model', 'title: t\n'],
    ['a list', '- 1\n'],
    ['an empty text', ''],
  ])('leaves %s alone', (_, text) => {
    expect(nextSeedEdit(text)).toBeUndefined();
  });
});
