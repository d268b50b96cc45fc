import { describe, expect, test } from 'vitest';
import type { FeedChange } from '../../src/host/feed';
import { openScenario } from '../../src/host/open-scenario';
import type { Problem } from '../../src/trace/problem';
import { longScenario, shortScenario } from './scenario-texts';

describe('an open scenario', () => {
  test('is read at once, and not run while nobody looks', async () => {
    const { scenario } = open(shortScenario('one'));
    await scenario.settled();
    expect(scenario.parsed?.scenario?.title).toBe('one');
    expect(scenario.run).toBeUndefined();
  });

  test('is run as soon as somebody looks', async () => {
    const { scenario, changes } = open(shortScenario('one', 'expect:\n  - violated: charged-at-most-once\n'));
    scenario.show();
    await scenario.settled();
    expect(scenario.run).toMatchObject({ over: true, info: { title: 'one', kind: 'scenario', modelTitle: expect.any(String), bundled: true, readOnly: true } });
    expect(scenario.run?.verdicts).toEqual([{ text: 'violated: charged-at-most-once', ok: true, event: expect.any(Number) }]);
    expect(changes).toEqual(['problems', 'run']);
  });

  test('is run once for two who look', async () => {
    const { scenario, changes } = open(shortScenario('one'));
    scenario.show();
    await scenario.settled();
    const { run } = scenario;
    scenario.show();
    await scenario.settled();
    expect(scenario.run).toBe(run);
    expect(changes.filter((change) => change === 'run')).toHaveLength(1);
  });

  test('pins its notes to events, and warns at those that match none', async () => {
    const notes = 'notes:\n  - { at: { kind: lose }, text: here }\n  - { at: { kind: crash }, text: nowhere }\n';
    const { scenario, problems } = open(shortScenario('one', notes));
    scenario.show();
    await scenario.settled();
    const [here, nowhere] = scenario.run!.notes;
    expect(scenario.run!.trace.kind[here!.event]).toBe(2);
    expect(nowhere).toEqual({ event: -1, text: 'nowhere', was: 'at the first crash' });
    expect(problems.at(-1)).toEqual([expect.objectContaining({ severity: 'warning', line: 12, code: 'unmatched-note' })]);
    expect(scenario.problems).toEqual([]);
  });

  test('warns at faults that struck nothing', async () => {
    const { scenario, problems } = open(shortScenario('one').replace('type: Reply, nth: 1', 'type: Reply, nth: 9'));
    scenario.show();
    await scenario.settled();
    expect(problems.at(-1)).toEqual([expect.objectContaining({ severity: 'warning', line: 8, code: 'matched-nothing', message: expect.stringContaining('matched no message') as string })]);
    expect(scenario.problems).toEqual([]);
  });

  test('an edit gives another run, and says of which text a run is', async () => {
    const { scenario, edit } = open(shortScenario('one'));
    expect(scenario.runText).toBeUndefined();
    scenario.show();
    await scenario.settled();
    edit(shortScenario('two'));
    expect(scenario.runText).toBe(shortScenario('one'));
    await scenario.settled();
    expect(scenario.run?.info.title).toBe('two');
    expect(scenario.runText).toBe(shortScenario('two'));
  });

  test('of several edits in a row the last is read, once', async () => {
    const { scenario, edit, problems } = open(shortScenario('one'));
    await scenario.settled();
    edit(shortScenario('two'));
    edit(shortScenario('three'));
    await scenario.settled();
    expect(scenario.parsed?.scenario?.title).toBe('three');
    expect(problems).toHaveLength(2);
  });

  test('with errors in the text the last good run stays, and goes when the errors go', async () => {
    const { scenario, edit, problems } = open(shortScenario('one'));
    scenario.show();
    await scenario.settled();
    edit(shortScenario('two').replace('until', 'untill'));
    await scenario.settled();
    expect(scenario.run?.info.title).toBe('one');
    expect(scenario.problems).toHaveLength(1);
    expect(problems.at(-1)).toEqual([expect.objectContaining({ line: 9, column: 1, suggestion: 'until' })]);
    edit(shortScenario('three'));
    await scenario.settled();
    expect(scenario.run?.info.title).toBe('three');
    expect(scenario.problems).toEqual([]);
  });

  test('a long run grows in view', async () => {
    const { scenario, changes } = open(longScenario('long'));
    scenario.show();
    await scenario.settled();
    expect(scenario.run?.over).toBe(true);
    expect(scenario.run!.trace.length).toBeGreaterThan(10_000);
    expect(changes.indexOf('run')).toBeLessThan(changes.indexOf('grown'));
  });

  test('a newer text overtakes a run that is going on', async () => {
    const { scenario, edit, changed } = open(longScenario('long'));
    scenario.show();
    await changed('run');
    expect(scenario.run?.over).toBe(false);
    const overtaken = scenario.run;
    edit(shortScenario('short'));
    await scenario.settled();
    expect(scenario.run?.info.title).toBe('short');
    expect(overtaken?.over).toBe(false);
  });

  test('a text with errors does not stop the good run before it', async () => {
    const { scenario, edit, changed } = open(longScenario('long'));
    scenario.show();
    await changed('run');
    edit('faultline: 1\n');
    await scenario.settled();
    expect(scenario.run).toMatchObject({ over: true, info: { title: 'long' } });
    expect(scenario.problems.length).toBeGreaterThan(0);
  });

  test('a run stops when nobody looks any more, and starts anew for the next', async () => {
    const { scenario, changed } = open(longScenario('long'));
    const shown = scenario.show();
    await changed('run');
    shown.dispose();
    shown.dispose();
    await scenario.settled();
    expect(scenario.run?.over).toBe(false);
    scenario.show();
    await scenario.settled();
    expect(scenario.run?.over).toBe(true);
  });

  test('a closed one tells nothing more', async () => {
    const { scenario, edit, problems } = open(shortScenario('one'));
    await scenario.settled();
    edit(shortScenario('two'));
    scenario.dispose();
    await scenario.settled();
    expect(problems).toHaveLength(1);
  });
});

