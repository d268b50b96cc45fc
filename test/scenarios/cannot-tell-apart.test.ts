/** Row U2, computed from three runs: what the sender sees of them is equal, event for event. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { comparePerspectives } from '../../src/trace/perspective';

const CAUSES = ['cannot-tell-apart', 'shop-down', 'reply-lost'];

function runs(node: string) {
  return CAUSES.map((id) => {
    const text = readFileSync(new URL(`../../media/scenarios/ch8/${id}.scenario.yaml`, import.meta.url), 'utf8');
    return { title: id, trace: runScenario(parseScenario(text, MODELS).scenario!).trace, node };
  });
}

describe('request lost, server down and reply lost', () => {
  test('are three different runs', () => {
    const lost = runs('alice').map(({ trace }) => Array.from({ length: trace.length }, (_, i) => trace.detail(i)).flatMap((detail) => ('reason' in detail ? [`${detail.type} ${detail.reason}`] : [])));
    expect(lost).toEqual([['Charge dropped'], ['Charge receiver-down'], ['Reply dropped']]);
  });

  test('look the same to alice from the first event to the last', () => {
    const { columns, firstDifference } = comparePerspectives(runs('alice'));
    expect(firstDifference).toBe(-1);
    expect(columns.map(({ rows }) => rows.length)).toEqual([columns[0]!.rows.length, columns[0]!.rows.length, columns[0]!.rows.length]);
    expect(columns[0]!.rows.some((row) => row.includes('timeout'))).toBe(true);
    expect(columns[2]!.rows).toEqual(columns[0]!.rows);
  });

  test('do not look the same to the shop, so the comparison can tell runs apart', () => {
    expect(comparePerspectives(runs('shop')).firstDifference).toBeGreaterThanOrEqual(0);
  });
});
