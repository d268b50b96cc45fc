import { expect, test } from 'vitest';
import { freeName } from '../../src/host/free-name';

test.each([
  ['reply-lost.scenario.yaml', [], 'reply-lost.scenario.yaml'],
  ['reply-lost.scenario.yaml', ['reply-lost.scenario.yaml'], 'reply-lost-2.scenario.yaml'],
  ['reply-lost.scenario.yaml', ['reply-lost.scenario.yaml', 'reply-lost-2.scenario.yaml'], 'reply-lost-3.scenario.yaml'],
  ['notes', ['notes'], 'notes-2'],
  ['.hidden', ['.hidden'], '.hidden-2'],
])('%s beside %j becomes %s', async (name, there, expected) => {
  expect(await freeName(name, (candidate) => Promise.resolve((there as string[]).includes(candidate)))).toBe(expected);
});
