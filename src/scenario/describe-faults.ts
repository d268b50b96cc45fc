/**
 * The faults a scenario may name, one key each.
 */
import { MAX_UNTIL_US } from '../kernel/spec';
import { MAX_FAULTS } from './limits';
import { anyTime, clockDrift } from './describe-network';
import { boolean, duration, integer, list, name, number, optional, plainObject, record, required } from './shape';
import type { CheckContext, RecordOf } from './shape';
import { checkMessageRule } from './rules';
import { formatDuration } from './units';

const target = {
  type: optional(name('message'), 'Only messages of this type.'),
  from: optional(name('node'), 'Only messages that this node sends.'),
  to: optional(name('node'), 'Only messages to this node.'),
  nth: optional(integer(1, 1_000_000_000), 'Only the match with this number, counted from 1 in the order of sending; without it, every match.'),
};
const someTime = duration(1, MAX_UNTIL_US);
const node = required(name('node'), 'The node it happens to.');
const at = required(anyTime, 'When it happens.');
const begin = optional(anyTime, 'When it begins; without it, at once.');
const end = optional(anyTime, 'When it ends; without it, never.');
const groupOfNodes = list(name('node'), 'a node', 1, 256);

const lose = record('"lose"', target, { check: checkMessageRule });
const delay = record('"delay"', { ...target, by: required(someTime, 'How much later the message arrives.') }, { check: checkMessageRule });
const duplicate = record(
  '"duplicate"',
  { ...target, after: optional(anyTime, 'How long after the first the copy arrives; without it, it takes a latency of its own.') },
  { check: checkMessageRule },
);
const crash = record(
  '"crash"',
  { node, at, restart: optional(anyTime, 'The time at which the node starts again; without it, never.') },
  {
    check(value, context) {
      checkTime(value.at, 'at', context);
      checkOrder(value.at, value.restart, 'at', 'restart', context);
    },
  },
);
const pause = record('"pause"', { node, at, for: required(someTime, 'For how long nothing runs there.') }, { check: (value, context) => checkTime(value.at, 'at', context) });
const partition = record(
  '"partition"',
  {
    at: begin,
    until: end,
    groups: optional(list(groupOfNodes, 'a group', 2, 256), 'Groups of nodes; no message goes from one to another.'),
    from: optional(groupOfNodes, 'A one-way cut: what these nodes send …'),
    to: optional(groupOfNodes, '… does not reach these.'),
  },
  { exactlyOne: ['groups', 'from'], check: checkPartition },
);
const clock = record(
  '"clock"',
  {
    node,
    at,
    jump: optional(duration(-MAX_UNTIL_US, MAX_UNTIL_US), 'By how much the wall clock is set forward, or back when negative.'),
    drift: optional(clockDrift, 'How much too fast both clocks run from now on, in parts per million.'),
  },
  { atLeastOne: ['jump', 'drift'], check: (value, context) => checkTime(value.at, 'at', context) },
);
const slow = record(
  '"slow"',
  { node, at: begin, until: end, factor: required(number(1, 1_000_000), 'How many times as long work takes there, and messages from and to it.') },
  { check: checkSpan },
);
const lie = record(
  '"lie"',
  {
    node,
    behaviour: required(name('lie'), 'What it does, from those the model offers.'),
    at: begin,
    until: end,
    args: optional(plainObject, 'What the behaviour needs to know.'),
  },
  { check: checkSpan },
);
const disk = record(
  '"disk"',
  {
    node,
    at: begin,
    loseUnsynced: optional(boolean, 'A crash from then on is a power cut: what was not synced is gone.'),
    torn: optional(boolean, 'A crash from then on tears the last unsynced write in half.'),
  },
  {
    atLeastOne: ['loseUnsynced', 'torn'],
    check(value, context) {
      checkTime(value.at, 'at', context);
      if (value.loseUnsynced === true && value.torn === true) {
        context.error('torn', 'too-many-keys', 'unsynced writes are either lost or torn; only one of "loseUnsynced" and "torn" can be true');
      }
      if (value.loseUnsynced !== true && value.torn !== true && (value.loseUnsynced ?? value.torn) === false) {
        context.warn(value.torn === false ? 'torn' : 'loseUnsynced', 'never-matches', 'nothing happens to the disk unless this is true');
      }
    },
  },
);

