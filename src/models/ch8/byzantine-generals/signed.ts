/**
 * Signatures that cannot be forged, as terms.
 *
 * A signature is a pair: who signed, and what exactly stood there. Anyone can copy one, and put it under
 * something else; but then what stands there is not what was signed, and whoever looks sees it (A4 of §4: a loyal
 * general's signature cannot be forged, any alteration can be detected, and anyone can verify it). The code of a
 * general, loyal or not, makes new signatures in one place only (`sign`), and only in a name whose key it
 * has: its own, and those that fellow traitors gave it.
 */
import type { Plain, PlainObject } from '../../../kernel/event';
import { isOrder } from './orders';
import type { Order } from './orders';

export type Signature = { readonly by: string; readonly of: string };
/** The paper's v:0:j1:…:jk: an order, and the signatures of all who passed it on, the commander's first. */
export type Signed = { readonly order: Order; readonly signatures: readonly Signature[] };

export function sign(message: Signed, by: string): Signed {
  return { ...message, signatures: [...message.signatures, { by, of: textOf(message, message.signatures.length) }] };
}

export function signers(message: Signed): readonly string[] {
  return message.signatures.map(({ by }) => by);
}

/** Reads the body of a message; undefined when it has not the form of a signed order. */
export function readSigned(body: PlainObject): Signed | undefined {
  const { order, signatures } = body;
  if (!isOrder(order) || !Array.isArray(signatures) || signatures.length === 0) return undefined;
  return signatures.every(isSignature) ? { order, signatures } : undefined;
}

/** Whether everyone signed what stands there, and nobody twice. */
export function isGenuine(message: Signed): boolean {
  const { signatures } = message;
  const names = new Set(signers(message));
  return names.size === signatures.length && signatures.every(({ of }, i) => of === textOf(message, i));
}

/** The text that the signature at `position` stands under. */
function textOf({ order, signatures }: Signed, position: number): string {
  return [order, ...signatures.slice(0, position).map(({ by }) => by)].join(':');
}

function isSignature(value: Plain): value is Signature {
  return typeof value === 'object' && value !== null && 'by' in value && typeof value.by === 'string' && 'of' in value;
}
