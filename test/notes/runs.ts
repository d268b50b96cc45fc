/** Runs of bundled scenarios, for tests of what is said about places in them. */
import { MODELS } from '../../src/models/registry';
import type { Files } from '../../src/scenario/extend';
import { parseScenario } from '../../src/scenario/parse';
import { advance, startRun } from '../../src/scenario/run';
import type { Scenario } from '../../src/scenario/scenario';
import type { Trace } from '../../src/trace/trace';
import { bundledFiles, idOf } from '../bundled';

const known = new Map<string, { readonly scenario: Scenario; readonly trace: Trace; readonly text: string }>();

export function bundledRun(id: string): { readonly scenario: Scenario; readonly trace: Trace; readonly text: string } {
  const found = known.get(id) ?? runFile(bundledFiles('.scenario.yaml').find(({ path }) => idOf(path) === id)!);
  known.set(id, found);
  return found;
}

export function run(text: string): { readonly scenario: Scenario; readonly trace: Trace; readonly text: string } {
  return runFile({ text });
}

function runFile({ text, files }: { readonly text: string; readonly files?: Files }): { readonly scenario: Scenario; readonly trace: Trace; readonly text: string } {
  const { scenario, problems } = parseScenario(text, MODELS, files);
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  const going = startRun(scenario);
  while (!advance(going, 1_000));
  return { scenario, trace: going.trace, text };
}
