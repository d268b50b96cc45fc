/**
 * Whatever stands in a file, reading it ends in a scenario or in problems with a place; and whatever scenario is
 * read, running it ends. Nothing throws and nothing hangs.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { MAX_PROBLEMS } from '../../src/scenario/limits';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import type { ParsedScenario, Scenario } from '../../src/scenario/scenario';
import { bundledFiles } from '../bundled';
import { chat, chatScenario } from './chat-model';

const models = [...MODELS, chat];
const bundled = bundledFiles('.scenario.yaml').map(({ text }) => text);
/** These tests are many runs, not slow ones. */
const TIMEOUT_MS = 180_000;
const lineBreak = /\r\n|\r|\n/;

/** Reads the text and holds the result to what every result must be. */
function read(text: string): ParsedScenario {
  const parsed = parseScenario(text, models);
  const lines = text.split(lineBreak);
  const errors = parsed.problems.filter(({ severity }) => severity === 'error');
  expect(parsed.scenario === undefined).toBe(errors.length > 0);
  expect(parsed.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 1);
  let previous = 0;
  for (const { line, column, endLine, endColumn, message, code } of parsed.problems) {
    const inText = line >= 1 && line <= lines.length && column >= 1 && endLine === line && endColumn >= column && endColumn <= lines[line - 1]!.length + 1;
    if (!inText) expect.fail(`${line}:${column}-${endLine}:${endColumn} is outside of the text: ${message}\n${text}`);
    if (message === '' || code === '' || /[\n\r]|undefined|\[object/.test(message)) expect.fail(`not a message for people: ${code}: ${message}`);
    const order = line * 1_000_000 + column;
    expect(order).toBeGreaterThanOrEqual(previous);
    previous = order;
  }
  return parsed;
}

/** Runs as far as a test can afford. */
function runShort(scenario: Scenario): void {
  const limits = { events: 200, pending: 1_000, messageChars: 10_000 };
  const { trace, end } = runScenario({ ...scenario, world: { ...scenario.world, limits } });
  expect(trace.length).toBeGreaterThan(0);
  expect(['until', 'quiet', 'limit']).toContain(end.reason);
}

const words = fc.constantFrom(
  ...['a', '1', '-1', '0', '10ms', '1.5s', '99h', '200ppm', 'true', '~', '""', '*x', '&x', '!t', '[', ']', '{', '}', ',', ': ', '- ', '? ', '|', '>', '#', '"', "'", '\n', '\n  ', '\t', '%', '---\n', '...', '\ufeff', '\0', '\ud800', '😀'],
  ...['faultline', 'title', 'model', 'params', 'seed', 'nodes', 'network', 'clocks', 'workload', 'faults', 'until', 'expect', 'notes', 'event', 'kind', 'at', 'node', 'lose', 'crash', 'chat', 'ann', '__proto__', 'constructor', '<<'],
);

describe('reading', () => {
  it('takes any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 })), (text) => void read(text)), { numRuns: 1_000 });
  }, TIMEOUT_MS);

  it('takes any heap of pieces of scenarios', () => {
    fc.assert(fc.property(fc.array(words, { maxLength: 60 }), (parts) => void read(parts.join(''))), { numRuns: 2_000 });
  }, TIMEOUT_MS);

  it('takes the bundled scenarios with any pieces changed', () => {
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(12), put: fc.oneof(words, fc.string({ maxLength: 4 })) });
    fc.assert(
      fc.property(fc.constantFrom(...bundled), fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
        let changed = text;
        for (const { at, length, put } of changes) {
          const from = Math.floor(at * changed.length);
          changed = changed.slice(0, from) + put + changed.slice(from + length);
        }
        const { scenario } = read(changed);
        if (scenario !== undefined) runShort(scenario);
      }),
      { numRuns: 1_200 },
    );
  }, TIMEOUT_MS);

  it('takes the bundled scenarios with lines in any order, left out, or doubled', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bundled), fc.array(fc.nat(60), { minLength: 5, maxLength: 50 }), (text, order) => {
        const lines = text.split('\n');
        const { scenario } = read(order.map((i) => lines[i % lines.length]!).join('\n'));
        if (scenario !== undefined) runShort(scenario);
      }),
      { numRuns: 800 },
    );
  }, TIMEOUT_MS);
});

