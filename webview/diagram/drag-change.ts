/**
 * Dragging on the diagram of a scenario. The end of a message, or the beginning of a client's operation, along time; with Alt held or after
 * the command for it, from a lane to itself a pause and from lane to lane a partition. What is let go of becomes the same edit as that of
 * the typed command; Escape gives it up. Clicks, selecting and scrolling are as without it: a drag begins only on a mark, and
 * only after some pixels.
 */
import type { Drag, DragLimit } from '../../src/protocol/drag';
import { yOf } from '../../src/trace/layout/axis';
import { laneAt, laneX, nodeAt, placeOf } from '../../src/trace/layout/lanes';
import { KIND } from '../../src/trace/trace';
import { shortString } from '../panels/plain-text';
import type { Run, Store } from '../store/store';
import { arrivalWords, draggedTo, operationWords, spanWords } from './drag-plan';
import type { Frame } from './frame';
import { markX } from './draw-marks';

export interface DragTargets {
  readonly store: Store;
  frame(): Frame | undefined;
  toPicture(x: number, y: number): { readonly x: number; readonly y: number };
  turned(): boolean;
  limit(run: number, event: number): Promise<DragLimit>;
  done(run: number, drag: Drag): void;
}

export interface Dragging {
  /** The next drag is from lane to lane, as with Alt held. */
  arm(): void;
}

const MARK_PX = 10;
const BEGIN_PX = 5;
const SVG = 'http://www.w3.org/2000/svg';
const MOST_CHARS = 40;

interface Going {
  readonly run: Run;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  /** The event that is dragged; -1 for a rectangle. */
  readonly event: number;
  begun: boolean;
  /** Undefined until the host has said. */
  earliestUs: number | undefined;
}

