/**
 * How fast the view is: opening traces, scrolling and stepping through them, and our diagram beside Mermaid's for the same
 * messages. Drives the built page in Chromium; the host in the page has the trace ready and sends it as the real one does,
 * so what is measured is the view's own work.
 */
import type { Page } from 'playwright-core';
import { openStage } from '../pages/harness';
import type { Stage, View } from '../pages/harness';
import { longestTask, workPerFrame } from './frames';
import { inThousands, median } from './figure';
import type { Figure } from './figure';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const OPEN_RUNS = 5;
const FRAMES = 120;

export async function bench(): Promise<Figure[]> {
  const stage = await openStage();
  try {
    const figures: Figure[] = [];
    for (const size of SIZES) figures.push(...(await opening(stage, size)), ...(await moving(stage, size)));
    for (const messages of [100, 1000]) figures.push(...(await besideMermaid(stage, messages)));
    return figures;
  } finally {
    await stage.close();
  }
}

/** From the first word about a run to the picture on screen, and to its last event taken in. */
async function opening(stage: Stage, size: number): Promise<Figure[]> {
  const first: number[] = [];
  const whole: number[] = [];
  const view = await stage.open({ scene: 'none' });
  for (let run = 0; run < OPEN_RUNS; run++) {
    const times = await timeToOpen(view.page, `many:${size}:5`);
    first.push(times.first);
    whole.push(times.whole);
  }
  await view.close();
  const aim = size === 100_000 ? '; aim: under 300' : size === 1_000_000 ? '; aim: under 500' : '';
  return [
    { name: `open ${inThousands(size)} events, first paint`, value: round(median(first)), unit: 'ms', note: `median of ${OPEN_RUNS}${aim}` },
    { name: `open ${inThousands(size)} events, all taken in`, value: round(median(whole)), unit: 'ms', note: size === 1_000_000 ? 'aim: under 2500' : '' },
  ];
}

/** Work of the page's main thread for one frame of whatever a reader does over and over, with what the page holds meanwhile. */
async function moving(stage: Stage, size: number): Promise<Figure[]> {
  const view = await stage.open({ scene: `many:${size}:5` });
  await complete(view, size);
  const figures: Figure[] = [];
  const add = async (name: string, act: (frame: number) => void): Promise<void> => {
    const { mean, p95 } = await workPerFrame(view.page, FRAMES, act);
    figures.push({ name: `${name}, ${inThousands(size)} events`, value: round(p95), unit: 'ms', note: `95th percentile, mean ${round(mean)}; aim: under 8` });
  };
  const command = (name: string): Promise<void> => view.page.evaluate((command) => window.fakeHost.send({ type: 'command', command } as never), name);
  for (const spacing of ['even', 'scale', 'compressed'] as const) {
    if (spacing !== 'even') await command('toggleSpacing');
    await add(`step, ${spacing}`, step);
    await add(`scroll, ${spacing}`, scroll);
    await add(`zoom, ${spacing}`, zoom);
  }
  await command('toggleSpacing');
  await command('toggleCones');
  await add('step with cones', step);
  await command('toggleCones');
  const settle = (): Promise<void> => view.page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 1500)));
  for (const [what, name] of [['order the lanes', 'orderLanes'], ['hide a lane', 'hideLane'], ['show all lanes', 'showAllLanes']] as const) {
    const longest = await longestTask(view.page, () => command(name).then(settle));
    figures.push({ name: `longest task: ${what}, ${inThousands(size)} events`, value: round(longest), unit: 'ms', note: 'aim: under 8' });
  }
  await command('resetLanes');
  const elements = await view.page.evaluate(allElements);
  figures.push(...(await finding(view, size)));
  await command('toggleFilter');
  await view.page.waitForFunction(() => document.querySelector('.banner.filtered') !== null);
  await add('step, half hidden', step);
  await add('scroll, half hidden', scroll);
  const filtered = await view.page.evaluate(allElements);
  await view.close();

  const folded = await stage.open({ scene: `beats:${size}:5` });
  await complete(folded, size);
  await folded.page.waitForFunction(() => document.querySelector('.picture .fold') !== null);
  const { mean, p95 } = await workPerFrame(folded.page, FRAMES, step);
  figures.push({ name: `step with folds, ${inThousands(size)} events`, value: round(p95), unit: 'ms', note: `95th percentile, mean ${round(mean)}; aim: under 8` });
  const most = Math.max(elements, filtered, await folded.page.evaluate(allElements));
  await folded.close();
  figures.push({ name: `elements on the page, ${inThousands(size)} events`, value: most, unit: '', note: 'shadow trees counted; aim: at most 1000' });
  return figures;
}

