import { describe, expect, it } from 'vitest';
import { MAX_FAULTS, MAX_WORKLOAD } from '../../src/scenario/limits';
import { parseScenario } from '../../src/scenario/parse';
import { chat, chatScenario } from './chat-model';

/** Each problem as the command line prints it, without the file. */
function told(...lines: readonly string[]): string[] {
  return problemsOf(chatScenario(...lines));
}

function problemsOf(text: string): string[] {
  return parseScenario(text, [chat]).problems.map(
    ({ line, column, severity, message, suggestion }) =>
      `${line}:${column}: ${severity}: ${message}${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}`,
  );
}

/** Lines 1 to 3 are the head of the scenario; what is tested begins on line 4. */
const cases: readonly (readonly [what: string, lines: readonly string[], problems: readonly string[]])[] = [
  ['an unknown key', ['sede: 3'], ['4:1: error: unknown key "sede" in a scenario (did you mean seed?)']],
  ['a key that is like no other', ['colour: red'], ['4:1: error: unknown key "colour" in a scenario; valid: faultline, extend, title, model, covers, params, seed, nodes, network, clocks, workload, faults, until, limits, expect, notes, compare']],
  ['a duplicate key', ['seed: 3', 'seed: 4'], ['5:1: error: the key "seed" stands here a second time']],
  ['a wrong type', ['seed: many'], ['4:7: error: "seed" must be a whole number, not "many"']],
  ['a number in quotes', ['seed: "3"'], ['4:7: error: "seed" must be a whole number, not "3" (did you mean 3?)']],
  ['a number out of range', ['seed: -1'], ['4:7: error: "seed" must be from 0 to 4294967295, not -1 (did you mean 0?)']],
  ['a number that is infinite', ['seed: .inf'], ['4:7: error: "seed" must be a whole number, not Infinity']],
  ['a key without a value', ['seed:'], ['4:1: error: "seed" must be a whole number, not nothing']],
  ['sections whose items are commented out', ['faults:', '# - lose: {}', 'workload:', 'params:', 'nodes:'], []],
  ['a fault that says nothing', ['faults:', '  - lose:'], ['5:5: error: "lose" must be a map (type, from, to, nth), not nothing']],
  ['a row of the notes that is none', ['covers: [U1, 7, u2]'], [
    '4:14: error: an item of "covers" must be a row of the study notes such as U1, not 7',
    '4:17: error: an item of "covers" must be a row of the study notes such as U1, not "u2"',
  ]],

  ['an unknown parameter', ['params: { trys: 1 }'], ['4:11: error: unknown key "trys" in the parameters of chat; valid: wait, tries, share, strict, motto, mode']],
  ['a parameter out of range', ['params: { tries: 11, wait: 2h }'], [
    '4:18: error: "tries" must be from 0 to 10, not 11 (did you mean 10?)',
    '4:28: error: "wait" must be from 1ms to 60s, not 2h (did you mean 60s?)',
  ]],
  ['parameters of the wrong type', ['params: { tries: 1.5, share: half, strict: on, mode: fansy }'], [
    '4:18: error: "tries" must be a whole number, not 1.5',
    '4:30: error: "share" must be a number, not "half"',
    '4:44: error: "strict" must be true or false, not "on" (did you mean true?)',
    '4:54: error: unknown value "fansy"; valid: plain, fancy (did you mean fancy?)',
  ]],
  ['a duration without a unit', ['params: { wait: 100 }'], ['4:17: error: "wait" is 100: the unit is missing (units: us, ms, s, m, h) (did you mean 100ms?)']],
  ['a duration with an unknown unit', ['until: 10sec'], ['4:8: error: "until" is "10sec": unknown unit "sec" (units: us, ms, s, m, h) (did you mean 10s?)']],
  ['a duration of a part of a microsecond', ['until: 1.5us'], ['4:8: error: "until" is "1.5us": virtual time is kept in whole microseconds; this is a part of one']],
  ['a drift without a unit', ['clocks: { ann: { drift: 200 } }'], ['4:25: error: "drift" is 200: a drift is a number of parts per million with at most six decimals, such as 200ppm (did you mean 200ppm?)']],

  ['an unknown role', ['nodes: { gest: [ann], host: [room] }', 'clocks: { ann: {} }'], [
    '4:10: error: unknown role "gest" of the model chat; valid: guest, host, watcher (did you mean guest?)',
  ]],
  ['too many nodes of a role', ['nodes: { host: 2 }'], ['4:16: error: the model chat has exactly 1 node of the role host, not 2']],
  ['too few nodes of a role', ['nodes: { guest: [] }'], ['4:17: error: the model chat has 1 to 9 nodes of the role guest, not 0']],
  ['two nodes of one name', ['nodes: { guest: [ann, ann] }'], ['4:23: error: there are two nodes with the name "ann"']],
  ['one name in two roles', ['nodes: { guest: [room1] }'], ['4:8: error: there are two nodes with the name "room1"']],
  ['a name that is none', ['nodes: { guest: [1st, a/b] }'], [
    '4:18: error: the name of a node must be a name of letters, digits, "_", "-" and ".", beginning with a letter, not "1st"',
    '4:23: error: the name of a node must be a name of letters, digits, "_", "-" and ".", beginning with a letter, not "a/b"',
  ]],
  ['a name that every object has', ['nodes: { guest: [constructor] }'], ['4:18: error: "constructor" has a meaning of its own and cannot be the name of a node']],
  ['neither names nor a number', ['nodes: { guest: yes }'], ['4:17: error: "guest" must be a whole number, not "yes"']],

  ['a probability above 1', ['network: { loss: 2, duplicate: -0.1 }'], [
    '4:18: error: "loss" must be from 0 to 1, not 2 (did you mean 1?)',
    '4:32: error: "duplicate" must be from 0 to 1, not -0.1 (did you mean 0?)',
  ]],
  ['an unknown distribution', ['network: { latency: { unifrom: [1ms, 2ms] } }'], [
    '4:23: error: unknown key "unifrom" in a latency; valid: constant, uniform, normal, exponential, pareto, mixture (did you mean uniform?)',
  ]],
  ['an unknown key of a distribution', ['network: { latency: { normal: { mean: 1ms, sigma: 2ms } } }'], [
    '4:23: error: a normal distribution needs the key "sd"',
    '4:44: error: unknown key "sigma" in a normal distribution; valid: mean, sd',
  ]],
  ['two distributions at once', ['network: { latency: { constant: 1ms, uniform: [1ms, 2ms] } }'], [
    '4:38: error: a latency has one of the keys "constant", "uniform", "normal", "exponential", "pareto" or "mixture"; "constant" stands here already',
  ]],
  ['a latency that is a list', ['network: { latency: [1ms, 2ms] }'], ['4:21: error: "latency" must be a duration such as 10ms or a map (constant, uniform, normal, exponential, pareto, mixture), not a list']],
  ['a range the wrong way round', ['network: { latency: { uniform: [3ms, 2ms] } }'], ['4:32: error: "uniform" is [least, most]; here the first is greater']],
  ['a range of three', ['network: { latency: { uniform: [1ms, 2ms, 3ms] } }'], ['4:43: error: "uniform" must have 2 items, not 3']],
  ['a mixture inside a mixture', ['network: { latency: { mixture: [ { weight: 1, mixture: [] } ] } }'], [
    '4:47: error: unknown key "mixture" in a part of a mixture; valid: weight, constant, uniform, normal, exponential, pareto',
  ]],
  ['a part of a mixture without a distribution', ['network: { latency: { mixture: [ { weight: 1 } ] } }'], [
    '4:36: error: a part of a mixture needs one of the keys "constant", "uniform", "normal", "exponential" or "pareto"',
  ]],
  ['a link to an unknown node', ['network: { links: [ { from: ann, to: bne } ] }'], ['4:38: error: unknown node "bne"; valid: ann, ben, room1 (did you mean ben?)']],
  ['a link to itself', ['network: { links: [ { from: ann, to: ann } ] }'], ['4:38: warning: messages of "ann" to itself do not use the network']],
  ['a clock of an unknown node', ['clocks: { bob: { offset: -3ms } }'], ['4:11: error: unknown node "bob"; valid: ann, ben, room1']],
  ['an unknown key of a clock', ['clocks: { ann: { offest: 3ms } }'], ['4:18: error: unknown key "offest" in a clock; valid: offset, drift, uncertainty (did you mean offset?)']],

  ['an unknown operation', ['workload:', '  - { at: 1ms, client: ann, op: sya }'], ['5:33: error: unknown operation "sya" of the model chat; valid: say (did you mean say?)']],
  ['an operation of another role', ['workload:', '  - { at: 1ms, client: room1, op: say }'], ['5:24: error: "say" is carried out by a guest (ann, ben); "room1" is a host']],
  ['unknown and wrong arguments', ['workload:', '  - { at: 1ms, client: ann, op: say, args: { wrods: hello, loud: 1 } }'], [
    '5:46: error: unknown key "wrods" in the arguments of say; valid: words, loud (did you mean words?)',
    '5:66: error: "loud" must be true or false, not 1 (did you mean true?)',
  ]],
  ['an item without what it needs', ['workload:', '  - { client: ann }', '  - ann'], [
    '5:7: error: a workload item needs the key "at"',
    '5:7: error: a workload item needs the key "op"',
    '6:5: error: a workload item must be a map (at, client, op, args), not "ann"',
  ]],
  ['work after the end', ['until: 1s', 'workload: [ { at: 2s, client: ann, op: say } ]'], ['5:19: warning: the run stops at 1s, before this time']],

  ['an unknown fault', ['faults:', '  - losse: { nth: 1 }'], [
    '5:5: error: unknown key "losse" in a fault; valid: lose, delay, duplicate, crash, pause, partition, clock, slow, lie, disk (did you mean lose?)',
  ]],
  ['two faults in one', ['faults: [ { lose: { nth: 1 }, pause: { node: ann, at: 0s, for: 1s } } ]'], [
    '4:31: error: a fault has one of the keys "lose", "delay", "duplicate", "crash", "pause", "partition", "clock", "slow", "lie" or "disk"; "lose" stands here already',
  ]],
  ['an empty fault', ['faults: [ {} ]'], ['4:11: error: a fault needs one of the keys "lose", "delay", "duplicate", "crash", "pause", "partition", "clock", "slow", "lie" or "disk"']],
  ['unknown fields of faults', ['faults:', '  - crash: { node: ann, at: 1s, restrat: 2s }', '  - delay: { type: Say, nth: 1, be: 2s }'], [
    '5:33: error: unknown key "restrat" in "crash"; valid: node, at, restart (did you mean restart?)',
    '6:33: error: unknown key "be" in "delay"; valid: type, from, to, nth, by (did you mean by?)',
  ]],
  ['an unknown message type', ['faults: [ { lose: { type: Sya, from: ann } } ]'], ['4:27: error: unknown message type "Sya" of the model chat; valid: Say, Hear (did you mean Say?)']],
  ['a message its role does not send', ['faults: [ { lose: { type: Say, from: room1, to: ann } } ]'], [
    '4:38: warning: "Say" is sent by guest; "room1" is a host',
    '4:49: warning: "Say" is sent to host; "ann" is a guest',
  ]],
  ['counting from zero', ['faults: [ { lose: { nth: 0 } } ]'], ['4:26: error: "nth" must be from 1 to 1000000000, not 0 (did you mean 1?)']],
  ['a restart before the crash', ['faults: [ { crash: { node: ann, at: 2s, restart: 1s } } ]'], ['4:50: error: "restart" is a time and must be later than "at" (2s), not 1s']],
  ['an end before the beginning', ['faults: [ { slow: { node: ann, at: 2s, until: 2s, factor: 3 } } ]'], ['4:47: error: "until" is a time and must be later than "at" (2s), not 2s']],
  ['a fault after the end', ['until: 1s', 'faults: [ { pause: { node: ann, at: 2s, for: 1s } } ]'], ['5:37: warning: the run stops at 1s, before this time']],
  ['groups that overlap', ['faults: [ { partition: { at: 1s, groups: [[ann, ben], [ben, room1]] } } ]'], ['4:56: error: "ben" stands in a group already']],
  ['a cut with overlapping sides', ['faults: [ { partition: { from: [ann], to: [ann, ben] } } ]'], ['4:44: error: "ann" stands in "from" too']],
  ['one group alone', ['faults: [ { partition: { groups: [[ann]] } } ]'], ['4:34: error: "groups" must have at least 2 items, not 1']],
  ['half of a one-way cut', ['faults: [ { partition: { from: [ann] } } ]'], ['4:13: error: a one-way "partition" needs both "from" and "to"']],
  ['a cut of both kinds', ['faults: [ { partition: { groups: [[ann], [ben]], to: [ann] } } ]'], ['4:54: error: a "partition" has "groups", or "from" and "to"']],
  ['a clock fault that does nothing', ['faults: [ { clock: { node: ann, at: 1s } } ]'], ['4:13: error: "clock" needs the key "jump" or "drift"']],
  ['a factor below 1', ['faults: [ { slow: { node: ann, factor: 0.5 } } ]'], ['4:40: error: "factor" must be from 1 to 1000000, not 0.5 (did you mean 1?)']],
  ['an unknown lie', ['faults: [ { lie: { node: room1, behaviour: daef } } ]'], ['4:44: error: unknown lie "daef" of the model chat; valid: deaf (did you mean deaf?)']],
  ['a disk that both loses and tears', ['faults: [ { disk: { node: ann, loseUnsynced: true, torn: true } } ]'], [
    '4:58: error: unsynced writes are either lost or torn; only one of "loseUnsynced" and "torn" can be true',
  ]],
  ['a disk that does nothing', ['faults: [ { disk: { node: ann, torn: false } } ]'], ['4:38: warning: nothing happens to the disk unless this is true']],

  ['an unknown invariant', ['expect: [ { holds: hear-enough } ]'], ['4:20: error: unknown invariant "hear-enough" of the model chat; valid: heard-enough, always-fine (did you mean heard-enough?)']],
  ['an unknown expectation', ['expect: [ { hold: always-fine } ]'], ['4:13: error: unknown key "hold" in an expectation; valid: violated, holds, event, linearizable, notLinearizable (did you mean holds?)']],
  ['an unknown specification', ['expect: [ { linearizable: lok } ]'], ['4:27: error: unknown specification "lok"; valid: register, cas-register, lock, kv, queue (did you mean lock?)']],
  ['a specification of other operations', ['expect: [ { notLinearizable: lock } ]'], ['4:30: error: a lock has acquire, release; chat has the operations say']],
  ['an unknown reason', ['expect: [ { event: { kind: lose, reason: droped } } ]'], [
    '4:42: error: unknown reason "droped"; valid: dropped, partition, receiver-down, queue-full, in-flight (did you mean dropped?)',
  ]],
  ['a field no such event has', ['expect: [ { event: { kind: crash, type: Say } } ]'], ['4:41: warning: a "crash" event has no "type", so this never matches']],
  ['a name no such event can have', ['expect: [ { event: { kind: violation, name: always-fin } } ]'], ['4:45: error: unknown invariant "always-fin"; valid: heard-enough, always-fine (did you mean always-fine?)']],
  ['`nth` where `count` belongs', ['expect: [ { event: { kind: crash, nth: 1 } } ]'], [
    '4:35: error: unknown key "nth" in an event rule; valid: kind, node, type, from, to, reason, name, role, status, ignored, value, result, round, voter, for, granted, have, reached, set, count',
  ]],
  ['a note that says nothing', ['notes: [ { at: { kind: crash } } ]'], ['4:12: error: a note needs the key "see" or "text"']],
  ['a note that points nowhere', ['notes: [ { see: somewhere } ]'], ['4:17: error: "see" must be a page of the chapter notes, as chapter/page#heading, not "somewhere"']],
  ['a comparison with an unknown node', ['compare: { node: bob, with: [other.scenario.yaml] }'], [
    '4:18: error: unknown node "bob"; valid: ann, ben, room1',
    '4:30: error: a scenario must be the id of a scenario: its file name without .scenario.yaml, not "other.scenario.yaml"',
  ]],
];

