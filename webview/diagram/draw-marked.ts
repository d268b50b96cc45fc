/** The event that others are compared with: a dashed ring. */
import { pointOf } from './draw-marks';
import type { Frame } from './frame';
import type { Layer } from './pool';

const KEY = 90;

export function drawMarked(layer: Layer, scene: Pick<Frame, 'axis' | 'lanes' | 'run' | 'base' | 'top' | 'bottom'>, event: number): void {
  if (event < 0 || event >= scene.run.columns.length) return;
  const { x, y } = pointOf(scene, event);
  if (y < scene.top - 20 || y > scene.bottom + 20) return;
  layer.path(KEY, 'marked', 'M-13 0a13 13 0 1 0 26 0a13 13 0 1 0 -26 0z', x, y - scene.base);
}
