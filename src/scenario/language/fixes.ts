/** Repairs of a scenario's text beyond the nearest name: a unit for a number that has none, a node that is spoken of and not there. */
import type { Problem } from '../../trace/problem';
import { lineStarts } from '../lines';
import { NODE_NAME } from '../describe';
import { resolveNodes } from '../nodes';
import { SILENT } from '../report';
import { UNITS } from '../units';
import { entryAt } from '../yaml-tree';
import type { Span } from '../scenario';
import type { WrittenText } from './draft';
import { fitsMessage } from './names';
import { beside, placeAt } from './walk';
import type { ValuePlace } from './walk';

export interface Fix {
  readonly title: string;
  readonly edit: { readonly span: Span; readonly text: string };
}

/** What could be done about a problem. */
export function fixesFor(problem: Problem, written: WrittenText): readonly Fix[] {
  const starts = lineStarts(written.text);
  const offset = (starts[problem.line - 1] ?? 0) + problem.column - 1;
  const place = placeAt(written, offset);
  if (place?.is !== 'value') return [];
  if (problem.code === 'unknown-unit') return unitFixes(place, problem.suggestion, written);
  return problem.code === 'unknown-node' ? nodeFixes(place, written) : [];
}

/** `100` → `100ms`, `100s` …: every unit but the one that is suggested already. */
function unitFixes({ tree, shape }: ValuePlace, suggested: string | undefined, { text }: WrittenText): Fix[] {
  const number = text.slice(tree.span.start, tree.span.end);
  if (shape?.type !== 'duration' || !/^-?\d+(\.\d+)?$/.test(number)) return [];
  return Object.entries(UNITS).flatMap(([unit, us]) => {
    const value = Number(number) * us;
    const fits = Number.isInteger(value) && value >= shape.min && value <= shape.max && number + unit !== suggested;
    return fits ? [{ title: `Add the unit: “${number}${unit}”`, edit: { span: tree.span, text: number + unit } }] : [];
  });
}

/** One fix for each role that takes another node and can do what is asked of it here. */
function nodeFixes(place: ValuePlace, written: WrittenText): Fix[] {
  const { scope, root } = written;
  const { model } = scope;
  const name = String(place.tree.value);
  if (!model || root?.kind !== 'map' || !new RegExp(NODE_NAME, 'u').test(name)) return [];
  const nodes = resolveNodes({}, undefined, model, SILENT);
  const key = place.path.at(-1);
  return Object.entries(model.roles).flatMap(([role, { max, names }]) => {
    const present = [...(scope.nodes ?? nodes ?? [])].filter(([, each]) => each === role).map(([id]) => id);
    const op = beside(place, 'op') ?? '';
    const type = beside(place, 'type');
    const known = { ...scope, nodes: new Map([[name, role]]) };
    const able = key === 'client' ? !Object.hasOwn(model.operations, op) || model.operations[op]!.role === role : fitsMessage(type, key === 'from' ? name : undefined, key === 'to' ? name : undefined, known);
    if (present.length >= max || !able) return [];
    const edit = addNode(role, name, present.length > 0 ? present : names, written);
    return edit ? [{ title: `Create the node “${name}” (${role})`, edit }] : [];
  });
}

function addNode(role: string, name: string, present: readonly string[], { root, text }: WrittenText): Fix['edit'] | undefined {
  const nodes = entryAt(root, 'nodes');
  const entry = entryAt(nodes?.value, role);
  const list = `[${[...present, name].join(', ')}]`;
  const at = (offset: number, added: string): Fix['edit'] => ({ span: { start: offset, end: offset }, text: added });
  if (entry?.value.kind === 'list') {
    const { items, span } = entry.value;
    if (text[span.start] === '[') return at(span.end - 1, items.length === 0 ? name : `, ${name}`);
    const last = items.at(-1);
    const dash = last && /\n([ \t]*-[ \t]+)[^\n]*$/.exec(text.slice(0, last.span.end))?.[1];
    return dash ? at(last.span.end, `\n${dash}${name}`) : undefined;
  }
  if (entry?.value.kind === 'scalar') return { span: entry.value.span.start === entry.value.span.end ? { start: entry.keySpan.end + 1, end: entry.keySpan.end + 1 } : entry.value.span, text: entry.value.value === null ? ` ${list}` : list };
  if (nodes?.value.kind === 'map') {
    const { entries, span } = nodes.value;
    const last = entries.at(-1);
    if (text[span.start] === '{') return at(last ? last.value.span.end : span.start + 1, `${last ? ', ' : ' '}${role}: ${list}${last ? '' : ' '}`);
    const indent = last && /(?:^|\n)([ \t]*)$/.exec(text.slice(0, last.keySpan.start))?.[1];
    return indent === undefined ? undefined : at(Math.max(last!.value.span.end, last!.keySpan.end + 1), `\n${indent}${role}: ${list}`);
  }
  if (nodes) return undefined;
  const model = entryAt(root, 'model');
  return model && at(model.value.span.end, `\nnodes: { ${role}: ${list} }`);
}
