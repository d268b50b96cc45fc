/** A model's own description as a page of Markdown: for reading beside a scenario, and for documentation. */
import type { Model, ParamSpecs } from '../../kernel/model';
import { rangeOf, writtenValue } from './docs';

export interface ShownBy {
  readonly id: string;
  readonly title: string;
  readonly model: string;
}

/** `scenarios` are those among which the model's are looked for. */
export function modelPage(model: Model, scenarios: readonly ShownBy[]): string {
  const { id, title, chapter, source, summary, params, roles, messages, operations, invariants, lies = {} } = model;
  return [
    `# ${plain(title)}`,
    `\`model: ${id}\` · ${chapter}`,
    plain(summary),
    `**Source:** ${plain(source)}`,
    table('Roles', ['Role', 'What it does', 'Number', 'Names if not said'], Object.entries(roles).map(([role, spec]) => [
      code(role), plain(spec.summary), spec.min === spec.max ? `${spec.min}` : `${spec.min} to ${spec.max}`, spec.names.map(code).join(', '),
    ])),
    specs('Parameters', params),
    table('Messages', ['Type', 'From → to', 'What it says'], Object.entries(messages).map(([type, { from, to, summary: said }]) => [code(type), `${from.join(', ')} → ${to.join(', ')}`, plain(said)])),
    table('Operations', ['Operation', 'Role', 'What it asks for', 'Arguments'], Object.entries(operations).map(([op, { role, args, summary: said }]) => [
      code(op), role, plain(said), Object.entries(args).map(([name, spec]) => `${code(`${name}: ${writtenValue(spec)}`)} ${plain(spec.summary)} (${plain(rangeOf(spec))})`).join('; '),
    ])),
    table('Invariants', ['Invariant', 'What must be so', 'Checked'], invariants.map(({ id: name, summary: said, when }) => [code(name), plain(said), when === 'end' ? 'at the end' : 'after every step'])),
    table('Lies', ['Behaviour', 'What it does'], Object.entries(lies).map(([name, said]) => [code(name), plain(said)])),
    table('Scenarios', ['Scenario', 'What it shows'], scenarios.filter((each) => each.model === id).map((each) => [code(each.id), plain(each.title)])),
  ].filter((part) => part !== '').join('\n\n');
}

function specs(heading: string, of: ParamSpecs): string {
  return table(heading, ['Parameter', 'Default', 'Range', 'What it is'], Object.entries(of).map(([name, spec]) => [code(name), code(writtenValue(spec)), plain(rangeOf(spec)), plain(spec.summary)]));
}

function table(heading: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`## ${heading}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that means itself, also within a table. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', '').replaceAll('|', '\\|')}\``;
}
