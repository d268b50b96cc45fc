import { describe, expect, test } from 'vitest';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/two-generals';
import { runToEnd } from '../run';

const HOUR = 3_600_000_000;

type Rule = { readonly messengers: number; readonly firstNeeds: number; readonly secondNeeds: number };

function setting(rule: Rule, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: '',
    model,
    params: { ...rule, dawn: 36 * HOUR },
    seed: 1,
    nodes: [
      { id: 'Ada', role: 'first' },
      { id: 'Ben', role: 'second' },
    ],
    network: { latency: { kind: 'constant', us: HOUR }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [],
    faults: [],
    untilUs: 48 * HOUR,
    limits: DEFAULT_LIMITS,
    ...change,
  };
}

/** What both decide at dawn: true for attack. */
function decisions(spec: WorldSpec): [boolean, boolean] {
  const [ada, ben] = runToEnd(spec).view.nodes.map((node) => node.state.decision === 'attack');
  return [ada!, ben!];
}

const loses = (nth: number): FaultSpec => ({ kind: 'lose', type: 'Messenger', nth });

/** Runs with all messengers arriving, and with each one lost in turn: after a loss there is nothing to confirm. */
function everyRun(rule: Rule): [boolean, boolean][] {
  const losses = Array.from({ length: rule.messengers }, (_, i) => [loses(i + 1)]);
  return [[], ...losses].map((faults) => decisions(setting(rule, { faults })));
}

describe('no rule is safe', () => {
  // A rule is of use if they attack when every messenger arrives and not when none does.
  const useful = (rule: Rule) => {
    const all = decisions(setting(rule));
    const none = decisions(setting(rule, { faults: [loses(1)] }));
    return all[0] && all[1] && !(none[0] && none[1]);
  };

  for (let messengers = 1; messengers <= 7; messengers++) {
    test(`with ${messengers} messengers, every useful rule has a run in which one attacks alone`, () => {
      let tried = 0;
      for (let firstNeeds = 0; firstNeeds <= messengers; firstNeeds++) {
        for (let secondNeeds = 0; secondNeeds <= messengers; secondNeeds++) {
          const rule = { messengers, firstNeeds, secondNeeds };
          if (!useful(rule)) continue;
          tried++;
          const alone = everyRun(rule).filter(([ada, ben]) => ada !== ben);
          expect({ ...rule, alone: alone.length > 0 }).toEqual({ ...rule, alone: true });
        }
      }
      expect(tried).toBeGreaterThan(0);
    });
  }
});

test('when each waits for every messenger, exactly the loss of the last one leaves somebody alone', () => {
  for (let messengers = 1; messengers <= 12; messengers++) {
    const rule = { messengers, firstNeeds: Math.floor(messengers / 2), secondNeeds: Math.ceil(messengers / 2) };
    const alone = everyRun(rule).flatMap(([ada, ben], lost) => (ada !== ben ? [lost] : []));
    expect(alone).toEqual([messengers]);
  }
});

test('with loss p the risk is p·(1−p)^(n−1): more messengers make it smaller and never zero', () => {
  const runs = 4_000;
  const p = 0.3;
  for (const messengers of [1, 3, 6]) {
    const rule = { messengers, firstNeeds: Math.floor(messengers / 2), secondNeeds: Math.ceil(messengers / 2) };
    let alone = 0;
    for (let seed = 0; seed < runs; seed++) {
      const { network } = setting(rule);
      const [ada, ben] = decisions(setting(rule, { seed, network: { ...network, loss: p } }));
      if (ada !== ben) alone++;
    }
    const risk = p * (1 - p) ** (messengers - 1);
    // Five standard deviations of a binomial count: the seeds are fixed, so this either holds or does not.
    expect(Math.abs(alone / runs - risk)).toBeLessThan(5 * Math.sqrt((risk * (1 - risk)) / runs));
    expect(alone).toBeGreaterThan(0);
  }
});
