/**
 * The marks on the lanes, each drawn around (0, 0) in a box of about 14 pixels. Every kind has a shape of its own, so that
 * colour is never needed to tell them apart.
 */
import { LOSS_GLYPHS } from '../../src/trace/layout/fate-glyphs';
import type { EventKind } from '../../src/trace/trace';

const DOT = 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z';
const CLOCK = 'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM0 -3.2V0L2.3 1.6';
const BOX_CLOCK = 'M-5 -5h10v10h-10zM0 -2.8V0.300L2.2 1.6';

/** Some marks are filled, others are outlines: the class says which. */
export interface Glyph {
  readonly d: string;
  readonly look: 'solid' | 'line' | 'paper';
}

export const GLYPHS: { readonly [K in EventKind]: Glyph } = {
  send: { d: DOT, look: 'solid' },
  deliver: { d: DOT, look: 'paper' },
  lose: { d: LOSS_GLYPHS.dropped, look: 'line' },
  'timer-set': { d: CLOCK, look: 'paper' },
  timer: { d: `${CLOCK}M-6.200 -3.600L-3.600 -6.200M6.200 -3.600L3.600 -6.200`, look: 'paper' },
  'timer-cancel': { d: 'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM-6.500 6.500L6.500 -6.500', look: 'paper' },
  crash: { d: `M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z${'M-3.4 -3.4L3.4 3.4M3.4 -3.4L-3.4 3.4'}`, look: 'paper' },
  restart: { d: 'M5.8 -2.4A6.300 6.300 0 1 0 6.3 1.2M6.300 -6.300V-2.2H2.2', look: 'paper' },
  pause: { d: 'M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM-2.2 -3V3M2.2 -3V3', look: 'paper' },
  resume: { d: 'M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM-1.8 -3L2.900 0L-1.8 3z', look: 'paper' },
  partition: { d: 'M-6 0H-2M2 0H6M-1.800 -5L1.800 5', look: 'line' },
  heal: { d: 'M-6 0H6M-3 -3.500V3.500M3 -3.500V3.500', look: 'line' },
  clock: { d: BOX_CLOCK, look: 'paper' },
  'clock-set': { d: 'M0 -6.5L6.800 5.5H-6.800zM0 -2.4V1.6M0 3.2V3.900', look: 'paper' },
  disk: { d: 'M-4.800 -3.5C-4.800 -6.300 4.800 -6.300 4.800 -3.5V3.5C4.800 6.300 -4.800 6.300 -4.800 3.5zM-4.800 -3.5C-4.800 -0.800 4.800 -0.800 4.800 -3.5', look: 'paper' },
  state: { d: 'M0 -4.200L4.200 0L0 4.200L-4.200 0z', look: 'paper' },
  vote: { d: 'M-5 -5h10v10h-10zM-2.700 0.200L-0.700 2.300L2.900 -2.300', look: 'paper' },
  quorum: { d: 'M-6.500 0a6.500 6.500 0 1 0 13 0a6.500 6.500 0 1 0 -13 0zM-3 0.200L-0.800 2.500L3.200 -2.400', look: 'paper' },
  invoke: { d: 'M-5 -4L5 0L-5 4z', look: 'solid' },
  return: { d: 'M5 -4L-5 0L5 4z', look: 'solid' },
  decide: { d: 'M0 -7L2 -2.300L7 -2.100L3.100 1L4.400 6L0 3.200L-4.400 6L-3.100 1L-7 -2.100L-2 -2.300z', look: 'solid' },
  violation: { d: 'M-3.500 -8.500H3.500L8.500 -3.500V3.500L3.500 8.500H-3.500L-8.500 3.500V-3.500zM0 -4.800V1.200M0 3.800V4.600', look: 'paper' },
  note: { d: 'M-6 -5H6V3H0L-3 6V3H-6z', look: 'paper' },
};

/** Variants by detail: a vote that was refused, an operation's outcome, a message that was not taken. */
export const REFUSED = 'M-5 -5h10v10h-10zM-2.500 -2.500L2.500 2.500M2.500 -2.500L-2.500 2.500';
export const NOT_REACHED = 'M-6.500 0a6.500 6.500 0 1 0 13 0a6.500 6.500 0 1 0 -13 0zM-3.200 0H3.200';
/** An operation that failed, and writes that are gone: struck through. */
export const FAILED = `${GLYPHS.return.d}M-3.500 -6L3 6`;
export const WRITES_LOST = `${GLYPHS.disk.d}M-6 -7L6 7M6 -7L-6 7`;
/** A page with a folded corner, for notes pinned to an event. */
export const BADGE = 'M-6.500 -7H6.500V3.500L3 7H-6.500zM-3.500 -3H3.500M-3.500 0.500H3.500';
