/** What the page of the panel tests loads: every panel, and where to put one. */
import '../../../webview/panels/event-panel';
import '../../../webview/panels/events-list';
import '../../../webview/panels/notes-panel';
import '../../../webview/panels/perspective-panel';
import '../../../webview/panels/sequence-view';
import '../../../webview/panels/state-panel';
import '../../../webview/panels/verdict-list';
import type { EventsSource } from '../../../webview/panels/events-list';
import { madeUpDetail, madeUpEvent } from './samples';
import { safeSvg } from '../../../webview/panels/safe-svg';

declare global {
  interface Window {
    /** Every panel event since the panel was mounted. */
    heard: { name: string; detail: unknown }[];
    safeSvg: typeof safeSvg;
    /** Puts a fresh panel on the page and waits until it is drawn. */
    mount(tag: string, props: Record<string, unknown>): Promise<void>;
    /** The list of events over a made-up trace of any length; `wanted` are the ranges it asked for. */
    mountEvents(count: number, current: number): Promise<void>;
    wanted: (readonly [number, number])[];
    shownText(): string;
    /** Changes properties of the panel on the page and waits until it is drawn. */
    change(props: Record<string, unknown>): Promise<void>;
  }
}

const NAMES = ['go', 'open-link', 'show-page', 'answer-question', 'ask-question', 'show-note', 'show-perspective', 'sequence-drawn'];
window.heard = [];
window.safeSvg = safeSvg;
window.mount = async (tag, props) => {
  window.heard = [];
  const stage = document.querySelector<HTMLElement>('main')!;
  const element = document.createElement(tag);
  for (const name of NAMES) {
    element.addEventListener(name, (event) => window.heard.push({ name, detail: (event as CustomEvent<unknown>).detail }));
  }
  Object.assign(element, props);
  stage.replaceChildren(element);
  await settled();
};
window.wanted = [];
window.mountEvents = async (count, current) => {
  window.wanted = [];
  let known: readonly [number, number] = [0, 0];
  const source: EventsSource = {
    ref: madeUpEvent,
    detail: (i) => (i >= known[0] && i < known[1] ? madeUpDetail(i) : undefined),
    want(from, to) {
      window.wanted.push([from, to]);
      if (from >= known[0] && to <= known[1]) return;
      known = [from, to];
      setTimeout(() => void window.change({ revision: window.wanted.length }), 5);
    },
  };
  await window.mount('fl-events-list', { source, count, current });
};
window.shownText = () => textOf(document.querySelector('main')!).replace(/\s+/g, ' ').trim();

function textOf(node: Node): string {
  if (node instanceof Element && getComputedStyle(node).display === 'none') return '';
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  const inline = node instanceof Element && getComputedStyle(node).display.startsWith('inline');
  const text = [...inside.childNodes].map(textOf).join('');
  return inline ? text : ` ${text} `;
}
window.change = async (props) => {
  Object.assign(document.querySelector('main')!.firstElementChild!, props);
  await settled();
};

// Elements inside draw after the one around them, and sizes are observed a frame later.
async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}
