/**
 * What is said about keys and names, in Markdown: in hovers, beside completions. All of it comes from the descriptions that
 * the language and the models give of themselves.
 */
import { SPECIFICATIONS } from '../../check/specification';
import type { EventKind } from '../../kernel/event';
import type { Model, ParamSpec } from '../../kernel/model';
import type { Scope } from '../scope';
import type { ShapeData } from '../shape';
import { formatDuration } from '../units';
import { wanted } from '../wording';
import type { Library } from './draft';

export const EVENT_DOCS: { readonly [K in EventKind]: string } = {
  send: 'A node sends a message.',
  deliver: 'A message arrives; with `ignored`, the receiver discards it.',
  lose: 'A message is lost; `reason` says why.',
  'timer-set': 'A node sets a timer.',
  timer: 'A timer fires.',
  'timer-cancel': 'A node cancels a timer.',
  crash: 'A node stops; its memory is lost.',
  restart: 'A node starts again.',
  pause: 'A node’s process stands still.',
  resume: 'A paused node goes on.',
  partition: 'The network is cut.',
  heal: 'A cut of the network ends.',
  clock: 'A node reads a clock.',
  'clock-set': 'A clock is set, or its drift changes.',
  disk: 'A node writes to its disk, or loses what it wrote.',
  state: 'Fields of a node’s state change.',
  vote: 'A node votes, or refuses to.',
  quorum: 'Votes are counted.',
  invoke: 'A client begins an operation.',
  return: 'An operation returns.',
  decide: 'A value is decided, committed or chosen.',
  violation: 'An invariant is broken.',
  note: 'The model says something.',
};

/** A value as it stands in a file. */
export function writtenValue(spec: ParamSpec): string {
  if (spec.type === 'duration') return formatDuration(spec.default);
  return spec.type === 'text' ? JSON.stringify(spec.default) : String(spec.default);
}

/** What a value may be: `1ms to 60s`, `fast, slow`. */
export function rangeOf(shape: ShapeData | ParamSpec): string {
  switch (shape.type) {
    case 'duration':
      return `${formatDuration(shape.min)} to ${formatDuration(shape.max)}`;
    case 'drift':
      return `${shape.min}ppm to ${shape.max}ppm`;
    case 'integer':
      return `a whole number, ${shape.min} to ${shape.max}`;
    case 'number':
      return `${shape.min} to ${shape.max}`;
    case 'choice':
      return shape.choices.join(', ');
    case 'boolean':
      return 'true or false';
    case 'text':
      return `${'form' in shape && shape.form !== undefined ? shape.form : 'a text'}, up to ${shape.maxChars} characters`;
    default:
      return wanted(shape);
  }
}

export function paramDoc(name: string, spec: ParamSpec): string {
  return `**${name}** = \`${writtenValue(spec)}\`\n\n${spec.summary}\n\n*${rangeOf(spec)}; ${writtenValue(spec)} if not said*`;
}

export function keyDoc(key: string, summary: string, shape: ShapeData, required: boolean): string {
  return `**${key}**${required ? ' (required)' : ''}\n\n${summary}\n\n*${rangeOf(shape)}*`;
}

export function modelDoc({ id, title, chapter, summary, source }: Model): string {
  return `**${title}** (\`${id}\`, ${chapter})\n\n${summary}\n\n*${source}*`;
}

export function messageDoc(model: Model, type: string): string {
  const message = model.messages[type];
  return message === undefined ? '' : `**${type}** (${message.from.join(', ')} → ${message.to.join(', ')})\n\n${message.summary}`;
}

export function operationDoc(model: Model, name: string): string {
  const operation = model.operations[name];
  if (operation === undefined) return '';
  const args = Object.entries(operation.args).map(([arg, spec]) => `- \`${arg}\` = \`${writtenValue(spec)}\`: ${spec.summary}`);
  return `**${name}** (carried out by a ${operation.role})\n\n${operation.summary}${args.length > 0 ? `\n\n${args.join('\n')}` : ''}`;
}

export function invariantDoc(model: Model, id: string): string {
  const invariant = model.invariants.find((each) => each.id === id);
  return invariant === undefined ? '' : `**${id}**\n\n${invariant.summary}\n\n*${invariant.when === 'end' ? 'checked when the run is over' : 'checked after every step'}*`;
}

export function roleDoc(model: Model, role: string): string {
  const spec = Object.hasOwn(model.roles, role) ? model.roles[role] : undefined;
  if (spec === undefined) return '';
  const range = spec.min === spec.max ? `${spec.min}` : `${spec.min} to ${spec.max}`;
  return `**${role}**\n\n${spec.summary}\n\n*${range} of them; if not said: ${spec.names.join(', ') || 'none'}*`;
}

export function nodeDoc({ model, nodes }: Scope, name: string): string {
  const role = nodes?.get(name);
  if (role === undefined) return '';
  return `**${name}**${role === '' ? '' : `, a ${role}`}\n\n${model && role !== '' ? (model.roles[role]?.summary ?? '') : ''}`.trim();
}

export function lieDoc(model: Model, behaviour: string): string {
  const said = model.lies && Object.hasOwn(model.lies, behaviour) ? model.lies[behaviour] : undefined;
  return said === undefined ? '' : `**${behaviour}**\n\n${said}`;
}

export function specificationDoc(id: string): string {
  const specification = Object.entries(SPECIFICATIONS).find(([each]) => each === id)?.[1];
  return specification === undefined ? '' : `**${id}**: ${specification.title}\n\nOperations: ${Object.keys(specification.operations).join(', ')}.`;
}

export function rowDoc({ scenarios }: Library, row: string): string {
  const covering = scenarios.filter(({ covers }) => covers.includes(row));
  return `**${row}**, a row of the study notes${covering.length === 0 ? '' : `\n\n${covering.map(({ id, title }) => `- ${title} (\`${id}\`)`).join('\n')}`}`;
}

/** A page of the notes, and the heading it is about. */
export function noteDoc({ notes }: Library, see: string): string {
  const [page, anchor] = see.split('#');
  const note = notes.find((each) => each.page === page);
  if (note === undefined) return '';
  const heading = anchor === undefined ? undefined : note.headings.find((each) => each.anchor === anchor);
  if (anchor !== undefined && heading === undefined) return `**${note.title}** has no heading \`#${anchor}\`.`;
  return `**${note.title}**${heading === undefined ? '' : `\n\n${heading.title}`}`;
}
