/** A list of listeners, for the parts of the host that know nothing of VS Code and so are tested without it. */
export interface Signal<T> {
  readonly on: (listener: (value: T) => void) => { dispose(): void };
  fire(value: T): void;
}

export function newSignal<T>(): Signal<T> {
  const listeners = new Set<{ readonly call: (value: T) => void }>();
  return {
    on(listener) {
      const entry = { call: listener };
      listeners.add(entry);
      return { dispose: () => void listeners.delete(entry) };
    },
    fire(value) {
      // A copy: a listener may leave, or let others in, while it is called.
      for (const { call } of [...listeners]) call(value);
    },
  };
}
