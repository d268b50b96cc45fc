/**
 * How the scenario language is described: as data, from which both the reader (read-shape.ts) and the JSON
 * Schema (json-schema.ts) are made. A general schema library would say where in the value something is wrong,
 * but not know the names a model and its nodes bring along, nor suggest the nearest of them.
 *
 * Each shape carries the TypeScript type of what it reads, so the code behind it cannot misread a field.
 */
import type { Plain, PlainObject } from '../kernel/event';
import type { ParamSpecs } from '../kernel/model';
import type { NameKind, Scope } from './scope';
import type { Tree } from './yaml-tree';

export type ShapeData =
  | { readonly type: 'text'; readonly maxChars: number; readonly pattern?: string; readonly form?: string }
  | NumberData
  | UnitData
  | { readonly type: 'boolean' }
  | { readonly type: 'choice'; readonly what: string; readonly choices: readonly (string | number)[] }
  | { readonly type: 'name'; readonly of: NameKind }
  | { readonly type: 'list'; readonly of: ShapeData; readonly min: number; readonly max: number; readonly each: string }
  | { readonly type: 'dictionary'; readonly keys: NameKind; readonly of: ShapeData }
  /** A map is read as `map`, a list as `list`, anything else as `scalar`. */
  | { readonly type: 'either'; readonly scalar: ShapeData; readonly map?: ShapeData; readonly list?: ShapeData }
  /** Any JSON-shaped data, or only a map of it. */
  | { readonly type: 'plain'; readonly mapOnly: boolean }
  /** The model's parameters. */
  | { readonly type: 'params' }
  /** The arguments of the operation named by the field `op` beside it. */
  | { readonly type: 'args' }
  | RecordData;

/** Plain numbers. */
export interface NumberData {
  readonly type: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
}
/** Numbers with a unit; the bounds are microseconds or parts per million. */
export interface UnitData {
  readonly type: 'duration' | 'drift';
  readonly min: number;
  readonly max: number;
}

export interface RecordData {
  readonly type: 'record';
  /** With its article: "a crash". */
  readonly what: string;
  readonly fields: { readonly [key: string]: FieldData };
  /** One of these keys, and no second. */
  readonly exactlyOne?: readonly string[];
  readonly atLeastOne?: readonly string[];
  /** What the fields must satisfy together; a field that could not be read is absent. */
  readonly check?: (value: never, at: CheckContext) => void;
}
export interface FieldData {
  readonly shape: ShapeData;
  readonly required: boolean;
  readonly summary: string;
}

export interface CheckContext {
  readonly scope: Scope;
  /** Reports at the value of a field, or at the record when the field is not there. */
  error(field: string, code: string, message: string, suggestion?: string): void;
  warn(field: string, code: string, message: string): void;
  errorAt(tree: Tree, code: string, message: string, suggestion?: string): void;
  tree(field: string): Tree | undefined;
}

declare const result: unique symbol;
/** A shape that reads into a `T`. */
export type Shape<T> = ShapeData & { readonly [result]?: () => T };
export type ValueOf<S> = S extends { readonly [result]?: () => infer T } ? T : never;
export type Field<T, R extends boolean> = FieldData & { readonly shape: Shape<T>; readonly required: R };
type Fields = { readonly [key: string]: FieldData };
type ResultOf<F extends FieldData> = ValueOf<F['shape']>;
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F as F[K]['required'] extends true ? K : never]: ResultOf<F[K]>;
} & { readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: ResultOf<F[K]> };

/** `form` says in words what `pattern` says in signs. */
export const text = (maxChars: number, pattern?: string, form?: string): Shape<string> => ({
  type: 'text', maxChars, ...(pattern === undefined ? {} : { pattern }), ...(form === undefined ? {} : { form }),
});
export const integer = (min: number, max: number): Shape<number> => ({ type: 'integer', min, max });
export const number = (min: number, max: number): Shape<number> => ({ type: 'number', min, max });
export const probability: Shape<number> = number(0, 1);
/** Reads into microseconds; so are the bounds. */
export const duration = (minUs: number, maxUs: number): Shape<number> => ({ type: 'duration', min: minUs, max: maxUs });
/** Reads into parts per million. */
export const drift = (limitPpm: number): Shape<number> => ({ type: 'drift', min: -limitPpm, max: limitPpm });
export const boolean: Shape<boolean> = { type: 'boolean' };
export const choice = <C extends string | number>(what: string, choices: readonly C[]): Shape<C> => ({ type: 'choice', what, choices });
export const name = (of: NameKind): Shape<string> => ({ type: 'name', of });
export const list = <T>(of: Shape<T>, each: string, min: number, max: number): Shape<readonly T[]> => ({ type: 'list', of, each, min, max });
export const dictionary = <T>(keys: NameKind, of: Shape<T>): Shape<{ readonly [key: string]: T }> => ({ type: 'dictionary', keys, of });
export const either = <A, B>(scalar: Shape<A>, other: { map?: Shape<B>; list?: Shape<B> }): Shape<A | B> => ({ type: 'either', scalar, ...other });
export const plain: Shape<Plain> = { type: 'plain', mapOnly: false };
export const params: Shape<PlainObject> = { type: 'params' };
export const args: Shape<PlainObject> = { type: 'args' };
export const plainObject: Shape<PlainObject> = { type: 'plain', mapOnly: true };

export const required = <T>(shape: Shape<T>, summary: string): Field<T, true> => ({ shape, required: true, summary });
export const optional = <T>(shape: Shape<T>, summary: string): Field<T, false> => ({ shape, required: false, summary });

/** A map with these keys and no others. */
export function record<F extends Fields>(
  what: string,
  fields: F,
  rules: {
    readonly exactlyOne?: readonly (keyof F & string)[];
    readonly atLeastOne?: readonly (keyof F & string)[];
    readonly check?: (value: Partial<RecordOf<F>>, at: CheckContext) => void;
  } = {},
): Shape<RecordOf<F>> & RecordData {
  return { type: 'record', what, fields, ...rules } as Shape<RecordOf<F>> & RecordData;
}

/** The parameters of a model or the arguments of an operation, as a map in which everything is optional. */
export function specsShape(what: string, specs: ParamSpecs): RecordData {
  const fields: { [key: string]: FieldData } = {};
  for (const [key, spec] of Object.entries(specs)) {
    fields[key] = { shape: specShape(spec), required: false, summary: spec.summary };
  }
  return { type: 'record', what, fields };
}

function specShape(spec: ParamSpecs[string]): ShapeData {
  switch (spec.type) {
    case 'duration':
    case 'integer':
    case 'number':
      return { type: spec.type, min: spec.min, max: spec.max };
    case 'boolean':
      return boolean;
    case 'text':
      return { type: 'text', maxChars: spec.maxChars };
    case 'choice':
      return { type: 'choice', what: 'value', choices: spec.choices };
  }
}

/** A section whose items are all commented out is an empty section. */
export function canBeEmpty(shape: ShapeData): boolean {
  return shape.type === 'list' || shape.type === 'dictionary' || shape.type === 'params' || shape.type === 'args' || shape.type === 'record';
}
