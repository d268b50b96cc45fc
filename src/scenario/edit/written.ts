/**
 * A value on its way into the text: what is a duration is known to be one, and keys stand in the order in which the language
 * describes them. Made by the same description by which texts are read, the other way round.
 */
import type { Model } from '../../kernel/model';
import type { Plain } from '../../kernel/event';
import * as describe from '../describe';
import { specsShape } from '../shape';
import type { RecordData, ShapeData } from '../shape';

export type Written = WrittenMap | WrittenList | { readonly kind: 'duration' | 'drift'; readonly value: number } | WrittenWord;
export interface WrittenMap {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: string; readonly value: Written }[];
}
export interface WrittenList {
  readonly kind: 'list';
  readonly items: readonly Written[];
}
interface WrittenWord {
  readonly kind: 'word';
  readonly value: string | number | boolean | null;
}

/** Keys and places in lists, from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** What the language says of a value at a path; undefined when no scenario has such a place. `value` is the whole scenario. */
export function shapeAt(path: Path, value: describe.ScenarioValue, model: Model): ShapeData | undefined {
  let shape: ShapeData = describe.scenario;
  let parent: unknown;
  let here: unknown = value;
  for (const step of path) {
    const inside = stepInto(shape, step, model, here, parent);
    if (inside === undefined) return undefined;
    shape = inside;
    parent = here;
    here = (here as { readonly [step: string | number]: unknown } | undefined)?.[step];
  }
  return resolved(shape, parent, model);
}

/** Keys of a map in the order of the language; empty where any order is as good. */
export function keysOf(shape: ShapeData | undefined): readonly string[] {
  const record = shape?.type === 'either' ? shape.map : shape;
  return record?.type === 'record' ? Object.keys(record.fields) : [];
}

/** A value as the reader reads it, made ready to be written. */
export function writtenAs(shape: ShapeData | undefined, value: unknown, model: Model, parent?: unknown): Written {
  const known = shape && resolved(shape, parent, model);
  const of = known?.type === 'either' ? (Array.isArray(value) ? known.list : typeof value === 'object' ? known.map : known.scalar) : known;
  if (Array.isArray(value)) {
    const each = of?.type === 'list' ? of.of : undefined;
    return { kind: 'list', items: value.map((item) => writtenAs(each, item, model)) };
  }
  if (typeof value === 'object' && value !== null) {
    const given = value as { readonly [key: string]: unknown };
    const fields = of?.type === 'record' ? of.fields : {};
    const order = Object.keys(fields);
    const keys = Object.keys(given).filter((key) => given[key] !== undefined);
    keys.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    return { kind: 'map', entries: keys.map((key) => ({ key, value: writtenAs(fields[key]?.shape, given[key], model, value) })) };
  }
  if (typeof value === 'number' && (of?.type === 'duration' || of?.type === 'drift')) return { kind: of.type, value };
  return { kind: 'word', value: value as Exclude<Plain, object> };
}

function stepInto(shape: ShapeData, step: string | number, model: Model, here: unknown, parent: unknown): ShapeData | undefined {
  const known = resolved(shape, parent, model);
  const of = known.type === 'either' ? (typeof step === 'number' ? known.list : known.map) : known;
  if (of === undefined) return undefined;
  if (typeof step === 'number') return of.type === 'list' ? of.of : undefined;
  if (of.type === 'dictionary') return of.of;
  if (of.type !== 'record' || !Object.hasOwn(of.fields, step)) return undefined;
  return resolved(of.fields[step]!.shape, here, model);
}

/** What hangs on the model (its parameters, the arguments of its operations) as an ordinary record. */
function resolved(shape: ShapeData, parent: unknown, model: Model): ShapeData | RecordData {
  if (shape.type === 'params') return specsShape('the parameters', model.params);
  if (shape.type !== 'args') return shape;
  const op = String((parent as { readonly op?: unknown } | undefined)?.op);
  return specsShape('the arguments', Object.hasOwn(model.operations, op) ? model.operations[op]!.args : {});
}
