import { describe, expect, test } from 'vitest';
import { NO_PROGRESS, isDone, readProgress, stateOf, tallyOf, tallyWords, withAnswer, withOpened, withStepped } from '../../src/notes/progress';

describe('reading progress', () => {
  test('is counted once, and nothing new is nothing changed', () => {
    const progress = withStepped(withOpened(withOpened(NO_PROGRESS, 'a'), 'b'), 'a');
    expect(['a', 'b', 'c'].map((id) => stateOf(progress, id))).toEqual(['stepped', 'opened', 'new']);
    expect(withOpened(progress, 'a')).toBe(progress);
    expect(withStepped(progress, 'a')).toBe(progress);
  });

  test('a right answer stays, a wrong one can be made good', () => {
    const right = withAnswer(withAnswer(NO_PROGRESS, 'q', 'wrong'), 'q', 'right');
    expect(right.answered).toEqual({ q: 'right' });
    expect(withAnswer(right, 'q', 'wrong')).toBe(right);
    const wrong = withAnswer(NO_PROGRESS, 'q', 'wrong');
    expect(withAnswer(wrong, 'q', 'seen')).toBe(wrong);
    expect(withAnswer(NO_PROGRESS, 'constructor', 'seen').answered).toEqual({ constructor: 'seen' });
  });

  test('whatever was stored is read, and what is not progress left out', () => {
    for (const stored of [undefined, null, 7, 'x', [], { opened: 'a' }]) expect(readProgress(stored)).toEqual(NO_PROGRESS);
    expect(readProgress({ opened: ['a', 3, 'a'], stepped: ['b'], answered: { q: 'right', r: 'maybe' }, more: 1 })).toEqual({ opened: ['a'], stepped: ['b'], answered: { q: 'right' } });
  });

  test('tallies say what was done, and nothing before', () => {
    const scenarios = [{ id: 'a' }, { id: 'b' }];
    const sections = [{ questions: ['p#a:1'] }, { questions: ['p#b:1', 'p#b:2'] }];
    const of = (progress = NO_PROGRESS): string => tallyWords(tallyOf(progress, scenarios, sections));
    expect(of()).toBe('');
    expect(of(withOpened(NO_PROGRESS, 'a'))).toBe('');
    expect(of(withAnswer(withStepped(NO_PROGRESS, 'a'), 'p#b:2', 'seen'))).toBe('1 of 2 stepped through, 1 of 3 questions');
    const all = ['p#a:1', 'p#b:1', 'p#b:2'].reduce((progress, question) => withAnswer(progress, question, 'wrong'), withStepped(withStepped(NO_PROGRESS, 'a'), 'b'));
    expect([isDone(tallyOf(all, scenarios, sections)), isDone(tallyOf(NO_PROGRESS, scenarios, sections)), isDone(tallyOf(NO_PROGRESS, [], []))]).toEqual([true, false, false]);
  });
});
