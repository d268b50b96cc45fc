/** Pictures that are taken out of the view: says what the reader sees, makes pixels of what the host has drawn, and copies. */
import type { PictureFold, PicturePart, PicturePlace, PictureScene, PictureUse, RasterAsk } from '../../src/protocol/picture';
import { rowCount, rowsBefore, eventOfRow } from '../../src/trace/layout/rows';
import type { Placings } from '../store/placings';
import type { Store } from '../store/store';
import type { Transport } from '../transport';
import { isTimed } from './words';
import { rasterise } from './raster';

/** As many events as a picture shows. */
const MOST_EVENTS = 2000;

export interface Pictures {
  /** Asks the host for a picture of what is seen. */
  ask(use: PictureUse | 'copy'): void;
  /** Makes pixels of a picture for the host. */
  answer(ask: RasterAsk): void;
}

/** `onScreen` gives the events in the window, `to` exclusive; `knows`: whether an event is known to the node as which the run is seen. */
export function createPictures(store: Store, transport: Transport, knows: (event: number) => boolean, onScreen: () => { readonly from: number; readonly to: number }): Pictures {
  return {
    ask(use) {
      const scene = sceneOf(store, onScreen(), knows);
      if (scene === undefined) return;
      if (use === 'copy') void copy(scene);
      else transport.send({ type: 'picture', use, scene });
    },
    answer({ id, svg }) {
      rasterise(svg).then(
        async (blob) => transport.send({ type: 'raster', answer: { id, png: await blob.arrayBuffer() } }),
        (error: unknown) => transport.send({ type: 'raster', answer: { id, problem: wordsOf(error) } }),
      );
    },
  };

  /** The window on screen, or the selection where there is one: a whole trace is no picture for a clipboard. */
  async function copy(scene: PictureScene): Promise<void> {
    const part: PicturePart = scene.parts.selection === undefined ? 'window' : 'selection';
    try {
      const svg = await transport.request('pictureOf', { scene, part });
      // Asked for at once, while the reader's gesture still counts; the pixels may come later.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': rasterise(svg) })]).then(
        () => transport.send({ type: 'copied' }),
        () => transport.send({ type: 'copyText', text: svg }),
      );
    } catch (error) {
      transport.send({ type: 'copied', problem: wordsOf(error) });
    }
  }
}

/** Undefined while there is nothing to be seen. */
export function sceneOf(store: Store, window: { readonly from: number; readonly to: number }, knows: (event: number) => boolean): PictureScene | undefined {
  const { run, step, marked, view, visible } = store;
  if (run === undefined || run.columns.length === 0) return undefined;
  const { rows } = visible;
  const total = rowCount(rows, run.columns.length);
  const part = (from: number, to: number, around: number): { readonly events: Int32Array; readonly total: number } => {
    const [first, past] = [rowsBefore(rows, from), Math.min(total, rowsBefore(rows, to))];
    const count = Math.max(0, Math.min(MOST_EVENTS, past - first));
    // Of too many those around the step.
    const begin = Math.max(first, Math.min(past - count, rowsBefore(rows, around) - Math.floor(count / 2)));
    return { events: Int32Array.from({ length: count }, (_, k) => eventOfRow(rows, begin + k)).filter(knows), total: Math.max(0, past - first) };
  };
  const parts = {
    whole: part(0, run.columns.length, step),
    window: part(window.from, window.to, step),
    ...(marked < 0 ? {} : { selection: part(Math.min(marked, step), Math.max(marked, step) + 1, Math.min(marked, step)) }),
  };
  const folds = new Map<number, PictureFold>();
  for (const { events } of Object.values(parts)) {
    for (const event of events) {
      const fold = visible.foldOf(event);
      if (fold !== undefined) folds.set(event, { ...fold, event });
    }
  }
  const { seenBy, placings } = run;
  return {
    run: run.number,
    step,
    ...(seenBy === undefined ? {} : { seenAs: { node: seenBy.name, event: seenBy.event } }),
    pins: view.pins,
    // What took effect in what the node cannot know is nothing it knows.
    places: seenBy === undefined && placings !== undefined ? placesIn(placings, Object.values(parts)) : [],
    unplaced: seenBy === undefined ? (placings?.unplaced ?? -1) : -1,
    spacing: isTimed(run) ? view.spacing : 'even',
    timeDirection: view.timeDirection,
    dark: /\bvscode-dark\b|\bvscode-high-contrast\b(?!-light)/.test(document.body.className),
    laneOrder: view.laneOrder,
    hiddenLanes: view.hiddenLanes,
    folds: [...folds.values()],
    parts,
  };
}

/** Those that took effect in one of the parts. */
function placesIn({ all }: Placings, parts: readonly { readonly events: Int32Array }[]): PicturePlace[] {
  const found: PicturePlace[] = [];
  for (const [event, place] of all) {
    if (found.length >= MOST_EVENTS) break;
    const isIn = parts.some(({ events }) => events.length > 0 && place.after >= events[0]! && place.after <= events[events.length - 1]!);
    if (isIn) found.push({ ...place, event });
  }
  return found;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
