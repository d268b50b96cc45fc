/** What comes next: entries in order of time, then of place, then as they came. */

export interface Heap {
  readonly size: number;
  push(time: number, place: number, entry: number): void;
  /** Takes the first entry out. There must be one. */
  pop(): number;
}

export function createHeap(): Heap {
  let capacity = 256;
  let size = 0;
  let count = 0;
  let times = new Float64Array(capacity);
  let places = new Float64Array(capacity);
  let numbers = new Float64Array(capacity);
  let entries = new Int32Array(capacity);

  return {
    get size() { return size; },
    push(time, place, entry) {
      if (size === capacity) grow();
      const number = count++;
      let at = size++;
      while (at > 0) {
        const above = (at - 1) >> 1;
        if (!isBefore(time, place, number, above)) break;
        move(above, at);
        at = above;
      }
      set(at, time, place, number, entry);
    },
    pop() {
      const taken = entries[0]!;
      size--;
      if (size === 0) return taken;
      const [time, place, number, entry] = [times[size]!, places[size]!, numbers[size]!, entries[size]!];
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= size) break;
        if (below + 1 < size && isBefore(times[below + 1]!, places[below + 1]!, numbers[below + 1]!, below)) below++;
        if (isBefore(time, place, number, below)) break;
        move(below, at);
        at = below;
      }
      set(at, time, place, number, entry);
      return taken;
    },
  };

  function isBefore(time: number, place: number, number: number, other: number): boolean {
    if (time !== times[other]) return time < times[other]!;
    if (place !== places[other]) return place < places[other]!;
    return number < numbers[other]!;
  }

  function move(from: number, to: number): void {
    set(to, times[from]!, places[from]!, numbers[from]!, entries[from]!);
  }

  function set(at: number, time: number, place: number, number: number, entry: number): void {
    times[at] = time;
    places[at] = place;
    numbers[at] = number;
    entries[at] = entry;
  }

  function grow(): void {
    capacity *= 2;
    times = copied(times, new Float64Array(capacity));
    places = copied(places, new Float64Array(capacity));
    numbers = copied(numbers, new Float64Array(capacity));
    entries = copied(entries, new Int32Array(capacity));
  }
}

function copied<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
