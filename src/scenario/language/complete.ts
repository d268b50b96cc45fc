/**
 * What may be written at the cursor. Everything offered keeps a text without errors without errors, as far as that can be known from
 * what is written around it; only another model, or another key in the place of one that has its value, changes more than its place.
 */
import { fitting } from '../../check/specification';
import type { Files } from '../extend';
import type { Model } from '../../kernel/model';
import type { RecordData, ShapeData } from '../shape';
import { fieldsOf } from '../rules';
import type { EventKind } from '../../kernel/event';
import { EVENT_KINDS } from '../../kernel/event';
import { offerValues } from './complete-values';
import { cursorAt, keysWritten, mapOf } from './cursor';
import type { Cursor } from './cursor';
import { keyDoc, nodeDoc, paramDoc, roleDoc } from './docs';
import { NO_LIBRARY, scalarAt } from './draft';
import type { Library } from './draft';
import { fittingNames } from './names';
import type { Offer } from './offer';
import { fieldsSample, inside, sample, specSample, specsOf } from './sample';
import type { Surroundings } from './sample';
import { isEventRule, shapeFor } from './walk';

/** Nothing where nothing is known. Never throws. */
export function complete(text: string, offset: number, models: readonly Model[], library: Library = NO_LIBRARY, files?: Files): readonly Offer[] {
  const cursor = cursorAt(text, offset, models, library, files);
  if (cursor === undefined) return [];
  if (cursor.at === 'key') return cursor.shape ? offerKeys(cursor.shape, cursor, text) : [];
  const { shape } = cursor;
  const resolved = shapeFor(shape, undefined, cursor.around.at(-1), cursor.written.scope) ?? shape;
  if (cursor.ownLine && !cursor.inBrackets) {
    // Below a key, or behind a dash: the map or the list that belongs there begins here.
    if (shape?.type === 'list') return offerItems(shape, cursor, text);
    const map = shape?.type === 'either' ? shape.map : resolved;
    if (map?.type === 'record' || map?.type === 'dictionary') return offerBeginnings(map, cursor, text);
  }
  return offerValues(cursor);
}

/** Keys of a map of which others may be written already. */
function offerKeys(shape: ShapeData, cursor: Cursor, text: string): Offer[] {
  const { scope } = cursor.written;
  const written = keysWritten(cursor);
  if (shape.type === 'dictionary') {
    return fittingNames(shape.keys, [], [], scope)
      .filter((name) => !written.includes(name))
      .flatMap((name) => offerKey(name, shape.of, shape.keys === 'role' && scope.model ? roleDoc(scope.model, name) : nodeDoc(scope, name), cursor, text));
  }
  if (shape.type !== 'record') return [];
  const specs = specsOf([...cursor.path], cursor.around, scope);
  return Object.entries(shape.fields).flatMap(([key, field]) => {
    if (written.includes(key) || !(cursor.hasValue || canStand(key, shape, written, cursor))) return [];
    const spec = specs && Object.hasOwn(specs, key) ? specs[key] : undefined;
    const doc = spec ? paramDoc(key, spec) : keyDoc(key, field.summary, field.shape, field.required);
    return offerKey(key, field.shape, doc, cursor, text, field.required ? 0 : 1);
  });
}

/** Whether a key can stand beside those that are written. */
function canStand(key: string, shape: RecordData, written: readonly string[], cursor: Cursor): boolean {
  if (shape.exactlyOne?.includes(key) && shape.exactlyOne.some((each) => written.includes(each))) return false;
  if (isEventRule(shape)) {
    const kind = scalarAt(mapOf(cursor), 'kind');
    return key === 'nth' || key === 'count' || kind === undefined || !isEventKind(kind) || fieldsOf(kind).includes(key);
  }
  if (shape.what === '"partition"' && key === 'to') return !written.includes('groups');
  if (shape.what === 'a note' && (key === 'lane' || key === 'at')) return !written.includes(key === 'at' ? 'lane' : 'at');
  if (shape.what === '"disk"') return !(key === 'torn' && written.includes('loseUnsynced')) && !(key === 'loseUnsynced' && written.includes('torn'));
  if (shape.exactlyOne?.includes('linearizable') && /inearizable$/.test(key)) return fitting(Object.keys(cursor.written.scope.model?.operations ?? {})).length > 0;
  return true;
}

function isEventKind(kind: string): kind is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(kind);
}

