import { describe, expect, test } from 'vitest';
import { seedOf, withSeed } from '../../src/host/seed-edit';

describe('another seed', () => {
  test.each([
    ['takes the place of the one that is there', 'model: m\nseed: 41 # why\nuntil: 1s\n', 'model: m\nseed: 8 # why\nuntil: 1s\n'],
    ['keeps everything around it', '# top\nseed:   7\nmodel: m\n', '# top\nseed:   8\nmodel: m\n'],
    ['stands below the model where there was none', 'model: m # the model\nuntil: 1s\n', 'model: m # the model\nseed: 8\nuntil: 1s\n'],
    ['stands at the end of the file', 'title: t\nmodel: m', 'title: t\nmodel: m\nseed: 8\n'],
  ])('%s', (_, before, after) => {
    expect(withSeed(before, 8)).toBe(after);
    expect(seedOf(after)).toBe(8);
  });

  test.each([
    ['a text with broken syntax', 'model: {\nseed: 1'],
    ['a seed that is no number', 'model: m\nseed: x\n'],
    ['a text without a model', 'title: t\n'],
    ['a list', '- 1\n'],
    ['an empty text', ''],
  ])('leaves %s alone', (_, text) => {
    expect(withSeed(text, 8)).toBe(text);
  });
});
