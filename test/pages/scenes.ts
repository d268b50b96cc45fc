/** Traces to show: a real run of the first protocol, one with everything in it, and long ones. Pure, runs in the page. */
import { KIND } from '../../src/kernel/event';
import type { EventDetail, EventKind } from '../../src/kernel/event';
import { GrowingLog } from '../../src/kernel/log';
import { DEFAULT_LIMITS } from '../../src/kernel/spec';
import type { WorldSpec } from '../../src/kernel/spec';
import { createWorld, runToEnd } from '../../src/kernel/world';
import { model as requestReply } from '../../src/models/ch8/request-reply';
import type { DocumentInfo, PinnedNote, Verdict } from '../../src/protocol/messages';
import { readAll } from '../../src/formats/format';
import { createJsonlReader } from '../../src/formats/jsonl/read';
import { createTraceBuilder } from '../../src/trace/builder';
import { compareRuns } from '../../src/trace/compare/compare';
import type { RunComparison } from '../../src/trace/compare/compare';
import { startMerged } from '../../src/trace/compare/merged';
import { firstDifferenceWords } from '../../src/trace/compare/words';
import { find } from '../../src/trace/match';
import { intervals, lastWriteLoses } from './clock-scenes';
import { traceOf } from '../../src/trace/trace';
import type { Trace, TraceHeader } from '../../src/trace/trace';

export interface Scene {
  readonly trace: Trace;
  readonly info: DocumentInfo;
  readonly notes: readonly PinnedNote[];
  readonly verdicts: readonly Verdict[];
  readonly compared?: { readonly comparison: RunComparison; readonly origins: Uint8Array };
}

/** `recorded` (the text in `window.recorded`) · `reply-lost` · `last-write` · `intervals` · `everything` · `hostile` · `bursts` · `many:EVENTS:LANES` · `beats:EVENTS:LANES` (much of it repeats) · `messages:COUNT` */
export function sceneOf(name: string): Scene {
  const [kind = '', first = '', second = ''] = name.split(':');
  switch (kind) {
    case 'everything': return everything();
    case 'recorded': return recorded();
    case 'last-write': return plain(lastWriteLoses());
    case 'intervals': return plain(intervals());
    case 'hostile': return hostile();
    case 'bursts': return bursts();
    case 'untimed': return untimed();
    case 'many': return many(Number(first), Number(second || 5));
    case 'beats': return beats(Number(first), Number(second || 5));
    case 'messages': return messages(Number(first));
    case 'compared': return compared(replyLost(), replyLost('The reply arrives', 0, []), 'reply-lost', 'reply-arrives');
    case 'compared-later': return compared(replyLost(), replyLost('The reply is lost, later', 0, undefined, 30_000), 'work 20 ms', 'work 30 ms');
    case 'compared-recorded': return compared(recorded(), recorded('recordedRight'), 'seed 1', 'seed 2');
    case 'reply-arrives': return replyLost('The reply arrives', 0, []);
    case 'reply-later': return replyLost('The reply is late', 0, [{ kind: 'delay', type: 'Reply', from: 'shop', to: 'alice', nth: 1, byUs: 40_000 }]);
    case 'reply-lost-edited': return replyLost('The reply is lost, after a while', 60_000);
    default: return replyLost();
  }
}

/** Two runs in one, as the host makes them. */
function compared(left: Scene, right: Scene, one: string, other: string): Scene {
  const comparison = compareRuns(left.trace, right.trace);
  const merger = startMerged(comparison, `${one} ⇄ ${other}`);
  while (!merger.advance(Infinity));
  const { trace, origins } = merger.merged!;
  const { counts, first } = comparison;
  const info: DocumentInfo = infoOf(trace.header, { kind: 'trace', readOnly: true, comparison: { left: one, right: other, counts, first, explanation: firstDifferenceWords(comparison, { left: one, right: other }) } });
  return { trace, info, notes: [], verdicts: [], compared: { comparison, origins } };
}

function recorded(of: 'recorded' | 'recordedRight' = 'recorded'): Scene {
  const { trace } = readAll(createJsonlReader(), window[of] ?? '');
  return { trace, info: infoOf(trace.header), notes: [], verdicts: [] };
}

function infoOf(header: TraceHeader, more: Partial<DocumentInfo> = {}): DocumentInfo {
  return { title: header.title, kind: 'scenario', header, covers: [], readOnly: false, bundled: false, ...more };
}

