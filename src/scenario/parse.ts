/**
 * A scenario file's text → a scenario that can run, or everything that is wrong with the text.
 */
import type { Model } from '../kernel/model';
import * as describe from './describe';
import { laidTogether } from './extend';
import type { Files } from './extend';
import { readShape } from './read-shape';
import { createReport, SILENT } from './report';
import type { Report } from './report';
import { resolveNodes } from './nodes';
import { resolve } from './resolve';
import type { ParsedScenario, Scenario, Span } from './scenario';
import type { Scope } from './scope';
import type { Shape } from './shape';
import { nearest } from '../trace/suggest';
import { entryAt, readYaml, valueAt } from './yaml-tree';
import type { Tree } from './yaml-tree';

/** A scenario that can run, with what it was read from: what an edit of its text has to know. */
export interface ScenarioSource {
  readonly scenario: Scenario;
  /** As written, here or in what is extended: defaults are not filled in. */
  readonly value: describe.ScenarioValue;
  /** Of the text alone. */
  readonly root: Tree;
}

/**
 * Reads a scenario. Never throws; every problem is reported at once, in the order of the text. Warnings alone
 * do not keep the scenario from running. Only with `files` can it extend another.
 */
export function parseScenario(text: string, models: readonly Model[], files?: Files): ParsedScenario {
  const { source, problems } = parseSource(text, models, files);
  return source === undefined ? { problems } : { scenario: source.scenario, problems };
}

/** The same, and keeps the tree; `source` is present exactly when no problem is an error. */
export function parseSource(text: string, models: readonly Model[], files?: Files): { readonly source?: ScenarioSource; readonly problems: ParsedScenario['problems'] } {
  const report = createReport(text);
  const { root: own, brokenAt } = readYaml(text, report);
  const together = own && laidTogether(own, files, report);
  const root = together?.root;
  const scope = root === undefined ? { models } : scopeOf(root, models, report);
  const start: Span = { start: 0, end: 0 };
  const value = root === undefined ? undefined : readShape(describe.scenario, root, 'a scenario', firstKey(own!) ?? start, { scope, report });
  if (brokenAt !== undefined) report.forgetMeaning(brokenAt);
  else if (together?.whole === false) report.forgetMeaning(Infinity);
  else if (root === undefined) report.error('missing-key', start, 'the file is empty; a scenario needs at least "faultline", "title" and "model"');
  if (report.hasErrors || value === undefined || own === undefined || root === undefined || scope.model === undefined || scope.nodes === undefined) {
    return { problems: report.problems() };
  }
  const { included } = report;
  const scenario = { ...resolve(value, root, scope.model, scope.nodes), ...(included.length === 0 ? {} : { extended: included }) };
  return { source: { scenario, value, root: own }, problems: report.problems() };
}

/**
 * What the rest of the file may refer to. It is read ahead, because a file may name a node before it says
 * which nodes there are; only what the full reading does not see (names used twice, counts) is reported.
 */
function scopeOf(root: Tree, models: readonly Model[], report: Report): Scope {
  const model = modelOf(valueAt(root, 'model'), models);
  const untilUs = readAhead(describe.until, valueAt(root, 'until'), { models });
  const known = { models, ...(model === undefined ? {} : { model }), ...(untilUs === undefined ? {} : { untilUs }) };
  if (model === undefined) return known;
  const tree = valueAt(root, 'nodes');
  const empty = tree === undefined || (tree.kind === 'scalar' && tree.value === null);
  const given = empty ? {} : readAhead(describe.nodes, tree, known);
  const nodes = given === undefined ? undefined : resolveNodes(given, tree, model, report);
  return nodes === undefined ? known : { ...known, nodes };
}

/**
 * The model the file names. For one misspelt stands the nearest, so that what is wrong elsewhere is found in the same
 * pass; the scenario does not run all the same, since the name has been reported.
 */
function modelOf(tree: Tree | undefined, models: readonly Model[]): Model | undefined {
  const written = tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : '';
  const id = nearest(written, models.map((model) => model.id));
  return models.find((model) => model.id === written) ?? models.find((model) => model.id === id);
}

function readAhead<T>(shape: Shape<T>, tree: Tree | undefined, scope: Scope): T | undefined {
  return tree === undefined ? undefined : readShape(shape, tree, '', tree.span, { scope, report: SILENT });
}

function firstKey(root: Tree): Span | undefined {
  return entryAt(root, root.kind === 'map' && root.entries[0] !== undefined ? root.entries[0].key : '')?.keySpan;
}
