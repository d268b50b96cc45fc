import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDigest, hashText } from '../../src/kernel/hash';

const utf8 = new TextEncoder();

function hashBytes(bytes: Uint8Array, seed = 0): string {
  const digest = createDigest(seed);
  digest.updateBytes(bytes);
  return digest.hex();
}

describe('the digest', () => {
  it('passes the verification of the reference implementation (SMHasher, MurmurHash3_x86_128)', () => {
    // Keys {}, {0}, {0,1}, … with seeds 256, 255, … ; the digest of all their digests begins with 0xB3ECE62A.
    const key = Uint8Array.from({ length: 256 }, (_, i) => i);
    const hashes = new Uint8Array(256 * 16);
    const view = new DataView(hashes.buffer);
    for (let i = 0; i < 256; i++) {
      const digest = createDigest(256 - i);
      digest.updateBytes(key.subarray(0, i));
      digest.words().forEach((word, w) => view.setInt32(i * 16 + w * 4, word, true));
    }
    const digest = createDigest(0);
    digest.updateBytes(hashes);
    expect(digest.words()[0] >>> 0).toBe(0xb3ece62a);
  });

  it('gives the published digests of known texts', () => {
    expect(hashText('')).toBe('0'.repeat(32));
    // From the documentation of murmurhash3js-revisited.
    expect(hashText("I will not buy this tobacconist's, it is scratched.")).toBe('9b5b7ba2ef3f7866889adeaf00f3f98e');
    expect(hashText('utf-8 supported 🌈')).toBe('796479ed1bbff85b29e39731d1967a07');
  });

  it('is that of the UTF-8 bytes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(hashText(text)).toBe(hashBytes(utf8.encode(text)));
    }));
    for (const text of ['é', '€', '😀', 'a😀b', '\ud800', '\udc00', 'x\ud800y', '\ud800\ud800\udc00', '\ud83d']) {
      expect(hashText(text)).toBe(hashBytes(utf8.encode(text)));
    }
  });

  it('does not depend on how the text is cut, even within a character', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(50), (texts, at) => {
      const whole = texts.join('') + '😀'.repeat(20);
      const digest = createDigest();
      digest.update(whole.slice(0, at));
      digest.hex();
      for (const unit of whole.slice(at).split('')) digest.update(unit);
      expect(digest.hex()).toBe(hashText(whole));
    }));
  });

  it('takes texts longer than its buffer', () => {
    const long = 'abcdefghi€'.repeat(5000);
    expect(hashText(long)).toBe(hashBytes(utf8.encode(long)));
    const pieces = createDigest();
    for (let i = 0; i < long.length; i += 997) pieces.update(long.slice(i, i + 997));
    expect(pieces.hex()).toBe(hashText(long));
  });

  it('may be read while it goes on', () => {
    const digest = createDigest();
    digest.update('one');
    expect(digest.hex()).toBe(hashText('one'));
    digest.update('two');
    expect(digest.hex()).toBe(hashText('onetwo'));
  });
});
