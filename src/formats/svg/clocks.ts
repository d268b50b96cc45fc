/** What processes read on their clocks: a chip around the words, and a bar over the moments that the reading allows. */
import { detailAs } from '../../trace/describe';
import { allows, boundsOf, isNear, isWrong } from '../../trace/clocks/bounds';
import { heightOf, yOf, yOfTime } from '../../trace/layout/axis';
import { leftOf } from '../../trace/layout/labels';
import type { LabelBox } from '../../trace/layout/labels';
import { laneX } from '../../trace/layout/lanes';
import { timeText } from '../../trace/text';
import { KIND } from '../../trace/trace';
import type { Trace } from '../../trace/trace';
import { isShown, uprightAt } from './scene';
import type { Scene } from './scene';
import { px } from './xml';

/** The bars of a lane stand left of it, in turn at one of three places. */
const BAR_PX = 12;
const STEP_PX = 5;
const PLACES = 3;

export function isChip(trace: Trace, i: number): boolean {
  return trace.kind[i] === KIND.clock;
}

/** `wall 22 ms ± 7 ms · true 2 ms`, or undefined for clocks that tell no time. */
export function chipText(trace: Trace, i: number): string | undefined {
  const d = detailAs(trace, i, 'clock');
  const bounds = boundsOf(d);
  if (bounds === undefined || trace.header.timed === false) return undefined;
  const reading = d.reading as number;
  const [down, up] = [reading - bounds.earliest, bounds.latest - reading];
  const width = down === 0 && up === 0 ? '' : down === up ? ` ± ${timeText(up)}` : ` −${timeText(down)} +${timeText(up)}`;
  return `wall ${timeText(reading)}${width} · true ${timeText(trace.t[i]!)}`;
}

/** Around words that stand there on the screen. */
export function chipOutline({ trace, turned }: Pick<Scene, 'trace' | 'turned'>, i: number, box: LabelBox): string {
  const [x, y] = [leftOf(box), box.y];
  const { widthPx } = box;
  const at = turned ? `${uprightAt({ turned }, y, x)} x="-4" y="-11"` : `x="${px(x - 4)}" y="${px(y - 11)}"`;
  return `<rect class="chip${wrong(trace, i) ? ' wrong' : ''}" ${at} width="${px(widthPx + 8)}" height="15" rx="3"/>\n`;
}

export function* drawIntervals({ trace, from, to, events, axis, lanes }: Scene): Generator<string> {
  if (trace.header.timed === false) return;
  const places = new Map<number, number>();
  for (const i of events) {
    const lane = trace.node[i]!;
    if (trace.kind[i] !== KIND.clock || !isShown({ lanes }, lane)) continue;
    const bounds = boundsOf(detailAs(trace, i, 'clock'));
    if (bounds === undefined || !isNear(trace, bounds)) continue;
    const place = places.get(lane) ?? 0;
    places.set(lane, (place + 1) % PLACES);
    const onAxis = (us: number): number => Math.min(Math.max(yOfTime(axis, us), yOf(axis, from) - 12), Math.min(heightOf(axis) - axis.marginPx, yOf(axis, to - 1)) + 12);
    const [y1, y2] = [onAxis(bounds.earliest), onAxis(bounds.latest)];
    const x = px(laneX(lanes, lane) - BAR_PX - place * STEP_PX);
    const look = wrong(trace, i) ? ' wrong' : '';
    if (y2 > y1) yield `<path class="interval${look}" d="M${x} ${px(y1)}V${px(y2)}m-3 0h6M${x} ${px(y1)}m-3 0h6"/>\n`;
    // Rows have no place for a moment between events, so what the reading allows is asked of the times.
    if (allows(bounds, trace.t[i]!)) continue;
    const here = yOf(axis, i);
    const target = Math.min(Math.max(here, y1), y2);
    if (Math.abs(target - here) > 3) yield `<path class="interval points${look}" d="M${x} ${px(here)}V${px(target)}"/>\n`;
  }
}

function wrong(trace: Trace, i: number): boolean {
  const bounds = boundsOf(detailAs(trace, i, 'clock'));
  return bounds !== undefined && trace.header.timed !== false && isWrong(bounds, trace.t[i]!);
}
