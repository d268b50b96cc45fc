/** A count of votes as a row of dots that grows towards the line where the quorum is; words say the same. */
import { leftOf } from '../../src/trace/layout/labels';
import type { LabelBox } from '../../src/trace/layout/labels';
import { keyOf, onScreen } from './frame';
import type { Frame, Label, Tally } from './frame';
import { round } from './pool';

const DOT_PX = 9;
const LINE_PX = 6;
const AFTER_PX = 5;
/** More dots than this cannot be counted at a glance, and words must do. */
const MOST_DOTS = 12;

/** The count in a `quorum` event's details; undefined when there is none, or too many to draw. */
export function tallyOf(detail: { readonly [field: string]: unknown } | undefined): Tally | undefined {
  const { have, need, of, reached } = detail ?? {};
  if (![have, need, of].every((count) => Number.isInteger(count) && Number(count) >= 0)) return undefined;
  if (Number(of) < 1 || Number(of) > MOST_DOTS || Number(need) < 1 || Number(need) > Number(of)) return undefined;
  return { have: Math.min(Number(have), Number(of)), need: Number(need), of: Number(of), late: reached === true && Number(have) > Number(need) };
}

/** Room that the dots take before the words. */
export function tallyPx({ of }: Tally): number {
  return of * DOT_PX + LINE_PX + AFTER_PX;
}

/** The words beside the dots. */
export function tallyWords({ have, need, late }: Tally): string {
  if (late) return `${have}, late`;
  return have === need ? `${have}, quorum` : `${have} of ${need}`;
}

/** Draws the dots where the label was placed; returns where the words begin. */
export function drawTally(frame: Frame, label: Label, tally: Tally, box: LabelBox): number {
  const left = leftOf(box);
  let votes = '';
  let open = '';
  for (let k = 0; k < tally.of; k++) {
    const x = round(left + 4 + k * DOT_PX + (k < tally.need ? 0 : LINE_PX) - left);
    const dot = `M${round(x - 3)} 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;
    if (k < tally.have) votes += dot;
    else open += dot;
  }
  const line = round(4 + tally.need * DOT_PX - DOT_PX / 2 + LINE_PX / 2);
  const look = tally.late ? 'late' : tally.have >= tally.need ? 'reached' : 'growing';
  const { marks } = frame.layers;
  // The words have their place on the screen already.
  const { x, y } = onScreen(frame, left, box.y - 4);
  marks.sign(keyOf(label.event, 4), `tally votes ${look}`, votes, x, y);
  marks.sign(keyOf(label.event, 5), `tally open ${look}`, open, x, y);
  marks.sign(keyOf(label.event, 6), `tally line ${look}`, `M${line} -7V7`, x, y);
  return left + tallyPx(tally);
}
