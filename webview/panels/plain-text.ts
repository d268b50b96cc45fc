/** Names, texts and values from anyone's files, made fit for one line of the page. */
import { cut, oneLine, plainText } from '../../src/trace/text';
import type { Plain } from '../../src/trace/trace';

/** The start of a text on one line, with `…` where the rest is left out. Costs no more than what is shown. */
export function shortString(text: string, maxChars: number): string {
  return oneLine(cut(text, maxChars));
}

/** A value on one line, in the notation of transcripts. A long text is cut before it is looked at. */
export function shortText(value: Plain | undefined, maxChars: number): string {
  return plainText(typeof value === 'string' ? cut(value, maxChars + 1) : value, maxChars);
}
