/**
 * The scenario language: every key of a scenario file, what it may hold and what it means.
 *
 * The reader and the JSON Schema are both made from this description, so neither can know a key that the
 * other does not.
 */
import { SPECIFICATION_IDS, SPECIFICATIONS, fitting } from '../check/specification';
import { MAX_NODES, MAX_UNTIL_US } from '../kernel/spec';
import { clocks, network, anyTime } from './describe-network';
import { faults } from './describe-faults';
import { EXTEND } from './extend';
import { MAX_EXPECTATIONS, MAX_NAME_CHARS, MAX_NOTES, MAX_NOTE_CHARS, MAX_SEED, MAX_TITLE_CHARS, MAX_WORKLOAD } from './limits';
import { checkEventRule, eventFields } from './rules';
import { args, choice, dictionary, duration, either, integer, list, name, optional, params, record, required, text } from './shape';
import type { CheckContext, ValueOf } from './shape';
import { formatDuration } from './units';

/** A letter, then letters, digits, `_`, `-` and `.`. */
export const NODE_NAME = `^\\p{L}[\\p{L}\\p{N}_.-]{0,${MAX_NAME_CHARS - 1}}$`;
const ROW = '^[A-Z][1-9][0-9]?$';
const SEE = '^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*(#[\\p{L}\\p{N}_-]+)?$';
const DATE = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';
const SCENARIO_ID = '^[A-Za-z0-9][A-Za-z0-9_-]*$';

const nodeName = text(MAX_NAME_CHARS, NODE_NAME, `a name of letters, digits, "_", "-" and ".", beginning with a letter`);

/** Names of the nodes of each role, or their number. */
export const nodes = dictionary('role', either(integer(0, MAX_NODES), { list: list(nodeName, 'the name of a node', 0, MAX_NODES) }));
export const model = name('model');
export const until = duration(1, MAX_UNTIL_US);

const workloadItem = record(
  'a workload item',
  {
    at: required(anyTime, 'When the operation is invoked.'),
    client: required(name('node'), 'The node that carries it out.'),
    op: required(name('operation'), 'The operation, from those the model offers.'),
    args: optional(args, 'Its arguments; those left out have the default of the model.'),
  },
  { check: checkWorkloadItem },
);

const counted = { ...eventFields, count: optional(integer(0, 1_000_000_000), 'How many events must match; without it, at least one.') };
const pinned = { ...eventFields, nth: optional(integer(1, 1_000_000_000), 'Which of the events that match, counted from 1.') };

const specification = choice('specification', SPECIFICATION_IDS);

const expectation = record(
  'an expectation',
  {
    violated: optional(name('invariant'), 'This invariant is violated at some time.'),
    holds: optional(name('invariant'), 'This invariant is never violated.'),
    event: optional(record('an event rule', counted, { check: checkEventRule }), 'Events like this happen.'),
    linearizable: optional(specification, 'What clients got is what one such object would have given them, operation by operation.'),
    notLinearizable: optional(specification, 'What clients got cannot be explained by one such object.'),
  },
  { exactlyOne: ['violated', 'holds', 'event', 'linearizable', 'notLinearizable'], check: checkSpecification },
);

const note = record(
  'a note',
  {
    at: optional(record('an event rule', pinned, { check: checkEventRule }), 'The event it is pinned to; without it, it belongs to the whole.'),
    until: optional(record('an event rule', pinned, { check: checkEventRule }), 'The last event of the stretch that it is about, which begins with "at".'),
    lane: optional(name('node'), 'The node whose lane it is about, in place of an event.'),
    see: optional(text(200, SEE, 'a page of the chapter notes, as chapter/page#heading'), 'A page of the chapter notes and a heading on it: chapter/page#heading.'),
    text: optional(text(MAX_NOTE_CHARS), 'What to say about it, in Markdown.'),
    author: optional(text(MAX_NAME_CHARS), 'Who wrote it.'),
    date: optional(text(10, DATE, 'a date such as 2026-11-23'), 'When it was written, such as 2026-11-23.'),
  },
  { atLeastOne: ['see', 'text'], check: checkNote },
);

const compare = record('"compare"', {
  node: required(name('node'), 'Whose view is compared.'),
  with: required(
    list(text(100, SCENARIO_ID, 'the id of a scenario: its file name without .scenario.yaml'), 'a scenario', 1, 5),
    'Scenarios in the same folder, by file name without .scenario.yaml.',
  ),
});

