/**
 * Searches the trace of a run for a view, in pieces: each question goes on where the last answer ended and takes no longer than a
 * reader waits, so hits are on screen while the rest is searched. A newer question ends an older one.
 */
import type { Requests } from '../protocol/messages';
import { parseDestination } from '../trace/find/go-to';
import type { Destination } from '../trace/find/go-to';
import { createMatcher } from '../trace/find/match';
import type { Matcher } from '../trace/find/match';
import { parseQuery } from '../trace/find/parse';
import { vocabularyOf } from '../trace/find/vocabulary';
import type { Vocabulary } from '../trace/find/vocabulary';
import { describe } from '../trace/describe';
import { timeText } from '../trace/text';
import { nodeOf } from '../trace/trace';
import type { LiveRun } from './feed';
import { inSlices } from './slices';

type Args = Requests['find']['args'];
type Result = Requests['find']['result'];

export interface Finder {
  find(run: LiveRun, args: Args): Promise<Result>;
}

/** Events looked at between two looks at the clock: what their columns tell takes nanoseconds, their details microseconds. */
const COLUMNS_AT_ONCE = 20_000;
const DETAILS_AT_ONCE = 100;
/** An answer comes after so long, with what was found until then. */
const ANSWER_MS = 100;
/** Hits of one answer; they are four bytes each on the wire. */
const MOST_HITS = 100_000;

/** One for each view: what one view asks does not end what another one asked. */
export function createFinder(nowMs: () => number = () => performance.now()): Finder {
  let current: { isCancellationRequested: boolean } | undefined;
  /** The matcher of the last question, which the next one probably goes on with: it has read on already. */
  let known: { readonly run: LiveRun; readonly text: string; readonly matcher: Matcher } | undefined;

  return {
    async find(run, { text, from }) {
      if (current) current.isCancellationRequested = true;
      const mine = (current = { isCancellationRequested: false });
      const { trace } = run;
      if (known?.run !== run || known.text !== text) {
        const { query } = parseQuery(text);
        // The view asks only for what it could read itself.
        if (query === undefined) return { from, to: from, hits: new Int32Array(), done: true };
        known = { run, text, matcher: createMatcher(trace, query, run.compared?.origins) };
      }
      const { matcher } = known;
      const atOnce = matcher.needsDetails ? DETAILS_AT_ONCE : COLUMNS_AT_ONCE;
      const hits: number[] = [];
      const endMs = nowMs() + ANSWER_MS;
      let at = Math.max(0, from);
      await inSlices(
        () => {
          if (!matcher.prepare(COLUMNS_AT_ONCE)) return false;
          const to = Math.min(trace.length, at + atOnce);
          for (; at < to; at++) if (matcher.test(at)) hits.push(at);
          return at >= trace.length || hits.length >= MOST_HITS || nowMs() >= endMs;
        },
        mine,
      );
      if (current === mine) current = undefined;
      return { from, to: at, hits: Int32Array.from(hits), done: at >= trace.length };
    },
  };
}

const vocabularies = new WeakMap<LiveRun, { readonly length: number; readonly words: Vocabulary }>();

/** Names for a search; worked out anew when the trace has grown. */
export function findWordsOf(run: LiveRun): Vocabulary {
  const { trace } = run;
  let known = vocabularies.get(run);
  if (known?.length !== trace.length) vocabularies.set(run, (known = { length: trace.length, words: { ...vocabularyOf(trace), ...(run.compared === undefined ? {} : { compared: true }) } }));
  return known!.words;
}

/** Where a line typed into “Go to” leads, and a sentence about it: what is there, or what is wrong with the line. */
export function destinationOf({ trace }: LiveRun, text: string): { readonly to: Destination; readonly sentence: string } {
  const timed = trace.header.timed !== false;
  const to = parseDestination(text, trace, timed);
  if (!to.ok) return { to, sentence: to.message };
  const { event } = to;
  const moment = timed ? ` at ${timeText(trace.t[event]!)}` : '';
  const before = to.before === true ? ', the last one until then' : '';
  return { to, sentence: `#${event}${moment}${before}: ${nodeOf(trace, event)} ${describe(trace, event, 60)}`.slice(0, 200) };
}
