/** Scenarios that extend others: what they mean, and what is wrong with them, in whichever file it stands. */
import { describe, expect, it } from 'vitest';
import { openDraft } from '../../src/scenario/edit/draft';
import { editScenario } from '../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../src/scenario/edit/gesture';
import { applyEdit } from '../../src/scenario/edit/text-edit';
import { pathFrom, resolvePath } from '../../src/scenario/extend';
import type { Files } from '../../src/scenario/extend';
import { parseScenario } from '../../src/scenario/parse';
import { hashOf, runScenario } from '../../src/scenario/run';
import { unmatchedProblems } from '../../src/scenario/unmatched';
import { chat } from './chat-model';

const BASE = `faultline: 1
title: The base
model: chat
covers: [U1]
params: { tries: 5, wait: 2s }
seed: 7
nodes: { guest: [ann, ben] }
network: { latency: 20ms, loss: 0 }
workload:
  - { at: 0s, client: ann, op: say }
faults:
  - lose: { type: Hear, nth: 1 }
until: 3s
expect:
  - event: { kind: lose, count: 1 }
`;

function beside(files: { readonly [path: string]: string }, at = 'ch8/mine.scenario.yaml'): Files {
  return { at, read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined), known: Object.keys(files) };
}

function read(text: string, files: { readonly [path: string]: string } = { 'ch8/base.scenario.yaml': BASE }) {
  return parseScenario(text, [chat], beside(files));
}

