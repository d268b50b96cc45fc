import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/kernel/spec';
import { parseScenario } from '../../src/scenario/parse';
import type { Scenario } from '../../src/scenario/scenario';
import { chat, chatScenario } from './chat-model';

function scenarioOf(...lines: readonly string[]): Scenario {
  const { scenario, problems } = parseScenario(chatScenario(...lines), [chat]);
  expect(problems).toEqual([]);
  return scenario!;
}

describe('a scenario that says the least', () => {
  it('has the defaults of the model and of the language', () => {
    const { world, ...rest } = scenarioOf();
    expect(rest).toEqual({ title: 'Two guests talk', covers: [], faultSpans: [], expect: [], notes: [] });
    expect(world).toEqual({
      title: 'Two guests talk',
      model: chat,
      params: { wait: 100_000, tries: 3, share: 0.5, strict: false, motto: 'be kind', mode: 'plain' },
      seed: 1,
      nodes: [{ id: 'ann', role: 'guest' }, { id: 'ben', role: 'guest' }, { id: 'room1', role: 'host' }],
      network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
      clocks: {},
      workload: [],
      faults: [],
      untilUs: 60_000_000,
      limits: DEFAULT_LIMITS,
    });
  });
});

describe('everything a scenario can say', () => {
  it('arrives in the units and words of the kernel', () => {
    const { world, covers, compare } = scenarioOf(
      'covers: [U1, R18]',
      'params: { wait: 1.5s, share: 0.25, mode: fancy }',
      'seed: 42',
      'nodes: { guest: [zoe, yan], host: [hall] }',
      'network:',
      '  latency: { mixture: [ { weight: 9, constant: 5ms }, { weight: 1, pareto: { scale: 10ms, shape: 1.5 } } ] }',
      '  loss: 0.1',
      '  duplicate: 0.2',
      '  queue: { capacity: 3, service: 2ms }',
      '  links:',
      '    - { from: zoe, to: hall, latency: { uniform: [1ms, 2ms] }, loss: 0 }',
      '    - { from: hall, to: zoe, latency: { normal: { mean: 3ms, sd: 500us } }, duplicate: 1 }',
      '    - { from: hall, to: yan, latency: { exponential: { mean: 4ms } } }',
      'clocks: { hall: { offset: -150ms, drift: 200ppm, uncertainty: 7ms }, zoe: {} }',
      'workload: [ { at: 1ms, client: zoe, op: say, args: { loud: true } } ]',
      'until: 1m',
      'limits: { events: 1000 }',
      'compare: { node: zoe, with: [other-run] }',
    );
    expect(covers).toEqual(['U1', 'R18']);
    expect(compare).toEqual({ node: 'zoe', with: ['other-run'] });
    expect(world).toMatchObject({
      params: { wait: 1_500_000, tries: 3, share: 0.25, strict: false, mode: 'fancy' },
      seed: 42,
      nodes: [{ id: 'zoe', role: 'guest' }, { id: 'yan', role: 'guest' }, { id: 'hall', role: 'host' }],
      clocks: { hall: { offsetUs: -150_000, driftPpm: 200, uncertaintyUs: 7_000 }, zoe: { offsetUs: 0, driftPpm: 0, uncertaintyUs: 0 } },
      workload: [{ atUs: 1_000, client: 'zoe', op: 'say', args: { words: 'hello', loud: true } }],
      untilUs: 60_000_000,
      limits: { ...DEFAULT_LIMITS, events: 1000 },
    });
    expect(world.network).toEqual({
      latency: {
        kind: 'mixture',
        parts: [
          { weight: 9, of: { kind: 'constant', us: 5_000 } },
          { weight: 1, of: { kind: 'pareto', scaleUs: 10_000, shape: 1.5 } },
        ],
      },
      loss: 0.1,
      duplicate: 0.2,
      queue: { capacity: 3, serviceUs: 2_000 },
      links: [
        { from: 'zoe', to: 'hall', latency: { kind: 'uniform', minUs: 1_000, maxUs: 2_000 }, loss: 0 },
        { from: 'hall', to: 'zoe', latency: { kind: 'normal', meanUs: 3_000, sdUs: 500 }, duplicate: 1 },
        { from: 'hall', to: 'yan', latency: { kind: 'exponential', meanUs: 4_000 } },
      ],
    });
  });

  it.each([
    ['lose: { type: Hear, from: room1, to: ann, nth: 1 }', { kind: 'lose', type: 'Hear', from: 'room1', to: 'ann', nth: 1 }],
    ['lose: {}', { kind: 'lose' }],
    ['delay: { type: Hear, nth: 2, by: 300ms }', { kind: 'delay', type: 'Hear', nth: 2, byUs: 300_000 }],
    ['duplicate: { type: Say, nth: 1, after: 20ms }', { kind: 'duplicate', type: 'Say', nth: 1, afterUs: 20_000 }],
    ['duplicate: { type: Say }', { kind: 'duplicate', type: 'Say' }],
    ['crash: { node: ann, at: 2s, restart: 5s }', { kind: 'crash', node: 'ann', atUs: 2_000_000, restartUs: 5_000_000 }],
    ['crash: { node: ann, at: 2s }', { kind: 'crash', node: 'ann', atUs: 2_000_000 }],
    ['pause: { node: ann, at: 2s, for: 15s }', { kind: 'pause', node: 'ann', atUs: 2_000_000, forUs: 15_000_000 }],
    ['partition: { at: 1s, until: 9s, groups: [[ann], [ben, room1]] }', { kind: 'partition', atUs: 1_000_000, untilUs: 9_000_000, cut: { groups: [['ann'], ['ben', 'room1']] } }],
    ['partition: { from: [ann], to: [room1, ben] }', { kind: 'partition', atUs: 0, cut: { from: ['ann'], to: ['room1', 'ben'] } }],
    ['clock: { node: ann, at: 3s, jump: -5s }', { kind: 'clock', node: 'ann', atUs: 3_000_000, jumpUs: -5_000_000 }],
    ['clock: { node: ann, at: 3s, drift: 500ppm }', { kind: 'clock', node: 'ann', atUs: 3_000_000, driftPpm: 500 }],
    ['slow: { node: ann, at: 1s, until: 2s, factor: 10 }', { kind: 'slow', node: 'ann', atUs: 1_000_000, untilUs: 2_000_000, factor: 10 }],
    ['slow: { node: ann, factor: 2.5 }', { kind: 'slow', node: 'ann', atUs: 0, factor: 2.5 }],
    ['lie: { node: room1, behaviour: deaf, args: { to: [ann] } }', { kind: 'lie', node: 'room1', behaviour: 'deaf', atUs: 0, args: { to: ['ann'] } }],
    ['lie: { node: room1, behaviour: deaf, at: 1s, until: 2s }', { kind: 'lie', node: 'room1', behaviour: 'deaf', atUs: 1_000_000, untilUs: 2_000_000, args: {} }],
    ['disk: { node: ann, at: 2s, loseUnsynced: true }', { kind: 'disk', node: 'ann', atUs: 2_000_000, loseUnsynced: true, torn: false }],
    ['disk: { node: ann, torn: true }', { kind: 'disk', node: 'ann', atUs: 0, loseUnsynced: false, torn: true }],
  ])('fault %s', (text, fault) => {
    expect(scenarioOf(`faults: [ { ${text} } ]`).world.faults).toEqual([fault]);
  });

  it('expectations and notes keep their place in the text', () => {
    const lines = [
      'expect:',
      '  - violated: heard-enough',
      '  - event: { kind: lose, type: Hear, count: 2 }',
      'notes:',
      '  - { at: { kind: lose, nth: 2 }, see: ch8/page#head, text: Here. }',
      '  - text: Everywhere.',
    ];
    const text = chatScenario(...lines);
    const scenario = scenarioOf(...lines);
    expect(scenario.expect).toMatchObject([
      { kind: 'violated', invariant: 'heard-enough' },
      { kind: 'event', rule: { kind: 'lose', type: 'Hear' }, count: 2 },
    ]);
    expect(scenario.notes).toMatchObject([
      { at: { kind: 'lose', nth: 2 }, see: 'ch8/page#head', text: 'Here.' },
      { text: 'Everywhere.' },
    ]);
    const cut = [...scenario.expect, ...scenario.notes].map(({ span }) => text.slice(span.start, span.end));
    expect(cut).toEqual([
      'violated: heard-enough',
      'event: { kind: lose, type: Hear, count: 2 }',
      '{ at: { kind: lose, nth: 2 }, see: ch8/page#head, text: Here. }',
      'text: Everywhere.',
    ]);
  });

  it('leaves nothing behind that is not plain data', () => {
    const { world } = scenarioOf('clocks: { ann: { offset: 1ms } }', 'expect: [ { event: { kind: decide, value: { a: [1, null] } } } ]');
    const { model: _, ...data } = world;
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
  });
});