/** From the last letter of a query until every event has been looked at. */
async function finding(view: View, size: number): Promise<Figure[]> {
  await view.page.evaluate(() => window.fakeHost.send({ type: 'command', command: 'find' }));
  await view.page.waitForSelector('.find-bar input');
  const figures: Figure[] = [];
  for (const [name, query] of [['fields', 'term>3'], ['columns', 'kind:send']] as const) {
    const ms = await view.page.evaluate(async (text) => {
      const input = document.querySelector<HTMLInputElement>('.find-bar input')!;
      const bar = input.closest('.find-bar')!;
      const began = performance.now();
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 85));
      while (!/ of | found$/.test(bar.querySelector('.count')!.textContent!)) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - began;
    }, query);
    figures.push({ name: `find by ${name}, ${inThousands(size)} events`, value: round(ms), unit: 'ms', note: 'host and view on one thread here; 80 ms of it the pause after typing' });
  }
  return figures;
}

function step(): void {
  document.querySelector('.view')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
}

function scroll(): void {
  document.querySelector('.view')!.scrollTop += 37;
}

function zoom(frame: number): void {
  window.fakeHost.send({ type: 'command', command: frame % 6 < 3 ? 'zoomOut' : 'zoomIn' });
}

/** Elements of the whole page, those in shadow trees among them. */
function allElements(): number {
  const count = (root: ParentNode): number => [...root.querySelectorAll('*')].reduce((sum, each) => sum + 1 + (each.shadowRoot === null ? 0 : count(each.shadowRoot)), 0);
  return count(document);
}

/** First paint of the same messages by Mermaid, once it is loaded and warm, and by our diagram. */
async function besideMermaid(stage: Stage, messages: number): Promise<Figure[]> {
  const view = await stage.open({ scene: 'messages:5', query: '&sequence=100000' });
  const ours: number[] = [];
  for (let run = 0; run < OPEN_RUNS; run++) ours.push((await timeToOpen(view.page, `messages:${messages}`)).first);
  await view.page.click('#tab-sequence');
  await drawnByMermaid(view.page);
  const mermaid: number[] = [];
  for (let run = 0; run < 3; run++) {
    // The tab draws when another source comes; a run with one message more is another source.
    const drawn = view.page.evaluate(
      () => new Promise<number>((resolve) => document.querySelector('fl-sequence-view')!.addEventListener('sequence-drawn', (event) => resolve((event as CustomEvent<{ ms: number }>).detail.ms), { once: true })),
    );
    await view.page.evaluate((scene) => window.fakeHost.show(scene), `messages:${messages + (run % 2 === 0 ? 1 : 0)}`);
    mermaid.push(await drawn);
  }
  await view.close();
  return [
    { name: `first paint of ${messages} messages, our diagram`, value: round(median(ours)), unit: 'ms', note: messages === 1000 ? 'aim: two frames, 33' : '' },
    { name: `first paint of ${messages} messages, Mermaid`, value: round(median(mermaid)), unit: 'ms', note: 'loaded and warm' },
    { name: `${messages} messages: Mermaid beside ours`, value: round(median(mermaid) / median(ours)), unit: 'ratio', note: messages === 1000 ? 'aim: at least 20' : '' },
  ];
}

async function timeToOpen(page: Page, scene: string): Promise<{ first: number; whole: number }> {
  return page.evaluate(async (name) => {
    window.fakeHost.prepare(name);
    const total = window.fakeHost.lengthOf(name);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const drawnOf = (): string => document.querySelector<HTMLElement>('.view')!.dataset['run'] ?? '';
    const before = drawnOf();
    const began = performance.now();
    window.fakeHost.show(name);
    while (drawnOf() === before) await frame();
    // A frame's callbacks come before its paint; a message posted then is handled after it.
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(0);
    });
    const first = performance.now() - began;
    while (Number(document.querySelector<HTMLInputElement>('.track input')!.max) < total - 1) await frame();
    return { first, whole: performance.now() - began };
  }, scene);
}

async function complete(view: View, size: number): Promise<void> {
  await view.page.waitForFunction((total) => Number(document.querySelector<HTMLInputElement>('.track input')?.max ?? 0) >= total - 1, size, { timeout: 60_000 });
}

async function drawnByMermaid(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('fl-sequence-view')?.shadowRoot?.querySelector('.scroller svg') !== null, undefined, { timeout: 60_000 });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
