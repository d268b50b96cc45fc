/** What the wire between the extension host and a webview does: everything arrives, whole and in order; and how fast. */
import * as vscode from 'vscode';
import { assertEqual, note, test } from './harness';

const SMALL = 300;
const LARGE = 8;
const LARGE_BYTES = 500_000;

test('messages reach a page in order, and buffers whole', async () => {
  const panel = vscode.window.createWebviewPanel('faultline.test', 'Channel', vscode.ViewColumn.Active, { enableScripts: true });
  const inbox: unknown[] = [];
  let wake = (): void => {};
  panel.webview.onDidReceiveMessage((message) => {
    inbox.push(message);
    wake();
  });
  const answer = async (): Promise<unknown> => {
    while (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return inbox.shift();
  };
  try {
    panel.webview.html = page();
    assertEqual(await answer(), 'ready');

    const smallSeconds = await seconds(async () => {
      for (let n = 0; n < SMALL; n++) void panel.webview.postMessage({ n });
      void panel.webview.postMessage({ tell: true });
      assertEqual(await answer(), { numbers: Array.from({ length: SMALL }, (_, n) => n), bytes: 0, sum: 0 });
    });
    note('messagesPerSecond', SMALL / smallSeconds);

    const buffer = new Uint8Array(LARGE_BYTES).fill(1);
    const largeSeconds = await seconds(async () => {
      for (let n = 0; n < LARGE; n++) void panel.webview.postMessage({ buffer: buffer.slice().buffer });
      void panel.webview.postMessage({ tell: true });
      assertEqual(await answer(), { numbers: [], bytes: LARGE * LARGE_BYTES, sum: LARGE * LARGE_BYTES });
    });
    note('megabytesPerSecond', (LARGE * LARGE_BYTES) / 1e6 / largeSeconds);
  } finally {
    panel.dispose();
  }
});

async function seconds(what: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await what();
  return (performance.now() - begin) / 1000;
}

function page(): string {
  return `<!DOCTYPE html>
<html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-channel'"></head><body>
<script nonce="channel">
  const host = acquireVsCodeApi();
  let numbers = [], bytes = 0, sum = 0;
  addEventListener('message', ({ data }) => {
    if (data.tell) {
      host.postMessage({ numbers, bytes, sum });
      numbers = []; bytes = 0; sum = 0;
    } else if (data.buffer) {
      bytes += data.buffer.byteLength;
      for (const byte of new Uint8Array(data.buffer)) sum += byte;
    } else if (typeof data.n === 'number') numbers.push(data.n);
  });
  host.postMessage('ready');
</script></body></html>`;
}
