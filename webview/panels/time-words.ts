/**
 * Virtual time for people: the largest unit that keeps the number short, and never a digit lost. `1.5 s` and
 * `1.500001 s` are different moments, and telling them apart is what a trace is for.
 */

const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;

/** A moment or a duration in whole microseconds: `250 µs`, `10.25 ms`, `1.5 s`, `2 min 3 s`, `1 d 2 h`. */
export function timeWords(us: number): string {
  if (!Number.isFinite(us)) return '–';
  if (us < 0) return `−${timeWords(-us)}`;
  if (us === 0) return '0 s';
  if (us < 1000) return `${us} µs`;
  if (us < SECOND_US) return `${decimals(us, 1000)} ms`;
  if (us < MINUTE_US) return `${decimals(us, SECOND_US)} s`;
  const parts: string[] = [];
  let rest = us;
  for (const [unit, name] of [[DAY_US, 'd'], [HOUR_US, 'h'], [MINUTE_US, 'min']] as const) {
    const whole = Math.floor(rest / unit);
    if (whole > 0) parts.push(`${grouped(whole)} ${name}`);
    rest -= whole * unit;
  }
  if (rest > 0) parts.push(`${decimals(rest, SECOND_US)} s`);
  return parts.join(' ');
}

/** When an event happened; a trace without times only has an order. */
export function momentWords(us: number, timed: boolean): string {
  return timed ? timeWords(us) : 'no time given';
}

/** An event's number as in files and on the command line, from 0: `#1,234`. */
export function eventNumber(index: number): string {
  return `#${grouped(index)}`;
}

/** `12345678` as `12,345,678`. */
export function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}

// Dividing would round; the digits after the point are the remainder, padded.
function decimals(us: number, unit: number): string {
  const whole = Math.floor(us / unit);
  const rest = us - whole * unit;
  if (rest === 0) return String(whole);
  const digits = String(rest).padStart(String(unit).length - 1, '0').replace(/0+$/, '');
  return `${whole}.${digits}`;
}
