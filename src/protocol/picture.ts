/** What view and host say to each other about pictures that are taken out of the view. */

import type { Fold } from '../trace/layout/folds';

export interface PictureFold extends Fold {
  readonly event: number;
}

/** An operation took effect between the event `after` and the next, after a share of the way; `number` is its place, from 1. */
export interface PicturePlace {
  readonly event: number;
  readonly number: number;
  readonly after: number;
  readonly share: number;
}

/** Parts of a trace that a picture may show. */
export type PicturePart = 'whole' | 'window' | 'selection';

/** What the reader sees, for a picture that shows the same. Indices are of events. */
export interface PictureScene {
  readonly run: number;
  readonly step: number;
  readonly spacing: 'even' | 'scale' | 'compressed';
  readonly timeDirection: 'down' | 'right';
  /** Whether the theme of the editor is a dark one. */
  readonly dark: boolean;
  /** Names of nodes whose lanes come first, and of those whose lanes are hidden. */
  readonly laneOrder: readonly string[];
  readonly hiddenLanes: readonly string[];
  /** The node as which the run is seen, and its own event up to which it knows; -1 for none. */
  readonly seenAs?: { readonly node: string; readonly event: number };
  /** Fields that stand as strips along their lanes. */
  readonly pins: readonly { readonly node: string; readonly path: string }[];
  /** Where operations took effect, as far as that was asked, and the event that invoked the one without a place, or -1. */
  readonly places: readonly PicturePlace[];
  readonly unplaced: number;
  /** Stretches that are folded, with the event that stands for each. */
  readonly folds: readonly PictureFold[];
  /**
   * Of each part there is its visible events, in order, at most as many as a picture can show; `total` is how many there are. No
   * selection where no event is marked.
   */
  readonly parts: { readonly [P in PicturePart]?: { readonly events: Int32Array; readonly total: number } };
}

/** What is to become of it. */
export type PictureUse = 'save' | 'copyMermaid';

/** A picture that the view is to turn into pixels, or that it has. */
export interface RasterAsk {
  readonly id: number;
  readonly svg: string;
}
export type RasterAnswer = { readonly id: number } & ({ readonly png: ArrayBuffer } | { readonly problem: string });
