/**
 * Scrolling something far taller than a browser can. Elements end at some ten million pixels, a million events need
 * three times that, so beyond a limit the scrollbar is a scaled model: dragging it moves in proportion, while the wheel and
 * small movements are taken as they are. The picture's own position is kept apart, as a number of any size.
 */

/** Taller pictures get a scaled scrollbar. */
const MAX_CANVAS_PX = 8_000_000;

export interface ScrollModel {
  /** Pixels of the picture above the window. */
  readonly top: number;
  readonly totalPx: number;
  /** Height to give the scrolled element. */
  readonly canvasPx: number;
  /** Where the scrollbar belongs. */
  readonly scrollTop: number;
  resize(totalPx: number, windowPx: number): void;
  moveTo(top: number): void;
  /** The browser scrolled to `scrollTop`; true when that moves the picture. */
  scrolled(scrollTop: number): boolean;
}

export function createScrollModel(): ScrollModel {
  let top = 0;
  let totalPx = 0;
  let windowPx = 0;
  /** Where the scrollbar was last seen or put. */
  let known = 0;

  const canvasPx = (): number => Math.min(totalPx, MAX_CANVAS_PX);
  const most = (): number => Math.max(0, totalPx - windowPx);
  const mostBar = (): number => Math.max(0, canvasPx() - windowPx);
  const barFor = (): number => (most() === 0 ? 0 : (top / most()) * mostBar());

  return {
    get top() { return top; },
    get totalPx() { return totalPx; },
    get canvasPx() { return canvasPx(); },
    get scrollTop() { return barFor(); },
    resize(total, window) {
      totalPx = total;
      windowPx = window;
      top = Math.min(top, most());
      known = barFor();
    },
    moveTo(to) {
      top = Math.min(most(), Math.max(0, to));
      known = barFor();
    },
    scrolled(bar) {
      const by = bar - known;
      // Setting scrollTop rounds, and is reported back as a scroll of its own.
      if (Math.abs(by) < 1) return false;
      known = bar;
      const scaled = totalPx > MAX_CANVAS_PX;
      const atEdge = bar <= 0 || bar >= mostBar() - 1;
      if (!scaled) top = bar;
      else if (!atEdge && Math.abs(by) < windowPx) top += by;
      else top = mostBar() === 0 ? 0 : (bar / mostBar()) * most();
      top = Math.min(most(), Math.max(0, top));
      return true;
    },
  };
}
