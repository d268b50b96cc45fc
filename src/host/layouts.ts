/**
 * The regular expressions that describe logs of a layout of their own, as ShiViz has them: named groups `event`,
 * `host` and `clock`. The answer is kept for the workspace, file by file, and offered again for the next file.
 */
import { window } from 'vscode';
import type { Memento, Uri } from 'vscode';

export interface Layouts {
  of(uri: Uri): string | undefined;
  /** Asks the reader and keeps the answer; undefined when the question was dismissed. */
  ask(uri: Uri): Promise<string | undefined>;
}

/** What ShiViz itself assumes: host and clock on one line, the event on the next. */
const USUAL_LAYOUT = String.raw`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`;
const KEY = 'faultline.layouts';
const LAST_KEY = 'faultline.lastLayout';

export function openLayouts(memory: Memento): Layouts {
  const known = (): Record<string, string> => memory.get<Record<string, string>>(KEY) ?? {};
  return {
    of: (uri) => known()[uri.toString()],
    async ask(uri) {
      const answer = await window.showInputBox({
        title: `The layout of ${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`,
        prompt: String.raw`A regular expression with the groups (?<host>…), (?<clock>…) and (?<event>…); \n for the end of a line.`,
        value: known()[uri.toString()] ?? memory.get<string>(LAST_KEY) ?? USUAL_LAYOUT,
        ignoreFocusOut: true,
        validateInput: layoutProblem,
      });
      if (answer === undefined) return undefined;
      await memory.update(KEY, { ...known(), [uri.toString()]: answer });
      await memory.update(LAST_KEY, answer);
      return answer;
    },
  };
}

/** What is wrong with a layout, in words, or undefined: by the rules by which logs are then read. */
async function layoutProblem(pattern: string): Promise<string | undefined> {
  const { isProblem, matcherFor } = await import('../formats/shiviz/layouts');
  const matcher = matcherFor(pattern, true);
  return isProblem(matcher) ? `At column ${matcher.column}: ${matcher.message}` : undefined;
}
