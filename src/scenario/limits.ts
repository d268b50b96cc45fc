/**
 * How large a scenario may be. Every reader stops somewhere; these are the places, so that no text, however
 * long or twisted, keeps the editor waiting. What a run may use is limited by the kernel (see `Limits`).
 */

/** Characters (UTF-16 code units) of a scenario file: 1 MiB. */
export const MAX_TEXT_CHARS = 1_048_576;
/** Pieces the text falls into: keys, values, marks, spaces. Errors in YAML cost time by the piece, not by the character. The longest workload and list of faults fit in. */
export const MAX_PIECES = 150_000;
/** Maps and lists inside one another. */
export const MAX_DEPTH = 32;
/** Problems told of one file; the last one then says that there are more. */
export const MAX_PROBLEMS = 500;

export const MAX_WORKLOAD = 2_000;
export const MAX_FAULTS = 500;
export const MAX_LINKS = 2_000;
export const MAX_EXPECTATIONS = 200;
export const MAX_NOTES = 500;
/** Characters of a title, a note's text, a name. */
export const MAX_TITLE_CHARS = 200;
export const MAX_NOTE_CHARS = 4_000;
export const MAX_NAME_CHARS = 40;
/** Seeds are 32-bit words. */
export const MAX_SEED = 4_294_967_295;
/** When the scenario does not say `until`. */
export const DEFAULT_UNTIL_US = 60_000_000;
/** What a check of a history may remember before it ends undecided: some ten megabytes, a second or two. */
export const MAX_CHECK_STATES = 200_000;
