/**
 * Terms of the field in a text: which words of it are explained in the glossary. It works on any text (a note, a label of the diagram, a
 * comment in a scenario), so that a term is found by the same rule wherever it stands.
 */

/** A term of the glossary. */
export interface Term {
  /** The heading under which it is explained, on the glossary's page. */
  readonly anchor: string;
  readonly title: string;
  /** The words it is found by, in lower case, plurals among them. */
  readonly forms: readonly string[];
  /** The explanation as plain text, two to four sentences. */
  readonly text: string;
}

/** Where a term stands in a text: from `start` up to `end`. */
export interface FoundTerm {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** Every term in a text, in order, none within another: of those that begin at one place the longest. */
export type TermFinder = (text: string) => readonly FoundTerm[];

/** Letter case does not matter, a hyphen and a space are the same; part of a word is no term, nor is part of a name such as `lease_id`. */
export function termFinder(terms: readonly Term[]): TermFinder {
  const byForm = new Map<string, Term>();
  for (const term of terms) for (const form of term.forms) if (!byForm.has(plain(form))) byForm.set(plain(form), term);
  if (byForm.size === 0) return () => [];
  // Alternatives are tried in order, so the longest come first.
  const forms = [...byForm.keys()].sort((a, b) => b.length - a.length).map((form) => escaped(form).replaceAll(' ', '[\\s-]+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${forms.join('|')})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, 'giu');
  return (text) =>
    Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length, term: byForm.get(plain(match[0]))! }));
}

/** `quorum` → `quorum`, `quorums`; `safety property` → `safety property`, `safety properties`; a word in -s stays as it is. */
export function withPlural(form: string): string[] {
  if (/s$/.test(form)) return /(ss|us)$/.test(form) ? [form, `${form}es`] : [form];
  if (/[^aeiou]y$/.test(form)) return [form, `${form.slice(0, -1)}ies`];
  return [form, /(x|ch|sh)$/.test(form) ? `${form}es` : `${form}s`];
}

function plain(form: string): string {
  return form.toLowerCase().replace(/[\s-]+/gu, ' ');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
