/** A scenario's text as a page that is written on: its tree and its habits. */
import type { MapTree } from '../yaml-tree';
import type { Style } from './style';

export interface Page {
  readonly text: string;
  readonly root: MapTree;
  readonly style: Style;
}
