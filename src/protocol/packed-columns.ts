/**
 * Columns of a trace on their way from host to view, packed: what a buffer costs on the wire goes with its bytes, and most
 * values are close to the row they stand in, so differences in few bytes take a third of the room.
 *
 * Row by row: time since the row before, node, kind, how far back the cause lies, which way and how far the partner lies,
 * label. Each is a whole number not less than 0, seven bits a byte, the last byte without its high bit.
 */
import type { Columns } from '../trace/trace';

/** No row takes more: time 8, node 3, kind 1, cause 5, partner 5, label 3. */
export const MAX_ROW_BYTES = 25;

/** The columns that `unpackColumns` fills, each long enough. */
export type UnpackedColumns = Pick<Columns, 't' | 'node' | 'kind' | 'cause' | 'partner' | 'label'>;

/** Rows [from, to) in a buffer that holds nothing else. A cause lies before its row, or is -1; so is an absent partner. */
export function packColumns({ t, node, kind, cause, partner, label }: Columns, from: number, to: number): ArrayBuffer {
  const bytes = new Uint8Array((to - from) * MAX_ROW_BYTES);
  let at = 0;
  let before = from === 0 ? 0 : t[from - 1]!;
  for (let i = from; i < to; i++) {
    // Only the first row may lie before time 0; zigzag for it alone would cost every other row a bit.
    put(i === 0 ? zigzag(t[0]!) : t[i]! - before);
    before = t[i]!;
    put(node[i]!);
    bytes[at++] = kind[i]!;
    put(cause[i]! < 0 ? 0 : i - cause[i]!);
    put(partner[i]! < 0 ? 0 : zigzag(partner[i]! - i) + 1);
    put(label[i]!);
  }
  return bytes.slice(0, at).buffer;

  function put(value: number): void {
    // Beyond 31 bits the operators on bits would cut.
    while (value > 0x7fffffff) {
      bytes[at++] = (value % 128) | 0x80;
      value = Math.floor(value / 128);
    }
    while (value > 0x7f) {
      bytes[at++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    bytes[at++] = value;
  }
}

/** Fills rows [from, from + count) of `into`; rows before `from` must be there already. */
export function unpackColumns(packed: ArrayBuffer, from: number, count: number, into: UnpackedColumns): void {
  const { t, node, kind, cause, partner, label } = into;
  const bytes = new Uint8Array(packed);
  let at = 0;
  let before = from === 0 ? 0 : t[from - 1]!;
  for (let i = from; i < from + count; i++) {
    const sinceBefore = take();
    before = i === 0 ? unzigzag(sinceBefore) : before + sinceBefore;
    t[i] = before;
    node[i] = take();
    kind[i] = bytes[at++]!;
    const back = take();
    cause[i] = back === 0 ? -1 : i - back;
    const away = take();
    partner[i] = away === 0 ? -1 : i + unzigzag(away - 1);
    label[i] = take();
  }

  function take(): number {
    let byte = bytes[at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let scale = 128;
    do {
      byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte >= 0x80);
    return value;
  }
}

/** Small numbers of either sign as small numbers: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
