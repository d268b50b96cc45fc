/** Pictures of what is folded and of compressed time. */
import { expect, test } from 'vitest';
import { KIND } from '../../src/kernel/event';
import type { EventDetail, EventKind } from '../../src/kernel/event';
import { writeSvg } from '../../src/formats/svg/write';
import { createTraceBuilder } from '../../src/trace/builder';
import { createFolds } from '../../src/trace/layout/folds';
import { xmlFaults } from './xml-check';

function pings(): ReturnType<typeof createTraceBuilder>['trace'] {
  const build = createTraceBuilder({ title: 'Pings', nodes: ['a', 'b', 'c'].map((id) => ({ id })) });
  const add = (t: number, node: number, kind: EventKind, detail: object, cause = -1): number => build.add(t, node, KIND[kind], cause, detail as EventDetail);
  add(0, 2, 'state', { set: { x: 1 } });
  for (let k = 0; k < 6; k++) {
    const send = add(k * 1000 + 100, 0, 'send', { msg: k, to: 'b', type: 'Ping', body: {} });
    add(k * 1000 + 300, 1, 'deliver', { msg: k, from: 'a', type: 'Ping' }, send);
  }
  add(9_000_000, 2, 'state', { set: { x: 2 } });
  return build.trace;
}

test('a fold is one box with its count, and none of its messages', () => {
  const trace = pings();
  const folds = createFolds();
  folds.update(trace, true);
  expect(folds.count).toBe(1);
  const svg = [...writeSvg(trace, { events: [0, 1, 13], folds: [{ ...folds.at(0), event: 1 }] })].join('');
  expect(xmlFaults(svg)).toEqual([]);
  expect(svg).toContain('Ping: 6 rounds, 6 messages, 5.200 ms');
  expect(svg.match(/class="fold"/g)).toHaveLength(1);
  expect(svg).not.toContain('class="message');
  const plain = [...writeSvg(trace)].join('');
  expect([plain.match(/class="message/g)?.length, plain.includes('class="fold"')]).toEqual([6, false]);
});

test('a cut of compressed time is a strip that says how long it was', () => {
  const svg = [...writeSvg(pings(), { spacing: 'compressed' })].join('');
  expect(xmlFaults(svg)).toEqual([]);
  expect(svg.match(/class="break"/g)!.length).toBeGreaterThan(0);
  expect(svg).toContain('⋯ 8994.700 ms');
  expect([...writeSvg(pings(), { spacing: 'scale' })].join('')).not.toContain('class="break"');
});