describe('the run before an edit', () => {
  const reached = shortScenario('one').replace('Reply, nth: 1', 'Reply, nth: 9');

  test('is compared with the run after it, and the run says how it differs', async () => {
    const { scenario, edit, changes } = open(shortScenario('one'));
    scenario.show();
    await scenario.settled();
    expect([scenario.run?.ghost, scenario.textBefore]).toEqual([undefined, undefined]);
    edit(reached);
    await scenario.settled();
    expect(scenario.textBefore).toBe(shortScenario('one'));
    expect(scenario.run?.ghost).toMatchObject({ words: expect.stringMatching(/^(gone|new): .*Reply/) as string, first: expect.any(Number) as number });
    expect(changes.at(-1)).toBe('ghost');
    scenario.dismissGhost(scenario.run!.number - 1);
    expect(scenario.run?.ghost).toBeDefined();
    scenario.dismissGhost(scenario.run!.number);
    expect(scenario.run?.ghost).toBeUndefined();
    expect(scenario.textBefore).toBe(shortScenario('one'));
  });

  test('is the run before all that was typed in one go; and none when that was taken back', async () => {
    const { scenario, edit } = open(shortScenario('one'));
    scenario.show();
    await scenario.settled();
    edit(shortScenario('o'));
    await scenario.settled();
    edit(shortScenario('ot'), 200);
    await scenario.settled();
    expect(scenario.textBefore).toBe(shortScenario('one'));
    edit(shortScenario('other'));
    await scenario.settled();
    expect(scenario.textBefore).toBe(shortScenario('ot'));
    edit(shortScenario('ot'));
    await scenario.settled();
    expect([scenario.textBefore, scenario.run?.ghost]).toEqual([undefined, undefined]);
  });

  test('is the last one of an edit that was begun anew, however soon', async () => {
    const { scenario, edit } = open(shortScenario('one'));
    scenario.show();
    await scenario.settled();
    edit(shortScenario('two'));
    await scenario.settled();
    scenario.editAnew();
    edit(shortScenario('three'), 1);
    await scenario.settled();
    expect(scenario.textBefore).toBe(shortScenario('two'));
  });

  test('is not forgotten over a text with errors that was put right', async () => {
    const { scenario, edit } = open(shortScenario('one'));
    scenario.show();
    await scenario.settled();
    edit(reached);
    await scenario.settled();
    edit(reached.replace('until', 'untill'));
    await scenario.settled();
    expect(scenario.run?.ghost).toBeDefined();
    edit(reached);
    await scenario.settled();
    expect(scenario.textBefore).toBe(shortScenario('one'));
    expect(scenario.run?.ghost?.first).toBeGreaterThanOrEqual(0);
  });
});

function open(first: string) {
  let text = first;
  let nowMs = 0;
  const problems: (readonly Problem[])[] = [];
  const changes: FeedChange[] = [];
  const scenario = openScenario({
    text: () => text,
    place: { bundled: true, readOnly: true },
    onProblems: (found) => problems.push(found),
    onDefect: (defect) => { throw defect; },
    nowMs: () => nowMs,
  });
  scenario.changed((change) => changes.push(change));
  return {
    scenario, problems, changes,
    edit(next: string, laterMs = 10_000) {
      text = next;
      nowMs += laterMs;
      scenario.edited();
    },
    changed: (wanted: FeedChange) =>
      new Promise<void>((resolve) => {
        const waiting = scenario.changed((change) => {
          if (change !== wanted) return;
          waiting.dispose();
          resolve();
        });
      }),
  };
}
