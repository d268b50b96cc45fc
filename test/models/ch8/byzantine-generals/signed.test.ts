/** SM(m) of §4: with signatures any number of generals will do, and what the signatures are for. */
import { describe, expect, test } from 'vitest';
import { KIND } from '../../../../src/kernel/event';
import type { EventDetails } from '../../../../src/kernel/event';
import { isGenuine, sign } from '../../../../src/models/ch8/byzantine-generals/signed';
import { runToEnd } from '../../run';
import { ends, everyChoice, generals, lieutenants, ORDERS, setting, subsets, traitor } from './setting';

// What a traitor may give to each receiver: any subset of the two orders, as far as it can have them signed.
const GIVEN = ['attack', 'retreat', 'both', 'nothing'];

describe('signatures', () => {
  const order = sign({ order: 'attack', signatures: [] }, 'general');

  test('fit what they were put under, and nothing else', () => {
    const relayed = sign(order, 'lieutenant-1');
    expect(isGenuine(relayed)).toBe(true);
    expect(isGenuine({ ...relayed, order: 'retreat' })).toBe(false);
    expect(isGenuine({ ...relayed, signatures: relayed.signatures.slice(1) })).toBe(false);
    expect(isGenuine({ ...relayed, signatures: [...relayed.signatures].reverse() })).toBe(false);
    expect(isGenuine(sign(sign(order, 'lieutenant-1'), 'lieutenant-1'))).toBe(false);
  });
});

describe('one traitor, SM(1)', () => {
  test.each([3, 4])('%i generals: IC1 and IC2 hold whoever he is and whatever he gives to whom', (n) => {
    let tried = 0;
    for (const node of generals(n)) {
      for (const to of everyChoice(lieutenants(n).filter((other) => other !== node), GIVEN)) {
        for (const order of ORDERS) {
          tried++;
          const { violated } = ends({ n, m: 1, algorithm: 'signed', order, faults: [traitor(node, 'tell', { to })] });
          expect({ node, to, order, violated }).toEqual({ node, to, order, violated: [] });
        }
      }
    }
    const lieutenantsCan = 4 ** (n - 2) * (n - 1);
    expect(tried).toBe(2 * (4 ** (n - 1) + lieutenantsCan));
  });

  test.each(generals(4))('forging, silence and chance do not help either: %s', (node) => {
    for (const behaviour of ['flip', 'silent', 'random']) {
      for (let seed = 0; seed < 50; seed++) expect(ends({ n: 4, m: 1, algorithm: 'signed', seed, faults: [traitor(node, behaviour)] }).violated).toEqual([]);
    }
  });
});

describe('two traitors among four generals', () => {
  // The general gives each lieutenant what he likes and shares his key with lieutenant-3, who does the same in round 2.
  const colluding = (m: number) =>
    everyChoice(lieutenants(4), GIVEN).flatMap((first) =>
      everyChoice(['lieutenant-1', 'lieutenant-2'], GIVEN).map((second) => ends({ n: 4, m, algorithm: 'signed', faults: [traitor('general', 'tell', { to: first }), traitor('lieutenant-3', 'tell', { to: second, keys: ['general'] })] })),
    );

  test('SM(2) withstands them in all 1,024 cases; oral messages would take seven generals', () => {
    const tried = colluding(2);
    expect(tried).toHaveLength(64 * 16);
    expect(tried.filter(({ violated }) => violated.length > 0)).toEqual([]);
  });

  test('SM(1) does not: an order shown in the last round comes too late to be passed on', () => {
    const broken = colluding(1).filter(({ violated }) => violated.length > 0);
    expect(broken.length).toBeGreaterThan(0);
    expect(new Set(broken.flatMap(({ violated }) => violated))).toEqual(new Set(['ic1']));
  });

  test('SM(2) in every placement, 30 seeds each', () => {
    for (const traitors of subsets(generals(4), 2)) {
      for (let seed = 0; seed < 30; seed++) {
        const { violated } = ends({ n: 4, m: 2, algorithm: 'signed', seed, faults: traitors.map((node) => traitor(node, 'random')) });
        expect({ traitors, seed, violated }).toEqual({ traitors, seed, violated: [] });
      }
    }
  });
});

test('any number: three traitors among five generals, SM(3), every placement, 20 seeds each', () => {
  const placements = subsets(generals(5), 3).filter(({ length }) => length === 3);
  expect(placements).toHaveLength(10);
  for (const traitors of placements) {
    for (let seed = 0; seed < 20; seed++) {
      const { violated } = ends({ n: 5, m: 3, algorithm: 'signed', seed, faults: traitors.map((node, i) => traitor(node, i === seed % 3 ? 'flip' : 'random')) });
      expect({ traitors, seed, violated }).toEqual({ traitors, seed, violated: [] });
    }
  }
});

test('all rests on the key: with the key of a loyal general a traitor breaks IC2', () => {
  const faults = [traitor('lieutenant-2', 'tell', { to: { 'lieutenant-1': 'both' }, keys: ['general'] })];
  expect(ends({ n: 3, m: 1, algorithm: 'signed', faults }).violated).toEqual(['ic2']);
});

test('without traitors each order crosses each link at most once: (n−1) + (n−1)(n−2) messages whatever m', () => {
  for (const m of [1, 2, 3]) {
    const { log } = runToEnd(setting({ n: 7, m, algorithm: 'signed' }));
    const sent = Array.from({ length: log.length }, (_, i) => i).filter((i) => log.kind[i] === KIND.send);
    expect(sent).toHaveLength(6 + 30);
    // §7: at most m + 1 signatures on any message, so the longest message path has m + 1 steps.
    const longest = Math.max(...sent.map((i) => ((log.detail(i) as EventDetails['send']).body['signatures'] as unknown[]).length));
    expect(longest).toBeLessThanOrEqual(m + 1);
  }
});
