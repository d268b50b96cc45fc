/**
 * Clients' operations as bars beside their lanes. One whose outcome nobody knows has a jagged end, since it may take effect at any later
 * time; a number says where it stands in an order that explains all, a cross that it stands nowhere in any.
 */
import { detailAs } from '../../trace/describe';
import { yOf } from '../../trace/layout/axis';
import { textWidthPx } from '../../trace/layout/labels';
import type { LabelBox } from '../../trace/layout/labels';
import { laneX } from '../../trace/layout/lanes';
import { KIND } from '../../trace/trace';
import { isShown, uprightAt, wordsOn } from './scene';
import type { Scene } from './scene';
import { tooltip } from './tooltip';
import { px } from './xml';

/** From the lane to the middle of the bar. */
const BESIDE_PX = 6.5;
const HALF_PX = 2.5;
const BADGE_PX = 7;
const DIGIT_PX = 6;
const NO_PLACE = 'has no place in any order';

export function* drawOperations(scene: Scene): Generator<string> {
  const { trace, from, to, axis, lanes } = scene;
  for (const i of operationsOf(scene)) {
    const x = laneX(lanes, trace.node[i]!) - BESIDE_PX;
    const end = trace.partner[i]!;
    const returns = end > i;
    const status = returns ? detailAs(trace, end, 'return').status : 'open';
    const [y1, y2] = extent(scene, i);
    // Where the picture ends before the operation does, nothing is known of its end.
    const open = status === 'open' || (status === 'unknown' && end < to);
    const bottom = open ? `V${px(y2)}l-1.25 -3l-1.25 3l-1.25 -3l-1.25 3` : `V${px(y2)}H${px(x - HALF_PX)}`;
    const unplaced = scene.unplaced === i;
    yield `<g><title>${tooltip(trace, i)}${returns && end < to && end >= from ? ` — ${tooltip(trace, end)}` : ''}</title>` +
      `<path class="operation ${status}${unplaced ? ' unplaced' : ''}" d="M${px(x - HALF_PX)} ${px(y1)}H${px(x + HALF_PX)}${bottom}z"/>` +
      (open ? `<text class="small middle" ${scene.turned ? wordsOn(scene, x, y2 + 6, 4) : wordsOn(scene, x, y2, 12)}>?</text>` : '') + '</g>\n';
    if (unplaced) yield `<path class="no-place" ${uprightAt(scene, x, (y1 + y2) / 2)} d="M-8 0A8 8 0 0 1 8 0A8 8 0 0 1 -8 0zM-3.5 -3.5l7 7M3.5 -3.5l-7 7"/>\n`;
  }
  for (const { event, number, after, share } of scene.places) {
    if (after < from || after >= to || !isShown(scene, trace.node[event]!)) continue;
    const x = laneX(lanes, trace.node[event]!) - BESIDE_PX;
    const y = yOf(axis, after);
    const at = y + ((after + 1 < trace.length ? yOf(axis, after + 1) : y + axis.rowPx) - y) * share;
    const flat = ((String(number).length - 1) * DIGIT_PX) / 2;
    yield `<g><title>${tooltip(trace, event)}: took effect here, as number ${number}</title>` +
      `<path class="place" ${uprightAt(scene, x, at)} d="M${px(-flat)} ${-BADGE_PX}H${px(flat)}a7 7 0 0 1 0 14H${px(-flat)}a7 7 0 0 1 0 -14z"/>` +
      `<text class="number middle" ${wordsOn(scene, x, at, 3.5)}>${number}</text></g>\n`;
  }
}

/** The words beside the cross, and where they may stand; undefined where there is none. */
export function unplacedLabel(scene: Scene): { readonly text: string; readonly places: readonly LabelBox[] } | undefined {
  const { trace, lanes, unplaced } = scene;
  if (unplaced < 0 || !operationsOf(scene).includes(unplaced)) return undefined;
  const [y1, y2] = extent(scene, unplaced);
  const x = laneX(lanes, trace.node[unplaced]!) - BESIDE_PX;
  const widthPx = textWidthPx(NO_PLACE, 11);
  const y = (y1 + y2) / 2 + 4;
  return { text: NO_PLACE, places: [0, 14, -14].flatMap((down) => [{ x: x + 18, y: y + down, anchor: 'start' as const, widthPx }, { x: x - 14, y: y + down, anchor: 'end' as const, widthPx }]) };
}

function operationsOf(scene: Scene): number[] {
  const { trace, from, events, spans } = scene;
  return [...spans.crossing(from, 1000), ...events].filter((i) => trace.kind[i] === KIND.invoke && isShown(scene, trace.node[i]!));
}

function extent({ trace, from, to, axis }: Scene, i: number): readonly [number, number] {
  const end = trace.partner[i]!;
  const y1 = i < from ? yOf(axis, from) - axis.marginPx : yOf(axis, i);
  const y2 = end > i && end < to ? yOf(axis, end) : yOf(axis, to - 1) + axis.marginPx;
  return [y1, Math.max(y1 + 4, y2)];
}
