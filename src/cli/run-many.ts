/** `faultline run --runs N`: the same scenario over many seeds. */
import { MAX_SEED } from '../scenario/limits';
import { MAX_RUNS, manyRuns } from '../scenario/many-runs';
import type { ManyRuns, Tally } from '../scenario/many-runs';
import type { NamedScenario } from './read-scenarios';
import { EXIT, reportError } from './io';
import type { ExitStatus, Io } from './io';
import { table } from './table';

/** The number of runs, or undefined when the text is no such number. */
export function parseRuns(text: string): number | undefined {
  const runs = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return runs >= 1 && runs <= MAX_RUNS ? runs : undefined;
}

/** Runs and prints; the status says whether every expectation held in every run. */
export async function runMany({ scenario }: NamedScenario, runs: string, json: boolean, io: Io): Promise<ExitStatus> {
  const count = parseRuns(runs)!;
  if (scenario.world.seed + count - 1 > MAX_SEED) {
    reportError(io, `${count} seeds from ${scenario.world.seed} on go beyond the last one, ${MAX_SEED}`);
    return EXIT.wrongInput;
  }
  const progress = manyRuns(scenario, count);
  let next = progress.next();
  while (!next.done) next = progress.next();
  const { title, world } = scenario;
  const result = next.value;
  await io.out(json ? `${JSON.stringify({ title, model: world.model.id, ...result }, null, 1)}\n` : summary(title, result));
  return result.expectations.every(({ held }) => held === count) ? EXIT.ok : EXIT.notHeld;
}

function summary(title: string, { runs, seeds, expectations, invariants, stats }: ManyRuns): string {
  const row = (kind: string, name: string, { held, rate, failedSeeds }: Tally) => [
    `  ${kind}`,
    name,
    `${held} of ${runs}`,
    `${(rate * 100).toFixed(1)} %`,
    failedSeeds.length > 0 ? `not with seed ${failedSeeds.join(', ')}` : '',
  ];
  const spread = Object.entries(stats).map(([name, { min, p50, p90, p95, p99, max, mean }]) => [`  ${name}`, ...[min, p50, p90, p95, p99, max, Math.round(mean * 1000) / 1000].map(String)]);
  return [
    `${title}: ${runs} runs, seeds ${seeds.from} to ${seeds.to}\n`,
    table([...expectations.map((each) => row('expect', each.expect, each)), ...invariants.map((each) => row('invariant', each.id, each))]),
    table([['  of a run', 'min', 'p50', 'p90', 'p95', 'p99', 'max', 'mean'], ...spread]),
  ].join('');
}
