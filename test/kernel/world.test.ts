import { describe, expect, it } from 'vitest';
import { createWorld, runToEnd } from '../../src/kernel/world';
import { eventsOf, modelOf, ringProcess, specOf } from './models';

describe('a run', () => {
  it('writes the initial states, then what happens, each with its cause', () => {
    const world = createWorld(specOf(modelOf(ringProcess(2))), { freeze: true });
    runToEnd(world);
    expect(eventsOf(world).map(({ t, node, kind, cause, partner, label }) => [t, node, kind, cause, partner, label])).toEqual([
      [0, 0, 'state', -1, -1, 'node'],
      [0, 1, 'state', -1, -1, 'node'],
      [0, 2, 'state', -1, -1, 'node'],
      [0, 0, 'send', 0, 4, 'Ball'],
      [10_000, 1, 'deliver', 3, 3, 'Ball'],
      [10_000, 1, 'state', 4, -1, 'seen'],
      [10_000, 1, 'send', 4, 7, 'Ball'],
      [20_000, 2, 'deliver', 6, 6, 'Ball'],
      [20_000, 2, 'state', 7, -1, 'seen'],
    ]);
    expect(world.over?.reason).toBe('quiet');
  });
});
