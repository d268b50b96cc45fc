/**
 * Which part of the picture is in sight. Keeps what the browser would have to lay out anew to tell: sizes come from an
 * observer and scroll positions are remembered, so that nothing is read back between writes. The picture does not scroll with its
 * element; only the scrollbar has to follow, and in a glide it does so when the frame is over: moved amid changes, it would have the page
 * laid out there and then, and once more at the end of the frame.
 */
import { createGlide } from './glide';
import { createScrollModel } from './scroll';

export interface Camera {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The same along time and across the lanes: height and width, or where time runs rightward width and height. */
  readonly alongPx: number;
  readonly acrossPx: number;
  /** Pixels of the picture before the window, along time and across the lanes. */
  readonly along: number;
  readonly across: number;
  readonly totalPx: number;
  /** Where along time the window is or is on its way to. */
  readonly goal: number;
  /** Whether time runs rightward; a change of it puts the window back to the first lane. */
  readonly turned: boolean;
  turn(turned: boolean): void;
  /** Size of the whole picture along time and across the lanes. */
  setContent(totalPx: number, contentAcrossPx: number): void;
  moveTo(along: number): void;
  /** Like `moveTo`, smoothly unless the reader asked for less motion. */
  glideTo(along: number): void;
  moveAcross(across: number): void;
}

/** `onMove` is called after the reader or a glide moved the window, `onResize` after its size changed. */
export function createCamera(view: HTMLElement, canvas: HTMLElement, onMove: () => void, onResize: () => void): Camera {
  const scroll = createScrollModel();
  let widthPx = 0;
  let heightPx = 0;
  let across = 0;
  let turned = false;
  let canvasHeight = -1;
  let canvasWidth = -1;
  /** Where the scrollbar was put last; what the browser made of it, it tells by a scroll event. */
  let bar = 0;
  let resizing = 0;
  const { port1, port2 } = new MessageChannel();
  /** Whether the scrollbar is still to be put where the window is. */
  let late = false;
  port1.onmessage = () => {
    if (late) putBar();
  };
  const glide = createGlide(() => scroll.top, (along) => {
    scroll.moveTo(along);
    if (!late) {
      late = true;
      // A message that is sent within a frame is read after it.
      requestAnimationFrame(() => port2.postMessage(0));
    }
    onMove();
  });
  const alongPx = (): number => (turned ? widthPx : heightPx);
  const acrossPx = (): number => (turned ? heightPx : widthPx);

  new ResizeObserver(() => {
    widthPx = view.clientWidth;
    heightPx = view.clientHeight;
    // Drawing may bring a scrollbar, and with it another size: not within the observer, which would go round in circles.
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(onResize);
  }).observe(view);
  view.addEventListener('scroll', () => {
    const by = (turned ? view.scrollLeft : view.scrollTop) - bar;
    bar += by;
    // The reader moves on from what is seen, wherever the scrollbar is.
    const moved = scroll.scrolled(late ? scroll.scrollTop + by : bar);
    if (moved) glide.stop();
    const next = turned ? view.scrollTop : view.scrollLeft;
    const sideways = Math.abs(next - across) >= 1;
    across = next;
    if (moved || sideways) onMove();
  });

  return {
    get widthPx() { return widthPx; },
    get heightPx() { return heightPx; },
    get alongPx() { return alongPx(); },
    get acrossPx() { return acrossPx(); },
    get along() { return scroll.top; },
    get across() { return across; },
    get totalPx() { return scroll.totalPx; },
    get goal() { return glide.goal ?? scroll.top; },
    get turned() { return turned; },
    turn(next) {
      if (next === turned) return;
      turned = next;
      glide.stop();
      across = 0;
      bar = 0;
      view.scrollTop = 0;
      view.scrollLeft = 0;
    },
    setContent(totalPx, contentAcrossPx) {
      scroll.resize(totalPx, alongPx());
      const along = Math.max(alongPx(), scroll.canvasPx);
      const whole = Math.max(acrossPx(), contentAcrossPx);
      const [width, height] = turned ? [along, whole] : [whole, along];
      const resized = height !== canvasHeight || width !== canvasWidth;
      if (height !== canvasHeight) canvas.style.height = `${height}px`;
      if (width !== canvasWidth) canvas.style.width = `${width}px`;
      canvasHeight = height;
      canvasWidth = width;
      across = Math.min(across, whole - acrossPx());
      if (resized || !late) putBar();
    },
    moveTo(along) {
      glide.stop();
      scroll.moveTo(along);
      putBar();
    },
    glideTo: glide.to,
    moveAcross(to) {
      const whole = turned ? canvasHeight : canvasWidth;
      const next = Math.round(Math.min(Math.max(0, to), Math.max(0, whole - acrossPx())));
      if (next === across) return;
      across = next;
      if (turned) view.scrollTop = next;
      else view.scrollLeft = next;
    },
  };

  function putBar(): void {
    late = false;
    const wanted = scroll.scrollTop;
    if (Math.abs(wanted - bar) < 1) return;
    bar = wanted;
    if (turned) view.scrollLeft = wanted;
    else view.scrollTop = wanted;
  }
}
