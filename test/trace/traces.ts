/** Traces for tests: written out event by event, or drawn at random. */
import fc from 'fast-check';
import type { EventDetails, EventKind } from '../../src/kernel/event';
import { KIND } from '../../src/kernel/event';
import { createTraceBuilder } from '../../src/trace/builder';
import type { Trace } from '../../src/trace/trace';

export type Step = {
  [K in EventKind]: {
    readonly t: number;
    readonly node: string;
    readonly kind: K;
    readonly cause?: number;
  } & EventDetails[K];
}[EventKind];

/** A trace of these events, in this order. */
export function traceOfSteps(steps: readonly Step[], nodes: readonly string[] = [], title = 'test'): Trace {
  const builder = createTraceBuilder({ title, nodes: nodes.map((id) => ({ id })) });
  for (const { t, node, kind, cause, ...detail } of steps) {
    builder.add(t, builder.node(node), KIND[kind], cause ?? -1, detail as EventDetails[EventKind]);
  }
  return builder.trace;
}

/** The lost reply: the shop did the work, only its answer died; alice asks again and is charged twice. */
export const LOST_REPLY: readonly Step[] = [
  { t: 0, node: 'alice', kind: 'state', set: { asked: 0, done: false }, role: 'client' },
  { t: 0, node: 'shop', kind: 'state', set: { charged: 0 }, role: 'server' },
  { t: 1000, node: 'alice', kind: 'invoke', op: 1, f: 'charge', value: { amount: 10 } },
  { t: 1000, node: 'alice', kind: 'send', cause: 2, msg: 1, to: 'shop', type: 'Charge', body: { amount: 10 } },
  { t: 1000, node: 'alice', kind: 'timer-set', cause: 2, timer: 1, name: 'timeout', due: 101_000 },
  { t: 11_000, node: 'shop', kind: 'deliver', cause: 3, msg: 1, from: 'alice', type: 'Charge' },
  { t: 11_000, node: 'shop', kind: 'state', cause: 5, set: { charged: 10 } },
  { t: 11_000, node: 'shop', kind: 'send', cause: 5, msg: 2, to: 'alice', type: 'Reply', body: { ok: true } },
  { t: 16_000, node: 'alice', kind: 'lose', cause: 7, msg: 2, reason: 'dropped', to: 'alice', type: 'Reply' },
  { t: 101_000, node: 'alice', kind: 'timer', cause: 4, timer: 1, name: 'timeout' },
  { t: 101_000, node: 'alice', kind: 'send', cause: 9, msg: 3, to: 'shop', type: 'Charge', body: { amount: 10 } },
  { t: 111_000, node: 'shop', kind: 'deliver', cause: 10, msg: 3, from: 'alice', type: 'Charge' },
  { t: 111_000, node: 'shop', kind: 'state', cause: 11, set: { charged: 20 } },
  { t: 111_000, node: 'shop', kind: 'violation', cause: 12, invariant: 'charged-at-most-once', detail: 'charged 20', events: [6, 12] },
  { t: 111_000, node: 'shop', kind: 'send', cause: 11, msg: 4, to: 'alice', type: 'Reply', body: { ok: true } },
  { t: 121_000, node: 'alice', kind: 'deliver', cause: 14, msg: 4, from: 'shop', type: 'Reply' },
  { t: 121_000, node: 'alice', kind: 'state', cause: 15, set: { done: true } },
  { t: 121_000, node: 'alice', kind: 'return', cause: 15, op: 1, f: 'charge', value: { amount: 10 }, result: 'charged', status: 'ok' },
];

