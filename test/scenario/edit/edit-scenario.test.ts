/** What single gestures write, to the letter, in files of many styles; and what they refuse. */
import { describe, expect, it } from 'vitest';
import { openDraft } from '../../../src/scenario/edit/draft';
import type { Draft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../../src/scenario/edit/gesture';
import { chat, chatScenario } from '../chat-model';

const HEAD = 'faultline: 1\ntitle: Two guests talk\nmodel: chat\n';

function opened(text: string): Draft {
  const result = openDraft(text, [chat]);
  if (!result.ok) throw new Error(result.message);
  return result.draft;
}

/** The text after the gesture without the head of the file, or the reason why there is none. */
function after(text: string, gesture: Gesture): string {
  const result = editScenario(opened(text), gesture);
  return result.ok ? result.draft.text.replace(HEAD, '') : `${result.code}: ${result.message}`;
}

const crash: Gesture = { do: 'crash', node: 'ann', atUs: 1_500_000 };
const say: Gesture = { do: 'add-operation', client: 'ann', op: 'say', atUs: 20_000, args: { loud: true } };

interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  readonly gesture: Gesture;
  readonly becomes: readonly string[];
}

const faults: readonly Case[] = [
  { name: 'a section that is not there goes where it usually stands', lines: ['workload:', '  - { at: 0ms, client: ann, op: say }', 'until: 2s'], gesture: crash, becomes: ['workload:', '  - { at: 0ms, client: ann, op: say }', 'faults:', '  - crash: { node: ann, at: 1.5s }', 'until: 2s'] },
  { name: 'behind the last key of a file', lines: [], gesture: crash, becomes: ['faults:', '  - crash: { node: ann, at: 1.5s }'] },
  { name: 'with blank lines between sections', lines: ['', 'nodes: { guest: [ann] }', '', 'until: 2s'], gesture: crash, becomes: ['', 'nodes: { guest: [ann] }', '', 'faults:', '  - crash: { node: ann, at: 1.5s }', '', 'until: 2s'] },
  { name: 'lists that are not indented', lines: ['expect:', '- holds: always-fine'], gesture: crash, becomes: ['faults:', '- crash: { node: ann, at: 1.5s }', 'expect:', '- holds: always-fine'] },
  { name: 'in the order of the times', lines: ['faults:', '  - pause: { node: ann, at: 1s, for: 1s } # early', '  # and then', '  - pause: { node: ann, at: 2s, for: 1s }'], gesture: crash, becomes: ['faults:', '  - pause: { node: ann, at: 1s, for: 1s } # early', '  - crash: { node: ann, at: 1.5s }', '  # and then', '  - pause: { node: ann, at: 2s, for: 1s }'] },
  { name: 'before the first, above its comment', lines: ['faults:', '  # much later', '  - crash: { node: ben, at: 2s }'], gesture: crash, becomes: ['faults:', '  - crash: { node: ann, at: 1.5s }', '  # much later', '  - crash: { node: ben, at: 2s }'] },
  { name: 'before the first without a comment', lines: ['faults: # all', '  - crash: { node: ben, at: 2s }'], gesture: crash, becomes: ['faults: # all', '  - crash: { node: ann, at: 1.5s }', '  - crash: { node: ben, at: 2s }'] },
  { name: 'behind comments that belong to the last', lines: ['faults:', '  - lose: { nth: 1 }', '      # a word on that', 'until: 2s'], gesture: crash, becomes: ['faults:', '  - lose: { nth: 1 }', '      # a word on that', '  - crash: { node: ann, at: 1.5s }', 'until: 2s'] },
  { name: 'values below one another', lines: ['faults:', '  - lose:      { nth: 1 }', '  - partition: { at: 1s, groups: [[ann], [ben]] }'], gesture: crash, becomes: ['faults:', '  - lose:      { nth: 1 }', '  - partition: { at: 1s, groups: [[ann], [ben]] }', '  - crash:     { node: ann, at: 1.5s }'] },
  { name: 'braces without blanks', lines: ['faults:', '  - lose: {nth: 1}'], gesture: crash, becomes: ['faults:', '  - lose: {nth: 1}', '  - crash: {node: ann, at: 1.5s}'] },
  { name: 'in lines', lines: ['faults:', '  - lose:', '      nth: 1', 'until: 2s'], gesture: crash, becomes: ['faults:', '  - lose:', '      nth: 1', '  - crash:', '      node: ann', '      at: 1.5s', 'until: 2s'] },
  { name: 'in lines as the operations are', lines: ['workload:', '  - at: 0ms', '    client: ann', '    op: say'], gesture: crash, becomes: ['workload:', '  - at: 0ms', '    client: ann', '    op: say', 'faults:', '  - crash:', '      node: ann', '      at: 1.5s'] },
  { name: 'items in braces', lines: ['faults:', '  - { lose: { nth: 1 } }'], gesture: crash, becomes: ['faults:', '  - { lose: { nth: 1 } }', '  - { crash: { node: ann, at: 1.5s } }'] },
  { name: 'in brackets', lines: ['faults: [{lose: {nth: 1}}] # one'], gesture: crash, becomes: ['faults: [{lose: {nth: 1}}, {crash: {node: ann, at: 1.5s}}] # one'] },
  { name: 'in brackets, a line each', lines: ['faults: [', '  { lose: { nth: 1 } }, # one', '  { lose: { nth: 2 } }  # two', ']'], gesture: crash, becomes: ['faults: [', '  { lose: { nth: 1 } }, # one', '  { lose: { nth: 2 } },  # two', '  { crash: { node: ann, at: 1.5s } }', ']'] },
  { name: 'in brackets, a line each, with a comma at the end', lines: ['faults: [', '  { lose: { nth: 1 } }, # one', ']'], gesture: crash, becomes: ['faults: [', '  { lose: { nth: 1 } }, # one', '  { crash: { node: ann, at: 1.5s } },', ']'] },
  { name: 'empty brackets', lines: ['faults: []'], gesture: crash, becomes: ['faults:', '  - crash: { node: ann, at: 1.5s }'] },
  { name: 'empty brackets with a comment', lines: ['faults: [] # none yet'], gesture: crash, becomes: ['faults: [ { crash: { node: ann, at: 1.5s } } ] # none yet'] },
  { name: 'an empty section', lines: ['faults:', 'until: 2s'], gesture: crash, becomes: ['faults:', '  - crash: { node: ann, at: 1.5s }', 'until: 2s'] },
  { name: 'an empty section with what was commented out', lines: ['faults: # none', '  # - lose: { nth: 1 }', 'until: 2s'], gesture: crash, becomes: ['faults: # none', '  # - lose: { nth: 1 }', '  - crash: { node: ann, at: 1.5s }', 'until: 2s'] },
  { name: 'a section that says null', lines: ['faults: ~', 'until: 2s'], gesture: crash, becomes: ['faults:', '  - crash: { node: ann, at: 1.5s }', 'until: 2s'] },
  { name: 'the last of a section goes with it', lines: ['faults:', '  - lose: { nth: 1 } # gone', 'until: 2s'], gesture: { do: 'remove-fault', fault: 0 }, becomes: ['until: 2s'] },
  { name: 'but not with a comment of its own', lines: ['faults: # what goes wrong', '  - lose: { nth: 1 }', 'until: 2s'], gesture: { do: 'remove-fault', fault: 0 }, becomes: ['faults: # what goes wrong', 'until: 2s'] },
  { name: 'nor with a comment in it', lines: ['faults:', '  # the first', '  - lose: { nth: 1 }', 'until: 2s'], gesture: { do: 'remove-fault', fault: 0 }, becomes: ['faults:', '  # the first', 'until: 2s'] },
  { name: 'one of two blank lines goes with a section', lines: ['seed: 1', '', 'faults:', '  - lose: { nth: 1 }', '', 'until: 2s'], gesture: { do: 'remove-fault', fault: 0 }, becomes: ['seed: 1', '', 'until: 2s'] },
  { name: 'one of several, over several lines', lines: ['faults:', '  - lose:', '      nth: 1 # first', '  # now', '  - lose: { nth: 2 }'], gesture: { do: 'remove-fault', fault: 0 }, becomes: ['faults:', '  # now', '  - lose: { nth: 2 }'] },
  { name: 'the first in brackets', lines: ['faults: [ { lose: { nth: 1 } }, { lose: { nth: 2 } } ]'], gesture: { do: 'remove-fault', fault: 0 }, becomes: ['faults: [ { lose: { nth: 2 } } ]'] },
  { name: 'the last in brackets', lines: ['faults: [ { lose: { nth: 1 } }, { lose: { nth: 2 } } ]'], gesture: { do: 'remove-fault', fault: 1 }, becomes: ['faults: [ { lose: { nth: 1 } } ]'] },
  { name: 'the last in brackets with a line each', lines: ['faults: [', '  { lose: { nth: 1 } }, # one', '  { lose: { nth: 2 } } # two', ']'], gesture: { do: 'remove-fault', fault: 1 }, becomes: ['faults: [', '  { lose: { nth: 1 } } # one', ']'] },
  { name: 'a restart', lines: ['faults:', '  - crash: { node: ann, at: 1s }'], gesture: { do: 'restart', node: 'ann', atUs: 3_000_000 }, becomes: ['faults:', '  - crash: { node: ann, at: 1s, restart: 3s }'] },
  { name: 'another restart, of the last crash before it', lines: ['faults:', '  - crash: { node: ann, at: 1s, restart: 2s }', '  - crash: { node: ann, at: 5s, restart: 6s }'], gesture: { do: 'restart', node: 'ann', atUs: 3_000_000 }, becomes: ['faults:', '  - crash: { node: ann, at: 1s, restart: 3s }', '  - crash: { node: ann, at: 5s, restart: 6s }'] },
  { name: 'a restart in lines, before a comment', lines: ['faults:', '  - crash:', '      node: ann', '      at: 1s # now', '# the end'], gesture: { do: 'restart', node: 'ann', atUs: 3_000_000 }, becomes: ['faults:', '  - crash:', '      node: ann', '      at: 1s # now', '      restart: 3s', '# the end'] },
  { name: 'no restart', lines: ['faults:', '  - crash: { node: ann, at: 1s, restart: 3s }'], gesture: { do: 'change-fault', fault: 0, field: 'restart', value: undefined }, becomes: ['faults:', '  - crash: { node: ann, at: 1s }'] },
  { name: 'a slow-down', lines: [], gesture: { do: 'slow', node: 'ann', atUs: 0, untilUs: 500_000, factor: 2.5 }, becomes: ['faults:', '  - slow: { node: ann, at: 0ms, until: 500ms, factor: 2.5 }'] },
  { name: 'a clock that jumps', lines: [], gesture: { do: 'clock-jump', node: 'ann', atUs: 2_000_000, jumpUs: -5_000_000 }, becomes: ['faults:', '  - clock: { node: ann, at: 2s, jump: -5s }'] },
  { name: 'a clock that drifts', lines: [], gesture: { do: 'clock-drift', node: 'ann', atUs: 2_000_000, driftPpm: 100 / 3 }, becomes: ['faults:', '  - clock: { node: ann, at: 2s, drift: 33.333333ppm }'] },
  { name: 'a partition', lines: [], gesture: { do: 'partition', atUs: 1_000_000, cut: { groups: [['ann'], ['ben', 'room1']] } }, becomes: ['faults:', '  - partition: { at: 1s, groups: [[ann], [ben, room1]] }'] },
  { name: 'a one-way partition', lines: [], gesture: { do: 'partition', atUs: 1_000_000, untilUs: 2_000_000, cut: { from: ['ann'], to: ['room1'] } }, becomes: ['faults:', '  - partition: { at: 1s, until: 2s, from: [ann], to: [room1] }'] },
];

