import { describe, expect, it } from 'vitest';
import { hashText } from '../../src/kernel/hash';
import { createTraceHasher, hashTrace } from '../../src/trace/hash';
import { eventLine, headerLine } from '../../src/trace/lines';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from './traces';

describe('the text form', () => {
  it('has the fields in the order of the format', () => {
    const trace = traceOfSteps(LOST_REPLY, [], 'The reply is lost');
    expect(headerLine({ ...trace.header, seed: 42, model: 'request-reply' })).toBe(
      '{"faultline":1,"title":"The reply is lost","model":"request-reply","seed":42,"nodes":[{"id":"alice"},{"id":"shop"}],"unit":"us"}',
    );
    expect(eventLine(trace, 3)).toBe(
      '{"i":3,"t":1000,"node":"alice","kind":"send","cause":2,"msg":1,"to":"shop","type":"Charge","body":{"amount":10}}',
    );
    expect(eventLine(trace, 0)).toBe('{"i":0,"t":0,"node":"alice","kind":"state","set":{"asked":0,"done":false},"role":"client"}');
  });
  it('does not depend on the order in which a detail was made, and keeps fields of others', () => {
    const detail = { type: 'M', extra: { deep: [1] }, body: {}, to: 'b', msg: 1 };
    const trace = traceOfSteps([{ t: 0, node: 'a', kind: 'send', ...detail }]);
    expect(eventLine(trace, 0)).toBe('{"i":0,"t":0,"node":"a","kind":"send","msg":1,"to":"b","type":"M","body":{},"extra":{"deep":[1]}}');
  });
});

describe('the digest of a trace', () => {
  it('is that of its lines, however it is taken in', () => {
    const trace = traceOfSteps(EVERY_KIND);
    const lines = [headerLine(trace.header), ...EVERY_KIND.map((_, i) => eventLine(trace, i))];
    const whole = hashTrace(trace);
    expect(whole).toBe(hashText(lines.map((line) => `${line}\n`).join('')));
    const hasher = createTraceHasher(trace);
    let steps = 1;
    while (!hasher.step(4)) steps++;
    expect(hasher.hex()).toBe(whole);
    expect(steps).toBeGreaterThan(5);
  });
  it('tells traces apart that differ in one number', () => {
    const other = LOST_REPLY.map((step, i) => (i === 17 ? { ...step, t: step.t + 1 } : step));
    expect(hashTrace(traceOfSteps(other))).not.toBe(hashTrace(traceOfSteps(LOST_REPLY)));
  });
});
