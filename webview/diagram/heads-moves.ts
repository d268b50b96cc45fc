/**
 * Moving lanes by their heads: dragged with the mouse, or with the head focused by Ctrl+Shift+arrows (on a Mac Cmd). Left and right, or
 * up and down where time runs rightward, go from head to head; everything else is left to the diagram.
 */
import type { LaneActions } from '../app/lane-actions';
import { emit } from '../panels/emit';

export interface HeadMoves {
  /** Where the lanes stand, for drawing them and for finding what is under the pointer. */
  readonly lanes: () => { readonly gutterPx: number; readonly lanePx: number; readonly count: number; readonly across: number; readonly turned: boolean };
  /** The node of the head at a place, by name. */
  readonly nameAt: (place: number) => string | undefined;
  /** Puts the focus on the head of a node, once it is drawn. */
  readonly focus: (name: string) => void;
  readonly actions: LaneActions;
}

/** A press that moves no further than this is no drag. */
const DRAG_PX = 5;

export function listenToHeads(strip: HTMLElement, { lanes, nameAt, focus, actions }: HeadMoves): void {
  const mark = document.createElement('div');
  mark.className = 'drop-mark';
  mark.setAttribute('role', 'presentation');
  mark.hidden = true;
  let drag: { readonly head: HTMLElement; readonly name: string; readonly at: number; readonly pointer: number; moving: boolean } | undefined;

  strip.addEventListener('pointerdown', (event) => {
    const head = headOf(event);
    const name = head?.dataset['node'];
    if (event.button !== 0 || head === undefined || name === undefined) return;
    drag = { head, name, at: acrossIn(event), pointer: event.pointerId, moving: false };
  });
  strip.addEventListener('pointermove', (event) => {
    if (drag === undefined || event.pointerId !== drag.pointer) return;
    if (event.buttons === 0) return end();
    const by = acrossIn(event) - drag.at;
    if (!drag.moving && Math.abs(by) < DRAG_PX) return;
    if (!drag.moving) {
      drag.moving = true;
      strip.setPointerCapture(event.pointerId);
      drag.head.classList.add('dragged');
      strip.append(mark);
    }
    drag.head.style.transform = `translate${lanes().turned ? 'Y' : 'X'}(${by}px)`;
    const to = target(event);
    mark.hidden = to === undefined;
    if (to !== undefined) {
      const at = `${lanes().gutterPx + to.edge * lanes().lanePx}px`;
      [mark.style.left, mark.style.top] = lanes().turned ? ['', at] : [at, ''];
    }
  });
  strip.addEventListener('pointerup', (event) => {
    if (drag?.moving !== true) return end();
    const { name } = drag;
    const to = target(event);
    end();
    if (to !== undefined) actions.put(name, to.place);
  });
  strip.addEventListener('click', (event) => {
    const name = headOf(event)?.dataset['node'];
    if (event.shiftKey && name !== undefined) emit(strip, 'compare-clock', { node: name });
  });
  strip.addEventListener('pointercancel', end);
  strip.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && drag?.moving === true) {
      end();
      event.preventDefault();
      return;
    }
    const name = headOf(event)?.dataset['node'];
    if (name === undefined || event.altKey) return;
    if (event.key === 'Enter' && event.shiftKey) {
      emit(strip, 'compare-clock', { node: name });
      event.preventDefault();
      return;
    }
    const [back, on] = lanes().turned ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const by = event.key === back ? -1 : event.key === on ? 1 : 0;
    const moving = (event.ctrlKey || event.metaKey) && event.shiftKey;
    if (by !== 0 && moving) {
      actions.move(by, name);
      focus(name);
    } else if (by !== 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const next = nameAt(placeOf(name) + by);
      if (next !== undefined) focus(next);
    } else if (event.key === 'Delete' || event.key === 'h') {
      if (event.ctrlKey || event.metaKey) return;
      const place = placeOf(name);
      const next = nameAt(place + 1) ?? nameAt(place - 1);
      actions.hide(name);
      if (next !== undefined) focus(next);
    } else return;
    event.preventDefault();
  });

  function acrossIn(event: PointerEvent): number {
    return lanes().turned ? event.clientY : event.clientX;
  }

  function placeOf(name: string): number {
    for (let place = 0; place < lanes().count; place++) if (nameAt(place) === name) return place;
    return -1;
  }

  /** The gap between lanes that the pointer is nearest to, and which place that is for the lane that is dragged. */
  function target(event: PointerEvent): { readonly edge: number; readonly place: number } | undefined {
    if (drag === undefined) return undefined;
    const { gutterPx, lanePx, count, across, turned } = lanes();
    const { left, top } = strip.parentElement!.getBoundingClientRect();
    const at = acrossIn(event) - (turned ? top : left) + across - gutterPx;
    const edge = Math.max(0, Math.min(count, Math.round(at / lanePx)));
    const from = placeOf(drag.name);
    if (edge === from || edge === from + 1) return undefined;
    return { edge, place: edge > from ? edge - 1 : edge };
  }

  function end(): void {
    if (drag === undefined) return;
    drag.head.classList.remove('dragged');
    drag.head.style.transform = '';
    mark.remove();
    drag = undefined;
  }
}

function headOf(event: Event): HTMLElement | undefined {
  return event.target instanceof Element ? (event.target.closest<HTMLElement>('.head') ?? undefined) : undefined;
}
