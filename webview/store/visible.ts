/**
 * What of the run is to be seen: a filter, hidden lanes and folds make one set of hidden events, and from it the rows.
 *
 * Computed once at each change of what is hidden, in a few milliseconds a million events, and lengthened as the trace grows.
 * What happens to the network belongs to no node's lane and stays when a lane is hidden.
 */
import type { LaneOrder } from '../../src/trace/layout/lanes';
import { laneOrder } from '../../src/trace/layout/lane-order';
import { createRows } from '../../src/trace/layout/rows';
import type { GrowingRows, Rows } from '../../src/trace/layout/rows';
import { KIND } from '../../src/trace/trace';
import type { ViewColumns } from './columns';

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
  /** How many events are hidden. */
  readonly hidden: number;
}

/** What the reader hides. */
export interface Hiding {
  /** One byte an event, other than 0 for each that a filter hides; what comes after its end is not hidden. */
  readonly filter: Uint8Array | undefined;
  /** Names of nodes whose lanes are hidden, and of those whose lanes come first. */
  readonly lanes: readonly string[];
  readonly order: readonly string[];
}

export interface GrowingVisible extends Visible {
  /** The run or what is hidden is another one. */
  reset(columns: ViewColumns | undefined, hiding: Hiding): void;
  /** The trace has grown. */
  grow(): void;
}

const BY: readonly (HiddenBy | undefined)[] = [undefined, 'lane', 'filter', 'fold'];

export function createVisible(): GrowingVisible {
  let columns: ViewColumns | undefined;
  let hiding: Hiding = { filter: undefined, lanes: [], order: [] };
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
    get hidden() { return rows === undefined ? 0 : rows.length - rows.count; },
    hiddenBy: (event) => BY[by[event] ?? 0],
    reset(next, how) {
      columns = next;
      hiding = how;
      version++;
      rows = undefined;
      by = new Uint8Array();
      order();
      take();
    },
    grow() {
      if (columns !== undefined && columns.nodes.length !== nodes) order();
      take();
    },
  };

  function order(): void {
    nodes = columns?.nodes.length ?? 0;
    lanes = columns === undefined ? undefined : laneOrder(columns.nodes, hiding.order, hiding.lanes);
  }

  function take(): void {
    if (columns === undefined) return;
    const away = awayOf(columns, hiding.lanes);
    const { filter } = hiding;
    if (rows === undefined && away === undefined && filter === undefined) return;
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
    for (let i = rows.length; i < length; i++) {
      if (away !== undefined && away[node[i]!] === 1 && kind[i] !== KIND.partition && kind[i] !== KIND.heal) by[i] = 1;
      else if (filter !== undefined && i < filter.length && filter[i] !== 0) by[i] = 2;
    }
    rows.update(length, by);
  }
}

/** For each node whether its lane is hidden; undefined when none is. */
function awayOf({ nodes }: ViewColumns, hidden: readonly string[]): Uint8Array | undefined {
  if (hidden.length === 0) return undefined;
  const names = new Set(hidden);
  const away = Uint8Array.from(nodes, ({ id }) => (names.has(id) ? 1 : 0));
  return away.includes(1) ? away : undefined;
}
