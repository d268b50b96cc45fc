/** Pinned fields as narrow strips along their node's lane: a piece for each value, with the value beside where it begins. */
import { heightOf, yOf } from '../../src/trace/layout/axis';
import { laneX } from '../../src/trace/layout/lanes';
import { partsOf } from '../../src/trace/field-changes';
import { shortString } from '../panels/plain-text';
import { isLaneIn, keyOf, wordsPx } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

/** Beside the bar of a lease. */
const FROM_PX = 17;
const WIDE_PX = 5;
const APART_PX = 8;
/** Pieces lower than that are drawn as one. */
const LEAST_PX = 2;
const MOST_PIECES = 300;
/** Strips have keys of their own, below those of events; leases have the first few thousand. */
const KEYS = -10_000;

export function drawPins(frame: Frame): void {
  const { axis, base, bottom, lanes, layers, run, top } = frame;
  const { columns, pins } = run;
  const places = new Map<number, number>();
  pins.fields.forEach((pin, number) => {
    const lane = columns.nodeIndex(pin.node);
    if (lane < 0 || !isLaneIn(frame, lane)) return;
    const place = places.get(lane) ?? 0;
    places.set(lane, place + 1);
    const x = laneX(lanes, lane) + FROM_PX + place * APART_PX;
    const name = shortString(partsOf(pin.path).slice(-1)[0] ?? '', 20);
    const pieces = pins.pieces(pin, frame.from, frame.to).slice(0, MOST_PIECES);
    let strip = '';
    let from = top;
    pieces.forEach(({ event, text }, k) => {
      const next = pieces[k + 1];
      const y1 = Math.max(from, top - 4, yOf(axis, event));
      const y2 = Math.min(bottom + 4, next === undefined ? heightOf(axis) - axis.marginPx + 14 : yOf(axis, next.event));
      if (y2 - y1 < LEAST_PX) return;
      from = y2;
      if (text === '') return;
      strip += `M0 ${round(y1 - top)}H${WIDE_PX}V${round(y2 - top)}H0z`;
      const words = `${name} ${text}`;
      const room = Math.max(40, wordsPx(frame, FROM_PX + 12));
      const fitted = frame.ruler.fit(words, room);
      const widthPx = frame.ruler.widthPx(fitted);
      // One that began above tells its value at the top.
      const y = Math.max(y1, top) - base;
      const right = { x: x + WIDE_PX + 3, anchor: 'start', widthPx } as const;
      frame.wishes.push({
        of: { key: keyOf(event, 27) + number * 0.01, className: 'label pin', text: fitted, event },
        priority: 4,
        places: [11, 20, 3].filter((down) => down < y2 - y1 + 6).map((down) => ({ ...right, y: y + down })),
        turned: [12, 23].map((down) => ({ ...right, x: y + 1, y: x + WIDE_PX + down })),
      });
    });
    if (strip !== '') layers.bars.path(KEYS - number, 'pin-strip', strip, x, top - base);
  });
}
