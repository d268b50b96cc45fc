/** Vector clocks as logs write them: JSON mostly, but also escaped, as Go prints maps, or bare lists of numbers. */

/** Host → counter, or, in logs that give no names, counters by position. */
export type Clock = ReadonlyMap<string, number> | readonly number[];

export const MAX_CLOCK_ENTRIES = 1000;

/** The clock, or what is wrong with the text. */
export function parseClock(text: string): Clock | string {
  const trimmed = text.trim();
  const value = jsonOf(trimmed) ?? (trimmed.includes('\\"') ? jsonOf(trimmed.replaceAll('\\"', '"')) : undefined);
  if (Array.isArray(value)) {
    if (value.length > MAX_CLOCK_ENTRIES) return `the clock has more than ${MAX_CLOCK_ENTRIES} entries`;
    return value.every(isCounter) ? value : 'the counters of a clock must be whole numbers';
  }
  if (typeof value === 'object' && value !== null) return checked(Object.entries(value));
  if (value !== undefined) return 'a clock must be an object of hosts and counters';
  return lenient(trimmed);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `map[a:1 b:2]`, `{a: 1, b: 2}`, `a=1 b=2`. */
function lenient(text: string): Clock | string {
  const inner = /^(?:map)?[[{(]?([^[\]{}()]*)[\]})]?$/.exec(text)?.[1];
  if (inner === undefined) return 'this is no vector clock';
  const entries: [string, unknown][] = [];
  for (const part of inner.replace(/\s*([:=])\s*/g, '$1').split(/[,;\s]+/)) {
    if (part === '') continue;
    const entry = /^"?([^":=]+)"?[:=](\d{1,16})$/.exec(part);
    if (entry === null) return 'this is no vector clock';
    entries.push([entry[1]!, Number(entry[2])]);
    if (entries.length > MAX_CLOCK_ENTRIES) break;
  }
  return entries.length === 0 ? 'the clock is empty' : checked(entries);
}

function checked(entries: readonly (readonly [string, unknown])[]): Clock | string {
  if (entries.length > MAX_CLOCK_ENTRIES) return `the clock has more than ${MAX_CLOCK_ENTRIES} entries`;
  const clock = new Map<string, number>();
  for (const [host, counter] of entries) {
    if (!isCounter(counter)) return `the counter of ${host.slice(0, 40)} must be a whole number`;
    clock.set(host, counter);
  }
  return clock;
}

function isCounter(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
