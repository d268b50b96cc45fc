/** The whole story of an event, shown when the pointer rests on it. */
import { describe } from '../../trace/describe';
import { timeText } from '../../trace/text';
import { nodeOf } from '../../trace/trace';
import type { Trace } from '../../trace/trace';
import { xmlText } from './xml';

/** As XML text. */
export function tooltip(trace: Trace, i: number): string {
  const time = trace.header.timed === false ? '' : `${timeText(trace.t[i]!)} `;
  return xmlText(`${time}${nodeOf(trace, i)} ${describe(trace, i, 300)}`);
}