function plain(trace: Trace): Scene {
  return { trace, info: infoOf(trace.header), notes: [], verdicts: [] };
}

function replyLost(title = 'The reply is lost, the retry charges twice', atUs = 0, faults: WorldSpec['faults'] = [{ kind: 'lose', type: 'Reply', from: 'shop', to: 'alice', nth: 1 }], work = 20_000): Scene {
  const spec: WorldSpec = {
    title,
    model: requestReply,
    params: { timeout: 100_000, retries: 1, idempotencyKey: false, work, balance: 100 },
    seed: 1,
    nodes: [{ id: 'alice', role: 'client' }, { id: 'shop', role: 'server' }],
    network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [{ atUs, client: 'alice', op: 'charge', args: { amount: 10 } }],
    faults,
    untilUs: 1_000_000,
    limits: DEFAULT_LIMITS,
  };
  const world = createWorld(spec);
  runToEnd(world);
  const header: TraceHeader = { faultline: 1, title: spec.title, model: 'request-reply', seed: 1, nodes: spec.nodes, unit: 'us' };
  const trace = traceOf(header, world.log);
  return {
    trace,
    info: infoOf(header, { modelTitle: 'Request and reply', covers: ['U1', 'U3'], bundled: true, compare: { node: 'alice', others: 2 } }),
    notes: [
      { event: find(trace, { kind: 'lose', nth: 1 }), text: 'The shop did the work. Only its answer died.', see: 'ch8/unreliable-networks#lost-reply' },
      { event: find(trace, { kind: 'timer', name: 'timeout' }), text: 'The timer fires. Was alice charged? She cannot know.', see: 'ch8/unreliable-networks#timeouts' },
    ],
    verdicts: [
      { text: 'one Reply is lost', ok: true, event: find(trace, { kind: 'lose' }) },
      { text: 'charged-at-most-once is violated', ok: true, event: find(trace, { kind: 'violation' }) },
      { text: 'ledger-non-negative holds', ok: false, event: -1 },
    ],
  };
}

