/**
 * The nodes' states at the current step, asked from the host. While an answer is under way only the newest step is kept
 * waiting: a reader who holds an arrow key asks for the step they end on, not for all in between.
 */
import type { NodeState } from '../../src/protocol/messages';
import type { Store } from './store';

export interface States {
  /** At the step they were asked for, which may lag behind the current one. */
  readonly nodes: readonly NodeState[];
  /** At the step before that one; undefined at the first. */
  readonly previous: readonly NodeState[] | undefined;
  readonly byName: ReadonlyMap<string, NodeState>;
  onChange(listener: () => void): void;
}

const REMEMBERED = 64;

export function createStates(store: Store, fetch: (run: number, step: number) => Promise<readonly NodeState[]>): States {
  const listeners: (() => void)[] = [];
  const known = new Map<number, readonly NodeState[]>();
  let ofRun = -1;
  let busy = false;
  let nodes: readonly NodeState[] = [];
  let previous: readonly NodeState[] | undefined;
  let byName: ReadonlyMap<string, NodeState> = new Map();
  store.on('run', update);
  store.on('step', update);

  return {
    get nodes() { return nodes; },
    get previous() { return previous; },
    get byName() { return byName; },
    onChange: (listener) => listeners.push(listener),
  };

  function update(): void {
    if (!busy) void refresh();
  }

  async function refresh(): Promise<void> {
    const { run, step } = store;
    if (run === undefined || run.columns.length === 0) return;
    busy = true;
    if (ofRun !== run.number) {
      known.clear();
      ofRun = run.number;
    }
    try {
      const [now, before] = await Promise.all([at(run.number, step), step > 0 ? at(run.number, step - 1) : undefined]);
      if (store.run === run) show(now, before);
    } catch {
      // The host answers for the newest run only; the next change asks again.
    } finally {
      busy = false;
    }
    if (store.run !== run || store.step !== step) update();
  }

  async function at(run: number, step: number): Promise<readonly NodeState[]> {
    const before = known.get(step);
    if (before !== undefined) return before;
    const states = await fetch(run, step);
    if (ofRun === run) {
      known.set(step, states);
      if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    }
    return states;
  }

  function show(now: readonly NodeState[], before: readonly NodeState[] | undefined): void {
    nodes = now;
    previous = before;
    byName = new Map(now.map((node) => [node.id, node]));
    for (const listener of listeners) listener();
  }
}
