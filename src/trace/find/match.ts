/**
 * Answers a query event by event. What the columns tell is asked first and costs nanoseconds; details are looked at only where the
 * columns leave the answer open, because those of a recorded trace have to be parsed; and of those, where the trace is kept as text, only
 * at the ones that hold the name or word at all.
 */
import { EVENT_KINDS, KIND } from '../../kernel/event';
import type { EventDetail } from '../../kernel/event';
import { describe } from '../describe';
import { nodeOf } from '../trace';
import type { Trace } from '../trace';
import { fieldMatches, valueMatches } from './fields';
import { compares, fits } from './query';
import { isOfFormat, nameWord, textWord } from './words';
import type { Comparison, Pattern, Query } from './query';
import { traitTest } from './traits';

export interface Matcher {
  /** Some answers need the details of events; a slice of work should then be small. */
  readonly needsDetails: boolean;
  /**
   * Reads on what must be known of the whole trace before the first test, so many events at most; true when there is nothing left
   * to read. Cheap when there is nothing of that kind.
   */
  prepare(events: number): boolean;
  test(i: number): boolean;
}

/** Values are told to this length in the words that a text is looked for in. */
const VALUE_CHARS = 2_000;
const LOWER_KINDS: readonly string[] = EVENT_KINDS;

/** The trace may grow; then `prepare` again. `origins`: of two compared runs, that of each event. */
export function createMatcher(trace: Trace, query: Query, origins?: Uint8Array): Matcher {
  return matcherOf({ trace, detailed: withMemory(trace), origins }, query);
}

interface Subject {
  readonly trace: Trace;
  /** The same trace, which remembers details; the columns are quicker had from the trace itself. */
  readonly detailed: Trace;
  readonly origins: Uint8Array | undefined;
}

function matcherOf(subject: Subject, query: Query): Matcher {
  const { trace, detailed } = subject;
  switch (query.is) {
    case 'everything': return columns(() => true);
    case 'all': return several(subject, query.of, (parts) => (i) => parts.every((part) => part.test(i)));
    case 'any': return several(subject, query.of, (parts) => (i) => parts.some((part) => part.test(i)));
    case 'not': {
      const { needsDetails, prepare, test } = matcherOf(subject, query.of);
      return { needsDetails, prepare, test: (i) => !test(i) };
    }
    case 'kind': {
      const wanted = new Uint8Array(EVENT_KINDS.length);
      for (const code of query.codes) wanted[code] = 1;
      return columns((i) => wanted[trace.kind[i]!] === 1);
    }
    case 'node': {
      const isWanted = nodesThat(trace, (name) => fits(query.name, name));
      return columns((i) => isWanted(trace.node[i]!));
    }
    case 'label': return columns(labelTest(trace, query.name, query.messages));
    case 'time': return columns((i) => compares(query.than, trace.t[i]!));
    case 'index': return columns((i) => compares(query.than, i));
    case 'trait': return traitTest(detailed, query.trait, subject.origins);
    case 'end': return endMatcher(detailed, query);
    case 'field': return details(fieldTest(detailed, query.path, query.than));
    case 'text': return details(textTest(detailed, query.text));
  }
}

function columns(test: (i: number) => boolean): Matcher {
  return { needsDetails: false, prepare: () => true, test };
}

function details(test: (i: number) => boolean): Matcher {
  return { needsDetails: true, prepare: () => true, test };
}

/** Events whose details are kept for the next question about them; a power of two. */
const KEPT = 1024;

/** Several parts of a query look at the same event, and a delivery at the body of its send a little before it. */
function withMemory(trace: Trace): Trace {
  const indices = new Int32Array(KEPT).fill(-1);
  const kept: EventDetail[] = [];
  return {
    get header() { return trace.header; },
    get length() { return trace.length; },
    get t() { return trace.t; },
    get node() { return trace.node; },
    get kind() { return trace.kind; },
    get cause() { return trace.cause; },
    get partner() { return trace.partner; },
    get label() { return trace.label; },
    get labels() { return trace.labels; },
    raw: trace.raw,
    detail(i) {
      const place = i & (KEPT - 1);
      if (indices[place] !== i) {
        kept[place] = trace.detail(i);
        indices[place] = i;
      }
      return kept[place]!;
    },
  };
}

/** Parts that need no details are asked first. */
function several(subject: Subject, of: readonly Query[], join: (parts: readonly Matcher[]) => (i: number) => boolean): Matcher {
  const all = of.map((each) => matcherOf(subject, each));
  const parts = [...all.filter((part) => !part.needsDetails), ...all.filter((part) => part.needsDetails)];
  return {
    needsDetails: parts.some((part) => part.needsDetails),
    prepare: (events) => parts.map((part) => part.prepare(events)).every(Boolean),
    test: join(parts),
  };
}

function labelTest(trace: Trace, name: Pattern, messagesOnly: boolean): (i: number) => boolean {
  const isWanted = labelsThat(trace, (label) => fits(name, label));
  if (!messagesOnly) return (i) => isWanted(trace.label[i]!);
  return (i) => isMessage(trace.kind[i]!) && isWanted(trace.label[i]!);
}

function isMessage(kind: number): boolean {
  return kind === KIND.send || kind === KIND.deliver || kind === KIND.lose;
}

