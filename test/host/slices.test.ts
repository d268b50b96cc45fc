import { describe, expect, test } from 'vitest';
import { SLICE_MS, breathe, inSlices } from '../../src/host/slices';

/** A clock that moves only when work is done, so nothing here depends on how fast the machine is. */
function steppedClock(msPerCall: number) {
  let ms = 0;
  return { nowMs: () => ms, work: () => void (ms += msPerCall) };
}

describe('work in slices', () => {
  test('does short work without a rest', async () => {
    const clock = steppedClock(1);
    let calls = 0;
    let rests = 0;
    const work = () => { clock.work(); return ++calls === 5; };
    expect(await inSlices(work, { isCancellationRequested: false }, () => void rests++, clock.nowMs)).toBe(true);
    expect(calls).toBe(5);
    expect(rests).toBe(0);
  });

  test('rests after each slice', async () => {
    const clock = steppedClock(1);
    let calls = 0;
    const restedAfter: number[] = [];
    const work = () => { clock.work(); return ++calls === 20; };
    expect(await inSlices(work, { isCancellationRequested: false }, () => void restedAfter.push(calls), clock.nowMs)).toBe(true);
    expect(restedAfter).toEqual([SLICE_MS, 2 * SLICE_MS]);
  });

  test('stops at the next rest when it is cancelled', async () => {
    const clock = steppedClock(SLICE_MS);
    const cancellation = { isCancellationRequested: false };
    let calls = 0;
    const work = () => { clock.work(); calls += 1; return false; };
    const rest = () => void (cancellation.isCancellationRequested = calls === 3);
    expect(await inSlices(work, cancellation, rest, clock.nowMs)).toBe(false);
    expect(calls).toBe(3);
  });

  test('lets a timer that is due run while it rests', async () => {
    let due = false;
    setTimeout(() => (due = true), 0);
    for (let rests = 0; rests < 100_000 && !due; rests++) await breathe();
    expect(due).toBe(true);
  });

  test('passes on what the work throws', async () => {
    const work = () => { throw new Error('a defect'); };
    await expect(inSlices(work, { isCancellationRequested: false })).rejects.toThrow('a defect');
  });
});
