/**
 * Something valid for every place of the language, as a snippet whose parts are to be replaced: what a completed key begins with.
 */
import { fitting } from '../../check/specification';
import type { ParamSpec } from '../../kernel/model';
import { DEFAULT_LIMITS } from '../../kernel/spec';
import type { Scope } from '../scope';
import type { RecordData, ShapeData } from '../shape';
import { formatDuration, parseDuration } from '../units';
import type { MapTree, Tree } from '../yaml-tree';
import { writtenValue } from './docs';
import { scalarAt } from './draft';
import type { Library } from './draft';
import { fitsMessage, fittingNames } from './names';
import { choiceOf, stop } from './snippet';
import type { Stops } from './snippet';
import { isEventRule, under } from './walk';
import type { Path } from './walk';

export interface Surroundings {
  readonly scope: Scope;
  readonly library: Library;
  readonly path: Path;
  /** The maps and lists around the value, outermost first. */
  readonly around: readonly Tree[];
}

/** Fields that a new record has beyond the required ones, by what it is called. */
const WORTH_SAYING: { readonly [what: string]: readonly string[] } = {
  '"lose"': ['type', 'from', 'to', 'nth'],
  '"delay"': ['type', 'from', 'to', 'nth', 'by'],
  '"duplicate"': ['type', 'from', 'to', 'nth', 'after'],
  '"crash"': ['node', 'at', 'restart'],
  '"partition"': ['at', 'until', 'groups'],
  '"clock"': ['node', 'at', 'jump'],
  '"slow"': ['node', 'at', 'until', 'factor'],
  '"lie"': ['node', 'behaviour', 'at'],
  '"disk"': ['node', 'at', 'loseUnsynced'],
  'a workload item': ['at', 'client', 'op', 'args'],
  'a latency': ['uniform'],
  'a part of a mixture': ['weight', 'constant'],
  'a clock': ['offset'],
  'a link': ['from', 'to', 'latency'],
  'a note': ['at', 'text'],
  'the network': ['latency'],
  'the limits': ['events'],
};

/** By the key under which it stands; durations are brought into their range. */
const TYPICAL: { readonly [key: string]: string } = {
  at: '1s', until: '2s', restart: '2s', by: '300ms', after: '20ms', for: '500ms', jump: '-5s', drift: '200ppm', offset: '150ms', uncertainty: '7ms',
  factor: '10', latency: '10ms', constant: '10ms', mean: '10ms', sd: '2ms', scale: '5ms', shape: '1.5', weight: '1', loss: '0.1', duplicate: '0.1',
  capacity: '8', service: '1ms', nth: '1', count: '1', seed: '1', have: '2', faultline: '1',
  events: String(DEFAULT_LIMITS.events), pending: String(DEFAULT_LIMITS.pending), messageChars: String(DEFAULT_LIMITS.messageChars),
};

/** A valid value in brackets or on one line; undefined where there can be none, such as a lie of an honest model. */
export function sample(shape: ShapeData | undefined, at: Surroundings, stops: Stops): string | undefined {
  const key = lastKey(at.path);
  switch (shape?.type) {
    case undefined:
      return undefined;
    case 'duration':
      return stop(stops, durationFor(key, shape.min, shape.max, at));
    case 'drift':
      return stop(stops, '200ppm');
    case 'integer':
    case 'number': {
      const typical = at.path[0] === 'nodes' ? namesForRole(key, at).length : Number(TYPICAL[key] ?? shape.min);
      return stop(stops, String(Math.min(Math.max(typical, shape.min), shape.max)));
    }
    case 'boolean':
      return choiceOf(stops, ['true', 'false']);
    case 'choice': {
      const choices = choicesFor(shape.choices, key, at.scope);
      return choices.length === 0 ? undefined : choiceOf(stops, choices);
    }
    case 'name': {
      const names = fittingNames(shape.of, at.path, at.around, at.scope);
      return names.length === 0 ? undefined : choiceOf(stops, names);
    }
    case 'text':
      return textFor(key, at, stops);
    case 'either':
      return sample(shape.scalar, at, stops) ?? sample(shape.list ?? shape.map, at, stops);
    case 'plain':
      return shape.mapOnly ? '{}' : stop(stops, '1');
    case 'list':
      return listFor(shape, key, at, stops);
    case 'dictionary': {
      const [name] = fittingNames(shape.keys, at.path, [], at.scope);
      const inner = name === undefined ? undefined : sample(shape.of, inside(at, name, undefined), stops);
      return inner === undefined ? undefined : `{ ${name}: ${inner} }`;
    }
    case 'params':
      return at.scope.model && specsSample(at.scope.model.params, at, stops);
    case 'args': {
      const operations = at.scope.model?.operations ?? {};
      const op = scalarAt(at.around.at(-1), 'op') ?? '';
      return Object.hasOwn(operations, op) ? specsSample(operations[op]!.args, at, stops) : undefined;
    }
    case 'record':
      return recordSample(shape, at, stops);
  }
}

