/**
 * How fast the view is: opening traces, scrolling and stepping through them, and our diagram beside Mermaid's for the same
 * messages. Drives the built page in Chromium; the host in the page has the trace ready and sends it as the real one does,
 * so what is measured is the view's own work.
 */
import type { Page } from 'playwright-core';
import { openStage } from '../pages/harness';
import type { Stage, View } from '../pages/harness';
import { inThousands, median } from './figure';
import type { Figure } from './figure';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const OPEN_RUNS = 5;
const STEPS = 120;
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
  const aim = size === 100_000 ? '; aim: under 500' : size === 1_000_000 ? '; aim: under 1000' : '';
  return [
    { name: `open ${inThousands(size)} events, first paint`, value: round(median(first)), unit: 'ms', note: `median of ${OPEN_RUNS}${aim}` },
    { name: `open ${inThousands(size)} events, all taken in`, value: round(median(whole)), unit: 'ms', note: size === 1_000_000 ? 'aim: under 3000' : '' },
  ];
}

/** Work of the page's main thread (script, style, layout, paint) for one step and for one frame of scrolling. */
async function moving(stage: Stage, size: number): Promise<Figure[]> {
  const view = await stage.open({ scene: `many:${size}:5` });
  await complete(view, size);
  const figures: Figure[] = [];
  for (const spacing of ['even', 'to scale'] as const) {
    if (spacing === 'to scale') await view.page.click('.spacing');
    const step = await workPerFrame(view, STEPS, () => {
      document.querySelector('.view')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
    });
    const frame = await workPerFrame(view, FRAMES, () => {
      document.querySelector('.view')!.scrollTop += 37;
    });
    const note = 'whole main thread; aim: under 8';
    figures.push(
      { name: `step, ${inThousands(size)} events, ${spacing}`, value: round(step), unit: 'ms', note },
      { name: `scroll frame, ${inThousands(size)} events, ${spacing}`, value: round(frame), unit: 'ms', note },
    );
  }
  await view.close();
  return figures;
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

async function workPerFrame(view: View, count: number, act: () => void): Promise<number> {
  const session = await view.page.context().newCDPSession(view.page);
  // Time on the processor, not on the wall: what else the machine does is no work of the view's.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const task = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const source = `(${act.toString()})`;
  const run = async (times: number): Promise<void> => {
    await view.page.evaluate(`(async () => {
      for (let k = 0; k < ${times}; k++) {
        ${source}();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    })()`);
  };
  await run(20);
  const before = await task();
  await run(count);
  const after = await task();
  await session.detach();
  return (after - before) / count;
}

async function drawnByMermaid(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('fl-sequence-view')?.shadowRoot?.querySelector('.scroller svg') !== null, undefined, { timeout: 60_000 });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
