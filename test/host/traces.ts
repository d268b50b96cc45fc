// Small traces for the host's tests.
import { KIND } from '../../src/kernel/event';
import { GrowingLog } from '../../src/kernel/log';
import { traceOf } from '../../src/trace/trace';
import type { Trace, TraceNode } from '../../src/trace/trace';

/** A trace of `count` sends, 10 µs apart, with labels m0, m1, m2, m0, …; `append` and `nodes` let it grow. */
export function traceWith(count: number): { trace: Trace; append: (label: string, node?: number) => void; nodes: TraceNode[] } {
  const log = new GrowingLog();
  const nodes: TraceNode[] = [{ id: 'a' }, { id: 'b' }];
  const append = (label: string, node = log.length % 2): void => {
    const i = log.length;
    log.append(i * 10, node, KIND.send, -1, -1, label, { msg: i, to: i % 2 === 0 ? 'b' : 'a', type: label, body: {} });
  };
  for (let i = 0; i < count; i++) append(`m${i % 3}`);
  return { trace: traceOf({ faultline: 1, title: 'A small trace', nodes, unit: 'us' }, log), append, nodes };
}
