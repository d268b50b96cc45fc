/** Values that fit at the cursor: names, choices, numbers with their units, pages of the notes. */
import type { ShapeData, UnitData } from '../shape';
import { formatDuration, parseDuration, UNITS } from '../units';
import type { Offer } from './offer';
import type { Cursor } from './cursor';
import { EVENT_DOCS, invariantDoc, lieDoc, messageDoc, modelDoc, nodeDoc, noteDoc, operationDoc, roleDoc, rowDoc, specificationDoc, writtenValue } from './docs';
import { scalarAt } from './draft';
import { fittingNames, writtenName } from './names';
import { choicesFor, lastKey, namesInRule, orderOf, sample, specsOf } from './sample';
import type { Surroundings } from './sample';
import { escaped, plainText } from './snippet';

export function offerValues(cursor: Cursor): Offer[] {
  const { shape, written, path, around } = cursor;
  return shape === undefined ? [] : valuesOf(shape, cursor, { scope: written.scope, library: written.library, path, around });
}

function valuesOf(shape: ShapeData, cursor: Cursor, at: Surroundings): Offer[] {
  const { scope, path, around } = at;
  const { model } = scope;
  const key = lastKey(path);
  const spec = specsOf(path.slice(0, -1), around, scope)?.[String(path.at(-1))];
  const offer = (label: string, kind: Offer['kind'], rest: Partial<Offer> = {}): Offer => ({
    label, kind, insert: `${cursor.lead}${rest.insert ?? escaped(label)}`, span: { ...cursor.word }, rank: rest.rank ?? 1,
    ...(rest.detail === undefined ? {} : { detail: rest.detail }), ...(rest.doc ? { doc: rest.doc } : {}),
  });
  const isDefault = (label: string): Partial<Offer> => (spec && writtenValue(spec) === label ? { detail: 'default', rank: 0 } : {});
  switch (shape.type) {
    case 'boolean':
      return ['true', 'false'].map((word) => offer(word, 'value', isDefault(word)));
    case 'choice':
      return choicesFor(shape.choices, key, scope).filter((word) => key !== 'kind' || canBeCalled(word, at)).map((word) => offer(word, 'value', { ...isDefault(word), doc: key === 'kind' ? EVENT_DOCS[word as keyof typeof EVENT_DOCS] : specificationDoc(word) }));
    case 'duration':
    case 'drift':
      return unitOffers(shape, cursor, at).map(([label, detail, rank]) => offer(label, 'unit', { detail, rank }));
    case 'integer':
    case 'number': {
      const numbers: [string, string][] = spec ? [[writtenValue(spec), 'default'], [String(shape.min), 'least'], [String(shape.max), 'most']] : [[plainText(sample(shape, at, { next: 1 }) ?? ''), '']];
      return unique(numbers).map(([label, detail], rank) => offer(label, 'value', { detail, rank }));
    }
    case 'name':
      return fittingNames(shape.of, path, around, scope).map((name) => {
        if (shape.of === 'model') {
          const found = scope.models.find(({ id }) => id === name)!;
          return offer(name, 'model', { detail: `${found.title} (${found.chapter})`, doc: modelDoc(found) });
        }
        const doc = !model ? '' : { role: roleDoc, message: messageDoc, operation: operationDoc, invariant: invariantDoc, lie: lieDoc, node: () => nodeDoc(scope, name) }[shape.of](model, name);
        const detail = shape.of === 'node' ? scope.nodes?.get(name) : undefined;
        return offer(name, shape.of === 'node' ? 'node' : shape.of === 'message' ? 'message' : 'name', { doc, ...(shape.of === 'node' && !cursor.inQuotes ? { insert: escaped(writtenName(name)) } : {}), ...(detail ? { detail } : {}) });
      });
    case 'text':
      return textOffers(key, at).map(({ label, kind, ...rest }) => offer(label, kind, rest));
    case 'either': {
      const alternatives = [shape.map, shape.list].flatMap((each) => (each === undefined ? [] : wholes(each, at)));
      return [...valuesOf(shape.scalar, cursor, at), ...(cursor.word.start < cursor.word.end ? [] : alternatives.map((insert) => offer(plainText(insert), 'whole', { insert, rank: 2 })))];
    }
    default: {
      const whole = wholes(shape, at);
      return whole.map((insert) => offer(plainText(insert), 'whole', { insert }));
    }
  }
}

/** Whether events of a kind can have the name that stands beside it. */
function canBeCalled(kind: string, { scope, around }: Surroundings): boolean {
  const name = scalarAt(around.at(-1), 'name');
  return name === undefined || (namesInRule(kind, scope)?.includes(name) ?? true);
}

/** A map or list in brackets; of a map that holds one of several things, one for each. */
function wholes(shape: ShapeData, at: Surroundings): readonly string[] {
  if (shape.type === 'record' && shape.exactlyOne !== undefined && shape.what === 'a latency') {
    return shape.exactlyOne.flatMap((key) => {
      const value = sample(shape.fields[key]!.shape, { ...at, path: [...at.path, key] }, { next: 1 });
      return value === undefined ? [] : [`{ ${key}: ${value} }`];
    });
  }
  const whole = sample(shape, at, { next: 1 });
  return whole === undefined ? [] : [whole];
}

