/** Bytes to text in pieces cut anywhere, a character's bytes included. What is no UTF-8 becomes U+FFFD. */

// Part of every engine we run in (Encoding Standard), but not of the language's own library.
declare const TextDecoder: new (label: 'utf-8') => {
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string;
};

export interface Utf8 {
  decode(piece: Uint8Array): string;
  /** What is left of an unfinished character at the end of the input. */
  end(): string;
}

export function createUtf8(): Utf8 {
  const decoder = new TextDecoder('utf-8');
  return {
    decode: (piece) => decoder.decode(piece, { stream: true }),
    end: () => decoder.decode(),
  };
}
