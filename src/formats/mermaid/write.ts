/**
 * Writes the classic sequence diagram, as Mermaid source.
 *
 * Mermaid draws messages level, takes milliseconds for each and refuses more than 50,000 characters. So a long trace
 * is a window around a step, and each message stands where it arrived or died, in which order its effects follow
 * it. A sequence diagram cannot show that messages cross; the space-time diagram can.
 */
import { KIND, kindOf } from '../../trace/trace';
import type { Trace } from '../../trace/trace';
import { LOSE_WORDS, bodyOf, bodyText, cutText, detailAs } from '../../trace/describe';
import { durationText, plainText } from '../../trace/text';
import { mermaidName, mermaidText } from './escape';

/** Mermaid's own limit on the length of its source. */
export const MERMAID_MAX_CHARS = 50_000;

export interface SequenceOptions {
  /** The event in the middle of the window; its line is highlighted. Without it: from the start, none highlighted. */
  readonly step?: number;
  /** At most so many lines (messages and notes). */
  readonly maxLines?: number;
  readonly maxChars?: number;
  /** The window moves only so many lines at once, so that most steps find the same one; the step is then near its middle. */
  readonly stride?: number;
}

export interface Sequence {
  readonly source: string;
  /** The window, as numbers of lines counted from 1, both inclusive; 0 when there are none. */
  readonly from: number;
  readonly to: number;
  /** Lines in the whole trace. */
  readonly total: number;
  /** Number of the highlighted line, or 0. */
  readonly highlighted: number;
}

const MAX_TEXT = 80;
const HIGHLIGHT = 'rgba(255, 196, 0, 0.35)';
/** All participants are shown up to this number, so that lanes stay where they are; of more, those in the window. */
const MAX_STEADY_NODES = 12;

/** The Mermaid source of a window of the trace. */
export function sequenceOf(trace: Trace, options: SequenceOptions = {}): Sequence {
  const { maxLines = Infinity, maxChars = MERMAID_MAX_CHARS, stride = 1 } = options;
  const step = options.step === undefined ? -1 : Math.min(options.step, trace.length - 1);
  const current = step < 0 ? -1 : lineOf(trace, step);
  const drawing = createDrawing(trace, maxChars);

  // Outward from the middle line, alternately before and after, as far as there is room.
  const start = current < 0 ? nextLine(trace, 0) : middleLine(trace, current, stride);
  if (start >= 0) {
    let fits = drawing.add(start, true, start === current);
    let before = fits ? previousLine(trace, start - 1) : -1;
    let after = fits ? nextLine(trace, start + 1) : -1;
    while ((before >= 0 || after >= 0) && drawing.lines < maxLines) {
      if (before >= 0) {
        fits = drawing.add(before, false, before === current);
        before = fits ? previousLine(trace, before - 1) : -1;
      }
      if (after >= 0 && drawing.lines < maxLines) {
        fits = drawing.add(after, true, after === current);
        after = fits ? nextLine(trace, after + 1) : -1;
      }
    }
  }
  return { source: drawing.source(), ...numbersOf(trace, drawing.first, drawing.last, current) };
}

/** As a file: as much as fits, around the step when one is given. */
export function* writeMermaid(trace: Trace, options: { readonly step?: number }): Generator<string> {
  const { source, from, to, total } = sequenceOf(trace, { ...options, maxChars: MERMAID_MAX_CHARS - 200 });
  const part = to - from + 1 < total ? `%% lines ${from} to ${to} of ${total}\n` : '';
  yield source.replace('\n', `\n${part}`);
}

/**
 * Whether an event has a line of its own, from the columns alone: all of a long trace is looked through. A send has one
 * only when the trace does not know what became of it.
 */
function isLine(trace: Trace, i: number): boolean {
  switch (trace.kind[i]) {
    case KIND.deliver:
    case KIND.lose:
    case KIND.crash:
    case KIND.restart:
    case KIND.pause:
    case KIND.resume:
    case KIND.partition:
    case KIND.heal:
    case KIND.timer:
    case KIND['clock-set']:
    case KIND.decide:
    case KIND.violation:
    case KIND.return:
    case KIND.note:
      return true;
    case KIND.send:
      return trace.partner[i] === -1;
    default:
      return false;
  }
}

/** The line that shows an event: its own, that of its message, else the one before it. */
function lineOf(trace: Trace, step: number): number {
  if (trace.kind[step] === KIND.send && trace.partner[step]! >= 0) return trace.partner[step]!;
  if (isLine(trace, step)) return step;
  const before = previousLine(trace, step);
  return before >= 0 ? before : nextLine(trace, step);
}

/** The line in the middle of those `stride` lines, counted from the first of the trace, to which this line belongs. */
function middleLine(trace: Trace, line: number, stride: number): number {
  let number = 0;
  for (let i = 0; i < line; i++) if (isLine(trace, i)) number++;
  let middle = line;
  for (let by = Math.floor(stride / 2) - (number % stride); by !== 0; by -= Math.sign(by)) {
    const next = by > 0 ? nextLine(trace, middle + 1) : previousLine(trace, middle - 1);
    if (next < 0) break;
    middle = next;
  }
  return middle;
}

function nextLine(trace: Trace, from: number): number {
  for (let i = from; i < trace.length; i++) if (isLine(trace, i)) return i;
  return -1;
}

function previousLine(trace: Trace, from: number): number {
  for (let i = from; i >= 0; i--) if (isLine(trace, i)) return i;
  return -1;
}

function numbersOf(trace: Trace, first: number, last: number, current: number): Omit<Sequence, 'source'> {
  let total = 0;
  let from = 0;
  let to = 0;
  let highlighted = 0;
  for (let i = 0; i < trace.length; i++) {
    if (!isLine(trace, i)) continue;
    total++;
    if (i === first) from = total;
    if (i === last) to = total;
    if (i === current) highlighted = total;
  }
  return { from, to, total, highlighted };
}

