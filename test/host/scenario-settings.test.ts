import { describe, expect, it } from 'vitest';
import { settingGesture, settingsOf } from '../../src/host/scenario-settings';
import { MODELS } from '../../src/models/registry';
import type { Setting } from '../../src/protocol/settings';
import { openDraft } from '../../src/scenario/edit/draft';
import type { Draft } from '../../src/scenario/edit/draft';
import { editScenario } from '../../src/scenario/edit/edit-scenario';
import { applyEdit, inverseOf } from '../../src/scenario/edit/text-edit';
import { bundledFiles, idOf } from '../bundled';

const HEAD = ['faultline: 1', 'title: t', 'model: request-reply'];

const bundled = bundledFiles('.scenario.yaml');

function opened(text: string, at = ''): Draft {
  // One of them may extend another.
  const result = openDraft(text, MODELS, { at, read: (other) => bundled.find(({ path }) => path === other)?.text });
  if (!result.ok) throw new Error(`${result.message}\n${text}`);
  return result.draft;
}
const draftOf = (...lines: readonly string[]): Draft => opened([...HEAD, ...lines, ''].join('\n'));
const all = (draft: Draft): readonly Setting[] => settingsOf(draft).sections.flatMap(({ settings }) => settings);
const of = (draft: Draft, id: string): Setting => all(draft).find((each) => each.id === id)!;

/** The text after something was typed, from the fourth line on; or the problem. */
function typed(draft: Draft, id: string, text?: string): readonly string[] | string {
  const gesture = settingGesture(draft, id, text);
  if ('problem' in gesture) return gesture.problem;
  const edited = editScenario(draft, gesture);
  return edited.ok ? edited.draft.text.trimEnd().split('\n').slice(3) : edited.message;
}

describe('settings', () => {
  it('are those of the model and the language, with description, range and default', () => {
    const draft = draftOf('params: { retries: 2 }', 'network: { latency: 20ms, links: [ { from: alice, to: shop, latency: { uniform: [1ms, 2ms] }, loss: 0.5 } ] }');
    const { params } = draft.scenario.world.model;
    expect(of(draft, 'param.retries')).toMatchObject({ value: '2', default: String(params['retries']!.default), written: true, summary: params['retries']!.summary });
    expect(of(draft, 'param.timeout')).toMatchObject({ written: false, control: { kind: 'duration', range: expect.stringMatching(/^from \S+ to \S+$/) as string } });
    expect(of(draft, 'latency')).toMatchObject({ value: 'constant', default: '10ms', written: true });
    expect(of(draft, 'latency.constant')).toMatchObject({ value: '20ms', part: true });
    expect(of(draft, 'seed')).toMatchObject({ value: '1', default: '1', written: false });
    const network = settingsOf(draft).sections.find(({ id }) => id === 'network')!;
    expect(network.others).toEqual([{ words: 'alice → shop: latency 1ms to 2ms, loss 0.5', line: 5 }]);
  });

  it('are set, changed and taken out in the style of the file', () => {
    const draft = draftOf('params: { retries: 2 } # few', 'seed: 7');
    expect(typed(draft, 'param.retries', '3')).toEqual(['params: { retries: 3 } # few', 'seed: 7']);
    expect(typed(draft, 'param.timeout', ' 0.2s ')).toEqual(['params: { timeout: 200ms, retries: 2 } # few', 'seed: 7']);
    expect(typed(draft, 'param.idempotencyKey', 'true')).toEqual(['params: { retries: 2, idempotencyKey: true } # few', 'seed: 7']);
    expect(typed(draft, 'param.retries')).toEqual(['seed: 7']);
    expect(typed(draft, 'seed')).toEqual(['params: { retries: 2 } # few']);
    expect(typed(draft, 'loss', '0.25')).toEqual(['params: { retries: 2 } # few', 'seed: 7', 'network:', '  loss: 0.25']);
  });

  it('of a latency change what was typed and nothing beside it', () => {
    const draft = draftOf('network:', '  latency:', '    normal:', '      mean: 20ms # of the link', '      sd: 5ms');
    expect(typed(draft, 'latency.sd', '6ms')).toEqual(['network:', '  latency:', '    normal:', '      mean: 20ms # of the link', '      sd: 6ms']);
    expect(typed(draftOf('network: { latency: 20ms }'), 'latency', 'uniform')).toEqual(['network: { latency: { uniform: [10ms, 30ms] } }']);
    expect(typed(draftOf('network: { latency: { uniform: [10ms, 30ms] } }'), 'latency.most', '40ms')).toEqual(['network: { latency: { uniform: [10ms, 40ms] } }']);
    expect(typed(draftOf('network: { latency: { pareto: { scale: 10ms, shape: 2 } } }'), 'latency', 'exponential')).toEqual(['network: { latency: { exponential: { mean: 20ms } } }']);
    expect(typed(draftOf('network: { latency: { uniform: [10ms, 30ms] } }'), 'latency')).toEqual([]);
  });

  it('say what is wrong, with the range', () => {
    const draft = draftOf('network: { latency: { uniform: [10ms, 30ms] } }');
    expect(typed(draft, 'loss', '1.5')).toBe('must be from 0 to 1');
    expect(typed(draft, 'loss', 'much')).toBe('a number from 0 to 1');
    expect(typed(draft, 'seed', '1.5')).toBe('a whole number from 0 to 4294967295');
    expect(typed(draft, 'param.timeout', '100')).toMatch(/unit is missing.*did you mean 100ms\?$/);
    expect(typed(draft, 'param.retries', '-1')).toMatch(/^must be from 0 to \d+$/);
    expect(typed(draft, 'latency.least', '1s')).toBe('must be at most 30ms, the longest time');
    expect(typed(draft, 'latency', 'mixture')).toMatch(/mixture/);
    expect(typed(draft, 'param.none', '1')).toMatch(/no parameter none/);
    expect(typed(draft, 'param.toString', '1')).toMatch(/no parameter toString/);
  });
});

