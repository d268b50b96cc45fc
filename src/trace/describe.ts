/**
 * Each event as one readable clause whose subject is its node: `sends Charge to shop {amount: 10}`.
 *
 * The transcript, the exports and whoever reads a diagram aloud use these words, so that the same thing is
 * called the same everywhere.
 */
import type { Cut, EventDetails, EventKind, LoseReason, Plain, PlainObject } from '../kernel/event';
import { KIND } from '../kernel/event';
import { kindOf, nodeOf } from './trace';
import type { Trace } from './trace';
import { durationText, oneLine, plainText, timeText } from './text';

/** What happened, without time and node. `maxChars` bounds each value in it. */
export function describe(trace: Trace, i: number, maxChars = 120): string {
  return oneLine(words(trace, i, maxChars));
}

/** Why a message was lost, in words. */
export const LOSE_WORDS: { readonly [reason in LoseReason]: string } = {
  dropped: 'dropped on the way',
  partition: 'the network was cut',
  'receiver-down': 'the receiver was down',
  'queue-full': 'the queue was full',
  'in-flight': 'still under way at the end',
};

/** The groups of a cut: `alice | shop, bank`, or `alice → shop` when only that way is cut. */
export function cutText(cut: Cut): string {
  if ('groups' in cut) return cut.groups.map((group) => group.join(', ')).join(' | ');
  return `${cut.from.join(', ')} → ${cut.to.join(', ')}`;
}

/** An operation as a call: `charge(amount: 10)`, `write(x, 3)`. */
export function callText(f: string, key: Plain | undefined, value: Plain | undefined, maxChars = 120): string {
  const args: string[] = [];
  if (key !== undefined) args.push(plainText(key, maxChars));
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const inner = plainText(value, maxChars);
    if (inner !== '{}') args.push(inner.startsWith('{') && inner.endsWith('}') ? inner.slice(1, -1) : inner);
  } else if (value !== undefined) {
    args.push(plainText(value, maxChars));
  }
  return `${f}(${args.join(', ')})`;
}

/** The fields a state event sets: `term = 2, votedFor = a`. */
export function settingText(set: PlainObject, maxChars = 120): string {
  return Object.keys(set)
    .map((field) => `${field} = ${plainText(set[field], maxChars)}`)
    .join(', ');
}

function words(trace: Trace, i: number, maxChars: number): string {
  const kind = kindOf(trace, i);
  const value = (of: Plain | undefined): string => plainText(of, maxChars);
  switch (kind) {
    case 'send': {
      const d = detailAs(trace, i, kind);
      return `sends ${nameText(d.type)} to ${d.to}${bodyText(d.body, maxChars)}`;
    }
    case 'deliver': {
      const d = detailAs(trace, i, kind);
      const again = d.duplicate ? ' again' : '';
      const arrived = d.arrived === undefined ? '' : ` (arrived at ${timeText(d.arrived)})`;
      const ignored = d.ignored === undefined ? '' : `, ignores it: ${d.ignored}`;
      return `receives ${nameText(d.type)}${again} from ${d.from}${bodyText(bodyOf(trace, i), maxChars)}${arrived}${ignored}${loggedText(d.log)}`;
    }
    case 'lose': {
      const d = detailAs(trace, i, kind);
      const send = trace.partner[i]!;
      const from = send >= 0 && trace.kind[send] === KIND.send ? ` from ${nodeOf(trace, send)}` : '';
      return `never gets ${nameText(d.type)}${from}: ${LOSE_WORDS[d.reason]}`;
    }
    case 'timer-set': {
      const d = detailAs(trace, i, kind);
      return `sets timer ${d.name} for ${durationText(d.due - trace.t[i]!)}`;
    }
    case 'timer':
      return `timer ${detailAs(trace, i, kind).name} fires`;
    case 'timer-cancel':
      return `cancels timer ${detailAs(trace, i, kind).name}`;
    case 'crash':
      return 'crashes';
    case 'restart':
      return 'restarts';
    case 'pause':
      return 'is paused';
    case 'resume':
      return 'goes on';
    case 'partition':
      return `network cut: ${cutText(detailAs(trace, i, kind))}`;
    case 'heal':
      return `network whole again: ${cutText(detailAs(trace, i, kind))}`;
    case 'clock':
      return clockText(detailAs(trace, i, kind));
    case 'clock-set': {
      const d = detailAs(trace, i, kind);
      if (d.to !== undefined) return `clock steps from ${timeText(d.from ?? 0)} to ${timeText(d.to)}`;
      return `clock drifts by ${d.drift ?? 0} ppm`;
    }
    case 'disk':
      return diskText(detailAs(trace, i, kind));
    case 'state': {
      const d = detailAs(trace, i, kind);
      const fields = settingText(d.set, maxChars);
      if (d.role === undefined) return fields === '' ? 'sets nothing' : `sets ${fields}`;
      return fields === '' ? `becomes ${d.role}` : `becomes ${d.role}, sets ${fields}`;
    }
    case 'vote': {
      const d = detailAs(trace, i, kind);
      return `${d.voter} ${d.granted ? 'votes for' : 'refuses its vote to'} ${d.for} in round ${value(d.round)}`;
    }
    case 'quorum': {
      const d = detailAs(trace, i, kind);
      const outcome = d.reached ? 'quorum reached' : 'no quorum yet';
      return `has ${d.have} of ${d.of} in round ${value(d.round)}, needs ${d.need}: ${outcome}`;
    }
    case 'invoke': {
      const d = detailAs(trace, i, kind);
      return `invokes ${callText(d.f, d.key, d.value, maxChars)}`;
    }
    case 'return': {
      const d = detailAs(trace, i, kind);
      const result = d.result === undefined ? '' : ` ${value(d.result)}`;
      return `returns from ${callText(d.f, d.key, d.value, maxChars)}: ${d.status}${result}`;
    }
    case 'decide':
      return `decides ${value(detailAs(trace, i, kind).value)}`;
    case 'violation': {
      const d = detailAs(trace, i, kind);
      return `violates ${d.invariant}: ${d.detail}`;
    }
    case 'note':
      return `note: ${detailAs(trace, i, kind).text}`;
  }
}

