/**
 * The ticks along the slider: where the faults, violations and notes of the whole run are. A fixed number of bins, each
 * found by binary search, so that a million events cost what ten do.
 */
import { svg, render } from 'lit';
import type { Store } from '../store/store';
import type { Part } from './part';

const BINS = 240;

export function createOverview(store: Store): Part & { readonly element: SVGElement } {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  element.setAttribute('class', 'overview');
  element.setAttribute('viewBox', `0 0 ${BINS} 8`);
  element.setAttribute('preserveAspectRatio', 'none');
  element.setAttribute('aria-hidden', 'true');
  let drawn = '';

  return {
    element,
    render() {
      const { run } = store;
      const key = run === undefined ? '' : `${run.number} ${run.columns.length} ${run.notes.length}`;
      if (key === drawn) return;
      drawn = key;
      render(run === undefined ? '' : ticks(run), element);
    },
  };

  function ticks({ columns, notes }: NonNullable<Store['run']>): unknown {
    const last = Math.max(1, columns.length - 1);
    const noted = new Set(notes.filter(({ event }) => event >= 0).map(({ event }) => Math.floor((event / last) * (BINS - 1))));
    let faults = '';
    let violations = '';
    let pinned = '';
    for (let bin = 0; bin < BINS; bin++) {
      const from = Math.ceil((bin / (BINS - 1)) * last - 0.5 * (last / (BINS - 1)));
      const to = Math.ceil(((bin + 1) / (BINS - 1)) * last - 0.5 * (last / (BINS - 1)));
      if (columns.violations.before(to) > columns.violations.before(from)) violations += `M${bin} 0h1.4v8h-1.4z`;
      else if (columns.faults.before(to) > columns.faults.before(from)) faults += `M${bin} 2h1v4h-1z`;
      if (noted.has(bin)) pinned += `M${bin} 6.500h1v1.500h-1z`;
    }
    return svg`<path class="faults" d=${faults}/><path class="violations" d=${violations}/><path class="notes" d=${pinned}/>`;
  }
}
