/** A growing list of event indices, four bytes each, ascending, searchable. */
export interface IntList {
  readonly length: number;
  push(value: number): void;
  at(position: number): number;
  /** How many values are not greater than this one; the list must be ascending. */
  countUpTo(value: number): number;
}

export function createIntList(): IntList {
  let values = new Int32Array(8);
  let length = 0;
  return {
    get length() { return length; },
    push(value) {
      if (length === values.length) {
        const larger = new Int32Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    at: (position) => values[position]!,
    countUpTo(value) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (values[middle]! <= value) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
