/** Two lanes whose clocks are compared at every step: which they are, and what their clocks show. */
import { skewWords } from '../../src/trace/clocks/skew';
import type { ClockAt } from '../../src/trace/clocks/skew';
import { shortString } from '../panels/plain-text';
import { timeWords } from '../panels/time-words';
import type { ClockStore } from '../store/clocks';
import type { Store } from '../store/store';
import { isTimed } from './words';

export interface Skew {
  /** Takes a lane as one of the two, or lets go of it; of three the oldest goes. */
  toggle(name: string): void;
  /** These two lanes, or none. */
  choose(names: readonly string[]): void;
  /** The two nodes and what is said of their clocks at the step; undefined while there is nothing to be said. */
  now(): { readonly nodes: readonly [number, number]; readonly words: string } | undefined;
}

export function createSkew(store: Store, clocks: ClockStore): Skew {
  return {
    toggle(name) {
      const { skew } = store.view;
      choose(skew.includes(name) ? skew.filter((each) => each !== name) : [...skew, name].slice(-2));
    },
    choose,
    now,
  };

  function choose(names: readonly string[]): void {
    store.setView({ skew: names.slice(-2) });
    const [first, second] = store.view.skew;
    if (first === undefined) return store.say('Clocks are no longer compared');
    if (second === undefined) return store.say(`Choose another lane to compare its clock with that of ${first}`);
    const told = now();
    store.say(told === undefined ? `The clocks of ${first} and ${second} are compared` : told.words);
  }

  function now(): { readonly nodes: readonly [number, number]; readonly words: string } | undefined {
    const { run, step, view } = store;
    const [first, second] = view.skew;
    if (run === undefined || first === undefined || second === undefined || !isTimed(run) || step >= run.columns.length) return undefined;
    const nodes = [run.columns.nodeIndex(first), run.columns.nodeIndex(second)] as const;
    if (nodes[0] < 0 || nodes[1] < 0) return undefined;
    const [a, b] = nodes.map((node) => clockAt(node));
    return a === undefined || b === undefined ? undefined : { nodes, words: skewWords(a, b, timeWords) };
  }

  function clockAt(node: number): ClockAt | undefined {
    const { run, step } = store;
    const reading = clocks.wallOf(node, step);
    if (run === undefined || reading === undefined) return undefined;
    const { id } = run.columns.nodes[node]!;
    const told = run.info.header.clocks;
    const uncertaintyUs = told !== undefined && Object.hasOwn(told, id) ? (told[id]!.uncertainty ?? 0) : 0;
    return { name: shortString(id, 40), ...reading, uncertaintyUs };
  }
}
