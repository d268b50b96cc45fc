/** The command line as a user or a script meets it: what it prints where, and with which status it ends. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../bundled';
import { buildProgram } from './program';
import type { Program, Result } from './program';

let program: Program;
const faultline = (...words: readonly string[]): Promise<Result> => program.faultline(...words);
const file = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(program.folder, name), text);
  return name;
};

// Each test starts programs, some a dozen; how long that takes is up to the machine.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  program = await buildProgram();
}, 120_000);
afterAll(() => program.remove());

const small = ['faultline: 1', 'title: One charge', 'model: request-reply', 'workload: [ { at: 0ms, client: alice, op: charge } ]'];
const scenario = (...more: readonly string[]): string => [...small, ...more, ''].join('\n');

describe('a scenario that extends another', () => {
  it('runs as the whole would, and what is wrong is told in the file in which it stands', async () => {
    file('base.scenario.yaml', scenario('params: { timeout: 50ms, retries: 2 }'));
    file('whole.scenario.yaml', scenario('params: { timeout: 50ms, retries: 0 }'));
    file('variant.scenario.yaml', 'faultline: 1\nextend: base.scenario.yaml\nparams: { retries: 0 }\n');
    const hashOf = async (name: string): Promise<string> => (JSON.parse((await faultline('run', name, '--format', 'json')).out) as { stats: { hash: string } }).stats.hash;
    expect(await hashOf('variant.scenario.yaml')).toBe(await hashOf('whole.scenario.yaml'));

    file('base.scenario.yaml', scenario('params: { timeout: 50 }'));
    const wrong = await faultline('run', 'variant.scenario.yaml');
    expect([wrong.status, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toMatch(/^base\.scenario\.yaml:5:20: error: .*did you mean 50ms\?\)\n$/);

    file('variant.scenario.yaml', 'faultline: 1\nextend: ../base.scenario.yaml\n');
    expect((await faultline('run', 'variant.scenario.yaml')).err).toContain('variant.scenario.yaml:2:9: error: "../base.scenario.yaml" leads out of the folder');
    file('variant.scenario.yaml', 'faultline: 1\nextend: bose.scenario.yaml\n');
    expect((await faultline('run', 'variant.scenario.yaml')).err).toContain('there is no file "bose.scenario.yaml" (bose.scenario.yaml) (did you mean base.scenario.yaml?)');
  });
});

describe('models', () => {
  it('lists every model with what a scenario may say about it', async () => {
    const { status, out, err } = await faultline('models', '--json');
    expect([status, err]).toEqual([0, '']);
    const models = JSON.parse(out) as { readonly id: string }[];
    expect(models.find(({ id }) => id === 'request-reply')).toMatchObject({
      title: 'Request and reply',
      chapter: 'ch8',
      params: { timeout: { type: 'duration', default: '100ms', max: '1h' }, retries: { type: 'integer', default: 1, min: 0, max: 100 } },
      roles: { client: { names: ['alice'], min: 1 }, server: { names: ['shop'] } },
      messages: { Charge: { from: ['client'], to: ['server'] } },
      operations: { charge: { role: 'client', args: { amount: { default: 10 } } } },
      invariants: expect.arrayContaining([expect.objectContaining({ id: 'charged-at-most-once', when: 'always' })]),
    });
  });

  it('reads well without --json', async () => {
    const { status, out } = await faultline('models');
    expect(status).toBe(0);
    expect(out).toContain('request-reply (ch8): Request and reply\n');
    expect(out).toMatch(/^ {4}timeout = 100ms +How long/m);
  });

  it('is a page of Markdown for each of them, with --markdown', async () => {
    const { status, out, err } = await faultline('models', '--markdown');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^# Request and reply$/m);
    for (const part of ['## Roles', '## Parameters', '## Messages', '## Operations', '## Invariants', '## Scenarios', '**Source:**']) expect(out).toContain(part);
    // Each model shows itself in at least one scenario, by its id.
    expect(out).toContain('| `reply-lost` | The reply is lost, the retry charges twice |');
    const pages = out.split(/^# /m).slice(1);
    expect(pages.filter((page) => !page.includes('## Scenarios')).map((page) => page.split('\n')[0])).toEqual([]);
  });
});

describe('scenarios', () => {
  it('lists what is bundled, and each runs by its path and by its id', async () => {
    const { status, out } = await faultline('scenarios', '--json');
    expect(status).toBe(0);
    const list = JSON.parse(out) as { readonly id: string; readonly path: string }[];
    const one = list.find(({ id }) => id === 'reply-lost')!;
    expect(one).toEqual({
      id: 'reply-lost',
      path: 'media/scenarios/ch8/reply-lost.scenario.yaml',
      title: 'The reply is lost, the retry charges twice',
      chapter: 'ch8',
      model: 'request-reply',
      covers: ['U1', 'U3'],
      sees: ['ch8/unreliable-networks#lost-reply', 'ch8/unreliable-networks#a-timeout-says-nothing-about-the-outcome', 'ch8/unreliable-networks#exactly-once-effects'],
    });
    expect(await faultline('run', one.path)).toEqual(await faultline('run', one.id));
  });

  it('prints a table', async () => {
    expect((await faultline('scenarios')).out).toMatch(/^reply-lost +ch8 +request-reply +U1,U3 +The reply is lost, the retry charges twice$/m);
  });
});

describe('notes', () => {
  it('lists pages, headings and the scenarios they name', async () => {
    const { status, out } = await faultline('notes', '--json');
    expect(status).toBe(0);
    const notes = JSON.parse(out) as { readonly page: string }[];
    expect(notes.find(({ page }) => page === 'ch8/unreliable-networks')).toMatchObject({
      title: 'Unreliable networks',
      headings: expect.arrayContaining([{ anchor: 'lost-reply', title: 'Lost reply', level: 2 }]),
      scenarios: expect.arrayContaining(['reply-lost']),
    });
    expect((await faultline('notes')).out).toContain('  ch8/unreliable-networks#lost-reply: Lost reply\n');
  });
});

describe('run', () => {
  it('sums up: a line for each expectation, and the counts', async () => {
    const { status, out, err } = await faultline('run', 'reply-lost');
    expect([status, err]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[0]).toBe('The reply is lost, the retry charges twice (media/scenarios/ch8/reply-lost.scenario.yaml, seed 1)');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}ok {4}violated: charged-at-most-once: event \d+ at 130 ms$/));
    expect(lines.at(-2)).toMatch(/^ {2}\d+ events, 4 messages, 1 lost, 140 ms, hash [0-9a-f]{32}$/);
  });

  it('prints the same every time, in every form', async () => {
    for (const format of ['summary', 'jsonl', 'json', 'mermaid', 'svg', 'text']) {
      const first = await faultline('run', 'reply-lost', '--format', format);
      expect([format, first.status, first.err, first.out.length > 300]).toEqual([format, 0, '', true]);
      expect(await faultline('run', 'reply-lost', '--format', format)).toEqual(first);
    }
  });

  it('has everything in json', async () => {
    const { out } = await faultline('run', 'reply-lost', '--format', 'json');
    const { header, events, expectations, invariants, stats } = JSON.parse(out) as { readonly [key: string]: unknown };
    expect(header).toEqual({
      faultline: 1,
      title: 'The reply is lost, the retry charges twice',
      model: 'request-reply',
      seed: 1,
      nodes: [{ id: 'alice', role: 'client' }, { id: 'shop', role: 'server' }],
      unit: 'us',
      clocks: {},
    });
    const list = events as { readonly i: number; readonly kind: string }[];
    expect(list.map(({ i }) => i)).toEqual(list.map((_, i) => i));
    expect(list.find(({ kind }) => kind === 'lose')).toMatchObject({ node: 'alice', reason: 'dropped', type: 'Reply' });
    expect(expectations).toContainEqual({ expect: 'violated: charged-at-most-once', ok: true });
    expect(invariants).toContainEqual({ id: 'charged-at-most-once', holds: false });
    expect(stats).toMatchObject({ events: list.length, messages: 4, lost: 1, virtualTime: 140_000, hash: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect((await faultline('run', 'reply-lost')).out).toContain((stats as { hash: string }).hash);
  });

  it('takes another seed and other parameters', async () => {
    const plain = await faultline('run', 'reply-lost', '--format', 'jsonl');
    const other = await faultline('run', 'reply-lost', '--seed', '7', '--set', 'timeout=200ms', '--set=retries=0', '--format', 'jsonl');
    expect(JSON.parse(other.out.split('\n')[0]!)).toMatchObject({ seed: 7 });
    expect(other.out).not.toBe(plain.out);
    expect(other.status).toBe(1);
    expect(other.err).toContain('expected, but not so: violated: charged-at-most-once (0 found)\n');
  });

  it('ends with 1 when an expectation does not hold', async () => {
    const name = file('fails.scenario.yaml', scenario('expect: [ { violated: charged-at-most-once }, { event: { kind: lose } } ]'));
    const { status, out, err } = await faultline('run', name);
    expect([status, err]).toEqual([1, '']);
    expect(out).toContain('  FAIL  violated: charged-at-most-once: never violated\n  FAIL  event: { kind: lose }: no event matches\n');
  });

  it('tells every problem with its place, and runs nothing', async () => {
    const name = file('wrong.scenario.yaml', scenario('sede: 1', 'faults: [ { lose: { type: Replay } } ]', 'until: 10sec'));
    const { status, out, err } = await faultline('run', 'reply-lost', name);
    expect([status, out]).toEqual([2, '']);
    expect(err).toBe(
      [
        'wrong.scenario.yaml:5:1: error: unknown key "sede" in a scenario (did you mean seed?)',
        'wrong.scenario.yaml:6:27: error: unknown message type "Replay" of the model request-reply; valid: Charge, Reply (did you mean Reply?)',
        'wrong.scenario.yaml:7:8: error: "until" is "10sec": unknown unit "sec" (units: us, ms, s, m, h) (did you mean 10s?)',
        '',
      ].join('\n'),
    );
  });

  it('runs in spite of warnings', async () => {
    const { status, err } = await faultline('run', file('warned.scenario.yaml', scenario('until: 1s', 'faults: [ { crash: { node: shop, at: 5s } } ]')));
    expect(status).toBe(0);
    expect(err).toBe('warned.scenario.yaml:6:38: warning: the run stops at 1s, before this time\n');
  });

  it('says that a run was stopped early', async () => {
    const workload = Array.from({ length: 40 }, (_, i) => `  - { at: ${i}s, client: alice, op: charge, args: { amount: 1 } }`);
    const name = file('long.scenario.yaml', ['faultline: 1', 'title: Long', 'model: request-reply', 'limits: { events: 100 }', 'workload:', ...workload, ''].join('\n'));
    const { status, err } = await faultline('run', name);
    expect(status).toBe(0);
    expect(err).toMatch(/^long\.scenario\.yaml: warning: the run was stopped early: .*limits\.events/);
  });

  it('runs several files one after another', async () => {
    const { status, out } = await faultline('run', 'reply-lost', 'request-lost');
    expect(status).toBe(0);
    expect(out.match(/hash [0-9a-f]{32}/g)).toHaveLength(2);
    const json = await faultline('run', 'reply-lost', 'request-lost', '--format', 'json');
    expect(JSON.parse(json.out)).toHaveLength(2);
    const jsonl = await faultline('run', 'reply-lost', 'request-lost', '--format', 'jsonl');
    expect([jsonl.status, jsonl.err]).toEqual([2, 'faultline: error: --format jsonl takes one FILE\n']);
  });

  it.each([
    [['run'], 'FILE is missing'],
    [['run', 'repl-lost'], 'there is no file and no bundled scenario "repl-lost" (did you mean reply-lost?)'],
    [['run', 'media'], 'media is a folder'],
    [['run', 'reply-lost', '--sed', '3'], 'unknown option --sed (did you mean --seed?)'],
    [['run', 'reply-lost', '-v'], 'unknown option -v'],
    [['run', 'reply-lost', '--seed'], '--seed needs a value: --seed N'],
    [['run', 'reply-lost', '--seed', '1', '--seed=2'], '--seed stands there twice'],
    [['run', 'reply-lost', '--seed', 'x'], '--seed x: "seed" must be a whole number, not "x"'],
    [['run', 'reply-lost', '--set', 'retires=3'], '--set retires=3: unknown key "retires" in the parameters of request-reply; valid: timeout, retries, idempotencyKey, work, balance (did you mean retries?)'],
    [['run', 'reply-lost', '--format', 'jsnl'], '--format cannot be "jsnl"; valid: summary, jsonl, json, mermaid, svg, text (did you mean jsonl?)'],
    [['run', 'reply-lost', '--runs', '0'], '--runs must be a number from 1 to 100000, not "0"'],
    [['run', 'reply-lost', '--runs', '5', '--format', 'svg'], '--runs goes with --format summary or json'],
    [['run', 'reply-lost', '--runs', '5', '--seed', '4294967293'], '5 seeds from 4294967293 on go beyond the last one, 4294967295'],
    [['models', 'extra'], '"extra" is one word too many'],
    [['models', '--json=yes'], '--json takes no value'],
    [['rnu'], 'unknown command "rnu"; valid: models, scenarios, run, diff, convert, check, notes (did you mean run?)'],
  ])('refuses %j', async (words, message) => {
    const { status, out, err } = await faultline(...words);
    expect([status, out]).toEqual([2, '']);
    expect(err.split('\n')[0]).toBe(`faultline: error: ${message}`);
  });

  it('does not take a trace for a scenario', async () => {
    const { status, err } = await faultline('run', file('some.trace.jsonl', '{}'));
    expect([status, err]).toEqual([2, 'faultline: error: some.trace.jsonl is a trace, not a scenario; `faultline convert` prints it in another form\n']);
  });

  it('refuses what is no text, or far too large', async () => {
    const binary = await faultline('run', file('binary.scenario.yaml', Uint8Array.of(0x66, 0xff, 0xfe, 0)));
    expect([binary.status, binary.err]).toEqual([2, 'binary.scenario.yaml:1:1: error: the file is not text in UTF-8\n']);
    const large = await faultline('run', file('large.scenario.yaml', 'a'.repeat(4_000_000)));
    expect([large.status, large.err]).toEqual([2, 'large.scenario.yaml:1:1: error: the file has 4000000 bytes; that is too large for a scenario\n']);
  });
});

describe('run --runs', () => {
  const lossy = scenario('seed: 5', 'network: { loss: 0.2 }', 'expect: [ { event: { kind: lose, count: 0 } } ]');

  it('says how often each expectation and invariant held, and how the numbers spread', async () => {
    const name = file('lossy.scenario.yaml', lossy);
    const { status, out } = await faultline('run', name, '--runs', '40', '--format', 'json');
    const result = JSON.parse(out) as { readonly expectations: readonly { readonly held: number }[]; readonly stats: object };
    expect(result).toMatchObject({
      title: 'One charge',
      model: 'request-reply',
      runs: 40,
      seeds: { from: 5, to: 44 },
      expectations: [{ expect: 'event: { kind: lose, count: 0 }', failedSeeds: expect.any(Array) }],
      invariants: expect.arrayContaining([expect.objectContaining({ id: 'ledger-non-negative', held: 40, rate: 1 })]),
      stats: { lost: { min: 0 }, charges: { max: expect.any(Number) } },
    });
    const [{ held } = { held: -1 }] = result.expectations;
    expect(held).toBeGreaterThan(5);
    expect(held).toBeLessThan(39);
    expect(status).toBe(1);
  });

  it('is a table without json, and 0 when everything always held', async () => {
    const { status, out } = await faultline('run', 'reply-lost-with-key', '--runs', '20');
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}invariant +charged-at-most-once +20 of 20 +100\.0 %/m);
    expect(out).toMatch(/^ {2}of a run +min +p50 +p90 +p95 +p99 +max +mean$/m);
  });
});

describe('convert', () => {
  it('writes what it reads: jsonl to jsonl is the same, to the byte', async () => {
    const { out } = await faultline('run', 'reply-lost', '--format', 'jsonl');
    const name = file('run.trace.jsonl', out);
    expect(await faultline('convert', name, '--to', 'jsonl')).toEqual({ status: 0, out, err: '' });
    for (const format of ['text', 'mermaid', 'svg']) {
      const converted = await faultline('convert', name, '--to', format);
      const direct = await faultline('run', 'reply-lost', '--format', format);
      expect([format, converted.status, converted.out]).toEqual([format, 0, direct.out]);
    }
  });

  it('tells what is wrong with a trace, with its place', async () => {
    const name = file('broken.trace.jsonl', '{"faultline":1,"title":"x","nodes":[{"id":"a"}],"unit":"us"}\n{"i":0,"t":0,"node":"a","kind":"sned"}\n');
    const { status, err } = await faultline('convert', name, '--to', 'text');
    expect(status).toBe(2);
    expect(err).toMatch(/^broken\.trace\.jsonl:2:\d+: error: .*\(did you mean "?send"?\?\)$/m);
  });

  it.each([
    [['convert', 'x'], '--to is missing; valid: '],
    [['convert', 'nothing.jsonl', '--to', 'text'], 'there is no file and no bundled scenario "nothing.jsonl"'],
    [['convert', 'reply-lost', '--to', 'text'], 'media/scenarios/ch8/reply-lost.scenario.yaml is a scenario, not a trace; `faultline run` makes a trace of it'],
    [['convert', 'package.json', '--to', 'text'], 'cannot tell the format of package.json; say --from '],
    [['convert', 'x', '--to', 'text', '--execution', '0'], '--execution must be a number from 1 on, not "0"'],
  ])('refuses %j', async (words, message) => {
    const { status, out, err } = await faultline(...words);
    expect([status, out]).toEqual([2, '']);
    expect(err.startsWith(`faultline: error: ${message}`)).toBe(true);
  });
});

describe('check', () => {
  it('says yes, with an order, and ends with 0', async () => {
    const { status, out, err } = await faultline('check', 'lock-one-owner', '--model', 'lock');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^linearizable as a lock: .*lock-one-owner\.scenario\.yaml\n {2}an order that explains everything:\n {4}bob: acquire\(printer\)\n {2}2 operations, \d+ states, [\d.]+ ms\n$/);
  });

  it('says no, with the operation that has no place and the events it goes from and to, and ends with 1', async () => {
    const { status, out } = await faultline('check', 'lock-two-owners', '--model', 'lock');
    expect(status).toBe(1);
    expect(out).toContain('not linearizable as a lock:');
    expect(out).toMatch(/^ {2}bob: acquire\(printer\) has no place: after alice: acquire\(printer\), printer is held by alice$/m);
    expect(out).toMatch(/^ {2}it was invoked by event \d+ at 4 ms and returned by event \d+ at 8 ms$/m);
  });

  it('reads a trace, and says the same of it as of its run', async () => {
    const trace = file('locks.trace.jsonl', (await faultline('run', 'lock-two-owners', '--format', 'jsonl')).out);
    const { status, out } = await faultline('check', trace, '--model', 'lock', '--json');
    expect(status).toBe(1);
    const result = JSON.parse(out) as { readonly unplaced: { readonly returned: number } };
    expect(result).toMatchObject({ file: 'locks.trace.jsonl', model: 'lock', verdict: 'not-linearizable', operations: 2, unplaced: { client: 'bob', f: 'acquire', key: 'printer' } });
    const fromRun = JSON.parse((await faultline('check', 'lock-two-owners', '--model', 'lock', '--json')).out) as typeof result;
    expect(fromRun.unplaced).toEqual(result.unplaced);
    expect(await faultline('check', trace, '--model', 'lock', '--from', 'jsonl')).toMatchObject({ status: 1, err: '' });
  });

  it('begins with another value, and gives up where it is told to', async () => {
    const read = (result: number, i: number) => `{"i":${i},"t":${i},"node":"c","kind":"invoke","op":${i},"f":"read"}\n{"i":${i + 1},"t":${i + 1},"node":"c","kind":"return","op":${i},"f":"read","result":${result},"status":"ok"}\n`;
    const trace = file('reads.trace.jsonl', `{"faultline":1,"title":"Reads","nodes":[{"id":"c"}],"unit":"us"}\n${read(0, 0)}${read(0, 2)}`);
    expect((await faultline('check', trace, '--model', 'register')).status).toBe(1);
    expect((await faultline('check', trace, '--model', 'register', '--initial', '0')).status).toBe(0);
    const { status, out } = await faultline('check', trace, '--model', 'register', '--initial', '0', '--max-states', '1');
    expect([status, out.split('\n')[0]]).toEqual([1, 'undecided as a register: reads.trace.jsonl']);
  });

  it('names the operations it leaves aside', async () => {
    const { status, err } = await faultline('check', 'user-name-once', '--model', 'kv');
    expect([status, err]).toEqual([0, '']);
    const mixed = file('mixed.scenario.yaml', ['faultline: 1', 'title: Both', 'model: only-one', 'workload: [ { at: 0s, client: alice, op: acquire }, { at: 0s, client: bob, op: create } ]', ''].join('\n'));
    expect(await faultline('check', mixed, '--model', 'lock')).toMatchObject({ status: 0, err: 'mixed.scenario.yaml: note: left aside, for a lock does not know them: create\n' });
  });

  it.each([
    [['check', 'lock-one-owner'], '--model is missing; valid: register, cas-register, lock, kv, queue'],
    [['check', 'lock-one-owner', '--model', 'lok'], '--model cannot be "lok"; valid: register, cas-register, lock, kv, queue (did you mean lock?)'],
    [['check', 'lock-one-ower', '--model', 'lock'], 'there is no file and no bundled scenario "lock-one-ower" (did you mean lock-one-owner?)'],
    [['check', 'reply-lost', '--model', 'queue'], 'media/scenarios/ch8/reply-lost.scenario.yaml has no operation of a queue (enqueue, dequeue); it has charge'],
    [['check', 'user-name-once', '--model', 'lock'], 'media/scenarios/ch8/user-name-once.scenario.yaml has no operation of a lock (acquire, release); it has create (did you mean kv?)'],
    [['check', 'lock-one-owner', '--model', 'lock', '--initial', 'free'], '--initial must be JSON, such as 0 or "a", not free'],
    [['check', 'lock-one-owner', '--model', 'lock', '--max-states', 'all'], '--max-states must be a number from 1 on, not "all"'],
    [['check', 'package.json', '--model', 'lock'], 'cannot tell the format of package.json; say --from jsonl or shiviz'],
  ])('refuses %j', async (words, message) => {
    const { status, out, err } = await faultline(...words);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('the program', () => {
  it('explains itself, each command, and no command that it does not have', async () => {
    const help = await faultline('--help');
    expect([help.status, help.err]).toEqual([0, '']);
    for (const command of ['models', 'scenarios', 'run', 'convert', 'check', 'notes']) {
      expect(help.out).toMatch(new RegExp(`^  ${command} `, 'm'));
      const own = await faultline(command, '--help');
      expect([own.status, own.out.startsWith(`usage: faultline ${command}`)]).toEqual([0, true]);
    }
    expect(help.out).not.toMatch(/^ {2}explore/m);
    expect(await faultline()).toEqual({ status: 2, out: '', err: help.out });
  });

  it.each(['explore'])('says that %s is not part of this version', async (command) => {
    const { status, out, err } = await faultline(command, 'reply-lost');
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(new RegExp(`^faultline: error: \`${command}\` is not part of this version \\(\\d+\\.\\d+\\.\\d+\\)\\n$`));
  });

  it('prints its version', async () => {
    expect((await faultline('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('calls a defect a defect, and ends with 70', async () => {
    const crippled = await buildProgram();
    try {
      writeFileSync(join(crippled.folder, 'dist', 'gallery.json'), '{');
      const { status, err } = await crippled.faultline('scenarios');
      expect(status).toBe(70);
      expect(err).toContain('this is a defect of Faultline, not of your input');
    } finally {
      crippled.remove();
    }
  }, 60_000);

  it('does not mind a reader that goes away', async () => {
    const workload = Array.from({ length: 1_500 }, (_, i) => `  - { at: ${i}s, client: alice, op: charge, args: { amount: 1 } }`);
    const name = file('many.scenario.yaml', ['faultline: 1', 'title: Many', 'model: request-reply', 'params: { balance: 1000000 }', 'until: 1h', 'workload:', ...workload, ''].join('\n'));
    const child = spawn(process.execPath, [join(program.folder, 'dist', 'cli.js'), 'run', name, '--format', 'jsonl'], { cwd: program.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([status, err]).toEqual([0, '']);
  });

  const log = join(root, '../shared/data/shiviz/shiviz/chord.log');
  it.skipIf(!existsSync(log))('converts a real log (skipped without the shared data)', async () => {
    const { status, out, err } = await faultline('convert', log, '--to', 'jsonl');
    expect([status, err.includes('error')]).toEqual([0, false]);
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly source?: string });
    expect(lines[0]).toMatchObject({ faultline: 1, source: 'shiviz' });
    expect(lines.length).toBeGreaterThan(500);
    const again = await faultline('convert', file('chord.trace.jsonl', out), '--to', 'jsonl');
    expect([again.status, again.out]).toEqual([0, out]);
  });
});
