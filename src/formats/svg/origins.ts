/** Two compared runs in one picture: rows that only one of them has, or that differ, with the sign and the colour for it, and a line that explains these. */
import { ORIGINS } from '../../trace/compare/merged';
import type { Origin } from '../../trace/compare/merged';
import { yOf } from '../../trace/layout/axis';
import { fitText } from '../../trace/layout/labels';
import { wordsOn } from './scene';
import type { PictureComparison, Scene } from './scene';
import { px, xmlText } from './xml';

/** Rows without a sign are not there. */
const SIGNS: { readonly [O in Origin]?: string } = { left: '−', right: '+', changed: '~', moved: '≈' };
const SIGN_X_PX = 8;
const NAME_PX = 240;
/** Of the line that explains the signs. */
export const COMPARISON_LINE_PX = 18;

function originOf(scene: Pick<Scene, 'compared'>, event: number): Origin {
  return ORIGINS[scene.compared?.origins[event] ?? 0]!;
}

/** `of-left`, or '' for what both runs have. */
export function lookOfOrigin(scene: Pick<Scene, 'compared'>, event: number): string {
  const origin = originOf(scene, event);
  return SIGNS[origin] === undefined ? '' : `of-${origin}`;
}

/** The class of a message: of one run when either end is. */
export function lookOfMessage(scene: Pick<Scene, 'compared'>, send: number, end: number): string {
  const looks = [send, end].filter((event) => event >= 0).map((event) => lookOfOrigin(scene, event));
  return looks.find((look) => look === 'of-left' || look === 'of-right') ?? '';
}

export function* drawOrigins(scene: Scene, widthPx: number): Generator<string> {
  const { compared, axis, events } = scene;
  if (compared === undefined) return;
  const half = axis.rowPx / 2;
  for (const event of events) {
    const origin = originOf(scene, event);
    const sign = SIGNS[origin];
    if (sign === undefined) continue;
    const y = yOf(axis, event);
    // To scale there are no rows.
    const row = axis.spacing === 'even' ? `<rect class="row" x="0" y="${px(y - half)}" width="${px(widthPx)}" height="${px(2 * half)}"/>` : '';
    yield `<g class="of-${origin}"><title>${xmlText(wordsOf(compared, origin))}</title>${row}<text class="origin middle" ${wordsOn(scene, SIGN_X_PX, y, 4)}>${sign}</text></g>\n`;
  }
}

/** Those signs that are in the picture, in words, in one line. */
export function comparisonLine(scene: Scene, y: number): string {
  const { compared, events } = scene;
  if (compared === undefined) return '';
  const there = new Set(events.map((event) => originOf(scene, event)));
  const parts = ORIGINS.filter((origin) => SIGNS[origin] !== undefined && there.has(origin)).map(
    (origin) => `<tspan class="of-${origin}" xml:space="preserve">${SIGNS[origin]}</tspan> ${xmlText(wordsOf(compared, origin))}`,
  );
  const text = parts.length === 0 ? 'The same in both runs.' : parts.join(' · ');
  return `<text class="small comparison" x="16" y="${px(y)}">${text}</text>\n`;
}

function wordsOf({ left, right }: PictureComparison, origin: Origin): string {
  switch (origin) {
    case 'left': return `only in ${fitText(left, NAME_PX, 11)}`;
    case 'right': return `only in ${fitText(right, NAME_PX, 11)}`;
    case 'changed': return 'other content';
    default: return 'other time';
  }
}
