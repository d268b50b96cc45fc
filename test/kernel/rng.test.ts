import { describe, expect, it } from 'vitest';
import { nextBelow, nextU32, nextUniform, seedStream, STREAM_WORDS } from '../../src/kernel/rng';

/** sfc32 as its author states it, in integers without bounds. */
function* sfc32(a: bigint, b: bigint, c: bigint, d: bigint): Generator<number> {
  const mask = 0xffff_ffffn;
  for (;;) {
    const result = (a + b + d) & mask;
    d = (d + 1n) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = (((c << 21n) | (c >> 11n)) + result) & mask;
    yield Number(result);
  }
}

function streamOf(...parts: (string | number)[]): Int32Array {
  const stream = new Int32Array(STREAM_WORDS);
  seedStream(stream, 0, parts);
  return stream;
}

function draw(stream: Int32Array, count: number): number[] {
  return Array.from({ length: count }, () => nextU32(stream, 0));
}

describe('a stream', () => {
  it('is sfc32', () => {
    const stream = streamOf(42, 'link', 'a', 'b');
    const [a, b, c, d] = [...stream].map((word) => BigInt(word >>> 0));
    const reference = sfc32(a!, b!, c!, d!);
    for (let i = 0; i < 1000; i++) expect(nextU32(stream, 0)).toBe(reference.next().value);
  });

  it('never changes: files made today must give the same run in every later version', () => {
    expect(draw(streamOf(42, 'link', 'alice', 'shop'), 4)).toEqual([1826988140, 518698507, 1585641083, 2291247549]);
    expect(draw(streamOf(42, 'node', 'shop'), 4)).toEqual([867446341, 1150143294, 2076410748, 3336331231]);
  });

  it('depends on every part and on where the parts are cut', () => {
    const first = (parts: (string | number)[]): string => draw(streamOf(...parts), 3).join();
    const keys = [[1, 'a', 'b'], [2, 'a', 'b'], [1, 'b', 'a'], [1, 'ab', ''], [1, '', 'ab'], [1, 'a', 'b', ''], [11, 'a', 'b'], [1, '1', 'a', 'b']];
    expect(new Set(keys.map(first)).size).toBe(keys.length);
    expect(first([1, 'a', 'b'])).toBe(first([1, 'a', 'b']));
  });

  it('does not touch its neighbours', () => {
    const streams = new Int32Array(3 * STREAM_WORDS);
    seedStream(streams, STREAM_WORDS, ['x']);
    for (let i = 0; i < 10; i++) nextU32(streams, STREAM_WORDS);
    expect([...streams.slice(0, 4), ...streams.slice(8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('nextUniform', () => {
  it('lies strictly between 0 and 1 and is spread evenly', () => {
    const stream = streamOf('uniform');
    const cells = new Array<number>(100).fill(0);
    let lowest = 1;
    let highest = 0;
    for (let i = 0; i < 100_000; i++) {
      const u = nextUniform(stream, 0);
      lowest = Math.min(lowest, u);
      highest = Math.max(highest, u);
      cells[Math.floor(u * 100)]!++;
    }
    expect(lowest > 0 && highest < 1).toBe(true);
    // 99 degrees of freedom: 99.99 % of all seeds stay below 160.
    expect(cells.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(160);
  });
});

describe('nextBelow', () => {
  it('gives every whole number below the bound equally often', () => {
    const stream = streamOf('below');
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[nextBelow(stream, 0, 7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(450);
  });
  it('refuses what is no bound', () => {
    const stream = streamOf('x');
    expect(nextBelow(stream, 0, 1)).toBe(0);
    expect(nextBelow(stream, 0, 2 ** 32)).toBeLessThan(2 ** 32);
    for (const below of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => nextBelow(stream, 0, below)).toThrow(RangeError);
  });
});
