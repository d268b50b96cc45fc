/**
 * How the events stand to the current one, as the reader wishes to see it: its past and future, the chain of causes that
 * leads to an event, and the run as one node knows it. Of a short trace all of it is known within the frame that asks; of a
 * long one it is worked out between frames, and whoever asked is told.
 */
import { startCones } from '../../src/trace/cones';
import type { Cones, Walk } from '../../src/trace/cones';
import { ignorance, ownEventAt, startKnowledge } from '../../src/trace/knowledge';
import type { Knowledge } from '../../src/trace/knowledge';
import { whyChains } from '../../src/trace/why';
import type { WhyChain } from '../../src/trace/why';
import { columnsOfOneRun, followed } from './one-run';
import type { Run, SeenBy, Store } from './store';

export interface Why {
  /** The event that was asked about. */
  readonly event: number;
  readonly chains: readonly WhyChain[];
}

/** `dim`: neither before nor after the current event · `fog`: the node whose view this is cannot know of it. */
export type Emphasis = '' | 'dim' | 'fog';

export interface Causal {
  /** Past and future to be drawn: of the current event or, while they are worked out, of the one before it. */
  readonly cones: Cones | undefined;
  /** Those of the current event, for telling how large they are; undefined while they are worked out. */
  readonly sizes: Cones | undefined;
  /** What the node knows whose view is shown; undefined when all is shown. */
  readonly knowledge: Knowledge | undefined;
  /** The chain of causes on show. */
  readonly why: Why | undefined;
  emphasis(event: number): Emphasis;
  /** Shows why an event happened, or no longer. `evidence` are the events that show a violation. */
  showWhy(event: number, evidence: readonly number[]): void;
  endWhy(): void;
  /** Hides the events from this one on from the reader, who is to say what comes; undefined shows them again. */
  cover(from: number | undefined): void;
  /** The first event that is so hidden. */
  readonly covered: number | undefined;
  /** Called when there is something else to draw. */
  onChange(listener: () => void): void;
}

/** At most so long at a time, in milliseconds: a frame has room for that. */
const SLICE_MS = 4;
const EVENTS_AT_ONCE = 10_000;
/** So many events are looked at within the frame that asks. */
const SHORT = 20_000;
/** Sizes that nobody draws are worked out when the reader rests. */
const REST_MS = 150;