/** The detail of an event that is known to be of this kind. */
export function detailAs<K extends EventKind>(trace: Trace, i: number, _kind: K): EventDetails[K] {
  return trace.detail(i) as EventDetails[K];
}

/** The body of the message that a deliver delivers, from its send; undefined when the trace does not have it. */
export function bodyOf(trace: Trace, deliver: number): PlainObject | undefined {
  const send = trace.partner[deliver]!;
  return send >= 0 && trace.kind[send] === KIND.send ? detailAs(trace, send, 'send').body : undefined;
}

/** A body after a space, or nothing when it is empty. */
export function bodyText(body: PlainObject | undefined, maxChars: number): string {
  if (body === undefined) return '';
  const text = plainText(body, maxChars);
  return text === '{}' ? '' : ` ${text}`;
}

/** A message's name; in quotes when it is several words, as in logs whose messages have no names of their own. */
export function nameText(name: string): string {
  return /\s/.test(name) ? `“${name}”` : name;
}

/** What a log says of an event, after a dash. */
function loggedText(log: PlainObject | undefined): string {
  const event = log?.['event'];
  return typeof event === 'string' && event !== '' ? ` – ${event}` : '';
}

/** A reading: times for the clocks that count time, the value itself for logical ones. */
export function clockText(d: EventDetails['clock']): string {
  const physical = (d.clock === 'wall' || d.clock === 'monotonic') && typeof d.reading === 'number';
  const reading = physical ? timeText(d.reading as number) : plainText(d.reading);
  const bounds =
    d.earliest !== undefined && d.latest !== undefined && d.latest > d.earliest
      ? ` (between ${timeText(d.earliest)} and ${timeText(d.latest)})`
      : '';
  return `reads ${d.clock} clock: ${reading}${bounds}`;
}

export function diskText(d: EventDetails['disk']): string {
  const durable = d.durable ? '' : ', not yet durable';
  switch (d.op) {
    case 'write': return `writes ${d.file}${durable}`;
    case 'sync': return `syncs ${d.file === '*' ? 'its disk' : d.file}`;
    case 'rename': return `renames ${d.file}${d.to === undefined ? '' : ` to ${d.to}`}${durable}`;
    case 'delete': return `deletes ${d.file}${durable}`;
    case 'lose': return `loses what was not synced of ${d.file}`;
  }
}
