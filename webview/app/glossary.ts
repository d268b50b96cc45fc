/** The terms of the glossary, asked for once, and what a label or sentence of the view has of them. */
import { termFinder } from '../../src/trace/terms';
import type { Term, TermFinder } from '../../src/trace/terms';
import type { Transport } from '../transport';

export interface Glossary {
  readonly terms: readonly Term[];
  /** The first term in the text, explained on a line: `Lease: a lock with an end…`; '' when there is none. */
  explain(text: string): string;
  onChange(listener: () => void): void;
}

export function createGlossary(transport: Transport): Glossary {
  const listeners: (() => void)[] = [];
  let terms: readonly Term[] | undefined;
  let find: TermFinder | undefined;

  // What is first on screen comes first; nobody hovers over a term before there is something to hover over.
  const ask = (): void => {
    if (terms !== undefined) return;
    terms = [];
    transport.request('glossary', {}).then(
      (found) => {
        terms = found;
        listeners.forEach((listener) => listener());
      },
      () => {
        // Without a glossary words are words.
      },
    );
  };

  return {
    get terms() {
      ask();
      return terms ?? [];
    },
    explain(text) {
      ask();
      if (terms === undefined || terms.length === 0) return '';
      find ??= termFinder(terms);
      const [first] = find(text);
      return first === undefined ? '' : `${first.term.title}: ${beginning(first.term.text)}`;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

const MOST_CHARS = 240;

/** Whole sentences from the beginning, as many as a hover has room for. */
function beginning(text: string): string {
  if (text.length <= MOST_CHARS) return text;
  const end = text.lastIndexOf('. ', MOST_CHARS);
  return end > 0 ? text.slice(0, end + 1) : `${text.slice(0, MOST_CHARS)}…`;
}
