/**
 * A scenario with another seed or other parameters, as `--seed` and `--set` give them: read by the same rules as
 * the file, and refused with the same words.
 */
import type { PlainObject } from '../kernel/event';
import type { Problem } from '../trace/problem';
import { readShape } from './read-shape';
import { createReport } from './report';
import type { Scenario } from './scenario';
import { integer, specsShape } from './shape';
import type { Shape } from './shape';
import { MAX_SEED } from './limits';
import { readYaml } from './yaml-tree';

export interface Overrides {
  readonly seed?: string;
  /** `name=value` of parameters, as written. */
  readonly set?: readonly string[];
}

/** `scenario` is present when there are no problems. */
export interface Overridden {
  readonly scenario?: Scenario;
  readonly problems: readonly { readonly option: string; readonly message: string; readonly suggestion?: string }[];
}

export function override(scenario: Scenario, { seed, set = [] }: Overrides): Overridden {
  const problems: { option: string; message: string; suggestion?: string }[] = [];
  const fail = (option: string, found: readonly Pick<Problem, 'message' | 'suggestion'>[]): void => {
    for (const { message, suggestion } of found) problems.push({ option, message, ...(suggestion === undefined ? {} : { suggestion }) });
  };
  let { world } = scenario;
  if (seed !== undefined) {
    const read = readText(integer(0, MAX_SEED), seed, '"seed"');
    if (read.value === undefined) fail(`--seed ${seed}`, read.problems);
    else world = { ...world, seed: read.value };
  }
  const shape = specsShape(`the parameters of ${world.model.id}`, world.model.params) as unknown as Shape<PlainObject>;
  for (const assignment of set) {
    const option = `--set ${assignment}`;
    const equals = assignment.indexOf('=');
    if (equals <= 0) {
      fail(option, [{ message: 'a parameter is set as name=value' }]);
      continue;
    }
    const text = `${JSON.stringify(assignment.slice(0, equals))}: ${assignment.slice(equals + 1)}`;
    const read = readText(shape, text, 'the parameters');
    if (read.value === undefined) fail(option, read.problems);
    else world = { ...world, params: { ...world.params, ...read.value } };
  }
  return problems.length > 0 ? { problems } : { scenario: { ...scenario, world }, problems };
}

function readText<T>(shape: Shape<T>, text: string, name: string): { readonly value?: T; readonly problems: readonly Problem[] } {
  const report = createReport(text);
  const { root, brokenAt } = readYaml(text, report);
  const start = { start: 0, end: 0 };
  const tree = root ?? { kind: 'scalar', span: start, value: null } as const;
  const value = brokenAt === undefined ? readShape(shape, tree, name, start, { scope: { models: [] }, report }) : undefined;
  return report.hasErrors || value === undefined ? { problems: report.problems() } : { value, problems: [] };
}
