/**
 * The mouse on the diagram: click goes to an event, shift+click marks it to compare others with, resting on one tells what it is,
 * ctrl+wheel zooms around the pointer, and the menu gets to know where it was asked for.
 */
import { nearestEvent, yOf } from '../../src/trace/layout/axis';
import { laneAt } from '../../src/trace/layout/lanes';
import { emit } from '../panels/emit';
import { timeWords } from '../panels/time-words';
import { eventSentence } from '../panels/event-words';
import { foldWords } from '../app/folds';
import { eventRef, isTimed } from '../app/words';
import type { Run, Store } from '../store/store';
import type { Offers } from '../store/offers';
import { goneAt, goneWords } from './draw-ghost';
import type { GoneSpot } from './draw-ghost';
import type { Frame } from './frame';
import { standingAt } from './draw-standing';
import { isFogged } from './emphasis';
import { shortString } from '../panels/plain-text';
import { eventAt } from './hit';
import type { Hit } from './hit';
import { momentContext } from './menu-context';
import type { Moment } from './menu-context';

export interface PointerTargets {
  frame(): Frame | undefined;
  /** What is gone since the last edit. */
  gone(): readonly GoneSpot[];
  /** From the window's coordinates to the picture's. */
  toPicture(x: number, y: number): { readonly x: number; readonly y: number };
  readonly store: Store;
  /** What a term of the field in the text means; '' when there is none. */
  explain(text: string): string;
  /** Multiplies microseconds a pixel, keeping what is at a place of the window along time where it is. */
  zoomAt(along: number, factor: number): void;
  /** Time runs rightward. */
  turned(): boolean;
  /** What a menu would offer in vain. */
  readonly offers: Offers;
}

/** In even spacing a row is as good a target as its mark. */
const NEAR_ROW_PX = 14;
/** Signs of what is gone stand so far from the edge, at most. */
const GONE_PX = 28;
/** Long enough that stepping through a trace asks nothing. */
const REST_MS = 200;
const NOTHING: Hit = { event: -1, note: false };