describe('a scenario with', () => {
  it.each(cases)('%s', (_, lines, problems) => {
    expect(told(...lines)).toEqual(problems);
  });

  it.each(cases)('%s runs exactly when nothing is an error', (_, lines, problems) => {
    const { scenario } = parseScenario(chatScenario(...lines), [chat]);
    expect(scenario !== undefined).toBe(problems.every((problem) => !problem.includes(' error: ')));
  });
});

describe('the head of a scenario', () => {
  it('must be there', () => {
    expect(problemsOf('')).toEqual(['1:1: error: the file is empty; a scenario needs at least "faultline", "title" and "model"']);
    expect(problemsOf('# nothing\n')).toEqual(['1:1: error: the file is empty; a scenario needs at least "faultline", "title" and "model"']);
    expect(problemsOf('seed: 1')).toEqual(['faultline', 'title', 'model'].map((key) => `1:1: error: a scenario needs the key "${key}"`));
    expect(problemsOf('just a text')[0]).toMatch(/^1:1: error: a scenario must be a map /);
  });

  it('must be of this version and of a model there is', () => {
    expect(problemsOf('faultline: 2\ntitle: x\nmodel: caht\nparams: { what: 1 }\nfaults: [ { lose: { type: What } } ]')).toEqual([
      '1:12: error: "faultline" must be 1, not 2 (did you mean 1?)',
      '3:8: error: unknown protocol model "caht"; valid: chat (did you mean chat?)',
      // Judged by the nearest model.
      '4:11: error: unknown key "what" in the parameters of chat; valid: wait, tries, share, strict, motto, mode',
      '5:27: error: unknown message type "What" of the model chat; valid: Say, Hear',
    ]);
  });

  it('with a model that is like no other are not judged by any', () => {
    expect(problemsOf('faultline: 1\ntitle: x\nmodel: telephone\nparams: { what: 1 }\nfaults: [ { lose: { type: What } } ]')).toEqual([
      '3:8: error: unknown protocol model "telephone"; valid: chat',
    ]);
  });

  it('must have a title that is text', () => {
    expect(problemsOf('faultline: 1\ntitle: 42\nmodel: chat')).toEqual(['2:8: error: "title" must be a text, not 42 (did you mean "42"?)']);
    expect(problemsOf(`faultline: 1\ntitle: ${'x'.repeat(201)}\nmodel: chat`)).toEqual(['2:8: error: "title" has 201 characters; at most 200 are allowed']);
  });
});

