/**
 * Messages that leave the window, told at its upper and lower edge, or where time runs rightward at its left and right one: where they come from or go to, as buttons that lead there.
 *
 * Redrawn with each scrolled pixel, so it works from the lines of the frame that is drawn already, writes only what differs, and there
 * are never more than a few.
 */
import { edgeStubs } from '../../src/trace/layout/edge-stubs';
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
  /** Where it begins along time and across the lanes, and its sizes. */
  readonly along: number;
  readonly across: number;
  readonly alongPx: number;
  readonly acrossPx: number;
  /** Along time. */
  readonly offsetPx: number;
  readonly turned: boolean;
}

const MOST = 6;
const PAD_PX = 9;
const HEIGHT_PX = 20;
const MORE_PX = 62;
const WIDEST_PX = 190;
/** Where time runs rightward, what is said at the edges takes from the room that the picture has along time. */
const WIDEST_TURNED_PX = 150;
const LEAST_PX = 84;

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
      const { turned } = window;
      const left = window.across + (frame?.lanes.gutterPx ?? 0) + 4;
      const right = window.across + window.acrossPx - 4;
      const found =
        frame === undefined || window.alongPx < (turned ? 2 * LEAST_PX : 4 * HEIGHT_PX)
          ? { stubs: [], more: 0 }
          : edgeStubs<Stroke>(frame.strokes.filter((stroke) => isTold(frame, stroke)), {
              edge, left, right,
              top: window.along,
              bottom: window.along + window.alongPx,
              most: MOST,
              morePx: turned ? HEIGHT_PX : MORE_PX,
              widthOf: (stroke) => (turned ? HEIGHT_PX : say(frame, stroke, window).widthPx),
              weight: ({ from, to }) => (from === step || to === step ? 2 : frame.run.columns.kind[to] === KIND.lose ? 1 : 0),
            });
      const next = new Map<number, Chip>();
      /** On the page, of something so wide. */
      const placeOf = (at: number, widthPx: number): readonly [left: number, top: number] => {
        const along = edge === 'top' ? window.offsetPx + 3 : window.offsetPx + window.alongPx - (turned ? widthPx : HEIGHT_PX) - 3;
        return turned ? [along, at - window.across] : [at - window.across, along];
      };
      const told = new Set(found.stubs.map(({ line }) => line.to));
      // Those that are no longer told serve the new ones at once: hiding one and showing another costs two layouts of a button.
      const free = [...shown].filter(([key, chip]) => !told.has(key) && chip.element !== document.activeElement).map(([, chip]) => chip);
      for (const stub of found.stubs) next.set(stub.line.to, show(frame!, stub.line, shown.get(stub.line.to) ?? free.pop(), placeOf(stub.x, say(frame!, stub.line, window).widthPx), window));
      for (const chip of free) away(chip);
      for (const [key, chip] of shown) if (!told.has(key) && chip.element === document.activeElement) away(chip);
      shown = next;
      const [moreX, moreY] = placeOf(right - (turned ? HEIGHT_PX : MORE_PX), MORE_PX).map(Math.round) as [number, number];
      const text = found.more === 0 ? '' : `+${found.more} more|${moreX} ${moreY}`;
      if (text === moreShown) return;
      moreShown = text;
      more.hidden = found.more === 0;
      if (found.more === 0) return;
      more.textContent = `+${found.more} more`;
      more.style.left = `${moreX}px`;
      more.style.top = `${moreY}px`;
      more.title = `${found.more} further messages ${edge === 'top' ? `come into the window from ${turned ? 'the left' : 'above'}` : turned ? 'go on right of the window' : 'go on below the window'}`;
    };

    function show(frame: Frame, line: Stroke, known: Chip | undefined, [x, y]: readonly [number, number], window: EdgeWindow): Chip {
      const chip = known ?? waiting.pop() ?? create();
      const target = edge === 'top' ? line.from : line.to;
      const { text, widthPx } = say(frame, line, window);
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
    function say(frame: Frame, { from, to }: Stroke, { turned, alongPx }: EdgeWindow): { readonly text: string; readonly widthPx: number } {
      const known = words.get(to);
      if (known !== undefined) return known;
      const { run, ruler } = frame;
      const { columns } = run;
      const lost = columns.kind[to] === KIND.lose;
      const node = shortString(columns.nodes[columns.node[edge === 'top' ? from : to]!]?.id ?? '', 40);
      const label = columns.labels[columns.label[from]!] || 'message';
      const us = columns.t[to]! - columns.t[from]!;
      const when = edge === 'bottom' && lost ? ', lost' : isTimed(run) && us > 0 ? `, ${about(us)} ${edge === 'top' ? 'earlier' : 'later'}` : '';
      const most = (turned ? Math.min(WIDEST_TURNED_PX, Math.max(LEAST_PX, alongPx / 4)) : Math.min(WIDEST_PX, Math.max(180, frame.right - frame.left) / 2)) - 2 * PAD_PX;
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
