/**
 * The scenario language as a JSON Schema (draft-07, which editors understand best), made from the description
 * the reader uses.
 *
 * A schema cannot know the nodes of a file, and says nothing about times in the wrong order; what hangs on the
 * model alone it says by `if model is … then …`.
 */
import type { Model } from '../kernel/model';
import { scenario } from './describe';
import { namesOf } from './scope';
import { canBeEmpty, specsShape } from './shape';
import type { RecordData, ShapeData } from './shape';
import { DRIFT_PATTERN, DURATION_PATTERN, formatDuration } from './units';

type Json = { [key: string]: unknown };

/** The schema for scenario files of these models. */
export function scenarioSchema(models: readonly Model[]): Json {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Faultline scenario',
    description: 'A protocol model, its nodes, network, clocks, workload and faults: everything a run depends on.',
    ...schemaOf(scenario, models),
    // What another file says need not be said again; the version of the format is that of the file itself.
    required: ['faultline'],
    anyOf: [{ required: ['extend'] }, { required: Object.entries(scenario.fields).filter(([, field]) => field.required).map(([key]) => key) }],
    allOf: models.map((model) => ({
      if: { properties: { model: { const: model.id } }, required: ['model'] },
      then: forModel(scenario, model) ?? {},
    })),
  };
}

function schemaOf(shape: ShapeData, models: readonly Model[]): Json {
  switch (shape.type) {
    case 'text':
      return { type: 'string', maxLength: shape.maxChars, ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }) };
    case 'integer':
    case 'number':
      return { type: shape.type, minimum: shape.min, maximum: shape.max };
    case 'duration': {
      const pattern = shape.min < 0 ? DURATION_PATTERN : DURATION_PATTERN.replace('-?', '');
      return { type: 'string', pattern, description: `A duration from ${formatDuration(shape.min)} to ${formatDuration(shape.max)}, such as 10ms or 1.5s.` };
    }
    case 'drift':
      return { type: 'string', pattern: DRIFT_PATTERN };
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return { enum: [...shape.choices] };
    case 'name':
      return shape.of === 'model' ? { enum: models.map(({ id }) => id) } : { type: 'string' };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of, models), ...bounds(shape.min, shape.max) };
    case 'dictionary':
      return { type: 'object', additionalProperties: schemaOf(shape.of, models) };
    case 'either':
      return { anyOf: [shape.scalar, shape.map, shape.list].flatMap((each) => (each === undefined ? [] : [schemaOf(each, models)])) };
    case 'plain':
      return shape.mapOnly ? { type: 'object' } : {};
    case 'params':
    case 'args':
      return { type: 'object' };
    case 'record':
      return recordSchema(shape, models);
  }
}

function recordSchema(shape: RecordData, models: readonly Model[]): Json {
  const properties: Json = {};
  for (const [key, { shape: of, required, summary }] of Object.entries(shape.fields)) {
    const inner = schemaOf(of, models);
    const detail = typeof inner['description'] === 'string' ? ` ${inner['description']}` : '';
    const { description: _, ...rest } = inner;
    // An optional section whose items are all commented out is empty, not wrong.
    const nullable = !required && canBeEmpty(of) && typeof rest['type'] === 'string' ? { type: [rest['type'], 'null'] } : {};
    properties[key] = { description: summary + detail, ...rest, ...nullable };
  }
  const required = Object.entries(shape.fields).filter(([, field]) => field.required).map(([key]) => key);
  const one = (keys: readonly string[]) => keys.map((key) => ({ required: [key] }));
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...(shape.exactlyOne === undefined ? {} : { oneOf: one(shape.exactlyOne) }),
    ...(shape.atLeastOne === undefined ? {} : { anyOf: one(shape.atLeastOne) }),
  };
}

function bounds(min: number, max: number): Json {
  return { ...(min > 0 ? { minItems: min } : {}), maxItems: max };
}

/** What a model adds to a shape: only the parts that differ from one model to the next; undefined when there are none. */
function forModel(shape: ShapeData, model: Model): Json | undefined {
  switch (shape.type) {
    case 'name': {
      const names = shape.of === 'model' ? undefined : namesOf({ models: [], model }, shape.of);
      return names && { enum: names };
    }
    case 'list': {
      const items = forModel(shape.of, model);
      return items && { items };
    }
    case 'dictionary':
      return shape.keys === 'node' ? undefined : { propertyNames: { enum: namesOf({ models: [], model }, shape.keys) ?? [] } };
    case 'either':
      return undefined;
    case 'params':
      return paramsSchema(specsShape('', model.params), model.params);
    case 'record':
      return recordForModel(shape, model);
    default:
      return undefined;
  }
}

function recordForModel(shape: RecordData, model: Model): Json | undefined {
  const properties: Json = {};
  for (const [key, field] of Object.entries(shape.fields)) {
    const inner = forModel(field.shape, model);
    if (inner !== undefined) properties[key] = inner;
  }
  const withArgs = shape.fields['args']?.shape.type === 'args' ? { allOf: argsForOperations(model) } : {};
  return Object.keys(properties).length === 0 ? undefined : { properties, ...withArgs };
}

function argsForOperations(model: Model): Json[] {
  return Object.entries(model.operations).map(([op, { args }]) => ({
    if: { properties: { op: { const: op } }, required: ['op'] },
    then: { properties: { args: paramsSchema(specsShape('', args), args) } },
  }));
}

/** Parameters or arguments with their defaults, written as in a file. */
function paramsSchema(shape: RecordData, specs: Model['params']): Json {
  const schema = recordSchema(shape, []);
  const properties = schema['properties'] as { [key: string]: Json };
  for (const [key, spec] of Object.entries(specs)) {
    properties[key] = { ...properties[key], default: spec.type === 'duration' ? formatDuration(spec.default) : spec.default };
  }
  return { ...schema, type: ['object', 'null'] };
}
