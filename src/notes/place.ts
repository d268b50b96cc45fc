/**
 * A place in a run as the end of a link: `reply-lost.scenario.yaml#step=12`, `…#event=lose:1`, `…#time=1.5s`.
 *
 *     place = "step=" number                          the event with that number, from 0
 *           | "event=" kind [":" n] { "&" field "=" value }   the n-th event (from 1) that such a rule matches
 *           | "time=" duration                        the last event until then
 *     field = "type" | "from" | "to" | "node" | "name" | "reason" | "role"
 *
 * Values are percent-encoded as in any link. Events by kind survive an edit of the scenario, numbers do not.
 */
import { formatDuration, parseDuration } from '../scenario/units';
import { parseDestination } from '../trace/find/go-to';
import { find } from '../trace/match';
import type { EventRule } from '../trace/match';
import { nearest } from '../trace/suggest';
import { EVENT_KINDS } from '../trace/trace';
import type { EventKind, Trace } from '../trace/trace';

export type Place =
  | { readonly kind: 'step'; readonly event: number }
  | { readonly kind: 'event'; readonly rule: EventRule }
  | { readonly kind: 'time'; readonly us: number };

export type PlaceResult = { readonly ok: true; readonly place: Place } | { readonly ok: false; readonly message: string };
export type Located = { readonly ok: true; readonly event: number } | { readonly ok: false; readonly message: string };

/** Fields that a link may name besides kind and number: those that are words. */
export const LINK_FIELDS = ['type', 'from', 'to', 'node', 'name', 'reason', 'role'] as const;

/** Files that a link to a place may lead to. */
const RUNS = /\.(?:scenario\.yaml|trace\.jsonl)$/;
const MOST_CHARS = 2_000;

/** The path and the place of a link that leads into a run; undefined for every other link. */
export function runLinkOf(href: string): { readonly path: string; readonly fragment: string } | undefined {
  const hash = href.indexOf('#');
  const written = hash < 0 ? href : href.slice(0, hash);
  const path = decoded(written);
  if (path === undefined || href.length > MOST_CHARS || !RUNS.test(path) || /[?\u0000-\u001f]/.test(path)) return undefined;
  // One letter before a colon is a drive; an address of ours is the only one that may be whole.
  if (/^[a-z][a-z\d+.-]+:/i.test(path) && !path.startsWith('faultline:/')) return undefined;
  return { path, fragment: hash < 0 ? '' : href.slice(hash + 1) };
}

/** Reads what stands behind `#`. */
export function parsePlace(fragment: string): PlaceResult {
  const parts = fragment.slice(0, MOST_CHARS).split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? { key: part, value: undefined } : { key: part.slice(0, at), value: decoded(part.slice(at + 1)) };
  });
  const [first, ...more] = parts;
  if (first === undefined || first.value === undefined || !['step', 'event', 'time'].includes(first.key)) {
    return wrong('a place is written step=12, event=lose:1 or time=1.5s');
  }
  const { key, value } = first;
  if (key !== 'event' && more.length > 0) return wrong(`nothing more can follow ${key}=`);
  if (key === 'step') return /^\d{1,9}$/.test(value) ? placed({ kind: 'step', event: Number(value) }) : wrong('a step is a whole number from 0');
  if (key === 'time') {
    const read = parseDuration(value);
    return !read.ok ? wrong(`a time: ${read.message}`) : read.value < 0 ? wrong('a time is not negative') : placed({ kind: 'time', us: read.value });
  }
  return eventPlace(value, more);
}

/** What stands behind `#` in a link to the place. */
export function placeFragment(place: Place): string {
  switch (place.kind) {
    case 'step':
      return `step=${place.event}`;
    case 'time':
      return `time=${formatDuration(place.us)}`;
    case 'event': {
      const { kind, nth = 1 } = place.rule;
      const fields = LINK_FIELDS.flatMap((field) => (place.rule[field] === undefined ? [] : [`${field}=${encodeURIComponent(place.rule[field])}`]));
      return [`event=${kind}:${nth}`, ...fields].join('&');
    }
  }
}

/** The event that a place names in a run, or in words why there is none. */
export function locate(place: Place, trace: Trace): Located {
  if (trace.length === 0) return wrong('there is no event yet');
  switch (place.kind) {
    case 'step':
      return place.event < trace.length ? { ok: true, event: place.event } : wrong(`the last event is #${trace.length - 1}`);
    case 'time': {
      if (trace.header.timed === false) return wrong('this trace has no times');
      const to = parseDestination(formatDuration(place.us), trace, true);
      return to.ok ? { ok: true, event: to.event } : to;
    }
    case 'event': {
      const event = find(trace, place.rule);
      return event >= 0 ? { ok: true, event } : wrong(`there is no ${placeFragment(place)} in this run`);
    }
  }
}

function eventPlace(value: string, more: readonly { readonly key: string; readonly value: string | undefined }[]): PlaceResult {
  const [, name = '', count] = /^([^:]*)(?::(\d{1,9}))?$/.exec(value) ?? [];
  const kind = EVENT_KINDS.find((each): each is EventKind => each === name);
  if (kind === undefined) {
    const meant = nearest(name, EVENT_KINDS);
    return wrong(`“${(name || value).slice(0, 40)}” is no kind of event${meant === undefined ? '' : `; did you mean ${meant}?`}`);
  }
  if (count !== undefined && Number(count) < 1) return wrong('the first one is 1');
  const fields: { [field: string]: string } = {};
  for (const { key, value: text } of more) {
    if (!(LINK_FIELDS as readonly string[]).includes(key)) return wrong(`“${key.slice(0, 40)}” is no field of an event; there are ${LINK_FIELDS.join(', ')}`);
    if (text === undefined || text === '') return wrong(`${key}= says nothing`);
    if (Object.hasOwn(fields, key)) return wrong(`${key} is said twice`);
    fields[key] = text;
  }
  return placed({ kind: 'event', rule: { kind, ...fields, nth: count === undefined ? 1 : Number(count) } });
}

function placed(place: Place): PlaceResult {
  return { ok: true, place };
}

function wrong(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
