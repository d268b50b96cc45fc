/**
 * How long a message takes: from two uniform numbers to whole microseconds.
 *
 * Always two, whatever the distribution and whether they are needed or not, so that changing the
 * distribution of a link, or what a mixture picked, does not shift what later messages draw.
 */
import { exp, inverseNormal, ln } from './exact-math';
import { MAX_UNTIL_US } from './spec';
import type { Distribution } from './spec';

/**
 * A sample by inversion, for u1 and u2 in (0, 1): u1 is the quantile, u2 picks the part of a mixture.
 * Rounded to whole microseconds, cut off at 0 and at the longest virtual time.
 */
export function sampleUs(distribution: Distribution, u1: number, u2: number): number {
  const us = Math.round(quantile(distribution, u1, u2));
  return us > 0 ? Math.min(us, MAX_UNTIL_US) : 0;
}

function quantile(distribution: Distribution, u1: number, u2: number): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.us;
    case 'uniform':
      return distribution.minUs + u1 * (distribution.maxUs - distribution.minUs);
    case 'normal':
      return distribution.meanUs + distribution.sdUs * inverseNormal(u1);
    case 'exponential':
      return -distribution.meanUs * ln(1 - u1);
    case 'pareto':
      // F(x) = 1 − (scale/x)^shape
      return distribution.scaleUs * exp(-ln(1 - u1) / distribution.shape);
    case 'mixture':
      return mixture(distribution.parts, u1, u2);
  }
}

function mixture(parts: readonly { readonly weight: number; readonly of: Distribution }[], u1: number, u2: number): number {
  let total = 0;
  for (const part of parts) total += part.weight;
  let left = u2 * total;
  for (const { weight, of } of parts) {
    // What u2 leaves within the chosen part is again uniform, so that a mixture within it can pick by it.
    if (left < weight) return quantile(of, u1, left / weight);
    left -= weight;
  }
  const last = parts[parts.length - 1];
  return last === undefined ? 0 : quantile(last.of, u1, 0.5);
}
