/** Generals to test with: placements of traitors, and what became of a run. */
import type { PlainObject } from '../../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../../src/kernel/spec';
import { DEFAULT_LIMITS } from '../../../../src/kernel/spec';
import { model } from '../../../../src/models/ch8/byzantine-generals/model';
import { runToEnd } from '../../run';

export const ORDERS = ['attack', 'retreat'] as const;
export const lieutenants = (n: number): string[] => Array.from({ length: n - 1 }, (_, i) => `lieutenant-${i + 1}`);
export const generals = (n: number): string[] => ['general', ...lieutenants(n)];

export type Setting = { readonly n: number; readonly m: number; readonly algorithm?: 'oral' | 'signed'; readonly order?: string; readonly seed?: number; readonly faults?: readonly FaultSpec[]; readonly combine?: boolean };

/** n generals, 10 ms apart, in rounds of 20 ms. */
export function setting({ n, m, algorithm = 'oral', order = 'attack', seed = 1, faults = [], combine = false }: Setting): WorldSpec {
  return {
    title: '',
    model,
    params: { algorithm, m, order, round: 20_000, combine },
    seed,
    nodes: generals(n).map((id, i) => ({ id, role: i === 0 ? 'commander' : 'lieutenant' })),
    network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [],
    faults,
    untilUs: 1_000_000,
    limits: DEFAULT_LIMITS,
  };
}

export const traitor = (node: string, behaviour: string, args: PlainObject = {}): FaultSpec => ({ kind: 'lie', node, behaviour, atUs: 0, args });

export type Ends = { readonly violated: readonly string[]; readonly decisions: { readonly [node: string]: string | null } };

export function ends(given: Setting): Ends {
  const { violated, view } = runToEnd(setting(given), { freeze: false });
  return { violated, decisions: Object.fromEntries(view.nodes.map(({ id, state }) => [id, state.decision])) };
}

/** Every way to choose one of `choices` for each of these names. */
export function everyChoice(names: readonly string[], choices: readonly string[]): PlainObject[] {
  let all: PlainObject[] = [{}];
  for (const name of names) all = all.flatMap((one) => choices.map((choice) => ({ ...one, [name]: choice })));
  return all;
}

/** All sets of at most `most` of these. */
export function subsets<T>(of: readonly T[], most: number): T[][] {
  let all: T[][] = [[]];
  for (const each of of) all = all.flatMap((one) => (one.length < most ? [one, [...one, each]] : [one]));
  return all;
}
