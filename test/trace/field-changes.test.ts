import { expect, test } from 'vitest';
import { fieldChanges, partsOf } from '../../src/trace/field-changes';
import { createStateIndex } from '../../src/trace/state-index';
import { traceOfSteps } from './traces';
import type { Step } from './traces';

const set = (t: number, node: string, fields: Extract<Step, { kind: 'state' }>['set']): Step => ({ t, node, kind: 'state', set: fields });
const TRACE = traceOfSteps([
  set(0, 'a', { term: 0, log: [] }), set(1, 'b', { term: 0 }), set(2, 'a', { term: 1 }), set(3, 'a', { log: [{ term: 1 }] }),
  set(4, 'a', { log: [{ term: 1 }, { term: 2 }] }), set(5, 'a', { term: 1, other: 1 }), set(6, 'a', { term: 2 }), set(7, 'a', { log: [] }),
]);
const index = createStateIndex(TRACE);
index.update();
const changes = (path: string, from = 0, to = TRACE.length, most = 99) => {
  const { events, texts } = fieldChanges(TRACE, index, 0, partsOf(path), from, to, most);
  return events.map((event, k) => `${event} ${texts[k]}`.trim());
};

test('a field, where it takes another value', () => {
  expect(changes('/term')).toEqual(['0 0', '2 1', '6 2']);
  expect(changes('/nothing')).toEqual([]);
});
test('a field deep within, which may come and go', () => {
  expect(changes('/log/0/term')).toEqual(['0', '3 1', '7']);
  expect(partsOf('/a~1b/c~0d')).toEqual(['a/b', 'c~d']);
});
test('in a stretch, with what is in force when it begins', () => {
  expect(changes('/term', 4)).toEqual(['2 1', '6 2']);
  expect(changes('/term', 2, 6)).toEqual(['2 1']);
});
test('no more than asked for, and up to where that is all', () => {
  expect(fieldChanges(TRACE, index, 0, ['term'], 0, 8, 2)).toEqual({ from: 0, to: 6, events: [0, 2], texts: ['0', '1'] });
});