/** One of everything: every kind of event, every way for a message to end. */
function everything(): Scene {
  const build = createTraceBuilder({
    title: 'One of everything',
    nodes: [{ id: 'alice', role: 'client' }, { id: 'leader-with-a-rather-long-name.eu-west', role: 'leader' }, { id: 'node-2', role: 'follower' }, { id: 'node-3', role: 'follower' }],
  });
  const names = ['alice', 'leader-with-a-rather-long-name.eu-west', 'node-2', 'node-3'];
  const add = (ms: number, node: number, kind: EventKind, detail: object, cause = -1): number => build.add(ms * 1000, node, KIND[kind], cause, detail as EventDetail);
  let msg = 0;
  const send = (ms: number, from: number, to: number, type: string, cause = -1): { m: number; i: number } => {
    msg += 1;
    return { m: msg, i: add(ms, from, 'send', { msg, to: names[to]!, type, body: { n: msg } }, cause) };
  };
  const deliver = (ms: number, from: number, to: number, m: number, type: string, more: object = {}): number => add(ms, to, 'deliver', { msg: m, from: names[from]!, type, ...more });
  const lose = (ms: number, to: number, m: number, type: string, reason: string): number => add(ms, to, 'lose', { msg: m, reason, to: names[to]!, type });

  for (let n = 0; n < 4; n++) add(0, n, 'state', { set: n === 0 ? { orders: 0, waiting: {} } : { term: 1, log: [], commit: 0, votedFor: null } });
  const invoke = add(1, 0, 'invoke', { op: 1, f: 'write', key: 'x', value: 42 });
  const write = send(1, 0, 1, 'ClientWrite', invoke);
  const timeout = add(1, 0, 'timer-set', { timer: 1, name: 'timeout', due: 60_000 }, invoke);
  const got = deliver(6, 0, 1, write.m, 'ClientWrite');
  add(6, 1, 'disk', { op: 'write', file: 'wal', durable: false }, got);
  add(6, 1, 'state', { set: { log: [{ term: 1, value: 42 }] } }, got);
  const a2 = send(6, 1, 2, 'AppendEntries', got);
  const a3 = send(6, 1, 3, 'AppendEntries', got);
  const beat = add(6, 1, 'timer-set', { timer: 2, name: 'heartbeat', due: 26_000 }, got);
  add(8, 1, 'disk', { op: 'sync', file: 'wal', durable: true });
  const at2 = deliver(11, 1, 2, a2.m, 'AppendEntries');
  const ok2 = send(11, 2, 1, 'AppendOk', at2);
  lose(11, 3, a3.m, 'AppendEntries', 'dropped');
  const back = deliver(16, 2, 1, ok2.m, 'AppendOk');
  add(16, 1, 'quorum', { round: 1, have: 2, need: 2, of: 3, reached: true }, back);
  add(16, 1, 'decide', { value: { x: 42 } }, back);
  const done = send(16, 1, 0, 'Written', back);
  const answered = deliver(20, 1, 0, done.m, 'Written');
  add(20, 0, 'timer-cancel', { timer: 1, name: 'timeout' }, answered);
  add(20, 0, 'return', { op: 1, f: 'write', key: 'x', value: 42, status: 'ok' }, answered);
  add(24, 0, 'partition', { groups: [['alice', names[1]!], ['node-2', 'node-3']] });
  add(26, 1, 'timer', { timer: 2, name: 'heartbeat' }, beat);
  const cut = send(26, 1, 2, 'AppendEntries');
  const again = add(28, 0, 'invoke', { op: 2, f: 'read', key: 'x' });
  const ask = send(28, 0, 1, 'ClientRead', again);
  lose(29, 2, cut.m, 'AppendEntries', 'partition');
  add(30, 1, 'pause', {});
  add(34, 2, 'timer', { timer: 9, name: 'election' });
  add(34, 2, 'state', { set: { term: 2, votedFor: 'node-2' }, role: 'candidate' });
  const v3 = send(34, 2, 3, 'RequestVote');
  const v1 = send(34, 2, 1, 'RequestVote');
  lose(36, 1, v1.m, 'RequestVote', 'partition');
  const ballot = deliver(39, 2, 3, v3.m, 'RequestVote');
  add(39, 3, 'vote', { round: 2, voter: 'node-3', for: 'node-2', granted: true }, ballot);
  const granted = send(39, 3, 2, 'Vote', ballot);
  const elected = deliver(44, 3, 2, granted.m, 'Vote');
  add(44, 2, 'quorum', { round: 2, have: 2, need: 2, of: 3, reached: true }, elected);
  add(44, 2, 'state', { set: {}, role: 'leader' }, elected);
  add(50, 0, 'heal', { groups: [['alice', names[1]!], ['node-2', 'node-3']] });
  const fresh = send(51, 2, 1, 'AppendEntries');
  add(60, 1, 'resume', {});
  const woke = deliver(60, 0, 1, ask.m, 'ClientRead', { arrived: 33_000 });
  const stale = send(60, 1, 0, 'ReadReply', woke);
  deliver(60, 2, 1, fresh.m, 'AppendEntries', { arrived: 56_000 });
  add(60, 1, 'state', { set: { term: 2 }, role: 'follower' });
  const late = deliver(65, 1, 0, stale.m, 'ReadReply');
  add(65, 0, 'return', { op: 2, f: 'read', key: 'x', result: 41, status: 'ok' }, late);
  add(65, 0, 'violation', { invariant: 'linearizable-reads', detail: 'a read returned 41 after 42 was written', events: [invoke, again, late] }, late);
  add(68, 3, 'clock', { clock: 'wall', reading: 68_120, earliest: 68_000, latest: 68_240 });
  add(70, 3, 'clock-set', { from: 70_120, to: 65_120 });
  add(72, 2, 'crash', {});
  const dead = send(73, 1, 2, 'AppendOk');
  lose(78, 2, dead.m, 'AppendOk', 'receiver-down');
  add(80, 2, 'disk', { op: 'lose', file: 'wal', durable: false });
  add(90, 2, 'restart', {});
  add(90, 2, 'state', { set: { term: 2, log: [], commit: 0 }, role: 'follower' });
  const twice = send(92, 3, 2, 'Gossip');
  deliver(97, 3, 2, twice.m, 'Gossip');
  deliver(103, 3, 2, twice.m, 'Gossip', { duplicate: true, ignored: 'already seen' });
  const full = send(104, 0, 3, 'Ping');
  lose(104, 3, full.m, 'Ping', 'queue-full');
  const self = send(105, 3, 3, 'Tick');
  deliver(105, 3, 3, self.m, 'Tick');
  add(108, 0, 'note', { text: 'The step limit is near.' });
  const third = add(108, 0, 'invoke', { op: 3, f: 'write', key: 'x', value: 43 });
  const forever = send(109, 0, 1, 'ClientWrite', third);
  const open = send(110, 1, 3, 'AppendEntries');
  lose(112, 1, forever.m, 'ClientWrite', 'in-flight');
  lose(112, 3, open.m, 'AppendEntries', 'in-flight');
  void timeout;
  const { trace } = build;
  return {
    trace,
    info: infoOf(trace.header, { modelTitle: 'Everything at once' }),
    notes: [{ event: late, text: 'A stale read.' }, { event: 0, text: 'Where it begins.' }],
    verdicts: [],
  };
}

