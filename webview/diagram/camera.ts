/**
 * Which part of the picture is in sight. Keeps what the browser would have to lay out anew to tell: sizes come from an
 * observer and scroll positions are remembered, so that nothing is read back between writes.
 */
import { createGlide } from './glide';
import { createScrollModel } from './scroll';

export interface Camera {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of the picture above and left of the window. */
  readonly top: number;
  readonly left: number;
  readonly totalPx: number;
  /** Where the window is or is on its way to. */
  readonly goal: number;
  /** Size of the whole picture. */
  setContent(totalPx: number, contentWidthPx: number): void;
  moveTo(top: number): void;
  /** Like `moveTo`, smoothly unless the reader asked for less motion. */
  glideTo(top: number): void;
  moveLeft(left: number): void;
}

/** `onMove` is called after the reader or a glide moved the window, `onResize` after its size changed. */
export function createCamera(view: HTMLElement, canvas: HTMLElement, onMove: () => void, onResize: () => void): Camera {
  const scroll = createScrollModel();
  let widthPx = 0;
  let heightPx = 0;
  let left = 0;
  let canvasHeight = -1;
  let canvasWidth = -1;
  /** Where the scrollbar was put last; what the browser made of it, it tells by a scroll event. */
  let bar = 0;
  let resizing = 0;
  const glide = createGlide(() => scroll.top, (top) => {
    scroll.moveTo(top);
    putBar();
    onMove();
  });

  new ResizeObserver(() => {
    widthPx = view.clientWidth;
    heightPx = view.clientHeight;
    // Drawing may bring a scrollbar, and with it another size: not within the observer, which would go round in circles.
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(onResize);
  }).observe(view);
  view.addEventListener('scroll', () => {
    bar = view.scrollTop;
    const moved = scroll.scrolled(bar);
    if (moved) glide.stop();
    const sideways = Math.abs(view.scrollLeft - left) >= 1;
    left = view.scrollLeft;
    if (moved || sideways) onMove();
  });

  return {
    get widthPx() { return widthPx; },
    get heightPx() { return heightPx; },
    get top() { return scroll.top; },
    get left() { return left; },
    get totalPx() { return scroll.totalPx; },
    get goal() { return glide.goal ?? scroll.top; },
    setContent(totalPx, contentWidthPx) {
      scroll.resize(totalPx, heightPx);
      const height = Math.max(heightPx, scroll.canvasPx);
      const width = Math.max(widthPx, contentWidthPx);
      if (height !== canvasHeight) canvas.style.height = `${height}px`;
      if (width !== canvasWidth) canvas.style.width = `${width}px`;
      canvasHeight = height;
      canvasWidth = width;
      left = Math.min(left, width - widthPx);
      putBar();
    },
    moveTo(top) {
      glide.stop();
      scroll.moveTo(top);
      putBar();
    },
    glideTo: glide.to,
    moveLeft(to) {
      const next = Math.round(Math.min(Math.max(0, to), Math.max(0, canvasWidth - widthPx)));
      if (next === left) return;
      left = next;
      view.scrollLeft = next;
    },
  };

  function putBar(): void {
    const wanted = scroll.scrollTop;
    if (Math.abs(wanted - bar) < 1) return;
    bar = wanted;
    view.scrollTop = wanted;
  }
}
