/** The worlds of bundled scenarios, for tests of what a scenario shows, and the events of a run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDetails } from '../../src/kernel/event';
import { KIND } from '../../src/kernel/event';
import type { Model } from '../../src/kernel/model';
import type { WorldSpec } from '../../src/kernel/spec';
import { parseScenario } from '../../src/scenario/parse';
import { root } from '../bundled';
import type { Run } from './run';

/** A world never changes, and storms ask for theirs a thousand times. */
const known = new Map<string, WorldSpec>();

/** What a bundled scenario of this model runs. */
export function bundledWorld(id: string, model: Model): WorldSpec {
  const found = known.get(id) ?? readWorld(id, model);
  known.set(id, found);
  return found;
}

function readWorld(id: string, model: Model): WorldSpec {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const at = `media/scenarios/${model.chapter}/${id}.scenario.yaml`;
  const { scenario, problems } = parseScenario(read(at), [model], { at, read });
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return scenario.world;
}

/** The same world with some parameters changed. */
export function withParams(world: WorldSpec, params: WorldSpec['params']): WorldSpec {
  return { ...world, params: { ...world.params, ...params } };
}

/** All events of a kind, with their time and node. */
export function eventsOf<K extends keyof EventDetails>({ log, view }: Run, kind: K): (EventDetails[K] & { readonly t: number; readonly node: string })[] {
  const found: (EventDetails[K] & { readonly t: number; readonly node: string })[] = [];
  for (let i = 0; i < log.length; i++) {
    if (log.kind[i] === KIND[kind]) found.push({ ...(log.detail(i) as EventDetails[K]), t: log.t[i]!, node: view.nodes[log.node[i]!]!.id });
  }
  return found;
}

/** The statistics of a finished run. */
export function statsOf(model: Model, { view }: Run): { readonly [name: string]: number } {
  return model.stats!(view);
}
