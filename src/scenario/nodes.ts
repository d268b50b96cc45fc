/**
 * Which nodes there are: those the scenario names or counts, and the model's own names for the rest.
 */
import { MAX_NODES } from '../kernel/spec';
import type { Model, RoleSpec } from '../kernel/model';
import type { Report } from './report';
import { entryAt } from './yaml-tree';
import type { Tree } from './yaml-tree';

/** What stands under each role: names, or their number. */
export type NodesValue = { readonly [role: string]: number | readonly string[] };

/**
 * The nodes in the order of the model's roles, name → role; undefined when a part could not be read. Nodes of a
 * role that the model does not have are listed with the role `''`, so that their names are known elsewhere.
 * `value` is what could be read of `tree`, the text under `nodes:`.
 */
export function resolveNodes(value: NodesValue, tree: Tree | undefined, model: Model, report: Report): ReadonlyMap<string, string> | undefined {
  const nodes = new Map<string, string>();
  let readable = true;
  const wrong = (at: Tree | undefined, code: string, message: string): void => {
    if (at !== undefined) report.error(code, at.span, message);
  };
  for (const [role, spec] of Object.entries(model.roles)) {
    const at = entryAt(tree, role)?.value;
    const given = Object.hasOwn(value, role) ? value[role]! : undefined;
    // What could not be read has been reported; names counted without it would only mislead.
    if (at !== undefined && (given === undefined || (typeof given === 'object' && at.kind === 'list' && at.items.length !== given.length))) {
      readable = false;
      continue;
    }
    const count = typeof given === 'number' ? given : (given ?? spec.names).length;
    if (count < spec.min || count > spec.max) {
      wrong(at, 'out-of-range', `the model ${model.id} has ${rangeText(spec)} of the role ${role}, not ${count}`);
      if (count > MAX_NODES) continue;
    }
    const names = typeof given === 'number' ? namesFor(role, spec, given) : (given ?? spec.names);
    names.forEach((name, i) => {
      const item = at?.kind === 'list' ? at.items[i] : at;
      if (nodes.has(name)) wrong(item ?? tree, 'overlap', `there are two nodes with the name "${name}"`);
      else if (name in Object.prototype) wrong(item, 'wrong-form', `"${name}" has a meaning of its own and cannot be the name of a node`);
      else nodes.set(name, role);
    });
  }
  if (nodes.size > MAX_NODES) wrong(tree, 'too-many', `there are ${nodes.size} nodes; at most ${MAX_NODES} can be simulated`);
  for (const [role, given] of Object.entries(value)) {
    if (Object.hasOwn(model.roles, role) || typeof given === 'number') continue;
    for (const name of given) if (!nodes.has(name)) nodes.set(name, '');
  }
  return readable ? nodes : undefined;
}

/**
 * Names for a number of nodes: first the model's own; further ones go on counting where its last name ends in a
 * number (n1, n2, n3 → n4), else they are the role with a number (client2).
 */
export function namesFor(role: string, spec: Pick<RoleSpec, 'names'>, count: number): readonly string[] {
  const names = spec.names.slice(0, count);
  const last = /^(.*?)(\d{1,9})$/.exec(spec.names.at(-1) ?? '');
  for (let n = names.length + 1; names.length < count; n++) {
    const name = last === null ? `${role}${n}` : `${last[1]}${Number(last[2]) + n - spec.names.length}`;
    if (!names.includes(name)) names.push(name);
  }
  return names;
}

function rangeText({ min, max }: RoleSpec): string {
  if (min === max) return `exactly ${min} ${min === 1 ? 'node' : 'nodes'}`;
  return `${min} to ${max} nodes`;
}
