/**
 * The whole trace on some hundred rows of pixels: how busy each lane is at each height, and where the landmarks are.
 *
 * Heights are those of the axis, so the map follows its spacing and what is hidden. For each row of pixels two searches find its events;
 * of these a few at equal distances stand for all when there are many, but landmarks are never left out for that. So the work goes
 * with the height of the map and not with the length of the trace: two milliseconds for a million events, at a change of the layout
 * and not at each frame.
 */
import { yOf } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import { placeOf } from '../../src/trace/layout/lanes';
import type { Lanes } from '../../src/trace/layout/lanes';
import { eventOfRow, isHidden, rowsBefore } from '../../src/trace/layout/rows';
import type { IndexList } from '../store/index-list';

export interface MapOf {
  readonly axis: Axis;
  readonly lanes: Lanes;
  /** Height of the whole picture, and of the map. */
  readonly totalPx: number;
  readonly heightPx: number;
  /** Lanes share columns when there are more of them. */
  readonly mostColumns: number;
  readonly landmarks: readonly IndexList[];
}

export interface MapRows {
  readonly columns: number;
  /** How busy each column is in each row, from 0 to 255; row by row. */
  readonly busy: Uint8Array;
  /** For each list of landmarks and each row, 1 where there is one. */
  readonly marks: readonly Uint8Array[];
}

/** Of the events of one row so many are looked at. */
const SAMPLES = 48;
/** Landmarks of one row that are hidden are passed over, this many at most. */
const LOOKS = 64;

export function mapRows({ axis, lanes, totalPx, heightPx, mostColumns, landmarks }: MapOf): MapRows {
  const columns = Math.max(1, Math.min(mostColumns, lanes.count));
  const edges = edgesOf(axis, totalPx, heightPx);
  const share = new Float32Array(columns * heightPx);
  const counts = new Int32Array(heightPx);
  const marks = landmarks.map(() => new Uint8Array(heightPx));
  let most = 1;
  for (let row = 0; row < heightPx; row++) {
    const from = edges[row]!;
    const to = edges[row + 1]!;
    if (from === to) continue;
    landmarks.forEach((list, k) => {
      if (hasVisible(list, from, to, axis)) marks[k]![row] = 1;
    });
    const first = rowsBefore(axis.rows, from);
    const count = rowsBefore(axis.rows, to) - first;
    counts[row] = count;
    most = Math.max(most, count);
    const looks = Math.min(count, SAMPLES);
    for (let k = 0; k < looks; k++) {
      const event = eventOfRow(axis.rows, first + Math.floor((k * count) / looks));
      const place = placeOf(lanes, axis.columns.node[event]!);
      if (place < 0) continue;
      share[row * columns + Math.floor((place * columns) / lanes.count)]! += 1 / looks;
    }
  }
  const busy = new Uint8Array(columns * heightPx);
  for (let k = 0; k < busy.length; k++) {
    if (share[k] === 0) continue;
    // The square root keeps a few events visible beside many.
    const density = Math.sqrt(counts[Math.floor(k / columns)]! / most);
    busy[k] = Math.round(255 * Math.min(1, (0.2 + 0.8 * density) * (0.3 + 0.7 * Math.sqrt(share[k]!))));
  }
  return { columns, busy, marks };
}

/** Event at which each row of pixels begins, and the end of the last one. */
function edgesOf(axis: Axis, totalPx: number, heightPx: number): Int32Array {
  const edges = new Int32Array(heightPx + 1);
  edges[heightPx] = axis.columns.length;
  halve(0, heightPx);
  return edges;

  /** Each edge is searched only between those that are known already. */
  function halve(first: number, last: number): void {
    if (last - first < 2) return;
    const row = (first + last) >>> 1;
    const y = (row / heightPx) * totalPx;
    let low = edges[first]!;
    let high = edges[last]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (yOf(axis, middle) <= y) low = middle + 1;
      else high = middle;
    }
    edges[row] = low;
    halve(first, row);
    halve(row, last);
  }
}

function hasVisible(list: IndexList, from: number, to: number, { rows }: Axis): boolean {
  const first = list.before(from);
  for (let k = first; k < first + LOOKS; k++) {
    const event = list.at(k);
    if (event < 0 || event >= to) return false;
    if (!isHidden(rows, event)) return true;
  }
  return false;
}
