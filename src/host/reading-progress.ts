/**
 * The reader's progress through what is bundled, kept in this workspace: what was opened, stepped through, answered. It is shown where
 * things are listed, and never asked for.
 */
import { EventEmitter } from 'vscode';
import type { Disposable, Event, Memento } from 'vscode';
import { NO_PROGRESS, readProgress, withAnswer, withOpened, withStepped } from '../notes/progress';
import type { Progress } from '../notes/progress';
import type { Answered } from '../protocol/messages';

const KEY = 'faultline.progress';

export interface ReadingProgress extends Disposable {
  readonly now: Progress;
  readonly onDidChange: Event<void>;
  /** A scenario by its id, or a page by its name. */
  opened(name: string): void;
  stepped(scenario: string): void;
  answered(question: string, how: Answered): void;
  reset(): void;
}

export function createReadingProgress(memory: Memento): ReadingProgress {
  const changed = new EventEmitter<void>();
  let now = readProgress(memory.get(KEY));
  const take = (next: Progress): void => {
    if (next === now) return;
    now = next;
    void memory.update(KEY, now === NO_PROGRESS ? undefined : now);
    changed.fire();
  };
  return {
    get now() { return now; },
    onDidChange: changed.event,
    opened: (name) => take(withOpened(now, name)),
    stepped: (scenario) => take(withStepped(now, scenario)),
    answered: (question, how) => take(withAnswer(now, question, how)),
    reset: () => take(NO_PROGRESS),
    dispose: () => changed.dispose(),
  };
}
