/**
 * The shortest way from a line to what the columns need, for the kinds of event that traces are full of, written
 * exactly as our writer writes them: one pass of a regular expression instead of parsing, checking and throwing away.
 *
 * It only ever says yes to a line that is valid and complete; every other line is parsed and checked in full. The
 * expressions are ours and linear, and long lines are not tried.
 */

/** What a quickly read line holds: the common fields, and those that link and name the event. */
export type Quick = { readonly i: number; readonly t: number; readonly node: string; readonly kind: string } & { [field: string]: unknown };

const MAX_CHARS = 2000;

// Whole numbers that are exact, and strings without escapes.
const NUMBER = '(0|[1-9][0-9]{0,14})';
const TEXT = '"([^"\\\\\\u0000-\\u001f]*)"';
const NAME = '"[^"\\\\\\u0000-\\u001f]*"';
const SCALAR = `(?:-?(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,15})?|${NAME}|true|false|null)`;
const FLAT = `\\{(?:${NAME}:${SCALAR}(?:,${NAME}:${SCALAR})*)?\\}`;
const END = '\\}\\r?$';

const HEAD = new RegExp(`\\{"i":${NUMBER},"t":${NUMBER},"node":${TEXT},"kind":"([a-z-]+)"(?:,"cause":${NUMBER})?`, 'y');
const MESSAGE = new RegExp(`,"msg":${NUMBER},"to":${TEXT},"type":${TEXT},"body":${FLAT}${END}`, 'y');
const DELIVERY = new RegExp(`,"msg":${NUMBER},"from":${TEXT},"type":${TEXT}${END}`, 'y');
const SETTING = new RegExp(`,"timer":${NUMBER},"name":${TEXT},"due":${NUMBER}${END}`, 'y');
const TIMER = new RegExp(`,"timer":${NUMBER},"name":${TEXT}${END}`, 'y');

/** The line's event without what only details need, or undefined when the line must be parsed. */
export function readQuickly(text: string): Quick | undefined {
  if (text.length > MAX_CHARS) return undefined;
  HEAD.lastIndex = 0;
  const head = HEAD.exec(text);
  if (head === null) return undefined;
  const kind = head[4]!;
  const tail = tailOf(kind, text, HEAD.lastIndex);
  if (tail === undefined) return undefined;
  tail['i'] = Number(head[1]);
  tail['t'] = Number(head[2]);
  tail['node'] = head[3];
  tail['kind'] = kind;
  if (head[5] !== undefined) tail['cause'] = Number(head[5]);
  return tail as Quick;
}

function tailOf(kind: string, text: string, at: number): { [field: string]: unknown } | undefined {
  switch (kind) {
    case 'send': {
      const found = matchAt(MESSAGE, text, at);
      return found === null ? undefined : { msg: Number(found[1]), to: found[2], type: found[3] };
    }
    case 'deliver': {
      const found = matchAt(DELIVERY, text, at);
      return found === null ? undefined : { msg: Number(found[1]), from: found[2], type: found[3] };
    }
    case 'timer-set': {
      const found = matchAt(SETTING, text, at);
      return found === null ? undefined : { timer: Number(found[1]), name: found[2], due: Number(found[3]) };
    }
    case 'timer':
    case 'timer-cancel': {
      const found = matchAt(TIMER, text, at);
      return found === null ? undefined : { timer: Number(found[1]), name: found[2] };
    }
    default:
      return undefined;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
