/**
 * Matches a pattern in bounded time: at each place of the text each choice of the pattern is tried at most once.
 *
 * Backtracking, so the first match in JavaScript's order of preference is found; but a choice that failed at a
 * place is remembered and not tried there again, as in RE2's BitState (Russ Cox, "Regular Expression Matching: the
 * Virtual Machine Approach", 2009). Without references back, what follows a choice does not depend on how it was
 * reached, so nothing is missed, and time grows with pattern × text instead of exponentially.
 */
import { hasUnit } from './parse';
import type { Pattern } from './parse';
import { AHEAD, EDGE, EDGES, JUMP, SAVE, SET, SPLIT, beginningOf, compile, linesAtMost } from './program';

export interface Match {
  /** Names of all groups. */
  readonly names: readonly string[];
  /** Offsets of the whole match in the text. */
  readonly start: number;
  readonly end: number;
  /** Text of a named group; undefined when it took no part. */
  group(name: string): string | undefined;
  /** Where the named group begins; -1 when it took no part. */
  startOf(name: string): number;
}

export interface Matcher {
  readonly names: readonly string[];
  /** The most lines a match can cover, or Infinity. */
  readonly maxLines: number;
  /**
   * The first match that begins in [from, until]; undefined when there is none, 'too long' when `maxSteps` steps
   * were not enough to know. Lines end with \n.
   */
  find(text: string, from: number, until: number, maxSteps: number): Match | 'too long' | undefined;
  /** Steps taken in all, to share out time by. */
  readonly steps: number;
}

/** Places that failures are remembered for: choices of the pattern × length of the text; four bytes each. */
const MAX_MEMORY = 8_000_000;

/** A matcher for the pattern, or undefined when counted repetitions make it too large. */
export function createMatcher(pattern: Pattern): Matcher | undefined {
  const program = compile(pattern.root);
  if (program === undefined) return undefined;
  const { op, x, y, tables, sets } = program;
  const slots = 2 * (pattern.groups + 1);
  const names = [...pattern.names.keys()];
  let steps = 0;
  /** tried[split × width + place] = run in which it was tried. */
  let tried = new Uint32Array(0);
  let run = 0;
  const stack: number[] = [];
  const first = beginningOf(program);

  return {
    names,
    maxLines: linesAtMost(pattern.root),
    get steps() { return steps; },
    find,
  };

  function find(text: string, from: number, until: number, maxSteps: number): Match | 'too long' | undefined {
    const width = text.length - from + 1;
    if (program!.splits * width > MAX_MEMORY) return 'too long';
    if (tried.length < program!.splits * width) tried = new Uint32Array(Math.max(program!.splits * width, Math.min(MAX_MEMORY, 2 * tried.length)));
    if (++run === 0xffffffff) {
      tried.fill(0);
      run = 1;
    }
    const limit = steps + maxSteps;
    for (let start = from; start <= until && start <= text.length; start++) {
      if (!mayBegin(text, start)) continue;
      const saved = runFrom(0, text, from, start, width, limit);
      if (saved === 'too long') return saved;
      if (saved !== undefined) return matchOf(text, saved);
    }
    return undefined;
  }

  /** A quick look at what every match begins with, before anything is set up to try one. */
  function mayBegin(text: string, at: number): boolean {
    if (first.lineStart && !atEdge('line-start', text, at)) return false;
    if (first.table === undefined) return true;
    const code = at < text.length ? text.charCodeAt(at) : -1;
    return code >= 128 || (code >= 0 && first.table[code] === 1);
  }

  /** Runs the program from `pc` at a place; what it saved, or undefined when it fails. */
  function runFrom(pc: number, text: string, base: number, place: number, width: number, limit: number): number[] | 'too long' | undefined {
    const saved = new Array<number>(slots).fill(-1);
    const bottom = stack.length;
    let at = place;
    for (;;) {
      let failed = false;
      if (++steps > limit) {
        stack.length = bottom;
        return 'too long';
      }
      switch (op[pc]) {
        case SET: {
          const code = at < text.length ? text.charCodeAt(at) : -1;
          if (code >= 0 && (code < 128 ? tables[x[pc]!]![code] === 1 : hasUnit(sets[x[pc]!]!, code))) {
            at++;
            pc++;
          } else failed = true;
          break;
        }
        case SPLIT: {
          const mark = y[pc]! * width + (at - base);
          if (tried[mark] === run) failed = true;
          else {
            tried[mark] = run;
            // The other way, for later.
            stack.push(x[pc]!, at);
            pc++;
          }
          break;
        }
        case JUMP:
          pc = x[pc]!;
          break;
        case SAVE:
          stack.push(-1 - x[pc]!, saved[x[pc]!]!);
          saved[x[pc]!] = at;
          pc++;
          break;
        case EDGE:
          if (atEdge(EDGES[x[pc]!]!, text, at)) pc++;
          else failed = true;
          break;
        case AHEAD: {
          const found = lookAhead(pc + 1, text, at, limit);
          if (found === 'too long') {
            stack.length = bottom;
            return found;
          }
          if (found !== (y[pc] === 1)) pc = x[pc]!;
          else failed = true;
          break;
        }
        default:
          stack.length = bottom;
          saved[0] = place;
          saved[1] = at;
          return saved;
      }
      if (!failed) continue;
      // Back to the last choice, undoing what was saved since.
      for (;;) {
        if (stack.length === bottom) return undefined;
        const value = stack.pop()!;
        const target = stack.pop()!;
        if (target < 0) saved[-1 - target] = value;
        else {
          pc = target;
          at = value;
          break;
        }
      }
    }
  }

  /** A look ahead is a match of its own: what failed outside it says nothing about it. */
  function lookAhead(pc: number, text: string, at: number, limit: number): boolean | 'too long' {
    const outer = { tried, run };
    const width = text.length - at + 1;
    tried = new Uint32Array(program!.splits * width);
    run = 1;
    // Filling the table is work too.
    steps += tried.length >> 5;
    const found = runFrom(pc, text, at, at, width, limit);
    tried = outer.tried;
    run = outer.run;
    return found === 'too long' ? found : found !== undefined;
  }

  function matchOf(text: string, saved: readonly number[]): Match {
    const startOf = (name: string): number => {
      const index = pattern.names.get(name);
      return index === undefined ? -1 : saved[2 * index]!;
    };
    return {
      start: saved[0]!,
      end: saved[1]!,
      names,
      startOf,
      group(name) {
        const start = startOf(name);
        return start < 0 ? undefined : text.slice(start, saved[2 * pattern.names.get(name)! + 1]);
      },
    };
  }
}

function atEdge(edge: (typeof EDGES)[number], text: string, at: number): boolean {
  switch (edge) {
    case 'line-start': return at === 0 || text.charCodeAt(at - 1) === 0x0a;
    case 'line-end': return at === text.length || text.charCodeAt(at) === 0x0a;
    case 'word': return isWord(text, at - 1) !== isWord(text, at);
    case 'no-word': return isWord(text, at - 1) === isWord(text, at);
  }
}

function isWord(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);
}
