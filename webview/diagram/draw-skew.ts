/** A ruler between two lanes at the line of "now": how far apart their clocks are at this moment. */
import { yOf } from '../../src/trace/layout/axis';
import { laneX, placeOf } from '../../src/trace/layout/lanes';
import type { Frame } from './frame';
import type { Ruler } from './measure';
import type { Layer } from './pool';
import { round } from './pool';

const KEY = 94;
/** Below the line of "now": on it stand the current event and its words. */
const BELOW_PX = 15;
const TICK_PX = 4;

export interface SkewRuler {
  readonly nodes: readonly [number, number];
  readonly words: string;
}

export function drawSkew(layer: Layer, scene: Pick<Frame, 'axis' | 'lanes' | 'base' | 'turned'>, step: number, ruler: Ruler, skew: SkewRuler | undefined): void {
  if (skew === undefined) return;
  const { axis, base, lanes } = scene;
  if (skew.nodes.some((node) => placeOf(lanes, node) < 0)) return;
  const [x1, x2] = skew.nodes.map((node) => laneX(lanes, node)).sort((a, b) => a - b) as [number, number];
  const y = yOf(axis, step) - base + BELOW_PX;
  const width = round(x2 - x1);
  layer.path(KEY, 'skew-line', `M0 ${-TICK_PX}V${TICK_PX}M0 0H${width}M${width} ${-TICK_PX}V${TICK_PX}`, x1, y);
  if (scene.turned) return layer.text(KEY + 1, 'label skew', skew.words, y + TICK_PX + 5, (x1 + x2) / 2 + 4);
  const half = ruler.widthPx(skew.words) / 2;
  // Wider than the ruler, it begins at the first lane's right.
  const x = Math.max((x1 + x2) / 2, lanes.gutterPx + 8 + half);
  layer.text(KEY + 1, 'label skew', skew.words, x, y + 15, 'middle');
}
