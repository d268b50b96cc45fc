import { describe, expect, it } from 'vitest';
import { writeAll } from '../../src/formats/format';
import { FORMATS, detectFormat, formatById } from '../../src/formats/formats';
import { LOST_REPLY, traceOfSteps } from '../trace/traces';
import type { Step } from '../trace/traces';

describe('the transcript', () => {
  it('tells the lost reply as a story, in columns', () => {
    const trace = traceOfSteps(LOST_REPLY, [], 'The reply is lost');
    expect(writeAll(formatById('text')!, trace)).toMatchInlineSnapshot(`
      "# The reply is lost
      # 2 nodes · 18 events
       0    0.000 ms  alice  becomes client, sets asked = 0, done = false
       1    0.000 ms  shop   becomes server, sets charged = 0
       2    1.000 ms  alice  invokes charge(amount: 10)
       3    1.000 ms  alice  sends Charge to shop {amount: 10}
       4    1.000 ms  alice  sets timer timeout for 100 ms
       5   11.000 ms  shop   receives Charge from alice {amount: 10}
       6   11.000 ms  shop   sets charged = 10
       7   11.000 ms  shop   sends Reply to alice {ok: true}
       8   16.000 ms  alice  never gets Reply from shop: dropped on the way
       9  101.000 ms  alice  timer timeout fires
      10  101.000 ms  alice  sends Charge to shop {amount: 10}
      11  111.000 ms  shop   receives Charge from alice {amount: 10}
      12  111.000 ms  shop   sets charged = 20
      13  111.000 ms  shop   violates charged-at-most-once: charged 20
      14  111.000 ms  shop   sends Reply to alice {ok: true}
      15  121.000 ms  alice  receives Reply from shop {ok: true}
      16  121.000 ms  alice  sets done = true
      17  121.000 ms  alice  returns from charge(amount: 10): ok charged
      "
    `);
  });
  it('has one line an event, whatever the texts are, and no times where there are none', () => {
    const steps: Step[] = [
      { t: 0, node: 'a\nb', kind: 'note', text: 'one\ntwo\r\nthree\u2028four' },
      { t: 1, node: 'x'.repeat(100), kind: 'send', msg: 1, to: '\n', type: '\n\n', body: { '\n': '\n' } },
    ];
    const trace = traceOfSteps(steps, [], 'a\nb');
    const text = writeAll(formatById('text')!, { ...trace, header: { ...trace.header, timed: false }, detail: trace.detail, length: 2 });
    expect(text.split('\n')).toHaveLength(2 + 2 + 1);
    expect(text).not.toContain(' ms');
  });
});

describe('the JSON document', () => {
  it('is one value with header and events', () => {
    const trace = traceOfSteps(LOST_REPLY, [], 'The reply is lost');
    const document = JSON.parse(writeAll(formatById('json')!, trace)) as { header: unknown; events: unknown[] };
    expect(document.header).toEqual({ faultline: 1, title: 'The reply is lost', nodes: [{ id: 'alice' }, { id: 'shop' }], unit: 'us' });
    expect(document.events).toHaveLength(LOST_REPLY.length);
    expect(document.events[8]).toEqual({
      i: 8, t: 16_000, node: 'alice', kind: 'lose', cause: 7, msg: 2, reason: 'dropped', to: 'alice', type: 'Reply',
    });
    expect(JSON.parse(writeAll(formatById('json')!, traceOfSteps([])))).toMatchObject({ events: [] });
  });
});

describe('the table of formats', () => {
  it('has each once, and each can be read or written', () => {
    expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
    for (const { read, write } of FORMATS) expect(read !== undefined || write !== undefined).toBe(true);
    for (const id of ['jsonl', 'json', 'text', 'mermaid', 'svg']) expect(formatById(id)?.write).toBeDefined();
    expect(formatById('nonsense')).toBeUndefined();
  });
  it('knows its own files by their beginning', () => {
    expect(detectFormat('{"faultline":1,"title":"x","nodes":[],"unit":"us"}\n')?.id).toBe('jsonl');
    expect(detectFormat('{"i":7,"t":0,"node":"a","kind":"crash"}\n')?.id).toBe('jsonl');
    expect(detectFormat('just some words\n')).toBeUndefined();
  });
});
