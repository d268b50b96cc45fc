/** What all generals have in common: parameters, orders, and the two functions that turn many reports into one decision. */
import type { Plain } from '../../../kernel/event';
import type { ParamValues } from '../../../kernel/model';

export const ORDERS = ['attack', 'retreat'] as const;
export type Order = (typeof ORDERS)[number];

export const params = {
  algorithm: { type: 'choice', default: 'oral', choices: ['oral', 'signed'], summary: 'OM(m), in which a message says what it says and no more, or SM(m), in which every order bears the signatures of all who passed it on.' },
  m: { type: 'integer', default: 1, min: 0, max: 3, summary: 'How many traitors the algorithm is meant to withstand. It takes m + 1 rounds.' },
  order: { type: 'choice', default: 'attack', choices: ORDERS, summary: 'The order the commanding general wants obeyed.' },
  round: { type: 'duration', default: 100_000, min: 1, max: 3_600_000_000, summary: 'Length of a round. A message that has not come by the end of its round counts as absent, so it must be longer than any latency.' },
  combine: { type: 'boolean', default: false, summary: 'OM only: what a lieutenant relays to another in one round goes in one message.' },
} as const;
export type Params = ParamValues<typeof params>;

export function isOrder(value: Plain | undefined): value is Order {
  return value === 'attack' || value === 'retreat';
}

/** `majority(v1, …)` of §3: the value more than half of them have, or else RETREAT. */
export function majority(values: readonly Order[]): Order {
  return 2 * values.filter((value) => value === 'attack').length > values.length ? 'attack' : 'retreat';
}

/** `choice(V)` of §4: the only element; RETREAT when there is none, and here also when there are two. */
export function choice(orders: readonly Order[]): Order {
  return orders.length === 1 ? orders[0]! : 'retreat';
}
