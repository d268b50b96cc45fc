import { describe, expect, it } from 'vitest';
import { readAll, writeAll } from '../../src/formats/format';
import type { TraceReader } from '../../src/formats/format';
import { formatById } from '../../src/formats/formats';
import { JSONL_LIMITS, createJsonlReader } from '../../src/formats/jsonl/read';
import { hashTrace } from '../../src/trace/hash';
import { eventAt } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../trace/traces';

const HEADER = '{"faultline":1,"title":"x","nodes":[{"id":"a"},{"id":"b"}],"unit":"us"}';
const read = (...lines: string[]): TraceReader => readAll(createJsonlReader(), lines.join('\n'));
const jsonl = (trace: Trace): string => writeAll(formatById('jsonl')!, trace);
/** What is reported, one line each: `severity code line:column-end message`. */
const told = ({ problems }: TraceReader): string[] =>
  problems.map((p) => `${p.severity} ${p.code} ${p.line}:${p.column}-${p.endColumn} ${p.message}`);

describe('reading what was written', () => {
  for (const [name, steps] of [['the lost reply', LOST_REPLY], ['every kind of event', EVERY_KIND]] as const) {
    it(`gives the same trace: ${name}`, () => {
      const trace = traceOfSteps(steps, [], 'Title "quoted"');
      const text = jsonl(trace);
      const again = readAll(createJsonlReader(), text);
      expect(again.problems).toEqual([]);
      expect(again.missing).toEqual([]);
      expect(again.fraction).toBe(1);
      expect(again.trace.header).toEqual(trace.header);
      expect(again.trace.length).toBe(trace.length);
      for (let i = 0; i < trace.length; i++) {
        expect(eventAt(again.trace, i)).toEqual(eventAt(trace, i));
        expect(again.trace.partner[i]).toBe(trace.partner[i]);
        expect(again.trace.labels[again.trace.label[i]!]).toBe(trace.labels[trace.label[i]!]);
      }
      expect(hashTrace(again.trace)).toBe(hashTrace(trace));
      expect(jsonl(again.trace)).toBe(text);
    });
  }

  it('however it was cut into pieces, within characters too', () => {
    const trace = traceOfSteps([...LOST_REPLY, { t: 200_000, node: 'shöp 店 😀', kind: 'note', text: 'ünïcode 😀' }]);
    const text = jsonl(trace);
    const bytes = new TextEncoder().encode(text);
    for (const size of [1, 2, 3, 7, 100, 4096]) {
      const reader = createJsonlReader();
      for (let at = 0; at < bytes.length; at += size) {
        reader.feed(bytes.subarray(at, at + size));
        while (!reader.step());
      }
      reader.finish();
      while (!reader.step());
      expect(reader.problems).toEqual([]);
      expect(jsonl(reader.trace)).toBe(text);
    }
  });

  it('with line ends of Windows, a byte-order mark, blank lines, or no line end at the end', () => {
    const text = jsonl(traceOfSteps(LOST_REPLY));
    for (const variant of [`\ufeff${text}`, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\n\n  \n'), text.trimEnd()]) {
      const reader = readAll(createJsonlReader(), variant);
      expect(reader.problems).toEqual([]);
      expect(jsonl(reader.trace)).toBe(text);
    }
  });

  it('while it is still arriving: the first events are there before the last', () => {
    const text = jsonl(traceOfSteps(LOST_REPLY));
    const half = text.indexOf('\n', text.length / 2) + 5;
    const reader = createJsonlReader();
    reader.feed(text.slice(0, half));
    expect(reader.trace.length).toBe(0);
    while (!reader.step());
    const then = reader.trace.length;
    expect(then).toBeGreaterThan(5);
    expect(then).toBeLessThan(LOST_REPLY.length);
    expect(reader.trace.detail(3)).toMatchObject({ msg: 1, body: { amount: 10 } });
    reader.feed(text.slice(half));
    reader.finish();
    while (!reader.step());
    expect(reader.trace.length).toBe(LOST_REPLY.length);
  });

  it('in steps of bounded size', () => {
    const line = '{"i":0,"t":0,"node":"a","kind":"crash"}'.replace('"i":0,', '');
    const reader = createJsonlReader();
    reader.feed([HEADER, ...Array.from({ length: 10_000 }, () => line)].join('\n'));
    reader.finish();
    let steps = 1;
    while (!reader.step()) steps++;
    expect(reader.trace.length).toBe(10_000);
    expect(steps).toBeGreaterThanOrEqual(10);
  });
});

describe('what is wrong is told with its place', () => {
  it('broken JSON, and goes on with the next line', () => {
    const reader = read(
      HEADER,
      '{"i":0,"t":0,"node":"a","kind":"crash"}',
      '{"i":1,"t":0,"node":"a","kind":"restart"',
      '{"i":1,"t":0,node:"a","kind":"restart"}',
      '{"i":1,"t":0,"node":"a","kind":"restart"} x',
      '{"i":1,"t":0,"node":"a","kind":"rest\u0001art"}',
      '{"i":1,"t":00,"node":"a","kind":"restart"}',
      '[1,2]',
      'null',
      '{"i":1,"t":1,"node":"a","kind":"restart"}',
    );
    expect(told(reader)).toEqual([
      'error json 3:41-42 not JSON: expected , or }, but the line ends here',
      'error json 4:14-15 not JSON: expected a key in double quotes',
      'error json 5:43-44 not JSON: nothing may follow the end of the value',
      'error json 6:32-33 not JSON: this string has a character that must be escaped',
      'error json 7:13-14 not JSON: expected , or }',
      'error json 8:1-6 each line must be one object: {…}',
      'error json 9:1-5 each line must be one object: {…}',
    ]);
    expect(reader.trace.length).toBe(2);
    expect(reader.missing).toEqual(['7 lines are not JSON and were left out.']);
  });

  it('misspelt kinds, keys and words, with what was probably meant', () => {
    const reader = read(
      HEADER.replace('"title"', '"tilte"'),
      '{"i":0,"t":0,"node":"a","kind":"snd","msg":1,"to":"b","type":"M","body":{}}',
      '{"i":0,"t":0,"node":"a","kind":"send","msg":1,"to":"b","tpye":"M","type":"M","body":{}}',
      '{"i":1,"t":0,"node":"b","kind":"lose","cause":0,"msg":1,"reason":"droped","to":"b","type":"M"}',
      '{"i":2,"t":0,"node":"b","kind":"return","op":1,"f":"x","status":"fial","banana":1}',
    );
    expect(reader.problems.map(({ line, column, severity, suggestion }) => [line, column, severity, suggestion])).toEqual([
      [1, 16, 'warning', 'title'],
      [2, 32, 'error', 'send'],
      [3, 56, 'warning', 'type'],
      [4, 66, 'warning', 'dropped'],
      [5, 65, 'warning', 'fail'],
      [5, 72, 'warning', undefined],
      [5, 46, 'warning', undefined],
    ]);
    expect(reader.problems[1]!.message).toBe('"snd" is no kind of event; did you mean send? The event is left out');
    expect(reader.trace.detail(1)).toMatchObject({ reason: 'dropped' });
  });

  it('a header that is wrong in several ways, all at once', () => {
    const reader = read('{"faultline":1,"title":3,"seed":"x","nodes":[{"id":"a"},{"id":"a"},{"name":"b"},7],"timed":"no"}');
    expect(told(reader)).toEqual([
      'warning header 1:1-97 the header names no `unit`; times are taken as microseconds ("us")',
      'warning header 1:24-25 `title` must be a text',
      'warning header 1:33-36 the seed must be a number',
      'warning header 1:92-96 `timed` must be true or false',
      'warning header 1:45-83 node "a" is listed twice',
      'warning header 1:45-83 node 3 has no `id`; it is left out',
      'warning header 1:45-83 node 4 has no `id`; it is left out',
    ]);
    expect(reader.trace.header.nodes).toEqual([{ id: 'a' }]);
  });

  it('a version or unit that cannot be read: nothing is', () => {
    for (const header of ['{"faultline":2,"unit":"us"}', '{"faultline":1,"unit":"ms"}', '{"title":"x"}']) {
      const reader = read(header, '{"i":0,"t":0,"node":"a","kind":"crash"}');
      expect(reader.trace.length).toBe(0);
      expect(reader.problems.map(({ severity }) => severity)).toContain('error');
    }
    expect(told(read(''))).toEqual(['error header 1:1-2 the file is empty: it has no header line']);
  });

  it('only so many in full, the rest as a number', () => {
    const reader = read(HEADER, ...Array.from({ length: 500 }, () => 'x'));
    expect(reader.problems).toHaveLength(JSONL_LIMITS.maxProblems);
    expect(reader.moreProblems).toBe(500 - JSONL_LIMITS.maxProblems);
    expect(reader.missing).toEqual(['500 lines are not JSON and were left out.']);
  });
});

describe('a trace with holes opens with what it has', () => {
  it('without its header, from the middle on', () => {
    const lines = jsonl(traceOfSteps(LOST_REPLY)).trimEnd().split('\n').slice(8);
    const reader = readAll(createJsonlReader({ fileName: 'cut.jsonl' }), lines.join('\n'));
    expect(reader.trace.length).toBe(11);
    expect(reader.trace.header).toMatchObject({ title: 'cut.jsonl', nodes: [{ id: 'shop' }, { id: 'alice' }] });
    expect(reader.missing).toEqual([
      'The header line is missing.',
      'Event numbers are missing at 1 place.',
      '2 events name a cause that is not there.',
      'The setting of 1 timer is missing.',
      'The invocation of 1 operation is missing.',
    ]);
    // Causes and proofs still mean the same events.
    expect(reader.trace.cause[1]).toBe(0);
    expect(reader.trace.detail(6)).toMatchObject({ invariant: 'charged-at-most-once', events: [5] });
    expect(eventAt(reader.trace, 4)).toMatchObject({ i: 4, kind: 'deliver', cause: 3 });
  });

  it('with lines missing in between', () => {
    const lines = jsonl(traceOfSteps(LOST_REPLY)).trimEnd().split('\n');
    lines.splice(4, 1);
    const reader = readAll(createJsonlReader(), lines.join('\n'));
    expect(reader.missing).toEqual([
      'Event numbers are missing at 1 place.',
      '1 event names a cause that is not there.',
      'The sending of 1 message is missing.',
    ]);
    expect(told(reader)[0]).toBe('warning gap 5:6-7 event 3 is missing before this one');
    // The reply's send (event 7 in the file) is row 6 here.
    expect(reader.trace.cause[7]).toBe(6);
    expect(reader.trace.partner[7]).toBe(6);
  });

  it('with numbers that repeat, go back or are absent', () => {
    const event = (i: string, cause = ''): string => `{${i}"t":0,"node":"a","kind":"note","text":"x"${cause}}`;
    const reader = read(HEADER, event('"i":0,'), event('"i":5,'), event('"i":2,', ',"cause":5'), event('"i":5,', ',"cause":2'), event(''), event('"i":7,', ',"cause":6'), event('"i":8,', ',"cause":99'), event('"i":"x",'));
    expect([...reader.trace.cause.slice(0, 8)]).toEqual([-1, -1, 1, 2, -1, 4, -1, -1]);
    expect(reader.problems.map(({ line, code }) => [line, code])).toEqual([
      [3, 'gap'], [4, 'index'], [5, 'index'], [6, 'index'], [8, 'cause'], [9, 'index'],
    ]);
  });

  it('with fields missing or of the wrong type', () => {
    const reader = read(
      HEADER,
      '{"i":0,"node":"a","kind":"send"}',
      '{"i":1,"t":10,"node":"b","kind":"deliver","msg":"x"}',
      '{"i":2,"t":4,"node":"b","kind":"state","set":[1]}',
      '{"i":3,"t":12.6,"node":"c","kind":"partition","from":["a"]}',
      '{"i":4,"t":1e300,"node":"b","kind":"violation","invariant":"x","detail":"y","events":"no"}',
      '{"i":5,"t":20,"kind":"crash"}',
    );
    expect(reader.trace.length).toBe(5);
    expect(reader.trace.detail(0)).toEqual({ msg: -1, to: '?', type: '?', body: {} });
    expect(reader.trace.detail(1)).toEqual({ msg: -1, from: '?', type: '?' });
    expect(reader.trace.detail(2)).toEqual({ set: {} });
    expect(reader.trace.detail(3)).toEqual({ from: ['a'], groups: [] });
    expect([...reader.trace.t.slice(0, 5)]).toEqual([0, 10, 10, 13, Number.MAX_SAFE_INTEGER]);
    expect(reader.missing).toEqual([
      '1 event without a node was left out.',
      '3 events have no usable time.',
      '1 event was out of order in time.',
      '1 node is not in the header.',
      'The sending of 1 message is missing.',
      '7 fields are missing.',
      '3 fields have a value of the wrong type.',
    ]);
  });

  it('and what a loss or delivery need not say is known from its send, also when asked again later', () => {
    const lines = [HEADER, '{"i":0,"t":0,"node":"a","kind":"send","msg":7,"to":"b","type":"Hello","body":{}}', '{"i":1,"t":5,"node":"b","kind":"lose","msg":7,"reason":"dropped"}', '{"i":2,"t":5,"node":"b","kind":"deliver","msg":7,"duplicate":false}'];
    for (let k = 0; k < 2000; k++) lines.push(`{"i":${k + 3},"t":5,"node":"a","kind":"note","text":"${k}"}`);
    const reader = read(...lines);
    expect(reader.problems).toEqual([]);
    expect(reader.trace.detail(1)).toEqual({ msg: 7, reason: 'dropped', to: 'b', type: 'Hello' });
    expect(reader.trace.detail(2)).toEqual({ msg: 7, type: 'Hello', from: 'a' });
    expect(reader.trace.cause[1]).toBe(0);
  });
});

describe('limits are kept and told', () => {
  const limits = { ...JSONL_LIMITS, maxEvents: 3, maxLineBytes: 200, maxDepth: 10 };
  const crash = '{"t":0,"node":"a","kind":"crash"}';
  it('on events', () => {
    const reader = readAll(createJsonlReader({}, limits), [HEADER, crash, crash, crash, crash, crash].join('\n'));
    expect(reader.trace.length).toBe(3);
    expect(told(reader).at(-1)).toBe('error too-many-events 5:1-2 a trace may have 3 events; the rest is not read');
    expect(reader.fraction).toBe(1);
  });
  it('on the length of a line, without keeping it', () => {
    const long = `{"t":0,"node":"a","kind":"note","text":"${'x'.repeat(500)}"}`;
    for (const size of [10, 10_000]) {
      const reader = createJsonlReader({}, limits);
      const text = [HEADER, long, crash, long].join('\n');
      for (let at = 0; at < text.length; at += size) reader.feed(text.slice(at, at + size));
      reader.finish();
      while (!reader.step());
      expect(reader.trace.length).toBe(1);
      expect(reader.problems.filter(({ code }) => code === 'too-long').map(({ line }) => line)).toEqual([2, 4]);
    }
  });
  it('on depth', () => {
    const nested = (depth: number): string => `{"t":0,"node":"a","kind":"note","text":"[[[[[[[[[[[[","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const reader = readAll(createJsonlReader({}, { ...limits, maxDepth: 50, maxLineBytes: 1000 }), [HEADER, nested(49), nested(50)].join('\n'));
    expect(reader.trace.length).toBe(1);
    expect(reader.problems.map(({ code }) => code)).toContain('too-deep');
  });
  it('on nodes', () => {
    const nodes = Array.from({ length: 65_540 }, (_, k) => `{"id":"n${k}"}`).join(',');
    const reader = readAll(createJsonlReader(), `{"faultline":1,"title":"x","unit":"us","nodes":[${nodes}]}\n${crash}`);
    expect(reader.trace.header.nodes).toHaveLength(65_535);
    expect(reader.trace.length).toBe(0);
    expect(reader.problems.map(({ code }) => code)).toEqual(['header', 'too-many-nodes']);
  });
});
