/**
 * What a search asks for, as a tree: the parsed form of the find language (parse.ts reads it, match.ts answers it).
 *
 * Names and texts are in lower case, because a search does not tell cases apart.
 */

/** `*` in `text` stands for any characters. */
export interface Pattern {
  readonly text: string;
}

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A value to compare with; `number` where it can be read as one (times in microseconds), `upTo` of a range, both ends included. */
export interface Comparison {
  readonly op: Operator;
  readonly text: string;
  readonly number?: number;
  readonly upTo?: number;
}

/** What an event can be besides its kind; see traits.ts. */
export const TRAITS = ['fault', 'violation', 'lost', 'duplicate', 'ignored', 'overtaken', 'late'] as const;
/** Of two compared runs: what only one of them has, or both have but differently. */
export const COMPARED_TRAITS = ['left', 'right', 'changed', 'moved'] as const;
export type ComparedTrait = (typeof COMPARED_TRAITS)[number];
export type Trait = (typeof TRAITS)[number] | ComparedTrait;

export type Query =
  | { readonly is: 'everything' }
  | { readonly is: 'all' | 'any'; readonly of: readonly Query[] }
  | { readonly is: 'not'; readonly of: Query }
  /** In the words that tell the event. */
  | { readonly is: 'text'; readonly text: string }
  /** Codes of kinds. */
  | { readonly is: 'kind'; readonly codes: readonly number[] }
  | { readonly is: 'node'; readonly name: Pattern }
  /** The short name that is drawn; of messages alone where `messages`. */
  | { readonly is: 'label'; readonly name: Pattern; readonly messages: boolean }
  | { readonly is: 'time' | 'index'; readonly than: Comparison }
  /** The sender or receiver of a message; of other events a field of that name. */
  | { readonly is: 'end'; readonly end: 'from' | 'to'; readonly than: Comparison }
  | { readonly is: 'trait'; readonly trait: Trait }
  /** A field at a path, or of this name at any depth when the path is one name. */
  | { readonly is: 'field'; readonly path: readonly string[]; readonly than: Comparison };

/** Whether the text, in lower case already, matches the pattern. Linear in the text for each star. */
export function fits({ text: pattern }: Pattern, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text;
  const parts = pattern.split('*');
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

export function compares({ op, number, upTo }: Comparison, value: number): boolean {
  if (number === undefined) return false;
  switch (op) {
    case '=': return upTo === undefined ? value === number : value >= number && value <= upTo;
    case '!=': return upTo === undefined ? value !== number : value < number || value > upTo;
    case '<': return value < number;
    case '<=': return value <= number;
    case '>': return value > number;
    case '>=': return value >= number;
  }
}
