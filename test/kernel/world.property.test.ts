/** What holds for every world, over generated ones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventDetails } from '../../src/kernel/event';
import type { FaultSpec } from '../../src/kernel/spec';
import { cloneWorld, createWorld, hashWorld, pending, runPending, runSlice, runToEnd, seek, step } from '../../src/kernel/world';
import type { World } from '../../src/kernel/world';
import { rowsOf, textOf, untruths } from './log-facts';
import { beacon, worldSpecs } from './worlds';

const worlds = worldSpecs();
const frozen = { freeze: true };

describe('any world', () => {
  it('runs to an end in which causes precede effects, every message has one fate, the still are still and cuts hold', () => {
    const met = new Set<string>();
    fc.assert(fc.property(worlds, (spec) => {
      const world = createWorld(spec, frozen);
      runToEnd(world);
      expect(world.over).toBeDefined();
      expect(world.nowUs).toBeLessThanOrEqual(spec.untilUs);
      expect(pending(world)).toEqual([]);
      expect(untruths(world)).toEqual([]);
      for (const { kind, detail } of rowsOf(world)) met.add(kind === 'lose' ? (detail as EventDetails['lose']).reason : kind);
    }), { numRuns: 150 });
    // The generator would be worth little if it did not reach all of this.
    for (const kind of ['dropped', 'partition', 'receiver-down', 'queue-full', 'in-flight', 'resume', 'restart', 'heal', 'clock-set', 'disk', 'return', 'violation', 'timer-cancel']) {
      expect(met).toContain(kind);
    }
  });

  it('gives the same log and the same hash for the same specification', () => {
    fc.assert(fc.property(worlds, (spec) => {
      const first = createWorld(spec);
      const second = createWorld(spec, frozen);
      runToEnd(first);
      runToEnd(second);
      expect(textOf(second)).toBe(textOf(first));
      expect(hashWorld(second)).toBe(hashWorld(first));
    }));
  });

  it('can be copied at any point: both go on as if alone', () => {
    fc.assert(fc.property(worlds, fc.nat(200), (spec, steps) => {
      const through = createWorld(spec);
      runToEnd(through);
      const world = createWorld(spec, frozen);
      runSlice(world, steps);
      const copy = cloneWorld(world);
      const text = textOf(world);
      expect(textOf(copy)).toBe(text);
      expect(hashWorld(copy)).toBe(hashWorld(world));
      runToEnd(copy);
      expect(textOf(world)).toBe(text);
      const second = cloneWorld(world);
      // In turns, so that anything they shared would show.
      for (let more = true; more; ) more = [step(world), step(second)].includes(true);
      for (const end of [copy, world, second]) {
        expect(textOf(end)).toBe(textOf(through));
        expect(hashWorld(end)).toBe(hashWorld(through));
      }
    }));
  });

  it('can be sought by number of events: the same as replaying it so far', () => {
    fc.assert(fc.property(worlds, fc.nat(300), (spec, events) => {
      const sought = seek(spec, events);
      const replayed = createWorld(spec);
      while (replayed.log.length < events && step(replayed));
      expect(textOf(sought)).toBe(textOf(replayed));
      expect(hashWorld(sought)).toBe(hashWorld(replayed));
      if (sought.over === undefined) expect(sought.log.length).toBeGreaterThanOrEqual(events);
      runToEnd(replayed);
      const whole = textOf(replayed).split('\n').map(withoutPartner);
      expect(textOf(sought).split('\n').map(withoutPartner)).toEqual(whole.slice(0, sought.log.length));
    }));
  });

  it('runs in slices of any size as in one go', () => {
    fc.assert(fc.property(worlds, fc.integer({ min: 1, max: 50 }), (spec, size) => {
      const whole = createWorld(spec);
      runToEnd(whole);
      const sliced = createWorld(spec);
      while (!runSlice(sliced, size));
      expect(textOf(sliced)).toBe(textOf(whole));
    }));
  });
});

describe('what is pending', () => {
  it('comes in the order of the steps: running its first is a step', () => {
    fc.assert(fc.property(worlds, (spec) => {
      const stepped = createWorld(spec);
      const chosen = createWorld(spec);
      for (let list = pending(chosen); list.length > 0; list = pending(chosen)) {
        const [first, second] = list;
        if (second !== undefined) expect(second.dueUs).toBeGreaterThanOrEqual(first!.dueUs);
        runPending(chosen, first!.id);
        expect(step(stepped)).toBe(true);
        expect(hashWorld(chosen)).toBe(hashWorld(stepped));
      }
      expect(step(stepped)).toBe(false);
      step(chosen);
      expect(textOf(chosen)).toBe(textOf(stepped));
    }), { numRuns: 40 });
  });

  it('may happen in any order, and the facts still hold', () => {
    fc.assert(fc.property(worlds, fc.array(fc.nat(1000), { minLength: 1, maxLength: 300 }), (spec, choices) => {
      const world = createWorld(spec, frozen);
      for (const choice of choices) {
        const list = pending(world);
        if (list.length === 0) break;
        runPending(world, list[choice % list.length]!.id);
      }
      expect(untruths(world)).toEqual([]);
      runToEnd(world);
      expect(untruths(world)).toEqual([]);
    }), { numRuns: 150 });
  });

  it('keeps its ids in a copy and is gone once it has happened', () => {
    fc.assert(fc.property(worlds, fc.nat(40), fc.nat(20), (spec, steps, choice) => {
      const world = createWorld(spec);
      runSlice(world, steps);
      const list = pending(world);
      expect(pending(cloneWorld(world))).toEqual(list);
      if (list.length === 0) return;
      const { id } = list[choice % list.length]!;
      runPending(world, id);
      expect(pending(world).map((other) => other.id)).not.toContain(id);
      expect(() => runPending(world, id)).toThrow(RangeError);
    }));
  });
});

describe('the random streams', () => {
  const quiet = worldSpecs(beacon).map((spec) => ({ ...spec, faults: [] }));

  it('are independent: what a rule does to one message leaves the fates of all others as they were', () => {
    fc.assert(fc.property(
      quiet,
      fc.constantFrom<FaultSpec>(
        { kind: 'lose', from: 'a', to: 'b', nth: 2 },
        { kind: 'delay', byUs: 5_000, from: 'a', to: 'b', nth: 2 },
        { kind: 'duplicate', afterUs: 5_000, from: 'a', to: 'b', nth: 2 },
        { kind: 'duplicate', from: 'a', to: 'b', nth: 2 },
      ),
      (spec, fault) => {
        const before = createWorld(spec);
        const after = createWorld({ ...spec, faults: [fault] });
        runToEnd(before);
        runToEnd(after);
        const struck = 'a>b 1';
        const [fatesBefore, fatesAfter] = [fatesOf(before), fatesOf(after)];
        for (const key of new Set([...fatesBefore.keys(), ...fatesAfter.keys()])) {
          if (key !== struck) expect([key, fatesAfter.get(key)]).toEqual([key, fatesBefore.get(key)]);
        }
      },
    ));
  });

  it('are independent of other links: another latency between a and b changes nothing elsewhere', () => {
    fc.assert(fc.property(quiet, (spec) => {
      const before = createWorld(spec);
      const latency = { kind: 'exponential', meanUs: 7_000 } as const;
      const network = { ...spec.network, links: [...spec.network.links, { from: 'a', to: 'b', latency, loss: 0.3, duplicate: 0.3 }] };
      const after = createWorld({ ...spec, network });
      runToEnd(before);
      runToEnd(after);
      const elsewhere = ([key]: [string, unknown]): boolean => !key.startsWith('a>b');
      expect([...fatesOf(after)].filter(elsewhere)).toEqual([...fatesOf(before)].filter(elsewhere));
    }));
  });
});

function withoutPartner(line: string): string {
  return line.replace(/"partner":-?\d+/, '');
}

/** By link and number on the link: when and how every copy ended. */
function fatesOf(world: World): Map<string, string> {
  const rows = rowsOf(world);
  const keys = new Map<number, string>();
  const fates = new Map<string, string>();
  for (const row of rows) {
    if (row.kind === 'send') {
      const { to, body } = row.detail as EventDetails['send'];
      keys.set(row.i, `${row.node}>${to} ${String(body['n'])}`);
      fates.set(keys.get(row.i)!, '');
    } else if (row.kind === 'deliver' || row.kind === 'lose') {
      const key = keys.get(row.cause)!;
      fates.set(key, `${fates.get(key)} ${row.t} ${row.kind} ${row.kind === 'lose' ? (row.detail as EventDetails['lose']).reason : ''}`);
    }
  }
  return new Map([...fates].sort());
}
