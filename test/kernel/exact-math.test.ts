import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, inverseNormal, ln } from '../../src/kernel/exact-math';

function close(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('ln', () => {
  it('agrees with Math.log over the whole range', () => {
    fc.assert(fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => close(ln(x), Math.log(x), 1e-14)));
    fc.assert(fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => close(ln(x), Math.log(x), 1e-14)));
  });
  it('is exact where it must be and defined at the edges', () => {
    expect(ln(1)).toBe(0);
    expect(ln(0)).toBe(-Infinity);
    expect(ln(-1)).toBeNaN();
    expect(ln(NaN)).toBeNaN();
    expect(ln(Infinity)).toBe(Infinity);
    close(ln(Number.MIN_VALUE), Math.log(Number.MIN_VALUE), 1e-14);
  });
});

describe('exp', () => {
  it('agrees with Math.exp over the whole range', () => {
    fc.assert(fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => close(exp(x), Math.exp(x), 1e-14)));
    fc.assert(fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => close(exp(x), Math.exp(x), 1e-15)));
  });
  it('is defined at the edges', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(NaN)).toBeNaN();
    expect(exp(-745)).toBeGreaterThan(0);
    expect(exp(-746)).toBe(0);
  });
  it('undoes ln', () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (x) => close(exp(ln(x)), x, 1e-13)));
  });
});

describe('inverseNormal', () => {
  it('gives the published quantiles', () => {
    // Wichura's own check values, and tables of the standard normal distribution.
    expect(inverseNormal(0.25)).toBeCloseTo(-0.6744897501960817, 15);
    expect(inverseNormal(0.001)).toBeCloseTo(-3.090232306167813, 14);
    expect(inverseNormal(1e-20)).toBeCloseTo(-9.262340089798408, 13);
    expect(inverseNormal(0.5)).toBe(0);
    expect(inverseNormal(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(inverseNormal(0.841344746068543)).toBeCloseTo(1, 14);
  });
  it('undoes the distribution function, computed by another method', () => {
    for (let z = -8; z <= 5; z += 0.1) close(inverseNormal(normalCdf(z)) + 10, z + 10, 1e-11);
  });
  it('is symmetric and defined at the edges', () => {
    for (const p of [0.001, 0.01, 0.1, 0.3, 0.42, 0.49]) expect(inverseNormal(1 - p)).toBeCloseTo(-inverseNormal(p), 12);
    expect(inverseNormal(0)).toBe(-Infinity);
    expect(inverseNormal(1)).toBe(Infinity);
  });
});

/** Marsaglia's series around 0; a continued fraction (Laplace) in the lower tail. */
function normalCdf(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < -4) {
    let fraction = 0;
    for (let k = 200; k >= 1; k--) fraction = k / (-z + fraction);
    return density / (-z + fraction);
  }
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum) && k < 500; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + sum * density;
}