describe('running', () => {
  const node = fc.constantFrom('ann', 'ben', 'room1');
  const time = fc.nat(2_000).map((ms) => `${ms}ms`);
  const message = fc.record(
    { type: fc.constantFrom('Say', 'Hear'), from: node, to: node, nth: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: [] },
  );
  const spanning = { at: fc.nat(500).map((ms) => `${ms}ms`), until: fc.integer({ min: 501, max: 2_000 }).map((ms) => `${ms}ms`) };
  const fault = fc.oneof(
    message.map((lose) => ({ lose })),
    fc.tuple(message, fc.integer({ min: 1, max: 900 })).map(([rule, by]) => ({ delay: { ...rule, by: `${by}ms` } })),
    fc.tuple(message, time).map(([rule, after]) => ({ duplicate: { ...rule, after } })),
    fc.record({ node, at: spanning.at, restart: spanning.until }, { requiredKeys: ['node', 'at'] }).map((crash) => ({ crash })),
    fc.record({ node, at: time, for: fc.integer({ min: 1, max: 900 }).map((ms) => `${ms}ms`) }).map((pause) => ({ pause })),
    fc.record({ ...spanning, groups: fc.constantFrom([['ann'], ['ben']], [['ann', 'ben'], ['room1']]) }, { requiredKeys: ['groups'] }).map((partition) => ({ partition })),
    fc.record({ ...spanning, from: fc.constant(['room1']), to: fc.constant(['ben', 'ann']) }, { requiredKeys: ['from', 'to'] }).map((partition) => ({ partition })),
    fc.record({ node, at: time, jump: fc.integer({ min: -5_000, max: 5_000 }).map((ms) => `${ms}ms`), drift: fc.integer({ min: -500, max: 500 }).map((ppm) => `${ppm}ppm`) }).map((clock) => ({ clock })),
    fc.record({ ...spanning, node, factor: fc.integer({ min: 1, max: 100 }) }, { requiredKeys: ['node', 'factor'] }).map((slow) => ({ slow })),
    fc.record({ ...spanning, node, behaviour: fc.constant('deaf') }, { requiredKeys: ['node', 'behaviour'] }).map((lie) => ({ lie })),
    fc.record({ node, at: time, loseUnsynced: fc.constant(true) }).map((disk) => ({ disk })),
  );
  const latency = fc.oneof(
    time,
    fc.nat(50).map((ms) => ({ uniform: [`${ms}ms`, `${ms + 5}ms`] })),
    fc.record({ mean: time, sd: time }).map((normal) => ({ normal })),
    fc.record({ mean: time }).map((exponential) => ({ exponential })),
    fc.record({ scale: time, shape: fc.integer({ min: 1, max: 5 }) }).map((pareto) => ({ pareto })),
  );
  const probability = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
  const links = { latency, loss: probability, duplicate: probability, queue: fc.record({ capacity: fc.integer({ min: 1, max: 4 }), service: time }) };
  const scenario = fc.record(
    {
      seed: fc.nat(),
      network: fc.record({ ...links, links: fc.array(fc.record({ from: node, to: node, ...links }, { requiredKeys: ['from', 'to'] }), { maxLength: 3 }) }, { requiredKeys: [] }),
      clocks: fc.dictionary(node, fc.record({ offset: time, uncertainty: time }, { requiredKeys: [] })),
      workload: fc.array(fc.record({ at: time, client: fc.constantFrom('ann', 'ben'), op: fc.constant('say') }), { maxLength: 8 }),
      faults: fc.array(fault, { maxLength: 6 }),
      until: fc.integer({ min: 1, max: 3_000 }).map((ms) => `${ms}ms`),
      expect: fc.constant([{ holds: 'heard-enough' }, { event: { kind: 'lose' } }]),
    },
    { requiredKeys: [] },
  );

  it('takes any scenario of the grammar, without an error and to an end', () => {
    fc.assert(
      fc.property(scenario, (sections) => {
        const lines = Object.entries(sections).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
        const parsed = read(chatScenario(...lines));
        expect(parsed.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        runShort(parsed.scenario!);
      }),
      { numRuns: 800 },
    );
  }, TIMEOUT_MS);
});
