/**
 * How problems are worded: what was wanted, what is there instead. One place, so that the same mistake reads the
 * same wherever it is made.
 */
import type { Report } from './report';
import { NAME_WORDS } from './scope';
import type { Scope } from './scope';
import type { Span } from './scenario';
import type { ShapeData } from './shape';
import { short } from './yaml-tree';
import type { Tree } from './yaml-tree';

export interface Reading {
  readonly scope: Scope;
  readonly report: Report;
}

/** Where a value stands. */
export interface Place {
  /** What it is called in messages: a key in quotes, or "a fault". */
  readonly name: string;
  /** Where to point when something is missing. */
  readonly head: Span;
  /** The map in which it stands, for shapes that look at their neighbours. */
  readonly parent?: Tree;
}

/** Reports a value of the wrong type; the result is the absence of a value. */
export function wrongType(want: string, tree: Tree, place: Place, reading: Reading, suggestion?: string): undefined {
  const at = tree.span.start === tree.span.end && isNothing(tree) ? place.head : tree.span;
  const fix = at === tree.span ? suggestion : undefined;
  reading.report.error('wrong-type', at, `${place.name} must be ${want}, not ${shown(tree)}`, fix);
  return undefined;
}

/** Beyond this many a list of names helps nobody; beside a good suggestion it has to be shorter. */
const MOST_LISTED = 60;
const MOST_BESIDE_SUGGESTION = 12;

/** The end of a message about an unknown name: those there are. */
export function validOnes(names: readonly string[], suggestion: string | undefined): string {
  if (names.length === 0) return '; it has none';
  return names.length <= (suggestion === undefined ? MOST_LISTED : MOST_BESIDE_SUGGESTION) ? `; valid: ${names.join(', ')}` : '';
}

/** What a shape takes, in words. */
export function wanted(shape: ShapeData): string {
  switch (shape.type) {
    case 'text':
      return shape.form ?? 'a text';
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'duration':
      return 'a duration such as 10ms';
    case 'drift':
      return 'a drift such as 200ppm';
    case 'boolean':
      return 'true or false';
    case 'choice':
      return listed(shape.choices.map(String));
    case 'name':
      return `the name of a ${NAME_WORDS[shape.of]}`;
    case 'list':
      return 'a list';
    case 'dictionary':
      return `a map with the names of ${NAME_WORDS[shape.keys]}s as keys`;
    case 'either':
      return wanted(shape.scalar);
    case 'record':
      return `a map (${Object.keys(shape.fields).slice(0, 10).join(', ')})`;
    case 'plain':
    case 'params':
    case 'args':
      return 'a map';
  }
}

/** What is there, in words. */
export function shown(tree: Tree): string {
  if (tree.kind === 'map') return 'a map';
  if (tree.kind === 'list') return 'a list';
  if (tree.value === null) return 'nothing';
  return typeof tree.value === 'string' ? `"${short(tree.value)}"` : short(String(tree.value));
}

export function isNothing(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** `a, b or c` */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
