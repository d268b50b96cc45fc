import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/registry';
import { parseScenario } from '../../src/scenario/parse';
import { runScenario } from '../../src/scenario/run';
import { createJsonlReader } from '../../src/formats/jsonl/read';
import { readAll } from '../../src/formats/format';
import { hashTrace } from '../../src/trace/hash';
import { eventLine, headerLine } from '../../src/trace/lines';
import { lettersOf, looksLike } from '../../src/trace/looks';
import { createStandingReader } from '../../src/trace/standing';
import type { StandingChunk } from '../../src/trace/standing';
import { traceOf } from '../../src/trace/trace';
import type { Show, Trace, TraceHeader } from '../../src/trace/trace';
import { bundledFiles } from '../bundled';
import { traceOfSteps } from './traces';
import type { Step } from './traces';

/** A trace as one written by hand, with what its header says besides. */
function traceWith(steps: readonly Step[], header: Partial<TraceHeader>): Trace {
  const trace = traceOfSteps(steps);
  const nodes = trace.header.nodes.map(({ id }) => ({ id, role: 'node' }));
  return traceOf({ ...trace.header, nodes, ...header }, trace);
}

function bundled(id: string): Trace {
  const { text } = bundledFiles(`/${id}.scenario.yaml`)[0]!;
  return runScenario(parseScenario(text, MODELS).scenario!).trace;
}

const all = (trace: Trace): StandingChunk => createStandingReader(trace).read(Infinity);

function turnsOf(trace: Trace, node: string): string[] {
  const { turnEvent, turnName, turnRound, names } = all(trace);
  return [...turnEvent].flatMap((event, k) => (trace.header.nodes[trace.node[event]!]!.id === node ? [`${event} ${names[turnName[k]!]} ${names[turnRound[k]!]}`.trim()] : []));
}

function leasesOf(trace: Trace, node: string): string[] {
  const { leaseEvent, leaseUntilUs, leaseText, names } = all(trace);
  return [...leaseEvent].flatMap((event, k) => (trace.header.nodes[trace.node[event]!]!.id === node ? [`${event} ${leaseUntilUs[k]} ${names[leaseText[k]!]}`.trim()] : []));
}

const LEASE: Show = { leases: { node: { until: 'expires', clock: 'monotonic', held: 'token' } } };

describe('roles and rounds', () => {
  it('are those of the state, each once for as long as it stays', () => {
    const trace = bundled('raft-split-vote');
    expect(turnsOf(trace, 's3')).toEqual(['2 follower 0', '13 candidate 1', '77 candidate 2', '115 leader 2']);
    expect(turnsOf(trace, 's1').slice(0, 3)).toEqual(['0 follower 0', '23 candidate 1', '101 follower 2']);
  });
  it('of nodes that take roles without a word from the model, but not the roles of the scenario', () => {
    const steps: Step[] = [
      { t: 0, node: 'a', kind: 'state', set: { x: 1 }, role: 'node' },
      { t: 1, node: 'a', kind: 'state', set: {}, role: 'leader' },
      { t: 2, node: 'a', kind: 'state', set: { x: 2, y: 1 } },
      { t: 3, node: 'a', kind: 'crash' },
      { t: 5, node: 'a', kind: 'restart' },
      { t: 5, node: 'a', kind: 'state', set: { x: 2 }, role: 'node' },
    ];
    expect(turnsOf(traceWith(steps, {}), 'a')).toEqual(['1 leader', '3']);
    // A recorded trace may name a node's part from the start.
    expect(turnsOf(traceWith(steps.slice(2, 3), { nodes: [{ id: 'a', role: 'follower' }] }), 'a')).toEqual(['0 follower']);
  });
  it('may lie within records, and any text may be a name', () => {
    const show: Show = { bands: { node: { phase: 'now.__proto__', round: { field: 'now.view', word: 'view' } } } };
    const set = { now: JSON.parse('{"__proto__":"primary","view":{"n":3}}') };
    expect(turnsOf(traceWith([{ t: 0, node: 'a', kind: 'state', set }], { show }), 'a')).toEqual(['0 primary {n: 3}']);
  });
  it('are the same however the trace is taken in', () => {
    const trace = bundled('raft-failover');
    const whole = all(trace);
    const reader = createStandingReader(trace);
    const found = { names: [] as string[], events: [] as number[], turns: [] as string[] };
    while (reader.length < trace.length) {
      const { turnEvent, turnName, turnRound, names } = reader.read(Infinity, 7);
      found.names.push(...names);
      found.events.push(...turnEvent);
      turnEvent.forEach((_, k) => found.turns.push(`${found.names[turnName[k]!]} ${found.names[turnRound[k]!]}`));
    }
    expect(found.events).toEqual([...whole.turnEvent]);
    expect(found.turns).toEqual([...whole.turnEvent].map((_, k) => `${whole.names[whole.turnName[k]!]} ${whole.names[whole.turnRound[k]!]}`));
    expect(createStandingReader(trace).read(40).to).toBe(40);
  });
});