export const scenario = record('a scenario', {
  faultline: required(choice('format version', [1]), 'Version of the format; always 1.'),
  extend: optional(
    text(300, EXTEND, 'a path to a file that ends in .scenario.yaml, as seen from this one, with "/"'),
    'A scenario of which this one is a variant. Every key given here replaces that of the other file, whole; of "params" and "network" only what is given in them.',
  ),
  title: required(text(MAX_TITLE_CHARS), 'What happens, in one sentence.'),
  model: required(model, 'The protocol that runs.'),
  covers: optional(list(text(3, ROW, 'a row of the study notes such as U1'), 'an item of "covers"', 0, 100), 'Rows of the study notes.'),
  params: optional(params, 'Parameters of the model; those left out have its defaults.'),
  seed: optional(integer(0, MAX_SEED), 'What all chance in the run is drawn from.'),
  nodes: optional(nodes, 'The nodes of each role: their names, or how many.'),
  network: optional(network, 'How messages travel: 10ms each and none lost, if not said.'),
  clocks: optional(clocks, 'Clocks that are not perfect, by node.'),
  workload: optional(list(workloadItem, 'a workload item', 0, MAX_WORKLOAD), 'What clients are asked to do, and when.'),
  faults: optional(faults, 'What goes wrong.'),
  until: optional(until, 'The virtual time at which the run stops; 60s if not said.'),
  limits: optional(
    record('the limits', {
      events: optional(integer(100, 10_000_000), 'Events in the trace.'),
      pending: optional(integer(100, 1_000_000), 'Messages, timers and operations that wait at one time.'),
      messageChars: optional(integer(100, 1_000_000), 'Size of a message body, in characters of JSON.'),
    }),
    'Where a run that gets out of hand is stopped.',
  ),
  expect: optional(list(expectation, 'an expectation', 0, MAX_EXPECTATIONS), 'What the reader is meant to see. A run in which one fails exits 1.'),
  notes: optional(list(note, 'a note', 0, MAX_NOTES), 'Notes pinned to events.'),
  compare: optional(compare, 'Other scenarios whose run looks the same, or not, to one node.'),
});
export type ScenarioValue = ValueOf<typeof scenario>;

function checkNote(item: { readonly at?: object; readonly until?: object; readonly lane?: string }, { error }: CheckContext): void {
  if (item.until !== undefined && item.at === undefined) error('until', 'missing-key', 'a stretch has a beginning too: "at"');
  if (item.lane !== undefined && item.at !== undefined) error('lane', 'exclusive-keys', 'a note is about a lane or about an event: leave out "lane" or "at"');
}

/** An object whose operations the model does not offer would be linearizable for want of operations. */
function checkSpecification(
  item: { readonly linearizable?: keyof typeof SPECIFICATIONS; readonly notLinearizable?: keyof typeof SPECIFICATIONS },
  { scope, error }: CheckContext,
): void {
  const written = item.linearizable ?? item.notLinearizable;
  if (written === undefined || scope.model === undefined) return;
  const offered = Object.keys(scope.model.operations);
  const known = Object.keys(SPECIFICATIONS[written].operations);
  if (offered.some((op) => known.includes(op))) return;
  const operations = offered.length === 0 ? 'no operations' : `the operations ${offered.join(', ')}`;
  const field = item.linearizable === undefined ? 'notLinearizable' : 'linearizable';
  error(field, 'wrong-specification', `${SPECIFICATIONS[written].title} has ${known.join(', ')}; ${scope.model.id} has ${operations}`, fitting(offered)[0]);
}

function checkWorkloadItem(item: { readonly at?: number; readonly client?: string; readonly op?: string }, at: CheckContext): void {
  const { model: protocol, nodes: known, untilUs } = at.scope;
  if (item.at !== undefined && untilUs !== undefined && item.at > untilUs) {
    at.warn('at', 'after-until', `the run stops at ${formatDuration(untilUs)}, before this time`);
  }
  const role = item.client === undefined ? undefined : known?.get(item.client);
  const operation = item.op === undefined || protocol === undefined ? undefined : protocol.operations[item.op];
  if (role && operation !== undefined && role !== operation.role) {
    const able = [...known!].filter(([, each]) => each === operation.role).map(([id]) => id);
    at.error('client', 'wrong-role', `"${item.op}" is carried out by a ${operation.role} (${able.join(', ')}); "${item.client}" is a ${role}`, able.length === 1 ? able[0] : undefined);
  }
}
