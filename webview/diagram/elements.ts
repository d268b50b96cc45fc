/** The elements the diagram is made of: heads of the lanes, the scrolled window with the picture in it, and a hint. */
import type { LaneActions } from '../app/lane-actions';
import { createHeads } from './heads';
import type { Heads } from './heads';
import { createPicture } from './picture';
import type { Picture } from './picture';

export interface Elements {
  readonly element: HTMLElement;
  readonly heads: Heads;
  /** Scrolls; has the focus. */
  readonly view: HTMLElement;
  /** As tall and wide as the whole picture, or as tall as a browser can. */
  readonly canvas: HTMLElement;
  readonly picture: Picture;
  readonly hint: HTMLElement;
}

const HELP =
  'Space-time diagram. Arrow keys step, Home and End go to the ends, Space plays, N goes to the next fault, V to the next violation, C to the cause, E to the effect; Control with an arrow key does the same. W tells why the event happened, X shows what came before and after it, S shows the run as its node knows it. K changes the clock readings that are shown, M marks an event to compare others with it. T changes how time is spread, R turns it rightward or downward, F folds what repeats or unfolds it, H hides the lane of the event and Shift H shows all lanes; on the head of a lane, Control Shift and an arrow key move it. Slash finds events, G goes to an event or a time. In a scenario L loses the message of the event, U takes back the fault behind it, and the context menu has what else can be changed there. Where two runs are compared, D goes to the next difference.';

/** `onFocus` brings the lane of a node into sight. */
export function createElements(lanes: LaneActions, onFocus: (node: number) => void): Elements {
  const element = div('diagram');
  const heads = createHeads(lanes, onFocus);
  const view = div('view');
  view.tabIndex = 0;
  view.setAttribute('role', 'application');
  view.setAttribute('aria-roledescription', 'space-time diagram');
  view.setAttribute('aria-label', HELP);
  const canvas = div('canvas');
  const picture = createPicture();
  const hint = div('hint');
  hint.hidden = true;
  canvas.append(picture.element);
  view.append(canvas);
  element.append(heads.element, view, div('focus-ring'), hint);
  return { element, heads, view, canvas, picture, hint };
}

function div(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}
