/** What becomes of a picture that a view asks for: SVG, Mermaid, or Markdown with the notes. Nothing here knows VS Code. */
import { writeMermaid } from '../formats/mermaid/write';
import type { PicturePin } from '../formats/svg/scene';
import type { SvgTheme } from '../formats/svg/style';
import { MAX_PICTURE_EVENTS, writeSvg } from '../formats/svg/write';
import { markdownText } from '../notes/markdown-text';
import { describe } from '../trace/describe';
import { foldsAsNotes } from '../trace/fold-notes';
import { signedTypes } from '../trace/compare/merged';
import { partsOf } from '../trace/field-changes';
import { knownPart } from '../trace/known-part';
import { partOf } from '../trace/part';
import type { PartOfTrace } from '../trace/part';
import { oneLine, timeText } from '../trace/text';
import { nodeOf } from '../trace/trace';
import type { PicturePart, PictureScene } from '../protocol/picture';
import { fieldChangesOf } from './answers';
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

/**
 * What the reader sees of the run: all of it, or what a node can know. Then it is a run of its own that holds nothing else, so that no form of a
 * picture can tell more. Undefined when cancelled.
 */
async function seen(run: LiveRun, scene: PictureScene, cancellation: Cancellation = NEVER): Promise<{ readonly run: LiveRun; readonly scene: PictureScene } | undefined> {
  const { seenAs } = scene;
  if (seenAs === undefined) return { run, scene };
  const node = run.trace.header.nodes.findIndex(({ id }) => id === seenAs.node);
  const known = await finish(knownPart(run.trace, node, Math.min(seenAs.event, run.trace.length - 1)), cancellation);
  if (known === undefined) return undefined;
  const { trace, indexOf } = known;
  // The title of a run may tell how it ends.
  const title = `As ${oneLine(seenAs.node)} can know it`;
  const seenRun: LiveRun = {
    ...run,
    trace: { ...trace, header: { ...trace.header, title } },
    verdicts: [],
    notes: run.notes.flatMap((note) => (indexOf(note.event) < 0 ? [] : [{ ...note, event: indexOf(note.event) }])),
  };
  const parts: { [P in PicturePart]?: { readonly events: Int32Array; readonly total: number } } = {};
  for (const [part, { events }] of Object.entries(scene.parts) as [PicturePart, { readonly events: Int32Array }][]) {
    const own = unfolded(events, scene).map(indexOf).filter((event) => event >= 0);
    parts[part] = { events: Int32Array.from(own), total: own.length };
  }
  const shown: PictureScene = {
    ...scene,
    step: indexOf(scene.step),
    parts,
    folds: [],
    pins: scene.pins.filter((pin) => pin.node === seenAs.node),
    places: [],
    unplaced: -1,
  };
  return { run: seenRun, scene: shown };
}

/** With all events of the folds: how many there are of what repeats is nothing a node knows. */
function unfolded(events: Int32Array, { folds }: PictureScene): number[] {
  const foldAt = new Map(folds.map((fold) => [fold.event, fold]));
  return Array.from(events).flatMap((event) => {
    const fold = foldAt.get(event);
    return fold === undefined ? [event] : Array.from({ length: fold.to - fold.from }, (_, k) => fold.from + k);
  });
}

/** Runs a generator to its end, in slices; undefined when cancelled. */
async function finish<T>(work: Generator<undefined, T>, cancellation: Cancellation): Promise<T | undefined> {
  let result: { readonly value: T } | undefined;
  await inSlices(() => {
    const next = work.next();
    if (next.done === true) result = { value: next.value };
    return next.done === true;
  }, cancellation);
  return result?.value;
}

/** The values of the pinned fields from the part's first event to its last. */
async function pinsOf(run: LiveRun, { pins }: PictureScene, events: ArrayLike<number> | undefined): Promise<PicturePin[]> {
  // No state is of two runs at once.
  if (run.compared !== undefined || events === undefined || events.length === 0) return [];
  const found: PicturePin[] = [];
  for (const { node, path } of pins) {
    const lane = run.trace.header.nodes.findIndex(({ id }) => id === node);
    if (lane < 0) continue;
    const changes = await fieldChangesOf(run, { run: run.number, node, path, from: events[0]!, to: events[events.length - 1]! + 1 });
    found.push({ node: lane, name: partsOf(path).slice(-1)[0] ?? '', values: changes.events.map((event, k) => ({ event, text: changes.texts[k]! })) });
  }
  return found;
}

/** The SVG, drawn in slices; undefined when that was cancelled. Without a theme it follows that of whoever looks at it. */
export async function svgOf(whole: LiveRun, all: PictureScene, part: PicturePart, theme: SvgTheme | undefined, cancellation: Cancellation = NEVER): Promise<string | undefined> {
  const found = await seen(whole, all, cancellation);
  if (found === undefined) return undefined;
  const { run, scene } = found;
  const { compared, info } = run;
  const events = partFrom(scene, part);
  const pieces = writeSvg(run.trace, {
    ...events,
    step: scene.step,
    spacing: scene.spacing,
    timeDirection: scene.timeDirection,
    folds: scene.folds,
    notes: run.notes.flatMap(({ event, text }) => (text === undefined ? [] : [{ event, text }])),
    places: scene.places,
    unplaced: scene.unplaced,
    pins: await pinsOf(run, scene, events.events),
    ...(compared === undefined ? {} : { compared: { origins: compared.origins, left: info.comparison?.left ?? '', right: info.comparison?.right ?? '' } }),
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

export async function mermaidOf(whole: LiveRun, all: PictureScene, part: PicturePart): Promise<string> {
  const { run, scene } = (await seen(whole, all))!;
  const trace = foldsAsNotes(run.compared === undefined ? run.trace : signedTypes(run.trace, run.compared.origins), scene.folds);
  return [...writeMermaid(partOf(trace, partFrom(scene, part)), {})].join('');
}

/** Title, picture and the notes of the part; `picture` is the address of the picture. */
export async function markdownOf(whole: LiveRun, all: PictureScene, part: PicturePart, picture: string): Promise<string> {
  const { run, scene } = (await seen(whole, all))!;
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
