/**
 * Places in one line of JSON: where each member of the object stands, and where the syntax breaks.
 *
 * `JSON.parse` is fast but says nothing of places, and its messages differ between engines; so good lines go
 * through it, and only a line with something wrong is scanned here. No recursion: depth costs a stack of bits.
 */

/** Offsets from 0 into the line; ends are exclusive. */
export interface Member {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}
export interface Scanned {
  /** Members of the outermost object as far as it could be read; of keys that occur twice the last. */
  readonly members: ReadonlyMap<string, Member>;
  /** The first place where it is not JSON. */
  readonly error?: { readonly offset: number; readonly message: string };
}

const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const ATOM = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

/** Scans one line that should hold one JSON value. */
export function scanJson(text: string): Scanned {
  const members = new Map<string, Member>();
  /** One entry for each open bracket: true for an object. */
  const open: boolean[] = [];
  let at = 0;
  let key: { readonly name: string; readonly start: number; readonly end: number } | undefined;
  let valueStart = 0;
  /** What may stand here. */
  let expected = 'value' as 'value' | 'value or ]' | 'key or }' | 'key' | ', or end';

  for (;;) {
    at = skip(SPACE, text, at);
    const character = text[at];
    if (expected === ', or end') {
      if (open.length === 0) {
        if (character === undefined) return { members };
        return broken(at, 'nothing may follow the end of the value');
      }
      const object = open[open.length - 1]!;
      if (character === ',') {
        at++;
        expected = object ? 'key' : 'value';
      } else if (character === (object ? '}' : ']')) close();
      else return broken(at, `expected , or ${object ? '}' : ']'}`);
      continue;
    }
    if (expected === 'key or }' && character === '}') {
      close();
      continue;
    }
    if (expected === 'value or ]' && character === ']') {
      close();
      continue;
    }
    if (expected === 'key' || expected === 'key or }') {
      const end = stringEnd(text, at);
      if (end === at) return broken(at, character === '"' ? unclosed(text, at) : 'expected a key in double quotes');
      if (open.length === 1) key = { name: JSON.parse(text.slice(at, end)) as string, start: at, end };
      at = skip(SPACE, text, end);
      if (text[at] !== ':') return broken(at, 'expected : after the key');
      at++;
      expected = 'value';
      continue;
    }
    if (open.length === 1) valueStart = at;
    if (character === '{' || character === '[') {
      open.push(character === '{');
      at++;
      expected = character === '{' ? 'key or }' : 'value or ]';
      continue;
    }
    const end = character === '"' ? stringEnd(text, at) : skip(ATOM, text, at);
    if (end === at) return broken(at, character === '"' ? unclosed(text, at) : 'expected a value');
    at = end;
    finishValue();
  }

  function close(): void {
    open.pop();
    at++;
    finishValue();
  }

  function finishValue(): void {
    if (open.length === 1 && open[0] === true && key !== undefined) {
      members.set(key.name, { keyStart: key.start, keyEnd: key.end, valueStart, valueEnd: at });
    }
    expected = ', or end';
  }

  function broken(offset: number, message: string): Scanned {
    const cutOff = offset >= text.length ? ', but the line ends here' : '';
    return { members, error: { offset, message: message + cutOff } };
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function unclosed(text: string, at: number): string {
  return text.indexOf('"', at + 1) < 0 ? 'this string has no end' : 'this string has a character that must be escaped';
}

/** The offset after the string that begins here, or `at` when there is none or it is not well formed. */
function stringEnd(text: string, at: number): number {
  if (text[at] !== '"') return at;
  for (let i = at + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) return i + 1;
    if (unit < 0x20) return at;
    if (unit !== 0x5c) continue;
    const escape = skip(ESCAPE, text, i);
    if (escape === i) return at;
    i = escape - 1;
  }
  return at;
}

/** The deepest nesting of brackets in a line of JSON. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (inString) {
      if (unit === 0x5c) i++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return deepest;
}
