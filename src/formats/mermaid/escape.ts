/**
 * Any text as Mermaid text: whatever could end a statement, begin a comment or directive, or be taken for markup is
 * written as a character code, which Mermaid turns back into the character after parsing.
 */
import { isolated } from '../../trace/direction';
import { cut, oneLine } from '../../trace/text';

/** Letters, digits, spaces and the few signs that mean nothing to Mermaid or HTML. */
const SAFE = /^[\p{L}\p{N} _.,=()[\]{}/+*|→…✗-]$/u;

/** A colon means nothing within a text either, but for these words, which Mermaid looks for before it parses. */
const COLON_MATTERS = /wrap|style|classdef/i;

/** A name on one line, shortened; a stand-in when it is empty. */
export function mermaidName(text: string, maxChars: number): string {
  return escaped(text, maxChars, false);
}

/** The text of a message or note on one line, shortened; a stand-in when it is empty. */
export function mermaidText(text: string, maxChars: number): string {
  return escaped(text, maxChars, !COLON_MATTERS.test(text));
}

function escaped(text: string, maxChars: number, colons: boolean): string {
  const line = cut(oneLine(text), maxChars).trim();
  if (line === '') return '(no text)';
  const characters = [...isolated(line)];
  return characters
    .map((character, at) => {
      const plain = SAFE.test(character) || (colons && character === ':' && at > 0 && characters[at + 1] === ' ');
      return plain ? character : code(character);
    })
    .join('');
}

function code(character: string): string {
  const point = character.codePointAt(0)!;
  // A surrogate on its own is no character.
  return `#${point >= 0xd800 && point <= 0xdfff ? 0xfffd : point};`;
}
