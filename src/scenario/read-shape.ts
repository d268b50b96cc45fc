/**
 * Reads a tree by the description of what it should be, and reports everything that is not so.
 *
 * Nothing stops at the first problem: whatever can be read is read, and what cannot is left out.
 */
import type { Plain } from '../kernel/event';
import { nearest } from '../trace/suggest';
import { MAX_PROBLEMS } from './limits';
import { readBoolean, readChoice, readName, readNumber, readText, readUnit, unknownName } from './read-scalar';
import type { Report } from './report';
import type { Span } from './scenario';
import { namesOf } from './scope';
import { canBeEmpty, specsShape } from './shape';
import type { CheckContext, RecordData, Shape, ShapeData } from './shape';
import { isNothing, listed, validOnes, wanted, wrongType } from './wording';
import type { Place, Reading } from './wording';
import { entryAt, short, valueAt } from './yaml-tree';
import type { Entry, MapTree, Tree } from './yaml-tree';

/**
 * The value, or undefined when it is unusable. `name` is what the value is called in messages, in quotes
 * where it is a key; `head` is where to point when something is missing from a map.
 */
export function readShape<T>(shape: Shape<T>, tree: Tree, name: string, head: Span, reading: Reading): T | undefined {
  return read(shape, tree, { name, head }, reading) as T | undefined;
}

function read(shape: ShapeData, tree: Tree, place: Place, reading: Reading): unknown {
  switch (shape.type) {
    case 'text':
      return readText(shape, tree, place, reading);
    case 'integer':
    case 'number':
      return readNumber(shape, tree, place, reading);
    case 'duration':
    case 'drift':
      return readUnit(shape, tree, place, reading);
    case 'boolean':
      return readBoolean(tree, place, reading);
    case 'choice':
      return readChoice(shape, tree, place, reading);
    case 'name':
      return readName(shape, tree, place, reading);
    case 'list':
      return readList(shape, tree, place, reading);
    case 'dictionary':
      return readDictionary(shape, tree, place, reading);
    case 'either': {
      const chosen = tree.kind === 'map' ? shape.map : tree.kind === 'list' ? shape.list : shape.scalar;
      if (chosen !== undefined) return read(chosen, tree, place, reading);
      return wrongType([shape.scalar, shape.map, shape.list].flatMap((of) => of ?? []).map(wanted).join(' or '), tree, place, reading);
    }
    case 'plain':
      if (shape.mapOnly && tree.kind !== 'map') return wrongType(wanted(shape), tree, place, reading);
      return readPlain(tree, place, reading);
    case 'params':
      return readSpecs(reading.scope.model && specsShape(`the parameters of ${reading.scope.model.id}`, reading.scope.model.params), tree, place, reading);
    case 'args': {
      const op = valueAt(place.parent, 'op');
      const called = op?.kind === 'scalar' ? String(op.value) : '';
      const operations = reading.scope.model?.operations ?? {};
      const spec = Object.hasOwn(operations, called) ? operations[called] : undefined;
      return readSpecs(spec && specsShape(`the arguments of ${called}`, spec.args), tree, place, reading);
    }
    case 'record':
      return readRecord(shape, tree, place, reading);
  }
}

type Of<T extends ShapeData['type']> = Extract<ShapeData, { readonly type: T }>;

function readList(shape: Of<'list'>, tree: Tree, place: Place, reading: Reading): unknown[] | undefined {
  if (tree.kind !== 'list') return wrongType(wanted(shape), tree, place, reading);
  const { length } = tree.items;
  if (length < shape.min || length > shape.max) {
    const range = shape.min === shape.max ? `${shape.min}` : length < shape.min ? `at least ${shape.min}` : `at most ${shape.max}`;
    reading.report.error(length > shape.max ? 'too-many' : 'too-few', length > shape.max ? tree.items[shape.max]!.span : tree.span, `${place.name} must have ${range} items, not ${length}`);
  }
  const values: unknown[] = [];
  for (const item of tree.items.slice(0, shape.max)) {
    const value = read(shape.of, item, { name: shape.each, head: headOf(item) }, reading);
    if (value !== undefined) values.push(value);
  }
  return values;
}

function readDictionary(shape: Of<'dictionary'>, tree: Tree, place: Place, reading: Reading): { [key: string]: unknown } | undefined {
  if (tree.kind !== 'map') return wrongType(wanted(shape), tree, place, reading);
  const names = namesOf(reading.scope, shape.keys);
  const values = emptyObject();
  for (const { key, keySpan, value } of tree.entries.slice(0, MAX_PROBLEMS)) {
    if (names !== undefined && !names.includes(key)) unknownName(shape.keys, key, keySpan, names, reading);
    const item = read(shape.of, value, { name: `"${short(key)}"`, head: keySpan }, reading);
    if (item !== undefined) values[key] = item;
  }
  return values;
}

/** Params and arguments: a record when the model is known, otherwise any map. */
function readSpecs(shape: RecordData | undefined, tree: Tree, place: Place, reading: Reading): unknown {
  if (tree.kind !== 'map') return wrongType('a map of names and values', tree, place, reading);
  return shape === undefined ? undefined : readRecord(shape, tree, place, reading);
}