export function listenToDrags(view: HTMLElement, targets: DragTargets): Dragging {
  const { store } = targets;
  const sheet = document.createElementNS(SVG, 'svg');
  sheet.setAttribute('class', 'drag-sheet');
  sheet.setAttribute('aria-hidden', 'true');
  sheet.style.display = 'none';
  const shape = sheet.appendChild(document.createElementNS(SVG, 'path'));
  const words = sheet.appendChild(document.createElementNS(SVG, 'text'));
  view.parentElement!.append(sheet);
  let armed = false;
  let going: Going | undefined;
  let drag: Drag | undefined;

  view.addEventListener('pointerdown', (event) => {
    const { run } = store;
    if (event.button !== 0 || event.pointerType === 'touch' || event.shiftKey || event.ctrlKey || event.metaKey || run === undefined) return;
    if (!canChange(run)) return;
    const { x, y } = inView(event);
    const event0 = armed || event.altKey ? -1 : draggableAt(run, x, y);
    if (event0 === -2 || (event0 === -1 && laneUnder(x, y) < 0)) return;
    going = { run, pointer: event.pointerId, x, y, event: event0, begun: false, earliestUs: undefined };
  });
  view.addEventListener('pointermove', (event) => {
    if (going === undefined) return void view.classList.toggle('on-draggable', event.buttons === 0 && store.run !== undefined && canChange(store.run) && draggableAt(store.run, ...at(event)) >= 0);
    if (event.pointerId !== going.pointer || event.buttons === 0) return stop();
    const { x, y } = inView(event);
    if (!going.begun && Math.abs(x - going.x) + Math.abs(y - going.y) < BEGIN_PX) return;
    if (!going.begun) begin(going);
    draw(x, y);
  });
  view.addEventListener('pointerup', (event) => {
    if (going === undefined || event.pointerId !== going.pointer) return;
    const { run, begun } = going;
    const result = drag;
    stop();
    if (!begun) return;
    disarm();
    if (result !== undefined && store.run === run) targets.done(run.number, result);
  });
  view.addEventListener('pointercancel', stop);
  // A click at the end of a drag is none; it comes before anybody else hears of it.
  view.addEventListener('click', (event) => {
    if (sheet.dataset['ended'] === undefined) return;
    delete sheet.dataset['ended'];
    event.stopImmediatePropagation();
  }, { capture: true });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || (!armed && going === undefined)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const was = armed || going?.begun === true;
    stop();
    disarm();
    if (was) store.say('Nothing was changed');
  }, { capture: true });
  store.on('run', stop);

  return {
    arm() {
      const { run } = store;
      if (run === undefined || !canChange(run)) return store.say('Only the run of a scenario can be changed');
      armed = true;
      view.classList.add('armed');
      store.say('Drag from a lane to another and along time for a partition, along one lane for a pause; Escape gives it up');
    },
  };

  function begin(of: Going): void {
    of.begun = true;
    view.setPointerCapture(of.pointer);
    view.classList.add('dragging');
    sheet.style.display = '';
    if (of.event < 0) return;
    targets.limit(of.run.number, of.event).then(
      (limit) => {
        if (going !== of) return;
        if ('earliestUs' in limit) return void (of.earliestUs = limit.earliestUs);
        store.say(`It cannot be dragged: ${limit.no}`);
        stop();
      },
      () => stop(),
    );
  }

  function stop(): void {
    if (going?.begun === true) {
      if (view.hasPointerCapture(going.pointer)) view.releasePointerCapture(going.pointer);
      sheet.dataset['ended'] = '';
      setTimeout(() => delete sheet.dataset['ended'], 0);
    }
    going = undefined;
    drag = undefined;
    sheet.style.display = 'none';
    view.classList.remove('dragging');
  }

  function disarm(): void {
    armed = false;
    view.classList.remove('armed');
  }

  function draw(x: number, y: number): void {
    const frame = targets.frame();
    if (going === undefined || frame === undefined || frame.run !== going.run) return stop();
    if (going.event >= 0) drawEvent(frame, going, targets.toPicture(x, y).y);
    else drawSpan(frame, going, x, y);
  }

  function drawEvent(frame: Frame, { run, event, earliestUs }: Going, y: number): void {
    const { columns } = run;
    const wasUs = columns.t[event]!;
    const isEnd = columns.kind[event] === KIND.deliver;
    const leastUs = earliestUs ?? (isEnd ? columns.t[columns.cause[event]!]! : 0);
    const atUs = Math.max(leastUs, draggedTo(frame.axis, y));
    drag = atUs === wasUs || earliestUs === undefined ? undefined : { what: isEnd ? 'arrive' : 'operation', event, atUs };
    const x = laneX(frame.lanes, columns.node[event]!);
    const end = onScreen(x, Math.max(y, isEnd ? yOf(frame.axis, columns.cause[event]!) : 0));
    const sender = isEnd ? columns.cause[event]! : event;
    const start = onScreen(markX(frame, sender), yOf(frame.axis, sender));
    shape.setAttribute('d', `M${start.x} ${start.y}L${end.x} ${end.y}M${end.x - 5} ${end.y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z`);
    say(isEnd ? arrivalWords(atUs, wasUs, leastUs) : operationWords(atUs, wasUs), end.x + 12, end.y + 4);
  }

  function drawSpan(frame: Frame, { run, x: x0, y: y0 }: Going, x: number, y: number): void {
    const from = targets.toPicture(x0, y0);
    const to = targets.toPicture(x, y);
    const [a, b] = [laneUnder(x0, y0), nearestLane(frame, to.x)];
    if (a < 0 || b < 0) return;
    const nodes = between(frame, a, b).map((node) => run.columns.nodes[node]?.id ?? '');
    const [first, last] = [draggedTo(frame.axis, Math.min(from.y, to.y)), draggedTo(frame.axis, Math.max(from.y, to.y))];
    drag = last <= first ? undefined : nodes.length === 1 ? { what: 'pause', node: nodes[0]!, atUs: first, untilUs: last } : { what: 'partition', nodes, atUs: first, untilUs: last };
    const [xa, xb] = [laneX(frame.lanes, a), laneX(frame.lanes, b)];
    const one = onScreen(Math.min(xa, xb) - 9, Math.min(from.y, to.y));
    const other = onScreen(Math.max(xa, xb) + 9, Math.max(from.y, to.y));
    shape.setAttribute('d', `M${one.x} ${one.y}H${other.x}V${other.y}H${one.x}z`);
    say(spanWords(nodes.map((name) => shortString(name, MOST_CHARS)), first, last), Math.max(8, one.x + 4), Math.max(24, one.y - 6));
  }

  function say(text: string, x: number, y: number): void {
    if (words.textContent !== text) words.textContent = text;
    // Within the window on both sides.
    const wide = words.getComputedTextLength();
    words.setAttribute('x', String(Math.max(4, Math.min(x, view.clientWidth - wide - 8))));
    words.setAttribute('y', String(y));
    const { offsetLeft, offsetTop, clientWidth, clientHeight } = view;
    sheet.setAttribute('style', `left:${offsetLeft}px;top:${offsetTop}px;width:${clientWidth}px;height:${clientHeight}px`);
  }

  /** The event whose mark is there if it can be dragged, -2 otherwise. */
  function draggableAt(run: Run, x: number, y: number): number {
    const frame = targets.frame();
    if (frame === undefined || frame.run !== run) return -2;
    const there = targets.toPicture(x, y);
    let least = MARK_PX * MARK_PX;
    let best = -2;
    for (const spot of frame.spots) {
      const distance = (spot.x - there.x) ** 2 + (spot.y - there.y) ** 2;
      if (distance > least || spot.note === true) continue;
      least = distance;
      best = spot.event;
    }
    const kind = run.columns.kind[best];
    if (kind === KIND.invoke) return best;
    const cause = best < 0 ? -1 : run.columns.cause[best]!;
    return kind === KIND.deliver && cause >= 0 && run.columns.node[cause] !== run.columns.node[best] ? best : -2;
  }

  function laneUnder(x: number, y: number): number {
    const frame = targets.frame();
    return frame === undefined || isInGutter(frame, x, y) ? -1 : nearestLane(frame, targets.toPicture(x, y).x);
  }

  function isInGutter({ lanes }: Frame, x: number, y: number): boolean {
    return (targets.turned() ? y : x) < lanes.gutterPx;
  }

  function nearestLane({ lanes }: Frame, x: number): number {
    const lane = laneAt(lanes, x);
    if (lane >= 0) return lane;
    return nodeAt(lanes, x < laneX(lanes, nodeAt(lanes, 0)) ? 0 : lanes.count - 1);
  }

  function between({ lanes }: Frame, a: number, b: number): number[] {
    const [from, to] = [placeOf(lanes, a), placeOf(lanes, b)];
    const step = to < from ? -1 : 1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, k) => nodeAt(lanes, from + k * step));
  }

  function onScreen(x: number, y: number): { readonly x: number; readonly y: number } {
    const origin = targets.toPicture(0, 0);
    return targets.turned() ? { x: y - origin.y, y: x - origin.x } : { x: x - origin.x, y: y - origin.y };
  }

  function inView(event: MouseEvent): { readonly x: number; readonly y: number } {
    const [x, y] = at(event);
    return { x, y };
  }

  function at(event: MouseEvent): [number, number] {
    const { left, top } = view.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }
}

function canChange(run: Run): boolean {
  return run.info.kind === 'scenario' && run.info.comparison === undefined && run.seenBy === undefined;
}