describe('several problems', () => {
  it('are all told at once, in the order of the text', () => {
    const text = 'faultline: 1\ntitel: Wrong\nmodel: chat\nfaults:\n  - crash: { node: an, at: 2s, restart: 1s }\n  - lose: { type: Hera }\nuntil: 10\nexpect: [ { holds: x } ]\n';
    expect(problemsOf(text).map((problem) => problem.replace(/: error.*/, ''))).toEqual(['2:1', '5:20', '5:41', '6:19', '7:8', '8:20']);
  });

  it('are cut off after a number of them, and the last says how many are left', () => {
    const { problems } = parseScenario(chatScenario('notes:', ...Array.from({ length: 400 }, () => '  - { tetx: a, sse: b }')), [chat]);
    expect(problems).toHaveLength(501);
    expect(problems[500]).toMatchObject({ code: 'too-many-problems', message: '700 more problems from here on' });
  });

  it('end where the text can no longer be understood', () => {
    expect(told('sede: 1', 'faults: [ { lose: { nth: 1 }', 'seed: x').map((problem) => problem.split(' ').slice(0, 3).join(' '))).toEqual([
      '4:1: error: unknown',
      '6:1: error: flow',
    ]);
  });
});

describe('the limits', () => {
  const item = '  - { at: 1000ms, client: ann, op: say, args: { words: hello } }';
  const fault = '  - delay: { type: Hear, from: room1, to: ann, nth: 1, by: 150ms }';
  const sections = (items: number, faults: number) => ['workload:', ...Array.from({ length: items }, () => item), 'faults:', ...Array.from({ length: faults }, () => fault)];

  it('leave room for the largest workload together with the most faults', () => {
    const { scenario, problems } = parseScenario(chatScenario(...sections(MAX_WORKLOAD, MAX_FAULTS)), [chat]);
    expect(problems).toEqual([]);
    expect([scenario!.world.workload.length, scenario!.world.faults.length]).toEqual([MAX_WORKLOAD, MAX_FAULTS]);
  });

  it('are told where they are passed', () => {
    expect(told(...sections(MAX_WORKLOAD + 1, 0))).toEqual([`${MAX_WORKLOAD + 5}:5: error: "workload" must have at most ${MAX_WORKLOAD} items, not ${MAX_WORKLOAD + 1}`]);
    expect(told(...sections(0, MAX_FAULTS + 1))).toEqual([`${MAX_FAULTS + 6}:5: error: "faults" must have at most ${MAX_FAULTS} items, not ${MAX_FAULTS + 1}`]);
    expect(told(`network: { latency: ${'{ mixture: [ '.repeat(20)}`)).toContainEqual(expect.stringContaining('more than 32 deep'));
  });
});

it('cuts the range of a value over several lines at the end of the first', () => {
  const [problem] = parseScenario(chatScenario('seed:', '  a: 1', '  b: 2'), [chat]).problems;
  expect(problem).toMatchObject({ line: 5, column: 3, endLine: 5, endColumn: 7 });
});
