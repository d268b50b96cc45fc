/**
 * How far a reader has come with what is bundled: what was opened, which scenarios were stepped through to their end, which questions were
 * answered. It is counted, and nobody is reminded of it.
 */
import type { Answered } from '../protocol/messages';
import type { GalleryScenario } from './gallery';
import type { Section } from './sections';

export interface Progress {
  /** Ids of scenarios and names of pages (`chapter/page`). */
  readonly opened: readonly string[];
  /** Ids of scenarios. */
  readonly stepped: readonly string[];
  readonly answered: { readonly [question: string]: Answered };
}

export const NO_PROGRESS: Progress = { opened: [], stepped: [], answered: {} };

/** What was stored, whoever wrote it: whatever is not progress is left out. */
export function readProgress(stored: unknown): Progress {
  if (stored === null || typeof stored !== 'object') return NO_PROGRESS;
  const { opened, stepped, answered } = stored as { readonly [key: string]: unknown };
  const answers = answered !== null && typeof answered === 'object' ? Object.entries(answered).filter(([, how]) => isAnswer(how)) : [];
  return { opened: names(opened), stepped: names(stepped), answered: Object.fromEntries(answers) as Progress['answered'] };
}

/** The same object when nothing changes, here and below. */
export function withOpened(progress: Progress, name: string): Progress {
  return progress.opened.includes(name) ? progress : { ...progress, opened: [...progress.opened, name] };
}

export function withStepped(progress: Progress, scenario: string): Progress {
  return progress.stepped.includes(scenario) ? progress : { ...progress, stepped: [...progress.stepped, scenario] };
}

/** A right answer is not undone by looking again, or by choosing otherwise later. */
export function withAnswer(progress: Progress, question: string, how: Answered): Progress {
  const before = Object.hasOwn(progress.answered, question) ? progress.answered[question] : undefined;
  if (before === how || before === 'right' || (before === 'wrong' && how === 'seen')) return progress;
  return { ...progress, answered: { ...progress.answered, [question]: how } };
}

export function stateOf({ opened, stepped }: Progress, scenario: string): 'new' | 'opened' | 'stepped' {
  return stepped.includes(scenario) ? 'stepped' : opened.includes(scenario) ? 'opened' : 'new';
}

/** What was done of a page or a chapter. */
export interface Tally {
  readonly scenarios: number;
  readonly stepped: number;
  readonly questions: number;
  readonly answered: number;
}

export function tallyOf(progress: Progress, scenarios: readonly Pick<GalleryScenario, 'id'>[], sections: readonly Pick<Section, 'questions'>[]): Tally {
  const questions = sections.flatMap((section) => section.questions);
  return {
    scenarios: scenarios.length,
    stepped: scenarios.filter(({ id }) => progress.stepped.includes(id)).length,
    questions: questions.length,
    answered: questions.filter((id) => Object.hasOwn(progress.answered, id)).length,
  };
}

/** `3 of 5 stepped through, 1 of 2 questions`; '' before anything was done. */
export function tallyWords({ scenarios, stepped, questions, answered }: Tally): string {
  const parts = [
    ...(stepped > 0 ? [`${stepped} of ${scenarios} stepped through`] : []),
    ...(answered > 0 ? [`${answered} of ${questions} ${questions === 1 ? 'question' : 'questions'}`] : []),
  ];
  return parts.join(', ');
}

export function isDone({ scenarios, stepped, questions, answered }: Tally): boolean {
  return scenarios + questions > 0 && stepped === scenarios && answered === questions;
}

function names(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? [...new Set(stored.filter((name): name is string => typeof name === 'string'))] : [];
}

function isAnswer(how: unknown): how is Answered {
  return how === 'right' || how === 'wrong' || how === 'seen';
}