export function createCausal(store: Store): Causal {
  const listeners: (() => void)[] = [];
  let of: Run | undefined;
  let cones: Cones | undefined;
  let coneWalk: Walk<Cones> | undefined;
  /** What the walk was begun for. */
  let coneKey = '';
  let knowledge: Knowledge | undefined;
  let knowledgeWalk: Walk<Knowledge> | undefined;
  let knowledgeKey = '';
  let why: Why | undefined;
  let covered: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  for (const topic of ['run', 'step', 'view', 'grew', 'progress'] as const) store.on(topic, update);

  return {
    get cones() { return store.view.cones ? cones : undefined; },
    get sizes() { return cones?.event === store.step && of === store.run && coneKey === keyOfCones() ? cones : undefined; },
    get knowledge() { return knowledge; },
    get why() { return why; },
    emphasis(event) {
      if (knowledge !== undefined && !knowledge.knows(event)) return 'fog';
      if (!store.view.cones || cones === undefined) return '';
      return cones.past.has(event) || cones.future.has(event) ? '' : 'dim';
    },
    showWhy(event, evidence) {
      const { run } = store;
      if (run === undefined || event >= run.columns.length) return;
      // A recording of an unknown protocol names no causes within a node.
      why = { event, chains: whyChains(columnsOfOneRun(run, event), event, evidence, { guess: run.info.header.model === undefined }) };
      tell();
    },
    get covered() { return covered; },
    cover(from) {
      if (from === covered) return;
      covered = from;
      knowledge = knowledgeWalk = undefined;
      knowledgeKey = '';
      update();
      tell();
    },
    endWhy() {
      if (why === undefined) return;
      why = undefined;
      tell();
    },
    onChange: (listener) => void listeners.push(listener),
  };

  function update(): void {
    const { run } = store;
    if (run !== of) {
      of = run;
      cones = coneWalk = knowledge = knowledgeWalk = why = undefined;
      coneKey = knowledgeKey = '';
      covered = undefined;
    }
    if (run === undefined || store.step >= run.columns.length) return;
    updateKnowledge(run);
    updateCones(run);
  }

  function updateKnowledge(run: Run): void {
    const { nodes } = run.columns;
    if (covered !== undefined) {
      knowledge ??= upTo(run, covered);
      run.seenBy = { ...viewOf('You'), event: knowledge.event, reader: true };
      return;
    }
    const node = store.view.seeAs === '' ? -1 : run.columns.nodeIndex(store.view.seeAs);
    if (node < 0) {
      run.seenBy = undefined;
      knowledgeKey = '';
      if (knowledge === undefined) return;
      knowledge = knowledgeWalk = undefined;
      return tell();
    }
    const columns = columnsOfOneRun(run, store.step);
    const event = ownEventAt(columns, run.columns.eventsOf(node), store.step);
    const key = `${node} ${event} ${followed(run, store.step) ?? ''}`;
    if (key === knowledgeKey) return;
    knowledgeKey = key;
    knowledgeWalk = startKnowledge(columns, nodes.length, node, event);
    // What it knew before it still knows; what it will know later must not be seen for a moment.
    if (knowledge === undefined || knowledge.node !== node || knowledge.event > event) knowledge = ignorance(node);
    run.seenBy = viewOf(nodes[node]!.id);
    if (columns.length <= SHORT) knowledgeWalk.advance(Infinity);
    if (knowledgeWalk.result === undefined) soon();
    else takeKnowledge();
    tell();
  }

  function upTo({ columns }: Run, from: number): Knowledge {
    return {
      node: -1,
      event: from - 1,
      knows: (event) => event < from,
      last(node) {
        const lane = columns.eventsOf(node);
        const count = lane.before(from);
        return count === 0 ? -1 : lane.at(count - 1);
      },
    };
  }

  /** Words ask the run, not this store, what they may tell. */
  function viewOf(name: string): SeenBy {
    return { name, get event() { return knowledge?.event ?? -1; }, knows: (event) => knowledge === undefined || knowledge.knows(event), last: (node) => knowledge?.last(node) ?? -1 };
  }

  function takeKnowledge(): void {
    knowledge = knowledgeWalk!.result;
    knowledgeWalk = undefined;
  }

  function updateCones(run: Run): void {
    const key = keyOfCones();
    if (key === coneKey) return;
    clearTimeout(rest);
    // A long trace that is still coming would have them begun anew with every part of it.
    const long = run.columns.length > SHORT;
    if (long && !run.complete) return;
    if (!store.view.cones && long) {
      rest = setTimeout(() => begin(run), REST_MS);
      return;
    }
    begin(run);
  }

  function begin(run: Run): void {
    if (run !== store.run) return;
    coneKey = keyOfCones();
    coneWalk = startCones(columnsOfOneRun(run, store.step), run.columns.nodes.length, store.step);
    if (run.columns.length <= SHORT) while (!coneWalk.advance(Infinity));
    if (coneWalk.result === undefined) return soon();
    cones = coneWalk.result;
    coneWalk = undefined;
    tell();
  }

  function keyOfCones(): string {
    return `${store.step} ${store.run?.columns.length ?? 0}`;
  }

  function soon(): void {
    timer ??= setTimeout(work, 0);
  }

  function work(): void {
    timer = undefined;
    if (of === undefined || of !== store.run) return;
    const stop = performance.now() + SLICE_MS;
    let changed = false;
    // What must not be seen goes first.
    while (performance.now() < stop && (knowledgeWalk ?? coneWalk) !== undefined) {
      if (knowledgeWalk !== undefined) {
        if (!knowledgeWalk.advance(EVENTS_AT_ONCE)) continue;
        takeKnowledge();
      } else {
        if (!coneWalk!.advance(EVENTS_AT_ONCE)) continue;
        cones = coneWalk!.result;
        coneWalk = undefined;
      }
      changed = true;
    }
    if ((knowledgeWalk ?? coneWalk) !== undefined) soon();
    if (changed) tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }
}
