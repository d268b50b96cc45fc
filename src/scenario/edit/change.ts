/**
 * What an edit is to change in a scenario's meaning: one value put in, put in another's place, or taken out.
 *
 * The same change is made twice, once in the text and once in what was read from it, and both must come out alike: so no edit
 * can do anything else than what was asked, however strangely a file is written.
 */
import type { ScenarioValue } from '../describe';
import type { Path } from './written';

export type Change =
  /** Puts an item into the list at `path`, before the one with the number `at` or behind the last. */
  | { readonly do: 'insert'; readonly path: Path; readonly at: number; readonly value: unknown }
  | { readonly do: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly do: 'remove'; readonly path: Path };

export interface Refusal {
  readonly ok: false;
  /** Stable id of the reason, such as `no-change`. */
  readonly code: string;
  /** For people: a sentence without a full stop. */
  readonly message: string;
}

export function refuse(code: string, message: string): Refusal {
  return { ok: false, code, message };
}

export function isRefusal(result: Change | Refusal): result is Refusal {
  return 'ok' in result;
}

/** The scenario with the change made. Maps and lists that are not there come into being. */
export function changed(value: ScenarioValue, change: Change): ScenarioValue {
  const whole = change.do === 'insert' ? [...change.path, change.at] : change.path;
  return at(value, whole, change) as ScenarioValue;
}

function at(here: unknown, path: Path, change: Change): unknown {
  const [step, ...rest] = path;
  if (typeof step === 'number') {
    const items = [...((here as readonly unknown[] | undefined) ?? [])];
    if (rest.length > 0) items[step] = at(items[step], rest, change);
    else if (change.do === 'remove') items.splice(step, 1);
    else items.splice(step, change.do === 'insert' ? 0 : 1, change.value);
    return items;
  }
  const entries: { [key: string]: unknown } = { ...(here as object | undefined) };
  if (rest.length > 0) entries[step!] = at(entries[step!], rest, change);
  else if (change.do === 'remove') delete entries[step!];
  else entries[step!] = change.value;
  return entries;
}

/** Whether two scenarios mean the same. A section with nothing in it is as good as none. */
export function isSame(a: ScenarioValue, b: ScenarioValue): boolean {
  return alike(withoutEmpty(a), withoutEmpty(b));
}

function withoutEmpty(value: ScenarioValue): object {
  const { network, workload } = value;
  const links = network?.links?.length === 0 ? undefined : network?.links;
  return {
    ...value,
    params: orNothing(value.params),
    faults: orNothing(value.faults),
    notes: orNothing(value.notes),
    network: orNothing(network && { ...network, links }),
    workload: orNothing(workload?.map((item) => ({ ...item, args: orNothing(item.args) }))),
  };
}

function orNothing<T extends object>(part: T | undefined): T | undefined {
  return part === undefined || Object.values(part).every((each) => each === undefined) ? undefined : part;
}

function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (!alike((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  return true;
}
