/**
 * Running a scenario: in slices, so that a host can show what there is, tell how far it is, and stop.
 *
 * Whoever drives a run decides when the next slice comes; to cancel is to call no more.
 */
import { KIND } from '../kernel/event';
import { createWorld, runSlice, worldView } from '../kernel/world';
import type { RunEnd, World } from '../kernel/world';
import { matches } from '../trace/match';
import { hashTrace } from '../trace/hash';
import { traceOf } from '../trace/trace';
import type { Trace, TraceHeader } from '../trace/trace';
import { judge } from './expect';
import type { Verdict } from './expect';
import type { Scenario } from './scenario';

export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly world: World;
  /** Grows with every slice; what is in it stays. */
  readonly trace: Trace;
}

export interface Outcome {
  readonly trace: Trace;
  readonly end: RunEnd;
  readonly expectations: readonly Verdict[];
  readonly invariants: readonly { readonly id: string; readonly holds: boolean }[];
  readonly stats: RunStats;
}

/** The counts of every run, then what the model reports. */
export interface RunStats {
  readonly events: number;
  /** Messages sent. */
  readonly messages: number;
  /** Messages lost for good. */
  readonly lost: number;
  /** Microseconds from the start to the end of the run. */
  readonly virtualTime: number;
  readonly [name: string]: number;
}

/** A run at its start: initial states are recorded, nothing else has happened. */
export function startRun(scenario: Scenario): ScenarioRun {
  const world = createWorld(scenario.world);
  return { scenario, world, trace: traceOf(headerOf(scenario), world.log) };
}

/** Takes up to `maxSteps` further steps; true when the run is over. */
export function advance(run: ScenarioRun, maxSteps: number): boolean {
  return runSlice(run.world, maxSteps);
}

/** What came of a run that is over; throws when it is not. */
export function outcomeOf({ scenario, world, trace }: ScenarioRun): Outcome {
  if (world.over === undefined) throw new Error('the run is not over');
  return {
    trace,
    end: world.over,
    expectations: judge(scenario.expect, trace),
    invariants: scenario.world.model.invariants.map(({ id }) => ({
      id,
      holds: matches(trace, { kind: 'violation', name: id }).length === 0,
    })),
    stats: statsOf(scenario, world),
  };
}

/** Runs a scenario to its end in one go. */
export function runScenario(scenario: Scenario): Outcome {
  const run = startRun(scenario);
  while (!advance(run, 10_000));
  return outcomeOf(run);
}

/** The digest of the whole trace; it costs about as much as the run. */
export function hashOf(outcome: Outcome): string {
  return hashTrace(outcome.trace);
}

/** The first line of the trace of a scenario. */
export function headerOf({ world: { title, model, seed, nodes, clocks } }: Scenario): TraceHeader {
  const named = Object.entries(clocks).map(([node, { offsetUs, driftPpm, uncertaintyUs }]) => [node, { offset: offsetUs, drift: driftPpm, uncertainty: uncertaintyUs }]);
  return { faultline: 1, title, model: model.id, seed, nodes, unit: 'us', clocks: Object.fromEntries(named) as TraceHeader['clocks'] & object, ...(model.show === undefined ? {} : { show: model.show }) };
}

function statsOf(scenario: Scenario, world: World): RunStats {
  const { log } = world;
  let messages = 0;
  let lost = 0;
  for (let i = 0; i < log.length; i++) {
    if (log.kind[i] === KIND.send) messages++;
    else if (log.kind[i] === KIND.lose) lost++;
  }
  const own = scenario.world.model.stats?.(worldView(world)) ?? {};
  return { events: log.length, messages, lost, virtualTime: world.nowUs, ...own };
}
