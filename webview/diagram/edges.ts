/**
 * Messages that leave the window, told at its upper and lower edge: where they come from or go to, as buttons that lead there.
 *
 * Redrawn with each scrolled pixel, so it works from the lines of the frame that is drawn already, writes only what differs, and there
 * are never more than a few.
 */
import { edgeStubs } from '../../src/trace/layout/edge-stubs';
import type { EdgeStub } from '../../src/trace/layout/edge-stubs';
import { KIND } from '../../src/trace/trace';
import { isTimed } from '../app/words';
import { shortString } from '../panels/plain-text';
import type { Store } from '../store/store';
import type { Frame, Stroke } from './frame';
import { about } from './gutter';

export interface Edges {
  readonly element: HTMLElement;
  /** `frame` undefined shows none. */
  render(frame: Frame | undefined, window: EdgeWindow): void;
}

/** The part of the picture in sight, and the place of its first pixel in the parent of the buttons. */
export interface EdgeWindow {
  readonly top: number;
  readonly left: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly offsetPx: number;
}

const MOST = 6;
const PAD_PX = 9;
const HEIGHT_PX = 20;
const MORE_PX = 62;
const WIDEST_PX = 190;

interface Chip {
  readonly element: HTMLButtonElement;
  place: string;
}

export function createEdges(store: Store, goTo: (event: number) => void): Edges {
  const element = document.createElement('div');
  element.className = 'edges';
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', 'Messages that leave the window');
  const sides = { top: createSide('top'), bottom: createSide('bottom') };

  return {
    element,
    render(frame, window) {
      sides.top(frame, window);
      sides.bottom(frame, window);
    },
  };

  function createSide(edge: 'top' | 'bottom'): (frame: Frame | undefined, window: EdgeWindow) => void {
    const waiting: Chip[] = [];
    let shown = new Map<number, Chip>();
    const more = document.createElement('span');
    more.className = 'edge-more';
    more.hidden = true;
    element.append(more);
    let moreShown = '';
    const words = new Map<number, { readonly text: string; readonly widthPx: number }>();
    let wordsOf: Frame | undefined;

    return (frame, window) => {
      if (frame !== wordsOf) words.clear();
      wordsOf = frame;
      const { step } = store;
      const left = window.left + (frame?.lanes.gutterPx ?? 0) + 4;
      const right = window.left + window.widthPx - 4;
      const found =
        frame === undefined || window.heightPx < 4 * HEIGHT_PX
          ? { stubs: [], more: 0 }
          : edgeStubs<Stroke>(frame.strokes.filter((stroke) => isTold(frame, stroke)), {
              edge, left, right,
              top: window.top,
              bottom: window.top + window.heightPx,
              most: MOST,
              morePx: MORE_PX,
              widthOf: (stroke) => say(frame, stroke).widthPx,
              weight: ({ from, to }) => (from === step || to === step ? 2 : frame.run.columns.kind[to] === KIND.lose ? 1 : 0),
            });
      const next = new Map<number, Chip>();
      const y = edge === 'top' ? window.offsetPx + 3 : window.offsetPx + window.heightPx - HEIGHT_PX - 3;
      for (const stub of found.stubs) next.set(stub.line.to, show(frame!, stub, shown.get(stub.line.to), stub.x - window.left, y));
      for (const [key, chip] of shown) if (!next.has(key)) away(chip);
      shown = next;
      const text = found.more === 0 ? '' : `+${found.more} more|${Math.round(window.widthPx - 4 - MORE_PX)} ${Math.round(y)}`;
      if (text === moreShown) return;
      moreShown = text;
      more.hidden = found.more === 0;
      if (found.more === 0) return;
      more.textContent = `+${found.more} more`;
      more.style.left = `${Math.round(window.widthPx - 4 - MORE_PX)}px`;
      more.style.top = `${Math.round(y)}px`;
      more.title = `${found.more} further messages ${edge === 'top' ? 'come into the window from above' : 'go on below the window'}`;
    };

    function show(frame: Frame, { line, widthPx }: EdgeStub<Stroke>, known: Chip | undefined, x: number, y: number): Chip {
      const chip = known ?? waiting.pop() ?? create();
      const target = edge === 'top' ? line.from : line.to;
      const { text } = say(frame, line);
      if (chip.element.dataset['event'] !== String(target) || chip.element.textContent !== text) {
        chip.element.dataset['event'] = String(target);
        chip.element.textContent = text;
        chip.element.className = `edge-chip${frame.run.columns.kind[line.to] === KIND.lose ? ' lost' : ''}`;
        chip.element.title = edge === 'top' ? 'Go to where it was sent' : 'Go to what became of it';
        chip.element.style.width = `${Math.ceil(widthPx)}px`;
      }
      if (chip.element.hidden) chip.element.hidden = false;
      // By its place and not by a transform, which would make it a piece of its own for the browser to go through at every change.
      const place = `${Math.round(x)} ${Math.round(y)}`;
      if (place !== chip.place) {
        chip.place = place;
        chip.element.style.left = `${Math.round(x)}px`;
        chip.element.style.top = `${Math.round(y)}px`;
      }
      return chip;
    }

    function create(): Chip {
      const button = document.createElement('button');
      button.addEventListener('click', () => goTo(Number(button.dataset['event'])));
      element.append(button);
      return { element: button, place: '' };
    }

    function away(chip: Chip): void {
      // Who stood on it stands on the diagram again.
      if (document.activeElement === chip.element) element.parentElement?.querySelector<HTMLElement>('.view')?.focus({ preventScroll: true });
      chip.element.hidden = true;
      waiting.push(chip);
    }

    /** `from n3: Vote, 5 ms earlier`, `→ shop: Reply, lost` */
    function say(frame: Frame, { from, to }: Stroke): { readonly text: string; readonly widthPx: number } {
      const known = words.get(to);
      if (known !== undefined) return known;
      const { run, ruler } = frame;
      const { columns } = run;
      const lost = columns.kind[to] === KIND.lose;
      const node = shortString(columns.nodes[columns.node[edge === 'top' ? from : to]!]?.id ?? '', 40);
      const label = columns.labels[columns.label[from]!] || 'message';
      const us = columns.t[to]! - columns.t[from]!;
      const when = edge === 'bottom' && lost ? ', lost' : isTimed(run) && us > 0 ? `, ${about(us)} ${edge === 'top' ? 'earlier' : 'later'}` : '';
      const most = Math.min(WIDEST_PX, Math.max(180, frame.right - frame.left) / 2) - 2 * PAD_PX;
      const short = `${edge === 'top' ? 'from' : '→'} ${node}: ${label}`;
      const whole = short + when;
      const text = ruler.widthPx(whole) <= most ? whole : ruler.fit(short, most);
      const made = { text, widthPx: ruler.widthPx(text) + 2 * PAD_PX };
      words.set(to, made);
      return made;
    }
  }
}

/** Both ends are events, and neither is hidden in fog. */
function isTold({ run }: Frame, { from, to }: Stroke): boolean {
  if (from < 0 || to <= from) return false;
  return run.seenBy === undefined || (run.seenBy.knows(from) && run.seenBy.knows(to));
}
