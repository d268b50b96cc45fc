/**
 * MurmurHash3, x86, 128 bit (Austin Appleby, public domain), fed piece by piece with text.
 *
 * Traces and worlds are told apart by their digest, so it has to be the same in Node and in every browser,
 * computed synchronously and without any platform's crypto. It guards against accidents, not against malice.
 */

/** A digest in the making. `words` and `hex` may be asked for at any time and change nothing. */
export interface Digest {
  /** Feeds the UTF-8 bytes of a text; pieces may be cut anywhere, even within a surrogate pair. */
  update(text: string): void;
  updateBytes(bytes: Uint8Array): void;
  /** The 128 bits as four signed 32-bit words, h1 first. */
  words(): readonly [number, number, number, number];
  /** The 128 bits as 32 lower-case hex digits, h1 first, each word's most significant digit first. */
  hex(): string;
}

export function createDigest(seed = 0): Digest {
  return new Murmur128(seed);
}

/** The digest of one text, as 32 hex digits. */
export function hashText(text: string): string {
  const digest = createDigest();
  digest.update(text);
  return digest.hex();
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;
const BLOCK = 16;
/** Bytes are gathered here before they are mixed in; a multiple of the block. */
const BUFFER = 1024;
/** The most bytes one UTF-16 code unit (with what is carried over before it) can add. */
const ROOM = 8;

class Murmur128 implements Digest {
  #h1: number;
  #h2: number;
  #h3: number;
  #h4: number;
  #length = 0;
  readonly #buffer = new Uint8Array(BUFFER);
  #used = 0;
  /** A high surrogate that ended the last piece, or 0. */
  #high = 0;

  constructor(seed: number) {
    this.#h1 = this.#h2 = this.#h3 = this.#h4 = seed | 0;
  }

  update(text: string): void {
    const buffer = this.#buffer;
    let used = this.#used;
    for (let i = 0; i < text.length; i++) {
      if (used > BUFFER - ROOM) used = this.#flush(used);
      const unit = text.charCodeAt(i);
      if (unit < 0x80 && this.#high === 0) buffer[used++] = unit;
      else used = this.#put(unit, used);
    }
    this.#used = used;
  }

  updateBytes(bytes: Uint8Array): void {
    let used = this.#high === 0 ? this.#used : this.#replaceHigh(this.#used);
    for (let i = 0; i < bytes.length; i++) {
      if (used > BUFFER - ROOM) used = this.#flush(used);
      this.#buffer[used++] = bytes[i]!;
    }
    this.#used = used;
  }

  words(): readonly [number, number, number, number] {
    const copy = new Murmur128(0);
    copy.#h1 = this.#h1;
    copy.#h2 = this.#h2;
    copy.#h3 = this.#h3;
    copy.#h4 = this.#h4;
    copy.#length = this.#length;
    copy.#buffer.set(this.#buffer.subarray(0, this.#used));
    const used = this.#high === 0 ? this.#used : copy.#replaceHigh(this.#used);
    return copy.#finish(used);
  }

  hex(): string {
    return this.words()
      .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }

  /** Writes a code unit that is not plain ASCII, or that follows a high surrogate. */
  #put(unit: number, used: number): number {
    const buffer = this.#buffer;
    if (this.#high !== 0) {
      if (unit >= 0xdc00 && unit <= 0xdfff) {
        const point = 0x10000 + ((this.#high - 0xd800) << 10) + (unit - 0xdc00);
        this.#high = 0;
        buffer[used++] = 0xf0 | (point >> 18);
        buffer[used++] = 0x80 | ((point >> 12) & 0x3f);
        buffer[used++] = 0x80 | ((point >> 6) & 0x3f);
        buffer[used++] = 0x80 | (point & 0x3f);
        return used;
      }
      used = this.#replaceHigh(used);
    }
    if (unit < 0x80) {
      buffer[used++] = unit;
    } else if (unit < 0x800) {
      buffer[used++] = 0xc0 | (unit >> 6);
      buffer[used++] = 0x80 | (unit & 0x3f);
    } else if (unit >= 0xd800 && unit <= 0xdbff) {
      this.#high = unit;
    } else {
      // A low surrogate on its own is no character: U+FFFD stands for it, as in every UTF-8 encoder.
      const point = unit >= 0xdc00 && unit <= 0xdfff ? 0xfffd : unit;
      buffer[used++] = 0xe0 | (point >> 12);
      buffer[used++] = 0x80 | ((point >> 6) & 0x3f);
      buffer[used++] = 0x80 | (point & 0x3f);
    }
    return used;
  }

  #replaceHigh(used: number): number {
    this.#high = 0;
    this.#buffer[used++] = 0xef;
    this.#buffer[used++] = 0xbf;
    this.#buffer[used++] = 0xbd;
    return used;
  }

  /** Mixes in all whole blocks; returns how many bytes are left at the start of the buffer. */
  #flush(used: number): number {
    const whole = used - (used % BLOCK);
    this.#mix(whole);
    this.#buffer.copyWithin(0, whole, used);
    return used - whole;
  }

  #mix(whole: number): void {
    const bytes = this.#buffer;
    let h1 = this.#h1;
    let h2 = this.#h2;
    let h3 = this.#h3;
    let h4 = this.#h4;
    for (let i = 0; i < whole; i += BLOCK) {
      h1 ^= scramble(word(bytes, i), C1, 15, C2);
      h1 = (Math.imul((rotl(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
      h2 ^= scramble(word(bytes, i + 4), C2, 16, C3);
      h2 = (Math.imul((rotl(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
      h3 ^= scramble(word(bytes, i + 8), C3, 17, C4);
      h3 = (Math.imul((rotl(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
      h4 ^= scramble(word(bytes, i + 12), C4, 18, C1);
      h4 = (Math.imul((rotl(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
    }
    this.#h1 = h1;
    this.#h2 = h2;
    this.#h3 = h3;
    this.#h4 = h4;
    this.#length += whole;
  }

  #finish(used: number): readonly [number, number, number, number] {
    const bytes = this.#buffer;
    const rest = this.#flush(used);
    bytes.fill(0, rest, BLOCK);
    const length = this.#length + rest;
    // A word of zeros scrambles to zero, so the missing bytes of the last block change nothing.
    let h1 = this.#h1 ^ scramble(word(bytes, 0), C1, 15, C2) ^ length;
    let h2 = this.#h2 ^ scramble(word(bytes, 4), C2, 16, C3) ^ length;
    let h3 = this.#h3 ^ scramble(word(bytes, 8), C3, 17, C4) ^ length;
    let h4 = this.#h4 ^ scramble(word(bytes, 12), C4, 18, C1) ^ length;
    h1 = (h1 + h2 + h3 + h4) | 0;
    h2 = (h2 + h1) | 0;
    h3 = (h3 + h1) | 0;
    h4 = (h4 + h1) | 0;
    h1 = avalanche(h1);
    h2 = avalanche(h2);
    h3 = avalanche(h3);
    h4 = avalanche(h4);
    h1 = (h1 + h2 + h3 + h4) | 0;
    return [h1, (h2 + h1) | 0, (h3 + h1) | 0, (h4 + h1) | 0];
  }
}

function word(bytes: Uint8Array, i: number): number {
  return bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
}

function rotl(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function scramble(k: number, first: number, by: number, second: number): number {
  return Math.imul(rotl(Math.imul(k, first), by), second);
}

function avalanche(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
