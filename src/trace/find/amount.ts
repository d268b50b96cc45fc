/** Numbers and times as people write them in a search: `3`, `-0.5`, `1,234`, `200ms`, `1.5 s` without the space. */

/** Microseconds in each unit; `µs` and `min` because the view writes them so. */
const UNITS: { readonly [unit: string]: number } = {
  us: 1, 'µs': 1, 'μs': 1, ms: 1_000, s: 1_000_000, m: 60_000_000, min: 60_000_000, h: 3_600_000_000, d: 86_400_000_000,
};
export const TIME_UNITS = 'us, ms, s, m, h';

export interface Amount {
  /** In microseconds when there is a unit. */
  readonly value: number;
  readonly isTime: boolean;
}

export function parseAmount(text: string): Amount | undefined {
  const parts = /^([+\-−]?)(\d{1,16}|\d{1,3}(?:,\d{3}){1,5})(?:\.(\d{1,9}))?([a-zµμ]*)$/iu.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', unit = ''] = parts;
  const size = unit === '' ? 1 : UNITS[unit.toLowerCase()];
  if (size === undefined) return undefined;
  const digits = whole.replaceAll(',', '');
  // Multiplying the digits and dividing afterwards is exact for whole microseconds; 1.1 × 1000 would not be.
  const value = (Number(digits + fraction) * size) / Number(`1${'0'.repeat(fraction.length)}`);
  return { value: sign === '' || sign === '+' || value === 0 ? value : -value, isTime: unit !== '' };
}
