/**
 * The smallest edit of a scenario's text that gives it another seed. It goes through the editor like typing
 * does, so it is seen, undone and saved like any other edit.
 */
import { MAX_SEED } from '../scenario/limits';
import { SILENT } from '../scenario/report';
import { entryAt, readYaml } from '../scenario/yaml-tree';

export interface TextEdit {
  /** Offsets in UTF-16 code units; equal for an insertion. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The seed that a text names; 1 where it names none, undefined where it cannot be told. */
export function seedOf(text: string): number | undefined {
  const { root, brokenAt } = readYaml(text, SILENT);
  if (brokenAt !== undefined) return undefined;
  const seed = entryAt(root, 'seed')?.value;
  if (seed === undefined) return 1;
  return seed.kind === 'scalar' && typeof seed.value === 'number' ? seed.value : undefined;
}

/** The text with another seed; the text itself where there is no place for it. */
export function withSeed(text: string, seed: number): string {
  const edit = seedEdit(text, () => seed);
  return edit === undefined ? text : text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** Raises the seed by one or, where there is none, adds one below the model; undefined when there is no place for it. */
export function nextSeedEdit(text: string): TextEdit | undefined {
  return seedEdit(text, (seed) => (seed < MAX_SEED ? seed + 1 : 0));
}

function seedEdit(text: string, of: (seed: number) => number): TextEdit | undefined {
  const { root, brokenAt } = readYaml(text, SILENT);
  if (brokenAt !== undefined) return undefined;
  const seed = entryAt(root, 'seed')?.value;
  if (seed) {
    if (seed.kind !== 'scalar' || typeof seed.value !== 'number') return undefined;
    return { ...seed.span, text: String(of(seed.value)) };
  }
  // A file that names no seed runs with 1.
  const model = entryAt(root, 'model')?.value;
  if (model?.kind !== 'scalar') return undefined;
  const lineEnd = text.indexOf('\n', model.span.end);
  if (lineEnd < 0) return { start: text.length, end: text.length, text: `\nseed: ${of(1)}\n` };
  return { start: lineEnd + 1, end: lineEnd + 1, text: `seed: ${of(1)}\n` };
}