function readRecord(shape: RecordData, tree: Tree, place: Place, reading: Reading): { [key: string]: unknown } | undefined {
  if (tree.kind !== 'map') return wrongType(wanted(shape), tree, place, reading);
  const { report } = reading;
  const value = emptyObject();
  const meant = new Set<string>();
  let usable = true;
  for (const entry of tree.entries) {
    const field = Object.hasOwn(shape.fields, entry.key) ? shape.fields[entry.key]! : undefined;
    if (field === undefined) {
      meant.add(unknownKey(shape, tree, entry, report) ?? '');
      continue;
    }
    // Where one key says what the whole is, nothing under it says nothing: `- lose:` is no fault.
    const says = shape.exactlyOne?.includes(entry.key) === true;
    if (isNothing(entry.value) && !field.required && !says && canBeEmpty(field.shape)) continue;
    const part = read(field.shape, entry.value, { name: `"${entry.key}"`, head: entry.keySpan, parent: tree }, reading);
    if (part !== undefined) value[entry.key] = part;
  }
  for (const [key, field] of Object.entries(shape.fields)) {
    if (!field.required) continue;
    // A key that is there but misspelt is not missing as well.
    if (entryAt(tree, key) === undefined && !meant.has(key)) report.error('missing-key', place.head, `${shape.what} needs the key "${key}"`);
    if (!(key in value)) usable = false;
  }
  usable = checkGroups(shape, tree, place, report) && usable;
  shape.check?.(value as never, contextOf(tree, place, reading));
  return usable ? value : undefined;
}

/** Reports the key and returns the one that was probably meant. */
function unknownKey(shape: RecordData, tree: MapTree, { key, keySpan }: Entry, report: Report): string | undefined {
  const keys = Object.keys(shape.fields);
  // A key that stands there already is not what was meant.
  const free = keys.filter((valid) => entryAt(tree, valid) === undefined);
  const suggestion = nearest(key, free);
  report.error('unknown-key', keySpan, `unknown key "${short(key)}" in ${shape.what}${validOnes(keys, suggestion)}`, suggestion);
  return suggestion;
}

function checkGroups(shape: RecordData, tree: MapTree, place: Place, report: Report): boolean {
  const present = (keys: readonly string[]) => tree.entries.filter(({ key }) => keys.includes(key));
  if (shape.exactlyOne !== undefined) {
    const [first, second] = present(shape.exactlyOne);
    if (first === undefined) {
      // Where an unknown key stands in its place, that has been said.
      const misspelt = tree.entries.some(({ key }) => !Object.hasOwn(shape.fields, key));
      if (!misspelt) report.error('missing-key', place.head, `${shape.what} needs one of the keys ${listed(shape.exactlyOne.map(quoted))}`);
      return false;
    }
    if (second !== undefined) {
      report.error('too-many-keys', second.keySpan, `${shape.what} has one of the keys ${listed(shape.exactlyOne.map(quoted))}; "${first.key}" stands here already`);
      return false;
    }
  }
  if (shape.atLeastOne !== undefined && present(shape.atLeastOne).length === 0) {
    report.error('missing-key', place.head, `${shape.what} needs the key ${listed(shape.atLeastOne.map(quoted))}`);
    return false;
  }
  return true;
}

function contextOf(tree: MapTree, place: Place, reading: Reading): CheckContext {
  const spanOf = (field: string): Span => valueAt(tree, field)?.span ?? place.head;
  return {
    scope: reading.scope,
    error: (field, code, message, suggestion) => reading.report.error(code, spanOf(field), message, suggestion),
    warn: (field, code, message) => reading.report.warn(code, spanOf(field), message),
    errorAt: (at, code, message, suggestion) => reading.report.error(code, at.span, message, suggestion),
    tree: (field) => valueAt(tree, field),
  };
}

function readPlain(tree: Tree, place: Place, reading: Reading): Plain | undefined {
  switch (tree.kind) {
    case 'scalar':
      if (typeof tree.value === 'number' && !Number.isFinite(tree.value)) {
        return wrongType('a finite number', tree, place, reading);
      }
      return tree.value;
    case 'list':
      return tree.items.map((item) => readPlain(item, place, reading) ?? null);
    case 'map': {
      const values: { [key: string]: Plain } = {};
      for (const { key, keySpan, value } of tree.entries) {
        if (key === '__proto__') reading.report.error('unknown-key', keySpan, 'this name cannot be used as a key');
        else values[key] = readPlain(value, place, reading) ?? null;
      }
      return values;
    }
  }
}

/** Where to point when something is missing from an item of a list. */
function headOf(tree: Tree): Span {
  return tree.kind === 'map' && tree.entries.length > 0 ? tree.entries[0]!.keySpan : tree.span;
}

function quoted(key: string): string {
  return `"${key}"`;
}

// Keys come from files: an object without a prototype has no `constructor` or `toString` that nobody wrote.
function emptyObject(): { [key: string]: unknown } {
  return Object.create(null) as { [key: string]: unknown };
}