/** Sender and receiver from the columns where they have them; else the field of that name. */
function endMatcher(trace: Trace, { end, than }: Extract<Query, { readonly is: 'end' }>): Matcher {
  const negative = than.op === '!=';
  const byName = (than.op === '=' || negative) && than.upTo === undefined;
  const isNamed = nodesThat(trace, (name) => fits(than, name));
  const test = fieldTest(trace, [end], than);
  return details((i) => {
    if (byName) {
      const node = end === 'from' ? senderOf(trace, i) : receiverOf(trace, i);
      if (node >= 0) return isNamed(node) !== negative;
    }
    return test(i);
  });
}

/** The lane that a message comes from, or -1 when the columns do not say. */
function senderOf({ kind, node, partner }: Trace, i: number): number {
  if (kind[i] === KIND.send) return node[i]!;
  if (kind[i] !== KIND.deliver && kind[i] !== KIND.lose) return -1;
  const send = partner[i]!;
  return send >= 0 && kind[send] === KIND.send ? node[send]! : -1;
}

function receiverOf({ kind, node, partner }: Trace, i: number): number {
  if (kind[i] === KIND.deliver) return node[i]!;
  if (kind[i] !== KIND.send) return -1;
  const end = partner[i]!;
  return end >= 0 && kind[end] === KIND.deliver ? node[end]! : -1;
}

function fieldTest(trace: Trace, path: readonly string[], than: Comparison): (i: number) => boolean {
  const { raw } = trace;
  const word = nameWord(path);
  const parsed = (i: number): boolean => fieldMatches(trace, i, path, than);
  if (raw === undefined || word === undefined) return parsed;
  if (path.length > 1 || isOfFormat(path[0]!)) {
    return (i) => {
      if (raw.holds(i, word) < 0) {
        const send = sendOf(trace, i);
        if (send < 0 || raw.holds(send, word) < 0) return false;
      }
      return parsed(i);
    };
  }
  const wanted: Comparison = than.op === '!=' ? { ...than, op: '=' } : than;
  /** 0: no such field, 1: none that is equal, 2: one that is; -1 when it has to be parsed. */
  const outcome = (i: number): number => {
    const values = raw.valuesOf(i, word);
    if (values === undefined) return -1;
    for (const value of values) if (valueMatches(value, wanted)) return 2;
    return values.length === 0 ? 0 : 1;
  };
  return (i) => {
    let own = outcome(i);
    if (own >= 0 && own < 2) {
      const send = sendOf(trace, i);
      const sent = send < 0 ? 0 : outcome(send);
      own = sent < 0 ? -1 : Math.max(own, sent);
    }
    if (own < 0) return parsed(i);
    return than.op === '!=' ? own === 1 : own === 2;
  };
}

/** The send of the message that an event receives or loses, or -1. */
function sendOf({ kind, partner }: Trace, i: number): number {
  if (kind[i] !== KIND.deliver && kind[i] !== KIND.lose) return -1;
  const send = partner[i]!;
  return send >= 0 && kind[send] === KIND.send ? send : -1;
}

/** Names are looked at before the details are: most texts that are looked for are names. */
function textTest(trace: Trace, text: string): (i: number) => boolean {
  const inKind = LOWER_KINDS.map((kind) => kind.includes(text));
  const inNode = nodesThat(trace, (name) => name.includes(text));
  const inLabel = labelsThat(trace, (label) => label.includes(text));
  const { raw } = trace;
  const described = (i: number): boolean => `${nodeOf(trace, i)} ${describe(trace, i, VALUE_CHARS)}`.toLowerCase().includes(text);
  const named = (i: number): boolean => inKind[trace.kind[i]!]! || inNode(trace.node[i]!) || inLabel(trace.label[i]!);
  const found = raw === undefined ? undefined : textWord(text);
  if (raw === undefined || found === undefined) return (i) => named(i) || described(i);
  const isInNode = nodesThat(trace, (name) => name.includes(found.text));
  return (i) => {
    if (named(i)) return true;
    const { word, all } = found;
    const held = raw.holds(i, word);
    if (held > 0 && all !== undefined && raw.holds(i, all) > 0) return true;
    if (held >= 0 || isInNode(trace.node[i]!)) return described(i);
    const send = sendOf(trace, i);
    if (send < 0) return false;
    const sent = raw.holds(send, word);
    // Of a message that is lost the body is not told.
    if (sent > 0 && all !== undefined && trace.kind[i] === KIND.deliver && raw.holds(send, all) > 0) return true;
    return (sent >= 0 || isInNode(trace.node[send]!)) && described(i);
  };
}

/** Asked once for each node, in lower case; recorded traces name further ones as they go. */
function nodesThat(trace: Trace, isWanted: (name: string) => boolean): (node: number) => boolean {
  return remembered((node) => isWanted(trace.header.nodes[node]!.id.toLowerCase()));
}

function labelsThat(trace: Trace, isWanted: (label: string) => boolean): (label: number) => boolean {
  return remembered((label) => isWanted(trace.labels[label]!.toLowerCase()));
}

function remembered(ask: (index: number) => boolean): (index: number) => boolean {
  /** 0: not asked yet, 1: no, 2: yes. */
  let answers = new Uint8Array(256);
  return (index) => {
    if (index >= answers.length) {
      const more = new Uint8Array(Math.max(index + 1, answers.length * 2));
      more.set(answers);
      answers = more;
    }
    if (answers[index] === 0) answers[index] = ask(index) ? 2 : 1;
    return answers[index] === 2;
  };
}
