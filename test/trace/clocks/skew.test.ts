import { expect, it } from 'vitest';
import { skewWords } from '../../../src/trace/clocks/skew';

const clock = (name: string, readingUs: number, uncertaintyUs = 0, known = true) => ({ name, readingUs, uncertaintyUs, known });

it('tells who is ahead, by how much, and how sure that is', () => {
  expect(skewWords(clock('a', 1_000), clock('b', 151_000))).toBe('b is 150.000 ms ahead of a');
  expect(skewWords(clock('a', 151_000, 7_000), clock('b', 1_000, 3_000))).toBe('a is 150.000 ms ± 10.000 ms ahead of b');
  expect(skewWords(clock('a', 5_000, 7_000), clock('b', 1_000))).toBe('a is 4.000 ms ± 7.000 ms ahead of b, so either may be ahead');
  expect(skewWords(clock('a', 5), clock('b', 5))).toBe('the clocks of a and b agree');
  expect(skewWords(clock('a', 5, 2), clock('b', 5, 1))).toBe('the clocks of a and b agree, ± 0.003 ms');
});

it('says so when a trace tells nothing of a clock', () => {
  expect(skewWords(clock('a', 5, 0, false), clock('b', 9))).toBe('nothing is told of the clock of a');
});
