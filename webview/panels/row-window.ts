/**
 * Which rows of a very long list are on screen. Browsers give up beyond some height of an element (Chromium at about
 * 33 million pixels, Firefox at 17), which a million rows exceed: so the scrolled element is never higher than
 * MAX_HEIGHT_PX, and where it would have to be, scrolling maps to rows in proportion.
 */

/** Safe in every browser VS Code runs in. */
export const MAX_HEIGHT_PX = 12_000_000;

export interface RowWindow {
  /** Height to give to the scrolled element. */
  readonly heightPx: number;
  /** First row to draw, and one after the last. */
  readonly from: number;
  readonly to: number;
  /** Where the first drawn row stands, from the top of the scrolled element. */
  readonly topPx: number;
}

/** `viewPx` is the height of what is seen, `spare` the number of rows drawn beyond it on either side. */
export function rowWindow(count: number, rowPx: number, scrollTopPx: number, viewPx: number, spare = 6): RowWindow {
  const fullPx = count * rowPx;
  const heightPx = Math.min(fullPx, MAX_HEIGHT_PX);
  // Position in the list as if it had its full height.
  const topPx = fullTop(fullPx, heightPx, scrollTopPx, viewPx);
  const first = Math.floor(topPx / rowPx);
  const from = Math.max(0, Math.min(count, first - spare));
  const to = Math.max(from, Math.min(count, Math.ceil((topPx + viewPx) / rowPx) + spare));
  return { heightPx, from, to, topPx: from * rowPx - topPx + scrollTopPx };
}

/** The scroll position that shows row `index`: unchanged when it is in sight, else with the least movement. */
export function scrollTopFor(index: number, count: number, rowPx: number, scrollTopPx: number, viewPx: number): number {
  const fullPx = count * rowPx;
  const heightPx = Math.min(fullPx, MAX_HEIGHT_PX);
  const topPx = fullTop(fullPx, heightPx, scrollTopPx, viewPx);
  const rowTop = index * rowPx;
  let wanted = topPx;
  if (rowTop < topPx) wanted = rowTop;
  else if (rowTop + rowPx > topPx + viewPx) wanted = rowTop + rowPx - viewPx;
  if (wanted === topPx) return scrollTopPx;
  // A row far away is easier to read with its neighbours around it.
  if (Math.abs(wanted - topPx) > viewPx) wanted = rowTop - (viewPx - rowPx) / 2;
  const most = Math.max(0, fullPx - viewPx);
  wanted = Math.max(0, Math.min(most, wanted));
  return heightPx === fullPx || most === 0 ? wanted : (wanted / most) * (heightPx - viewPx);
}

function fullTop(fullPx: number, heightPx: number, scrollTopPx: number, viewPx: number): number {
  const scrolled = Math.max(0, Math.min(scrollTopPx, Math.max(0, heightPx - viewPx)));
  if (heightPx === fullPx) return scrolled;
  return (scrolled / (heightPx - viewPx)) * (fullPx - viewPx);
}
