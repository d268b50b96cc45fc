/** Of a comparison of two runs: which run each event is of, and where the differences begin. Nothing at all for a single run. */
import type { ColumnsChunk } from '../../src/protocol/messages';
import { isDifference } from '../../src/trace/compare/merged';
import { createIndexList } from './index-list';
import type { IndexList } from './index-list';

export interface Origins {
  /** The origin of an event, by its place in ORIGINS; 0 in a single run. */
  of(event: number): number;
  /** The first event of each stretch of differences. */
  readonly groups: IndexList;
  /** Room that is taken, in bytes. */
  readonly bytes: number;
  /** Takes in a chunk whose events are the next ones. */
  take(chunk: ColumnsChunk): void;
}

export function createOrigins(): Origins {
  let codes = new Uint8Array(0);
  let length = 0;
  const groups = createIndexList();
  return {
    of: (event) => (event < length ? codes[event]! : 0),
    groups,
    get bytes() { return codes.byteLength + groups.bytes; },
    take({ from, count, origins }) {
      if (origins === undefined) return;
      if (from + count > codes.length) {
        const grown = new Uint8Array(Math.max(from + count, codes.length * 2));
        grown.set(codes);
        codes = grown;
      }
      for (let k = 0; k < count; k++) {
        const code = origins[k] ?? 0;
        codes[from + k] = code;
        if (isDifference(code) && !(from + k > 0 && isDifference(codes[from + k - 1]!))) groups.push(from + k);
      }
      length = from + count;
    },
  };
}