/** Label, detail and rank: the units for a number that is written, else what is typical, the default and the bounds. */
function unitOffers(shape: UnitData, cursor: Cursor, at: Surroundings): [string, string, number][] {
  const number = /^-?\d+(\.\d+)?/.exec(cursor.typed)?.[0];
  if (shape.type === 'drift') return (number === undefined ? ['50ppm', '200ppm', '-200ppm'] : [`${number}ppm`]).map((label, rank) => [label, 'parts per million', rank]);
  const spec = specsOf(at.path.slice(0, -1), at.around, at.scope)?.[String(at.path.at(-1))];
  const bounds = orderOf(at.path, at.around);
  const fits = (label: string): boolean => {
    const read = parseDuration(label);
    return read.ok && read.value >= shape.min && read.value <= shape.max && read.value > bounds.above && read.value < bounds.below && inUniform(read.value, at);
  };
  const names = { us: 'microseconds', ms: 'milliseconds', s: 'seconds', m: 'minutes', h: 'hours' } as const;
  const labels: [string, string][] = number !== undefined
    ? Object.keys(UNITS).map((unit) => [number + unit, names[unit as keyof typeof names]])
    : [
        ...(spec ? ([[writtenValue(spec), 'default']] as [string, string][]) : ([[plainText(sample(shape, at, { next: 1 }) ?? ''), '']] as [string, string][])),
        ...(spec ? ([[formatDuration(shape.min), 'least'], [formatDuration(shape.max), 'most']] as [string, string][]) : ([['10ms', ''], ['100ms', ''], ['1s', '']] as [string, string][])),
      ];
  return unique(labels).filter(([label]) => fits(label)).map(([label, detail], rank) => [label, detail, rank]);
}

/** `uniform: [least, most]` */
function inUniform(us: number, { path, around }: Surroundings): boolean {
  const list = around.at(-1);
  const index = path.at(-1);
  if (path.at(-2) !== 'uniform' || list?.kind !== 'list' || typeof index !== 'number') return true;
  const item = list.items[1 - index];
  const other = item?.kind === 'scalar' ? parseDuration(String(item.value)) : undefined;
  return !other?.ok || (index === 0 ? us <= other.value : us >= other.value);
}

function textOffers(key: string, { library, path, scope, around }: Surroundings): Pick<Offer, 'label' | 'kind' | 'detail' | 'doc' | 'rank'>[] {
  const list = around.at(-1);
  const taken = list?.kind === 'list' ? list.items.map((item) => (item.kind === 'scalar' ? String(item.value) : '')) : [];
  if (path[0] === 'extend') return (library.nearby ?? []).map((label) => ({ label, kind: 'value', rank: 1 }));
  if (key === 'see') {
    return library.notes.flatMap(({ page, title, headings }) => [
      { label: page, kind: 'note' as const, detail: title, doc: noteDoc(library, page), rank: 1 },
      ...headings.filter(({ level }) => level > 1).map((heading) => ({ label: `${page}#${heading.anchor}`, kind: 'note' as const, detail: heading.title, doc: noteDoc(library, `${page}#${heading.anchor}`), rank: 1 })),
    ]);
  }
  if (path[0] === 'covers') {
    const rows = [...new Set(library.scenarios.flatMap(({ covers }) => covers))].sort(byRow);
    return rows.filter((row) => !taken.includes(row)).map((row) => ({ label: row, kind: 'value', doc: rowDoc(library, row), rank: 1 }));
  }
  if (path[0] === 'compare') return library.scenarios.filter(({ id }) => !taken.includes(id)).map(({ id, title }) => ({ label: id, kind: 'value', detail: title, rank: 1 }));
  const { model } = scope;
  if (key === 'name' && model) {
    const kind = scalarAt(list, 'kind');
    const doc = (name: string): string => (kind === 'violation' ? invariantDoc(model, name) : kind === 'invoke' || kind === 'return' ? operationDoc(model, name) : messageDoc(model, name));
    return (namesInRule(kind, scope) ?? []).map((name) => ({ label: name, kind: 'name', doc: doc(name), rank: 1 }));
  }
  if (key === 'role' && model) return Object.keys(model.roles).map((role) => ({ label: role, kind: 'name', doc: roleDoc(model, role), rank: 1 }));
  return [];
}

function unique(pairs: readonly (readonly [string, string])[]): [string, string][] {
  return [...new Map([...pairs].reverse())].reverse();
}

/** U2 before U10. */
function byRow(a: string, b: string): number {
  const [letterA, letterB] = [a[0]!, b[0]!];
  return letterA === letterB ? Number(a.slice(1)) - Number(b.slice(1)) : letterA < letterB ? -1 : 1;
}
