/**
 * Times as logs write them, in whole nanoseconds. Days are counted here and not by `Date`, whose answer depends on
 * where the reader is: a time without a zone is taken as it stands.
 */

export interface Timestamps {
  /** Nanoseconds since some beginning that is the same for all of one log; undefined when it is no time. */
  read(text: string): bigint | undefined;
}

/** One log's times: a bare number's unit is told by the first one, and is the same for all. */
export function createTimestamps(): Timestamps {
  let unitNs: bigint | undefined;
  return {
    read(text) {
      const trimmed = text.trim();
      if (/^\d{1,30}$/.test(trimmed)) {
        unitNs ??= unitOf(trimmed.length);
        return BigInt(trimmed) * unitNs;
      }
      const seconds = /^(\d{1,15})\.(\d{1,9})\d*$/.exec(trimmed);
      if (seconds !== null) return BigInt(seconds[1]!) * SECOND + fractionNs(seconds[2]);
      return dateTime(trimmed);
    },
  };
}

const SECOND = 1_000_000_000n;

/** Today's times since 1970 have 10 digits in seconds, 13 in milliseconds, 16 in microseconds; clocks of machines count nanoseconds. */
function unitOf(digits: number): bigint {
  if (digits === 10) return SECOND;
  if (digits === 13) return 1_000_000n;
  return digits === 16 ? 1000n : 1n;
}

const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/;
const MONTH_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/;
const TIME = /^[T\s,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9})\d*)?)?\s*([AaPp][Mm])?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?$/;

function dateTime(text: string): bigint | undefined {
  let days = 0;
  let rest = text;
  const year = YEAR_FIRST.exec(text);
  const month = MONTH_FIRST.exec(text);
  if (year !== null) {
    days = daysOf(Number(year[1]), Number(year[2]), Number(year[3]));
    rest = text.slice(year[0].length);
  } else if (month !== null) {
    days = daysOf(Number(month[3]), Number(month[1]), Number(month[2]));
    rest = text.slice(month[0].length);
  }
  const time = TIME.exec(rest);
  if (time === null) return undefined;
  const half = time[5]?.toLowerCase();
  const hour = half === undefined ? Number(time[1]) : (Number(time[1]) % 12) + (half === 'pm' ? 12 : 0);
  const zone = time[6] === undefined ? 0 : (Number(time[7]) * 60 + Number(time[8])) * (time[6] === '-' ? -1 : 1);
  const minutes = (days * 24 + hour) * 60 + Number(time[2]) - zone;
  return BigInt(minutes * 60 + Number(time[3] ?? 0)) * SECOND + fractionNs(time[4]);
}

function fractionNs(digits: string | undefined): bigint {
  return digits === undefined ? 0n : BigInt(digits.padEnd(9, '0'));
}

/** Days from 1970-01-01 in the Gregorian calendar, counted in years that begin in March, so that leap days come last. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leapDays + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1 - 719_468;
}