const others: readonly Case[] = [
  { name: 'an operation among others', lines: ['workload:', '  - { at: 10ms, client: ann, op: say }', '  - { at: 30ms, client: ann, op: say }'], gesture: say, becomes: ['workload:', '  - { at: 10ms, client: ann, op: say }', '  - { at: 20ms, client: ann, op: say, args: { loud: true } }', '  - { at: 30ms, client: ann, op: say }'] },
  { name: 'an operation behind others that are in no order', lines: ['workload:', '  - { at: 30ms, client: ann, op: say }', '  - { at: 10ms, client: ann, op: say }'], gesture: say, becomes: ['workload:', '  - { at: 30ms, client: ann, op: say }', '  - { at: 10ms, client: ann, op: say }', '  - { at: 20ms, client: ann, op: say, args: { loud: true } }'] },
  { name: 'an operation moves, and keeps its unit', lines: ['workload:', '  - { at: 2s, client: ann, op: say } # then'], gesture: { do: 'move-operation', operation: 0, atUs: 500_000 }, becomes: ['workload:', '  - { at: 0.5s, client: ann, op: say } # then'] },
  { name: 'a time in quotes stays in quotes', lines: ['workload:', "  - { at: '2s', client: ann, op: say }"], gesture: { do: 'move-operation', operation: 0, atUs: 500_000 }, becomes: ['workload:', "  - { at: '0.5s', client: ann, op: say }"] },
  { name: 'an argument', lines: ['workload:', '  - { at: 0ms, client: ann, op: say, args: { words: hello } }'], gesture: { do: 'set-argument', operation: 0, name: 'words', value: 'bye' }, becomes: ['workload:', '  - { at: 0ms, client: ann, op: say, args: { words: bye } }'] },
  { name: 'a first argument', lines: ['workload:', '  - at: 0ms', '    client: ann', '    op: say # she', '    # and'], gesture: { do: 'set-argument', operation: 0, name: 'loud', value: true }, becomes: ['workload:', '  - at: 0ms', '    client: ann', '    op: say # she', '    args: { loud: true }', '    # and'] },
  { name: 'no argument', lines: ['workload:', '  - { at: 0ms, client: ann, op: say, args: { words: hello } }'], gesture: { do: 'set-argument', operation: 0, name: 'words', value: undefined }, becomes: ['workload:', '  - { at: 0ms, client: ann, op: say }'] },
  { name: 'a parameter takes its place among others', lines: ['params: { wait: 1s, mode: plain }'], gesture: { do: 'set-param', name: 'tries', value: 5 }, becomes: ['params: { wait: 1s, tries: 5, mode: plain }'] },
  { name: 'a parameter in lines', lines: ['params:', '  wait: 1s # long', 'seed: 1'], gesture: { do: 'set-param', name: 'motto', value: 'yes: no' }, becomes: ['params:', '  wait: 1s # long', '  motto: "yes: no"', 'seed: 1'] },
  { name: 'a text that reads like something else', lines: ["params: { motto: 'a' }"], gesture: { do: 'set-param', name: 'motto', value: "it's" }, becomes: ["params: { motto: 'it''s' }"] },
  { name: 'a first parameter', lines: ['seed: 1'], gesture: { do: 'set-param', name: 'wait', value: 90_000 }, becomes: ['params: { wait: 90ms }', 'seed: 1'] },
  { name: 'the default of the only parameter', lines: ['params: { wait: 1s }', 'seed: 1'], gesture: { do: 'set-param', name: 'wait', value: undefined }, becomes: ['seed: 1'] },
  { name: 'a seed', lines: ['seed: 12 # lucky'], gesture: { do: 'set-seed', value: 13 }, becomes: ['seed: 13 # lucky'] },
  { name: 'a latency in place of a distribution', lines: ['network:', '  latency: # slow', '    uniform: [1ms, 2ms]', '  loss: 0'], gesture: { do: 'set-network', field: 'loss', value: 0.25 }, becomes: ['network:', '  latency: # slow', '    uniform: [1ms, 2ms]', '  loss: 0.25'] },
  { name: 'a latency in place of a distribution in lines', lines: ['network:', '  latency:', '    uniform: [1ms, 2ms]', '  loss: 0'], gesture: { do: 'set-network', field: 'latency', value: 5_000 }, becomes: ['network:', '  latency: 5ms', '  loss: 0'] },
  { name: 'a distribution in place of a latency', lines: ['network: { latency: 5ms }'], gesture: { do: 'set-network', field: 'latency', value: { normal: { mean: 30_000, sd: 8_000 } } }, becomes: ['network: { latency: { normal: { mean: 30ms, sd: 8ms } } }'] },
  { name: 'a link', lines: ['network:', '  latency: 5ms'], gesture: { do: 'set-network', link: { from: 'ann', to: 'room1' }, field: 'latency', value: 40_000 }, becomes: ['network:', '  latency: 5ms', '  links:', '    - { from: ann, to: room1, latency: 40ms }'] },
  { name: 'a field of a link', lines: ['network:', '  links: [ { from: ann, to: room1, loss: 0.1 } ]'], gesture: { do: 'set-network', link: { from: 'ann', to: 'room1' }, field: 'latency', value: 40_000 }, becomes: ['network:', '  links: [ { from: ann, to: room1, latency: 40ms, loss: 0.1 } ]'] },
  { name: 'a link that says nothing any more', lines: ['network:', '  latency: 5ms', '  links: [ { from: ann, to: room1, loss: 0.1 } ]'], gesture: { do: 'set-network', link: { from: 'ann', to: 'room1' }, field: 'loss', value: undefined }, becomes: ['network:', '  latency: 5ms'] },
];