export function listenToPointer(view: HTMLElement, targets: PointerTargets): void {
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.setAttribute('aria-hidden', 'true');
  tip.hidden = true;
  view.parentElement!.append(tip);
  let pressed: { readonly x: number; readonly y: number } | undefined;
  let shown = -1;

  view.addEventListener('pointerdown', (event) => {
    const { run } = targets.store;
    if (event.button !== 0 && run !== undefined && run.columns.length > 0) want(run, momentAt(run, event));
    pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : undefined;
  });
  view.addEventListener('click', (event) => {
    // A drag that selects or scrolls is no click on an event.
    if (pressed === undefined || Math.abs(event.clientX - pressed.x) + Math.abs(event.clientY - pressed.y) > 6) return;
    const { event: found, note } = find(event, true);
    if (found < 0) return;
    if (event.shiftKey) return targets.store.mark(found);
    // A fold opens where it is clicked, but not by a click on its row in the gutter.
    const onFold = targets.store.visible.foldOf(found) !== undefined && !isInGutter(event);
    targets.store.goTo(found);
    if (onFold) targets.store.toggleFold(found);
    if (note) emit(view, 'show-note', { index: found });
  });
  view.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons !== 0) return hide();
    if (showGone(event, true)) return;
    const { event: found } = find(event, false);
    view.classList.toggle('on-event', found >= 0);
    if (found < 0) return showGone(event, false) ? undefined : showLane(event);
    show(found, event);
  });
  // VS Code opens its menu when the event has come up to the window; what it is to know of the place must be written by then.
  view.addEventListener('contextmenu', (event) => {
    const { run } = targets.store;
    if (run === undefined || run.columns.length === 0) return void delete view.dataset['vscodeContext'];
    const moment = momentAt(run, event);
    view.dataset['vscodeContext'] = momentContext(run, moment, targets.offers.get(run.number, moment.event, moment.node));
  });
  // By the keyboard it is asked for at the current event, once the reader rests there.
  let resting: ReturnType<typeof setTimeout> | undefined;
  targets.store.on('step', () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const { run, step } = targets.store;
      if (run !== undefined && step < run.columns.length) want(run, { event: step, node: run.columns.nodes[run.columns.node[step]!]?.id ?? '' });
    }, REST_MS);
  });
  view.addEventListener('pointerleave', hide);
  view.addEventListener('scroll', hide);
  view.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return alongTime(event);
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      // Pinching on a touchpad comes as small steps of the same event.
      const by = Math.max(-120, Math.min(120, event.deltaY * lines));
      const { left, top } = view.getBoundingClientRect();
      targets.zoomAt(targets.turned() ? event.clientX - left : event.clientY - top, Math.exp(by * 0.004));
    },
    { passive: false },
  );

  /** The wheel goes along time in either direction, and across the lanes with Shift; a touchpad's sideways is left to the browser. */
  function alongTime(event: WheelEvent): void {
    if (!targets.turned() || (!event.shiftKey && Math.abs(event.deltaX) > Math.abs(event.deltaY))) return;
    event.preventDefault();
    const by = (event.deltaY || event.deltaX) * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    view.scrollBy(event.shiftKey ? { top: by } : { left: by });
  }

  function find(event: MouseEvent, generous: boolean): Hit {
    const frame = targets.frame();
    if (frame === undefined) return NOTHING;
    const box = view.getBoundingClientRect();
    const { x, y } = targets.toPicture(event.clientX - box.left, event.clientY - box.top);
    const inGutter = isInGutter(event);
    const exact = inGutter ? NOTHING : eventAt(frame.spots, frame.strokes, x, y);
    if (exact.event >= 0 || !(generous || inGutter)) return exact;
    const nearest = nearestEvent(frame.axis, y);
    return nearest >= 0 && Math.abs(yOf(frame.axis, nearest) - y) <= (frame.turned && frame.axis.spacing === 'even' ? frame.axis.rowPx / 2 : NEAR_ROW_PX) ? { event: nearest, note: false } : NOTHING;
  }

  function want(run: Run, { event, node }: Moment): void {
    if (run.info.kind === 'scenario') targets.offers.want(run.number, event, node);
  }

  /** On the times, which no lane is below. */
  function isInGutter(event: MouseEvent): boolean {
    const { left, top } = view.getBoundingClientRect();
    return (targets.turned() ? event.clientY - top : event.clientX - left) < (targets.frame()?.lanes.gutterPx ?? 0);
  }

  /** By the keyboard the current event is meant; beside the marks of all lanes, the lane under the pointer at the nearest event. */
  function momentAt(run: Run, at: MouseEvent): Moment {
    const nameOf = (node: number): string => run.columns.nodes[node]?.id ?? '';
    const frame = targets.frame();
    const current = { event: targets.store.step, node: nameOf(run.columns.node[targets.store.step]!) };
    const byPointer = at.button === 2 || at.ctrlKey;
    if (!byPointer || frame === undefined || frame.run !== run) return current;
    const exact = find(at, false).event;
    if (exact >= 0) return { event: exact, node: nameOf(run.columns.node[exact]!) };
    const box = view.getBoundingClientRect();
    const { x, y } = targets.toPicture(at.clientX - box.left, at.clientY - box.top);
    const nearest = nearestEvent(frame.axis, y);
    if (nearest < 0) return current;
    const lane = laneAt(frame.lanes, x);
    return { event: nearest, node: nameOf(lane < 0 ? run.columns.node[nearest]! : lane) };
  }

  function show(event: number, at: MouseEvent): void {
    const { run } = targets.store;
    if (run === undefined || event >= run.columns.length) return hide();
    if (event !== shown) {
      shown = event;
      const fold = targets.store.visible.foldOf(event);
      const sentence = fold !== undefined && run.seenBy?.knows(event) !== false ? `${foldWords(run, fold)}. Click to unfold` : eventSentence(eventRef(run, event), run.details.get(event));
      tip.textContent = isTimed(run) ? `${timeWords(run.columns.t[event]!)} · ${sentence}` : sentence;
      run.details.want(event, event + 1);
      want(run, { event, node: run.columns.nodes[run.columns.node[event]!]?.id ?? '' });
    }
    place(at);
  }

  /** What is gone since the last edit, at its sign in the gutter or among the lanes. */
  function showGone(at: MouseEvent, inGutter: boolean): boolean {
    const { run } = targets.store;
    if (run?.ghost === undefined) return false;
    const box = view.getBoundingClientRect();
    if (((targets.turned() ? at.clientY - box.top : at.clientX - box.left) < GONE_PX) !== inGutter) return false;
    const { x, y } = targets.toPicture(at.clientX - box.left, at.clientY - box.top);
    const entries = goneAt(targets.gone(), x, y, inGutter);
    if (entries.length === 0) return false;
    shown = -1;
    const words = goneWords(run, run.ghost, entries);
    if (tip.textContent !== words) tip.textContent = words;
    place(at);
    return true;
  }

  /** Beside the marks a lane tells what its node stands for there. */
  function showLane(at: MouseEvent): void {
    const { run } = targets.store;
    const frame = targets.frame();
    if (run === undefined || frame === undefined || frame.run !== run) return hide();
    const box = view.getBoundingClientRect();
    const { x, y } = targets.toPicture(at.clientX - box.left, at.clientY - box.top);
    const text = isFogged(frame, x, y - frame.base) ? `${shortString(run.seenBy?.name ?? '', 60)} cannot know what happens here` : standingAt(frame, x, y);
    if (text === '' || isInGutter(at)) return hide();
    shown = -1;
    // The last line says what the role, the lease or the term of the band means.
    const meaning = targets.explain(text.slice(text.indexOf(': ') + 2));
    const words = meaning === '' ? text : `${text}\n${meaning}`;
    if (tip.textContent !== words) tip.textContent = words;
    place(at);
  }

  function place(at: MouseEvent): void {
    tip.hidden = false;
    const room = view.parentElement!.getBoundingClientRect();
    const x = Math.min(at.clientX - room.left + 14, room.width - tip.offsetWidth - 6);
    const below = at.clientY - room.top + 20;
    const y = below + tip.offsetHeight > room.height ? at.clientY - room.top - tip.offsetHeight - 10 : below;
    tip.style.transform = `translate(${Math.max(4, x)}px, ${y}px)`;
  }

  function hide(): void {
    if (tip.hidden) return;
    tip.hidden = true;
    shown = -1;
  }
}
