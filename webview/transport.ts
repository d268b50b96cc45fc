/**
 * The view's end of the protocol, and the little memory VS Code grants a webview.
 *
 * Messages that arrive before anyone listens would be lost, so the page listens first and then says `ready`.
 */
import type { HostMessage, Requests, ViewMessage } from '../src/protocol/messages';

interface VsCodeApi {
  postMessage(message: ViewMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface Transport {
  send(message: ViewMessage): void;
  /** Rejects with the host's message when the host cannot answer. */
  request<K extends keyof Requests>(method: K, args: Requests[K]['args']): Promise<Requests[K]['result']>;
  /** Whatever was stored by `setState` in this tab's life, also before the window was reloaded. */
  getState(): unknown;
  setState(state: unknown): void;
}

/** Connects to the host. `onMessage` gets everything but answers, which go to whoever asked. May be called once a page. */
export function connect(onMessage: (message: HostMessage) => void): Transport {
  const api = acquireVsCodeApi();
  const waiting = new Map<number, { resolve(result: unknown): void; reject(reason: Error): void }>();
  let lastId = 0;

  window.addEventListener('message', (event: MessageEvent<HostMessage>) => {
    const message = event.data;
    if (message.type !== 'response' && message.type !== 'failure') return onMessage(message);
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'response') asker?.resolve(message.result);
    else asker?.reject(new Error(message.message));
  });

  return {
    send: (message) => api.postMessage(message),
    request: (method, args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
        api.postMessage({ type: 'request', id, method, args } as ViewMessage);
      }),
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}
