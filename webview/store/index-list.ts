/** A growing, ascending list of event indices that can be searched: four bytes an event, no objects. */
export interface IndexList {
  readonly length: number;
  /** Room that is taken, in bytes. */
  readonly bytes: number;
  at(position: number): number;
  /** Appends an index greater than all before. */
  push(index: number): void;
  /** How many entries are smaller than `index`: the position of the first that is not. */
  before(index: number): number;
}

export function createIndexList(): IndexList {
  let items = new Int32Array(16);
  let length = 0;
  return {
    get length() { return length; },
    get bytes() { return items.byteLength; },
    at: (position) => (position >= 0 && position < length ? items[position]! : -1),
    push(index) {
      if (length === items.length) {
        const larger = new Int32Array(length * 2);
        larger.set(items);
        items = larger;
      }
      items[length++] = index;
    },
    before(index) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (items[middle]! < index) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
