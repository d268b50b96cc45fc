/**
 * What the header says of looks, member by member: what fits is taken, what does not is left out and told, for a
 * picture without bands is better than none.
 */
import { BAND_LOOKS } from '../../trace/looks';
import type { BandLook, BandShow, LeaseShow, Show, TagShow } from '../../trace/trace';

type Members = { readonly [key: string]: unknown };

/** The value of `show`, as far as it can be used; `wrong` is told what cannot. */
export function readShow(value: unknown, wrong: (message: string) => void): Show | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) {
    wrong('`show` must be an object; it is left out');
    return undefined;
  }
  const reject = (where: string): undefined => {
    wrong(`\`show.${where}\` does not say how to draw anything; it is left out`);
    return undefined;
  };
  const bands = table(value['bands'], 'bands', bandOf);
  const leases = table(value['leases'], 'leases', leaseOf);
  const tags = table(value['tags'], 'tags', tagOf);
  return { ...(bands && { bands }), ...(leases && { leases }), ...(tags && { tags }) };

  function table<T>(of: unknown, name: string, read: (value: unknown) => T | undefined): { readonly [key: string]: T } | undefined {
    if (of === undefined) return undefined;
    if (!isRecord(of)) return reject(name);
    const found: [string, T][] = [];
    for (const [key, each] of Object.entries(of)) {
      const fit = read(each);
      if (fit === undefined) reject(`${name}.${key}`);
      else found.push([key, fit]);
    }
    return recordOf(found);
  }
}

function bandOf(value: unknown): BandShow | undefined {
  if (!isRecord(value)) return undefined;
  const phase = textOf(value['phase']);
  const round = wordOf(value['round']);
  const looks = isRecord(value['looks']) ? Object.entries(value['looks']).filter((entry): entry is [string, BandLook] => (BAND_LOOKS as readonly unknown[]).includes(entry[1])) : [];
  if (Object.keys(value).some((key) => !['phase', 'round', 'looks'].includes(key))) return undefined;
  return { ...(phase !== undefined && { phase }), ...(round && { round }), ...(looks.length > 0 && { looks: recordOf(looks) }) };
}

function leaseOf(value: unknown): LeaseShow | undefined {
  if (!isRecord(value)) return undefined;
  const { clock } = value;
  const until = textOf(value['until']);
  const held = textOf(value['held']);
  const label = wordOf(value['label']);
  if (until === undefined || (clock !== 'monotonic' && clock !== 'wall')) return undefined;
  return { until, clock, ...(held !== undefined && { held }), ...(label && { label }) };
}

function wordOf(value: unknown): { readonly field: string; readonly word: string } | undefined {
  if (!isRecord(value)) return undefined;
  const [field, word] = [textOf(value['field']), textOf(value['word'])];
  return field === undefined || word === undefined ? undefined : { field, word };
}

function tagOf(value: unknown): TagShow | undefined {
  if (!isRecord(value)) return textOf(value);
  const word = textOf(value['word']);
  return word === undefined || value['unit'] !== 'us' ? undefined : { word, unit: 'us' };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without a prototype, so that no name means anything but itself. */
function recordOf<T>(entries: readonly (readonly [string, T])[]): { readonly [key: string]: T } {
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries)) as { [key: string]: T };
}
