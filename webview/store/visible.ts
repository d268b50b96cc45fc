/**
 * What of the run is to be seen: a filter, hidden lanes and folds make one set of hidden events, and from it the rows.
 *
 * Computed once at each change of what is hidden, in a few milliseconds a million events, and lengthened as the trace grows.
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
  /** The run or what is hidden is another one. */
  reset(columns: ViewColumns | undefined, hiding: Hiding): void;
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

const BY: readonly (HiddenBy | undefined)[] = [undefined, 'lane', 'filter', 'fold'];

export function createVisible(): GrowingVisible {
  let columns: ViewColumns | undefined;
  let hiding: Hiding = { filter: undefined, lanes: [], order: [], folds: 'auto', unfolded: new Set() };
  /** What repeats in these columns, as far as it was looked for. */
  let folds = createFolds();
  let complete = false;
  /** How many of them the rows are made of. */
  let taken = 0;
  let rows: GrowingRows | undefined;
  let lanes: LaneOrder | undefined;
  let nodes = 0;
  /** For each event which of `BY`; empty while nothing is hidden. */
  let by = new Uint8Array();
  let version = 0;

  return {
    get rows() { return rows; },
    get lanes() { return lanes; },
    get version() { return version; },
    get bytes() { return by.byteLength + (rows?.bytes ?? 0); },
    get hidden() { return rows === undefined ? 0 : rows.length - rows.count; },
    hiddenBy: (event) => BY[by[event] ?? 0],
    get stale() { return folding() && folds.count > taken; },
    get folding() { return folding(); },
    foldOf,
    repeatOf(event) {
      const k = folds.of(event);
      return k < 0 ? undefined : folds.at(k);
    },
    reset(next, how) {
      if (next !== columns) {
        folds = createFolds();
        taken = 0;
        complete = false;
      }
      columns = next;
      hiding = how;
      lookBriefly();
      version++;
      rows = undefined;
      by = new Uint8Array();
      order();
      take();
    },
    grow(now) {
      complete ||= now;
      if (columns !== undefined && columns.nodes.length !== nodes) order();
      const known = folds.count;
      lookBriefly();
      if (folds.count > known && rows !== undefined && folding()) {
        rows = undefined;
        by = new Uint8Array();
        version++;
      }
      take();
    },
    work() {
      if (columns === undefined || !folding() || !complete) return true;
      return folds.update(columns, true, SLICE);
    },
  };

  function folding(): boolean {
    return hiding.folds === 'on' || (hiding.folds === 'auto' && columns !== undefined && columns.length >= LONG);
  }

  /** A short trace is looked at at once, so that nothing folds before the reader's eyes. */
  function lookBriefly(): void {
    if (columns !== undefined && folding() && columns.length <= AT_ONCE) folds.update(columns, complete);
  }

  function foldOf(event: number): Fold | undefined {
    if (!folding()) return undefined;
    const k = folds.of(event);
    return k < 0 || hiding.unfolded.has(folds.at(k).from) ? undefined : folds.at(k);
  }

  function order(): void {
    nodes = columns?.nodes.length ?? 0;
    lanes = columns === undefined ? undefined : laneOrder(columns.nodes, hiding.order, hiding.lanes);
  }

  function take(): void {
    if (columns === undefined) return;
    const away = awayOf(columns, hiding.lanes);
    const { filter } = hiding;
    const folded = folding() && folds.count > 0;
    if (rows === undefined && away === undefined && filter === undefined && !folded) return;
    if (rows === undefined) {
      rows = createRows(columns.length);
      version++;
    }
    const { length, node, kind } = columns;
    if (by.length < length) {
      const longer = new Uint8Array(rows.length === 0 ? length : Math.max(length, by.length * 2));
      longer.set(by);
      by = longer;
    }
    hide(by, rows.length, length, away, node, kind, filter);
    taken = folds.count;
    if (folded) takeFolds(folds, hiding.unfolded, rows.length, by, 3);
    rows.update(length, by);
  }
}

/** Marks the events [from, to) that are on hidden lanes (1) or filtered out (2). */
function hide(by: Uint8Array, from: number, to: number, away: Uint8Array | undefined, node: ViewColumns['node'], kind: ViewColumns['kind'], filter: Uint8Array | undefined): void {
  if (filter !== undefined) for (let i = from; i < Math.min(to, filter.length); i++) if (filter[i] !== 0) by[i] = 2;
  if (away !== undefined) for (let i = from; i < to; i++) if (away[node[i]!] === 1 && kind[i] !== KIND.partition && kind[i] !== KIND.heal) by[i] = 1;
}

/** Takes away all but the first visible event of each fold that begins at an event or later. */
export function takeFolds(folds: Folds, unfolded: ReadonlySet<number>, from: number, by: Uint8Array, mark: number): void {
  for (let k = folds.firstAfter(from); k < folds.count; k++) {
    const fold = folds.at(k);
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
