import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../src/formats/format';
import type { ReadOptions } from '../../src/formats/format';
import { detectFormat } from '../../src/formats/formats';
import { LAYOUTS, isProblem, matcherFor } from '../../src/formats/shiviz/layouts';
import { parseClock } from '../../src/formats/shiviz/clock';
import { createShivizReader, looksLikeShiviz } from '../../src/formats/shiviz/read';
import type { ShivizReader } from '../../src/formats/shiviz/read';
import { createCausality } from '../../src/trace/causality';
import { describe as inWords } from '../../src/trace/describe';
import { KIND, nodeOf } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/shiviz/${name}`, import.meta.url), 'utf8');
const read = (text: string | Uint8Array, options: ReadOptions = {}): ShivizReader => readAll(createShivizReader(options), text) as ShivizReader;
const story = (trace: Trace): string[] => Array.from({ length: trace.length }, (_, i) => `${trace.t[i]} ${nodeOf(trace, i)} ${inWords(trace, i)}`);

/** What the log says at a row: of a note its text, of a send or deliver the event it is part of. */
function loggedAt(trace: Trace, i: number): string | undefined {
  const detail = trace.detail(i) as { text?: string; type?: string; body?: unknown; log?: { event: string } };
  return detail.text ?? detail.log?.event ?? (detail.body === undefined ? undefined : detail.type);
}

describe('a log that brings its own expression', () => {
  const text = fixture('own-pattern.log');
  it('is read by it, its second line parting executions', () => {
    const reader = read(text);
    expect(reader.problems).toEqual([]);
    expect(reader.facts).toEqual({ executions: 2, events: 5, hosts: 2, edges: 2, layout: 'own' });
    expect(reader.trace.header).toMatchObject({ title: '7', source: 'shiviz', timed: false, nodes: [{ id: 'alice' }, { id: 'shop' }] });
    expect(story(reader.trace)).toEqual([
      '0 alice sends asks to shop {level: INFO}',
      '1 shop note: starts',
      '2 shop receives asks from alice {level: INFO} – gets the request',
      '3 shop sends answers to alice {level: INFO}',
      '4 alice receives answers from shop {level: INFO} – has the answer',
    ]);
    expect(reader.trace.detail(1)).toEqual({ text: 'starts', log: { event: 'starts', level: 'INFO' } });
    expect(reader.trace.detail(2)).toMatchObject({ log: { event: 'gets the request', level: 'WARN' } });
    expect([...reader.trace.partner.slice(0, 5)]).toEqual([2, -1, 0, 4, 3]);
    expect(reader.missing).toEqual([]);
    expect(reader.executions).toEqual(['7', '8']);
  });
  it('in the execution asked for', () => {
    expect(story(read(text, { execution: 2, fileName: 'x.log' }).trace)).toEqual(['0 alice note: asks again']);
    expect(read(text, { execution: 2, fileName: 'x.log' }).trace.header.title).toBe('x.log: 8');
    expect(read(text, { execution: 3 }).problems.map(({ message }) => message)).toEqual(['there is no execution 3; the log has 2']);
  });
  it('or by the one the user gives instead', () => {
    const reader = read(text, { pattern: '(?<host>\\w+) (?<event>.*) @(?<clock>{.*})', delimiter: 'run 8' });
    expect(reader.facts).toMatchObject({ layout: 'given', executions: 2, events: 5 });
  });
  it('without a second expression, when the second line is of the log', () => {
    const reader = read('(?<host>\\S+) (?<clock>{.*})\\n(?<event>.*)\na {"a":1}\nx\nb {"b":1}\ny\n');
    expect(reader.facts).toMatchObject({ events: 2, executions: 1 });
  });
  it('that cannot be used: says where and why', () => {
    const told = (first: string, options: ReadOptions = {}): string[] =>
      read(`${first}\n\na {"a":1}\nx`, options).problems.map((p) => `${p.line}:${p.column} ${p.message}`);
    expect(told('(?<host>\\S+) (?<clock>{.*}\\n(?<event>.*)')).toEqual(['1:14 the expression cannot be used: this ( is not closed']);
    expect(told('(?<host>\\S+) (?<clock>{.*})')).toEqual(['1:1 the expression cannot be used: the expression has no group (?<event>…)']);
    expect(told('a', { pattern: '(' })).toEqual(['1:1 the expression cannot be used: this ( is not closed (column 1 of the expression)']);
    expect(told('a', { delimiter: '[' })).toEqual(['1:1 the expression for the lines between executions cannot be used: this [ is not closed']);
    expect(read('(?<host>\\S+) (?<clock>{.*})\\n(?<event>.*)\n[\na {"a":1}\nx').problems.map(({ line, column }) => [line, column])).toEqual([[2, 1]]);
  });
});

describe('a log with holes', () => {
  it('opens with what it has and says what is missing', () => {
    const reader = read(fixture('holes.log'));
    expect(reader.facts).toMatchObject({ events: 6, hosts: 3, edges: 2, layout: 'host-first' });
    expect(story(reader.trace)).toEqual([
      '0 alice sends “asks the shop” to shop',
      '1 shop note: starts',
      '2 alice note: goes on',
      '3 shop receives “asks the shop” from alice – answers',
      '3 shop sends answers to alice',
      '4 alice receives answers from shop – has an answer that came through the bank',
      '4 alice receives “has an answer that came through the bank” from bank',
      '5 shop note: has the same clock again',
    ]);
    expect(reader.problems.map((p) => [p.line, p.column, p.message])).toEqual([
      [9, 6, 'this is no vector clock; the event is left out'],
      [15, 6, 'the clock has no counter of its own host shop; the event is left out'],
    ]);
    expect(reader.missing).toEqual([
      '2 events left out: the clock cannot be read.',
      'shop logged nothing for 2 counts of its clock, the first is 2.',
      '1 host in clocks without any event: bank.',
      'The sending of 1 message is not in the log.',
      '1 event with the same clock value as another on its host.',
    ]);
  });
  it('opens even when its clocks contradict each other', () => {
    const reader = read(fixture('contradiction.log'));
    expect(reader.facts.events).toBe(4);
    expect(reader.trace.length).toBeGreaterThanOrEqual(4);
    expect(reader.missing).toContain('Clocks contradict each other at 1 place; the order there is a guess.');
    for (let i = 0; i < reader.trace.length; i++) expect(reader.trace.cause[i]).toBeLessThan(i);
  });
  it('or not at all, with a word on what would help', () => {
    for (const text of ['', '\n\n', 'hello\nworld\n', '{"a": 1}', '%PDF-1.4 \u0000']) {
      const reader = read(text);
      expect(reader.trace.length).toBe(0);
      expect(reader.problems).toHaveLength(1);
    }
  });
});

describe('times of a log', () => {
  const at = (...times: string[]): number[] => {
    const lines = times.flatMap((time, k) => [`${time}|e${k}`, `a {"a":${k + 1}}`]);
    const { trace } = read(lines.join('\n'), { pattern: '(?<timestamp>.*)\\|(?<event>.*)\\n(?<host>\\S+) (?<clock>{.*})' });
    return trace.header.timed === false ? [] : Array.from(trace.t.slice(0, trace.length));
  };
  it('are shown as microseconds from the first, whatever they are written in', () => {
    expect(at('1456966522870845696', '1456966522870848032')).toEqual([0, 2]);
    expect(at('1400000000000', '1400000000250')).toEqual([0, 250_000]);
    expect(at('1400000000', '1400000001')).toEqual([0, 1_000_000]);
    expect(at('256824341944726', '256824341944999')).toEqual([0, 0]);
    expect(at('12.5', '12.500125')).toEqual([0, 125]);
    expect(at('10/13/2014 14:37:20.543', '10/13/2014 14:37:21')).toEqual([0, 457_000]);
    expect(at('5/27/2013 11:59:59 AM', '5/27/2013 12:00:01 PM', '5/28/2013 12:00:00 AM')).toEqual([0, 2_000_000, 43_201_000_000]);
    expect(at('2013-05-24 23:59:59,900', '2013-05-25 00:00:00,100')).toEqual([0, 200_000]);
    expect(at('2024-02-28T23:00:00Z', '2024-02-29T01:00:00+01:00', '2024-03-01T00:00:00.000001Z')).toEqual([0, 3_600_000_000, 90_000_000_001]);
    expect(at('23:00:00', '23:00:01.5')).toEqual([0, 1_500_000]);
  });
  it('give way to causes, and are left out when they cannot be read', () => {
    expect(at('then', 'now')).toEqual([]);
    const reader = read('5000|late\nb {"b":1,"a":1}\n9000|early\na {"a":1}', { pattern: '(?<timestamp>\\d+)\\|(?<event>.*)\\n(?<host>\\S+) (?<clock>{.*})' });
    expect(reader.trace.length).toBe(2);
    expect(loggedAt(reader.trace, 0)).toBe('early');
    expect(reader.missing).toEqual(['1 event with a time before that of the cause; drawn later.']);
  });
});

describe('vector clocks', () => {
  it('are read in the forms in which logs have them', () => {
    const clocks = ['{"a":1, "b" : 2}', '{\\"a\\":1,\\"b\\":2}', 'map[a:1 b:2]', '{a: 1, b: 2}', 'a=1 b=2'];
    for (const clock of clocks) expect([...(parseClock(clock) as Map<string, number>)]).toEqual([['a', 1], ['b', 2]]);
    expect(parseClock('[1, 2]')).toEqual([1, 2]);
  });
  it('or what is wrong with them is said', () => {
    expect(['{"a":-1}', '{"a":1.5}', '{"a":"x"}', '[1,"x"]', '7', '{', '', '{}x', `{${Array.from({ length: 1001 }, (_, k) => `"h${k}":1`).join()}}`].map(parseClock)).toEqual([
      'the counter of a must be a whole number', 'the counter of a must be a whole number', 'the counter of a must be a whole number',
      'the counters of a clock must be whole numbers', 'a clock must be an object of hosts and counters', 'the clock is empty', 'the clock is empty',
      'this is no vector clock', 'the clock has more than 1000 entries',
    ]);
  });
});

describe('the layouts that are found out', () => {
  it('are expressions that can be used', () => {
    for (const { pattern } of LAYOUTS) expect(isProblem(matcherFor(pattern, true))).toBe(false);
  });
  it('tell host-first from event-first, and both from other text', () => {
    const hostFirst = 'a {"a":1}\nx\nb {"b":1}\ny\n';
    const eventFirst = 'x\na {"a":1}\ny\nb {"b":1}\n';
    for (const [text, layout] of [[hostFirst, 'host-first'], [eventFirst, 'event-first'], [`=== A ===\n${hostFirst}=== B ===\n${hostFirst}`, 'host-first']] as const) {
      const reader = read(text.replaceAll('\n', '\r\n'));
      expect(reader.facts).toMatchObject({ events: 2, layout });
      expect(loggedAt(reader.trace, 0)).toBe('x');
      expect(looksLikeShiviz(text)).toBeGreaterThan(0.5);
      expect(detectFormat(text)?.id).toBe('shiviz');
    }
    expect(looksLikeShiviz('a log\nof nothing {"x":1}\n')).toBe(0);
    expect(looksLikeShiviz('{"faultline":1,"title":"x","nodes":[],"unit":"us"}\n')).toBe(0);
  });
});

/** A random execution with vector clocks: what happened, and its log line by line. */
interface Run {
  readonly clocks: readonly { readonly host: string; readonly clock: { readonly [host: string]: number } }[];
  readonly messages: readonly (readonly [from: number, to: number])[];
}
const randomRun = fc.array(fc.record({ host: fc.nat(3), message: fc.nat(99), pick: fc.nat(99) }), { minLength: 1, maxLength: 80 }).map((choices): Run => {
  const now: { [host: string]: number }[] = [{}, {}, {}, {}];
  const clocks: { host: string; clock: { [host: string]: number } }[] = [];
  const messages: [number, number][] = [];
  for (const { host, message, pick } of choices) {
    const name = `h${host}`;
    const clock = (now[host] = { ...now[host] });
    clock[name] = (clock[name] ?? 0) + 1;
    // Half of the events receive: from some earlier event of another host.
    const from = pick % Math.max(1, clocks.length);
    if (message < 50 && clocks.length > 0 && clocks[from]!.host !== name) {
      for (const [other, counter] of Object.entries(clocks[from]!.clock)) clock[other] = Math.max(clock[other] ?? 0, counter);
      messages.push([from, clocks.length]);
    }
    clocks.push({ host: name, clock: { ...clock } });
  }
  return { clocks, messages };
});

describe('causes read off the clocks', () => {
  it('are exactly those of the run, in any order of the lines', () => {
    fc.assert(
      fc.property(randomRun, fc.infiniteStream(fc.nat(1_000_000)), fc.boolean(), ({ clocks }, chance, byHost) => {
        const lines = clocks.map(({ host, clock }, k) => ({ host, sort: chance.next().value as number, text: `${host} ${JSON.stringify(clock)}\ne${k}` }));
        lines.sort(byHost ? (a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0) : (a, b) => a.sort - b.sort);
        const reader = read(lines.map(({ text }) => text).join('\n'), { pattern: '(?<host>\\S+) (?<clock>{.*})\\n(?<event>.*)' });
        expect(reader.problems).toEqual([]);
        expect(reader.missing).toEqual([]);
        const { trace } = reader;
        const rowOf = new Map<string, number>();
        for (let i = trace.length - 1; i >= 0; i--) {
          const logged = loggedAt(trace, i);
          if (logged !== undefined && (trace.kind[i] !== KIND.deliver || (trace.detail(i) as { log?: unknown }).log !== undefined)) rowOf.set(logged, i);
        }
        expect(rowOf.size).toBe(clocks.length);
        const causality = createCausality(trace);
        causality.update();
        for (const [a, { host, clock }] of clocks.entries()) {
          for (const [b, later] of clocks.entries()) {
            if (a === b) continue;
            const knows = (later.clock[host] ?? 0) >= clock[host]!;
            expect(causality.before(rowOf.get(`e${a}`)!, rowOf.get(`e${b}`)!)).toBe(knows);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are no more than needed: none follows from the others', () => {
    fc.assert(
      fc.property(randomRun, ({ clocks, messages }) => {
        const text = clocks.map(({ host, clock }, k) => `${host} ${JSON.stringify(clock)}\ne${k}`).join('\n');
        const reader = read(text, { pattern: '(?<host>\\S+) (?<clock>{.*})\\n(?<event>.*)' });
        // A message is needed when its receiver's host knew less of the sender's before, however it could have known.
        const needed = messages.filter(([from, to]) => {
          const { host } = clocks[to]!;
          const before = clocks.slice(0, to).filter((event) => event.host === host).at(-1);
          return (before?.clock[clocks[from]!.host] ?? 0) < clocks[from]!.clock[clocks[from]!.host]!;
        });
        expect(reader.facts.edges).toBe(needed.length);
      }),
      { numRuns: 100 },
    );
  });
});

/** Facts that hold of real logs, checked by hand and by the clocks themselves. */
const REAL: readonly (readonly [file: string, options: ReadOptions, facts: Partial<ShivizReader['facts']>, timed: boolean])[] = [
  ['govector-history/example-Log.txt', {}, { executions: 2, events: 6, hosts: 2, edges: 0, layout: 'host-first' }, false],
  ['govector-history/example-Log.txt', { execution: 2 }, { executions: 2, events: 5, hosts: 2, edges: 0 }, false],
  ['govector-history/example2-Log.txt', {}, { executions: 1, events: 3, hosts: 1, edges: 0, layout: 'host-first' }, false],
  ['govector-history/exampleprocess-Log.txt', {}, { executions: 1, events: 4, hosts: 1, edges: 0 }, false],
  ['govector-history/waliprocess-Log.txt', {}, { executions: 1, events: 4, hosts: 1, edges: 0 }, false],
  ['govector-history/test__test-Log.txt', {}, { executions: 1, events: 2, hosts: 2, edges: 0, layout: 'lists' }, false],
  ['shiviz-history/sample.log', {}, { executions: 1, events: 12_001, hosts: 12, edges: 4795, layout: 'own' }, false],
  ['shiviz-history/tsviz_shared_var_3_threads.log', {}, { executions: 1, events: 7000, hosts: 3, edges: 758, layout: 'timestamped' }, true],
  ['shiviz/chord.log', {}, { executions: 1, events: 1235, hosts: 8, edges: 541, layout: 'host-first' }, false],
  ['shiviz/ewd998.log', {}, { executions: 3, events: 77, hosts: 7, layout: 'tlc' }, false],
  ['shiviz/ewd998.log', { execution: 2 }, { executions: 3, events: 248, hosts: 5, layout: 'tlc' }, false],
  ['shiviz/ewd998.log', { execution: 3 }, { executions: 3, events: 665, hosts: 7, layout: 'tlc' }, false],
  ['shiviz/facebook.log', {}, { executions: 1, events: 47, hosts: 4, edges: 23, layout: 'access-log' }, true],
  ['shiviz/facebook-multiple-study.log', {}, { executions: 2, events: 47, hosts: 4, edges: 23 }, true],
  ['shiviz/facebook-multiple-study.log', { execution: 2 }, { executions: 2, events: 41, hosts: 4 }, true],
  ['shiviz/reliable-broadcast.log', {}, { executions: 1, events: 116, hosts: 4, edges: 48, layout: 'akka' }, true],
  ['shiviz/simple-reliable-broadcast.log', {}, { executions: 1, events: 39, hosts: 3, edges: 16, layout: 'akka' }, true],
  ['shiviz/tsviz_shared_var_4_threads.log', {}, { executions: 1, events: 5000, hosts: 4, edges: 548, layout: 'timestamped' }, true],
  ['shiviz/voldemort.log', {}, { executions: 1, events: 864, hosts: 20, edges: 34, layout: 'event-first' }, true],
  ['tsviz-history/log__fslock_24t_4sp.log', {}, { executions: 1, events: 2001, hosts: 30, edges: 98, layout: 'own' }, true],
];
const DATA = new URL('../../../shared/data/shiviz/', import.meta.url);

describe('real logs', () => {
  for (const [file, options, facts, timed] of REAL) {
    const there = existsSync(new URL(file, DATA));
    const which = options.execution === undefined ? file : `${file}, execution ${options.execution}`;
    it.skipIf(!there)(`${which}${there ? '' : ' (skipped: the file is not here)'}`, () => {
      const reader = read(readFileSync(new URL(file, DATA)), options);
      expect(reader.problems).toEqual([]);
      expect(reader.facts).toMatchObject(facts);
      expect(reader.trace.header.timed !== false).toBe(timed);
      checkAgainstClocks(reader, readFileSync(new URL(file, DATA), 'utf8'), options.execution ?? 1);
    });
  }
  for (const file of ['shiviz/RpcClientServer.json', 'shiviz/motifs.json']) {
    const there = existsSync(new URL(file, DATA));
    it.skipIf(!there)(`${file} is no log and is refused with a word${there ? '' : ' (skipped: the file is not here)'}`, () => {
      const reader = read(readFileSync(new URL(file, DATA)));
      expect(reader.trace.length).toBe(0);
      expect(reader.problems.map(({ code }) => code)).toEqual(['layout']);
    });
  }
});

interface Stamped {
  readonly host: string;
  readonly clock: { readonly [host: string]: number };
}

/** Host and clock of every event of an execution, found without any of our code, in the order of each host's counter. */
function stampsOf(text: string, execution: number): Stamped[] {
  const parts = text.split(/^=== .* ===[ \t]*$/m);
  const part = parts.length === 1 ? text : parts[execution]!;
  const found = [
    ...part.matchAll(/user\/(\w+)\] (\{.*?\}) /g),
    ...part.matchAll(/Host = (\w+)\r?\n.*Clock = "(\{.*\})"/g),
    ...part.matchAll(/^(\S+) (\{.*\})\s*$/gm),
  ].filter(([, host]) => !host!.includes('?<'));
  const stamps = found.map(([, host, clock]): Stamped => ({ host: host!, clock: JSON.parse(clock!.replaceAll('\\"', '"')) as Stamped['clock'] }));
  return stamps.sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : a.clock[a.host]! - b.clock[b.host]!));
}

/**
 * Rows are in an order that causes allow, each send goes to its deliver, no message comes from nowhere unsaid; and one
 * event comes before another exactly when the log's own clocks say so.
 */
function checkAgainstClocks({ trace, facts, missing }: ShivizReader, text: string, execution: number): void {
  let sends = 0;
  let unsent = 0;
  /** First row of each event, by host, in order. */
  const rows = new Map<string, number[]>(trace.header.nodes.map(({ id }) => [id, []]));
  for (let i = 0; i < trace.length; i++) {
    expect(trace.cause[i]!).toBeLessThan(i);
    if (i > 0) expect(trace.t[i]!).toBeGreaterThanOrEqual(trace.t[i - 1]!);
    const kind = trace.kind[i]!;
    if (kind === KIND.send) {
      sends++;
      expect(trace.partner[i]).toBeGreaterThan(i);
      expect(trace.node[trace.partner[i]!]).not.toBe(trace.node[i]);
    } else if (kind === KIND.deliver && trace.partner[i]! < 0) unsent++;
    const begins = kind === KIND.note || (kind === KIND.send && trace.cause[i]! < 0) || (kind === KIND.deliver && 'log' in trace.detail(i));
    if (begins) rows.get(nodeOf(trace, i))!.push(i);
  }
  expect(sends).toBe(facts.edges);
  expect(missing.some((sentence) => sentence.startsWith('The sending of'))).toBe(unsent > 0);

  const stamps = stampsOf(text, execution);
  if (facts.layout === 'lists') return;
  expect(stamps).toHaveLength(facts.events);
  const taken = new Map<string, number>();
  const placed = stamps.map((stamp) => {
    const at = taken.get(stamp.host) ?? 0;
    taken.set(stamp.host, at + 1);
    return { ...stamp, row: rows.get(stamp.host)![at]! };
  });
  const causality = createCausality(trace);
  causality.update();
  let draw = 12345;
  const wrong: unknown[] = [];
  const random = (below: number): number => (draw = (Math.imul(draw, 1103515245) + 12345) & 0x7fffffff) % below;
  for (let n = 0; n < 400; n++) {
    const later = placed[random(placed.length)]!;
    const past = causality.past(later.row);
    for (let k = 0; k < 20; k++) {
      const earlier = placed[random(placed.length)]!;
      if (earlier === later) continue;
      const knows = (later.clock[earlier.host] ?? 0) >= earlier.clock[earlier.host]!;
      const same = earlier.host === later.host;
      // Without the event that sent a message, what the receiver knew of others cannot all be drawn.
      const drawn = past.has(earlier.row);
      if ((drawn || unsent === 0) && drawn !== (same ? earlier.row < later.row : knows)) wrong.push([earlier, later]);
    }
  }
  expect(wrong).toEqual([]);
}
