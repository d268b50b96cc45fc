/**
 * What is wrong with a text, where, and what was probably meant. Expected failures are values: readers of
 * scenarios and traces return every problem they find and throw nothing.
 */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** From 1, in UTF-16 code units; the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** The nearest valid text for the range, when there is one: a quick fix may put it there. */
  readonly suggestion?: string;
  /** Stable id of the rule, such as `unknown-key`. */
  readonly code: string;
  /** Where it is in truth, if that is in a file which the text extends; the place above is then where the text says so. */
  readonly inFile?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly suggestion?: string;
  };
}
