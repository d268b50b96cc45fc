/**
 * The arrow keys within a table of buttons: one of them is a tab stop, the arrows go to the next in the row or to the nearest
 * in the row above or below. Keys that are used here are kept from the page, which steps with them.
 */

/** Handles a key pressed on a button within a table of `root`. */
export function moveInGrid(event: KeyboardEvent, root: Document | DocumentFragment | Element): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const from = event.target;
  if (!(from instanceof HTMLElement) || from.localName !== 'button') return;
  const rows = [...root.querySelectorAll('tr')].map((row) => [...row.querySelectorAll<HTMLElement>('button')]).filter((row) => row.length > 0);
  const r = rows.findIndex((row) => row.includes(from));
  if (r < 0) return;
  const row = rows[r]!;
  const c = row.indexOf(from);
  const to = target();
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (to === null) return;
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();

  /** Null where there is nothing further; undefined for a key that means nothing here. */
  function target(): HTMLElement | null | undefined {
    switch (event.key) {
      case 'ArrowLeft': return row[c - 1] ?? null;
      case 'ArrowRight': return row[c + 1] ?? null;
      case 'ArrowUp': return beside(rows[r - 1]);
      case 'ArrowDown': return beside(rows[r + 1]);
      case 'Home': return row[0] ?? null;
      case 'End': return row[row.length - 1] ?? null;
      default: return undefined;
    }
  }

  function beside(other: readonly HTMLElement[] | undefined): HTMLElement | null {
    return other?.[Math.min(c, other.length - 1)] ?? null;
  }
}
