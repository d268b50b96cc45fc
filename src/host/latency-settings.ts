/**
 * A latency as controls: which distribution it is, and the numbers of that one. Changing the distribution keeps the mean where there is
 * one, so that what differs afterwards is the spread. Nothing here knows VS Code.
 */
import type { Distribution } from '../kernel/spec';
import { MAX_UNTIL_US } from '../kernel/spec';
import type { DistributionValue } from '../scenario/describe-network';
import { duration, number } from '../scenario/shape';
import type { ShapeData } from '../scenario/shape';
import { formatDuration } from '../scenario/units';

export const LATENCY_KINDS: readonly { readonly value: Distribution['kind']; readonly label: string }[] = [
  { value: 'constant', label: 'constant: always the same' },
  { value: 'uniform', label: 'uniform: between two times' },
  { value: 'normal', label: 'normal: around a mean' },
  { value: 'exponential', label: 'exponential: mostly short' },
  { value: 'pareto', label: 'Pareto: a heavy tail' },
  { value: 'mixture', label: 'a mixture of several' },
];

/** One number of a distribution. */
export interface LatencyPart {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly shape: ShapeData;
  readonly value: number;
}


/** The numbers of a distribution; a mixture has none that can be shown in a line. */
export function latencyParts(latency: Distribution): readonly LatencyPart[] {
  const time = duration(0, MAX_UNTIL_US);
  const part = (id: string, label: string, summary: string, value: number, shape: ShapeData = time): LatencyPart => ({ id, label, summary, shape, value });
  switch (latency.kind) {
    case 'constant':
      return [part('constant', 'time', 'How long every message takes.', latency.us)];
    case 'uniform':
      return [part('least', 'least', 'The shortest time.', latency.minUs), part('most', 'most', 'The longest time.', latency.maxUs)];
    case 'normal':
      return [part('mean', 'mean', 'The mean.', latency.meanUs), part('sd', 'standard deviation', 'How far they spread. What would be less than zero is zero.', latency.sdUs)];
    case 'exponential':
      return [part('mean', 'mean', 'The mean.', latency.meanUs)];
    case 'pareto':
      return [part('scale', 'scale', 'The shortest time there is.', latency.scaleUs), part('shape', 'shape', 'How fast the tail falls; 1 to 2 is a heavy tail.', latency.shape, number(0.1, 100))];
    case 'mixture':
      return [];
  }
}

/** With another number in the place of one of its own. */
export function withPart(latency: Distribution, id: string, value: number): number | DistributionValue | { readonly problem: string } {
  switch (latency.kind) {
    case 'constant':
      return value;
    case 'uniform': {
      const [least, most] = id === 'least' ? [value, latency.maxUs] : [latency.minUs, value];
      if (least <= most) return { uniform: [least, most] };
      return { problem: id === 'least' ? `must be at most ${formatDuration(most)}, the longest time` : `must be at least ${formatDuration(least)}, the shortest time` };
    }
    case 'normal':
      return { normal: { mean: id === 'mean' ? value : latency.meanUs, sd: id === 'sd' ? value : latency.sdUs } };
    case 'exponential':
      return { exponential: { mean: value } };
    case 'pareto':
      return { pareto: { scale: id === 'scale' ? value : latency.scaleUs, shape: id === 'shape' ? value : latency.shape } };
    case 'mixture':
      return { problem: 'a mixture is changed in the text' };
  }
}

/** A distribution of another kind about the same mean. */
export function withKind(latency: Distribution, kind: string): number | DistributionValue | { readonly problem: string } {
  const meanUs = meanOf(latency);
  const half = Math.round(meanUs / 2);
  switch (kind) {
    case 'constant':
      return meanUs;
    case 'uniform':
      return { uniform: [half, 2 * meanUs - half] };
    case 'normal':
      return { normal: { mean: meanUs, sd: Math.round(meanUs / 4) } };
    case 'exponential':
      return { exponential: { mean: meanUs } };
    case 'pareto':
      // With this shape the mean is twice the shortest time.
      return { pareto: { scale: half, shape: 2 } };
    default:
      return { problem: 'a mixture is written in the text' };
  }
}

/** `10ms`, `10ms to 30ms`, `normal, mean 20ms, standard deviation 5ms` … */
export function latencyWords(latency: Distribution): string {
  switch (latency.kind) {
    case 'constant':
      return formatDuration(latency.us);
    case 'uniform':
      return `${formatDuration(latency.minUs)} to ${formatDuration(latency.maxUs)}`;
    case 'normal':
      return `normal, mean ${formatDuration(latency.meanUs)}, standard deviation ${formatDuration(latency.sdUs)}`;
    case 'exponential':
      return `exponential, mean ${formatDuration(latency.meanUs)}`;
    case 'pareto':
      return `Pareto, scale ${formatDuration(latency.scaleUs)}, shape ${latency.shape}`;
    case 'mixture':
      return `a mixture of ${latency.parts.map(({ weight, of }) => `${latencyWords(of)} (weight ${weight})`).join(' and ')}`;
  }
}

function meanOf(latency: Distribution): number {
  switch (latency.kind) {
    case 'constant':
      return latency.us;
    case 'uniform':
      return Math.round((latency.minUs + latency.maxUs) / 2);
    case 'normal':
    case 'exponential':
      return latency.meanUs;
    case 'pareto':
      return latency.shape > 1 ? Math.min(MAX_UNTIL_US / 2, Math.round((latency.scaleUs * latency.shape) / (latency.shape - 1))) : latency.scaleUs * 2;
    case 'mixture': {
      const weights = latency.parts.reduce((sum, { weight }) => sum + weight, 0);
      return Math.round(latency.parts.reduce((sum, { weight, of }) => sum + weight * meanOf(of), 0) / weights);
    }
  }
}
