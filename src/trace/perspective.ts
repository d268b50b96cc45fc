/**
 * What one node saw of a run: all it did, received and read, and nothing else.
 *
 * A node does not see that a message was lost, that another crashed, that the network was cut or that it was
 * paused itself. When two runs look alike to a node, no program on it can tell them apart ("The sender can't tell
 * whether the packet was delivered", DDIA ch. 8): that is what comparing perspectives shows.
 */
import type { EventDetails } from '../kernel/event';
import { bodyOf, bodyText, callText, clockText, detailAs, diskText, nameText, settingText } from './describe';
import { durationText, oneLine, plainText, timeText } from './text';
import { alignSequences } from './compare/sequences';
import { kindOf } from './trace';
import type { Trace } from './trace';

export interface Observation {
  /** Index of the event in its trace. */
  readonly event: number;
  /** Time since the node's first event, or since it restarted last: what a perfect clock of its own would show. */
  readonly elapsedUs: number;
  /** What it observed, in words, without the time. */
  readonly what: string;
  /** The whole row: `12.000 ms  sends Charge to shop {amount: 10}`. */
  readonly text: string;
}

/** The rows of one run in a comparison. */
export interface PerspectiveColumn {
  readonly title: string;
  readonly rows: readonly string[];
  /** The event of each row. */
  readonly events: readonly number[];
}
export interface Comparison {
  readonly columns: readonly PerspectiveColumn[];
  /** Index of the first row that is not the same in all columns, or -1 when all are alike. */
  readonly firstDifference: number;
}

export interface PerspectiveOptions {
  /** Rows beyond this number are left out. */
  readonly maxRows?: number;
  readonly maxChars?: number;
}

const DEFAULT_MAX_ROWS = 10_000;

/**
 * What node `id` observed, in order. Timers and operations are numbered as they appear and messages not at all, so
 * that the numbering of a run, which a node cannot know, makes no difference. Empty for a node that is not there.
 */
export function perspective(trace: Trace, id: string, options: PerspectiveOptions = {}): Observation[] {
  const node = trace.header.nodes.findIndex((other) => other.id === id);
  const observations: Observation[] = [];
  if (node < 0) return observations;
  const numbers = { timers: new Map<number, number>(), operations: new Map<number, number>() };
  const maxRows = options.maxRows ?? DEFAULT_MAX_ROWS;
  const timed = trace.header.timed !== false;
  let startUs = -1;
  for (let i = 0; i < trace.length && observations.length < maxRows; i++) {
    if (trace.node[i] !== node) continue;
    const what = observed(trace, i, numbers, options.maxChars ?? 160);
    if (what === undefined) continue;
    // A process that starts anew starts its monotonic clock anew.
    if (startUs < 0 || kindOf(trace, i) === 'restart') startUs = trace.t[i]!;
    const elapsedUs = trace.t[i]! - startUs;
    const line = oneLine(what);
    observations.push({ event: i, elapsedUs, what: line, text: timed ? `${timeText(elapsedUs)}  ${line}` : line });
  }
  return observations;
}

/** Sets perspectives side by side, one a column, and finds the first row in which they differ. */
export function comparePerspectives(
  runs: readonly { readonly title: string; readonly trace: Trace; readonly node: string }[],
  options: PerspectiveOptions = {},
): Comparison {
  const columns = runs.map(({ title, trace, node }) => {
    const observations = perspective(trace, node, options);
    return { title, rows: observations.map(({ text }) => text), events: observations.map(({ event }) => event) };
  });
  const longest = Math.max(0, ...columns.map(({ rows }) => rows.length));
  for (let row = 0; row < longest; row++) {
    if (columns.some(({ rows }) => rows[row] !== columns[0]!.rows[row])) return { columns, firstDifference: row };
  }
  return { columns, firstDifference: -1 };
}

/**
 * Two perspectives with what is alike in both on one row: the same words at the same time, then the same words at another time.
 * Where only one has something, the other's row is '' and its event -1. For two nodes of one run as well as for two runs.
 */