const kinds = {
  lose: optional(lose, 'Messages that are lost.'),
  delay: optional(delay, 'Messages that take longer.'),
  duplicate: optional(duplicate, 'Messages that arrive twice.'),
  crash: optional(crash, 'The node stops; its memory is lost, its disk kept.'),
  pause: optional(pause, 'Nothing runs on the node; messages wait, clocks go on.'),
  partition: optional(partition, 'The network is cut between groups, or one way.'),
  clock: optional(clock, 'A clock is set, or begins to run too fast or too slow.'),
  slow: optional(slow, 'A node and its messages become slow.'),
  lie: optional(lie, 'A node behaves in a way its protocol forbids (Byzantine).'),
  disk: optional(disk, 'What a crash does to writes that were not synced.'),
};
export const FAULT_KINDS = ['lose', 'delay', 'duplicate', 'crash', 'pause', 'partition', 'clock', 'slow', 'lie', 'disk'] as const;

export type FaultValue = RecordOf<typeof kinds>;
export const faults = list(record('a fault', kinds, { exactlyOne: FAULT_KINDS }), 'a fault', 0, MAX_FAULTS);

function checkTime(timeUs: number | undefined, field: string, context: CheckContext): void {
  const { untilUs } = context.scope;
  if (timeUs === undefined || untilUs === undefined || timeUs <= untilUs) return;
  context.warn(field, 'after-until', `the run stops at ${formatDuration(untilUs)}, before this time`);
}

function checkOrder(firstUs: number | undefined, thenUs: number | undefined, first: string, then: string, context: CheckContext): void {
  if (firstUs === undefined || thenUs === undefined || thenUs > firstUs) return;
  context.error(then, 'wrong-order', `"${then}" is a time and must be later than "${first}" (${formatDuration(firstUs)}), not ${formatDuration(thenUs)}`);
}

function checkSpan(value: { readonly at?: number; readonly until?: number }, context: CheckContext): void {
  checkTime(value.at, 'at', context);
  checkOrder(value.at ?? 0, value.until, 'at', 'until', context);
}

type PartitionValue = { readonly at?: number; readonly until?: number; readonly groups?: readonly (readonly string[])[]; readonly from?: readonly string[]; readonly to?: readonly string[] };

function checkPartition(value: PartitionValue, context: CheckContext): void {
  checkSpan(value, context);
  if (context.tree('from') !== undefined && context.tree('to') === undefined) context.error('', 'missing-key', 'a one-way "partition" needs both "from" and "to"');
  if (context.tree('groups') !== undefined && context.tree('to') !== undefined) context.error('to', 'too-many-keys', 'a "partition" has "groups", or "from" and "to"');
  if (value.groups !== undefined) checkDisjoint('groups', context);
  if (value.from?.some((id) => value.to?.includes(id))) checkOverlap(value.from, context);
}

/** A node in two groups would be cut off from itself. */
function checkDisjoint(field: string, context: CheckContext): void {
  const seen = new Set<string>();
  const groups = context.tree(field);
  if (groups?.kind !== 'list') return;
  for (const group of groups.items) {
    if (group.kind !== 'list') continue;
    for (const item of group.items) {
      if (item.kind !== 'scalar' || typeof item.value !== 'string') continue;
      if (seen.has(item.value)) context.errorAt(item, 'overlap', `"${item.value}" stands in a group already`);
      seen.add(item.value);
    }
  }
}

function checkOverlap(from: readonly string[], context: CheckContext): void {
  const to = context.tree('to');
  if (to?.kind !== 'list') return;
  for (const item of to.items) {
    if (item.kind === 'scalar' && from.includes(String(item.value))) context.errorAt(item, 'overlap', `"${String(item.value)}" stands in "from" too`);
  }
}
