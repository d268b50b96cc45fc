/**
 * A `faultline` block as HTML: the picture twice, for light and dark pages, as images, so that nothing in it can run; a caption; or what is wrong.
 * Nothing here knows VS Code.
 */
import { MAX_PICTURE_EVENTS, writeSvg } from '../formats/svg/write';
import { MODELS } from '../models/registry';
import { captionOf } from '../notes/copied';
import { htmlText } from '../notes/html-text';
import { parseBlock, partOfBlock } from '../notes/block';
import type { Block } from '../notes/block';
import { pinNotes } from '../notes/pins';
import type { Files } from '../scenario/extend';
import { parseScenario } from '../scenario/parse';
import { advance, startRun } from '../scenario/run';
import type { Problem } from '../trace/problem';
import { svgAddress } from './picture';
import { inSlices } from './slices';
import type { Cancellation } from './slices';

/** A scenario that a block names: its text, or why it cannot be had. */
export type BlockSource = { readonly text: string; readonly files?: Files | undefined; readonly open: string } | { readonly problem: string };

const STEPS_AT_ONCE = 10;
/** A page is no place for a run that takes longer: what is shown of it comes from its first events. */
const MOST_EVENTS = 200_000;

/** `fetch` brings the text of the file that a block names. Undefined when cancelled. */
export async function blockHtml(text: string, fetch: (path: string) => Promise<BlockSource>, cancellation: Cancellation): Promise<string | undefined> {
  const { block, problems } = parseBlock(text);
  if (block === undefined) return errorHtml('This block cannot be shown.', problems.map(problemText));
  const source: BlockSource = 'path' in block.scenario ? await fetch(block.scenario.path) : { text: block.scenario.text, open: '' };
  if ('problem' in source) return errorHtml('The scenario of this block cannot be read.', [source.problem]);
  const { scenario, problems: wrong } = parseScenario(source.text, MODELS, source.files);
  if (scenario === undefined) return errorHtml('The scenario of this block has errors.', wrong.filter(({ severity }) => severity === 'error').map(problemText));
  const going = startRun(scenario);
  if (!(await inSlices(() => advance(going, STEPS_AT_ONCE) || going.trace.length >= MOST_EVENTS, cancellation))) return undefined;
  const { trace } = going;
  const part = partOfBlock(block, trace);
  if (!part.ok) return errorHtml('There is no such part of the run.', [`${part.key}: ${part.message}`]);
  const last = Math.min(part.to, part.from + MAX_PICTURE_EVENTS - 1);
  const events = Array.from({ length: last - part.from + 1 }, (_, k) => part.from + k);
  const notes = pinNotes(scenario, trace).notes.flatMap(({ event, text: words }) => (words === undefined || event < 0 || event < part.from || event > last ? [] : [{ event, text: words }]));
  const images: string[] = [];
  const words = altText(block, scenario.title, part.from, last);
  for (const theme of ['light', 'dark'] as const) {
    const pieces = writeSvg(trace, { events, notes, theme, ...(part.step < 0 ? {} : { step: part.step }) });
    let svg = '';
    const whole = await inSlices(() => {
      const next = pieces.next();
      if (next.done !== true) svg += next.value;
      return next.done === true;
    }, cancellation);
    if (!whole) return undefined;
    images.push(`<img class="faultline-${theme}" alt="${htmlText(words)}" src="${svgAddress(svg)}">`);
  }
  const marked = part.step < 0 ? '' : `<span class="faultline-step">${htmlText(captionOf(trace, part.step))}</span>`;
  const open = source.open === '' ? '' : `<a href="${htmlText(source.open)}" data-href="${htmlText(source.open)}">Open ${part.step >= 0 ? `at #${part.step}` : part.from > 0 ? `at #${part.from}` : 'the diagram'}</a>`;
  return `${images.join('')}<figcaption>${[block.caption === undefined ? '' : `<span>${htmlText(block.caption)}</span>`, marked, open].filter((each) => each !== '').join(' ')}</figcaption>`;
}

export function errorHtml(title: string, lines: readonly string[]): string {
  return `<div class="faultline-error" role="note"><strong>${htmlText(title)}</strong><ul>${lines.slice(0, 20).map((line) => `<li>${htmlText(line)}</li>`).join('')}</ul></div>`;
}

function problemText({ line, message }: Problem): string {
  return `Line ${line}: ${message}`;
}

function altText({ caption }: Block, title: string, from: number, to: number): string {
  return `Space-time diagram of “${title}”, events ${from} to ${to}${caption === undefined ? '' : `: ${caption}`}`;
}
