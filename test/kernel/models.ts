/** Tiny models to test the kernel with: each exists for what it makes the kernel do, not for any protocol. */
import { EVENT_KINDS } from '../../src/kernel/event';
import type { Plain, PlainObject } from '../../src/kernel/event';
import type { Invariant, Model, WorldView } from '../../src/kernel/model';
import type { Context, Message, Operation, Process, Timer } from '../../src/kernel/process';
import { DEFAULT_LIMITS } from '../../src/kernel/spec';
import type { WorldSpec } from '../../src/kernel/spec';
import { createWorld, runToEnd } from '../../src/kernel/world';
import type { World } from '../../src/kernel/world';

/** A model with one role from a process and the names of its nodes. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function modelOf(process: Process<any, any>, invariants: readonly Invariant[] = [], names = ['a', 'b', 'c']): Model {
  return {
    id: 'test',
    title: 'Test',
    chapter: 'ch8',
    source: '-',
    summary: '-',
    params: {},
    roles: { node: { summary: '-', names, min: 1, max: 256, process } },
    messages: {},
    operations: {},
    invariants,
  };
}

/** A specification with defaults for everything that is not given: 3 nodes, 10 ms latency, one second. */
export function specOf(model: Model, change: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: 'Test',
    model,
    params: {},
    seed: 1,
    nodes: Object.entries(model.roles).flatMap(([role, { names }]) => names.map((id) => ({ id, role }))),
    network: { latency: { kind: 'constant', us: 10_000 }, loss: 0, duplicate: 0, links: [] },
    clocks: {},
    workload: [],
    faults: [],
    untilUs: 1_000_000,
    limits: DEFAULT_LIMITS,
    ...change,
  };
}

/** Each node throws a ball to the next as long as the ball's count is below `throws`. */
export function ringProcess(throws: number): Process<{ seen: number }> {
  return {
    init: () => ({ seen: 0 }),
    onStart(ctx) {
      if (ctx.self === ctx.nodes()[0]) ctx.send(nextAfter(ctx), 'Ball', { count: 1 });
    },
    onMessage(ctx, message) {
      const count = message.body['count'] as number;
      ctx.set({ seen: count });
      if (count < throws) ctx.send(nextAfter(ctx), 'Ball', { count: count + 1 });
    },
  };
}

function nextAfter(ctx: Pick<Context, 'self' | 'nodes'>): string {
  const nodes = ctx.nodes();
  return nodes[(nodes.indexOf(ctx.self) + 1) % nodes.length]!;
}

/** Does what its operations say: `{op: 'do', args: {acts: [...]}}`; answers every message that asks for it. */
export type Act =
  | { readonly act: 'send'; readonly to: string; readonly type: string; readonly acts?: readonly Act[] }
  | { readonly act: 'set'; readonly set: PlainObject }
  | { readonly act: 'timer' | 'work'; readonly name: string; readonly us: number; readonly acts?: readonly Act[] }
  | { readonly act: 'cancel'; readonly name: string }
  | { readonly act: 'clock'; readonly clock: 'wall' | 'monotonic' }
  | { readonly act: 'random'; readonly below: number }
  | { readonly act: 'write'; readonly file: string; readonly content: Plain }
  | { readonly act: 'sync' | 'delete'; readonly file?: string }
  | { readonly act: 'rename'; readonly from: string; readonly to: string }
  | { readonly act: 'return'; readonly result?: Plain }
  | { readonly act: 'become'; readonly role: string }
  | { readonly act: 'vote' | 'quorum' | 'decide' | 'note' | 'lie' | 'ignore' | 'throw' };

export interface PuppetState {
  readonly kept: Plain;
  readonly lost: Plain;
  readonly op: number;
  readonly timers: PlainObject;
  readonly seen: readonly Plain[];
}

/** A node that does exactly what operations, messages and timers carry with them. */
export const puppet: Process<PuppetState> = {
  init: () => ({ kept: 0, lost: 0, op: 0, timers: {}, seen: [] }),
  stable: ['kept'],
  onInvoke(ctx, operation: Operation) {
    ctx.set({ op: operation.id });
    perform(ctx, operation.args['acts']);
  },
  onMessage(ctx, message: Message) {
    perform(ctx, message.body['acts']);
  },
  onTimer(ctx, timer: Timer) {
    perform(ctx, timer.data);
  },
  onRestart(ctx) {
    ctx.note('restarted');
  },
};

