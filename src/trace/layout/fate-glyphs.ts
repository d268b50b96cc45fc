/**
 * Signs of what became of a message, each drawn around (0, 0) in a box of about 14 pixels. Each differs from every other by its shape,
 * so that colour is never needed; the view, its legend and the pictures that are exported draw the same ones.
 */
import type { LoseReason } from '../../kernel/event';

/** Why a message never arrived; the first serves as long as the reason is not known. */
export const LOSS_GLYPHS: { readonly [R in LoseReason]: string } = {
  /** A cross. */
  dropped: 'M-6 -6L6 6M6 -6L-6 6',
  /** A wall: it came up to the cut and no further. */
  partition: 'M-2.5 -7.5V7.5M2.5 -7.5V7.5M-6.5 -4H-2.5M-6.5 4H-2.5M6.5 0H2.5',
  /** Upside down, on the ground. */
  'receiver-down': 'M-6.5 -5.5H6.5L0 3.5zM-6.5 7H6.5',
  /** A box with no room left. */
  'queue-full': 'M-6 -6.5H6V6.5H-6zM-6 -2.2H6M-6 2.2H6',
  /** An hourglass: the trace ends before the message does. */
  'in-flight': 'M-4.5 -6.5H4.5L-4.5 6.5H4.5z',
};

/** A reason that has a sign; the plainest loss while none is known, or where a recording has words of its own. */
export function lossOf(reason: string | undefined): LoseReason {
  return reason !== undefined && Object.hasOwn(LOSS_GLYPHS, reason) ? (reason as LoseReason) : 'dropped';
}

/** A leap over something that stands still: a message sent later was received before this one. */
export const OVERTAKEN = 'M-6.5 2.5C-6 -7.5 6 -7.5 6.5 2.5M3.6 -0.4L6.6 2.8L8.6 -0.9M-1.4 3.5a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0z';
/** A clock whose second half is gone: what waited for the message had given up. */
export const LATE = 'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM0 -5.5V5.5M1.8 -5V5M3.6 -4V4';

/** Words beside the signs, the same in pictures, lists and hovers. */
export const FATE_NAMES = { overtaken: 'overtaken', late: 'late', copy: 'further copy' } as const;

/**
 * Where the n-th sign stands on a line that goes (dx, dy), counted back from its end; the first is 0. Clear of the lane, where other
 * marks stand, but no further back than the middle: there is its label.
 */
export function signBeforeEndPx(nth: number, dx: number, dy: number): number {
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const clear = (28 * length) / Math.max(1, Math.abs(dx));
  return Math.min(Math.max(21, clear), Math.max(21, length * 0.4)) + nth * 17;
}

/** The line must be so long for a sign on it to leave some of it to be seen. */
export const LEAST_LINE_PX = 46;

/** More messages than this cannot be counted at a glance. */
const MOST_QUEUED = 12;

/** A stack of so many messages that still wait, growing upward from (0, 0). */
export function queueStack(count: number): string {
  let d = '';
  for (let k = 0; k < Math.min(count, MOST_QUEUED); k++) d += `M-4.5 ${-3 * k}H4.5`;
  return d;
}

/** The head of an arrow whose tip is at (0, 0) after coming along (dx, dy); `heads` behind each other for a further copy, `bar` across its tip where it was refused. */
export function arrowHead(dx: number, dy: number, size: number, heads = 1, bar = false): string {
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const ux = dx / length;
  const uy = dy / length;
  const half = size * 0.42;
  const p = (along: number, across: number): string => `${tenth(along * ux - across * uy)} ${tenth(along * uy + across * ux)}`;
  let d = '';
  for (let k = 0; k < heads; k++) {
    const back = -k * (size - 1.5);
    d += `M${p(back, 0)}L${p(back - size, half)}L${p(back - size, -half)}z`;
  }
  return bar ? `${d}M${p(0, half + 2)}L${p(0, -half - 2)}` : d;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
