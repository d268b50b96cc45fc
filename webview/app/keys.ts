/**
 * The keyboard of the diagram. Arrow keys belong to whatever has the focus, so they step only where nothing else wants
 * them: on the diagram, on the toolbar's buttons, and on the page itself.
 */
import { nextClocks } from './clock-choice';
import type { Player } from './player';
import type { Store } from '../store/store';

export interface KeyTargets {
  readonly store: Store;
  readonly player: Player;
  /** In (1), out (-1) or to a readable scale (0). */
  zoom(direction: number): void;
  /** A screenful of events up (-1) or down (1). */
  page(direction: number): void;
}

export function handleKeys({ store, player, zoom, page }: KeyTargets): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const where = placeOf(event);
    if (where === 'elsewhere') return;
    if (event.key === ' ' && where === 'button') return;
    const action = actionOf(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });

  function actionOf(key: string): (() => void) | undefined {
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowUp': return () => store.move('back');
      case 'ArrowRight':
      case 'ArrowDown': return () => store.move('forward');
      case 'Home': return () => store.move('first');
      case 'End': return () => store.move('last');
      case 'PageUp': return () => page(-1);
      case 'PageDown': return () => page(1);
      case ' ': return () => player.toggle();
      case 'n': return () => store.move('nextFault');
      case 'N': return () => store.move('previousFault');
      case 'v': return () => store.move('nextViolation');
      case 'c': return () => store.move('cause');
      case 'e': return () => store.move('effect');
      case 'k': return () => nextClocks(store);
      case 'm': return () => store.mark(store.step);
      case '+':
      case '=': return () => zoom(1);
      case '-': return () => zoom(-1);
      case '0': return () => zoom(0);
      default: return undefined;
    }
  }
}

function placeOf(event: KeyboardEvent): 'diagram' | 'button' | 'elsewhere' {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return target instanceof SVGElement ? 'diagram' : 'elsewhere';
  if (target === document.body || target.closest('.diagram') !== null) return target.closest('button') === null ? 'diagram' : 'button';
  return target.closest('.steps, .tools') !== null && target.localName === 'vscode-button' ? 'button' : 'elsewhere';
}
