/**
 * Logarithm, exponential and the normal distribution's inverse, the same to the last bit in every engine.
 *
 * `Math.log` and `Math.exp` may differ in the last bit between engines and versions, and one bit is enough
 * to move a message by a microsecond and to change a trace's hash. The standard fixes the result of
 * + - * / and square root alone, so these are built from nothing else.
 */

// ln 2 in two parts: the first ends in 21 zero bits, so that its product with an exponent is exact.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const SQRT2 = 1.4142135623730951;
const TWO_32 = 4_294_967_296;

/** Natural logarithm of a positive number; -Infinity for 0, NaN below. Relative error under 1e-15. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  // x = m · 2^e with m in [√½, √2); multiplying by a power of two is exact.
  let m = x;
  let e = 0;
  while (m < 1 / TWO_32) { m *= TWO_32; e -= 32; }
  while (m >= TWO_32) { m /= TWO_32; e += 32; }
  while (m < SQRT2 / 2) { m *= 2; e -= 1; }
  while (m >= SQRT2) { m /= 2; e += 1; }
  // ln m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1)/(m + 1), |s| ≤ 0.1716
  const s = (m - 1) / (m + 1);
  const z = s * s;
  return e * LN2_HIGH + (2 * s + (2 * s * z * polynomial(ARTANH, z) + e * LN2_LOW));
}

/** e to the power of x: Infinity above 709.79, 0 below -745.14. Relative error under 1e-15. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  // e^x = 2^k · e^r with |r| ≤ ½ ln 2
  const k = Math.round(x * INVERSE_LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  return timesPowerOfTwo(polynomial(EXPONENTIAL, r), k);
}

/**
 * The number below which a standard normal variable lies with probability p, 0 < p < 1.
 * M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
 * Applied Statistics 37 (1988), routine PPND16; relative error about 1e-16.
 */
export function inverseNormal(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRAL_TOP, r)) / polynomial(CENTRAL_BOTTOM, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-ln(tail));
  const size = r <= 5
    ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
    : polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5);
  return q < 0 ? -size : size;
}

/** Exact, but for results below the normal range, which lose bits as they must. */
function timesPowerOfTwo(x: number, k: number): number {
  let result = x;
  let power = k;
  for (; power > 30; power -= 30) result *= 1 << 30;
  for (; power < -30; power += 30) result /= 1 << 30;
  return power < 0 ? result / (1 << -power) : result * (1 << power);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/** 1/3, 1/5, 1/7 … of the series of artanh; the first left out is below 2⁻⁶⁰ of the sum. */
const ARTANH = Array.from({ length: 11 }, (_, i) => 1 / (2 * i + 3));
/** 1, 1, 1/2!, 1/3! … */
const EXPONENTIAL = factorials(18).map((n) => 1 / n);

function factorials(count: number): number[] {
  const all = [1];
  for (let n = 1; n < count; n++) all.push(all[n - 1]! * n);
  return all;
}

const CENTRAL_TOP = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
  45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRAL_BOTTOM = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077,
  21213.794301586595867, 39307.89580009271061, 28729.085735721942674, 5226.495278852854561,
];
const MIDDLE_TOP = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const MIDDLE_BOTTOM = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
  0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const FAR_TOP = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
  0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const FAR_BOTTOM = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
  7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];
