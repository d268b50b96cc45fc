/**
 * The host's end of the wire to one view: typed messages out, typed messages and requests in.
 *
 * What comes in is checked before it is used. A page can only send what our own script sends, but that
 * script works on data from files, and a defect there must not become an exception here.
 */
import type { HostMessage, Requests, ViewMessage } from '../protocol/messages';

/** The part of a webview that the channel needs. */
export interface Wire {
  postMessage(message: unknown): PromiseLike<boolean>;
  onDidReceiveMessage(listener: (message: unknown) => void): { dispose(): void };
}

type Notice = Exclude<ViewMessage, { readonly type: 'request' }>;
type NoticeHandlers = { readonly [M in Notice as M['type']]: (message: M) => void | Promise<void> };
type RequestHandlers = {
  readonly [K in keyof Requests]: (args: Requests[K]['args']) => Requests[K]['result'] | Promise<Requests[K]['result']>;
};
export type ViewHandlers = NoticeHandlers & { readonly requests: RequestHandlers };

/** A request that cannot be answered for a reason the reader may see, such as a run that is over. */
export class Refusal extends Error {}

export interface Channel {
  /** Resolves when the message has reached the page; false when there is none (hidden or closed). */
  post(message: HostMessage): PromiseLike<boolean>;
  dispose(): void;
}

/** Connects handlers to a view. `onDefect` is told what should not have happened. */
export function openChannel(wire: Wire, handlers: ViewHandlers, onDefect: (defect: unknown) => void): Channel {
  const post = (message: HostMessage): PromiseLike<boolean> => wire.postMessage(message);

  const answer = async (id: number, method: unknown, args: unknown): Promise<void> => {
    try {
      if (!isKeyOf(handlers.requests, method) || args === null || typeof args !== 'object') {
        throw new Error(`unknown request ${String(method)}`);
      }
      const handle = handlers.requests[method] as (args: unknown) => unknown;
      await post({ type: 'response', id, result: await handle(args) });
    } catch (error) {
      if (!(error instanceof Refusal)) onDefect(error);
      await post({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) });
    }
  };

  const receive = async (message: unknown): Promise<void> => {
    if (message === null || typeof message !== 'object' || !('type' in message)) return;
    if (message.type === 'request') {
      const { id, method, args } = message as { id?: unknown; method?: unknown; args?: unknown };
      if (typeof id === 'number') await answer(id, method, args);
    } else if (message.type !== 'requests' && isKeyOf(handlers, message.type)) {
      const handle = handlers[message.type] as (message: unknown) => void | Promise<void>;
      await handle(message);
    }
  };

  const listening = wire.onDidReceiveMessage((message) => {
    receive(message).catch(onDefect);
  });
  return { post, dispose: () => listening.dispose() };
}

function isKeyOf<T extends object>(table: T, key: unknown): key is keyof T & string {
  return typeof key === 'string' && Object.hasOwn(table, key);
}
