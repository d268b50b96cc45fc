/**
 * The keyboard of the diagram. Arrow keys belong to whatever has the focus, so they step only where nothing else wants
 * them: on the diagram, on the toolbar's buttons, and on the page itself.
 */
import { nextClocks } from './clock-choice';
import type { CausalActions } from './causal-actions';
import { toggleFoldHere } from './folds';
import type { LaneActions } from './lane-actions';
import type { Player } from './player';
import { nextSpacing } from './spacing-choice';
import { turnTime } from './time-direction';
import type { Store } from '../store/store';

export interface KeyTargets {
  readonly store: Store;
  readonly player: Player;
  readonly causes: CausalActions;
  readonly lanes: LaneActions;
  /** In (1), out (-1) or to a readable scale (0). */
  zoom(direction: number): void;
  /** Opens or closes a pane of the side area. */
  toggle(pane: 'quorums' | 'operations' | 'settings'): void;
  /** Shows what the signs mean, or hides it. */
  legend(): void;
  /** Asks where to go: an event, a time. */
  goTo(): void;
  /** Loses the message of the current event, or takes back the fault behind it. */
  change(what: 'loseMessage' | 'undoFault'): void;
  /** Shows what the last edit changed, or hides it; lets go of it, if there is any. */
  toggleGhost(): void;
  letGo(): boolean;
  /** Opens or closes a pane of the side area. */
  toggle(pane: 'quorums' | 'operations' | 'settings'): void;
  /** Writes a note on the current event. */
  addNote(): void;
  /** A screenful of events up (-1) or down (1). */
  page(direction: number): void;
}

export function handleKeys({ store, player, causes, lanes, zoom, toggle, page, legend, goTo, change, toggleGhost, letGo, addNote }: KeyTargets): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const where = placeOf(event);
    if (where === 'elsewhere') return;
    const along = alongCauses(event);
    if (along !== undefined) {
      event.preventDefault();
      causes.goTo(along);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && (causes.letGo() || letGo())) return event.preventDefault();
    if (where === 'list' && !/^[acewxsEgdDlub]$/.test(event.key)) return;
    if ((event.key === ' ' || event.key === 'Enter') && where === 'button') return;
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
      case 'd': return () => store.move('nextDifference');
      case 'D': return () => store.move('previousDifference');
      case 'c': return () => causes.goTo('cause');
      case 'e': return () => causes.goTo('effect');
      case 'E': return () => causes.goTo('sibling');
      case 'w': return () => causes.toggleWhy();
      case 'x': return () => causes.toggleCones();
      case 's': return () => causes.toggleSeeAs();
      case '?': return () => legend();
      case 't': return () => nextSpacing(store);
      case 'r': return () => turnTime(store);
      case 'f': return () => toggleFoldHere(store);
      case 'Enter': return store.visible.foldOf(store.step) === undefined ? undefined : () => store.toggleFold(store.step);
      case 'h': return () => lanes.hide();
      case 'H': return () => lanes.showAll();
      case 'k': return () => nextClocks(store);
      case 'm': return () => store.mark(store.step);
      case 'g': return () => goTo();
      case 'b': return () => toggleGhost();
      case 'l': return () => change('loseMessage');
      case 'u': return () => change('undoFault');
      case 'a': return () => addNote();
      case 'q': return () => toggle('quorums');
      case 'o': return () => toggle('operations');
      case 'p': return () => toggle('settings');
      case '+':
      case '=': return () => zoom(1);
      case '-': return () => zoom(-1);
      case '0': return () => zoom(0);
      default: return undefined;
    }
  }
}

/** Ctrl (on a Mac Cmd) with an arrow goes to the cause or the effect; with Alt as well, to the next effect of the same cause. */
function alongCauses(event: KeyboardEvent): 'cause' | 'effect' | 'sibling' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey) return undefined;
  if (event.altKey) return event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 'sibling' : undefined;
  if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') return 'cause';
  return event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 'effect' : undefined;
}

function placeOf(event: KeyboardEvent): 'diagram' | 'button' | 'list' | 'elsewhere' {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return target instanceof SVGElement ? 'diagram' : 'elsewhere';
  if (target === document.body || target.closest('.diagram') !== null) return target.closest('button') === null ? 'diagram' : 'button';
  if (target.localName === 'fl-events-list') return 'list';
  return target.closest('.steps, .tools') !== null && target.localName === 'vscode-button' ? 'button' : 'elsewhere';
}
