/** A run of the kernel, written to a file and read again, is the same trace in every respect. */
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { readAll, writeAll } from '../../src/formats/format';
import { formatById } from '../../src/formats/formats';
import { createJsonlReader } from '../../src/formats/jsonl/read';
import { sequenceOf } from '../../src/formats/mermaid/write';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { hashTrace } from '../../src/trace/hash';
import { createStateIndex } from '../../src/trace/state-index';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles, idOf } from '../bundled';
import type { BundledFile } from '../bundled';
import { xmlFaults } from './xml-check';

const BUNDLED = bundledFiles('.scenario.yaml');

function runOf({ text, files }: BundledFile): Trace | undefined {
  const { scenario } = parseScenario(text, MODELS, files);
  return scenario === undefined ? undefined : runScenario(scenario).trace;
}

const columnsOf = (trace: Trace): unknown => ({
  t: [...trace.t.subarray(0, trace.length)],
  node: [...trace.node.subarray(0, trace.length)],
  kind: [...trace.kind.subarray(0, trace.length)],
  cause: [...trace.cause.subarray(0, trace.length)],
  partner: [...trace.partner.subarray(0, trace.length)],
  label: Array.from({ length: trace.length }, (_, i) => trace.labels[trace.label[i]!]),
});

describe('a run read back from its file', () => {
  for (const file of BUNDLED) {
    it(`is the same: ${idOf(file.path)}`, () => {
      const trace = runOf(file);
      expect(trace, 'the scenario is wrong').toBeDefined();
      const again = readAll(createJsonlReader(), writeAll(formatById('jsonl')!, trace!));
      expect(again.problems).toEqual([]);
      expect(again.missing).toEqual([]);
      expect(again.trace.header).toEqual(trace!.header);
      expect(columnsOf(again.trace)).toEqual(columnsOf(trace!));
      expect(hashTrace(again.trace)).toBe(hashTrace(trace!));
      const [states, statesAgain] = [createStateIndex(trace!), createStateIndex(again.trace)];
      states.update();
      statesAgain.update();
      const last = trace!.length - 1;
      expect(statesAgain.at(last)).toEqual(states.at(last));
      for (const spacing of ['even', 'scale'] as const) {
        expect(xmlFaults(writeAll(formatById('svg')!, trace!, { spacing, step: last >> 1 }))).toEqual([]);
      }
    });
  }

  it('can be drawn by Mermaid', async () => {
    const trace = runOf(BUNDLED.find(({ path }) => idOf(path) === 'reply-lost')!)!;
    const { source } = sequenceOf(trace, { step: trace.length >> 1 });
    await mermaid.parse(source);
    expect(source).toContain('-xn0: Reply (dropped on the way)');
  });
});
