/**
 * What of the run is to be seen: a filter, hidden lanes and folds make one set of hidden events, and from it the rows.
 *
 * Computed once at each change of what is hidden and lengthened as the trace grows; for a long trace in slices, and until all of it is
 * there what was shown before stays.
 * What happens to the network belongs to no node's lane and stays when a lane is hidden.
 */
import { createFolds } from '../../src/trace/layout/folds';
import type { Fold, Folds } from '../../src/trace/layout/folds';
import type { LaneOrder } from '../../src/trace/layout/lanes';
import { laneOrder } from '../../src/trace/layout/lane-order';
import { createRows } from '../../src/trace/layout/rows';
import type { GrowingRows, Rows } from '../../src/trace/layout/rows';
import { KIND } from '../../src/trace/trace';
import type { ViewColumns } from './columns';
import type { FoldChoice } from './view-state';

/** Why an event is hidden. */
export type HiddenBy = 'lane' | 'filter' | 'fold';

export interface Visible {
  /** Undefined while every event is visible. */
  readonly rows: Rows | undefined;
  /** Undefined while all lanes stand in the order of the trace. */
  readonly lanes: LaneOrder | undefined;
  /** Another number whenever something was hidden or shown; a growing trace does not change it. */
  readonly version: number;
  /** Why an event is hidden, or undefined when it is visible. */
  hiddenBy(event: number): HiddenBy | undefined;
  /** Room that the lists of what is hidden take, in bytes. */
  readonly bytes: number;
  /** How many events are hidden. */
  readonly hidden: number;
  /** Whether exchanges that repeat are folded. */
  readonly folding: boolean;
  /** The folded stretch that an event is in. One event of it is visible and stands for all. */
  foldOf(event: number): Fold | undefined;
  /** The repeating stretch that an event is in, folded or not. */
  repeatOf(event: number): Fold | undefined;
}

/** What the reader hides. */
export interface Hiding {
  /** One byte an event, other than 0 for each that a filter hides; what comes after its end is not hidden. */
  readonly filter: Uint8Array | undefined;
  /** Names of nodes whose lanes are hidden, and of those whose lanes come first. */
  readonly lanes: readonly string[];
  readonly order: readonly string[];
  /** Whether to fold what repeats; by default where the trace is long. */
  readonly folds: FoldChoice;
  /** Beginnings of stretches that the reader unfolded. */
  readonly unfolded: ReadonlySet<number>;
}

export interface GrowingVisible extends Visible {
  /** The run or what is hidden is another one. For a long trace `build` makes the rows, and the old ones stay until then. */
  reset(columns: ViewColumns | undefined, hiding: Hiding): void;
  /** New rows are being made. */
  readonly building: boolean;
  /** Goes on with that for a millisecond or two; true when the new rows are there. */
  build(): boolean;
  /** The trace has grown, or is complete. */
  grow(complete: boolean): void;
  /** Looks for what repeats in a long trace for a moment; false when there is more to do. */
  work(): boolean;
  /** Whether something was found that `reset` would fold. */
  readonly stale: boolean;
}

/** From so many events on what repeats is folded by itself: a shorter trace is read as a whole. */
const LONG = 60;
/** Up to so many events are looked at at once. */
const AT_ONCE = 20_000;
const SLICE = 8_000;
/** Events whose rows are made at once. */
const ROWS_AT_ONCE = 50_000;

const BY: readonly (HiddenBy | undefined)[] = [undefined, 'lane', 'filter', 'fold'];