describe('a lease', () => {
  it('ends where its holder thinks it does, and another where the service does', () => {
    const trace = bundled('lease-pause');
    expect(leasesOf(trace, 'node-1')[0]).toBe('18 10000000 token 1');
    expect(leasesOf(trace, 'node-2')).toEqual(['57 22000000 token 2', '73 26000000 token 2']);
    expect(leasesOf(trace, 'locks').slice(0, 2)).toEqual(['12 10005000 lease of node-1', '54 22008000 lease of node-2']);
  });
  it('lasts in true time what the clock makes of it', () => {
    const steps: Step[] = [
      { t: 1_000_000, node: 'a', kind: 'clock', clock: 'monotonic', reading: 500_000 },
      { t: 1_000_000, node: 'a', kind: 'state', set: { token: 1, expires: 1_500_000 } },
      { t: 1_200_000, node: 'a', kind: 'clock-set', drift: 1_000_000 },
      { t: 1_300_000, node: 'a', kind: 'state', set: { token: 0, log: [] } },
      { t: 1_300_000, node: 'a', kind: 'state', set: { token: 2, log: [] } },
      { t: 1_310_000, node: 'a', kind: 'crash' },
    ];
    // At true speed until 2.0 s; at twice that speed from 1.2 s on, until 1.6 s.
    expect(leasesOf(traceWith(steps, { show: LEASE }), 'a')).toEqual(['1 2000000', '2 1600000', '3 -Infinity', '4 1600000', '5 -Infinity']);
    // What the header says of the clock serves where nobody read it.
    const [, state] = steps;
    expect(leasesOf(traceWith([state!], { show: LEASE, clocks: { a: { drift: -500_000 } } }), 'a')).toEqual(['0 3000000']);
  });
  it('that is over when it is told of is none', () => {
    const steps: Step[] = [{ t: 50, node: 'a', kind: 'state', set: { token: 1, expires: 40 } }];
    expect(leasesOf(traceWith(steps, { show: LEASE }), 'a')).toEqual([]);
  });
});

describe('votes', () => {
  const vote = (t: number, voter: string, whom: string, round: number): Step => ({ t, node: voter, kind: 'vote', round, voter, for: whom, granted: true });
  const count = (t: number, node: string, round: number, have: number): Step => ({ t, node, kind: 'quorum', round, have, need: 2, of: 4, reached: have >= 2 });
  const late = (steps: readonly Step[]): number[] => [...all(traceOfSteps(steps)).late];

  it('are late once their candidate has its quorum', () => {
    expect(late([vote(1, 'a', 'a', 1), count(1, 'a', 1, 1), vote(2, 'b', 'a', 1), count(3, 'a', 1, 2), vote(4, 'c', 'a', 1), count(5, 'a', 1, 3), vote(6, 'd', 'a', 2)])).toEqual([4, 5]);
    expect(late([vote(1, 'a', 'a', 1), vote(2, 'b', 'b', 1), count(3, 'a', 1, 2), vote(4, 'c', 'b', 1)])).toEqual([]);
  });
  it('are late where others count them', () => {
    expect(late([vote(1, 'a', 'p', 7), vote(2, 'b', 'p', 7), count(3, 'l', 7, 2), vote(4, 'c', 'p', 7)])).toEqual([3]);
  });
});

