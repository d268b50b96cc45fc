/** OM(m) of §3: how many generals it takes, tried out. */
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { KIND } from '../../../../src/kernel/event';
import { MODELS } from '../../../../src/models/registry';
import { parseScenario } from '../../../../src/scenario/parse';
import { runScenario } from '../../../../src/scenario/run';
import { comparePerspectives } from '../../../../src/trace/perspective';
import { runToEnd } from '../../run';
import { ends, everyChoice, generals, lieutenants, ORDERS, setting, subsets, traitor } from './setting';
import type { Ends } from './setting';

// Thousands of runs: a second or two alone, much longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const SAID = ['attack', 'retreat', 'nothing'];
type Tried = Ends & { readonly traitor: string; readonly order: string; readonly to: object };

/**
 * All there is to try with OM(1) and one traitor. He says one thing to each of those he may speak to: attack,
 * retreat, or nothing, which is also what any other message comes to. A commander speaks to n − 1, a lieutenant
 * to n − 2; either order of the commander.
 */
function everythingOneTraitorCanDo(n: number, m: number): Tried[] {
  return generals(n).flatMap((node) => {
    const receivers = lieutenants(n).filter((other) => other !== node);
    const orders = node === 'general' ? ['attack'] : ORDERS;
    return everyChoice(receivers, SAID).flatMap((to) =>
      orders.map((order) => ({ traitor: node, order, to, ...ends({ n, m, order, faults: [traitor(node, 'tell', { to })] }) })),
    );
  });
}

describe('one traitor', () => {
  test('4 generals, OM(1): IC1 and IC2 hold whoever the traitor is and whatever he says, in all 81 cases', () => {
    const tried = everythingOneTraitorCanDo(4, 1);
    expect(tried).toHaveLength(27 + 3 * 9 * 2);
    expect(tried.filter(({ violated }) => violated.length > 0)).toEqual([]);
  });

  test('3 generals, OM(1): a lieutenant makes the other disobey a loyal commander by one word', () => {
    const tried = everythingOneTraitorCanDo(3, 1);
    expect(tried).toHaveLength(9 + 2 * 3 * 2);
    const broken = tried.filter(({ violated }) => violated.length > 0);
    // “Attack” is lost to a tie as soon as the traitor does not repeat it; “retreat” is what a tie comes to.
    expect(broken.map(({ traitor, order, to, violated }) => [traitor, order, Object.values(to), violated])).toEqual([
      ['lieutenant-1', 'attack', ['retreat'], ['ic2']],
      ['lieutenant-1', 'attack', ['nothing'], ['ic2']],
      ['lieutenant-2', 'attack', ['retreat'], ['ic2']],
      ['lieutenant-2', 'attack', ['nothing'], ['ic2']],
    ]);
  });

  test('3 generals, OM(0), which trusts the commander: he makes them disobey each other', () => {
    const broken = everythingOneTraitorCanDo(3, 0).filter(({ violated }) => violated.length > 0);
    expect(broken.map(({ traitor, violated }) => [traitor, violated])).toEqual(broken.map(() => ['general', ['ic1']]));
    expect(broken).toHaveLength(4);
  });

  test('nobody lies: every n obeys its commander', () => {
    for (let n = 2; n <= 7; n++) {
      for (const order of ORDERS) expect(Object.values(ends({ n, m: 2, order }).decisions)).toEqual(generals(n).map(() => order));
    }
  });
});

test('three generals: a loyal one hears the same in figures 1 and 2 of §2, so no rule can tell them apart', () => {
  const ids = ['generals-three-lieutenant-lies', 'generals-three-general-lies'];
  const runs = ids.map((id) => {
    const text = readFileSync(new URL(`../../../../media/scenarios/ch8/${id}.scenario.yaml`, import.meta.url), 'utf8');
    return { title: id, node: 'lieutenant-1', trace: runScenario(parseScenario(text, MODELS).scenario!).trace };
  });
  expect(comparePerspectives(runs).firstDifference).toBe(-1);
  expect(comparePerspectives(runs.map((run) => ({ ...run, node: 'lieutenant-2' }))).firstDifference).toBeGreaterThanOrEqual(0);
});

