/** New scenarios, pages about models, repairs: what is made from what the models say of themselves. */
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { understand } from '../../../src/scenario/language/draft';
import { fixesFor } from '../../../src/scenario/language/fixes';
import { expectationOffsets, outcomeTitle } from '../../../src/scenario/language/lenses';
import { modelPage } from '../../../src/scenario/language/model-page';
import { newScenarioText } from '../../../src/scenario/language/template';
import { parseScenario } from '../../../src/scenario/parse';
import { advance, startRun } from '../../../src/scenario/run';
import { outlineOf as headingsOf } from '../../../src/notes/headings';

describe('a new scenario', () => {
  test.each(MODELS)('of $id has no problems and runs', (model) => {
    const text = newScenarioText(model, MODELS);
    const { scenario, problems } = parseScenario(text, MODELS);
    expect(problems).toEqual([]);
    const run = startRun(scenario!);
    while (!advance(run, 50_000));
    expect(run.trace.length).toBeGreaterThan(0);
    for (const { id } of model.invariants) expect(text).toContain(`# - holds: ${id} #`);
  });

  test.each(MODELS)('of $id has faults that can be switched on, each by itself', (model) => {
    const text = newScenarioText(model, MODELS);
    const commented = text.split('\n').flatMap((line, i) => (/^ {2}# - \w+: /.test(line) ? [i] : []));
    expect(commented.length).toBeGreaterThan(8);
    for (const at of commented) {
      const lines = text.split('\n');
      lines[at] = lines[at]!.replace('# ', '');
      const { problems } = parseScenario(lines.join('\n'), MODELS);
      const isNote = lines[at]!.includes('- at:');
      expect(problems.filter(({ severity, message }) => severity === 'error' && !(isNote && message.includes('a note needs'))), lines[at]).toEqual([]);
    }
  });
});

describe('the page about a model', () => {
  test.each(MODELS)('of $id has its roles, messages, parameters, invariants and scenarios', (model) => {
    const page = modelPage(model, [{ id: 'one', title: 'A | B', model: model.id }, { id: 'two', title: 'C', model: 'other' }]);
    const titles = headingsOf(page).headings.map(({ title }) => title);
    expect(titles.slice(1, 3)).toContain('Roles');
    expect(titles.at(-1)).toBe('Scenarios');
    for (const name of [...Object.keys(model.params), ...Object.keys(model.roles), ...Object.keys(model.messages), ...model.invariants.map(({ id }) => id)]) expect(page).toContain(`| \`${name}\` |`);
    expect(page).toContain('| `one` | A \\| B |');
    expect(page).not.toContain('`two`');
  });
});

describe('repairs', () => {
  function fixed(text: string): Record<string, string> {
    const { problems } = parseScenario(text, MODELS);
    const written = understand(text, MODELS);
    const fixes = problems.flatMap((problem) => fixesFor(problem, written));
    return Object.fromEntries(fixes.map(({ title, edit }) => [title, text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)]));
  }
  const errors = (text: string): string[] => parseScenario(text, MODELS).problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const HEAD = 'faultline: 1\ntitle: T\nmodel: request-reply\n';

  test('a missing unit is added, each that can be', () => {
    const found = fixed(`${HEAD}params: { timeout: 100 }\n`);
    expect(Object.keys(found)).toEqual(['Add the unit: “100us”', 'Add the unit: “100s”']);
    for (const text of Object.values(found)) expect(errors(text)).toEqual([]);
  });

  test.each([
    ['nodes: { client: [alice], server: [shop] }\n'],
    ['nodes:\n  client: [alice]\n'],
    ['nodes:\n  client:\n    - alice\n  server: [shop]\n'],
    ['nodes: { server: [shop] }\n'],
    ['nodes: { client: 1 }\n'],
    ['nodes: {}\n'],
    ['nodes: { client: [ alice ] }\n'],
    [''],
  ])('a node that is not there is created, where the file says %j', (nodes) => {
    const found = fixed(`${HEAD}${nodes}faults:\n  - crash: { node: bert, at: 1s }\n`);
    expect(Object.keys(found)).toContain('Create the node “bert” (client)');
    for (const [title, text] of Object.entries(found)) expect(errors(text), `${title}\n${text}`).toEqual([]);
  });

  test('of the roles, one is taken that can do what is asked', () => {
    const found = fixed(`${HEAD}workload:\n  - { at: 0s, client: zoe, op: charge }\n`);
    expect(Object.keys(found)).toEqual(['Create the node “zoe” (client)']);
  });
});

describe('results above expectations', () => {
  test('stand where the expectations do, and say of which text they are', () => {
    const text = 'model: x\nexpect:\n  - holds: a\n  - violated: b\n';
    expect(expectationOffsets(understand(text, [])).map((at) => text.slice(at, at + 5))).toEqual(['holds', 'viola']);
    expect(outcomeTitle({ ok: true, text: 'holds: a' }, true)).toBe('✓ as expected');
    expect(outcomeTitle({ ok: false, text: 'linearizable: lock (no)' }, false)).toBe('✗ not as expected: no (before the last edit)');
  });

});