/** One of every kind of event. */
export const EVERY_KIND: readonly Step[] = [
  { t: 0, node: 'a', kind: 'state', set: { term: 1, log: [] }, role: 'follower' },
  { t: 0, node: 'b', kind: 'state', set: {}, role: 'leader' },
  { t: 10, node: 'a', kind: 'invoke', op: 1, f: 'write', key: 'x', value: 3 },
  { t: 20, node: 'a', kind: 'send', cause: 2, msg: 1, to: 'b', type: 'Write', body: { x: 3, name: 'A "quoted" <name> & \n more' } },
  { t: 30, node: 'a', kind: 'timer-set', cause: 2, timer: 1, name: 'retry', due: 5030 },
  { t: 31, node: 'a', kind: 'timer-set', cause: 2, timer: 2, name: 'give up', due: 9031 },
  { t: 40, node: 'b', kind: 'pause' },
  { t: 90, node: 'b', kind: 'resume', cause: 6 },
  { t: 90, node: 'b', kind: 'deliver', cause: 3, msg: 1, from: 'a', type: 'Write', arrived: 60 },
  { t: 95, node: 'b', kind: 'deliver', cause: 3, msg: 1, from: 'a', type: 'Write', duplicate: true, ignored: 'already seen' },
  { t: 100, node: 'b', kind: 'disk', cause: 8, op: 'write', file: 'wal', durable: false },
  { t: 110, node: 'b', kind: 'disk', cause: 8, op: 'rename', file: 'wal', to: 'wal.1', durable: false },
  { t: 120, node: 'b', kind: 'crash' },
  { t: 120, node: 'b', kind: 'disk', cause: 12, op: 'lose', file: 'wal', durable: false },
  { t: 130, node: 'a', kind: 'partition', groups: [['a'], ['b']] },
  { t: 140, node: 'a', kind: 'send', msg: 2, to: 'b', type: 'Write', body: {} },
  { t: 150, node: 'b', kind: 'lose', cause: 15, msg: 2, reason: 'partition', to: 'b', type: 'Write' },
  { t: 160, node: 'a', kind: 'heal', cause: 14, groups: [['a'], ['b']] },
  { t: 170, node: 'b', kind: 'restart', cause: 12 },
  { t: 180, node: 'a', kind: 'clock', clock: 'wall', reading: 1_000_180, earliest: 1_000_000, latest: 1_000_360 },
  { t: 185, node: 'a', kind: 'clock', clock: 'vector', reading: { a: 3, b: 1 } },
  { t: 190, node: 'a', kind: 'clock-set', from: 1_000_190, to: 190 },
  { t: 191, node: 'a', kind: 'clock-set', drift: 200 },
  { t: 200, node: 'b', kind: 'vote', round: 2, voter: 'b', for: 'a', granted: true },
  { t: 210, node: 'a', kind: 'quorum', round: 2, have: 2, need: 2, of: 2, reached: true },
  { t: 220, node: 'a', kind: 'decide', value: ['x', 3] },
  { t: 5030, node: 'a', kind: 'timer', cause: 4, timer: 1, name: 'retry' },
  { t: 5030, node: 'a', kind: 'timer-cancel', cause: 26, timer: 2, name: 'give up' },
  { t: 5030, node: 'a', kind: 'return', cause: 26, op: 1, f: 'write', key: 'x', value: 3, status: 'unknown' },
  { t: 5040, node: 'a', kind: 'violation', cause: 28, invariant: 'durable', detail: 'x was lost', events: [10, 13] },
  { t: 5050, node: 'a', kind: 'note', text: 'the end', see: 'ch8/clocks#wall' },
  { t: 5060, node: 'a', kind: 'send', msg: 3, to: 'b', type: 'Bye', body: {} },
  { t: 5060, node: 'b', kind: 'lose', cause: 31, msg: 3, reason: 'in-flight', to: 'b', type: 'Bye' },
];

/** A random but sensible trace: messages, timers, states, crashes, losses on up to five nodes. */
export const randomTrace: fc.Arbitrary<Trace> = fc
  .array(fc.record({ what: fc.nat(99), node: fc.nat(4), other: fc.nat(4), pick: fc.nat(999), dt: fc.nat(50) }), { maxLength: 250 })
  .map((choices) => {
    const steps: Step[] = [];
    const open: { readonly send: number; readonly msg: number; readonly from: string; readonly to: string }[] = [];
    const lastOf = new Map<string, number>();
    let t = 0;
    let msg = 1;
    for (const { what, node, other, pick, dt } of choices) {
      t += dt;
      const name = `n${node}`;
      const cause = pick % 3 === 0 ? undefined : lastOf.get(name);
      const common = { t, node: name, ...(cause === undefined ? {} : { cause }) };
      if (what < 40 || open.length === 0) {
        open.push({ send: steps.length, msg, from: name, to: `n${other}` });
        steps.push({ ...common, kind: 'send', msg: msg++, to: `n${other}`, type: 'M', body: { pick } });
      } else if (what < 75) {
        const { send, msg: of, from, to } = open.splice(pick % open.length, 1)[0]!;
        lastOf.set(to, steps.length);
        steps.push({ t, node: to, kind: 'deliver', cause: send, msg: of, from, type: 'M' });
      } else if (what < 80) {
        const { send, msg: of, to } = open.splice(pick % open.length, 1)[0]!;
        steps.push({ t, node: to, kind: 'lose', cause: send, msg: of, reason: 'dropped', to, type: 'M' });
      } else if (what < 95) {
        steps.push({ ...common, kind: 'state', set: { [`f${pick % 4}`]: pick }, ...(pick % 9 === 0 ? { role: `r${pick}` } : {}) });
      } else if (what < 97) steps.push({ t, node: name, kind: 'crash' });
      else steps.push({ t, node: name, kind: 'restart' });
    }
    return traceOfSteps(steps, ['n0', 'n1', 'n2', 'n3', 'n4']);
  });
