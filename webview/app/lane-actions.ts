/** Hiding, showing and moving lanes. Each says what it did, for nothing that has the focus would tell. */
import { addTraffic, crossings, leastCrossing, noTraffic } from '../../src/trace/layout/cross-least';
import { orderedNodes } from '../../src/trace/layout/lane-order';
import type { Traffic } from '../../src/trace/layout/cross-least';
import type { ViewColumns } from '../store/columns';
import type { Store } from '../store/store';

export interface LaneActions {
  /** Hides the lane of a node, by name; without one that of the current event. */
  hide(name?: string): void;
  showAll(): void;
  /** Moves a lane by one place to the left (-1) or right (1); without a name that of the current event. */
  move(by: -1 | 1, name?: string): void;
  /** Puts a lane at a place among those that are shown, from 0. */
  put(name: string, place: number): void;
  /** Puts nodes that talk to each other side by side. */
  crossLeast(): void;
  /** All lanes in the order of the trace. */
  ownOrder(): void;
}

/** Events that are looked at between two frames; a millisecond or two. */
const COUNTED_AT_ONCE = 50_000;

export function createLaneActions(store: Store): LaneActions {
  return {
    hide(name = currentName()) {
      const shown = shownNames();
      if (name === undefined || !shown.includes(name)) return;
      if (shown.length === 1) return store.say('The last lane stays');
      store.setView({ hiddenLanes: [...store.view.hiddenLanes, name] });
      store.say(`The lane of ${name} is hidden`);
    },
    showAll() {
      const { hiddenLanes } = store.view;
      if (hiddenLanes.length === 0) return store.say('All lanes are shown');
      store.setView({ hiddenLanes: [] });
      store.say(hiddenLanes.length === 1 ? `The lane of ${hiddenLanes[0]!} is shown again` : `${hiddenLanes.length} lanes are shown again`);
    },
    move(by, name = currentName()) {
      if (name === undefined) return;
      const place = shownNames().indexOf(name);
      if (place >= 0) put(name, place + by);
    },
    put,
    crossLeast() {
      const { run } = store;
      if (run === undefined) return;
      const traffic = noTraffic(run.columns.nodes.length);
      let at = 0;
      const count = (): void => {
        if (store.run !== run) return;
        // More nodes may have come meanwhile.
        while (traffic.length < run.columns.nodes.length) traffic.push(new Map());
        const to = Math.min(run.columns.length, at + COUNTED_AT_ONCE);
        addTraffic(traffic, run.columns, at, to);
        at = to;
        if (at < run.columns.length) setTimeout(count, 0);
        else orderBy(run.columns, traffic);
      };
      count();
    },
    ownOrder() {
      store.setView({ laneOrder: [] });
      store.say('The lanes stand in the order of the trace');
    },
  };

  function orderBy(columns: ViewColumns, traffic: Traffic): void {
    const all = orderedNodes(columns.nodes, store.view.laneOrder);
    const away = new Set(store.view.hiddenLanes);
    const shown = all.filter((node) => !away.has(columns.nodes[node]!.id));
    const better = leastCrossing(shown, traffic);
    if (better === shown) return store.say('No other order of the lanes was found in which messages cross fewer lanes');
    const [before, after] = [crossings(shown, traffic), crossings(better, traffic)];
    keep(columns, [...better, ...all.filter((node) => !better.includes(node))]);
    store.say(`The lanes are ordered anew: messages pass over ${before === 1 ? '1 lane' : `${before} lanes`} before, over ${after} now`);
  }

  function put(name: string, place: number): void {
    const columns = store.run?.columns;
    const shown = shownNames();
    const from = shown.indexOf(name);
    const to = Math.max(0, Math.min(shown.length - 1, place));
    if (columns === undefined || from < 0) return;
    if (to === from) return store.say(`The lane of ${name} stays where it is`);
    // Next to whom it stands then; hidden lanes keep their neighbours.
    const others = orderedNodes(columns.nodes, store.view.laneOrder).filter((node) => columns.nodes[node]!.id !== name);
    const neighbour = columns.nodeIndex(shown[to]!);
    const at = others.indexOf(neighbour) + (to > from ? 1 : 0);
    keep(columns, [...others.slice(0, at), columns.nodeIndex(name), ...others.slice(at)]);
    store.say(`The lane of ${name} is number ${to + 1} of ${shown.length}`);
  }

  function keep(columns: ViewColumns, order: readonly number[]): void {
    store.setView({ laneOrder: order.every((node, k) => node === k) ? [] : order.map((node) => columns.nodes[node]!.id) });
  }

  function currentName(): string | undefined {
    const { run, step } = store;
    return run === undefined || run.columns.length === 0 ? undefined : run.columns.nodes[run.columns.node[step]!]?.id;
  }

  /** Names of the lanes that are shown, from left to right. */
  function shownNames(): string[] {
    const columns = store.run?.columns;
    if (columns === undefined) return [];
    const away = new Set(store.view.hiddenLanes);
    return orderedNodes(columns.nodes, store.view.laneOrder).map((node) => columns.nodes[node]!.id).filter((id) => !away.has(id));
  }
}
