import { expect, it } from 'vitest';
import { override } from '../../src/scenario/overrides';
import { parseScenario } from '../../src/scenario/parse';
import { chat, chatScenario } from './chat-model';

const scenario = parseScenario(chatScenario('params: { tries: 5 }'), [chat]).scenario!;

it('changes seed and parameters, and nothing else', () => {
  const { scenario: changed, problems } = override(scenario, { seed: '99', set: ['wait=2s', 'strict=true', 'mode=fancy'] });
  expect(problems).toEqual([]);
  expect(changed!.world).toEqual({ ...scenario.world, seed: 99, params: { wait: 2_000_000, tries: 5, share: 0.5, strict: true, motto: 'be kind', mode: 'fancy' } });
});

it('leaves a scenario alone when nothing is to be changed', () => {
  expect(override(scenario, {})).toEqual({ scenario, problems: [] });
});

it('refuses with the words of the file, all at once', () => {
  const { scenario: changed, problems } = override(scenario, { seed: '-1', set: ['trise=3', 'wait=3', 'tries=99', 'novalue', 'strict=[', 'mode=*x'] });
  expect(changed).toBeUndefined();
  expect(problems.map(({ option, message, suggestion }) => `${option}: ${message} → ${suggestion ?? ''}`)).toEqual([
    '--seed -1: "seed" must be from 0 to 4294967295, not -1 → 0',
    '--set trise=3: unknown key "trise" in the parameters of chat; valid: wait, tries, share, strict, motto, mode → tries',
    '--set wait=3: "wait" is 3: the unit is missing (units: us, ms, s, m, h) → 3ms',
    '--set tries=99: "tries" must be from 0 to 10, not 99 → 10',
    '--set novalue: a parameter is set as name=value → ',
    expect.stringContaining('--set strict=[: '),
    expect.stringContaining('--set mode=*x: '),
  ]);
});
