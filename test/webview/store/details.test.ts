import { describe, expect, test } from 'vitest';
import type { EventDetail } from '../../../src/trace/trace';
import { createDetails } from '../../../webview/store/details';

/** A host that answers when told to. */
function slowHost(length: number) {
  const asked: { from: number; to: number; answer(): Promise<void>; fail(): Promise<void> }[] = [];
  const arrived: number[] = [];
  const host = { length };
  const details = createDetails(
    () => host.length,
    (from, to) =>
      new Promise((resolve, reject) => {
        const settle = async (act: () => void): Promise<void> => {
          act();
          await Promise.resolve();
          await Promise.resolve();
        };
        asked.push({
          from,
          to,
          answer: () => settle(() => resolve(Array.from({ length: to - from }, (_, k) => ({ text: `${from + k}` }) as EventDetail))),
          fail: () => settle(() => reject(new Error('gone'))),
        });
      }),
    (from) => arrived.push(from),
  );
  return { host, details, asked, arrived };
}

describe('details', () => {
  test('come in pages and are there afterwards', async () => {
    const { details, asked, arrived } = slowHost(1000);
    details.want(300, 320);
    expect(asked.map(({ from, to }) => [from, to])).toEqual([[256, 512]]);
    expect(details.get(300)).toBeUndefined();
    await asked[0]!.answer();
    expect(details.get(300)).toEqual({ text: '300' });
    expect(arrived).toEqual([256]);
    details.want(300, 400);
    expect(asked.length).toBe(1);
  });

  test('a page is asked for once while the answer is under way', () => {
    const { details, asked } = slowHost(1000);
    details.want(0, 10);
    details.want(5, 20);
    expect(asked.length).toBe(1);
  });

  test('the last page is asked for again when the trace has grown', async () => {
    const { host, details, asked } = slowHost(100);
    details.want(0, 100);
    await asked[0]!.answer();
    host.length = 200;
    details.want(0, 200);
    expect(asked[1]).toMatchObject({ from: 0, to: 200 });
  });

  test('a fast scroll does not queue up pages without end', () => {
    const { details, asked } = slowHost(1_000_000);
    for (let at = 0; at < 1_000_000; at += 5000) details.want(at, at + 50);
    expect(asked.length).toBe(6);
  });

  test('old pages make room', async () => {
    const { details, asked } = slowHost(1_000_000);
    for (let page = 0; page < 80; page++) {
      details.want(page * 256, page * 256 + 1);
      await asked[page]!.answer();
    }
    expect(details.get(0)).toBeUndefined();
    expect(details.get(79 * 256)).toBeDefined();
  });

  test('a failure leaves nothing behind and may be tried again', async () => {
    const { details, asked, arrived } = slowHost(100);
    details.want(0, 10);
    await asked[0]!.fail();
    expect(arrived).toEqual([]);
    details.want(0, 10);
    expect(asked.length).toBe(2);
  });
});
