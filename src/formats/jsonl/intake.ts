/**
 * From a line's object to a row of the trace: time, number, cause, node and fields are checked, what is missing is
 * mended and told.
 */
import { EVENT_KINDS, KIND } from '../../trace/trace';
import type { EventDetail, EventKind, Trace } from '../../trace/trace';
import type { TraceBuilder } from '../../trace/builder';
import { nearest } from '../../trace/suggest';
import type { Line } from '../line-source';
import type { ProblemList } from '../problems';
import { mendFields } from './fields';
import type { Indices } from './indices';
import { quoted } from './report';
import type { Report } from './report';

type Raw = { [field: string]: unknown };

export interface Intake {
  /**
   * Adds the event of a line to the trace, mending `raw` in place; false when it has to be left out. With `checked`,
   * its own fields are known to be right, and those that only details need may be absent.
   */
  take(raw: Raw, line: Line, checked: boolean): boolean;
}

export function createIntake(builder: TraceBuilder, indices: Indices, problems: ProblemList, report: Report): Intake {
  const { trace } = builder;
  const unlisted = new Set<number>();
  let lastT = 0;
  return { take };

  function take(raw: Raw, line: Line, checked: boolean): boolean {
    const kindName = raw['kind'];
    const kind = typeof kindName === 'string' ? (KIND as { readonly [kind: string]: number | undefined })[kindName] : undefined;
    if (kind === undefined || !Object.hasOwn(KIND, kindName as string)) {
      report.leftOut(line, 'kind', 'unknown-kind', kindName, EVENT_KINDS, 'is no kind of event');
      return false;
    }
    const nodeName = raw['node'];
    if (typeof nodeName !== 'string') {
      report.leftOut(line, 'node', 'node', nodeName, [], 'is no name of a node');
      return false;
    }
    const node = nodeAt(nodeName, line);
    if (node < 0) return false;
    const name = kindName as EventKind;
    const row = trace.length;
    const t = timeOf(raw, line);
    numberOf(raw, line);
    const cause = causeOf(raw, line, row);
    if (!checked) mendFields(name, raw, inferredFrom(name, raw, node, builder), (fault) => report.field(name, fault, raw, line));
    builder.add(t, node, kind, cause, raw as unknown as EventDetail);
    checkPartner(name, raw, line, row);
    lastT = t;
    return true;
  }

  function nodeAt(id: string, line: Line): number {
    const known = builder.nodeIndex(id);
    if (known >= 0) return known;
    const node = builder.node(id);
    if (node < 0) {
      report.at(line.number, 'error', 'too-many-nodes', 'there are too many nodes; this event is left out');
    } else if (!unlisted.has(node) && problems.count('no-header') === 0) {
      unlisted.add(node);
      const suggestion = nearest(id, trace.header.nodes.slice(0, Math.min(node, 1000)).map((other) => other.id));
      report.atKey(line, 'node', 'warning', 'unlisted-node', `node ${quoted(id)} is not in the header; it gets a lane of its own`, suggestion);
    }
    return node;
  }

  function timeOf(raw: Raw, line: Line): number {
    const t = raw['t'];
    if (typeof t !== 'number') {
      report.atKey(line, 't', 'warning', 'time', `the event has no time \`t\`; it is drawn at ${lastT}, like the one before`);
      return lastT;
    }
    if (!Number.isSafeInteger(t)) {
      report.atKey(line, 't', 'warning', 'time', `times are whole microseconds up to 2^53; ${t} is rounded`);
      const rounded = Math.round(Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, t)));
      return trace.length > 0 ? Math.max(lastT, rounded) : rounded;
    }
    if (trace.length > 0 && t < lastT) {
      report.atKey(line, 't', 'warning', 'order', `time goes back from ${lastT} to ${t}; events stand in order of time, so it is drawn at ${lastT}`);
      return lastT;
    }
    return t;
  }

  function numberOf(raw: Raw, line: Line): void {
    const i = raw['i'];
    if (typeof i !== 'number' || !Number.isSafeInteger(i) || i < 0) {
      const next = indices.next;
      report.atKey(line, 'i', 'warning', 'index', `the event has no number \`i\`; taken as ${next}`);
      indices.add(next);
      return;
    }
    const next = indices.next;
    if (i > next) {
      const gap = i - next === 1 ? `event ${next} is` : `events ${next} to ${i - 1} are`;
      report.atKey(line, 'i', 'warning', 'gap', `${gap} missing before this one`);
    }
    if (!indices.add(i)) report.atKey(line, 'i', 'warning', 'index', `there is another event ${i} before; causes that name it mean that one`);
    else if (i < next) report.atKey(line, 'i', 'warning', 'index', `event ${i} comes after event ${next - 1}`);
  }

  function causeOf(raw: Raw, line: Line, row: number): number {
    const cause = raw['cause'];
    if (cause === undefined) return -1;
    if (typeof cause !== 'number') {
      report.atKey(line, 'cause', 'warning', 'cause', '`cause` must be the number of an earlier event');
      return -1;
    }
    const found = indices.rowOf(cause);
    if (found >= 0 && found < row) return found;
    // Others write "no cause" as -1.
    if (cause !== -1) report.atKey(line, 'cause', 'warning', 'cause', `event ${cause}, named as cause, is not among the events before`);
    return -1;
  }

  /** Whether the other half that this event must have is there. */
  function checkPartner(kind: EventKind, raw: Raw, line: Line, row: number): void {
    if (trace.partner[row]! >= 0) return;
    switch (kind) {
      case 'deliver':
      case 'lose':
        return report.atKey(line, 'msg', 'warning', 'unknown-message', `message ${String(raw['msg'])} was never sent in this file`);
      case 'timer':
      case 'timer-cancel':
        return report.atKey(line, 'timer', 'warning', 'unknown-timer', `timer ${String(raw['timer'])} was never set in this file`);
      case 'return':
        return report.atKey(line, 'op', 'warning', 'unknown-operation', `operation ${String(raw['op'])} was never invoked in this file`);
      default:
        return;
    }
  }
}

/** What a deliver or lose need not say because its send did. */
function inferredFrom(kind: EventKind, raw: Raw, node: number, builder: TraceBuilder): Raw | undefined {
  if (kind !== 'deliver' && kind !== 'lose') return undefined;
  if (raw['type'] !== undefined && raw[kind === 'lose' ? 'to' : 'from'] !== undefined) return undefined;
  const send = typeof raw['msg'] === 'number' ? builder.sendOf(raw['msg']) : -1;
  return send < 0 ? undefined : inferredFor(KIND[kind], node, send, builder.trace);
}

/** Type and other end of the message that this send sent. */
export function inferredFor(kind: number, node: number, send: number, trace: Trace): Raw {
  const { nodes } = trace.header;
  const type = trace.labels[trace.label[send]!]!;
  return kind === KIND.deliver ? { type, from: nodes[trace.node[send]!]!.id } : { type, to: nodes[node]!.id };
}
