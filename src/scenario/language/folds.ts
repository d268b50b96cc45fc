/**
 * What folds in the editor: whatever stands over several lines, in brackets too, and comments that do. An editor would fold by indentation
 * alone, which leaves out both.
 */
import { lineStarts, positionAt } from '../lines';
import type { Tree } from '../yaml-tree';
import type { WrittenText } from './draft';

/** Lines from 0, the last one included. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
}

/** At most one for each line on which something begins: the largest. */
export function foldsOf({ text, root }: WrittenText): readonly Fold[] {
  const starts = lineStarts(text);
  const lineOf = (offset: number): number => positionAt(starts, offset).line - 1;
  const folds = new Map<number, Fold>();
  const add = (start: number, end: number, isComment: boolean): void => {
    if (end > start && !folds.has(start)) folds.set(start, { start, end, isComment });
  };
  const visit = (tree: Tree): void => {
    if (tree.kind === 'list') {
      for (const item of tree.items) {
        add(lineOf(item.span.start), lineOf(item.span.end), false);
        visit(item);
      }
    } else if (tree.kind === 'map') {
      for (const { keySpan, value } of tree.entries) {
        add(lineOf(keySpan.start), lineOf(value.span.end), false);
        visit(value);
      }
    }
  };
  if (root) visit(root);
  let first = -1;
  for (let line = 0; line <= starts.length; line++) {
    const isComment = line < starts.length && /^[ \t]*#/.test(text.slice(starts[line], starts[line + 1]));
    if (isComment && first < 0) first = line;
    if (isComment || first < 0) continue;
    add(first, line - 1, true);
    first = -1;
  }
  return [...folds.values()].sort((a, b) => a.start - b.start);
}
