/** The text of a note as blocks; of one that is plain words, none are needed. */
import type { Block } from '../protocol/messages';
import { readPage } from './pages';

export function markdownBlocks(text: string): readonly Block[] | undefined {
  const { blocks } = readPage('', text);
  const [only, ...more] = blocks;
  if (only === undefined) return undefined;
  const isPlain = more.length === 0 && only.kind === 'paragraph' && only.inline.every(({ kind }) => kind === 'text');
  return isPlain ? undefined : blocks;
}
