import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDrift, parseDuration } from '../../src/scenario/units';

describe('parseDuration', () => {
  it.each([
    ['3us', 3], ['10ms', 10_000], ['2s', 2_000_000], ['1.5s', 1_500_000], ['0.000001s', 1], ['2m', 120_000_000],
    ['1h', 3_600_000_000], ['-5s', -5_000_000], ['0ms', 0], ['-0s', 0], ['0.1ms', 100], ['1.10s', 1_100_000],
  ])('reads %s exactly', (text, us) => {
    const result = parseDuration(text);
    expect(result).toEqual({ ok: true, value: us });
    expect(Object.is(result.ok && result.value, -0)).toBe(false);
  });

  it.each([
    ['10', 'unknown-unit', '10ms'],
    ['0', 'unknown-unit', '0s'],
    ['10 ms', 'wrong-type', '10ms'],
    ['1,5s', 'wrong-type', '1.5s'],
    ['+3s', 'wrong-type', '3s'],
    ['10sec', 'unknown-unit', '10s'],
    ['10µs', 'unknown-unit', '10us'],
    ['3 Minutes', 'unknown-unit', '3m'],
    ['10mss', 'unknown-unit', '10ms'],
    ['10ns', 'unknown-unit', undefined],
    ['10lightyears', 'unknown-unit', undefined],
    ['1.5us', 'not-whole', undefined],
    ['0.0000001s', 'not-whole', undefined],
    ['9007199254740993us', 'out-of-range', undefined],
    ['99999999999999999999999999h', 'out-of-range', undefined],
    ['soon', 'wrong-type', undefined],
    ['', 'wrong-type', undefined],
    ['1e3ms', 'wrong-type', undefined],
    ['1s 5ms', 'wrong-type', undefined],
    ['--5s', 'wrong-type', undefined],
  ])('refuses %s', (text, code, suggestion) => {
    const result = parseDuration(text);
    expect(result).toMatchObject({ ok: false, code });
    expect(!result.ok && result.suggestion).toBe(suggestion);
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (us) => {
      expect(parseDuration(formatDuration(us))).toEqual({ ok: true, value: us + 0 });
    }));
  });

  it('suggests only what it accepts', () => {
    const parts = fc.tuple(fc.constantFrom('', '-', '+', ' '), fc.nat(5000), fc.constantFrom('', '.5', ',25'), fc.constantFrom('', ' ', '_'), fc.constantFrom('', 'ms', 'sec', 'MS', 'minutes', 'hr', 'μs', 'h'));
    fc.assert(fc.property(parts, (words) => {
      const result = parseDuration(words.join(''));
      if (!result.ok && result.suggestion !== undefined) {
        const again = parseDuration(result.suggestion);
        expect(again.ok || again.code === 'not-whole').toBe(true);
      }
    }));
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0us'], [90, '90us'], [1_000, '1ms'], [1_234, '1.234ms'], [100_000, '100ms'], [1_500_000, '1.5s'], [90_000_000, '90s'],
    [1_000_001, '1000.001ms'], [120_000_000, '2m'], [7_200_000_000, '2h'], [-5_000_000, '-5s'],
  ])('writes %d as %s', (us, text) => {
    expect(formatDuration(us)).toBe(text);
  });
});

describe('parseDrift', () => {
  it.each([['200ppm', 200], ['-50ppm', -50], ['0ppm', 0], ['-0ppm', 0], ['11.5ppm', 11.5], ['-11.573940ppm', -11.57394]])('reads %s', (text, value) => {
    const result = parseDrift(text);
    expect(result).toEqual({ ok: true, value });
    expect(Object.is(result.ok && result.value, -0)).toBe(false);
  });
  it.each([['200', '200ppm'], ['+20 PPM', '20ppm'], ['1.5', '1.5ppm'], ['1.2345678ppm', undefined], ['1e3ppm', undefined], ['fast', undefined]])('refuses %s', (text, suggestion) => {
    const result = parseDrift(text);
    expect(!result.ok && [result.code, result.suggestion]).toEqual(['unknown-unit', suggestion]);
  });
});