export function alignedPerspectives(
  left: { readonly title: string; readonly trace: Trace; readonly node: string },
  right: { readonly title: string; readonly trace: Trace; readonly node: string },
  options: PerspectiveOptions = {},
): Comparison {
  const [a, b] = [perspective(left.trace, left.node, options), perspective(right.trace, right.node, options)];
  const columns = [
    { title: left.title, rows: [] as string[], events: [] as number[] },
    { title: right.title, rows: [] as string[], events: [] as number[] },
  ] as const;
  const pairs: [number, number][] = [];
  alignSequences(a.length, b.length, [(x, y) => a[x]!.text === b[y]!.text, (x, y) => a[x]!.what === b[y]!.what], (x, y) => pairs.push([x, y]));
  // Pairs are ascending within each stretch and stretches come out of order.
  pairs.sort(([x], [y]) => x - y);
  let [nextA, nextB] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length] as const]) {
    while (nextA < x) put(a[nextA++], undefined);
    while (nextB < y) put(undefined, b[nextB++]);
    if (x < a.length) put(a[nextA++], b[nextB++]);
  }
  const firstDifference = columns[0].rows.findIndex((row, k) => row !== columns[1].rows[k]);
  return { columns, firstDifference };

  function put(x: Observation | undefined, y: Observation | undefined): void {
    [x, y].forEach((observation, side) => {
      columns[side]!.rows.push(observation?.text ?? '');
      columns[side]!.events.push(observation?.event ?? -1);
    });
  }
}

interface Numbers {
  readonly timers: Map<number, number>;
  readonly operations: Map<number, number>;
}

/** The number of this id in order of appearance, from 1. */
function numberOf(numbers: Map<number, number>, id: number): number {
  let number = numbers.get(id);
  if (number === undefined) numbers.set(id, (number = numbers.size + 1));
  return number;
}

/** What the node notices of one of its events; undefined when it notices nothing. */
function observed(trace: Trace, i: number, numbers: Numbers, maxChars: number): string | undefined {
  const kind = kindOf(trace, i);
  switch (kind) {
    case 'send': {
      const d = detailAs(trace, i, kind);
      return `sends ${nameText(d.type)} to ${d.to}${bodyText(d.body, maxChars)}`;
    }
    case 'deliver': {
      // That it is a copy, or had to wait, it can only find out from what the message says.
      const d = detailAs(trace, i, kind);
      const ignored = d.ignored === undefined ? '' : `, ignores it: ${d.ignored}`;
      return `receives ${nameText(d.type)} from ${d.from}${bodyText(bodyOf(trace, i), maxChars)}${ignored}`;
    }
    case 'timer-set': {
      const d = detailAs(trace, i, kind);
      return `sets timer ${timerText(d, numbers)} for ${durationText(d.due - trace.t[i]!)}`;
    }
    case 'timer':
      return `timer ${timerText(detailAs(trace, i, kind), numbers)} fires`;
    case 'timer-cancel':
      return `cancels timer ${timerText(detailAs(trace, i, kind), numbers)}`;
    case 'restart':
      return 'restarts';
    case 'clock':
      return clockText(detailAs(trace, i, kind));
    case 'disk': {
      const d = detailAs(trace, i, kind);
      return d.op === 'lose' ? undefined : diskText(d);
    }
    case 'state': {
      const d = detailAs(trace, i, kind);
      const fields = settingText(d.set, maxChars);
      if (d.role === undefined) return fields === '' ? undefined : `sets ${fields}`;
      return fields === '' ? `becomes ${d.role}` : `becomes ${d.role}, sets ${fields}`;
    }
    case 'vote': {
      const d = detailAs(trace, i, kind);
      return `${d.voter} ${d.granted ? 'votes for' : 'refuses its vote to'} ${d.for} in round ${plainText(d.round)}`;
    }
    case 'quorum': {
      const d = detailAs(trace, i, kind);
      return `has ${d.have} of ${d.of} in round ${plainText(d.round)}, needs ${d.need}`;
    }
    case 'invoke': {
      const d = detailAs(trace, i, kind);
      return `is asked for ${callText(d.f, d.key, d.value, maxChars)} as operation ${numberOf(numbers.operations, d.op)}`;
    }
    case 'return': {
      const d = detailAs(trace, i, kind);
      const result = d.result === undefined ? '' : ` ${plainText(d.result, maxChars)}`;
      return `ends operation ${numberOf(numbers.operations, d.op)}: ${d.status}${result}`;
    }
    case 'decide':
      return `decides ${plainText(detailAs(trace, i, kind).value, maxChars)}`;
    case 'lose':
    case 'crash':
    case 'pause':
    case 'resume':
    case 'partition':
    case 'heal':
    case 'clock-set':
    case 'violation':
    case 'note':
      return undefined;
  }
}

function timerText(d: EventDetails['timer'], numbers: Numbers): string {
  return `${d.name} #${numberOf(numbers.timers, d.timer)}`;
}
