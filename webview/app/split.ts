/**
 * The diagram beside the side area, with a sash between them that can be dragged and moved by keys. In a narrow window
 * the side area stands below.
 */
import type { Part } from './part';
import type { Store } from '../store/store';

/** Below this width in pixels the side area moves below the diagram. */
const NARROW_PX = 720;
const LEAST_SHARE = 0.15;
const MOST_SHARE = 0.75;

export function createSplit(store: Store, main: HTMLElement, side: HTMLElement): Part & { readonly element: HTMLElement } {
  const element = document.createElement('main');
  element.className = 'split';
  const sash = document.createElement('div');
  sash.className = 'sash';
  sash.tabIndex = 0;
  sash.setAttribute('role', 'separator');
  sash.setAttribute('aria-label', 'Size of the side area');
  sash.setAttribute('aria-valuemin', String(LEAST_SHARE * 100));
  sash.setAttribute('aria-valuemax', String(MOST_SHARE * 100));
  element.append(main, sash, side);
  let narrow = false;
  let drawn = '';

  new ResizeObserver(() => {
    narrow = element.clientWidth < NARROW_PX;
    render();
  }).observe(element);

  sash.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    sash.focus();
    sash.setPointerCapture(event.pointerId);
    const move = (to: PointerEvent): void => {
      const room = element.getBoundingClientRect();
      resize(narrow ? (room.bottom - to.clientY) / room.height : (room.right - to.clientX) / room.width);
    };
    const end = (): void => {
      sash.removeEventListener('pointermove', move);
      sash.removeEventListener('pointerup', end);
      sash.removeEventListener('pointercancel', end);
    };
    sash.addEventListener('pointermove', move);
    sash.addEventListener('pointerup', end);
    sash.addEventListener('pointercancel', end);
  });
  sash.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: 0.03, ArrowUp: 0.03, ArrowRight: -0.03, ArrowDown: -0.03 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    resize(store.view.sideShare + by);
  });
  sash.addEventListener('dblclick', () => resize(0.34));

  return { element, render };

  function resize(share: number): void {
    store.setView({ sideShare: Math.min(MOST_SHARE, Math.max(LEAST_SHARE, share)) });
  }

  function render(): void {
    const { sideOpen, sideShare } = store.view;
    const key = `${sideOpen} ${sideShare} ${narrow}`;
    // Drawn with every step: what is written again has its style worked out again.
    if (key === drawn) return;
    drawn = key;
    sash.hidden = !sideOpen;
    side.hidden = !sideOpen;
    element.classList.toggle('narrow', narrow);
    element.classList.toggle('side-closed', !sideOpen);
    sash.setAttribute('aria-orientation', narrow ? 'horizontal' : 'vertical');
    sash.setAttribute('aria-valuenow', String(Math.round(sideShare * 100)));
    element.style.setProperty('--side-share', String(sideShare));
  }
}
