/** Plays a trace: a step forward every so often, until the end or until someone stops it. */
import { rowCount, rowsBefore } from '../../src/trace/layout/rows';
import type { Store } from '../store/store';

export interface Player {
  readonly playing: boolean;
  toggle(): void;
  stop(): void;
  onChange(listener: () => void): void;
}

/** Steps a second to choose from. */
export const SPEEDS: readonly number[] = [0.5, 1, 2, 5, 10, 25, 100];

export function createPlayer(store: Store): Player {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners: (() => void)[] = [];

  store.on('view', () => {
    // A new speed counts from now on, not after the wait of the old one.
    if (timer !== undefined) schedule();
  });
  store.on('run', () => stop());

  return {
    get playing() { return timer !== undefined; },
    toggle() {
      if (timer !== undefined) return stop();
      if (atEnd()) store.move('first');
      schedule();
      tell();
    },
    stop,
    onChange: (listener) => listeners.push(listener),
  };

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(advance, 1000 / store.view.playSpeed);
  }

  function advance(): void {
    store.move('forward');
    if (atEnd()) stop();
    else schedule();
  }

  function stop(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    tell();
  }

  function atEnd(): boolean {
    return store.run === undefined || (rowsBefore(store.visible.rows, store.step + 1) >= rowCount(store.visible.rows, store.run.columns.length) && store.run.complete);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }
}
