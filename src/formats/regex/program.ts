/** A pattern as instructions for the matcher (match.ts), and what is plain to see from them. */
import { hasUnit } from './parse';
import type { Node, UnitSet } from './parse';

export const MAX_PROGRAM = 4000;

export const SET = 0;
export const SPLIT = 1;
export const JUMP = 2;
export const SAVE = 3;
export const EDGE = 4;
export const AHEAD = 5;
export const MATCH = 6;
export const EDGES = ['line-start', 'line-end', 'word', 'no-word'] as const;

/** The pattern as instructions: `op[pc]` with arguments `x[pc]`, `y[pc]`. */
export interface Program {
  readonly op: number[];
  readonly x: number[];
  readonly y: number[];
  /** Sets as tables of the first 128 code units, and for the rest. */
  readonly tables: Uint8Array[];
  readonly sets: UnitSet[];
  /** Number of SPLIT instructions; each has its own row of remembered failures. */
  splits: number;
}

/** The instructions, or undefined when there would be more than MAX_PROGRAM. */
export function compile(root: Node): Program | undefined {
  const program: Program = { op: [], x: [], y: [], tables: [], sets: [], splits: 0 };
  const { op, x, y, tables, sets } = program;
  let overflow = false;
  emitNode(root);
  emit(MATCH, 0, 0);
  return overflow ? undefined : program;

  function emit(code: number, a: number, b: number): number {
    if (op.length >= MAX_PROGRAM) {
      overflow = true;
      return 0;
    }
    op.push(code);
    x.push(a);
    y.push(b);
    return op.length - 1;
  }

  /** A choice between what follows and, second, a place filled in later. */
  function emitSplit(): number {
    return emit(SPLIT, 0, program.splits++);
  }

  function emitNode(node: Node): void {
    if (overflow) return;
    switch (node.kind) {
      case 'set':
        emit(SET, setIndex(node.set), 0);
        return;
      case 'sequence':
        node.items.forEach(emitNode);
        return;
      case 'group':
        emit(SAVE, 2 * node.index, 0);
        emitNode(node.body);
        emit(SAVE, 2 * node.index + 1, 0);
        return;
      case 'edge':
        emit(EDGE, EDGES.indexOf(node.edge), 0);
        return;
      case 'ahead': {
        const ahead = emit(AHEAD, 0, node.negated ? 1 : 0);
        emitNode(node.body);
        emit(MATCH, 0, 0);
        x[ahead] = op.length;
        return;
      }
      case 'choice': {
        const ends: number[] = [];
        node.options.forEach((option, at) => {
          const last = at === node.options.length - 1;
          const split = last ? -1 : emitSplit();
          emitNode(option);
          if (last) return;
          ends.push(emit(JUMP, 0, 0));
          x[split] = op.length;
        });
        for (const end of ends) x[end] = op.length;
        return;
      }
      case 'repeat':
        emitRepeat(node);
        return;
    }
  }

  function emitRepeat({ body, min, max, greedy }: Extract<Node, { kind: 'repeat' }>): void {
    for (let n = 0; n < min && !overflow; n++) emitNode(body);
    if (max === Infinity) {
      const loop = op.length;
      const leave = emitOptional(greedy, () => {
        emitNode(body);
        emit(JUMP, loop, 0);
      });
      leave();
      return;
    }
    const leaves: (() => void)[] = [];
    for (let n = min; n < max && !overflow; n++) leaves.push(emitOptional(greedy, () => emitNode(body)));
    for (const leave of leaves) leave();
  }

  /** Emits `inner` as the first or second choice; call the result where the other choice goes on. */
  function emitOptional(greedy: boolean, inner: () => void): () => void {
    if (greedy) {
      const split = emitSplit();
      inner();
      return () => { x[split] = op.length; };
    }
    const split = emitSplit();
    const skip = emit(JUMP, 0, 0);
    x[split] = op.length;
    inner();
    return () => { x[skip] = op.length; };
  }

  function setIndex(set: UnitSet): number {
    const table = new Uint8Array(128);
    for (let code = 0; code < 128; code++) table[code] = hasUnit(set, code) ? 1 : 0;
    tables.push(table);
    return sets.push(set) - 1;
  }
}

/** The most lines that a match of this can cover: 1 and each line end it can contain. */
export function linesAtMost(root: Node): number {
  return 1 + lineEnds(root);
}

function lineEnds(node: Node): number {
  switch (node.kind) {
    case 'set': return hasUnit(node.set, 0x0a) ? 1 : 0;
    case 'sequence': return node.items.reduce((sum, item) => sum + lineEnds(item), 0);
    case 'choice': return node.options.reduce((most, option) => Math.max(most, lineEnds(option)), 0);
    case 'group': return lineEnds(node.body);
    case 'repeat': {
      const each = lineEnds(node.body);
      return each === 0 ? 0 : each * node.max;
    }
    case 'edge': return 0;
    // What is only looked at counts as well: it has to be in sight.
    case 'ahead': return lineEnds(node.body);
  }
}

/** What every match begins with, as far as it is plain to see: the start of a line, a character of a set. */
export function beginningOf({ op, x, tables }: Program): { readonly lineStart: boolean; readonly table: Uint8Array | undefined } {
  let lineStart = false;
  for (let pc = 0; ; pc++) {
    if (op[pc] === SAVE) continue;
    if (op[pc] === EDGE && EDGES[x[pc]!] === 'line-start') lineStart = true;
    else return { lineStart, table: op[pc] === SET ? tables[x[pc]!] : undefined };
  }
}
