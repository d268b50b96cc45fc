import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { scenarioSchema } from '../../src/scenario/json-schema';
import { bundledFiles, root } from '../bundled';
import { chat, chatScenario } from './chat-model';
import { violations } from './json-schema-validator';

const schema = scenarioSchema([chat]);
const check = (...lines: readonly string[]) => violations(schema, parse(chatScenario(...lines)));

it('the schema that ships is the one of today’s language and models: if not, run `npm run schema`', () => {
  const shipped = readFileSync(join(root, 'media/schema/scenario.schema.json'), 'utf8');
  expect(shipped).toBe(`${JSON.stringify(scenarioSchema(MODELS), null, 1)}\n`);
});

it.each(bundledFiles('.scenario.yaml'))('$path is valid by the schema', ({ text }) => {
  expect(violations(scenarioSchema(MODELS), parse(text))).toEqual([]);
});

describe('the schema', () => {
  it('accepts what the reader accepts', () => {
    expect(
      check(
        'covers: [U1]',
        'params: { wait: 2s, strict: true }',
        'nodes: { guest: 3, host: [hall] }',
        'network: { latency: { mixture: [ { weight: 1, uniform: [1ms, 2ms] } ] }, links: [ { from: ann, to: hall, latency: 3ms } ] }',
        'clocks: { ann: { offset: -5ms, drift: 20ppm } }',
        'workload: [ { at: 0s, client: ann, op: say, args: { words: bye } } ]',
        'faults: [ { lose: { type: Hear, nth: 1 } }, { clock: { node: ann, at: 1s, jump: -1s } }, { lie: { node: hall, behaviour: deaf } } ]',
        'until: 1.5s',
        'expect: [ { violated: heard-enough }, { event: { kind: lose, count: 1 } }, { linearizable: lock } ]',
        'notes: [ { at: { kind: lose }, see: ch8/page#head } ]',
      ),
    ).toEqual([]);
  });

  it.each([
    ['sede: 3', '/sede: additionalProperties'],
    ['seed: many', '/seed: type'],
    ['seed: -1', '/seed: minimum'],
    ['until: 10', '/until: type'],
    ['until: 10sec', '/until: pattern'],
    ['until: -1s', '/until: pattern'],
    ['covers: [u1]', '/covers/0: pattern'],
    ['params: { trys: 1 }', '/params/trys: additionalProperties'],
    ['params: { mode: fansy }', '/params/mode: enum'],
    ['nodes: { gest: 1 }', '/nodes/gest: propertyNames'],
    ['network: { loss: 2 }', '/network/loss: maximum'],
    ['network: { latency: { uniform: [1ms] } }', '/network/latency: anyOf'],
    ['clocks: { ann: { drift: 200 } }', '/clocks/ann/drift: type'],
    ['workload: [ { at: 1s, client: ann, op: sya } ]', '/workload/0/op: enum'],
    ['workload: [ { at: 1s, client: ann, op: say, args: { words: no } } ]', '/workload/0/args/words: enum'],
    ['workload: [ { client: ann, op: say } ]', '/workload/0: required'],
    ['expect: [ { linearizable: lok } ]', '/expect/0/linearizable: enum'],
    ['faults: [ { losse: {} } ]', '/faults/0/losse: additionalProperties'],
    ['faults: [ { lose: { type: Sya } } ]', '/faults/0/lose/type: enum'],
    ['faults: [ { lie: { node: room1, behaviour: daef } } ]', '/faults/0/lie/behaviour: enum'],
    ['faults: [ { clock: { node: ann, at: 1s } } ]', '/faults/0/clock: anyOf'],
    ['expect: [ { holds: other } ]', '/expect/0/holds: enum'],
    ['expect: [ { holds: always-fine, violated: always-fine } ]', '/expect/0: oneOf'],
    ['expect: [ { event: { kind: explode } } ]', '/expect/0/event/kind: enum'],
  ])('refuses what the reader refuses: %s', (line, where) => {
    expect(check(line)).toContain(where);
  });

  it('explains every key of a scenario', () => {
    const properties = schema['properties'] as { readonly [key: string]: { readonly description?: string } };
    expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
  });
});