/** Parameters or arguments: all with their defaults, while they are few. */
function specsSample(specs: { readonly [name: string]: ParamSpec }, at: Surroundings, stops: Stops): string {
  const names = Object.keys(specs).slice(0, at.path[0] === 'params' ? 1 : 4);
  const fields = names.map((name) => `${name}: ${specSample(specs[name]!, stops)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** The default of a parameter, to be changed. */
export function specSample(spec: ParamSpec, stops: Stops): string {
  if (spec.type === 'boolean') return choiceOf(stops, [String(!spec.default), String(spec.default)]);
  if (spec.type === 'choice') return choiceOf(stops, [spec.default, ...spec.choices.filter((each) => each !== spec.default)]);
  return stop(stops, writtenValue(spec));
}

/** `{ … }` with what is required and what is worth saying. */
export function recordSample(shape: RecordData, at: Surroundings, stops: Stops): string | undefined {
  const fields = fieldsSample(shape, at, stops);
  return fields && (fields.length === 0 ? '{}' : `{ ${fields.map(({ key, value }) => `${key}: ${value}`).join(', ')} }`);
}

export function fieldsSample(shape: RecordData, at: Surroundings, stops: Stops): readonly { readonly key: string; readonly value: string }[] | undefined {
  if (isEventRule(shape)) return eventSample(shape, at, stops);
  const required = Object.keys(shape.fields).filter((key) => shape.fields[key]!.required);
  const wanted = WORTH_SAYING[shape.what] ?? (required.length === 0 && shape.exactlyOne ? shape.exactlyOne.slice(0, 1) : required);
  const fields: { key: string; value: string }[] = [];
  for (const key of wanted) {
    const value = sample(under(shape, key), insideWith(at, key, fields), stops);
    if (value !== undefined) fields.push({ key, value });
    else if (shape.fields[key]!.required) return undefined;
  }
  return fields;
}

function eventSample(shape: RecordData, at: Surroundings, stops: Stops) {
  const inNote = 'nth' in shape.fields;
  const messages = Object.keys(at.scope.model?.messages ?? {});
  const fields = [{ key: 'kind', value: messages.length > 0 ? choiceOf(stops, ['deliver', 'lose', 'send']) : stop(stops, 'violation') }];
  if (messages.length > 0) fields.push({ key: 'type', value: choiceOf(stops, messages) });
  fields.push({ key: inNote ? 'nth' : 'count', value: stop(stops, '1') });
  return fields;
}

function listFor(shape: Extract<ShapeData, { readonly type: 'list' }>, key: string, at: Surroundings, stops: Stops): string | undefined {
  const nodes = [...(at.scope.nodes?.keys() ?? [])];
  if (key === 'uniform') return `[${stop(stops, '5ms')}, ${stop(stops, '15ms')}]`;
  if (key === 'groups') return nodes.length < 2 ? undefined : `[[${stop(stops, nodes[0]!)}], [${stop(stops, nodes.slice(1).join(', '))}]]`;
  if (at.path.at(-2) === 'nodes') return `[${stop(stops, namesForRole(key, at).join(', '))}]`;
  const item = sample(shape.of, inside(at, 0, undefined), stops);
  return item === undefined ? undefined : `[${item}]`;
}

function namesForRole(role: string, { scope }: Surroundings): readonly string[] {
  return scope.model && Object.hasOwn(scope.model.roles, role) ? scope.model.roles[role]!.names : [];
}

/** Choices that can be right: no object whose operations the model does not offer. */
export function choicesFor(choices: readonly (string | number)[], key: string, scope: Scope): readonly string[] {
  const words = choices.map(String);
  if (key !== 'linearizable' && key !== 'notLinearizable') return words;
  const fits: readonly string[] = fitting(Object.keys(scope.model?.operations ?? {}));
  return words.filter((word) => fits.includes(word));
}

function textFor(key: string, { scope, library, path, around }: Surroundings, stops: Stops): string | undefined {
  const inPath = (name: string): boolean => path.includes(name);
  if (key === 'see') return library.notes.length === 0 ? undefined : stop(stops, library.notes[0]!.page);
  if (inPath('covers')) return stop(stops, 'U1');
  if (inPath('with')) return library.scenarios.length === 0 ? undefined : stop(stops, library.scenarios[0]!.id);
  if (key === 'name') {
    const names = namesInRule(scalarAt(around.at(-1), 'kind'), scope);
    return names === undefined ? stop(stops, 'timeout') : names.length === 0 ? undefined : choiceOf(stops, names);
  }
  if (path[0] === 'extend') return library.nearby?.length ? choiceOf(stops, library.nearby) : undefined;
  if (key === 'date') return stop(stops, '2026-01-31');
  if (key === 'title') return stop(stops, 'What happens, in one sentence');
  return stop(stops, key === 'text' ? 'What to say about it' : key === 'role' ? 'leader' : 'something');
}

/** The names that a rule for events of a kind may have; undefined where any text may be one. */
export function namesInRule(kind: string | undefined, { model }: Scope): readonly string[] | undefined {
  if (model === undefined) return undefined;
  if (kind === 'violation') return model.invariants.map(({ id }) => id);
  if (kind === 'invoke' || kind === 'return') return Object.keys(model.operations);
  if (kind === 'send' || kind === 'deliver' || kind === 'lose') return Object.keys(model.messages);
  return kind === 'clock' ? ['wall', 'monotonic'] : undefined;
}

function durationFor(key: string, min: number, max: number, at: Surroundings): string {
  const wanted = parseDuration(at.path[0] === 'workload' ? '0s' : at.path.length === 1 && key === 'until' ? '10s' : (TYPICAL[key] ?? '10ms'));
  let us = wanted.ok ? wanted.value : min;
  const bounds = orderOf(at.path, at.around);
  if (us <= bounds.above) us = bounds.above + 1_000_000;
  if (us >= bounds.below) us = Math.floor(bounds.below / 2);
  return formatDuration(Math.min(Math.max(us, min), max));
}

/** Between which times a time of a fault must lie, both ends excluded, for what stands beside it. */
export function orderOf(path: Path, around: readonly Tree[]): { readonly above: number; readonly below: number } {
  const map = around.at(-1);
  const key = path.at(-1);
  const timeOf = (name: string): number | undefined => {
    const read = parseDuration(scalarAt(map, name) ?? '');
    return read.ok ? read.value : undefined;
  };
  if (path[0] !== 'faults') return { above: -Infinity, below: Infinity };
  if (key === 'until' || key === 'restart') return { above: timeOf('at') ?? 0, below: Infinity };
  return { above: -Infinity, below: key === 'at' ? (timeOf('until') ?? timeOf('restart') ?? Infinity) : Infinity };
}

/** The surroundings of what stands under a key or in a list. */
export function inside(at: Surroundings, step: string | number, tree: Tree | undefined): Surroundings {
  return { ...at, path: [...at.path, step], around: [...at.around, ...(tree ? [tree] : [])] };
}

/** The same where the map is only being written: as far as it is, it counts. */
function insideWith(at: Surroundings, key: string, fields: readonly { readonly key: string; readonly value: string }[]): Surroundings {
  const span = { start: 0, end: 0 };
  const plain = (value: string): string => /^\$\{\d+[:|]([^,|}]*)/.exec(value)?.[1] ?? value;
  const map: MapTree = { kind: 'map', span, entries: fields.map((each) => ({ key: each.key, keySpan: span, value: { kind: 'scalar', span, value: plain(each.value) } })) };
  const known = at.scope;
  // Of several kinds of messages, one that somebody sends to somebody.
  const scope = key === 'type' && known.model ? { ...known, model: { ...known.model, messages: Object.fromEntries(Object.entries(known.model.messages).filter(([type]) => isSent(type, known))) } } : known;
  return { ...at, scope, path: [...at.path, key], around: [...at.around, map] };
}

function isSent(type: string, scope: Scope): boolean {
  const nodes = [...(scope.nodes?.keys() ?? [])];
  return nodes.some((from) => nodes.some((to) => from !== to && fitsMessage(type, from, to, scope)));
}

/** The key under which something stands, lists passed over. */
export function lastKey(path: Path): string {
  return String([...path].reverse().find((step) => typeof step === 'string') ?? '');
}

/** What a record made of these parameters looks like, for those who complete its keys. */
export function specsOf(path: Path, around: readonly Tree[], scope: Scope): { readonly [name: string]: ParamSpec } | undefined {
  if (scope.model === undefined) return undefined;
  if (path[0] === 'params') return scope.model.params;
  if (path[0] !== 'workload' || path[2] !== 'args') return undefined;
  const op = scalarAt(around[2], 'op') ?? '';
  return Object.hasOwn(scope.model.operations, op) ? scope.model.operations[op]!.args : undefined;
}

