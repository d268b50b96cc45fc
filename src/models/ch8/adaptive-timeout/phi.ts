/**
 * The suspicion level φ of Hayashibara, Défago, Yared and Katayama, "The φ Accrual Failure Detector", SRDS 2004, §4:
 * φ(now) = −log10 P(the next heartbeat comes later than now), if the intervals between heartbeats are normally distributed
 * with the mean and the deviation of those in the sampling window. φ = 1 means: suspecting now is a mistake in one of ten
 * cases; φ = 8, in one of a hundred million.
 *
 * The paper leaves open what happens when all intervals are equal; a lower bound for the deviation is Akka's
 * (`min-std-deviation`). Built from + − * / and the kernel's own exp and ln, so that every engine finds the same.
 */
import { exp, inverseNormal, ln } from '../../../kernel/exact-math';

export interface Intervals {
  readonly meanUs: number;
  /** Standard deviation. */
  readonly deviationUs: number;
}

/** Mean and deviation of at least one interval. */
export function estimate(intervalsUs: readonly number[], minDeviationUs: number): Intervals {
  const count = intervalsUs.length;
  const meanUs = intervalsUs.reduce((sum, us) => sum + us, 0) / count;
  const variance = intervalsUs.reduce((sum, us) => sum + (us - meanUs) * (us - meanUs), 0) / count;
  return { meanUs, deviationUs: Math.max(Math.sqrt(variance), minDeviationUs) };
}

/** φ when this much time has passed since the last heartbeat. */
export function phi(sinceLastUs: number, { meanUs, deviationUs }: Intervals): number {
  return -lnUpperTail((sinceLastUs - meanUs) / deviationUs) / LN10;
}

/** How long after the last heartbeat φ reaches a threshold, in whole microseconds rounded up. */
export function suspicionAfterUs(threshold: number, { meanUs, deviationUs }: Intervals): number {
  const z = -inverseNormal(exp(-threshold * LN10));
  return Math.max(0, Math.ceil(meanUs + deviationUs * z));
}

const LN10 = 2.302585092994046;
const HALF_LN_2PI = 0.9189385332046728;

/**
 * Logarithm of the probability that a standard normal variable exceeds z; accurate also where the probability itself is too small for a number.
 * Up to 2.5 by the series of Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004; above by Laplace's continued fraction.
 */
export function lnUpperTail(z: number): number {
  if (z < -2.5) return ln(1 - exp(lnUpperTail(-z)));
  if (z < 2.5) return ln(0.5 - density(z) * series(z));
  let fraction = z;
  for (let k = 80; k >= 1; k--) fraction = z + k / fraction;
  return -0.5 * z * z - HALF_LN_2PI - ln(fraction);
}

const density = (z: number) => exp(-0.5 * z * z - HALF_LN_2PI);

/** z + z³/3 + z⁵/(3·5) + … */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; k < 120; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return sum;
}
