/**
 * One open scenario file: read as it is typed, run while somebody looks, each once however many editors show it.
 *
 * The newest text without errors wins: the run of an older one stops at its next rest. A text with errors stops
 * nothing, so that the last good run stays whole. Nothing here knows VS Code.
 */
import type { Files } from '../scenario/extend';
import type { ParsedScenario, Scenario } from '../scenario/scenario';
import type { Problem } from '../trace/problem';
import type { Feed, FeedChange, LiveRun } from './feed';
import type { Place } from './scenario-run';
import { newSignal } from './signal';

export interface ScenarioSource {
  text(): string;
  /** The files that this text extends, if it may extend any. */
  files?(text: string): Promise<Files | undefined>;
  readonly place: Place;
  /** Told all problems of the text whenever it was read, and once more when its run found further ones. */
  onProblems(problems: readonly Problem[]): void;
  onDefect(defect: unknown): void;
  /** A clock that never goes back. */
  nowMs?(): number;
}

export interface OpenScenario extends Feed {
  /** The newest text that was read; undefined until one was. */
  readonly parsed: ParsedScenario | undefined;
  /** What it extends, as it was when it was read. */
  readonly files: Files | undefined;
  /** What `run` is of: an event of it means nothing in a text that has changed since. */
  readonly runText: string | undefined;
  /** What was run before the last edit, which the newest run's ghost is of; undefined when nothing was, or the edit was taken back. */
  readonly textBefore: string | undefined;
  /** The seed that is run in the place of the text's own; undefined for that. */
  readonly tried: number | undefined;
  /** Runs the text with another seed, and with none with its own again. The next edit of the text ends it. */
  trySeed(seed: number | undefined): void;
  /** The text has changed, or what it extends. */
  edited(): void;
  /** What is edited next is an edit of its own, however soon it comes after the last, and is run at once. */
  editAnew(): void;
  /** The reader has seen enough of how this run differs from the one before. */
  dismissGhost(run: number): void;
  /** Somebody wants to see runs, until this is disposed. */
  show(): { dispose(): void };
  /** Resolves when the text as it stands is read and, if it is shown and without errors, its run is over. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Long enough to skip the letters in the middle of a word, too short to be noticed. */
const TYPING_PAUSE_MS = 60;
/** Edits that follow each other faster are one: `5`, `50`, `50ms`. */
const ONE_EDIT_MS = 1500;

/** A run that is over, and what it is of. */
interface Whole {
  readonly run: LiveRun;
  readonly text: string;
}

/** Reads the text at once, and again after each `edited`. */
export function openScenario(source: ScenarioSource): OpenScenario {
  const changed = newSignal<FeedChange>();
  const idle = newSignal<void>();
  let parsed: ParsedScenario | undefined;
  /** What `parsed` was read from. */
  let text = '';
  let files: Files | undefined;
  let turn = 0;
  let run: LiveRun | undefined;
  let runText: string | undefined;
  let viewers = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = 0;
  let running: { isCancellationRequested: boolean; readonly scenario: Scenario } | undefined;
  /** The scenario of the newest run that is over. */
  let finished: Scenario | undefined;
  /** The newest run that is over; and the one before the last edit, while that edit stands. */
  let whole: Whole | undefined;
  let before: Whole | undefined;
  /** The next run is of another edit than `whole`. */
  let anew = true;
  let editedMs = -Infinity;
  /** Nobody is typing: the next edit is read without waiting for more. */
  let atOnce = false;
  let tried: number | undefined;
  /** What is to be run: the scenario as it is written, or with the seed that is tried. */
  let wanted: Scenario | undefined;
  const nowMs = source.nowMs ?? (() => performance.now());

  const read = async (): Promise<void> => {
    reading += 1;
    const mine = (turn += 1);
    try {
      const { readScenario } = await import('./scenario-run');
      const around = await source.files?.(source.text());
      // Of readings that overlap the last one sees the newest text.
      if (closed || mine !== turn) return;
      files = around;
      const now = source.text();
      if (now !== text) tried = undefined;
      text = now;
      parsed = readScenario(text, files);
      want();
      source.onProblems(parsed.problems);
      changed.fire('problems');
      start();
    } finally {
      reading -= 1;
      rest();
    }
  };

  const want = (): void => {
    const written = parsed?.scenario;
    wanted = written && tried !== undefined ? { ...written, world: { ...written.world, seed: tried } } : written;
  };

  const start = (): void => {
    const scenario = wanted;
    if (!scenario || viewers === 0 || closed || scenario === finished || scenario === running?.scenario) return;
    if (running) running.isCancellationRequested = true;
    const mine = (running = { isCancellationRequested: false, scenario });
    follow(scenario, mine)
      .catch(source.onDefect)
      .finally(() => {
        if (running === mine) running = undefined;
        rest();
      });
  };

  const follow = async (scenario: Scenario, cancellation: { readonly isCancellationRequested: boolean }): Promise<void> => {
    const mine = text;
    const written = parsed?.scenario?.world.seed;
    const place = tried === undefined || written === undefined ? source.place : { ...source.place, tried: { seed: tried, written } };
    const { problemsOf, runLive } = await import('./scenario-run');
    const done = await runLive(scenario, place, cancellation, (grown) => {
      if (cancellation.isCancellationRequested) return;
      const fresh = grown !== run;
      run = grown;
      runText = mine;
      changed.fire(fresh ? 'run' : 'grown');
    });
    if (!done) return;
    finished = scenario;
    // Whoever looks at another seed has edited nothing.
    if (place.tried !== undefined) return;
    const old = whole;
    whole = { run: done.run, text: mine };
    if (parsed?.scenario === scenario) source.onProblems([...parsed.problems, ...problemsOf(done, scenario, text)]);
    if (old === undefined) return;
    // An edit that was taken back is none.
    if (before?.text === mine) before = undefined;
    else if (anew && old.text !== mine) before = old;
    anew = false;
    if (before === undefined) return;
    const { ghostBetween } = await import('./ghosts');
    const ghost = await ghostBetween(before.run.trace, done.run.trace, cancellation);
    if (ghost === undefined || cancellation.isCancellationRequested) return;
    done.run.ghost = ghost;
    changed.fire('ghost');
  };

  const busy = (): boolean => timer !== undefined || reading > 0 || running !== undefined;
  const rest = (): void => {
    if (!busy()) idle.fire();
  };

  read().catch(source.onDefect);
  return {
    get run() { return run; },
    get runText() { return runText; },
    get textBefore() { return before?.text; },
    get tried() { return tried; },
    get parsed() { return parsed; },
    get files() { return files; },
    get problems() { return parsed?.problems.filter(({ severity }) => severity === 'error') ?? []; },
    progress: undefined,
    changed: changed.on,
    edited() {
      const now = nowMs();
      if (now - editedMs > ONE_EDIT_MS) anew = true;
      editedMs = now;
      const pauseMs = atOnce ? 0 : TYPING_PAUSE_MS;
      atOnce = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        read().catch(source.onDefect);
      }, pauseMs);
    },
    trySeed(seed) {
      const next = seed === parsed?.scenario?.world.seed ? undefined : seed;
      if (next === tried) return;
      tried = next;
      want();
      start();
    },
    show() {
      viewers += 1;
      start();
      let gone = false;
      return {
        dispose() {
          if (gone) return;
          gone = true;
          viewers -= 1;
          if (viewers === 0 && running) running.isCancellationRequested = true;
        },
      };
    },
    editAnew() {
      editedMs = -Infinity;
      atOnce = true;
    },
    dismissGhost(number) {
      if (run?.number !== number || run.ghost === undefined) return;
      run.ghost = undefined;
      changed.fire('ghost');
    },
    async settled() {
      while (busy() && !closed) {
        await new Promise<void>((resolve) => {
          const waiting = idle.on(() => {
            waiting.dispose();
            resolve();
          });
        });
      }
    },
    dispose() {
      closed = true;
      clearTimeout(timer);
      timer = undefined;
      if (running) running.isCancellationRequested = true;
      idle.fire();
    },
  };
}