describe('gestures on faults', () => {
  it.each(faults)('$name', ({ lines, gesture, becomes }) => {
    expect(after(chatScenario(...lines), gesture)).toBe(`${becomes.join('\n')}\n`);
  });
});

describe('gestures on the rest', () => {
  it.each(others)('$name', ({ lines, gesture, becomes }) => {
    expect(after(chatScenario(...lines), gesture)).toBe(`${becomes.join('\n')}\n`);
  });

  it('keep Windows line ends, and a file without one at its end', () => {
    expect(after(`${HEAD}until: 2s`.replaceAll('\n', '\r\n'), crash)).toBe(`${HEAD}faults:\n  - crash: { node: ann, at: 1.5s }\nuntil: 2s`.replaceAll('\n', '\r\n'));
    expect(after(`${HEAD}seed: 2`.replaceAll('\n', '\r\n'), crash)).toBe(`${HEAD}seed: 2\nfaults:\n  - crash: { node: ann, at: 1.5s }`.replaceAll('\n', '\r\n'));
  });

  it('write JSON into JSON', () => {
    const text = '{"faultline":1,"title":"Two guests talk","model":"chat","until":"2s"}';
    expect(after(text, crash)).toBe('{"faultline":1,"title":"Two guests talk","model":"chat","faults":[{"crash":{"node":"ann","at":"1.5s"}}],"until":"2s"}');
  });

  it('come with the scenario they make and its warnings', () => {
    const result = editScenario(opened(chatScenario('until: 1s')), crash);
    expect(result).toMatchObject({ ok: true, problems: [{ code: 'after-until', line: 5 }], draft: { scenario: { world: { faults: [{ kind: 'crash' }] } } } });
  });
});