describe('what a model says of looks', () => {
  it('changes no hash, and comes back from a file', () => {
    const trace = bundled('lease-pause');
    const { show: _show, ...plain } = trace.header;
    expect(trace.header.show?.tags).toEqual({ token: 'token' });
    expect(hashTrace(traceOf(plain, trace))).toBe(hashTrace(trace));
    const lines = [headerLine(trace.header), ...Array.from({ length: trace.length }, (_, i) => eventLine(trace, i))];
    const read = readAll(createJsonlReader(), `${lines.join('\n')}\n`);
    expect(read.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(read.trace.header.show))).toEqual(trace.header.show);
    expect(leasesOf(read.trace, 'node-2')).toEqual(leasesOf(trace, 'node-2'));
  });
  it('is taken from a file as far as it makes sense', () => {
    const show = { bands: { a: { round: { field: 'n', word: 'view' }, looks: { x: 'leads', y: 7 } }, b: { colour: 'red' } }, leases: { a: { until: 3 } }, tags: { n: 'n', m: 1, t: { word: 'at', unit: 'us' }, u: { word: 'at' } } };
    const { trace, problems } = readAll(createJsonlReader(), `${JSON.stringify({ faultline: 1, title: 't', nodes: [], unit: 'us', show })}\n`);
    expect(JSON.parse(JSON.stringify(trace.header.show))).toEqual({ bands: { a: { round: { field: 'n', word: 'view' }, looks: { x: 'leads' } } }, leases: {}, tags: { n: 'n', t: { word: 'at', unit: 'us' } } });
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: `show.bands.b` does not say how to draw anything; it is left out',
      'warning: `show.leases.a` does not say how to draw anything; it is left out',
      'warning: `show.tags.m` does not say how to draw anything; it is left out',
      'warning: `show.tags.u` does not say how to draw anything; it is left out',
    ]);
  });
  it('goes before custom', () => {
    expect(looksLike('leader', undefined)).toBe('leads');
    expect(looksLike('leader', { looks: { leader: 'rests' } })).toBe('rests');
    expect(looksLike('constructor', {})).toBeUndefined();
    expect([lettersOf('leader'), lettersOf('pre-candidate'), lettersOf('')]).toEqual(['L', 'PC', '']);
  });
});

it('every model names fields that its runs have', () => {
  for (const model of MODELS) {
    const { bands = {}, leases = {} } = model.show ?? {};
    for (const role of [...Object.keys(bands), ...Object.keys(leases)]) expect(Object.keys(model.roles), `${model.id}: roles`).toContain(role);
    for (const [role, { phase, round }] of Object.entries(bands)) {
      for (const path of [phase, round?.field]) if (path !== undefined) expect(fieldsOf(model.id, role), `${model.id}: ${role}`).toContain(path.split('.')[0]);
    }
    for (const [role, { until, held, label }] of Object.entries(leases)) {
      for (const path of [until, held, label?.field]) if (path !== undefined) expect(fieldsOf(model.id, role), `${model.id}: ${role}`).toContain(path.split('.')[0]);
    }
  }
});

/** Fields that the states of a role have in the bundled runs of a model. */
function fieldsOf(model: string, role: string): string[] {
  const fields = new Set<string>();
  for (const { text } of bundledFiles('.scenario.yaml').filter(({ text }) => new RegExp(`^model: ${model}$`, 'm').test(text)).slice(0, 1)) {
    const { trace } = runScenario(parseScenario(text, MODELS).scenario!);
    for (let i = 0; i < trace.length; i++) {
      const detail = trace.detail(i) as { readonly set?: object };
      if (detail.set !== undefined && trace.header.nodes[trace.node[i]!]!.role === role) for (const field of Object.keys(detail.set)) fields.add(field);
    }
  }
  return [...fields];
}
