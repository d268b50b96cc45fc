/**
 * Regular expressions in JavaScript's syntax, read into a tree.
 *
 * Log files bring their own expressions, so they are a stranger's program. The engine's own matcher may take
 * exponential time and cannot be stopped; ours (match.ts) looks at each state once. What that cannot do
 * (back-references, look-behind) is refused here, with its place.
 */

/** A set of UTF-16 code units: ranges of first and last, ascending pairs. */
export interface UnitSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

export type Node =
  | { readonly kind: 'set'; readonly set: UnitSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number; readonly greedy: boolean }
  /** `^` and `$` stand at the edges of lines; `\b` and `\B` at those of words. */
  | { readonly kind: 'edge'; readonly edge: 'line-start' | 'line-end' | 'word' | 'no-word' }
  | { readonly kind: 'ahead'; readonly body: Node; readonly negated: boolean };

export interface Pattern {
  readonly root: Node;
  /** Number of capturing groups. */
  readonly groups: number;
  /** Name → index of its group, from 1. */
  readonly names: ReadonlyMap<string, number>;
}

export interface PatternFault {
  /** Offset into the expression, from 0. */
  readonly offset: number;
  readonly message: string;
}

export const MAX_PATTERN_CHARS = 2000;
const MAX_NESTING = 50;
const MAX_COUNT = 1000;

const DIGIT: UnitSet = { negated: false, ranges: [[0x30, 0x39]] };
const WORD: UnitSet = { negated: false, ranges: [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]] };
const SPACE: UnitSet = {
  negated: false,
  ranges: [[0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]],
};
const NOT_LINE_END: UnitSet = { negated: true, ranges: [[0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]] };
const CLASSES: { readonly [letter: string]: UnitSet } = { d: DIGIT, w: WORD, s: SPACE, D: not(DIGIT), W: not(WORD), S: not(SPACE) };
const CONTROLS: { readonly [letter: string]: number } = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, '0': 0 };

class Refusal extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