describe('gestures that cannot be', () => {
  const refusals: readonly (readonly [what: string, lines: readonly string[], gesture: Gesture, reason: string])[] = [
    ['a restart before the crash', ['faults:', '  - crash: { node: ann, at: 2s }'], { do: 'restart', node: 'ann', atUs: 1_000_000 }, 'no-fault: no fault crashes ann before 1s'],
    ['an end before the beginning', [], { do: 'partition', atUs: 2_000_000, untilUs: 1_000_000, cut: { groups: [['ann'], ['ben']] } }, 'invalid: "until" is a time and must be later than "at" (2s), not 1s'],
    ['an unknown node', [], { do: 'pause', node: 'zoe', atUs: 0, forUs: 1 }, 'invalid: unknown node "zoe"; valid: ann, ben, room1'],
    ['an unknown parameter', [], { do: 'set-param', name: 'wiat', value: 1 }, 'invalid: unknown key "wiat" in the parameters of chat; valid: wait, tries, share, strict, motto, mode'],
    ['a parameter out of range', [], { do: 'set-param', name: 'tries', value: 11 }, 'invalid: "tries" must be from 0 to 10, not 11'],
    ['a time that is no whole number of microseconds', [], { do: 'pause', node: 'ann', atUs: 0.5, forUs: 1 }, 'invalid: "at" is "0.5us": virtual time is kept in whole microseconds; this is a part of one'],
    ['a factor that is no number', [], { do: 'slow', node: 'ann', atUs: 0, factor: NaN }, 'invalid: "factor" must be a number, not "NaN"'],
    ['what is so already', ['seed: 3'], { do: 'set-seed', value: 3 }, 'no-change: the scenario says so already'],
    ['a default where nothing is said', [], { do: 'set-seed', value: undefined }, 'no-change: the scenario says so already'],
    ['an operation that is not there', [], { do: 'remove-operation', operation: 0 }, 'no-operation: the scenario has no operation number 1'],
    ['what a fault cannot do without', ['faults:', '  - crash: { node: ann, at: 2s }'], { do: 'change-fault', fault: 0, field: 'node', value: undefined }, 'invalid: "crash" needs the key "node"'],
    ['an event without a run', [], { do: 'lose', event: 3 }, 'no-trace: there is no run to look the message up in'],
    ['keys written with a question mark', ['? faults', ': - lose: { nth: 1 }'], { do: 'remove-fault', fault: 0 }, 'form: the file is written in a way that this cannot be put into; edit its text'],
  ];
  it.each(refusals)('%s', (_, lines, gesture, reason) => {
    expect(after(chatScenario(...lines), gesture)).toBe(reason);
  });

  it('nothing is edited while there are errors: anchors, tabs, two documents', () => {
    for (const lines of [['seed: &a 3'], ['faults:', '\t- lose: { nth: 1 }'], ['---', 'seed: 1'], ['params: { tries: 99 }']]) {
      const result = openDraft(chatScenario(...lines), [chat]);
      expect(result, lines.join('\n')).toMatchObject({ ok: false, code: 'has-errors' });
    }
    expect(openDraft(chatScenario('seed: &a 3'), [chat])).toMatchObject({ message: 'the scenario has errors, the first of them in line 4: a scenario has no anchors and aliases; leave out "&a"' });
  });
});
