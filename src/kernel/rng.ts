/**
 * Random numbers: many small independent streams, each keyed by what it is for.
 *
 * One stream for a whole run would mean that one message more shifts every later draw, and a what-if
 * ("lose this reply") would change the latencies of messages it has nothing to do with. So every link and
 * every node has a stream of its own, whose seed derives from the run's seed and the names involved.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, 32-bit integer operations
 * only, hence the same in every engine. States live side by side in one `Int32Array`, four words a stream,
 * so that a world's randomness is copied by one `slice`.
 */
import { createDigest } from './hash';

/** Words of state per stream. */
export const STREAM_WORDS = 4;

const WARM_UP = 15;
const TWO_32 = 4_294_967_296;

/** Seeds the stream at `at` from any number of parts; different parts give unrelated streams. */
export function seedStream(streams: Int32Array, at: number, parts: readonly (string | number)[]): void {
  const digest = createDigest();
  // A length before each part, so that ['ab', 'c'] and ['a', 'bc'] differ.
  for (const part of parts) digest.update(`${String(part).length}:${part};`);
  const words = digest.words();
  streams[at] = words[0];
  streams[at + 1] = words[1];
  streams[at + 2] = words[2];
  streams[at + 3] = words[3] | 1;
  for (let i = 0; i < WARM_UP; i++) nextU32(streams, at);
}

/** The next whole number in [0, 2³²) of the stream whose state begins at `at`. */
export function nextU32(streams: Int32Array, at: number): number {
  const b = streams[at + 1]!;
  const c = streams[at + 2]!;
  const d = streams[at + 3]!;
  const result = (streams[at]! + b + d) | 0;
  streams[at] = b ^ (b >>> 9);
  streams[at + 1] = (c + (c << 3)) | 0;
  streams[at + 2] = (((c << 21) | (c >>> 11)) + result) | 0;
  streams[at + 3] = (d + 1) | 0;
  return result >>> 0;
}

/** The next number in (0, 1); never 0 nor 1, so that logarithms of it and of its complement are finite. */
export function nextUniform(streams: Int32Array, at: number): number {
  return (nextU32(streams, at) + 0.5) / TWO_32;
}

/**
 * The next `into.length` numbers in (0, 1) at once. The state stays in registers meanwhile and no number has
 * to be boxed, which matters where every message of a run draws.
 */
export function nextUniforms(streams: Int32Array, at: number, into: Float64Array): void {
  let a = streams[at]!;
  let b = streams[at + 1]!;
  let c = streams[at + 2]!;
  let d = streams[at + 3]!;
  for (let i = 0; i < into.length; i++) {
    const result = (a + b + d) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    d = (d + 1) | 0;
    into[i] = ((result >>> 0) + 0.5) / TWO_32;
  }
  streams[at] = a;
  streams[at + 1] = b;
  streams[at + 2] = c;
  streams[at + 3] = d;
}

/** The next whole number in [0, below), every one equally likely. Throws unless 1 ≤ below ≤ 2³². */
export function nextBelow(streams: Int32Array, at: number, below: number): number {
  if (!Number.isInteger(below) || below < 1 || below > TWO_32) {
    throw new RangeError(`random(${below}): expected a whole number from 1 to 2^32`);
  }
  // The last, incomplete block of 2³² is drawn again; otherwise small results would be a little likelier.
  const limit = TWO_32 - (TWO_32 % below);
  for (;;) {
    const drawn = nextU32(streams, at);
    if (drawn < limit) return drawn % below;
  }
}
