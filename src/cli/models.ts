/** `faultline models`: the protocol models and everything a scenario may say about them. */
import type { Model, ParamSpec, ParamSpecs } from '../kernel/model';
import { MODELS } from '../models/registry';
import { modelPage } from '../scenario/language/model-page';
import { formatDuration } from '../scenario/units';
import { gallery } from './bundled';
import { JSON_OPTION, NO_FILES } from './command';
import type { Command } from './command';
import { EXIT } from './io';

export const models: Command = {
  name: 'models',
  usage: 'models [--json | --markdown]',
  summary: 'List the protocol models with their parameters, roles, messages and invariants.',
  options: [JSON_OPTION, { name: 'markdown', summary: 'Print a page of documentation for each model.' }],
  files: NO_FILES,
  async run(args, io) {
    if (args.has('markdown')) {
      const { scenarios } = gallery();
      await io.out(`${MODELS.map((model) => modelPage(model, scenarios)).join('\n\n')}\n`);
      return EXIT.ok;
    }
    await io.out(args.has('json') ? `${JSON.stringify(MODELS.map(modelObject), null, 2)}\n` : MODELS.map(modelText).join('\n'));
    return EXIT.ok;
  },
};

/** A model as JSON: durations are written as in scenario files. */
function modelObject(model: Model): object {
  const { id, title, chapter, source, summary, invariants, lies = {}, show = {} } = model;
  return {
    id,
    title,
    chapter,
    source,
    summary,
    params: specsObject(model.params),
    roles: mapped(model.roles, ({ summary, names, min, max }) => ({ summary, names, min, max })),
    messages: mapped(model.messages, ({ summary, from, to }) => ({ summary, from, to })),
    operations: mapped(model.operations, ({ summary, role, args }) => ({ summary, role, args: specsObject(args) })),
    invariants: invariants.map(({ id, summary, when }) => ({ id, summary, when })),
    lies,
    show,
  };
}

function specsObject(specs: ParamSpecs): object {
  return mapped(specs, (spec) =>
    spec.type === 'duration' ? { ...spec, default: formatDuration(spec.default), min: formatDuration(spec.min), max: formatDuration(spec.max) } : spec,
  );
}

function mapped<T>(record: { readonly [key: string]: T }, change: (value: T) => object): object {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function modelText(model: Model): string {
  const lines = [`${model.id} (${model.chapter}): ${model.title}`, `  ${model.summary}`, `  source: ${model.source}`];
  section(lines, 'params', Object.entries(model.params).map(([name, spec]) => [`${name} = ${valueText(spec)}`, `${spec.summary} ${rangeText(spec)}`.trim()]));
  section(lines, 'roles', Object.entries(model.roles).map(([name, role]) => [name, `${role.summary} (${role.names.join(', ')}; ${role.min} to ${role.max})`]));
  section(lines, 'messages', Object.entries(model.messages).map(([name, message]) => [name, `${message.summary} (${message.from.join(', ')} → ${message.to.join(', ')})`]));
  section(lines, 'operations', Object.entries(model.operations).map(([name, operation]) => [`${name}(${Object.keys(operation.args).join(', ')})`, operation.summary]));
  section(lines, 'invariants', model.invariants.map(({ id, summary }) => [id, summary]));
  section(lines, 'lies', Object.entries(model.lies ?? {}));
  return `${lines.join('\n')}\n`;
}

function section(lines: string[], title: string, rows: readonly (readonly [string, string])[]): void {
  if (rows.length === 0) return;
  const width = Math.max(...rows.map(([left]) => left.length));
  lines.push(`  ${title}`, ...rows.map(([left, right]) => `    ${left.padEnd(width)}  ${right}`));
}

function valueText(spec: ParamSpec): string {
  return spec.type === 'duration' ? formatDuration(spec.default) : spec.type === 'text' ? JSON.stringify(spec.default) : String(spec.default);
}

function rangeText(spec: ParamSpec): string {
  switch (spec.type) {
    case 'duration':
      return `(${formatDuration(spec.min)} to ${formatDuration(spec.max)})`;
    case 'integer':
    case 'number':
      return `(${spec.min} to ${spec.max})`;
    case 'choice':
      return `(${spec.choices.join(', ')})`;
    case 'text':
      return `(up to ${spec.maxChars} characters)`;
    case 'boolean':
      return '';
  }
}
