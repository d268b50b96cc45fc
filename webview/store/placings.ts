/** Where operations took effect, ready to be drawn: the place of each in the order, and between which events it lies. */
import type { OrderFound } from '../../src/protocol/operations';

export interface Placing {
  /** From 1. */
  readonly number: number;
  /** It took effect between this event and the next … */
  readonly after: number;
  /** … after this share of the way, so that several between the same two stand in their order. */
  readonly share: number;
}

export interface Placings {
  /** By the event that invoked it. */
  placeOf(invoke: number): Placing | undefined;
  /** The same, in their order. */
  readonly all: ReadonlyMap<number, Placing>;
  /** The event that invoked the operation without a place, or -1. */
  readonly unplaced: number;
}

/** Undefined where there is nothing to draw. Of an order that does not explain all only the operation without a place is. */
export function placingsOf(found: OrderFound | undefined): Placings | undefined {
  if (found === undefined || found.verdict === 'undecided') return undefined;
  if (found.verdict === 'not-linearizable') return { placeOf: () => undefined, all: new Map(), unplaced: found.unplaced };
  const { invoke, after } = found;
  const places = new Map<number, Placing>();
  for (let k = 0; k < invoke.length; ) {
    let end = k + 1;
    while (end < invoke.length && after[end] === after[k]) end++;
    for (let i = k; i < end; i++) places.set(invoke[i]!, { number: i + 1, after: after[i]!, share: (i - k + 1) / (end - k + 1) });
    k = end;
  }
  return { placeOf: (event) => places.get(event), all: places, unplaced: -1 };
}