function createDrawing(trace: Trace, maxChars: number) {
  const { nodes } = trace.header;
  const names = new Map<number, string>();
  const head: string[] = [];
  const tail: string[] = [];
  let chars = 'sequenceDiagram\n'.length;
  let first = -1;
  let last = -1;
  if (nodes.length <= MAX_STEADY_NODES) nodes.forEach((_, node) => declare(node));

  return {
    get lines() { return head.length + tail.length; },
    get first() { return first; },
    get last() { return last; },
    /** Adds the line of an event after or before all others; false when there is no more room. */
    add(i: number, after: boolean, highlighted: boolean): boolean {
      const used: number[] = [];
      const line = lineText(trace, i, (node) => {
        used.push(node);
        return `n${node}`;
      });
      const text = highlighted ? `    rect ${HIGHLIGHT}\n    ${line}\n    end\n` : `    ${line}\n`;
      const fresh = [...new Set(used)].filter((node) => !names.has(node));
      const cost = text.length + fresh.reduce((sum, node) => sum + participant(node).length, 0);
      if (chars + cost > maxChars) return false;
      for (const node of fresh) declare(node);
      chars += text.length;
      if (after) tail.push(text);
      else head.push(text);
      if (first < 0 || i < first) first = i;
      if (i > last) last = i;
      return true;
    },
    source(): string {
      const declared = [...names.keys()].sort((a, b) => a - b).map((node) => names.get(node)!);
      return `sequenceDiagram\n${declared.join('')}${head.reverse().join('')}${tail.join('')}`;
    },
  };

  function participant(node: number): string {
    return `    participant n${node} as ${mermaidName(nodes[node]!.id, 40)}\n`;
  }

  function declare(node: number): void {
    const text = participant(node);
    names.set(node, text);
    chars += text.length;
  }
}

/** One line of the diagram; `lane` gives a node's id in it. */
function lineText(trace: Trace, i: number, lane: (node: number) => string): string {
  const kind = kindOf(trace, i);
  const node = trace.node[i]!;
  const note = (text: string, over = lane(node)): string => `Note over ${over}: ${mermaidText(text, MAX_TEXT)}`;
  const arrow = (from: number, how: string, to: number, text: string): string =>
    `${lane(from)}${how}${lane(to)}: ${mermaidText(text, MAX_TEXT)}`;
  switch (kind) {
    case 'deliver': {
      const d = detailAs(trace, i, kind);
      const send = sendOf(trace, i);
      const ignored = d.ignored === undefined ? '' : ` (ignored: ${d.ignored})`;
      const text = `${d.type}${d.duplicate ? ' (copy)' : bodyText(bodyOf(trace, i), MAX_TEXT)}${ignored}`;
      const from = send >= 0 ? trace.node[send]! : indexOf(trace, d.from);
      return from < 0 ? note(`receives ${text} from ${d.from}`) : arrow(from, '->>', node, text);
    }
    case 'lose': {
      const d = detailAs(trace, i, kind);
      const send = sendOf(trace, i);
      if (send < 0) return note(`never gets ${d.type}: ${LOSE_WORDS[d.reason]}`);
      const to = indexOf(trace, d.to);
      const how = d.reason === 'in-flight' ? '--)' : '-x';
      return arrow(trace.node[send]!, how, to < 0 ? node : to, `${d.type} (${LOSE_WORDS[d.reason]})`);
    }
    case 'send': {
      const d = detailAs(trace, i, kind);
      const to = indexOf(trace, d.to);
      const text = `${d.type}${bodyText(d.body, MAX_TEXT)} (fate unknown)`;
      return to < 0 ? note(`sends ${text} to ${d.to}`) : arrow(node, '--)', to, text);
    }
    case 'partition':
    case 'heal': {
      const cut = cutText(detailAs(trace, i, kind));
      const last = trace.header.nodes.length - 1;
      const over = last > 0 && last < MAX_STEADY_NODES ? `${lane(0)},${lane(last)}` : lane(node);
      return note(kind === 'partition' ? `network cut: ${cut}` : `network whole again: ${cut}`, over);
    }
    case 'crash': return note('crashes');
    case 'restart': return note('restarts');
    case 'pause': return note('is paused');
    case 'resume': return note('goes on');
    case 'timer': return note(`${detailAs(trace, i, kind).name} fires`);
    case 'clock-set': {
      const d = detailAs(trace, i, kind);
      return note(d.to === undefined ? `clock drifts by ${d.drift ?? 0} ppm` : `clock steps by ${durationText(d.to - (d.from ?? 0))}`);
    }
    case 'decide': return note(`decides ${plainText(detailAs(trace, i, kind).value, MAX_TEXT)}`);
    case 'violation': return note(`✗ ${detailAs(trace, i, kind).invariant}: ${detailAs(trace, i, kind).detail}`);
    case 'return': return note(`${detailAs(trace, i, kind).f}: ${detailAs(trace, i, kind).status}`);
    case 'note': return note(detailAs(trace, i, kind).text);
    case 'state':
    case 'timer-set':
    case 'timer-cancel':
    case 'clock':
    case 'disk':
    case 'vote':
    case 'quorum':
    case 'invoke':
      return note(kind);
  }
}

function sendOf(trace: Trace, end: number): number {
  const partner = trace.partner[end]!;
  return partner >= 0 && trace.kind[partner] === KIND.send ? partner : -1;
}

function indexOf(trace: Trace, id: string): number {
  return trace.header.nodes.findIndex((node) => node.id === id);
}