/** Reads an expression, or says where and why it cannot be used. */
export function parsePattern(source: string): Pattern | PatternFault {
  if (source.length > MAX_PATTERN_CHARS) {
    return { offset: MAX_PATTERN_CHARS, message: `the expression has more than ${MAX_PATTERN_CHARS} characters` };
  }
  const names = new Map<string, number>();
  let groups = 0;
  let at = 0;
  let nesting = 0;
  try {
    const root = choice();
    if (at < source.length) refuse('this ) closes nothing');
    return { root, groups, names };
  } catch (problem) {
    if (problem instanceof Refusal) return { offset: problem.offset, message: problem.message };
    throw problem;
  }

  function refuse(message: string, offset = at): never {
    throw new Refusal(offset, message);
  }

  function choice(): Node {
    if (++nesting > MAX_NESTING) refuse('groups are nested too deeply');
    const options = [sequence()];
    while (source[at] === '|') {
      at++;
      options.push(sequence());
    }
    nesting--;
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  function sequence(): Node {
    const items: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(term());
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  function term(): Node {
    const start = at;
    const body = atom();
    const times = quantifier();
    if (times === undefined) return body;
    const bare = source[start] !== '(' || source[start + 2] !== ':';
    if (bare && (body.kind === 'edge' || body.kind === 'ahead')) refuse('nothing to repeat', start);
    const greedy = source[at] !== '?';
    if (!greedy) at++;
    if (quantifier() !== undefined) refuse('nothing to repeat');
    return { kind: 'repeat', body, ...times, greedy };
  }

  function quantifier(): { readonly min: number; readonly max: number } | undefined {
    switch (source[at]) {
      case '*': at++; return { min: 0, max: Infinity };
      case '+': at++; return { min: 1, max: Infinity };
      case '?': at++; return { min: 0, max: 1 };
      case '{': {
        COUNT.lastIndex = at;
        const match = COUNT.exec(source);
        // A brace that counts nothing stands for itself, as in `{.*}`.
        if (match === null) return undefined;
        const min = Number(match[1]);
        const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3]);
        if (min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT)) refuse(`a count of more than ${MAX_COUNT}`);
        if (max < min) refuse('the numbers in braces are out of order');
        at = COUNT.lastIndex;
        return { min, max };
      }
      default: return undefined;
    }
  }

  function atom(): Node {
    const character = source[at]!;
    switch (character) {
      case '(': return group();
      case '[': return { kind: 'set', set: bracket() };
      case '.': at++; return { kind: 'set', set: NOT_LINE_END };
      case '^': at++; return { kind: 'edge', edge: 'line-start' };
      case '$': at++; return { kind: 'edge', edge: 'line-end' };
      case '\\': return escape();
      case '*':
      case '+':
      case '?': return refuse('nothing to repeat');
      default: at++; return unit(character.charCodeAt(0));
    }
  }

  function group(): Node {
    const start = at++;
    if (source[at] !== '?') return captured(undefined, start);
    at++;
    const kind = source[at];
    if (kind === ':') return inside(start);
    if (kind === '=' || kind === '!') return { kind: 'ahead', body: inside(start), negated: kind === '!' };
    NAME.lastIndex = at;
    const match = NAME.exec(source);
    if (match === null) {
      return refuse(source.startsWith('<=', at) || source.startsWith('<!', at) ? 'look-behind is not supported' : 'this kind of group is not known', start);
    }
    at = NAME.lastIndex;
    if (names.has(match[1]!)) refuse(`there are two groups named ${match[1]}`, start);
    return captured(match[1], start);
  }

  function inside(start: number): Node {
    at++;
    const body = choice();
    if (source[at] !== ')') refuse('this ( is not closed', start);
    at++;
    return body;
  }

  function captured(name: string | undefined, start: number): Node {
    const index = ++groups;
    if (name !== undefined) names.set(name, index);
    const body = choice();
    if (source[at] !== ')') refuse('this ( is not closed', start);
    at++;
    return { kind: 'group', index, body };
  }

  function escape(): Node {
    const letter = source[at + 1];
    if (letter === undefined) refuse('\\ at the end');
    if (letter === 'b' || letter === 'B') {
      at += 2;
      return { kind: 'edge', edge: letter === 'b' ? 'word' : 'no-word' };
    }
    if ((letter >= '1' && letter <= '9') || letter === 'k') refuse('references back to a group are not supported');
    if (letter === 'p' || letter === 'P') refuse('\\p is not supported');
    const found = escaped();
    return typeof found === 'number' ? unit(found) : { kind: 'set', set: found };
  }

  /** A code unit or a class after a backslash. */
  function escaped(): number | UnitSet {
    const letter = source[at + 1]!;
    const known = CLASSES[letter];
    if (known !== undefined && Object.hasOwn(CLASSES, letter)) {
      at += 2;
      return known;
    }
    HEX.lastIndex = at;
    const hex = HEX.exec(source);
    if (hex !== null) {
      at = HEX.lastIndex;
      return parseInt((hex[1] ?? hex[2])!, 16);
    }
    at += 2;
    return Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter]! : letter.charCodeAt(0);
  }

  function bracket(): UnitSet {
    const start = at++;
    const negated = source[at] === '^';
    if (negated) at++;
    const ranges: (readonly [number, number])[] = [];
    for (;;) {
      if (at >= source.length) refuse('this [ is not closed', start);
      if (source[at] === ']') break;
      const first = bracketUnit();
      if (source[at] === '-' && at + 1 < source.length && source[at + 1] !== ']' && typeof first === 'number') {
        const dash = at++;
        const last = bracketUnit();
        if (typeof last === 'number') {
          if (last < first) refuse('the range is out of order', dash);
          ranges.push([first, last]);
          continue;
        }
        ranges.push([first, first], [0x2d, 0x2d], ...positive(last));
        continue;
      }
      if (typeof first === 'number') ranges.push([first, first]);
      else ranges.push(...positive(first));
    }
    at++;
    return { negated, ranges };
  }

  function bracketUnit(): number | UnitSet {
    if (source[at] !== '\\') return source.charCodeAt(at++);
    if (at + 1 >= source.length) refuse('\\ at the end');
    if (source[at + 1] === 'b') {
      at += 2;
      return 0x08;
    }
    return escaped();
  }
}

export function isFault(found: Pattern | PatternFault): found is PatternFault {
  return 'message' in found;
}

/** Whether a set has this code unit. */
export function hasUnit(set: UnitSet, code: number): boolean {
  for (const [first, last] of set.ranges) if (code >= first && code <= last) return !set.negated;
  return set.negated;
}

const COUNT = /\{(\d{1,9})(,(\d{0,9}))?\}/y;
const NAME = /P?<([A-Za-z_$][\w$]*)>/y;
const HEX = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/y;

function unit(code: number): Node {
  return { kind: 'set', set: { negated: false, ranges: [[code, code]] } };
}

function not(set: UnitSet): UnitSet {
  return { negated: true, ranges: set.ranges };
}

/** The ranges of a set, of a negated one those between its ranges (which are ascending in all that are negated). */
function positive(set: UnitSet): (readonly [number, number])[] {
  if (!set.negated) return [...set.ranges];
  const between: (readonly [number, number])[] = [];
  let next = 0;
  for (const [first, last] of set.ranges) {
    if (first > next) between.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= 0xffff) between.push([next, 0xffff]);
  return between;
}
