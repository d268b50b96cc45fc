/**
 * One open scenario file: read as it is typed, run while somebody looks, each once however many editors show it.
 *
 * The newest text without errors wins: the run of an older one stops at its next rest. A text with errors stops
 * nothing, so that the last good run stays whole. Nothing here knows VS Code.
 */
import type { ParsedScenario, Scenario } from '../scenario/scenario';
import type { Problem } from '../trace/problem';
import type { Feed, FeedChange, LiveRun } from './feed';
import type { Place } from './scenario-run';
import { newSignal } from './signal';

export interface ScenarioSource {
  text(): string;
  readonly place: Place;
  /** Told all problems of the text whenever it was read, and once more when its run found further ones. */
  onProblems(problems: readonly Problem[]): void;
  onDefect(defect: unknown): void;
}

export interface OpenScenario extends Feed {
  /** The newest text that was read; undefined until one was. */
  readonly parsed: ParsedScenario | undefined;
  /** What `run` is of: an event of it means nothing in a text that has changed since. */
  readonly runText: string | undefined;
  /** The text has changed. */
  edited(): void;
  /** Somebody wants to see runs, until this is disposed. */
  show(): { dispose(): void };
  /** Resolves when the text as it stands is read and, if it is shown and without errors, its run is over. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Long enough to skip the letters in the middle of a word, too short to be noticed. */
const TYPING_PAUSE_MS = 60;

/** Reads the text at once, and again after each `edited`. */
export function openScenario(source: ScenarioSource): OpenScenario {
  const changed = newSignal<FeedChange>();
  const idle = newSignal<void>();
  let parsed: ParsedScenario | undefined;
  /** What `parsed` was read from. */
  let text = '';
  let run: LiveRun | undefined;
  let runText: string | undefined;
  let viewers = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = 0;
  let running: { isCancellationRequested: boolean; readonly scenario: Scenario } | undefined;
  /** The scenario of the newest run that is over. */
  let finished: Scenario | undefined;

  const read = async (): Promise<void> => {
    reading += 1;
    try {
      const { readScenario } = await import('./scenario-run');
      // Two readings that overlap both see the newest text.
      if (closed) return;
      text = source.text();
      parsed = readScenario(text);
      source.onProblems(parsed.problems);
      changed.fire('problems');
      start();
    } finally {
      reading -= 1;
      rest();
    }
  };

  const start = (): void => {
    const scenario = parsed?.scenario;
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
    const { problemsOf, runLive } = await import('./scenario-run');
    const done = await runLive(scenario, source.place, cancellation, (grown) => {
      if (cancellation.isCancellationRequested) return;
      const fresh = grown !== run;
      run = grown;
      runText = mine;
      changed.fire(fresh ? 'run' : 'grown');
    });
    if (!done) return;
    finished = scenario;
    if (parsed?.scenario === scenario) source.onProblems([...parsed.problems, ...problemsOf(done, scenario, text)]);
  };

  const busy = (): boolean => timer !== undefined || reading > 0 || running !== undefined;
  const rest = (): void => {
    if (!busy()) idle.fire();
  };

  read().catch(source.onDefect);
  return {
    get run() { return run; },
    get runText() { return runText; },
    get parsed() { return parsed; },
    get problems() { return parsed?.problems.filter(({ severity }) => severity === 'error') ?? []; },
    progress: undefined,
    changed: changed.on,
    edited() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        read().catch(source.onDefect);
      }, TYPING_PAUSE_MS);
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
