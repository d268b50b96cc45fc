/**
 * A history: the operations that clients asked for, with the moments at which each began and ended. It is all that a
 * check of linearizability looks at; how the system came to its answers is nobody's business.
 *
 * Moments are indices of events, since a trace is in the order in which things happened.
 */
import { KIND } from '../kernel/event';
import type { EventDetails, OperationStatus, Plain } from '../kernel/event';
import { nodeOf } from '../trace/trace';
import type { Trace } from '../trace/trace';
import { plainText } from '../trace/text';

export interface HistoryOperation {
  /** The client that asked. */
  readonly client: string;
  /** What it asked for: `read`, `acquire` … */
  readonly f: string;
  /** The object it is about, where there are several of a kind. */
  readonly key?: Plain;
  readonly value?: Plain;
  /** What came back; an absent result counts as null. */
  readonly result?: Plain;
  /** `fail`: it has not taken effect and never will. `unknown`, or no return at all: it may at any later time, or never. */
  readonly status: OperationStatus;
  /** Index of the event at which it began. */
  readonly invoke: number;
  /** Index of the event at which the client learned the outcome, or -1 when it never did. */
  readonly returned: number;
}

/** In the order of their invocations. */
export type History = readonly HistoryOperation[];

/** The history in a trace: its `invoke` and `return` events. A return without an invocation says nothing and is left out. */
export function historyOf(trace: Trace): History {
  const history: HistoryOperation[] = [];
  for (let i = 0; i < trace.length; i++) {
    if (trace.kind[i] === KIND.invoke) history.push(operationAt(trace, i));
  }
  return history;
}

/** `bob: read → 3`, `alice: acquire(printer)`, `alice: write(1) → unknown` */
export function operationText({ client, f, key, value, result, status, returned }: HistoryOperation): string {
  const given = [key, value].flatMap((each) => (each === undefined ? [] : plainText(each, 40))).join(', ');
  const call = `${client}: ${f}${given === '' ? '' : `(${given})`}`;
  if (returned < 0 || status === 'unknown') return `${call} → unknown`;
  if (status === 'fail') return `${call} → fail`;
  return result === undefined ? call : `${call} → ${plainText(result, 40)}`;
}

/** The operation that an `invoke` event begins. */
export function operationAt(trace: Trace, invoke: number): HistoryOperation {
  const { f, key, value } = trace.detail(invoke) as EventDetails['invoke'];
  const end = trace.partner[invoke]!;
  const returned = end >= 0 && end < trace.length ? end : -1;
  const outcome = returned < 0 ? undefined : (trace.detail(returned) as EventDetails['return']);
  return {
    client: nodeOf(trace, invoke),
    f,
    ...(key === undefined ? {} : { key }),
    ...(value === undefined ? {} : { value }),
    ...(outcome?.result === undefined ? {} : { result: outcome.result }),
    status: outcome?.status ?? 'unknown',
    invoke,
    returned,
  };
}