/** Names and texts that would like to be markup, or are far too long. */
function hostile(): Scene {
  const evil = '<img src=x onerror="window.hacked=1">';
  const build = createTraceBuilder({ title: evil, nodes: [{ id: evil, role: '<b>role</b>' }, { id: 'x'.repeat(300), role: 'r'.repeat(200) }, { id: '\u202eevil\u0000\n', role: '' }] });
  const add = (t: number, node: number, kind: EventKind, detail: object): number => build.add(t, node, KIND[kind], -1, detail as EventDetail);
  add(0, 0, 'state', { set: { [evil]: evil, ['k'.repeat(400)]: 'v'.repeat(400) } });
  add(5, 0, 'send', { msg: 1, to: 'x'.repeat(300), type: evil, body: { [evil]: evil } });
  add(9, 1, 'deliver', { msg: 1, from: evil, type: evil, ignored: evil });
  add(12, 1, 'send', { msg: 2, to: evil, type: 'T'.repeat(200), body: {} });
  add(15, 0, 'lose', { msg: 2, reason: 'dropped', to: evil, type: 'T'.repeat(200) });
  add(20, 2, 'note', { text: `${evil} ${'n'.repeat(500)}` });
  add(25, 2, 'violation', { invariant: evil, detail: evil, events: [0] });
  add(2_592_000_000_000, 2, 'state', { set: { end: 1 } });
  const { trace } = build;
  return { trace, info: infoOf(trace.header), notes: [{ event: 1, text: evil, see: `${evil}#${evil}` }], verdicts: [{ text: evil, ok: false, event: 1 }] };
}

/** Many things at the same instant. */
function bursts(): Scene {
  const build = createTraceBuilder({ title: 'Bursts', nodes: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, role: 'node' })) });
  const names = ['a', 'b', 'c', 'd', 'e'];
  let msg = 0;
  for (let burst = 0; burst < 12; burst++) {
    const t = burst * 20_000;
    const sent: { m: number; from: number; to: number; i: number }[] = [];
    for (let from = 0; from < 5; from++) {
      build.add(t, from, KIND.state, -1, { set: { round: burst, seen: burst * 5 } });
      for (let to = 0; to < 5; to++) {
        if (to === from) continue;
        msg += 1;
        sent.push({ m: msg, from, to, i: build.add(t, from, KIND.send, -1, { msg, to: names[to]!, type: 'Gossip', body: {} }) });
      }
    }
    for (const { m, from, to, i } of sent) {
      if (m % 9 === 0) build.add(t + 5_000, to, KIND.lose, i, { msg: m, reason: 'dropped', to: names[to]!, type: 'Gossip' });
      else build.add(t + 10_000, to, KIND.deliver, i, { msg: m, from: names[from]!, type: 'Gossip' });
    }
  }
  return { trace: build.trace, info: infoOf(build.trace.header), notes: [], verdicts: [] };
}

/** A recorded trace without times. */
function untimed(): Scene {
  const scene = messages(20);
  const header = { ...scene.trace.header, timed: false, source: 'shiviz' };
  return { ...scene, trace: traceOf(header, scene.trace), info: infoOf(header, { kind: 'trace', readOnly: true }) };
}

