/**
 * What traitors may do. The scenario gives a general one of these behaviours with `lie:`; the kernel knows
 * nothing about them. A traitor keeps to the form of the messages and to the rounds, since a message of
 * another form or out of time is the same to its receiver as none.
 */
import type { Plain } from '../../../kernel/event';
import type { Context } from '../../../kernel/process';
import { isOrder, ORDERS } from './orders';
import type { Order } from './orders';

export const lies = {
  tell: 'Says to each receiver what `to: {lieutenant-1: attack, lieutenant-2: nothing}` says, whatever is true: attack, retreat, nothing or both; to those not named, the truth. With signatures it can only pass on orders whose signatures it has, or make those in `keys: [general]` itself.',
  random: 'Before each message the seed decides: attack, retreat or nothing; with signatures, to pass the order on or not.',
  flip: 'Says the opposite of what it was told. With signatures that is a forgery, and seen as one.',
  silent: 'Says nothing.',
} as const;
type Behaviour = keyof typeof lies;
const WORDS = ['attack', 'retreat', 'nothing', 'both'] as const;
const BEHAVIOURS = Object.keys(lies) as readonly Behaviour[];

// A traitor needs nothing of its state here, so any will do.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyContext = Context<any, any>;

/** The lie in force on this node, if there is one. */
export function treason(ctx: AnyContext): Behaviour | undefined {
  return BEHAVIOURS.find((behaviour) => ctx.lie(behaviour) !== undefined);
}

/** What a general says to another instead of the truth: the orders it names, none for silence. A loyal one says the truth. */
export function orallySaid(ctx: AnyContext, to: string, truth: Order): readonly Order[] {
  switch (treason(ctx)) {
    case undefined:
      return [truth];
    case 'tell':
      return told(ctx, to) ?? [truth];
    case 'random': {
      const order = ORDERS[ctx.random(3)];
      return order === undefined ? [] : [order];
    }
    case 'flip':
      return [truth === 'attack' ? 'retreat' : 'attack'];
    case 'silent':
      return [];
  }
}

/** Which orders a traitor with the behaviour `tell` wants this receiver to have; undefined if it was told nothing about it. */
export function told(ctx: AnyContext, to: string): readonly Order[] | undefined {
  const wanted = field(field(ctx.lie('tell'), 'to'), to);
  if (wanted === 'both') return ORDERS;
  if (wanted === 'nothing') return [];
  return isOrder(wanted) ? [wanted] : undefined;
}

/** Whether the behaviour `tell` gives this traitor the key to somebody's signature. */
export function hasKeyOf(ctx: AnyContext, signer: string): boolean {
  const keys = field(ctx.lie('tell'), 'keys');
  return Array.isArray(keys) && keys.includes(signer);
}

/** What cannot be understood of what the scenario tells this traitor to tell; undefined if there is nothing. */
export function unclear(ctx: AnyContext): string | undefined {
  const lie = ctx.lie('tell');
  if (lie === undefined) return undefined;
  const to = field(lie, 'to');
  if (typeof to !== 'object' || to === null || Array.isArray(to)) return 'tell needs args: { to: { lieutenant-1: attack, … } }';
  for (const [receiver, word] of Object.entries(to)) {
    if (!ctx.nodes('lieutenant').includes(receiver)) return `tell: there is no lieutenant ${receiver}`;
    if (!WORDS.some((each) => each === word)) return `tell: ${receiver} can be told ${WORDS.join(', ')}`;
  }
  return undefined;
}

function field(value: Plain | undefined, name: string): Plain | undefined {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as { [key: string]: Plain })[name] : undefined;
}
