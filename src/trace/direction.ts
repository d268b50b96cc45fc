/**
 * Names in scripts that run from right to left, beside other text. Without a border around them, the order in which a line is shown would
 * change: `sends Charge to` a Hebrew name `: 10 ms` shows the number on the wrong side of the name. So each stretch of such a script is isolated,
 * as Unicode has it, wherever a line is shown; texts in which there is none stay as they are, and so does what is compared or searched.
 */

/** First strong isolate, and the end of it. */
const OPEN = '\u2068';
const CLOSE = '\u2069';
/** Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and the scripts beside them. */
const LETTER = '[\\u05be-\\u05f4\\u0608-\\u064a\\u066d-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}]';
const ANY = new RegExp(LETTER, 'u');
/** From the first such letter to the last of a name: marks, digits and what joins them belong to it, spaces only between two. */
const STRETCH = new RegExp(`${LETTER}(?:${LETTER}|\\p{M}|[\\p{N}_'.-]+(?=${LETTER})|[_-]?\\p{N}+| +(?=${LETTER}))*`, 'gu');

/** The text as it is to be shown, with every stretch that runs from right to left isolated from what is beside it. */
export function isolated(text: string): string {
  return ANY.test(text) ? text.replace(STRETCH, (stretch) => `${OPEN}${stretch}${CLOSE}`) : text;
}
