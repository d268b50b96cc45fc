import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plain, PlainObject } from '../../src/kernel/event';
import { freezePlain, MAX_DEPTH, plainChars, plainText, samePlain } from '../../src/kernel/plain';

const plain = fc.jsonValue({ maxDepth: 4 }).map((value) => value as Plain);
const reversed = (value: Plain): Plain => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, part]) => [key, reversed(part)]));
};

describe('samePlain', () => {
  it('is structural equality, whatever the order of keys', () => {
    fc.assert(fc.property(plain, (value) => {
      expect(samePlain(value, structuredClone(value))).toBe(true);
      expect(samePlain(value, reversed(value))).toBe(true);
    }));
    fc.assert(fc.property(plain, plain, (a, b) => {
      expect(samePlain(a, b)).toBe(plainText(a) === plainText(b));
    }));
  });
  it('tells apart what looks alike', () => {
    const pairs: [Plain | undefined, Plain | undefined][] = [
      [[], {}], [0, '0'], [null, undefined], [null, {}], [{ a: 1 }, { a: 1, b: 2 }], [{ a: 1, b: 2 }, { a: 1 }], [[1], [1, 2]], [{ a: 1 }, { b: 1 }],
      [{ constructor: 1 }, {}], [{}, { toString: 1 }],
    ];
    for (const [a, b] of pairs) expect([a, b, samePlain(a, b)]).toEqual([a, b, false]);
    expect(samePlain(NaN, NaN)).toBe(true);
  });
});

describe('plainChars', () => {
  it('is about the length of the JSON', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'abc xyz') });
    const body = fc.dictionary(ascii, fc.oneof(ascii, fc.boolean(), fc.constant(null), fc.array(ascii), fc.dictionary(ascii, ascii)));
    fc.assert(fc.property(body, (value) => {
      const chars = plainChars(value as PlainObject, Infinity);
      const exact = JSON.stringify(value).length;
      // A `false` is one longer than counted, a comma after the last is counted and not written.
      const parts = JSON.stringify(value).split(/[,:[{]/).length;
      expect(Math.abs(chars - exact)).toBeLessThanOrEqual(2 * parts);
    }));
  });
  it('stops early, and at endless depth', () => {
    const wide = { list: new Array<number>(1_000_000).fill(1) };
    expect(plainChars(wide, 50)).toBeLessThan(80);
    let deep: PlainObject = {};
    for (let i = 0; i < MAX_DEPTH + 2; i++) deep = { deep };
    expect(plainChars(deep, Infinity)).toBe(Infinity);
    expect(plainChars({ a: deep['deep']! }, 10)).toBeGreaterThan(10);
  });
});

describe('freezePlain', () => {
  it('freezes everything', () => {
    const value = { a: [{ b: { c: 1 } }], d: 'x' };
    freezePlain(value);
    for (const part of [value, value.a, value.a[0]!, value.a[0]!.b]) expect(Object.isFrozen(part)).toBe(true);
  });
});

describe('plainText', () => {
  it('is one JSON text for all equal values', () => {
    fc.assert(fc.property(plain, (value) => {
      expect(plainText(reversed(value))).toBe(plainText(value));
      expect(JSON.parse(plainText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });
});
