/**
 * What one node could know at a step: its own events so far and whatever is in their past, for only that can have
 * reached it, by messages. Everything else it cannot know, however long ago it happened ("A node in the network cannot know
 * anything for sure", DDIA ch. 8).
 *
 * Of that past a node does not see what no process sees (perspective.ts): that a message was lost, that a node was down
 * or paused, that the network was cut, that a clock was wrong. It may only miss an answer.
 */
import type { Columns } from '../kernel/log';
import { isNoticed } from './causality';
import { startPast } from './cones';
import type { Past, Walk } from './cones';
import { KIND } from './trace';

export interface Knowledge {
  /** Index of the node that knows. */
  readonly node: number;
  /** Its own last event that it knows of, or -1 when nothing has happened to it yet. */
  readonly event: number;
  knows(i: number): boolean;
  /** The last event on a lane that the node knows of, give or take those that no process sees; or -1. */
  last(node: number): number;
}

/** The events of one node: what src/trace needs of the view's list of them. */
export interface LaneEvents {
  at(position: number): number;
  /** How many are smaller than `index`. */
  before(index: number): number;
}

/** The last event of a node, not after `step`, that it noticed; or -1. All that it knows at the step, it knows by then. */
export function ownEventAt(columns: Columns, lane: LaneEvents, step: number): number {
  for (let position = lane.before(step + 1) - 1; position >= 0; position--) {
    const event = lane.at(position);
    if (isNoticed(columns.kind[event]!)) return event;
  }
  return -1;
}

/** What `node` knows with its own event `event` (see `ownEventAt`), -1 for nothing. `nodes` is how many there are. */
export function startKnowledge(columns: Columns, nodes: number, node: number, event: number): Walk<Knowledge> {
  const walk = event < 0 ? undefined : startPast(columns, nodes, event);
  let result = walk === undefined ? ignorance(node) : undefined;
  return {
    get result() { return result; },
    advance(maxEvents) {
      if (result !== undefined) return true;
      walk!.advance(maxEvents);
      if (walk!.result !== undefined) result = knowledgeOf(columns, node, walk!.result);
      return result !== undefined;
    },
  };
}

/** A node that knows nothing. */
export function ignorance(node: number): Knowledge {
  return { node, event: -1, knows: () => false, last: () => -1 };
}

function knowledgeOf(columns: Columns, node: number, past: Past): Knowledge {
  return { node, event: past.event, knows: (i) => i <= past.event && past.has(i) && isSeen(columns, i), last: past.last };
}

/** Kinds that the process they happen to does not see. */
const UNSEEN: ReadonlySet<number> = new Set([
  KIND.lose, KIND.crash, KIND.pause, KIND.resume, KIND.partition, KIND.heal, KIND['clock-set'], KIND.violation, KIND.note,
]);
/** The label of a disk event begins with its operation; that a write was lost shows only when it is read. */
const LOST_WRITE = /^lose\b/;

/** Whether the process of its lane sees such an event itself. */
export function isSeen(columns: Columns, i: number): boolean {
  const kind = columns.kind[i]!;
  if (UNSEEN.has(kind)) return false;
  return kind !== KIND.disk || !LOST_WRITE.test(columns.labels[columns.label[i]!] ?? '');
}
