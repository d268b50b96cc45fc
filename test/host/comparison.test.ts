import { describe, expect, test } from 'vitest';
import { comparison } from '../../src/host/comparison';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { MODELS } from '../../src/models/registry';
import { shortScenario } from './scenario-texts';

const replyLost = shortScenario('reply lost').replace('until', 'params: { retries: 0 }\nuntil');
const requestLost = replyLost.replace('reply lost', 'request lost').replace('Reply', 'Charge');
const nothingLost = replyLost.replace('reply lost', 'nothing lost').replace(/faults:\n.*\n/, '');

describe('one node beside others', () => {
  test('the sender cannot tell a lost reply from a lost request', async () => {
    const table = await compare([{ id: 'request-lost', text: requestLost }]);
    expect(table.columns.map(({ title }) => title)).toEqual(['reply lost', 'request lost']);
    expect(table.columns[0]!.rows.length).toBeGreaterThan(3);
    expect(table.columns[0]!.rows).toEqual(table.columns[1]!.rows);
    expect(table.firstDifference).toBe(-1);
  });

  test('an answer is a difference', async () => {
    const table = await compare([{ id: 'nothing-lost', text: nothingLost }]);
    expect(table.firstDifference).toBeGreaterThan(0);
    expect(table.columns[1]!.rows[table.firstDifference]).toContain('receives Reply');
  });

  test('what cannot be compared says why and is no difference', async () => {
    const table = await compare([{ id: 'gone', text: undefined }, { id: 'bad', text: 'faultline: 1' }, { id: 'request-lost', text: requestLost }]);
    expect(table.columns.map(({ title, problem }) => [title, problem])).toEqual([
      ['reply lost', undefined],
      ['request lost', undefined],
      ['gone', 'There is no such scenario.'],
      ['bad', expect.stringMatching(/^The file has errors\. Line \d+: .* \(and \d+ more\)$/)],
    ]);
    expect(table.firstDifference).toBe(-1);
  });
});

function compare(others: Parameters<typeof comparison>[3]) {
  const { trace } = runScenario(parseScenario(replyLost, MODELS).scenario!);
  return comparison('reply lost', trace, 'alice', others);
}
