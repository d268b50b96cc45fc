/**
 * OM(m) without its recursion: who may say what to whom in which round, and what follows from all that was said.
 *
 * In OM(m) every lieutenant acts as the commander of OM(m−1), and so on. Which of all these executions a message
 * belongs to is told by its path: `general → lieutenant-2 → lieutenant-3` is what lieutenant-3 says that
 * lieutenant-2 said that the general said. A path of k names is heard in round k.
 */
import { majority } from './orders';
import type { Order } from './orders';

export type Path = readonly string[];
/** By path: what was heard. A path that is missing was not heard in time. */
export type Heard = { readonly [path: string]: Order };

export function pathKey(path: Path): string {
  return path.join(' → ');
}

/** All paths of so many names that begin with the commander, name nobody twice, and do not name `self`. */
export function pathsOf(length: number, commander: string, lieutenants: readonly string[], self: string): readonly Path[] {
  let paths: Path[] = [[commander]];
  for (let names = 1; names < length; names++) {
    paths = paths.flatMap((path) => lieutenants.filter((next) => next !== self && !path.includes(next)).map((next) => [...path, next]));
  }
  return paths;
}

/** The value a lieutenant has for a path: RETREAT if it heard nothing (step 2 of OM(m)). */
export function heardOf(heard: Heard, path: Path): Order {
  return heard[pathKey(path)] ?? 'retreat';
}

/**
 * The values v1 … v(n−1) of step 3 for the execution of OM(m) that this path leads to: what its commander
 * said to `self` directly, then what each other lieutenant turns out to have been told.
 */
export function reports(heard: Heard, path: Path, m: number, lieutenants: readonly string[], self: string): readonly Order[] {
  const others = lieutenants.filter((other) => other !== self && !path.includes(other));
  return [heardOf(heard, path), ...others.map((other) => resolve(heard, [...path, other], m - 1, lieutenants, self))];
}

/** What `self` takes the last general of the path to have said, by OM(m). */
export function resolve(heard: Heard, path: Path, m: number, lieutenants: readonly string[], self: string): Order {
  return m === 0 ? heardOf(heard, path) : majority(reports(heard, path, m, lieutenants, self));
}