describe('two traitors, seven generals, OM(2)', () => {
  const placements = subsets(generals(7), 2);

  test('there are 29 placements of at most two', () => {
    expect(placements).toHaveLength(1 + 7 + 21);
  });

  test('IC1 and IC2 hold in every placement, for either order, with 15 seeds of behaviours drawn message by message', () => {
    const broken = placements.flatMap((traitors) =>
      ORDERS.flatMap((order) => Array.from({ length: 15 }, (_, seed) => ({ traitors, order, seed, ...ends({ n: 7, m: 2, order, seed, combine: true, faults: traitors.map((node) => traitor(node, 'random')) }) }))),
    ).filter(({ violated }) => violated.length > 0);
    expect(broken).toEqual([]);
  });

  test('and in every placement with every pair of four plain behaviours', () => {
    const [first, rest] = [lieutenants(7).slice(0, 3), lieutenants(7).slice(3)];
    const split = { to: Object.fromEntries([...first.map((id) => [id, 'attack']), ...rest.map((id) => [id, 'retreat'])]) };
    const kinds = (node: string) => [traitor(node, 'flip'), traitor(node, 'silent'), traitor(node, 'tell', split), traitor(node, 'random')];
    let tried = 0;
    for (const traitors of placements.filter(({ length }) => length === 2)) {
      for (const one of kinds(traitors[0]!)) {
        for (const two of kinds(traitors[1]!)) {
          tried++;
          const { violated } = ends({ n: 7, m: 2, combine: true, faults: [one, two] });
          expect({ one, two, violated }).toEqual({ one, two, violated: [] });
        }
      }
    }
    expect(tried).toBe(21 * 16);
  });

  test('six generals are too few, and so is OM(1)', () => {
    const found = (n: number, m: number) =>
      subsets(generals(n), 2).some((traitors) => Array.from({ length: 20 }, (_, seed) => ends({ n, m, seed, faults: traitors.map((node) => traitor(node, 'random')) })).some(({ violated }) => violated.length > 0));
    expect(found(6, 2)).toBe(true);
    expect(found(7, 1)).toBe(true);
  });
});

describe('messages', () => {
  const sent = (n: number, m: number, combine = false): number[] => {
    const { log } = runToEnd(setting({ n, m, combine }), { freeze: false });
    const rounds: number[] = [];
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] !== KIND.send) continue;
      const round = Math.round(log.t[i]! / 20_000);
      rounds[round] = (rounds[round] ?? 0) + 1;
    }
    return rounds;
  };

  test.each([
    [3, 1],
    [4, 1],
    [7, 2],
    [8, 3],
  ])('%i generals, OM(%i): (n−1)(n−2)…(n−k) in round k, so (n−1)…(n−m−1) in the last, as §7 says', (n, m) => {
    const expected = Array.from({ length: m + 1 }, (_, k) => Array.from({ length: k + 1 }, (_, i) => n - 1 - i).reduce((a, b) => a * b));
    expect(sent(n, m)).toEqual(expected);
  });

  test('4 generals send 9 messages, 7 send 156; combined, as §7 suggests, 66', () => {
    expect(sent(4, 1)).toEqual([3, 6]);
    expect(sent(7, 2)).toEqual([6, 30, 120]);
    expect(sent(7, 2, true)).toEqual([6, 30, 30]);
  });

  test('combining changes nothing else', () => {
    for (const traitors of subsets(generals(5), 2)) {
      const faults = traitors.map((node) => traitor(node, 'flip'));
      expect(ends({ n: 5, m: 2, faults, combine: true })).toEqual(ends({ n: 5, m: 2, faults }));
    }
  });
});

test.each([
  [{ to: { 'lieutenant-9': 'attack' } }, 'there is no lieutenant lieutenant-9'],
  [{ to: { 'lieutenant-1': 'atack' } }, 'lieutenant-1 can be told attack, retreat, nothing, both'],
  [{ too: {} }, 'tell needs args'],
])('what a traitor cannot understand it says, and then tells the truth: %j', (args, complaint) => {
  const { log, view } = runToEnd(setting({ n: 4, m: 1, faults: [traitor('general', 'tell', args)] }));
  const notes = Array.from({ length: log.length }, (_, i) => log.detail(i)).flatMap((detail) => ('text' in detail ? [detail.text] : []));
  expect(notes.join()).toContain(complaint);
  expect(view.byRole('lieutenant').map(({ state }) => state.decision)).toEqual(['attack', 'attack', 'attack']);
});

test('a message that comes after its round is as good as none', () => {
  const late = setting({ n: 4, m: 1, faults: [{ kind: 'delay', type: 'Order', to: 'lieutenant-1', byUs: 15_000 }] });
  const { log, view, violated } = runToEnd(late);
  const ignored = Array.from({ length: log.length }, (_, i) => log.detail(i)).flatMap((detail) => ('ignored' in detail ? [detail.ignored] : []));
  expect(ignored).toEqual(['not of this round']);
  expect(view.byRole('lieutenant')[0]!.state.heard['general']).toBeUndefined();
  expect(violated).toEqual([]);
});
