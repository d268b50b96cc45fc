/** Gestures as a reader might make them, out of numbers: whatever the scenario is, there is something to point at. */
import fc from 'fast-check';
import { KIND, kindOf } from '../../../src/trace/trace';
import type { EventDetails, Trace } from '../../../src/trace/trace';
import type { Plain } from '../../../src/kernel/event';
import type { ParamSpecs } from '../../../src/kernel/model';
import type { Draft } from '../../../src/scenario/edit/draft';
import type { Gesture } from '../../../src/scenario/edit/gesture';

export interface Ask {
  readonly what: Gesture['do'];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const GESTURES: readonly Gesture['do'][] = [
  'lose', 'delay', 'arrive', 'duplicate', 'overtake', 'crash', 'restart', 'pause', 'slow', 'clock-jump', 'clock-drift', 'partition', 'undo',
  'remove-fault', 'change-fault', 'add-operation', 'move-operation', 'set-argument', 'remove-operation', 'set-param', 'set-seed', 'set-until', 'set-network', 'expect', 'expect-field',
  'add-note', 'change-note', 'remove-note',
];

const number = fc.nat(1_000_000);
export const asks = (what: fc.Arbitrary<Gesture['do']> = fc.constantFrom(...GESTURES)): fc.Arbitrary<Ask> => fc.record({ what, a: number, b: number, c: number });

/** The gesture that an ask is on this scenario. */
export function gestureOf({ what, a, b, c }: Ask, draft: Draft, trace: Trace): Gesture {
  const { nodes, faults, workload, untilUs, model } = draft.scenario.world;
  const node = pick(nodes, a)!.id;
  const other = pick(nodes, a + 1 + (b % Math.max(1, nodes.length - 1)))!.id;
  const atUs = timeOf(c, untilUs);
  const lengthUs = 1 + timeOf(b, untilUs);
  const event = pick(eventsOf(trace, what === 'undo' ? ENDS : MESSAGES), a) ?? 0;
  switch (what) {
    case 'lose':
      return { do: what, event };
    case 'delay':
      return { do: what, event, byUs: lengthUs };
    case 'arrive':
      return { do: what, event, atUs: trace.t[event]! + lengthUs };
    case 'duplicate':
      return b % 2 === 0 ? { do: what, event } : { do: what, event, afterUs: lengthUs };
    case 'overtake':
      return { do: what, event, which: b % 2 === 0 ? 'previous' : 'next' };
    case 'crash':
      return b % 2 === 0 ? { do: what, node, atUs } : { do: what, node, atUs, restartUs: atUs + lengthUs };
    case 'restart':
      return { do: what, node, atUs };
    case 'pause':
      return { do: what, node, atUs, forUs: lengthUs };
    case 'slow':
      return { do: what, node, atUs, factor: 1 + (b % 90) / 10, ...(b % 2 === 0 ? {} : { untilUs: atUs + lengthUs }) };
    case 'clock-jump':
      return { do: what, node, atUs, jumpUs: b % 2 === 0 ? -lengthUs : lengthUs };
    case 'clock-drift':
      return { do: what, node, atUs, driftPpm: (b % 2 === 0 ? -1 : 1) * (b % 400_000) / 7 };
    case 'partition':
      return { do: what, atUs, ...(b % 3 === 0 ? {} : { untilUs: atUs + lengthUs }), cut: b % 2 === 0 ? { groups: [[node], [other]] } : { from: [node], to: [other] } };
    case 'undo':
      return { do: what, event };
    case 'remove-fault':
      return { do: what, fault: a % (faults.length + 1) };
    case 'change-fault': {
      const field = pick(['at', 'until', 'for', 'by', 'after', 'restart', 'factor', 'nth'], b)!;
      return { do: what, fault: a % (faults.length + 1), field, value: c % 5 === 0 ? undefined : field === 'factor' || field === 'nth' ? 1 + (c % 9) : atUs };
    }
    case 'add-operation': {
      const op = pick(Object.keys(model.operations), a) ?? 'none';
      const client = pick(nodes.filter(({ role }) => role === model.operations[op]?.role), b)?.id ?? node;
      const args = Object.fromEntries(Object.entries(model.operations[op]?.args ?? {}).map(([name, spec]) => [name, valueFor(spec, b)]));
      return c % 3 === 0 ? { do: what, client, op, atUs } : { do: what, client, op, atUs, args };
    }
    case 'move-operation':
      return { do: what, operation: a % (workload.length + 1), atUs };
    case 'remove-operation':
      return { do: what, operation: a % (workload.length + 1) };
    case 'set-argument': {
      const operation = a % (workload.length + 1);
      const specs = model.operations[workload[operation]?.op ?? '']?.args ?? {};
      const name = pick(Object.keys(specs), b) ?? 'none';
      return { do: what, operation, name, value: c % 4 === 0 ? undefined : valueFor(specs[name], c) };
    }
    case 'set-param': {
      const name = pick(Object.keys(model.params), a) ?? 'none';
      return { do: what, name, value: c % 4 === 0 ? undefined : valueFor(model.params[name], c) };
    }
    case 'set-seed':
      return { do: what, value: b % 5 === 0 ? undefined : c };
    case 'set-until':
      return { do: what, atUs: b % 5 === 0 ? undefined : lengthUs };
    case 'expect':
      return { do: what, event: b % 7 === 0 ? trace.length : a % Math.max(1, trace.length) };
    case 'expect-field':
      return { do: what, node, field: pick(Object.keys(fieldsSet(trace, node)), b) ?? 'none', step: c % Math.max(1, trace.length) };
    case 'add-note': {
      const text = pick(NOTE_TEXTS, c)!;
      if (b % 3 === 0) return { do: what, note: { text } };
      return { do: what, note: b % 3 === 1 ? { lane: node, text } : { at: { kind: kindOf(trace, a % Math.max(1, trace.length)) }, text } };
    }
    case 'change-note':
      return { do: what, note: a % (draft.scenario.notes.length + 1), text: pick(NOTE_TEXTS, c)! };
    case 'remove-note':
      return { do: what, note: a % (draft.scenario.notes.length + 1) };
    case 'set-network': {
      const link = b % 2 === 0 ? {} : { link: { from: node, to: other } };
      const field = pick(['latency', 'loss', 'duplicate'] as const, a + b)!;
      if (field !== 'latency') return { do: what, ...link, field, value: c % 4 === 0 ? undefined : (c % 101) / 100 };
      const kinds = [undefined, lengthUs, { uniform: [1_000, 1_000 + lengthUs] }, { normal: { mean: lengthUs, sd: 2_000 } }, { pareto: { scale: 5_000, shape: 1.5 } }];
      return { do: what, ...link, field, value: pick(kinds, c) };
    }
  }
}

const NOTE_TEXTS = ['why here?', 'two lines\nof a note', '- # : "quoted" \'so\'', 'שלום', 'null'];
const MESSAGES: readonly string[] = ['send', 'deliver', 'lose'];
const ENDS: readonly string[] = [...MESSAGES, 'crash', 'restart', 'pause', 'resume', 'partition', 'heal', 'clock-set', 'note'];

function fieldsSet(trace: Trace, node: string): object {
  const sets = Array.from({ length: trace.length }, (_, i) => i).filter((i) => kindOf(trace, i) === 'state' && trace.header.nodes[trace.node[i]!]?.id === node);
  return Object.assign({}, ...sets.map((i) => (trace.detail(i) as EventDetails['state']).set)) as object;
}

function eventsOf(trace: Trace, kinds: readonly string[]): readonly number[] {
  const rare = kinds.filter((kind) => !MESSAGES.includes(kind)).map((kind) => KIND[kind as keyof typeof KIND]);
  const all = Array.from({ length: trace.length }, (_, i) => i).filter((i) => kinds.includes(kindOf(trace, i)));
  // Where there is more than messages, that is looked at first: messages are many.
  const others = all.filter((i) => rare.includes(trace.kind[i]!));
  return others.length > 0 && all.length % 2 === 0 ? others : all;
}

/** Mostly times within the run, in steps people point at, now and then an odd one. */
function timeOf(n: number, untilUs: number): number {
  const us = Math.floor((n / 1_000_000) * Math.min(untilUs, 3_600_000_000));
  return n % 5 === 0 ? us : us - (us % 1_000);
}

function valueFor(spec: ParamSpecs[string] | undefined, n: number): Plain {
  switch (spec?.type) {
    case 'duration':
    case 'integer':
      return Math.min(spec.max, spec.min + (n % 1_000_000));
    case 'number':
      return spec.min + ((spec.max - spec.min) * (n % 100)) / 100;
    case 'boolean':
      return n % 2 === 0;
    case 'choice':
      return spec.choices[n % spec.choices.length]!;
    case 'text':
      return pick(['x', 'two words', "it's", '"quoted"', 'null', '10ms', 'a: b', '# no comment', ' blank ', '', '{', 'ünï 😀', 'line\nbreak'], n)!.slice(0, spec.maxChars);
    case undefined:
      return n;
  }
}

function pick<T>(items: readonly T[], n: number): T | undefined {
  return items.length === 0 ? undefined : items[n % items.length];
}
