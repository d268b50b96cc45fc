/** The views that are open now: which one commands go to, and where each of them stands. */
import type { Uri, WebviewPanel } from 'vscode';
import type { HostMessage, StepCommand } from '../protocol/messages';
import type { PictureWish } from './export-picture';
import type { Feed } from './feed';
import { newSignal } from './signal';
import type { Signal } from './signal';

export interface View {
  readonly uri: Uri;
  readonly viewType: string;
  readonly panel: WebviewPanel;
  readonly feed: Feed;
  /** Where the reader is, as the view said last. */
  step: { readonly run: number; readonly event: number } | undefined;
  send(message: HostMessage): void;
  /** Exports a picture of it; resolves to whether that was done. */
  exportPicture(wish: PictureWish): Promise<boolean>;
}

export interface Views {
  readonly all: ReadonlySet<View>;
  /** The view that has the focus or had it last among those on screen. */
  active(): View | undefined;
  add(view: View): { dispose(): void };
  /** A view was added, removed or moved to another step. */
  readonly changed: Signal<View>;
}

export function openViews(): Views {
  const all = new Set<View>();
  const changed = newSignal<View>();
  return {
    all,
    active: () => [...all].find(({ panel }) => panel.active),
    add(view) {
      all.add(view);
      changed.fire(view);
      return {
        dispose() {
          all.delete(view);
          changed.fire(view);
        },
      };
    },
    changed,
  };
}

/** Every command that moves the view; each has a command of VS Code with the same name behind `faultline.`. */
export const STEP_COMMANDS: readonly StepCommand[] = [
  'first', 'back', 'forward', 'last', 'nextFault', 'previousFault', 'nextViolation', 'play', 'toggleSpacing',
  'showDiagram', 'showSequence', 'showEvents', 'toggleNotes', 'zoomIn', 'zoomOut',
  'hideLane', 'showAllLanes', 'moveLaneLeft', 'moveLaneRight', 'orderLanes', 'resetLanes', 'foldRepeated',
  'nextClocks', 'find', 'nextHit', 'previousHit', 'toggleFilter', 'toggleMinimap', 'toggleTimeDirection', 'markEvent', 'goToCause', 'goToEffect', 'goToNextEffect', 'toggleCones', 'toggleWhy', 'seeAsNode', 'toggleQuorums', 'toggleOperations', 'toggleSettings', 'toggleSeeds', 'legend', 'copyPicture', 'copyMermaid', 'toggleGhost', 'dragPartition', 'nextDifference', 'previousDifference',
];