export function createVisible(): GrowingVisible {
  let columns: ViewColumns | undefined;
  /** What is shown, and what it is made of. */
  let now: Made = { hiding: { filter: undefined, lanes: [], order: [], folds: 'auto', unfolded: new Set() }, rows: undefined, by: new Uint8Array() };
  /** What comes after it, while it is being made, and how many folds there were when that began. */
  let next: Made | undefined;
  let nextTaken = 0;
  /** What repeats in these columns, as far as it was looked for. */
  let folds = createFolds();
  let complete = false;
  /** How many of them the rows are made of. */
  let taken = 0;
  let lanes: LaneOrder | undefined;
  let nodes = 0;
  let version = 0;

  return {
    get rows() { return now.rows; },
    get lanes() { return lanes; },
    get version() { return version; },
    get bytes() { return now.by.byteLength + (now.rows?.bytes ?? 0) + (next === undefined ? 0 : next.by.byteLength + (next.rows?.bytes ?? 0)); },
    get hidden() { return now.rows === undefined ? 0 : now.rows.length - now.rows.count; },
    hiddenBy: (event) => BY[now.by[event] ?? 0],
    get stale() { return folding(now.hiding) && folds.count > taken; },
    get folding() { return folding(now.hiding); },
    foldOf,
    repeatOf(event) {
      const k = folds.of(event);
      return k < 0 ? undefined : folds.at(k);
    },
    reset(of, hiding) {
      next = undefined;
      const same = of === columns;
      if (!same) {
        folds = createFolds();
        taken = 0;
        complete = false;
      }
      columns = of;
      lookBriefly(hiding);
      // Lanes alone that change places leave every row where it is.
      if (same && taken === folds.count && sameRows(now.hiding, hiding)) return show({ ...now, hiding });
      const made: Made = { hiding, rows: undefined, by: new Uint8Array() };
      nextTaken = folds.count;
      if (!same || extend(made, ROWS_AT_ONCE)) {
        show(made);
        if (!same) take();
      } else next = made;
    },
    get building() { return next !== undefined; },
    build() {
      if (next === undefined) return true;
      if (!extend(next, ROWS_AT_ONCE)) return false;
      const made = next;
      next = undefined;
      show(made);
      return true;
    },
    grow(isComplete) {
      complete ||= isComplete;
      if (columns !== undefined && columns.nodes.length !== nodes) order();
      const known = folds.count;
      lookBriefly(now.hiding);
      if (folds.count > known && now.rows !== undefined && folding(now.hiding)) {
        now.rows = undefined;
        now.by = new Uint8Array();
        version++;
      }
      take();
    },
    work() {
      if (columns === undefined || !folding(now.hiding) || !complete) return true;
      return folds.update(columns, true, SLICE);
    },
  };

  function folding(hiding: Hiding): boolean {
    return hiding.folds === 'on' || (hiding.folds === 'auto' && columns !== undefined && columns.length >= LONG);
  }

  /** A short trace is looked at at once, so that nothing folds before the reader's eyes. */
  function lookBriefly(hiding: Hiding): void {
    if (columns !== undefined && folding(hiding) && columns.length <= AT_ONCE) folds.update(columns, complete);
  }

  function foldOf(event: number): Fold | undefined {
    if (!folding(now.hiding)) return undefined;
    const k = folds.of(event);
    return k < 0 || now.hiding.unfolded.has(folds.at(k).from) ? undefined : folds.at(k);
  }

  function order(): void {
    nodes = columns?.nodes.length ?? 0;
    lanes = columns === undefined ? undefined : laneOrder(columns.nodes, now.hiding.order, now.hiding.lanes);
  }

  function show(made: Made): void {
    now = made;
    taken = nextTaken;
    version++;
    order();
  }

  /** Takes in what has arrived. */
  function take(): void {
    const without = now.rows === undefined;
    extend(now, Infinity);
    if (now.rows === undefined) return;
    taken = folds.count;
    if (without) version++;
  }

  /** Lengthens the rows by so many events, where any are needed; true when all events are in them. */
  function extend(made: Made, most: number): boolean {
    if (columns === undefined) return true;
    const { length, node, kind } = columns;
    const { filter, unfolded } = made.hiding;
    const away = awayOf(columns, made.hiding.lanes);
    const folded = folding(made.hiding) && folds.count > 0;
    if (made.rows === undefined && away === undefined && filter === undefined && !folded) return true;
    const rows = (made.rows ??= createRows(length));
    if (made.by.length < length) {
      const longer = new Uint8Array(rows.length === 0 ? length : Math.max(length, made.by.length * 2));
      longer.set(made.by);
      made.by = longer;
    }
    const from = rows.length;
    let to = Math.min(length, from + most);
    // A fold is taken as a whole: which of its events stays depends on all of them.
    const torn = folded && to < length ? folds.firstAfter(to - 1) : folds.count;
    if (torn < folds.count && folds.at(torn).from < to) to = Math.min(length, folds.at(torn).to);
    hide(made.by, from, to, away, node, kind, filter);
    if (folded) takeFolds(folds, unfolded, from, made.by, 3, to);
    rows.update(to, made.by);
    return to === length;
  }
}

/** Rows and what they are made of; `by` has for each event which of `BY`, and is empty while nothing is hidden. */
interface Made {
  readonly hiding: Hiding;
  rows: GrowingRows | undefined;
  by: Uint8Array<ArrayBuffer>;
}

function sameRows(a: Hiding, b: Hiding): boolean {
  return a.filter === b.filter && a.lanes === b.lanes && a.folds === b.folds && a.unfolded === b.unfolded;
}

/** Marks the events [from, to) that are on hidden lanes (1) or filtered out (2). */
function hide(by: Uint8Array, from: number, to: number, away: Uint8Array | undefined, node: ViewColumns['node'], kind: ViewColumns['kind'], filter: Uint8Array | undefined): void {
  if (filter !== undefined) for (let i = from; i < Math.min(to, filter.length); i++) if (filter[i] !== 0) by[i] = 2;
  if (away !== undefined) for (let i = from; i < to; i++) if (away[node[i]!] === 1 && kind[i] !== KIND.partition && kind[i] !== KIND.heal) by[i] = 1;
}

/** Takes away all but the first visible event of each fold that ends after `from` and begins before `until`. */
export function takeFolds(folds: Folds, unfolded: ReadonlySet<number>, from: number, by: Uint8Array, mark: number, until = Infinity): void {
  for (let k = folds.firstAfter(from); k < folds.count; k++) {
    const fold = folds.at(k);
    if (fold.from >= until) return;
    if (unfolded.has(fold.from)) continue;
    let first = fold.from;
    while (first < fold.to && by[first] !== 0) first++;
    for (let i = first + 1; i < fold.to; i++) if (by[i] === 0) by[i] = mark;
  }
}

/** For each node whether its lane is hidden; undefined when none is. */
function awayOf({ nodes }: ViewColumns, hidden: readonly string[]): Uint8Array | undefined {
  if (hidden.length === 0) return undefined;
  const names = new Set(hidden);
  const away = Uint8Array.from(nodes, ({ id }) => (names.has(id) ? 1 : 0));
  return away.includes(1) ? away : undefined;
}
