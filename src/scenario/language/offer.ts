/** Something that may be written at the cursor. */
import type { Span } from '../scenario';

export interface Offer {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'unit' | 'model' | 'node' | 'message' | 'name' | 'note' | 'whole';
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** A snippet that replaces the span; line breaks in it are followed by the spaces that the line of the cursor does not have. */
  readonly insert: string;
  readonly span: Span;
  /** Offers are shown in the order of this, then in the order given. */
  readonly rank: number;
}
