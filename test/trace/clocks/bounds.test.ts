import { expect, test } from 'vitest';
import { allows, boundsOf, isNear, isWrong } from '../../../src/trace/clocks/bounds';
import { traceOfSteps } from '../traces';

test('a wall clock’s reading names an interval, or the moment itself; other clocks name none', () => {
  expect(boundsOf({ clock: 'wall', reading: 10, earliest: 8, latest: 13 })).toEqual({ earliest: 8, latest: 13, stated: true });
  expect(boundsOf({ clock: 'wall', reading: 10 })).toEqual({ earliest: 10, latest: 10, stated: false });
  expect(boundsOf({ clock: 'wall', reading: 10, earliest: 13, latest: 8 })).toEqual({ earliest: 10, latest: 10, stated: false });
  for (const clock of ['monotonic', 'lamport', 'vector', 'hybrid'] as const) expect(boundsOf({ clock, reading: 10 })).toBeUndefined();
  expect(boundsOf({ clock: 'wall', reading: 'noon' })).toBeUndefined();
});

test('it is wrong only when it claims something that is not so', () => {
  const claimed = { earliest: 8, latest: 13, stated: true };
  expect([7, 8, 13, 14].map((us) => allows(claimed, us))).toEqual([false, true, true, false]);
  expect([7, 8, 13, 14].map((us) => isWrong(claimed, us))).toEqual([true, false, false, true]);
  expect(isWrong({ earliest: 8, latest: 8, stated: false }, 20)).toBe(false);
});

test('what points further away than the trace is long is not near', () => {
  const trace = traceOfSteps([{ t: 100, node: 'a', kind: 'note', text: '' }, { t: 200, node: 'a', kind: 'note', text: '' }]);
  const at = (earliest: number, latest = earliest): boolean => isNear(trace, { earliest, latest, stated: true });
  expect([at(-1), at(0), at(150), at(300), at(301), at(-500, 50), at(250, 900)]).toEqual([false, true, true, true, false, true, true]);
});
