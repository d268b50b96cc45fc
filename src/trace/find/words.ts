/**
 * What an event must hold as text to be found at all, so that most events of a long recording need not be parsed: the name of a field, or
 * a word that is in what is looked for and in none of the sentences that tell events.
 */
import { LOSE_WORDS } from '../describe';
import type { Word } from '../trace';

/**
 * Words that `describe` puts itself around what an event says, and `timeText`, for the kinds that are kept as plain text: messages, timers,
 * states. Those of other kinds are always parsed. A test holds this list to the sentences.
 */
const SAID = ['sends to receives again from arrived at ignores it never gets sets timer for fires cancels sets nothing becomes undefined', ...Object.values(LOSE_WORDS)].join(' ');
/** What stands in such a line besides what the event says. */
const WRITTEN = 'i t node kind cause msg to type body from reason timer name due set role true false null send deliver lose timer-set timer-cancel state dropped partition receiver-down queue-full in-flight';
const OF_FORMAT: ReadonlySet<string> = new Set(WRITTEN.split(' '));
/** A shorter word is in too many lines. */
const LEAST_CHARS = 3;

/** The longest name of the path, in quotes as JSON has it; undefined where it might be written otherwise. */
export function nameWord(path: readonly string[]): Word | undefined {
  const names = path.filter((name) => /^[a-z0-9_.$-]+$/.test(name) && !/^\d+$/.test(name));
  if (names.length === 0) return undefined;
  return wordOf(`"${names.reduce((longest, each) => (each.length > longest.length ? each : longest))}"`);
}

/** Whether a field may have this name without the event having said so. */
export function isOfFormat(name: string): boolean {
  return OF_FORMAT.has(name);
}

/**
 * What of a text in lower case only the event itself can have said: a word of it that stands in the line if the text is in the words for the
 * event; and all of the text, where that is in those words if it stands in the line. Undefined when there is no such word.
 */
export function textWord(text: string): { readonly text: string; readonly word: Word; readonly all: Word | undefined } | undefined {
  const words = (text.match(/[a-z]+/g) ?? []).filter((word) => word.length >= LEAST_CHARS && !SAID.includes(word));
  if (words.length === 0) return undefined;
  // Between the fields of a line there are no spaces, so what has one is within a string.
  const within = /^[a-z][a-z0-9 ]*$/.test(text) && (text.includes(' ') || !WRITTEN.includes(text));
  const longest = words.reduce((best, each) => (each.length > best.length ? each : best));
  return { text: longest, word: wordOf(longest), all: within ? wordOf(text) : undefined };
}

function wordOf(ascii: string): Word {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
  return { lower: bytes(ascii), upper: bytes(ascii.toUpperCase()) };
}
