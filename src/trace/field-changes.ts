/** How one field of a node's state changed over a stretch of the trace, also one deep within a record. */
import type { EventDetails, Plain, PlainObject } from '../kernel/event';
import type { StateIndex } from './state-index';
import { plainText } from './text';
import type { Trace } from './trace';

export interface FieldChanges {
  /** The stretch they cover, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Events with which another value begins; the first may be before the stretch: it is in force when that begins. */
  readonly events: readonly number[];
  /** The values, on one line; '' where there is none. */
  readonly texts: readonly string[];
}

const VALUE_CHARS = 40;

/** `path` leads to the field; at most `most` changes, and the stretch ends where the next would be. */
export function fieldChanges(trace: Trace, index: StateIndex, node: number, path: readonly string[], from: number, to: number, most: number): FieldChanges {
  const settings = index.settingsOf(node, path[0] ?? '');
  const events: number[] = [];
  const texts: string[] = [];
  const first = settings === undefined ? 0 : Math.max(0, settings.countUpTo(from) - 1);
  for (let k = first; settings !== undefined && k < settings.length; k++) {
    const event = settings.at(k);
    if (event >= to) break;
    const value = valueAt((trace.detail(event) as EventDetails['state']).set, path);
    const text = value === undefined ? '' : plainText(value, VALUE_CHARS);
    if (events.length > 0 && texts[texts.length - 1] === text) continue;
    if (events.length === most) return { from, to: event, events, texts };
    events.push(event);
    texts.push(text);
  }
  return { from, to, events, texts };
}

/** The parts of a path as the tree of a state has it: `/log/0/term`. */
export function partsOf(path: string): string[] {
  return path.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function valueAt(set: PlainObject, path: readonly string[]): Plain | undefined {
  let at: Plain | undefined = set;
  for (const name of path) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, name)) return undefined;
    at = (at as PlainObject)[name];
  }
  return at;
}
