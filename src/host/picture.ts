/** What becomes of a picture that a view asks for: SVG, Mermaid, or Markdown with the notes. Nothing here knows VS Code. */
import { writeMermaid } from '../formats/mermaid/write';
import type { SvgTheme } from '../formats/svg/style';
import { MAX_PICTURE_EVENTS, writeSvg } from '../formats/svg/write';
import { describe } from '../trace/describe';
import { partOf } from '../trace/part';
import type { PartOfTrace } from '../trace/part';
import { oneLine, timeText } from '../trace/text';
import { nodeOf } from '../trace/trace';
import type { PicturePart, PictureScene } from '../protocol/picture';
import type { LiveRun } from './feed';
import { inSlices } from './slices';
import type { Cancellation } from './slices';

/** Mermaid and Markdown show the same part as the picture, which shows at most so many events. */
export const MOST_EVENTS = MAX_PICTURE_EVENTS;

const NEVER: Cancellation = { isCancellationRequested: false };

function partFrom({ parts, laneOrder, hiddenLanes }: PictureScene, part: PicturePart): PartOfTrace {
  const events = (parts[part] ?? parts.window)?.events;
  return { laneOrder, hiddenLanes, ...(events === undefined ? {} : { events }) };
}

/** The SVG, drawn in slices; undefined when that was cancelled. Without a theme it follows that of whoever looks at it. */
export async function svgOf(run: LiveRun, scene: PictureScene, part: PicturePart, theme: SvgTheme | undefined, cancellation: Cancellation = NEVER): Promise<string | undefined> {
  const pieces = writeSvg(run.trace, {
    ...partFrom(scene, part),
    step: scene.step,
    spacing: scene.spacing,
    folds: scene.folds,
    notes: run.notes.flatMap(({ event, text }) => (text === undefined ? [] : [{ event, text }])),
    ...(theme === undefined ? {} : { theme }),
  });
  let svg = '';
  const done = await inSlices(() => {
    const next = pieces.next();
    if (next.done !== true) svg += next.value;
    return next.done === true;
  }, cancellation);
  return done ? svg : undefined;
}

export function mermaidOf(run: LiveRun, scene: PictureScene, part: PicturePart): string {
  return [...writeMermaid(partOf(run.trace, partFrom(scene, part)), {})].join('');
}

/** Title, picture and the notes of the part; `picture` is the address of the picture. */
export function markdownOf(run: LiveRun, scene: PictureScene, part: PicturePart, picture: string): string {
  const { trace } = run;
  const title = markdownText(trace.header.title === '' ? 'Trace' : trace.header.title);
  const shown = new Set<number>(partFrom(scene, part).events === undefined ? [] : Array.from(partFrom(scene, part).events!));
  const lines = run.notes
    .filter(({ event, text }) => text !== undefined && (event < 0 || shown.has(event)))
    .map(({ event, text }, k) => {
      const where = event < 0 ? '' : `**${whereText(run, event)}** — `;
      return `${k + 1}. ${where}${markdownText(text!)}`;
    });
  return `# ${title}\n\n![${title}](${picture})\n${lines.length === 0 ? '' : `\n${lines.join('\n')}\n`}`;
}

/** `#12, 30 ms, shop receives Charge from alice` */
function whereText({ trace }: LiveRun, event: number): string {
  const time = trace.header.timed === false ? '' : `${timeText(trace.t[event]!)}, `;
  return markdownText(`#${event}, ${time}${nodeOf(trace, event)} ${describe(trace, event, 60)}`);
}

/** Text in which nothing is taken for Markdown or HTML. */
export function markdownText(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|!&~]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : sign === '&' ? '&amp;' : `\\${sign}`));
}

/** An SVG as an address that holds all of it. */
export function svgAddress(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:image/svg+xml;base64,${btoa(text)}`;
}

/** A name for the file, from that of the document: `reply-lost` of `reply-lost.scenario.yaml`, with what is shown where that is not all. */
export function nameFor(path: string, part: PicturePart, extension: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:scenario\.ya?ml|trace\.jsonl|jsonl|log|txt|shiviz)$/, '');
  const stem = file.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 80) || 'trace';
  return `${stem}${part === 'whole' ? '' : part === 'window' ? '-window' : '-part'}.${extension}`;
}