/** `count` messages between four nodes, one in twenty lost. */
function messages(count: number): Scene {
  const names = ['client', 'server', 'database', 'cache'];
  const build = createTraceBuilder({ title: `${count} messages`, nodes: names.map((id) => ({ id })) });
  const types = ['Request', 'Query', 'Rows', 'Reply'];
  for (let n = 0; n < count; n++) {
    const from = n % 4;
    const to = (from + 1 + (n % 3)) % 4;
    const type = types[n % 4]!;
    const i = build.add(n * 100, from, KIND.send, -1, { msg: n, to: names[to]!, type, body: { n } });
    if (n % 20 === 19) build.add(n * 100 + 40, to, KIND.lose, i, { msg: n, reason: 'dropped', to: names[to]!, type });
    else build.add(n * 100 + 80, to, KIND.deliver, i, { msg: n, from: names[from]!, type });
  }
  return { trace: build.trace, info: infoOf(build.trace.header), notes: [], verdicts: [] };
}

const DETAIL_TYPES = ['AppendEntries', 'AppendOk', 'Heartbeat', 'RequestVote', 'Vote', 'Gossip', 'Ping', 'Pong'];

/** Rounds of heartbeats, and now and then something else. */
function beats(count: number, lanes: number): Scene {
  const nodes = Array.from({ length: lanes }, (_, n) => ({ id: `node-${n + 1}`, role: n === 0 ? 'leader' : 'follower' }));
  const log = new GrowingLog(count);
  for (let round = 0, msg = 0; log.length < count; round++) {
    const t = round * 50_000;
    const beat = log.append(t, 0, KIND.timer, -1, -1, 'beat', { name: 'beat' });
    const sent = nodes.slice(1).map(({ id }) => log.append(t, 0, KIND.send, beat, -1, 'Heartbeat', { msg: ++msg, to: id, type: 'Heartbeat', body: { round } }));
    sent.forEach((send, k) => log.append(t + 1_000 + k * 200, k + 1, KIND.deliver, send, send, 'Heartbeat', { msg: send, from: nodes[0]!.id, type: 'Heartbeat' }));
    if (round % 9 === 8) for (let k = 0; k < 6; k++) log.append(t + 9_000 + k * 1_000, (round + k) % lanes, KIND.state, -1, -1, 'term, log', { set: { term: round, log: k } });
  }
  const header: TraceHeader = { faultline: 1, title: `${log.length} events that repeat`, nodes, unit: 'us' };
  return { trace: traceOf(header, log), info: infoOf(header, { kind: 'trace', readOnly: true }), notes: [], verdicts: [] };
}

/** A long random run, written straight into columns; details are made up when asked for. Deterministic. */
function many(count: number, lanes: number): Scene {
  const nodes = Array.from({ length: lanes }, (_, n) => ({ id: `node-${n + 1}`, role: n === 0 ? 'leader' : 'follower' }));
  const log = new GrowingLog(count);
  let seed = 12345;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
  const due: { at: number; send: number; from: number; to: number; type: number }[] = [];
  let t = 0;
  let msg = 0;
  while (log.length < count) {
    t += random(400);
    while (due.length > 0 && due[0]!.at <= t && log.length < count) {
      const { at, send, from, to, type } = due.shift()!;
      const name = DETAIL_TYPES[type]!;
      if (random(60) === 0) log.append(at, to, KIND.lose, send, send, name, { msg: send, reason: 'dropped', to: nodes[to]!.id, type: name });
      else {
        const got = log.append(at, to, KIND.deliver, send, send, name, { msg: send, from: nodes[from]!.id, type: name });
        if (log.length < count && random(3) === 0) log.append(at, to, KIND.state, got, -1, 'term, log', { set: { term: at, log: type } });
      }
      t = Math.max(t, at);
    }
    if (log.length >= count) break;
    const from = random(lanes);
    const to = (from + 1 + random(lanes - 1)) % lanes;
    const type = random(DETAIL_TYPES.length);
    msg += 1;
    const send = log.append(t, from, KIND.send, -1, -1, DETAIL_TYPES[type]!, { msg, to: nodes[to]!.id, type: DETAIL_TYPES[type]!, body: { n: msg } });
    const at = t + 500 + random(random(50) === 0 ? 60_000 : 3000);
    let place = due.length;
    while (place > 0 && due[place - 1]!.at > at) place--;
    due.splice(place, 0, { at, send, from, to, type });
  }
  const header: TraceHeader = { faultline: 1, title: `${count} events`, nodes, unit: 'us' };
  return { trace: traceOf(header, log), info: infoOf(header, { kind: 'trace', readOnly: true }), notes: [], verdicts: [] };
}
