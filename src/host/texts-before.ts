/**
 * Texts of scenarios as they were before a change, for comparing with them. They are in no file, and their addresses are too short for
 * them, so they are kept here until the window is closed.
 */
const texts: string[] = [];

/** The number under which a text is to be had; the same for the same text. */
export function keepTextBefore(text: string): number {
  const known = texts.indexOf(text);
  return known >= 0 ? known : texts.push(text) - 1;
}

/** Throws, with a reason for the reader, for a number of another life of the window. */
export function textBefore(number: number): string {
  const text = texts[number];
  if (text === undefined) throw new Error('What the scenario was before the change was known only until the window was closed. Compare it with its saved or committed version instead.');
  return text;
}
