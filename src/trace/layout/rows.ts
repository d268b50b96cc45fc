/**
 * Which events are seen: the rows of those that are, in order, for events that a filter, a hidden lane or a fold has taken away.
 *
 * Two lists answer everything: how many visible events come before each event, and which event has each row. Eight bytes an
 * event, made once and lengthened as the trace grows; while nothing is hidden there are no rows at all (`undefined`)
 * and an event is its own row.
 */

export interface Rows {
  /** Events taken in so far. */
  readonly length: number;
  /** Rows, which is the number of visible events among them. */
  readonly count: number;
  /** The row of an event, or -1 when it is hidden. */
  rowOf(event: number): number;
  /** How many visible events come before an event: the row of a visible one, and for a hidden one that of the next visible. */
  before(event: number): number;
  /** The event of a row, or -1 where there is none. */
  eventAt(row: number): number;
}

export interface GrowingRows extends Rows {
  /** Room that is taken, in bytes. */
  readonly bytes: number;
  /** Takes in events up to `length`; of those, `hidden` has something other than 0 for each that is not to be seen. */
  update(length: number, hidden: Uint8Array): void;
}

export function createRows(capacity = 1024): GrowingRows {
  /** Visible events before event i; one more entry than there are events. */
  let visibleBefore = new Int32Array(capacity + 1);
  let eventOf = new Int32Array(16);
  let length = 0;
  let count = 0;

  const before = (event: number): number => (event <= 0 ? 0 : event >= length ? count : visibleBefore[event]!);

  return {
    get length() { return length; },
    get count() { return count; },
    get bytes() { return visibleBefore.byteLength + eventOf.byteLength; },
    before,
    rowOf(event) {
      if (event < 0 || event >= length) return -1;
      const row = visibleBefore[event]!;
      return visibleBefore[event + 1] === row ? -1 : row;
    },
    eventAt: (row) => (row >= 0 && row < count ? eventOf[row]! : -1),
    update(to, hidden) {
      if (to + 1 > visibleBefore.length) visibleBefore = grown(visibleBefore, Math.max(to + 1, visibleBefore.length * 2));
      // As if all were visible, so that the loop need not look; what is too much is given back.
      if (count + to - length > eventOf.length) eventOf = grown(eventOf, Math.max(count + to - length, Math.min(count * 2, visibleBefore.length)));
      const [before, events] = [visibleBefore, eventOf];
      let visible = count;
      for (let event = length; event < to; event++) {
        if (hidden[event] === 0) events[visible++] = event;
        before[event + 1] = visible;
      }
      count = visible;
      if (eventOf.length > 4096 && count * 2 < eventOf.length) eventOf = eventOf.slice(0, count);
      length = Math.max(length, to);
    },
  };
}

/** Number of rows of a trace of `length` events. */
export function rowCount(rows: Rows | undefined, length: number): number {
  return rows === undefined ? length : rows.count;
}

/** The event of a row, where rows may be all events. */
export function eventOfRow(rows: Rows | undefined, row: number): number {
  return rows === undefined ? row : rows.eventAt(row);
}

/** How many visible events come before an event, where all may be visible. */
export function rowsBefore(rows: Rows | undefined, event: number): number {
  return rows === undefined ? event : rows.before(event);
}

export function isHidden(rows: Rows | undefined, event: number): boolean {
  return rows !== undefined && event < rows.length && rows.rowOf(event) < 0;
}

/** The visible event nearest to one: itself, else the one before it, else the one after; -1 when nothing is visible. */
export function nearestVisible(rows: Rows | undefined, event: number): number {
  if (rows === undefined || !isHidden(rows, event)) return event;
  const row = rows.before(event);
  return row > 0 ? rows.eventAt(row - 1) : rows.eventAt(row);
}

function grown(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const into = new Int32Array(length);
  into.set(from);
  return into;
}
