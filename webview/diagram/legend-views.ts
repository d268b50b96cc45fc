/**
 * What the legend explains beside the events themselves: what is drawn because of how one looks at a trace (folded, compressed, without
 * some lanes, two runs at once), and how to tell whether it is in the picture now, so that this comes first.
 */
import type { Ghost } from '../../src/trace/compare/ghost';
import type { Store } from '../store/store';
import type { LegendShape } from './legend-signs';

export interface LegendView {
  readonly name: string;
  readonly words: string;
  readonly shapes: readonly LegendShape[];
  /** A letter in the picture. */
  readonly letter?: { readonly className: string; readonly text: string };
  now(store: Store): boolean;
}

const BAR = 'M-5 -11H5V';

export const LEGEND_VIEWS: readonly LegendView[] = [
  {
    name: 'left',
    words: '− before a row: only the first of the two compared runs has it.',
    shapes: [{ className: 'origin-row of-left', d: 'M-28 -11H28V11H-28z', x: 0, y: 0 }],
    letter: { className: 'origin-sign of-left', text: '−' },
    now: compares('left'),
  },
  {
    name: 'right',
    words: '+ before a row: only the second of the two compared runs has it; its messages are dashed.',
    shapes: [{ className: 'origin-row of-right', d: 'M-28 -11H28V11H-28z', x: 0, y: 0 }],
    letter: { className: 'origin-sign of-right', text: '+' },
    now: compares('right'),
  },
  {
    name: 'changed',
    words: '~ before a row: both runs have it, with other content.',
    shapes: [{ className: 'origin-row of-changed', d: 'M-28 -11H28V11H-28z', x: 0, y: 0 }],
    letter: { className: 'origin-sign of-changed', text: '~' },
    now: compares('changed'),
  },
  {
    name: 'moved',
    words: '≈ before a row: both runs have it, at another time.',
    shapes: [],
    letter: { className: 'origin-sign of-moved', text: '≈' },
    now: ({ run }) => (run?.info.comparison?.counts.later ?? 0) + (run?.info.comparison?.counts.earlier ?? 0) > 0,
  },
  {
    name: 'ghost-new',
    words: '+ and a bar in the gutter: new since the last edit. ~ happened otherwise before, ≈ at another time; a thin bar, only late or early with its cause.',
    shapes: [{ className: 'ghost-bar of-right', d: 'M-14 -11h3v22h-3z', x: 0, y: 0 }],
    letter: { className: 'origin-sign of-right', text: '+' },
    now: ({ run }) => changes(run?.ghost?.ghost, 'present'),
  },
  {
    name: 'ghost-gone',
    words: '− and a wedge between two rows: so many events are gone since the last edit; their messages are dotted and faint. Point at them to read what they were.',
    shapes: [{ className: 'ghost-gone', d: 'M-18 -5L-12 0L-18 5z', x: 0, y: 0 }, { className: 'ghost-line', d: 'M4 -8L20 6', x: 0, y: 0 }, { className: 'ghost-mark', d: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z', x: 23, y: 8 }],
    letter: { className: 'origin-sign of-left', text: '−' },
    now: ({ run }) => changes(run?.ghost?.ghost, 'past'),
  },
  {
    name: 'place',
    words: 'Where a client’s operation took effect, numbered in an order that explains all results.',
    shapes: [{ className: 'operation ok', d: `${BAR}11H-5z`, x: 0, y: 0 }, { className: 'operation-place', d: 'M0 -7a7 7 0 0 1 0 14a7 7 0 0 1 0 -14z', x: 0, y: 0 }],
    letter: { className: 'operation-number', text: '1' },
    now: ({ run }) => (run?.placings?.all.size ?? 0) > 0,
  },
  {
    name: 'no-place',
    words: 'The operation that has no place in any order: what it returned cannot be explained.',
    shapes: [{ className: 'operation ok unplaced', d: `${BAR}11H-5z`, x: 0, y: 0 }, { className: 'operation-cross', d: 'M-8 0A8 8 0 0 1 8 0A8 8 0 0 1 -8 0zM-3.5 -3.5l7 7M3.5 -3.5l-7 7', x: 0, y: 0 }],
    now: ({ run }) => (run?.placings?.unplaced ?? -1) >= 0,
  },
  {
    name: 'open-end',
    words: 'The bar of an operation ends jagged where nobody knows the outcome: it may take effect at any later time.',
    shapes: [{ className: 'operation open', d: `${BAR}8l-2.5 -3l-2.5 3l-2.5 -3l-2.5 3z`, x: 0, y: 0 }],
    now: () => false,
  },
  {
    name: 'pin',
    words: 'A pinned field of the node’s state: a piece for each value it had.',
    shapes: [{ className: 'pin-strip', d: 'M0 0H5V9H0zM0 11H5V22H0z', x: -2, y: -11 }],
    now: ({ view }) => view.pins.length > 0,
  },
  {
    name: 'fold',
    words: 'What repeats, folded into one row that counts it; F unfolds it.',
    shapes: [{ className: 'fold pile', d: 'M4 19H48', x: -26, y: -9 }, { className: 'fold', d: 'M5 0H47q5 0 5 5V11q0 5 -5 5H5q-5 0 -5 -5V5q0 -5 5 -5z', x: -26, y: -9 }],
    now: hasFolds,
  },
  {
    name: 'break',
    words: 'Compressed time: so long nothing happened was cut out here; how much stands at the left.',
    shapes: [{ className: 'break', d: `M0 -7${'l9 6l9 -6'.repeat(3)}v8${'l-9 6l-9 -6'.repeat(3)}z`, x: -27, y: 0 }],
    now: ({ view }) => view.spacing === 'compressed',
  },
  {
    name: 'zigzag',
    words: 'A message from or to a lane that is hidden, with the name of the node.',
    shapes: [{ className: 'message delivered', d: 'M0 0L5 1L10 -4L15 7L20 -2L25 5L50 10', x: -26, y: -5 }],
    now: ({ view }) => view.hiddenLanes.length > 0,
  },
  {
    name: 'stub',
    words: 'At the upper or lower edge: a message that goes on beyond the window; choose it to go to its other end.',
    shapes: [{ className: 'message delivered', d: 'M0 0L34 14', x: -26, y: -11 }, { className: 'stub-chip', d: 'M4 0H40q4 0 4 4q0 4 -4 4H4q-4 0 -4 -4q0 -4 4 -4z', x: -18, y: 3 }],
    now: () => false,
  },
  {
    name: 'skew',
    words: 'The ruler between two lanes: how far their clocks are apart at the current event.',
    shapes: [{ className: 'skew-line', d: 'M0 -4V4M0 0H48M48 -4V4', x: -24, y: 0 }],
    now: () => false,
  },
];

function compares(side: 'left' | 'right' | 'changed'): (store: Store) => boolean {
  return ({ run }) => (run?.info.comparison?.counts[side] ?? 0) > 0;
}

/** A folded stretch in the trace, hidden but for its first row. */
function hasFolds({ visible, run }: Store): boolean {
  const { rows } = visible;
  if (rows === undefined || run === undefined) return false;
  // The first rows tell, and no reader waits for more.
  for (let row = 0; row < Math.min(2_000, rows.count); row++) if (visible.foldOf(rows.eventAt(row)) !== undefined) return true;
  return false;
}

function changes(ghost: Ghost | undefined, what: 'present' | 'past'): boolean {
  if (ghost === undefined) return false;
  const { added, changed, moved, shifted, gone } = ghost.counts;
  return (what === 'present' ? added + changed + moved + shifted : gone + moved) > 0;
}
