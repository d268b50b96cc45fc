/**
 * What only one of two compared runs has, and what differs: the row in the colour that VS Code's own comparisons have for it, and
 * in the gutter the sign that goes with it, so that neither colour nor sign alone has to be made out.
 */
import { yOf } from '../../src/trace/layout/axis';
import { ORIGINS } from '../../src/trace/compare/merged';
import type { Origin } from '../../src/trace/compare/merged';
import type { Run } from '../store/store';
import { PARTS, keyOf } from './frame';
import type { Frame, Layers } from './frame';
import type { Layer } from './pool';
import { round } from './pool';

/** As drawn in the gutter and said in words; rows without a sign are not there. */
export const ORIGIN_SIGNS: { readonly [O in Origin]?: string } = { left: '−', right: '+', changed: '~', moved: '≈' };
/** Part of an event in the layer of bands. */
const ROW_PART = 29;
const SIGN_PX = 8;

/** The class of what is drawn for an event. */
function lookOf(run: Run, event: number): string {
  const origin = ORIGINS[run.columns.origins.of(event)]!;
  return origin === 'both' || origin === 'shifted' ? '' : ` of-${origin}`;
}

/** Layers in which everything that belongs to an event of one run bears that run's class. */
export function withOrigins(layers: Layers, run: Run, crowded: boolean): Layers {
  if (run.info.comparison === undefined) return layers;
  const look = (key: number): string => (key < 0 ? '' : lookOf(run, Math.floor(key / PARTS)));
  const dressed = (layer: Layer): Layer => ({
    begin: () => layer.begin(),
    path: (key, className, d, x, y) => layer.path(key, className + look(key), d, x, y),
    sign: (key, className, d, x, y) => layer.sign(key, className + look(key), d, x, y),
    text: (key, className, content, x, y, anchor, slant) => layer.text(key, className + look(key), content, x, y, anchor, slant),
    end: () => layer.end(),
    get size() { return layer.size; },
  });
  const { lines, marks, labels, chips, bars } = layers;
  return { ...layers, lines: dressed(lines), marks: dressed(marks), labels: dressed(labels), chips: dressed(chips), bars: crowded ? bars : dressed(bars) };
}

/** The sign of an event over what covers the gutter at the current step. */
export function drawOriginHere(layer: Layer, run: Run, event: number, turned: boolean): void {
  const origin = ORIGINS[run.ghost?.codeOf(event) ?? run.columns.origins.of(event)]!;
  const sign = ORIGIN_SIGNS[origin];
  if (sign !== undefined) layer.text(2, `origin-sign of-${origin}`, sign, turned ? 0 : SIGN_PX, turned ? SIGN_PX + 4 : 4, 'middle');
}

/** `rows` is a layer beneath everything, `signs` that of the times. */
export function drawOrigins(frame: Frame, rows: Layer, signs: Layer): void {
  const { run, axis, base } = frame;
  if (run.info.comparison === undefined) return;
  const width = round(frame.right - frame.left);
  const half = axis.rowPx / 2;
  for (const event of frame.events) {
    const sign = ORIGIN_SIGNS[ORIGINS[run.columns.origins.of(event)]!];
    if (sign === undefined) continue;
    const y = yOf(axis, event) - base;
    const look = lookOf(run, event);
    // To scale there are no rows.
    if (axis.spacing === 'even') rows.path(keyOf(event, ROW_PART), `origin-row${look}`, `M0 ${-half}H${width}V${half}H0z`, frame.left, y);
    const at = frame.turned ? { x: y, y: SIGN_PX + 4 } : { x: SIGN_PX, y: y + 4 };
    signs.text(event * 2 + 1, `origin-sign${look}`, sign, at.x, at.y, 'middle');
  }
}
