/** The pieces a scenario is put together from: for every model there is one for every fault and expectation, and each can be read. */
import { describe, expect, test } from 'vitest';
import { fitting } from '../../../src/check/specification';
import { MODELS } from '../../../src/models/registry';
import { FAULT_KINDS } from '../../../src/scenario/describe-faults';
import { complete } from '../../../src/scenario/language/complete';
import { understand } from '../../../src/scenario/language/draft';
import { foldsOf } from '../../../src/scenario/language/folds';
import { plainText } from '../../../src/scenario/language/snippet';
import { parseScenario } from '../../../src/scenario/parse';

describe('snippets', () => {
  test.each(MODELS)('of $id: each kind of fault and of expectation', (model) => {
    const head = `faultline: 1\ntitle: T\nmodel: ${model.id}\n`;
    const offered = (section: string): string[] => {
      const text = `${head}${section}:\n  - `;
      return complete(text, text.length, MODELS).map((offer) => {
        const after = text + plainText(offer.insert).replaceAll('\n', '\n  ');
        expect(parseScenario(after, MODELS).problems.filter(({ severity }) => severity === 'error'), after).toEqual([]);
        return offer.label;
      });
    };
    // Some models have nobody who could lie, no messages that could be lost, one node that nothing could be cut off from.
    const lies = Object.keys(model.lies ?? {}).length > 0;
    expect(offered('faults')).toEqual(expect.arrayContaining(FAULT_KINDS.filter((kind) => kind !== 'lie' || lies)));
    const checked = fitting(Object.keys(model.operations)).length > 0 ? ['linearizable', 'notLinearizable'] : [];
    const judged = model.invariants.length > 0 ? ['violated', 'holds'] : [];
    expect(offered('expect')).toEqual(expect.arrayContaining([...judged, 'event', ...checked]));
  });
});

describe('folds', () => {
  const lines = (text: string): string[] => foldsOf(understand(text, MODELS)).map(({ start, end, isComment }) => `${start}-${end}${isComment ? ' #' : ''}`);

  test('are what stands over several lines, in brackets and line by line, and comments that do', () => {
    expect(lines('# a\n# b\nmodel: raft\nparams: {\n  x: 1,\n}\nfaults:\n  - crash:\n      node: n1\n      at: 1s\n  # c\n  # d\n  # e\nuntil: 1s\n')).toEqual(['0-1 #', '3-5', '6-9', '7-9', '10-12 #']);
    expect(lines('# one\nmodel: raft\n\n# two\n')).toEqual([]);
    expect(lines('notes:\n  - text: |\n      a\n      b\n# x\n# y')).toEqual(['0-3', '1-3', '4-5 #']);
  });

  test('are found in what is broken, too', () => {
    expect(lines('params: {\n  x: 1,\nfaults:\n  - cra\n  - ')).toEqual(['0-1', '2-4']);
  });
});
