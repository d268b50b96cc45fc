/**
 * Long work in short slices, so that the extension host keeps answering: it is one thread for all extensions.
 */

/** The longest time in milliseconds that work may go on without letting others run. */
export const SLICE_MS = 8;

/** Lets everything that waits in the event loop run. A timer would wait at least 4 ms in a worker. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/**
 * Calls `work` until it returns true, resting whenever SLICE_MS have passed; one call should take well under
 * that. `rest` is called before each rest, and may be a promise to wait for. Resolves to false when cancelled.
 */
export async function inSlices(
  work: () => boolean,
  cancellation: Cancellation,
  rest: () => void | PromiseLike<unknown> = () => {},
  nowMs: () => number = () => performance.now(),
): Promise<boolean> {
  for (;;) {
    const endMs = nowMs() + SLICE_MS;
    let over = false;
    while (!over && nowMs() < endMs) over = work();
    if (over) return true;
    await rest();
    await breathe();
    if (cancellation.isCancellationRequested) return false;
  }
}
