/**
 * Sends a feed to one view: what is open, the columns piece by piece, and what changes later.
 *
 * A view that was hidden is a new page when it is shown again: it says `ready` and gets everything anew. A
 * message to a hidden page may stay unanswered for ever, so what waits for one is left behind, and each `ready`
 * begins anew.
 */
import type { HostMessage } from '../protocol/messages';
import type { Ghost } from '../trace/compare/ghost';
import type { Channel } from './channel';
import { MAX_CHUNK_EVENTS, NOTHING_SENT, nextChunk } from './chunks';
import type { Sent } from './chunks';
import type { Feed, LiveRun } from './feed';

export interface Pump {
  /** The page has (re)started and knows nothing. */
  ready(): void;
  /** The notes of the run are others. */
  annotate(): void;
  /** The page is gone until it says ready again. */
  hidden(): void;
  dispose(): void;
}

/**
 * A message costs some milliseconds whatever its size, so what trickles in is collected: after the first piece of a
 * growing run the next one waits for so many events, or so long.
 */
const WORTH_SENDING_EVENTS = 40_000;
const WORTH_SENDING_MS = 200;
/** Enough for the first picture; the rest follows in full pieces. */
const FIRST_EVENTS = 2_000;
/** So many messages may be under way: the next one need not wait for the answer to the one before. */
const MOST_UNDER_WAY = 3;
/** Nobody reads a progress bar more often. */
const REPORT_MS = 100;

/** Starts sending `feed` through `channel` as soon as the page is ready. `nowMs` is a clock that never goes back. */
export function startPump(
  channel: Channel,
  feed: Feed,
  onDefect: (defect: unknown) => void,
  nowMs: () => number = () => performance.now(),
): Pump {
  let page: Page | undefined;

  const listening = feed.changed((change) => {
    if (!page) return;
    if (change === 'problems') tell(page, problemsMessage(feed));
    else if (change === 'progress') report(page);
    else flow(page);
  });

  function tell(to: Page, message: HostMessage): void {
    if (to === page) channel.post(message).then(undefined, onDefect);
  }

  function report(to: Page): void {
    if (!feed.progress || nowMs() - to.reportedMs < REPORT_MS) return;
    to.reportedMs = nowMs();
    tell(to, { type: 'progress', ...feed.progress });
  }

  // Everything is looked up anew for each message: the run may have grown or been replaced meanwhile.
  function flow(to: Page): void {
    while (to === page && feed.run && to.underWay < MOST_UNDER_WAY) {
      const message = nextMessage(to, feed.run, nowMs());
      if (!message) return;
      to.underWay++;
      channel.post(message).then(() => {
        to.underWay--;
        flow(to);
      }, onDefect);
    }
  }

  return {
    ready() {
      page = { underWay: 0, shown: undefined, sent: NOTHING_SENT, sentMs: 0, reportedMs: -Infinity, annotated: false, told: false, ghost: undefined };
      flow(page);
      if (feed.problems.length > 0) tell(page, problemsMessage(feed));
      report(page);
    },
    annotate() {
      const { run } = feed;
      if (page === undefined || run === undefined || page.shown !== run || !run.over) return;
      tell(page, { type: 'annotations', run: run.number, notes: run.notes, verdicts: run.verdicts });
    },
    hidden() {
      page = undefined;
    },
    dispose() {
      page = undefined;
      listening.dispose();
    },
  };
}

/** What one incarnation of the page knows. */
interface Page {
  /** Messages that have not arrived yet. */
  underWay: number;
  shown: LiveRun | undefined;
  sent: Sent;
  /** When the last piece was sent. */
  sentMs: number;
  /** When it was told last how far the reading is. */
  reportedMs: number;
  /** It has the notes and verdicts of the whole run. */
  annotated: boolean;
  /** The end of the run was told. */
  told: boolean;
  /** The ghost that it was told of. */
  ghost: Ghost | undefined;
}

function nextMessage(page: Page, run: LiveRun, nowMs: number): HostMessage | undefined {
  if (page.shown !== run) {
    page.shown = run;
    page.sent = { ...NOTHING_SENT, nodes: run.info.header.nodes.length };
    page.annotated = run.over;
    page.told = false;
    page.ghost = undefined;
    return { type: 'open', run: run.number, info: run.info, notes: run.notes, verdicts: run.verdicts };
  }
  const waiting = run.trace.length - page.sent.events;
  const trickles = !run.over && page.sent.events > 0 && waiting < WORTH_SENDING_EVENTS && nowMs - page.sentMs < WORTH_SENDING_MS;
  const next = trickles ? undefined : nextChunk(run.trace, page.sent, page.sent.events === 0 ? FIRST_EVENTS : MAX_CHUNK_EVENTS);
  if (next) {
    page.sent = next.sent;
    page.sentMs = nowMs;
    const { from, count } = next.chunk;
    const origins = run.compared?.origins.slice(from, from + count);
    return { type: 'columns', run: run.number, chunk: origins === undefined ? next.chunk : { ...next.chunk, origins } };
  }
  if (run.over && page.told && page.ghost !== run.ghost) {
    page.ghost = run.ghost;
    return { type: 'ghost', run: run.number, ghost: run.ghost };
  }
  if (!run.over || page.told) return undefined;
  if (!page.annotated) {
    page.annotated = true;
    return { type: 'annotations', run: run.number, notes: run.notes, verdicts: run.verdicts };
  }
  page.told = true;
  return { type: 'complete', run: run.number, total: run.trace.length, missing: run.missing, ...(run.restored === undefined ? {} : { restored: run.restored }) };
}

function problemsMessage(feed: Feed): HostMessage {
  return { type: 'problems', problems: feed.problems.map(({ line, message }) => ({ line, message })) };
}
