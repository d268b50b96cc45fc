/**
 * The first seed with which something goes otherwise than it should: an invariant is violated, or an expectation does not come true.
 * In slices, so that whoever searches can show how far it is, and stop.
 */
import { KIND } from '../kernel/event';
import { labelOf } from '../trace/trace';
import { startJudging } from './expect';
import type { Judging } from './expect';
import { MAX_SEED } from './limits';
import { withSeed } from './many-runs';
import { advance, startRun } from './run';
import type { ScenarioRun } from './run';
import type { Scenario } from './scenario';

export type Sought =
  /** By id. */
  | { readonly violated: string }
  /** By its number in the scenario, from 0. */
  | { readonly unmet: number };

export interface SeedSearch {
  /** Seeds that were tried to the end, and how many will be at most. */
  readonly tried: number;
  readonly limit: number;
  readonly found: number | undefined;
  /** Takes some steps; true when a seed was found or the last one was tried. */
  advance(maxSteps: number): boolean;
}

/** Tries seeds from `from` on, `limit` of them, as far as there are any. */
export function startSeedSearch(scenario: Scenario, sought: Sought, from: number, limit: number): SeedSearch {
  const last = Math.min(MAX_SEED, from + limit - 1);
  let seed = from;
  let run: ScenarioRun | undefined;
  let looked = 0;
  let judging: Judging | undefined;
  let found: number | undefined;

  return {
    get tried() { return seed - from; },
    limit: last - from + 1,
    get found() { return found; },
    advance(maxSteps) {
      if (found !== undefined || seed > last) return true;
      run ??= startRun(withSeed(scenario, seed));
      const over = judging !== undefined || advance(run, maxSteps);
      const shows = 'violated' in sought ? (isViolated(run, sought.violated) ? true : over ? false : undefined) : over ? isUnmet(run, sought.unmet, maxSteps) : undefined;
      if (shows === undefined) return false;
      if (shows) found = seed;
      else seed++;
      run = undefined;
      judging = undefined;
      looked = 0;
      return found !== undefined || seed > last;
    },
  };

  /** Looks at what is new; a violation need not wait for the end of the run. */
  function isViolated({ trace }: ScenarioRun, id: string): boolean {
    for (; looked < trace.length; looked++) if (trace.kind[looked] === KIND.violation && labelOf(trace, looked) === id) return true;
    return false;
  }

  function isUnmet({ trace }: ScenarioRun, at: number, maxSteps: number): boolean | undefined {
    judging ??= startJudging(scenario.expect[at]!, trace);
    return judging.advance(maxSteps) ? !judging.verdict!.ok : undefined;
  }
}
