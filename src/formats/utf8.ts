/** Bytes to text, whole or in pieces cut anywhere, a character's bytes included; and back. What is no UTF-8 becomes U+FFFD. */

// Part of every engine we run in (Encoding Standard), but not of the language's own library.
declare const TextDecoder: new (label: 'utf-8', options: { readonly ignoreBOM: true }) => {
  decode(bytes: Uint8Array): string;
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

export interface Utf8 {
  decode(piece: Uint8Array): string;
  /** What is left of an unfinished character at the end of the input. */
  end(): string;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** A whole text. A mark at the beginning (U+FEFF) is kept. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The bytes of one character. */
const LONGEST = 4;

/**
 * Engines decode whole texts much faster than streams, so each piece is cut where a character begins and decoded as a
 * whole; what is left goes before the next piece. A mark at the beginning (U+FEFF) is kept.
 */
export function createUtf8(): Utf8 {
  let left: Uint8Array = new Uint8Array(0);
  return {
    decode(piece) {
      const bytes = left.length === 0 ? piece : joined(left, piece);
      const end = lastStart(bytes);
      left = bytes.slice(end);
      return decodeUtf8(bytes.subarray(0, end));
    },
    end() {
      const rest = decodeUtf8(left);
      left = new Uint8Array(0);
      return rest;
    },
  };
}

/** Where the last character begins if it may go on, else the end: decoding on from there is the same as decoding at once. */
function lastStart(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(LONGEST, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
