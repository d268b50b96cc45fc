/**
 * Fields that the reader has pinned, and how they change in the part of the trace that is on screen: fetched a stretch at a
 * time, and kept while the run is shown.
 */
import type { FieldChanges } from '../../src/trace/field-changes';

/** A field of a node's state; the path is that of the tree: `/votes/n1`. */
export interface Pin {
  readonly node: string;
  readonly path: string;
}

/** One value of a field, from an event to the next. */
export interface PinPiece {
  readonly event: number;
  readonly text: string;
}

export interface RunPins {
  /** In the order in which they were pinned. */
  readonly fields: readonly Pin[];
  /** The values in [from, to), the one in force at the beginning first; what is not here yet is asked for. */
  pieces(pin: Pin, from: number, to: number): readonly PinPiece[];
}

/** Events of one question. */
const STRETCH = 8192;
const MOST_KEPT = 400;

/** `fetch` may answer for less than it was asked; `onArrive` is called when something new is here. */
export function createRunPins(
  fields: () => readonly Pin[],
  length: () => number,
  fetch: (pin: Pin, from: number, to: number) => Promise<FieldChanges>,
  onArrive: () => void,
): RunPins {
  /** By pin and stretch. */
  const known = new Map<string, FieldChanges>();
  const asked = new Set<string>();

  return {
    get fields() { return fields(); },
    pieces(pin, from, to) {
      const pieces: PinPiece[] = [];
      for (let start = Math.floor(Math.max(0, from) / STRETCH) * STRETCH; start < Math.min(to, length()); start += STRETCH) {
        const key = `${start} ${pin.node}\u0000${pin.path}`;
        const changes = known.get(key);
        // The last stretch of a growing trace is asked for again once it has more.
        const whole = Math.min(start + STRETCH, length());
        if (changes === undefined || changes.to < whole) ask(key, pin, changes === undefined ? start : changes.to, whole, start);
        changes?.events.forEach((event, k) => {
          if (pieces[pieces.length - 1]?.text !== changes.texts[k]) pieces.push({ event, text: changes.texts[k]! });
        });
      }
      let first = 0;
      while (first + 1 < pieces.length && pieces[first + 1]!.event <= from) first++;
      let end = pieces.length;
      while (end > first && pieces[end - 1]!.event >= to) end--;
      return pieces.slice(first, end);
    },
  };

  function ask(key: string, pin: Pin, from: number, to: number, start: number): void {
    if (asked.has(key)) return;
    asked.add(key);
    fetch(pin, from, to).then(
      (more) => {
        asked.delete(key);
        const before = known.get(key);
        known.set(key, { from: start, to: Math.max(more.to, from + 1), events: [...(before?.events ?? []), ...more.events], texts: [...(before?.texts ?? []), ...more.texts] });
        if (known.size > MOST_KEPT) known.delete(known.keys().next().value!);
        onArrive();
      },
      () => {
        // An older run's answer, or no such node in this run.
        known.set(key, { from: start, to: Infinity, events: [], texts: [] });
        asked.delete(key);
      },
    );
  }
}
