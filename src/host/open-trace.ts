/**
 * One open recording: read once however many editors show it, and read again when its file changes or its layout
 * is described. Nothing here knows VS Code.
 */
import type { Problem } from '../trace/problem';
import type { Feed, FeedChange, LiveRun, Progress } from './feed';
import { newSignal } from './signal';

export interface TraceSource {
  /** Its end says what the file may be. */
  readonly path: string;
  /** The whole file; rejects with a reason for the reader when it cannot be had. */
  bytes(): Promise<Uint8Array>;
  /** The regular expression that was given for this file earlier. */
  layout(): string | undefined;
  /** Asks for one; undefined when the reader does not want to say. */
  askLayout(): Promise<string | undefined>;
  /** Told once for each reading; `done` resolves when it is over, `stop` ends it early with what there is. */
  onReading(done: Promise<void>, progress: () => number, stop: () => void): void;
  onRead(problems: readonly Problem[]): void;
  onDefect(defect: unknown): void;
}

export interface OpenTrace extends Feed {
  /** Reads the file again: it has changed. */
  again(): void;
  describeLayout(): Promise<void>;
  /** Reads another execution of a log that holds several, from 1. */
  showExecution(execution: number): void;
  /** Resolves when nothing is being read. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Begins to read at once. */
export function openTrace(source: TraceSource): OpenTrace {
  const changed = newSignal<FeedChange>();
  let run: LiveRun | undefined;
  let problems: readonly Problem[] = [];
  let progress: Progress | undefined;
  let current: { isCancellationRequested: boolean } | undefined;
  let latest: Promise<void> = Promise.resolve();
  let execution = 1;

  const begin = (ask: boolean): void => {
    if (current) current.isCancellationRequested = true;
    const mine = { isCancellationRequested: false };
    current = mine;
    latest = read(mine, ask).catch((defect) => {
      source.onDefect(defect);
    });
    source.onReading(latest, () => progress?.fraction ?? 0, () => (mine.isCancellationRequested = true));
  };

  const read = async (mine: { isCancellationRequested: boolean }, ask: boolean): Promise<void> => {
    const { readLive, recognise } = await import('./trace-run');
    let bytes: Uint8Array;
    try {
      bytes = await source.bytes();
    } catch (error) {
      return fail(mine, 'unreadable', error instanceof Error ? error.message : String(error));
    }
    const { reader, layoutMatters } = recognise(source.path, bytes, source.layout(), execution);
    if (mine !== current) return;
    if (!reader) {
      fail(mine, 'unknown-format', 'This is no kind of trace that Faultline knows. If it is a log with vector clocks, describe its layout.');
      if (ask) askLater();
      return;
    }
    const whole = await readLive(bytes, reader, execution, mine, (grown, fraction) => {
      if (mine === current) tell(grown, { text: `Reading ${reader.trace.header.title}`, fraction });
    });
    // Another reading has begun; a reading that was only stopped shows what it has.
    if (mine !== current) return;
    progress = undefined;
    source.onRead(reader.problems);
    if (whole.trace.length > 0) {
      problems = [];
      changed.fire('problems');
      tell(whole, undefined);
      return;
    }
    problems = reader.problems.length > 0 ? reader.problems : [problemOf('no-events', 'There is no event in this file.')];
    changed.fire('problems');
    if (layoutMatters && ask) askLater();
  };

  const tell = (grown: LiveRun, now: Progress | undefined): void => {
    const fresh = grown !== run;
    run = grown;
    progress = now;
    changed.fire(fresh ? 'run' : 'grown');
    if (now) changed.fire('progress');
  };

  const fail = (mine: object, code: string, message: string): void => {
    if (mine !== current) return;
    problems = [problemOf(code, message)];
    source.onRead(problems);
    changed.fire('problems');
  };

  // Reading is over as far as anyone who waits for it is concerned: the reader may never answer.
  const askLater = (): void => {
    describeLayout().catch(source.onDefect);
  };

  const describeLayout = async (): Promise<void> => {
    if ((await source.askLayout()) !== undefined && current) begin(false);
  };

  begin(true);
  return {
    get run() { return run; },
    get problems() { return problems; },
    get progress() { return progress; },
    changed: changed.on,
    again: () => begin(false),
    describeLayout,
    showExecution(wanted) {
      if (!Number.isInteger(wanted) || wanted < 1 || wanted === execution) return;
      execution = wanted;
      begin(false);
    },
    async settled() {
      for (let waited; waited !== latest; await waited) waited = latest;
    },
    dispose() {
      if (current) current.isCancellationRequested = true;
      current = undefined;
    },
  };
}

function problemOf(code: string, message: string): Problem {
  return { severity: 'error', line: 1, column: 1, endLine: 1, endColumn: 1, message, code };
}
