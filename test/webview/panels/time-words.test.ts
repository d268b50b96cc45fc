import { expect, test } from 'vitest';
import { grouped, momentWords, timeWords } from '../../../webview/panels/time-words';

test.each([
  [0, '0 s'],
  [1, '1 µs'],
  [999, '999 µs'],
  [1_000, '1 ms'],
  [10_250, '10.25 ms'],
  [999_999, '999.999 ms'],
  [1_000_000, '1 s'],
  [1_500_001, '1.500001 s'],
  [60_000_000, '1 min'],
  [123_450_000, '2 min 3.45 s'],
  [3_600_000_000, '1 h'],
  [90_061_000_001, '1 d 1 h 1 min 1.000001 s'],
  [9_007_199_254_740_991, '104,249 d 23 h 47 min 34.740991 s'],
  [-5_000_000, '−5 s'],
  [Number.NaN, '–'],
])('%d µs is %s', (us, words) => {
  expect(timeWords(us)).toBe(words);
});

test('a trace without times says so', () => {
  expect(momentWords(12, true)).toBe('12 µs');
  expect(momentWords(12, false)).toBe('no time given');
});

test('large numbers are grouped', () => {
  expect([7, 999, 1_000, 1_234_567].map(grouped)).toEqual(['7', '999', '1,000', '1,234,567']);
});