function perform(ctx: Context<PuppetState>, acts: Plain | undefined): void {
  for (const act of (acts ?? []) as unknown as readonly Act[]) performOne(ctx, act);
}

function performOne(ctx: Context<PuppetState>, act: Act): void {
  const see = (what: Plain): void => ctx.set({ seen: [...ctx.state.seen, what] });
  switch (act.act) {
    case 'send':
      return ctx.send(act.to, act.type, { acts: (act.acts ?? []) as unknown as Plain });
    case 'set':
      return ctx.set(act.set);
    case 'timer':
    case 'work': {
      const data = (act.acts ?? []) as unknown as Plain;
      const id = act.act === 'timer' ? ctx.setTimer(act.name, act.us, data) : ctx.work(act.name, act.us, data);
      return ctx.set({ timers: { ...ctx.state.timers, [act.name]: id } });
    }
    case 'cancel':
      return ctx.cancelTimer((ctx.state.timers[act.name] as number | undefined) ?? 0);
    case 'clock': {
      const { readingUs, earliestUs, latestUs } = ctx.clock(act.clock);
      return see([readingUs, earliestUs, latestUs]);
    }
    case 'random':
      return see(ctx.random(act.below));
    case 'write':
      return ctx.disk.write(act.file, act.content);
    case 'sync':
      return ctx.disk.sync(act.file);
    case 'delete':
      return ctx.disk.delete(act.file!);
    case 'rename':
      return ctx.disk.list().includes(act.from) ? ctx.disk.rename(act.from, act.to) : undefined;
    case 'return':
      if (ctx.state.op > 0) ctx.return(ctx.state.op, 'ok', act.result);
      return ctx.set({ op: 0 });
    case 'become':
      return ctx.become(act.role);
    case 'vote':
      return ctx.vote(1, 'a', true);
    case 'quorum':
      return ctx.quorum(1, 2, 2, 3);
    case 'decide':
      return ctx.decide('x');
    case 'note':
      return ctx.note('noted');
    case 'lie':
      return see(ctx.lie('lies') ?? null);
    case 'ignore':
      return ctx.ignore('no need');
    case 'throw':
      throw new Error('as asked');
  }
}

export const puppets: Model = modelOf(puppet);

/** Runs puppets: at each time the node does these acts; everything else as in `specOf`. */
export function play(script: readonly (readonly [atUs: number, node: string, ...acts: Act[]])[], change: Partial<WorldSpec> = {}): World {
  const workload = script.map(([atUs, client, ...acts]) => ({ atUs, client, op: 'do', args: { acts: acts as unknown as Plain } }));
  const world = createWorld(specOf(puppets, { workload, ...change }), { freeze: true });
  runToEnd(world);
  return world;
}

/** The events of these kinds, as objects with the chosen fields: `pick(world, ['send'], ['t', 'to'])`. */
export function pick(world: Pick<WorldView, 'log'>, kinds: readonly string[], fields: readonly string[]): PlainObject[] {
  return eventsOf(world)
    .filter(({ kind }) => kinds.includes(kind))
    .map((event) => Object.fromEntries(fields.filter((field) => event[field] !== undefined).map((field) => [field, event[field]!])));
}

/** Every event as one object, as in the trace format. */
export function eventsOf(view: Pick<WorldView, 'log'>): (PlainObject & { readonly kind: string })[] {
  const { log } = view;
  const events: (PlainObject & { readonly kind: string })[] = [];
  for (let i = 0; i < log.length; i++) events.push(eventOf(view, i));
  return events;
}

export function eventOf({ log }: Pick<WorldView, 'log'>, i: number): PlainObject & { readonly kind: string } {
  return {
    i,
    t: log.t[i]!,
    node: log.node[i]!,
    kind: EVENT_KINDS[log.kind[i]!]!,
    cause: log.cause[i]!,
    partner: log.partner[i]!,
    label: log.labels[log.label[i]!]!,
    ...(log.detail(i) as unknown as PlainObject),
  };
}
