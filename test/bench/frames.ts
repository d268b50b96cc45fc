/**
 * The work of a page's main thread frame by frame: time on the processor of every task (script, style, layout, paint), from one act of the
 * reader's to the next. On the processor and not on the wall: what else the machine does is no work of the view's.
 */
import type { Page } from 'playwright-core';

export interface Work {
  readonly mean: number;
  /** What 95 of a hundred frames stay within, in milliseconds. */
  readonly p95: number;
}

/** One entry of a trace of Chromium's, as far as it is needed. */
interface Entry {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const MARK = 'faultline-frame';
/** Before anything is counted: code is compiled, details arrive. */
const WARM_UP = 20;

/** Does something in each of `count` frames. `act` is run in the page and sees nothing of what is around it. */
export async function workPerFrame(page: Page, count: number, act: (frame: number) => void): Promise<Work> {
  const source = `(async (count, mark) => {
    const act = ${act.toString()};
    for (let frame = 0; frame < count; frame++) {
      if (mark !== '') performance.mark(mark);
      act(frame);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // The callbacks of a frame come before its paint; a message posted then is handled after it.
      await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
    }
    if (mark !== '') performance.mark(mark);
  })`;
  await page.evaluate(`${source}(${WARM_UP}, '')`);
  const entries = await traced(page, () => page.evaluate(`${source}(${count}, '${MARK}')`));
  const work = frames(entries);
  work.sort((a, b) => a - b);
  return { mean: work.reduce((sum, each) => sum + each, 0) / work.length, p95: work[Math.ceil(work.length * 0.95) - 1]! };
}

/** The longest task that something sets off, on the processor, in milliseconds; `act` resolves when all of it is over. */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  const entries = await traced(page, async () => {
    await page.evaluate((mark) => performance.mark(mark), MARK);
    await act();
  });
  const mark = entries.find(({ name, ph }) => name === MARK && ph !== 'E');
  if (mark === undefined) throw new Error('The trace has no mark.');
  const tasks = entries.filter(({ name, ph, pid, tid, ts }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === mark.pid && tid === mark.tid && ts >= mark.ts);
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0);
}

async function traced(page: Page, run: () => Promise<unknown>): Promise<Entry[]> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const entries: Entry[] = [];
  session.on('Tracing.dataCollected', ({ value }) => entries.push(...(value as unknown as Entry[])));
  await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'], excludedCategories: ['*'] }, transferMode: 'ReportEvents' });
  await run();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return entries;
}

/** For each stretch between two marks the work of the thread that made them, in milliseconds. */
function frames(entries: readonly Entry[]): number[] {
  const marks = entries.filter(({ name, ph }) => name === MARK && ph !== 'E').sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (first === undefined) throw new Error('The trace has no frames.');
  const tasks = entries
    .filter(({ name, ph, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === first.pid && tid === first.tid)
    .sort((a, b) => a.ts - b.ts);
  const work = new Array<number>(marks.length - 1).fill(0);
  let frame = -1;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    // A task belongs to the act that it holds or that was last.
    while (frame + 1 < marks.length && marks[frame + 1]!.ts <= ts + dur) frame++;
    if (frame >= 0 && frame < work.length) work[frame]! += tdur / 1000;
  }
  return work;
}