/** As the command line prints them. */
function told(text: string, files?: { readonly [path: string]: string }): string[] {
  return read(text, files).problems.map(({ inFile, line, column, severity, message, suggestion }) => {
    const meant = inFile?.suggestion ?? suggestion;
    return `${inFile ? `${inFile.file}:${inFile.line}:${inFile.column}` : `${line}:${column}`}: ${severity}: ${message}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
  });
}

const VARIANT = 'faultline: 1\nextend: base.scenario.yaml\n';

describe('what is meant', () => {
  it('without a key of its own: what the other file means, to the last event', () => {
    const { scenario, problems } = read(VARIANT);
    expect(problems).toEqual([]);
    const base = parseScenario(BASE, [chat]).scenario!;
    expect(scenario!.world).toEqual(base.world);
    expect(hashOf(runScenario(scenario!))).toBe(hashOf(runScenario(base)));
  });

  it('parameters and network are laid together key by key, everything else is replaced', () => {
    const { scenario } = read(`${VARIANT}title: Mine\nparams: { tries: 1 }\nnetwork:\n  loss: 0.5\nfaults: []\nexpect:\n`);
    expect(scenario!.world).toMatchObject({ title: 'Mine', seed: 7, params: { tries: 1, wait: 2_000_000 }, faults: [] });
    expect(scenario!.world.network).toMatchObject({ latency: { kind: 'constant', us: 20_000 }, loss: 0.5 });
    expect(scenario!.expect).toEqual([]);
    expect(scenario!.world.workload).toHaveLength(1);
  });

  it('several on top of one another, and from one folder to another', () => {
    const files = { 'base.scenario.yaml': BASE, 'ch8/middle.scenario.yaml': 'faultline: 1\nextend: ../base.scenario.yaml\nparams: { tries: 4, strict: true }\n' };
    const { scenario, problems } = read('faultline: 1\nextend: ./middle.scenario.yaml\nparams: { tries: 3 }\n', files);
    expect(problems).toEqual([]);
    expect(scenario!.world.params).toMatchObject({ tries: 3, strict: true, wait: 2_000_000 });
    expect(scenario!.extended?.map(({ file }) => file)).toEqual(['ch8/middle.scenario.yaml', 'base.scenario.yaml']);
  });
});

describe('what is wrong', () => {
  it.each([
    ['a file that is not there', 'extend: bass.scenario.yaml\n', ['2:9: error: there is no file "bass.scenario.yaml" (ch8/bass.scenario.yaml) (did you mean base.scenario.yaml?)']],
    ['itself', 'extend: mine.scenario.yaml\n', ['2:9: error: the scenario extends itself']],
    ['what is outside', 'extend: ../../base.scenario.yaml\n', ['2:9: error: "../../base.scenario.yaml" leads out of the folder that is open; a scenario extends only what is in it']],
    ['an absolute path', 'extend: /etc/base.scenario.yaml\n', ['2:9: error: "extend" must be a path to a file that ends in .scenario.yaml, as seen from this one, with "/", not "/etc/base.scenario.yaml"']],
    ['no scenario', 'extend: passwords.txt\n', ['2:9: error: "extend" must be a path to a file that ends in .scenario.yaml, as seen from this one, with "/", not "passwords.txt"']],
    ['no path', 'extend: [a]\n', ['2:9: error: "extend" must be a path to a file that ends in .scenario.yaml, as seen from this one, with "/", not a list']],
  ])('%s', (_, lines, problems) => {
    // Nothing else is told: what seems to be missing may be in the file that could not be had.
    expect(told(`faultline: 1\n${lines}`)).toEqual(problems);
  });

  it('a circle, with the way it goes', () => {
    const files = { 'ch8/a.scenario.yaml': 'faultline: 1\nextend: b.scenario.yaml\n', 'ch8/b.scenario.yaml': 'faultline: 1\nextend: a.scenario.yaml\n' };
    expect(told('faultline: 1\nextend: a.scenario.yaml\n', files)).toEqual([
      'ch8/b.scenario.yaml:2:9: error: "a.scenario.yaml" leads back to where this began: ch8/a.scenario.yaml → ch8/b.scenario.yaml → ch8/a.scenario.yaml',
    ]);
  });

  it('too many on top of one another', () => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`ch8/${i}.scenario.yaml`, `faultline: 1\nextend: ${i + 1}.scenario.yaml\n`]));
    expect(told('faultline: 1\nextend: 0.scenario.yaml\n', files)).toEqual(['ch8/7.scenario.yaml:2:9: error: more than 8 files extend one another here']);
  });

  it('something in the other file, told at its place there and at "extend" here', () => {
    const files = { 'ch8/base.scenario.yaml': BASE.replace('tries: 5', 'trise: 5').replace('client: ann', 'client: anne') };
    expect(told(VARIANT, files)).toEqual([
      'ch8/base.scenario.yaml:5:11: error: unknown key "trise" in the parameters of chat; valid: wait, tries, share, strict, motto, mode (did you mean tries?)',
      'ch8/base.scenario.yaml:10:23: error: unknown node "anne"; valid: ann, ben, room1 (did you mean ann?)',
    ]);
    const [problem] = read(VARIANT, files).problems;
    expect(problem).toMatchObject({ line: 2, column: 9, endColumn: 27 });
    expect(problem!.suggestion).toBeUndefined();
  });

  it('what is overridden there does not matter; what no longer fits does', () => {
    const files = { 'ch8/base.scenario.yaml': BASE.replace('until: 3s', 'until: soon') };
    expect(told(`${VARIANT}until: 1s\n`, files)).toEqual([]);
    expect(told(`${VARIANT}nodes: { guest: [zoe] }\n`)).toEqual(['ch8/base.scenario.yaml:10:23: error: unknown node "ann"; valid: zoe, room1']);
  });

  it('a file that is no YAML, or empty', () => {
    expect(told(VARIANT, { 'ch8/base.scenario.yaml': 'faults: {' })[0]).toMatch(/^ch8\/base\.scenario\.yaml:1:\d+: error: /);
    expect(told(VARIANT, { 'ch8/base.scenario.yaml': '' })).toEqual(['ch8/base.scenario.yaml:1:1: error: the file is empty, or not a map of keys and values']);
  });

  it('a text that is no file', () => {
    expect(parseScenario(VARIANT, [chat]).problems.map(({ code }) => code)).toEqual(['missing-file']);
  });

  it('a fault of the other file that strikes nothing is warned of there', () => {
    const { scenario } = read(`${VARIANT}workload: []\n`);
    const [warning] = unmatchedProblems(VARIANT, scenario!, runScenario(scenario!).trace);
    expect(warning).toMatchObject({ line: 2, inFile: { file: 'ch8/base.scenario.yaml', line: 12 } });
  });
});

it('paths are found and written as a file system does', () => {
  for (const [at, path, target] of [
    ['a.scenario.yaml', 'b.scenario.yaml', 'b.scenario.yaml'],
    ['x/a.scenario.yaml', '../b.scenario.yaml', 'b.scenario.yaml'],
    ['x/y/a.scenario.yaml', '../z/b.scenario.yaml', 'x/z/b.scenario.yaml'],
    ['x/a.scenario.yaml', 'y/b.scenario.yaml', 'x/y/b.scenario.yaml'],
  ] as const) {
    expect(resolvePath(at, path)).toBe(target);
    expect(pathFrom(at, target)).toBe(path);
  }
  expect(resolvePath('x/a.scenario.yaml', './y/.././b.scenario.yaml')).toBe('x/b.scenario.yaml');
  expect(resolvePath('a.scenario.yaml', '../b.scenario.yaml')).toBeUndefined();
});

describe('gestures on a variant', () => {
  function edited(text: string, gesture: Gesture): string {
    const files = beside({ 'ch8/base.scenario.yaml': BASE });
    const opened = openDraft(text, [chat], files);
    if (!opened.ok) throw new Error(opened.message);
    const result = editScenario(opened.draft, gesture);
    return result.ok ? applyEdit(text, result.edit) : result.message;
  }

  it.each<[string, Gesture, string]>([
    ['a parameter', { do: 'set-param', name: 'strict', value: true }, 'params: { strict: true }\n'],
    ['a parameter that the other file gives', { do: 'set-param', name: 'tries', value: 1 }, 'params: { tries: 1 }\n'],
    ['the seed', { do: 'set-seed', value: 8 }, 'seed: 8\n'],
    ['the loss', { do: 'set-network', field: 'loss', value: 0.5 }, 'network:\n  loss: 0.5\n'],
    ['a fault, with those of the other file', { do: 'crash', node: 'ann', atUs: 1_000_000 }, 'faults:\n  - lose: { type: Hear, nth: 1 }\n  - crash: { node: ann, at: 1s }\n'],
    ['an operation, moved', { do: 'move-operation', operation: 0, atUs: 5_000 }, 'workload:\n  - { at: 5ms, client: ann, op: say }\n'],
    ['the last fault, taken away', { do: 'remove-fault', fault: 0 }, 'faults: []\n'],
  ])('change the file that is open: %s', (_, gesture, added) => {
    expect(edited(VARIANT, gesture)).toBe(VARIANT + added);
  });

  it('change what is there, and cannot take away what is not', () => {
    expect(edited(`${VARIANT}params: { tries: 2 }\n`, { do: 'set-param', name: 'wait', value: 1_000_000 })).toBe(`${VARIANT}params: { wait: 1s, tries: 2 }\n`);
    expect(edited(VARIANT, { do: 'set-seed' } as Gesture)).toBe('seed stands in the file that this one extends; take it out there');
  });
});
