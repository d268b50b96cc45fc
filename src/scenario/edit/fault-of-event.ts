/**
 * From an event on a lane back to the line of the file it came of: the fault of a crash, pause, partition …, and the operation of an
 * invocation.
 */
import type { FaultSpec, WorkloadItem } from '../../kernel/spec';
import { KIND, kindOf, labelOf, nodeOf } from '../../trace/trace';
import type { EventDetails, Trace } from '../../trace/trace';
import { lastIndex } from './last';

/**
 * The fault that this event began or ended, by number in the file's order: of a crash, restart, pause, resume, partition, heal,
 * clock-set, or of the note that says so; undefined for other events. Of two that say the same, the last.
 */
export function faultOf(trace: Trace, event: number, faults: readonly FaultSpec[]): number | undefined {
  const begun = beginningOf(trace, event);
  if (begun < 0) return undefined;
  const kind = kindOf(trace, begun);
  const t = trace.t[begun]!;
  const node = nodeOf(trace, begun);
  const text = kind === 'note' ? (trace.detail(begun) as EventDetails['note']).text : '';
  const cut = kind === 'partition' ? JSON.stringify(trace.detail(begun)) : '';
  const at = lastIndex(faults, (fault) => {
    if (!('atUs' in fault) || fault.atUs !== t) return false;
    if (fault.kind === 'partition') return kind === 'partition' && JSON.stringify(fault.cut) === cut;
    if (fault.node !== node) return false;
    if (fault.kind === 'clock') return kind === 'clock-set';
    if (fault.kind === 'slow' || fault.kind === 'disk') return text.startsWith(`${fault.kind}: `);
    if (fault.kind === 'lie') return text === `lie: ${fault.behaviour}`;
    return fault.kind === kind;
  });
  return at < 0 ? undefined : at;
}

/** The line of the workload that an `invoke` (or its `return`) came of, by number in the file's order; undefined for other events. */
export function operationOf(trace: Trace, event: number, workload: readonly WorkloadItem[]): number | undefined {
  if (!(event >= 0 && event < trace.length)) return undefined;
  const invoke = trace.kind[event] === KIND.return ? trace.partner[event]! : event;
  if (invoke < 0 || trace.kind[invoke] !== KIND.invoke) return undefined;
  const client = nodeOf(trace, invoke);
  const op = labelOf(trace, invoke);
  // A client's operations come up in the order of their times; one that found it down is told of by a note.
  const missed = `${op} is not invoked: ${client} is down`;
  let before = 0;
  for (let i = 0; i < invoke; i++) {
    if (trace.node[i] !== trace.node[invoke]) continue;
    if (trace.kind[i] === KIND.invoke ? trace.label[i] === trace.label[invoke] : trace.kind[i] === KIND.note && (trace.detail(i) as EventDetails['note']).text === missed) before++;
  }
  const ofThisKind = workload.map((item, at) => ({ item, at })).filter(({ item }) => item.client === client && item.op === op);
  ofThisKind.sort((a, b) => a.item.atUs - b.item.atUs || a.at - b.at);
  return ofThisKind[before]?.at;
}

/** The event with which a fault began, for itself or for the one with which it ended; -1 when it is neither. */
function beginningOf(trace: Trace, event: number): number {
  if (!(event >= 0 && event < trace.length)) return -1;
  switch (kindOf(trace, event)) {
    case 'crash':
    case 'pause':
    case 'partition':
    case 'clock-set':
      return event;
    case 'restart':
    case 'resume':
    case 'heal':
      return trace.partner[event]!;
    case 'note':
      return trace.cause[event]! < 0 ? event : trace.kind[trace.cause[event]!] === KIND.note ? trace.cause[event]! : -1;
    default:
      return -1;
  }
}
