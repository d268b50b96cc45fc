/**
 * Snippets in the form that editors understand: `${1:text}` and `${1|one,other|}` are places to fill in.
 */
export interface Stops {
  next: number;
}

/** A place that holds `text` until something else is typed. */
export function stop(stops: Stops, text: string): string {
  return `\${${stops.next++}:${escaped(text)}}`;
}

/** A place that offers these, the first of them to begin with. */
export function choiceOf(stops: Stops, words: readonly string[]): string {
  if (words.length < 2 || words.length > 40) return stop(stops, words[0] ?? '');
  return `\${${stops.next++}|${words.map((word) => escaped(word).replace(/[,|]/g, '\\$&')).join(',')}|}`;
}

export function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The text that a snippet becomes when nothing is filled in. */
export function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^|\\]|\\.)*)\|\}/g, (_, words: string) => /^(?:[^,\\]|\\.)*/.exec(words)![0])
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\(.)/g, '$1');
}
