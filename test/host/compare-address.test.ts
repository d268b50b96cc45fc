import { describe, expect, test } from 'vitest';
import { namesOf, queryOf, readQuery, swapped } from '../../src/host/compare-address';
import { seedOf, withSeed } from '../../src/host/seed-edit';

const lost = { uri: 'file:///w/ch8/reply%20lost.scenario.yaml' };

describe('the address of a comparison', () => {
  test('is read as it was written, and nothing else is', () => {
    const address = { left: lost, right: { ...lost, seed: 2, at: 'head' as const } };
    expect(readQuery(queryOf(address))).toEqual(address);
    for (const wrong of ['', '{}', 'null', '{"left":{"uri":1},"right":{"uri":"x"}}', '{"left":{"uri":"x","at":"then"},"right":{"uri":"x"}}']) expect(readQuery(wrong)).toBeUndefined();
    expect(swapped(swapped(address))).toEqual(address);
  });

  test('gives names that tell the sides apart', () => {
    expect(namesOf({ left: lost, right: { ...lost, seed: 2 } })).toEqual({ left: 'reply lost', right: 'reply lost, seed 2' });
    expect(namesOf({ left: { ...lost, at: 'head' }, right: { ...lost, at: 'saved' } })).toEqual({ left: 'reply lost in git', right: 'reply lost as saved' });
    expect(namesOf({ left: lost, right: { uri: 'file:///w/mine/reply%20lost.scenario.yaml' } })).toEqual({ left: 'ch8/reply lost', right: 'mine/reply lost' });
    expect(namesOf({ left: lost, right: lost })).toEqual({ left: 'ch8/reply lost (1)', right: 'ch8/reply lost (2)' });
    expect(namesOf({ left: { uri: 'file:///w/run.trace.jsonl' }, right: { uri: 'file:///w/100%.log' } })).toEqual({ left: 'run', right: '100%.log' });
  });
});

describe('another seed', () => {
  const text = 'faultline: 1\nmodel: request-reply # the first\nseed: 42 # chosen\n';

  test('stands where the old one stood, or below the model', () => {
    expect([seedOf(text), withSeed(text, 7)]).toEqual([42, text.replace('42', '7')]);
    const without = text.replace('seed: 42 # chosen\n', '');
    expect([seedOf(without), withSeed(without, 7)]).toEqual([1, `${without}seed: 7\n`]);
  });

  test('has no place in a text that cannot be read', () => {
    expect([seedOf('seed: ['), withSeed('seed: [', 7)]).toEqual([undefined, 'seed: [']);
    expect(seedOf('seed: many')).toBeUndefined();
  });
});
