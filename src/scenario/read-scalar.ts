/**
 * Reads values that are one word: texts, numbers, durations, choices, names.
 */
import { nearest } from '../trace/suggest';
import { NAME_WORDS, namesOf } from './scope';
import type { NameKind } from './scope';
import type { NumberData, ShapeData, UnitData } from './shape';
import type { Span } from './scenario';
import { formatDuration, parseDrift, parseDuration } from './units';
import { listed, shown, validOnes, wanted, wrongType } from './wording';
import type { Place, Reading } from './wording';
import { short } from './yaml-tree';
import type { Tree } from './yaml-tree';

type Of<T extends ShapeData['type']> = Extract<ShapeData, { readonly type: T }>;

export function readText(shape: Of<'text'>, tree: Tree, place: Place, reading: Reading): string | undefined {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') {
    const quoted = tree.kind === 'scalar' && tree.value !== null && shape.pattern === undefined ? JSON.stringify(String(tree.value)) : undefined;
    return wrongType(wanted(shape), tree, place, reading, quoted);
  }
  if (tree.value.length > shape.maxChars) {
    reading.report.error('too-long', tree.span, `${place.name} has ${tree.value.length} characters; at most ${shape.maxChars} are allowed`);
    return undefined;
  }
  if (shape.pattern !== undefined && !new RegExp(shape.pattern, 'u').test(tree.value)) {
    reading.report.error('wrong-form', tree.span, `${place.name} must be ${shape.form ?? 'of another form'}, not ${shown(tree)}`);
    return undefined;
  }
  return tree.value;
}

export function readNumber(shape: NumberData, tree: Tree, place: Place, reading: Reading): number | undefined {
  const value = tree.kind === 'scalar' ? tree.value : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const meant = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
    return wrongType(wanted(shape), tree, place, reading, meant);
  }
  if (shape.type === 'integer' && !Number.isSafeInteger(value)) return wrongType(wanted(shape), tree, place, reading);
  return inRange(value, shape, String, tree, place, reading);
}

export function readUnit(shape: UnitData, tree: Tree, place: Place, reading: Reading): number | undefined {
  const isDuration = shape.type === 'duration';
  if (tree.kind !== 'scalar' || (typeof tree.value !== 'string' && typeof tree.value !== 'number')) {
    return wrongType(wanted(shape), tree, place, reading);
  }
  const result = isDuration ? parseDuration(String(tree.value)) : parseDrift(String(tree.value));
  if (!result.ok) {
    reading.report.error(result.code, tree.span, `${place.name} is ${shown(tree)}: ${result.message}`, result.suggestion);
    return undefined;
  }
  return inRange(result.value, shape, isDuration ? formatDuration : (ppm) => `${ppm}ppm`, tree, place, reading);
}

function inRange(
  value: number, shape: { readonly min: number; readonly max: number }, format: (value: number) => string, tree: Tree, place: Place, reading: Reading,
): number | undefined {
  if (value >= shape.min && value <= shape.max) return value;
  const nearestValid = format(value < shape.min ? shape.min : shape.max);
  reading.report.error('out-of-range', tree.span, `${place.name} must be from ${format(shape.min)} to ${format(shape.max)}, not ${format(value)}`, nearestValid);
  return undefined;
}

export function readChoice(shape: Of<'choice'>, tree: Tree, place: Place, reading: Reading): string | number | undefined {
  const value = tree.kind === 'scalar' ? tree.value : undefined;
  const found = shape.choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const words = shape.choices.map(String);
  if (typeof value !== 'string') return wrongType(listed(words), tree, place, reading, words.length === 1 ? words[0] : undefined);
  reading.report.error(`unknown-${shape.what.replaceAll(' ', '-')}`, tree.span, `unknown ${shape.what} ${shown(tree)}; valid: ${words.join(', ')}`, nearest(value, words));
  return undefined;
}

export function readName(shape: Of<'name'>, tree: Tree, place: Place, reading: Reading): string | undefined {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return wrongType(wanted(shape), tree, place, reading);
  const names = namesOf(reading.scope, shape.of);
  if (names === undefined || names.includes(tree.value)) return tree.value;
  unknownName(shape.of, tree.value, tree.span, names, reading);
  return undefined;
}

export function unknownName(kind: NameKind, written: string, at: Span, names: readonly string[], reading: Reading): void {
  const word = NAME_WORDS[kind];
  const model = reading.scope.model?.id;
  const owner = kind === 'model' || kind === 'node' ? '' : ` of the model ${model}`;
  const suggestion = nearest(written, names);
  const message = `unknown ${word} "${short(written)}"${owner}${validOnes(names, suggestion)}`;
  reading.report.error(`unknown-${kind}`, at, message, suggestion);
}

export function readBoolean(tree: Tree, place: Place, reading: Reading): boolean | undefined {
  if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value;
  return wrongType('true or false', tree, place, reading, booleanMeant(tree));
}

function booleanMeant(tree: Tree): string | undefined {
  const word = tree.kind === 'scalar' ? String(tree.value).toLowerCase() : '';
  if (['yes', 'on', '1', 'true'].includes(word)) return 'true';
  return ['no', 'off', '0', 'false'].includes(word) ? 'false' : undefined;
}
