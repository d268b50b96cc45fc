/** Generated worlds: small, but with every kind of fault, distribution and process behaviour in them. */
import fc from 'fast-check';
import type { Plain, PlainObject } from '../../src/kernel/event';
import type { Invariant, Model, RoleSpec } from '../../src/kernel/model';
import type { Process } from '../../src/kernel/process';
import type { ClockSpec, Distribution, FaultSpec, LinkProperties, WorldSpec } from '../../src/kernel/spec';
import { modelOf, puppet, ringProcess } from './models';
import type { Act } from './models';

type AnyProcess = RoleSpec['process'];

const UNTIL_US = 120_000;
const TYPES = ['Ask', 'Answer', 'Ball', 'Beacon', 'x'];

/** Sends to chance nodes on a timer of chance length, answers questions, gives up on answers, writes its disk. */
export const chatter: Process<{ asked: number; answered: number; kept: number; open: readonly number[] }> = {
  init: () => ({ asked: 0, answered: 0, kept: 0, open: [] }),
  stable: ['kept'],
  onStart: (ctx) => void ctx.setTimer('next', 1 + ctx.random(8_000)),
  onTimer(ctx, timer) {
    if (timer.name === 'give-up') return ctx.set({ open: ctx.state.open.filter((id) => id !== timer.id) });
    if (timer.name === 'done') return ctx.send(timer.data as string, 'Answer', { kept: ctx.state.kept });
    const nodes = ctx.nodes();
    ctx.send(nodes[ctx.random(nodes.length)]!, 'Ask', { n: ctx.state.asked });
    const giveUp = ctx.setTimer('give-up', 15_000);
    ctx.set({ asked: ctx.state.asked + 1, open: [...ctx.state.open, giveUp] });
    ctx.setTimer('next', 1 + ctx.random(12_000));
  },
  onMessage(ctx, message) {
    if (message.type === 'Ask') {
      ctx.disk.write('log', [message.from, message.body['n']!]);
      if (ctx.random(2) === 0) ctx.disk.sync('log');
      ctx.work('done', 2_000, message.from);
      return;
    }
    const [first, ...rest] = ctx.state.open;
    if (first === undefined) return ctx.ignore('not asked');
    ctx.cancelTimer(first);
    ctx.set({ open: rest, answered: ctx.state.answered + 1, kept: ctx.clock('wall').readingUs });
  },
  onInvoke(ctx, operation) {
    ctx.return(operation.id, 'ok', operation.args['value'] ?? null);
  },
};

/** Sends numbered messages to everybody on a fixed schedule, whatever it hears. */
export const beacon: Process<{ n: number }> = {
  init: () => ({ n: 0 }),
  onStart: (ctx) => void ctx.setTimer('next', 3_000),
  onTimer(ctx) {
    for (const node of ctx.nodes()) if (node !== ctx.self) ctx.send(node, 'Beacon', { n: ctx.state.n });
    ctx.set({ n: ctx.state.n + 1 });
    ctx.setTimer('next', 3_000);
  },
};

const fewAnswers: Invariant = {
  id: 'few-answers',
  summary: 'Nobody has had more than two answers',
  when: 'always',
  check(view) {
    const node = view.nodes.find(({ state }) => ((state as PlainObject)['answered'] as number | undefined ?? 0) > 2);
    return node && { detail: node.id, events: view.changes(node.id, 'answered').slice(-1) };
  },
};
const allReturned: Invariant = {
  id: 'all-returned',
  summary: 'Every operation has returned',
  when: 'end',
  check(view) {
    const open = view.operations.find(({ status }) => status === undefined);
    return open && { detail: `${open.id}`, events: [open.invoke] };
  },
};

const us = (max: number): fc.Arbitrary<number> => fc.nat(max);
const ids = ['a', 'b', 'c', 'd'];

const simple: fc.Arbitrary<Distribution> = fc.oneof(
  us(20_000).map((of): Distribution => ({ kind: 'constant', us: of })),
  fc.tuple(us(5_000), us(30_000)).map(([a, b]): Distribution => ({ kind: 'uniform', minUs: a, maxUs: a + b })),
  us(20_000).map((meanUs): Distribution => ({ kind: 'normal', meanUs, sdUs: meanUs })),
  us(20_000).map((meanUs): Distribution => ({ kind: 'exponential', meanUs })),
  us(20_000).map((scaleUs): Distribution => ({ kind: 'pareto', scaleUs, shape: 1.1 })),
);
const latency: fc.Arbitrary<Distribution> = fc.oneof(
  { weight: 5, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc.tuple(simple, simple).map(([a, b]): Distribution => ({ kind: 'mixture', parts: [{ weight: 3, of: a }, { weight: 1, of: b }] })),
  },
);
const chance = fc.constantFrom(0, 0, 0.2, 0.5);
const link: fc.Arbitrary<LinkProperties> = fc.record({
  latency,
  loss: chance,
  duplicate: chance,
  queue: fc.option(fc.record({ capacity: fc.nat(3), serviceUs: us(6_000) }), { nil: undefined }),
});