describe('every setting of every bundled scenario', () => {
  it('is set to another value and back to its default, each undone byte for byte', () => {
    let made = 0;
    const tried = new Set<string>();
    for (const [n, { path, text }] of bundled.entries()) {
      const first = opened(text, path);
      const common = all(first).filter(({ id }) => !id.startsWith('param.'));
      // Each parameter of each model in one scenario, and in each scenario one of what all have: every edit is two readings of the text.
      const settings = all(first).filter(({ id }) => id.startsWith('param.') ? !tried.has(`${first.scenario.world.model.id} ${id}`) : id === common[n % common.length]!.id);
      for (const [i, setting] of settings.entries()) {
        tried.add(`${first.scenario.world.model.id} ${setting.id}`);
        const label = `${idOf(path)}: ${setting.id}`;
        let draft = first;
        for (const wanted of [otherValue(setting, i), setting.part ? undefined : null]) {
          if (wanted === undefined) continue;
          const gesture = settingGesture(draft, setting.id, wanted ?? undefined);
          if ('problem' in gesture) {
            expect(gesture.problem, label).toMatch(/^must be|mixture/);
            continue;
          }
          const edited = editScenario(draft, gesture);
          if (!edited.ok) {
            // A model may have rules of its own for its parameters, and a default that is not written cannot go.
            expect(edited.code, `${label}: ${edited.message}`).toMatch(text.includes('extend:') ? /^(no-change|invalid|form)$/ : /^(no-change|invalid)$/);
            continue;
          }
          expect(applyEdit(edited.draft.text, inverseOf(draft.text, edited.edit)), label).toBe(draft.text);
          const now = of(edited.draft, setting.id);
          if (wanted === null) expect([now.written, now.id === 'latency' ? '' : now.value], label).toEqual([false, now.id === 'latency' ? '' : now.default]);
          else expect(now.value, label).toBe(wanted);
          draft = edited.draft;
          made++;
        }
      }
    }
    expect(made).toBeGreaterThan(bundled.length);
  }, 60_000);
});

/** A value that is allowed and not the present one. */
function otherValue({ id, control, value }: Setting, n: number): string {
  switch (control.kind) {
    case 'boolean':
      return value === 'true' ? 'false' : 'true';
    case 'choice':
      return control.choices.map((each) => each.value).filter((each) => each !== value && each !== 'mixture')[n % 2] ?? value;
    case 'text':
      return `${value}x`;
    case 'duration': {
      const [least, most] = /from (\S+) to (\S+)/.exec(control.range)!.slice(1) as [string, string];
      return id === 'latency.least' ? least : value === most ? least : most;
    }
    case 'integer':
    case 'number': {
      const [least, most] = /from (\S+) to (\S+)/.exec(control.range)!.slice(1) as [string, string];
      return value === least ? most : least;
    }
  }
}
