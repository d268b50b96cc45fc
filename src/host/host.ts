/** What the parts of the host share. Made once, in activate.ts. */
import type { Uri } from 'vscode';
import type { Gallery } from '../notes/gallery';
import type { SideNotes } from './side-notes';
import type { ReadingProgress } from './reading-progress';
import type { Views } from './views';

export interface Host {
  readonly extensionUri: Uri;
  readonly views: Views;
  readonly gallery: () => Promise<Gallery>;
  readonly progress: ReadingProgress;
  readonly sideNotes: SideNotes;
  /** Writes down what should not have happened; the reader is not interrupted. */
  onDefect(defect: unknown): void;
}