function acts(nodes: readonly string[], depth: number): fc.Arbitrary<readonly Act[]> {
  const inner = depth === 0 ? fc.constant([]) : acts(nodes, depth - 1);
  const file = fc.constantFrom('f', 'g', 'h');
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ act: fc.constant('send' as const), to: fc.constantFrom(...nodes), type: fc.constantFrom('Ask', 'x'), acts: inner }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('timer' as const, 'work' as const), name: fc.constantFrom('p', 'q'), us: us(20_000), acts: inner }) },
    fc.record({ act: fc.constant('set' as const), set: fc.record({ kept: fc.nat(3), lost: fc.constantFrom<Plain>(1, 'x', [1, { y: 2 }]) }) }),
    fc.record({ act: fc.constant('cancel' as const), name: fc.constantFrom('p', 'q') }),
    fc.record({ act: fc.constant('clock' as const), clock: fc.constantFrom('wall' as const, 'monotonic' as const) }),
    fc.record({ act: fc.constant('random' as const), below: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ act: fc.constant('write' as const), file, content: fc.constantFrom<Plain>('old old', 'new new', { n: 1 }) }),
    fc.record({ act: fc.constantFrom('sync' as const, 'delete' as const), file }),
    fc.record({ act: fc.constant('rename' as const), from: file, to: file }),
    fc.record({ act: fc.constant('return' as const), result: fc.constantFrom<Plain>(1, null) }),
    fc.constantFrom('vote', 'quorum', 'decide', 'note', 'lie').map((name): Act => ({ act: name } as Act)),
    fc.constant<Act>({ act: 'become', role: 'leader' }),
  );
  return fc.array(act, { maxLength: 4 });
}

function faults(nodes: readonly string[]): fc.Arbitrary<readonly FaultSpec[]> {
  const node = fc.constantFrom(...nodes);
  const atUs = us(UNTIL_US);
  const later = fc.option(us(UNTIL_US), { nil: undefined });
  const rule = fc.record(
    { type: fc.constantFrom(...TYPES), from: node, to: node, nth: fc.integer({ min: 1, max: 4 }) },
    { requiredKeys: [] },
  );
  const some = fc.subarray([...nodes], { minLength: 1 });
  const cut = fc.oneof(
    fc.record({ from: some, to: some }),
    fc.integer({ min: 1, max: nodes.length - 1 }).map((at) => ({ groups: [nodes.slice(0, at), nodes.slice(at)] })),
  );
  return fc.array(
    fc.oneof(
      rule.map((r): FaultSpec => ({ kind: 'lose', ...r })),
      fc.tuple(rule, us(40_000)).map(([r, byUs]): FaultSpec => ({ kind: 'delay', byUs, ...r })),
      fc.tuple(rule, later).map(([r, afterUs]): FaultSpec => ({ kind: 'duplicate', afterUs, ...r })),
      fc.record({ node, atUs, restart: later }).map(({ restart, ...at }): FaultSpec => ({ kind: 'crash', ...at, restartUs: restart && at.atUs + restart })),
      fc.record({ node, atUs, forUs: us(60_000) }).map((at): FaultSpec => ({ kind: 'pause', ...at })),
      fc.record({ atUs, cut, last: later }).map(({ last, ...at }): FaultSpec => ({ kind: 'partition', ...at, untilUs: last && at.atUs + last })),
      fc.record({ node, atUs, jumpUs: fc.integer({ min: -50_000, max: 50_000 }) }).map((at): FaultSpec => ({ kind: 'clock', ...at })),
      fc.record({ node, atUs, driftPpm: fc.integer({ min: -500_000, max: 500_000 }) }).map((at): FaultSpec => ({ kind: 'clock', ...at })),
      fc.record({ node, atUs, last: later, factor: fc.constantFrom(2, 10) }).map(({ last, ...at }): FaultSpec => ({ kind: 'slow', ...at, untilUs: last && at.atUs + last })),
      fc.record({ node, atUs, untilUs: later }).map((at): FaultSpec => ({ kind: 'lie', behaviour: 'lies', args: { x: 1 }, ...at })),
      fc.record({ node, atUs, loseUnsynced: fc.boolean(), torn: fc.boolean() }).map((at): FaultSpec => ({ kind: 'disk', ...at })),
    ),
    { maxLength: 8 },
  );
}

const clock: fc.Arbitrary<ClockSpec> = fc.record({
  offsetUs: fc.integer({ min: -100_000, max: 100_000 }),
  driftPpm: fc.integer({ min: -200_000, max: 200_000 }),
  uncertaintyUs: us(5_000),
});

/** Any world of these models; `process` narrows it to one. */
export function worldSpecs(process?: AnyProcess): fc.Arbitrary<WorldSpec> {
  return fc.integer({ min: 2, max: 4 }).chain((count) => {
    const nodes = ids.slice(0, count);
    const processes: fc.Arbitrary<AnyProcess> = process === undefined
      ? fc.constantFrom(chatter, puppet, puppet, ringProcess(30), beacon)
      : fc.constant(process);
    return fc.record({
      process: processes,
      seed: fc.nat(1_000_000),
      network: fc.tuple(link, fc.array(fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes), link), { maxLength: 2 })),
      clocks: fc.dictionary(fc.constantFrom(...nodes), clock, { maxKeys: 2 }),
      workload: fc.array(
        fc.record({
          atUs: us(UNTIL_US),
          client: fc.constantFrom(...nodes),
          op: fc.constantFrom('do', 'get'),
          args: acts(nodes, 3).map((list): PlainObject => ({ key: 'k', acts: list as unknown as Plain })),
        }),
        { maxLength: 8 },
      ),
      faults: faults(nodes),
      untilUs: fc.integer({ min: 0, max: UNTIL_US }),
    }).map(({ process: chosen, network: [everywhere, links], ...rest }): WorldSpec => ({
      title: 'Generated',
      model: modelNamed(chosen, nodes),
      params: {},
      nodes: nodes.map((id) => ({ id, role: 'node' })),
      network: { ...everywhere, links: links.map(([from, to, properties]) => ({ from, to, ...properties })) },
      // Copies of copies can multiply without end; reaching a limit is part of the game.
      limits: { events: 3_000, pending: 1_000, messageChars: 10_000 },
      ...rest,
    }));
  });
}

function modelNamed(process: AnyProcess, nodes: string[]): Model {
  return modelOf(process, [fewAnswers, allReturned], nodes);
}
