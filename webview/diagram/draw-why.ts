/**
 * Why an event happened: the chain of causes as one strong path through the picture, with a square around each step. Belongs
 * to what is drawn over the picture; only links that touch the window are looked at.
 */
import { yOf } from '../../src/trace/layout/axis';
import { KIND } from '../../src/trace/trace';
import type { WhyChain } from '../../src/trace/why';
import type { Why } from '../store/causal';
import { lineOf, messagePath } from './draw-messages';
import { pointOf } from './draw-marks';
import type { Frame } from './frame';
import type { Layer } from './pool';
import { round } from './pool';

type Scene = Pick<Frame, 'axis' | 'lanes' | 'run' | 'base' | 'top' | 'bottom'>;

const MOST_LINKS = 300;
const FIRST_KEY = 1000;

export function drawWhy(layer: Layer, scene: Scene, why: Why | undefined): void {
  if (why === undefined) return;
  let key = FIRST_KEY;
  const drawn = new Set<number>();
  for (const chain of why.chains) {
    for (let k = firstIn(chain, scene); k < chain.steps.length && key < FIRST_KEY + 2 * MOST_LINKS; k++) {
      const { event, link } = chain.steps[k]!;
      if (event >= scene.run.columns.length) break;
      const before = k > 0 ? chain.steps[k - 1]!.event : -1;
      if (!drawn.has(event)) {
        drawn.add(event);
        const { x, y } = pointOf(scene, event);
        layer.path(key++, `why step${event === chain.to ? ' last' : ''}`, 'M-9 -9H9V9H-9z', x, y - scene.base);
        if (before >= 0) drawLink(layer, scene, key++, before, event, link === 'heard');
      }
      // What lies below the window leads nowhere in it.
      if (before >= 0 && yOf(scene.axis, before) > scene.bottom) break;
    }
    if (why.event !== chain.to && why.event < scene.run.columns.length) drawLink(layer, scene, key++, chain.to, why.event, true);
  }
}

/** The first step whose link reaches into the window. */
function firstIn({ steps }: WhyChain, { axis, top }: Scene): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (yOf(axis, steps[middle]!.event) < top) low = middle + 1;
    else high = middle;
  }
  return low;
}

function drawLink(layer: Layer, scene: Scene, key: number, from: number, to: number, guess: boolean): void {
  const { columns } = scene.run;
  const kind = columns.kind[to]!;
  if ((kind === KIND.deliver || kind === KIND.lose) && columns.kind[from] === KIND.send) {
    const { d, x, y } = messagePath(lineOf(scene, from, to), scene.top - 60, scene.bottom + 60);
    layer.path(key, 'why link', d, x, y - scene.base);
    return;
  }
  const [a, b] = [pointOf(scene, from), pointOf(scene, to)];
  const startY = Math.max(a.y, scene.top - 400);
  const height = round(Math.min(b.y, scene.bottom + 400) - startY);
  layer.path(key, `why link${guess ? ' guess' : ''}`, `M0 0L${round(b.x - a.x)} ${height}`, a.x, startY - scene.base);
}
