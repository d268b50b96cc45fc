/**
 * "Why did this happen?": the chain of causes that leads to an event, from the first one on.
 *
 * A trace names at most one cause of an event, so there is one chain and no shorter one. Where it names none, the event
 * that this one answers or ends stands in (its send, its timer, its operation). A log that records no causes within a node
 * leaves only one guess: that the node acted on the message it received last.
 */
import { KIND } from './trace';
import type { Columns } from './trace';

/**
 * How a step follows from the one before it: `first` from nothing in the trace; `cause` as the trace says; `pair` as the end
 * of what the other began; `heard` on the same node after a message, which is a guess.
 */
export type WhyLink = 'first' | 'cause' | 'pair' | 'heard';

export interface WhyStep {
  readonly event: number;
  readonly link: WhyLink;
}
export interface WhyChain {
  /** The event that is explained. */
  readonly to: number;
  /** In the order in which they happened; the last one is `to`. */
  readonly steps: readonly WhyStep[];
  /** There are causes before the first step, too many to follow. */
  readonly cut: boolean;
}

export interface WhyOptions {
  /** Guess within a node where the log names no causes. */
  readonly guess?: boolean;
  /** No more steps than this. */
  readonly most?: number;
}

const MOST_STEPS = 20_000;

/** The chain that leads to an event. The work is at most one look at each event before it. */
export function whyChain(columns: Columns, to: number, { guess = false, most = MOST_STEPS }: WhyOptions = {}): WhyChain {
  const steps: WhyStep[] = [];
  let at = to;
  for (;;) {
    const [before, link] = reasonOf(columns, at, guess);
    steps.push({ event: at, link: before < 0 ? 'first' : link });
    if (before < 0) return { to, steps: steps.reverse(), cut: false };
    if (steps.length >= most) return { to, steps: steps.reverse(), cut: true };
    at = before;
  }
}

/** One chain for each event that shows a violation, or the one that leads to the event itself where nothing else shows it. */
export function whyChains(columns: Columns, event: number, evidence: readonly number[], options: WhyOptions = {}): WhyChain[] {
  const shown = [...new Set(evidence)].filter((each) => each >= 0 && each < columns.length && each !== event).sort((a, b) => a - b);
  return (shown.length > 0 ? shown : [event]).map((to) => whyChain(columns, to, options));
}

function reasonOf(columns: Columns, i: number, guess: boolean): readonly [number, WhyLink] {
  const cause = columns.cause[i]!;
  if (cause >= 0 && cause < i) return [cause, 'cause'];
  const partner = columns.partner[i]!;
  if (partner >= 0 && partner < i) return [partner, 'pair'];
  if (!guess || columns.kind[i] === KIND.deliver) return [-1, 'first'];
  const node = columns.node[i];
  for (let before = i - 1; before >= 0; before--) {
    if (columns.node[before] === node && columns.kind[before] === KIND.deliver) return [before, 'heard'];
  }
  return [-1, 'first'];
}
