/** A new scenario of a model: a commented file that runs, made from what the model says of itself. */
import type { Model, ParamSpecs } from '../../kernel/model';
import { scenario } from '../describe';
import { FAULT_KINDS } from '../describe-faults';
import { rangeOf, writtenValue } from './docs';
import { understand } from './draft';
import { recordSample } from './sample';
import type { Surroundings } from './sample';
import { plainText } from './snippet';
import { under } from './walk';

/** The text, with line feeds. What goes wrong and what is expected stand in it as comments, to be switched on. */
export function newScenarioText(model: Model, models: readonly Model[]): string {
  const { scope, library } = understand(`model: ${model.id}\n`, models);
  const nodes = [...(scope.nodes ?? [])];
  const lines = [
    ...comment(`${model.title}. ${model.summary}`),
    ...comment(`Source: ${model.source}`),
    'faultline: 1',
    `title: ${JSON.stringify(`${model.title}: what happens?`)}`,
    `model: ${model.id}`,
    '',
    ...section('params', '', Object.entries(model.params).map(([name, spec]) => [`${name}: ${writtenValue(spec)}`, `${spec.summary} (${rangeOf(spec)})`])),
    'seed: 1 # everything that chance decides follows from it',
    '',
    ...section('nodes', '', Object.entries(model.roles).map(([role, { names, summary }]) => [`${role}: [${names.join(', ')}]`, summary])),
    'network:',
    '  latency: 10ms # or { uniform: [5ms, 15ms] }',
    '',
    ...section('workload', '- ', workload(model, nodes)),
    '# What goes wrong; take away a # to see it.',
    'faults:',
    ...FAULT_KINDS.flatMap((kind) => {
      const fault = faultOf(kind, { scope, library, path: ['faults', 0, kind], around: [] });
      return fault === undefined ? [] : [`  # - ${kind}: ${fault}`];
    }),
    'until: 10s',
    '',
    '# What a run should show; one in which something fails exits with status 1.',
    'expect:',
    ...model.invariants.flatMap(({ id, summary }) => [`  # - holds: ${id} # ${oneLine(summary)}`]),
    `  # - event: { kind: ${Object.keys(model.messages).length > 0 ? 'lose' : 'crash'}, count: 1 }`,
    'notes:',
    '  # - at: { kind: violation }',
    '  #   text: What to say about it.',
  ];
  return `${lines.join('\n')}\n`;
}

function section(key: string, mark: string, rows: readonly (readonly [string, string])[]): string[] {
  return rows.length === 0 ? [] : [`${key}:`, ...rows.map(([left, said]) => `  ${mark}${left} # ${oneLine(said)}`), ''];
}

/** Each operation once, by the first node that can carry it out. */
function workload(model: Model, nodes: readonly (readonly [string, string])[]): [string, string][] {
  return Object.entries(model.operations).flatMap(([op, { role, args, summary }], i): [string, string][] => {
    const client = nodes.find(([, each]) => each === role)?.[0];
    return client === undefined ? [] : [[`{ at: ${i === 0 ? '0s' : `${i * 200}ms`}, client: ${client}, op: ${op}${argsOf(args)} }`, summary]];
  });
}

function argsOf(specs: ParamSpecs): string {
  const written = Object.entries(specs).map(([name, spec]) => `${name}: ${writtenValue(spec)}`);
  return written.length === 0 ? '' : `, args: { ${written.join(', ')} }`;
}

function faultOf(kind: string, at: Surroundings): string | undefined {
  const fault = under(scenario, 'faults');
  const shape = fault?.type === 'list' ? under(fault.of, kind) : undefined;
  const sample = shape?.type === 'record' ? recordSample(shape, at, { next: 1 }) : undefined;
  return sample === undefined ? undefined : plainText(sample);
}

function comment(text: string): string[] {
  const lines: string[] = [];
  for (const word of oneLine(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
