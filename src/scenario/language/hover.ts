/** What the word under the pointer means. */
import type { Span } from '../scenario';
import { parseDuration } from '../units';
import type { ShapeData } from '../shape';
import { EVENT_DOCS, invariantDoc, keyDoc, lieDoc, messageDoc, modelDoc, nodeDoc, noteDoc, operationDoc, paramDoc, rangeOf, roleDoc, rowDoc, specificationDoc } from './docs';
import type { WrittenText } from './draft';
import { lastKey, specsOf } from './sample';
import { beside, namesByKind, placeAt } from './walk';
import type { KeyPlace, ValuePlace } from './walk';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** Undefined where there is nothing to say. */
export function hoverAt(written: WrittenText, offset: number): Hover | undefined {
  const place = placeAt(written, offset);
  if (place === undefined) return undefined;
  const markdown = place.is === 'key' ? ofKey(place, written) : ofValue(place, written);
  return markdown === '' ? undefined : { span: place.is === 'key' ? place.entry.keySpan : place.tree.span, markdown };
}

function ofKey({ path, shape, field, entry }: KeyPlace, { root, scope }: WrittenText): string {
  if (shape.type === 'dictionary') return shape.keys === 'role' ? (scope.model ? roleDoc(scope.model, entry.key) : '') : nodeDoc(scope, entry.key);
  if (field === undefined) return '';
  const around = path[0] === 'workload' && root ? trail(root, path) : [];
  const specs = path.length > 1 ? specsOf(path.slice(0, -1), around, scope) : undefined;
  const spec = specs && Object.hasOwn(specs, entry.key) ? specs[entry.key] : undefined;
  return spec ? paramDoc(entry.key, spec) : keyDoc(entry.key, field.summary, field.shape, field.required);
}

function trail(root: NonNullable<WrittenText['root']>, path: readonly (string | number)[]): readonly NonNullable<WrittenText['root']>[] {
  const trees = [root];
  for (const step of path) {
    const last = trees.at(-1)!;
    const next = typeof step === 'number' ? (last.kind === 'list' ? last.items[step] : undefined) : last.kind === 'map' ? last.entries.find(({ key }) => key === step)?.value : undefined;
    if (next === undefined) break;
    trees.push(next);
  }
  return trees;
}

function ofValue(place: ValuePlace, { scope, library }: WrittenText): string {
  const { shape, path, tree } = place;
  const value = String(tree.value ?? '');
  const { model } = scope;
  const key = lastKey(path);
  if (shape?.type === 'text') {
    if (key === 'see') return noteDoc(library, value);
    if (path[0] === 'covers') return rowDoc(library, value);
    if (path[0] === 'nodes') return nodeDoc(scope, value);
    if (path[0] === 'extend') return `What is not said here is as in \`${value.replaceAll('`', '')}\`.`;
    if (path[0] === 'compare') return library.scenarios.filter(({ id }) => id === value).map(({ title }) => `**${title}**`).join('');
    const kind = key === 'name' ? namesByKind(beside(place, 'kind')) : undefined;
    if (!model || kind === undefined) return '';
    return kind === 'invariant' ? invariantDoc(model, value) : kind === 'operation' ? operationDoc(model, value) : messageDoc(model, value);
  }
  if (shape?.type === 'choice') return key === 'kind' ? (EVENT_DOCS[value as keyof typeof EVENT_DOCS] ?? '') : specificationDoc(value);
  if (shape?.type === 'duration' || shape?.type === 'drift') return unitDoc(value, shape);
  if (shape?.type !== 'name') return '';
  if (shape.of === 'model') {
    const found = scope.models.find(({ id }) => id === value);
    return found ? modelDoc(found) : '';
  }
  if (shape.of === 'node') return nodeDoc(scope, value);
  if (!model) return '';
  return { role: roleDoc, message: messageDoc, operation: operationDoc, invariant: invariantDoc, lie: lieDoc }[shape.of](model, value);
}

function unitDoc(value: string, shape: ShapeData): string {
  const read = shape.type === 'duration' ? parseDuration(value) : undefined;
  return read?.ok ? `${value} = ${grouped(read.value)} µs\n\n*${rangeOf(shape)}*` : '';
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}
