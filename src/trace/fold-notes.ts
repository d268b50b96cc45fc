/** Stretches that repeat, in words; and as notes of a trace, for forms that have no sign for them. */
import { KIND } from '../kernel/event';
import type { Fold } from './layout/folds';
import { timeText } from './text';
import type { Trace } from './trace';

/** `Heartbeat: 12 rounds, 48 messages, 1.200 s` */
export function foldText(trace: Trace, { from, to, rounds, messages, label }: Fold): string {
  const lasts = trace.header.timed === false ? '' : `, ${timeText(trace.t[to - 1]! - trace.t[from]!)}`;
  return `${trace.labels[label] || 'messages'}: ${rounds} rounds, ${messages} messages${lasts}`;
}

/** The same trace, in which the event that stands for a stretch is a note that counts it. */
export function foldsAsNotes(trace: Trace, folds: readonly (Fold & { readonly event: number })[]): Trace {
  if (folds.length === 0) return trace;
  const foldAt = new Map(folds.map((fold) => [fold.event, fold]));
  const kind = trace.kind.slice(0, trace.length);
  for (const event of foldAt.keys()) kind[event] = KIND.note;
  return {
    ...trace,
    kind,
    detail(i) {
      const fold = foldAt.get(i);
      return fold === undefined ? trace.detail(i) : { text: `▸ ${foldText(trace, fold)}` };
    },
  };
}
