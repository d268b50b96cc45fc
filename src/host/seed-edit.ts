/**
 * The seed of a text that is to be compared with itself under another: it may have errors elsewhere, and is not edited. Editing goes
 * through src/scenario/edit.
 */
import { SILENT } from '../scenario/report';
import { entryAt, readYaml } from '../scenario/yaml-tree';

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
  const { root, brokenAt } = readYaml(text, SILENT);
  if (brokenAt !== undefined) return text;
  const old = entryAt(root, 'seed')?.value;
  if (old) {
    if (old.kind !== 'scalar' || typeof old.value !== 'number') return text;
    return `${text.slice(0, old.span.start)}${seed}${text.slice(old.span.end)}`;
  }
  // A variant may leave its model to what it extends.
  const model = (entryAt(root, 'model') ?? entryAt(root, 'extend'))?.value;
  if (model?.kind !== 'scalar') return text;
  const lineEnd = text.indexOf('\n', model.span.end);
  return lineEnd < 0 ? `${text}\nseed: ${seed}\n` : `${text.slice(0, lineEnd + 1)}seed: ${seed}\n${text.slice(lineEnd + 1)}`;
}
