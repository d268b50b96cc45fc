/** Pinned fields as strips along their node's lane: a piece for each value, with the value where it begins. */
import { yOf } from '../../trace/layout/axis';
import { fitText, textWidthPx } from '../../trace/layout/labels';
import type { LabelBox } from '../../trace/layout/labels';
import { TURNED_WORDS_PX } from '../../trace/layout/turn';
import { laneX } from '../../trace/layout/lanes';
import { isShown } from './scene';
import type { Scene } from './scene';
import { px, xmlText } from './xml';

/** Beside the bar of a lease. */
const FROM_PX = 17;
const WIDE_PX = 5;
const APART_PX = 8;
const LEAST_PX = 2;
const MOST_PIECES = 500;

interface Piece {
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
  readonly words: string;
  readonly empty: boolean;
}

export function* drawPins(scene: Scene): Generator<string> {
  for (const { x, y1, y2, words, empty } of piecesOf(scene)) {
    if (!empty) yield `<rect class="pin" x="${px(x)}" y="${px(y1)}" width="${WIDE_PX}" height="${px(y2 - y1)}"><title>${xmlText(words)}</title></rect>\n`;
  }
}

export function pinLabels(scene: Scene): readonly { readonly text: string; readonly places: readonly LabelBox[]; readonly turned?: readonly LabelBox[] }[] {
  return piecesOf(scene).filter(({ empty }) => !empty).map(({ x, y1, y2, words }) => {
    const text = fitText(words, scene.turned ? TURNED_WORDS_PX : scene.lanes.lanePx - FROM_PX - 12, 11);
    const place: LabelBox = { x: x + WIDE_PX + 3, y: y1 + 11, anchor: 'start', widthPx: textWidthPx(text, 11) };
    if (scene.turned) return { text, places: [], turned: [12, 24].map((down) => ({ ...place, x: y1 + 1, y: x + WIDE_PX + down })) };
    return { text, places: [place, ...(y2 - y1 > 16 ? [{ ...place, y: y1 + 20 }] : []), { ...place, y: y1 + 3 }] };
  });
}

function piecesOf(scene: Scene): Piece[] {
  const { axis, from, lanes, pins, to } = scene;
  const found: Piece[] = [];
  const places = new Map<number, number>();
  if (to <= from) return found;
  for (const { node, name, values } of pins) {
    if (!isShown(scene, node)) continue;
    const place = places.get(node) ?? 0;
    places.set(node, place + 1);
    const x = laneX(lanes, node) + FROM_PX + place * APART_PX;
    let begins = -Infinity;
    values.slice(0, MOST_PIECES).forEach(({ event, text }, k) => {
      if (event >= to) return;
      const next = values[k + 1]?.event ?? to;
      const y1 = Math.max(begins, event < from ? yOf(axis, from) - axis.marginPx : yOf(axis, event));
      const y2 = next >= to ? yOf(axis, to - 1) + axis.marginPx : next < from ? y1 : yOf(axis, next);
      if (y2 - y1 < LEAST_PX) return;
      begins = y2;
      found.push({ x, y1, y2, words: `${name} ${text}`, empty: text === '' });
    });
  }
  return found;
}