function offerKey(key: string, of: ShapeData, doc: string, cursor: Cursor, text: string, rank = 1): Offer[] {
  const { scope, library } = cursor.written;
  const { word, lead, inBrackets } = cursor;
  const at: Surroundings = { scope, library, path: [...cursor.path, key], around: cursor.around };
  const span = { start: word.start, end: word.end };
  const base = { label: key, kind: 'key', doc, span, rank } as const;
  if (cursor.hasValue || text[word.end] === ':') return [{ ...base, insert: lead + key }];
  const stops = { next: 1 };
  const spec = specsOf([...cursor.path], cursor.around, scope)?.[key];
  const dash = cursor.needsDash ? '- ' : '';
  const value = spec ? ` ${specSample(spec, stops)}` : valueFor(of, at, cursor);
  if (value === undefined) return [];
  const fixed = fixedValue(key, at);
  // What follows in brackets has to be parted from it.
  const follows = inBrackets && /^[ \t]*[\p{L}"']/u.test(text.slice(word.end)) ? ', ' : '';
  return [{ ...base, insert: `${lead}${dash}${key}:${fixed ?? value}${follows}` }];
}

/** A one-way cut has two ends. */
function fixedValue(key: string, { path, around, scope }: Surroundings): string | undefined {
  const nodes = [...(scope.nodes?.keys() ?? [])];
  if (key !== 'from' || path.at(-2) !== 'partition' || nodes.length < 2) return undefined;
  const hasTo = scalarAt(around.at(-1), 'to') !== undefined || (around.at(-1)?.kind === 'map' && keysOf(around.at(-1)).includes('to'));
  return hasTo ? undefined : ` [\${1:${nodes[0]}}], to: [\${2:${nodes[1]}}]`;
}

function keysOf(tree: Surroundings['around'][number] | undefined): readonly string[] {
  return tree?.kind === 'map' ? tree.entries.map(({ key }) => key) : [];
}

/** The value with the space or the line break before it. */
function valueFor(of: ShapeData, at: Surroundings, cursor: Cursor): string | undefined {
  const stops = { next: 1 };
  if (!cursor.inBrackets && cursor.ownLine && cursor.path.length === 0 && of.type === 'list' && of.of.type === 'record') {
    const item = itemOf(of.of, inside({ ...at }, 0, undefined), stops);
    return item === undefined ? undefined : `\n  - ${item.replaceAll('\n', '\n    ')}`;
  }
  if (!cursor.inBrackets && cursor.ownLine && cursor.path.length === 0 && of.type === 'record' && of.what !== 'the limits') {
    const fields = fieldsSample(of, at, stops);
    return fields && `\n${fields.map(({ key, value }) => `  ${key}: ${value}`).join('\n')}`;
  }
  const value = sample(of, at, stops);
  return value === undefined ? undefined : ` ${value}`;
}

/** An item of a list of maps. What holds one thing is one line; a note has its lines. */
function itemOf(shape: RecordData, at: Surroundings, stops: { next: number }): string | undefined {
  const fields = fieldsSample(shape, at, stops);
  if (fields === undefined || fields.length === 0) return undefined;
  if (shape.exactlyOne !== undefined || shape.atLeastOne !== undefined) return fields.map(({ key, value }) => `${key}: ${value}`).join('\n');
  return `{ ${fields.map(({ key, value }) => `${key}: ${value}`).join(', ')} }`;
}

/** Items of a list that has none yet, below its key. */
function offerItems(list: Extract<ShapeData, { readonly type: 'list' }>, cursor: Cursor, text: string): Offer[] {
  const item: Cursor = { ...cursor, path: [...cursor.path, 0], shape: list.of, needsDash: true };
  if (list.of.type === 'record') return offerBeginnings(list.of, item, text);
  return offerValues(item).map((offer) => ({ ...offer, insert: `${cursor.lead}- ${offer.insert.slice(cursor.lead.length)}` }));
}

/** A map that begins here: as a whole where one key alone would be half of it, else any of its keys. */
function offerBeginnings(shape: ShapeData, cursor: Cursor, text: string): Offer[] {
  const around: Cursor = { ...cursor, around: [...cursor.around] };
  // Keys look at what stands in their own map, which is not there yet.
  const fresh: Cursor = { ...around, around: [...cursor.around, EMPTY] };
  if (shape.type !== 'record' || cursor.path.length === 0) return offerKeys(shape, fresh, text);
  const required = Object.keys(shape.fields).filter((key) => shape.fields[key]!.required);
  const needs = required.length > 0 ? required : (shape.atLeastOne ?? []);
  const keys = offerKeys(shape, fresh, text).filter(({ label }) => (required.length > 0 ? required.length === 1 && required[0] === label : needs.length === 0 || needs.includes(label)));
  const { scope, library } = cursor.written;
  const stops = { next: 1 };
  const whole = shape.exactlyOne && required.length === 0 ? undefined : itemOf(shape, { scope, library, path: cursor.path, around: cursor.around }, stops);
  if (whole === undefined) return keys;
  // The editor repeats the indentation of the line, which ends before the dash.
  const lineStart = text.lastIndexOf('\n', cursor.word.start - 1) + 1;
  const own = /^[ \t]*/.exec(text.slice(lineStart, cursor.word.start))![0].length;
  const deeper = ' '.repeat(Math.max(0, cursor.column - own) + (cursor.needsDash ? 2 : 0));
  const insert = cursor.lead + (cursor.needsDash ? '- ' : '') + whole.replaceAll('\n', `\n${deeper}`);
  return [{ label: shape.what.replace(/^an? /, 'new ').replaceAll('"', ''), kind: 'whole', insert, span: { ...cursor.word }, rank: 0, doc: `With ${needs.join(', ')}.` }, ...keys];
}

const EMPTY = { kind: 'map', span: { start: 0, end: 0 }, entries: [] } as const;
