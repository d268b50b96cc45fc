/** What lasts and lies behind the marks: cuts of the network between their sides, waves of slow nodes, strips of writes that are not synced. */
import { heightOf, yOf } from '../../trace/layout/axis';
import { cutGaps, oneWaySign } from '../../trace/layout/cuts';
import { laneX, nodeAt } from '../../trace/layout/lanes';
import { isHidden } from '../../trace/layout/rows';
import { slowPieces, unsyncedPieces } from '../../trace/layout/standing';
import { detailAs } from '../../trace/describe';
import { KIND } from '../../trace/trace';
import type { Scene } from './scene';
import { tooltip } from './tooltip';
import { px } from './xml';

/** Between the shading and the lanes beside it. */
const CLEAR_PX = 16;
const STRIP_FROM_PX = -13;
const STRIP_PX = 3;
const WAVE_PX = 10;

export function* drawCuts(scene: Scene): Generator<string> {
  const { trace, from, to, events, axis, lanes, spans, nodeIndex } = scene;
  const [top, bottom] = edges(scene);
  const begun = spans.crossing(from, 1000).filter((i) => trace.kind[i] === KIND.partition && !(axis.rows !== undefined && i >= from && isHidden(axis.rows, i)));
  for (const i of events) if (trace.kind[i] === KIND.partition) begun.push(i);
  for (const i of begun) {
    const end = trace.partner[i]!;
    const y1 = i < from ? top : yOf(axis, i);
    const y2 = end > i && end < to ? yOf(axis, end) : bottom;
    for (const { x1, x2, way } of cutGaps(lanes, detailAs(trace, i, 'partition'), nodeIndex)) {
      const width = x2 - x1 - 2 * CLEAR_PX;
      if (width <= 0 || y2 <= y1) continue;
      const middle = (x1 + x2) / 2;
      const wall = way === 0
        ? `<path class="wall" d="M${px(middle)} ${px(y1)}V${px(y2)}"/>`
        : arrows(y1, y2).map((y) => `<path class="one-way" transform="translate(${px(middle)} ${px(y)})" d="${oneWaySign(way)}"/>`).join('');
      yield `<g><title>${tooltip(trace, i)}</title><rect class="between" x="${px(x1 + CLEAR_PX)}" y="${px(y1)}" width="${px(width)}" height="${px(y2 - y1)}"/>${wall}</g>\n`;
    }
  }
}

/** After the lanes, which the waves lie upon. */
export function* drawDisks(scene: Scene): Generator<string> {
  const { lanes, axis, standing } = scene;
  const [top, bottom] = edges(scene);
  for (let place = 0; place < lanes.count; place++) {
    const node = nodeAt(lanes, place);
    const x = laneX(lanes, node);
    const slows = standing.slows(node);
    for (const { k, y1, y2 } of slowPieces(axis, slows, top, bottom)) {
      yield `<path class="slow" d="M${px(x)} ${px(y1)}${'q5 5 0 10q-5 5 0 10'.repeat(Math.floor((y2 - y1) / (2 * WAVE_PX)))}"><title>slow: everything takes ${slows.factor(k)} times as long</title></path>\n`;
    }
    const unsynced = standing.unsynced(node);
    for (const { k, y1, y2, ends, lost } of unsyncedPieces(axis, unsynced, top, bottom)) {
      const left = x + STRIP_FROM_PX;
      const count = unsynced.count(k);
      yield `<rect class="unsynced" x="${px(left)}" y="${px(y1)}" width="${STRIP_PX}" height="${px(Math.max(1, y2 - y1))}"><title>${count} ${count === 1 ? 'write is' : 'writes are'} not synced</title></rect>\n`;
      if (!ends) continue;
      if (lost) yield `<path class="unsynced-lost" d="M${px(left - 2)} ${px(y2 - 3.5)}l7 7m0 -7l-7 7"/>\n`;
      else if (k + 1 < unsynced.length && unsynced.count(k + 1) < count) yield `<rect class="synced" x="${px(left - 1)}" y="${px(y2 - 4)}" width="${STRIP_PX + 2}" height="4"/>\n`;
    }
  }
}

function arrows(y1: number, y2: number): number[] {
  const found: number[] = [];
  for (let y = y1 + 20; y < y2 - 6; y += 160) found.push(y);
  return found;
}

function edges({ from, to, axis }: Pick<Scene, 'from' | 'to' | 'axis'>): readonly [number, number] {
  if (to <= from) return [0, heightOf(axis)];
  return [yOf(axis, from) - axis.marginPx, yOf(axis, to - 1) + axis.marginPx];
}
