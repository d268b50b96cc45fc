/**
 * Logical clocks of the run on screen, computed when somebody first asks and then in slices between frames. A short trace is computed at
 * once, so that nothing pops in; of a long one readings are missing until the computation has come that far, and whoever asked is told.
 */
import { createHybridClocks } from '../../src/trace/clocks/hybrid';
import type { HybridClocks, HybridReading } from '../../src/trace/clocks/hybrid';
import { createLamportClocks } from '../../src/trace/clocks/lamport';
import type { LamportClocks } from '../../src/trace/clocks/lamport';
import { createVectorClocks, vectorAt } from '../../src/trace/clocks/vector';
import type { VectorClocks, VectorReading, VectorSize } from '../../src/trace/clocks/vector';
import { wallClocks } from '../../src/trace/clocks/wall';
import type { ClockChange, WallClocks } from '../../src/trace/clocks/wall';
import type { Run, Store } from './store';

/** Readings at an event; undefined where no process notices the event, and while they are being computed. */
export interface Readings {
  lamport(event: number): number | undefined;
  vector(event: number): VectorReading | undefined;
  /** Of a vector too long to be shown: its own entry and the number of others. */
  vectorSize(event: number): VectorSize | undefined;
  hybrid(event: number): HybridReading | undefined;
  /** The vector of a single event, also where the trace is too wide to have them all; that costs a walk over what came before. */
  oneVector(event: number): VectorReading | undefined;
  /** What the node's wall clock showed; `known` when the trace tells so and it was not assumed. */
  wall(event: number): { readonly readingUs: number; readonly known: boolean } | undefined;
}
export interface ClockStore extends Readings {
  /** What any node's wall clock shows when an event happens, at whichever node. */
  wallOf(node: number, event: number): { readonly readingUs: number; readonly known: boolean } | undefined;
  /** Called when readings that were missing are there. */
  onChange(listener: () => void): void;
}

/** At most so long at a time, in milliseconds: a frame has room for that. */
const SLICE_MS = 4;
const EVENTS_AT_ONCE = 1_000;
/** A trace of so many events is computed within the frame that first asks. */
const SHORT = 20_000;

export function createClocks(store: Store, fetchChanges: (run: number) => Promise<readonly ClockChange[]>): ClockStore {
  const listeners: (() => void)[] = [];
  let of: Run | undefined;
  let lamport: LamportClocks | undefined;
  let vector: VectorClocks | undefined;
  let hybrid: HybridClocks | undefined;
  let walls: WallClocks | undefined;
  /** The one found last by walking back. */
  let single: { readonly event: number; readonly reading: VectorReading | undefined } | undefined;
  /** What the trace tells of its clocks: not wanted so far, wanted when it is complete, or on its way. */
  let changes: 'unwanted' | 'wanted' | 'fetched' = 'unwanted';
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The first event that somebody asked for in vain. */
  let missing = Infinity;

  store.on('run', forget);
  store.on('grew', () => {
    if (store.run?.complete === true && changes === 'wanted') fetch();
  });

  return {
    lamport(event) {
      const run = current();
      if (run === undefined) return undefined;
      lamport ??= createLamportClocks(run.columns);
      reach(lamport, event);
      return lamport.at(event);
    },
    vector: (event) => (isHere(event) ? vector!.at(event) : undefined),
    vectorSize: (event) => (isHere(event) ? vector!.sizeAt(event) : undefined),
    hybrid(event) {
      const run = current();
      if (run === undefined) return undefined;
      if (walls === undefined) {
        fetch();
        return undefined;
      }
      hybrid ??= createHybridClocks(run.columns, walls);
      reach(hybrid, event);
      return hybrid.at(event);
    },
    oneVector(event) {
      const run = current();
      if (run === undefined) return undefined;
      if (isHere(event)) return vector!.at(event);
      if (!vector!.full) return undefined;
      if (single?.event !== event) single = { event, reading: vectorAt(run.columns, event) };
      return single.reading;
    },
    wall(event) {
      const run = current();
      return run === undefined || event >= run.columns.length ? undefined : wallAt(run.columns.node[event]!, event);
    },
    wallOf: wallAt,
    onChange: (listener) => void listeners.push(listener),
  };

  function wallAt(node: number, event: number): { readonly readingUs: number; readonly known: boolean } | undefined {
    const run = current();
    if (run === undefined || event >= run.columns.length) return undefined;
    if (walls === undefined) {
      fetch();
      return undefined;
    }
    return { readingUs: walls.at(node, event, run.columns.t[event]!), known: walls.known(node) };
  }

  function current(): Run | undefined {
    if (store.run !== of) forget();
    return of;
  }

  function forget(): void {
    of = store.run;
    lamport = vector = hybrid = walls = single = undefined;
    changes = 'unwanted';
    missing = Infinity;
    clearTimeout(timer);
    timer = undefined;
  }

  /** What a trace tells of its clocks is known when all of it is there. */
  function fetch(): void {
    const run = of;
    if (run === undefined || changes === 'fetched') return;
    changes = run.complete ? 'fetched' : 'wanted';
    if (!run.complete) return;
    fetchChanges(run.number).then(
      (told) => {
        if (run !== of) return;
        walls = wallClocks(told);
        tell();
      },
      // The run is over, and another one will ask for its own.
      () => undefined,
    );
  }

  /** Whether the vector of an event is computed; if not, it will be, unless the trace is too wide. */
  function isHere(event: number): boolean {
    const run = current();
    if (run === undefined) return false;
    vector ??= createVectorClocks(run.columns);
    if (!vector.full) reach(vector, event);
    return event < vector.length;
  }

  /** Computes as far as this event, at once in a short trace and otherwise a little later. */
  function reach(clocks: { readonly length: number; update(work: number): boolean }, event: number): void {
    const total = of!.columns.length;
    if (clocks.length < total && total <= SHORT) clocks.update(Infinity);
    if (event < clocks.length || event >= total) return;
    missing = Math.min(missing, event);
    timer ??= setTimeout(work, 0);
  }

  function work(): void {
    timer = undefined;
    if (current() === undefined) return;
    const stop = performance.now() + SLICE_MS;
    let done = false;
    while (!done && performance.now() < stop) {
      done = true;
      for (const clocks of [lamport, vector, hybrid]) if (clocks !== undefined && !clocks.update(EVENTS_AT_ONCE)) done = false;
    }
    if (!done) timer = setTimeout(work, 0);
    const there = [lamport, vector, hybrid].every((clocks) => clocks === undefined || clocks.length > missing || clocks === vector && vector.full);
    if (!there && !done) return;
    missing = Infinity;
    tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }
}
