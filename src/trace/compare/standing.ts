/**
 * What the nodes of two compared runs stand for, in rows of the comparison: roles, rounds and leases as both have them or, where they
 * differ, both one after the other (`leader / follower`).
 *
 * Each run is read by itself and what changes in it is put at the row of its event, so nothing is made up of two runs. Which of them
 * a lease is of that one run alone has, its text says by that run's sign.
 */
import { joined } from '../standing';
import type { StandingChunk } from '../standing';
import type { RunComparison } from './compare';

/** What holds of one lane in one run. */
interface Held {
  name: string;
  round: string;
  untilUs: number;
  lease: string;
  slow: number;
  unsynced: number;
}
type Field = 'turn' | 'lease' | 'slow' | 'disk';
interface Change {
  readonly row: number;
  readonly side: 0 | 1;
  readonly lane: number;
  readonly field: Field;
  readonly set: Partial<Held>;
}

const NOTHING: Held = { name: '', round: '', untilUs: -Infinity, lease: '', slow: 1, unsynced: 0 };

/** `left` and `right` are all chunks of either run, read to its end. */
export function comparedStanding(comparison: RunComparison, left: readonly StandingChunk[], right: readonly StandingChunk[]): StandingChunk {
  const { length } = comparison;
  const [ours, theirs] = [joined(0, left), joined(0, right)];
  const changes = [...changesOf(comparison, 0, ours), ...changesOf(comparison, 1, theirs)].sort((a, b) => a.row - b.row || a.side - b.side);
  const names = [''];
  const places = new Map([['', 0]]);
  const held: [Held[], Held[]] = [[], []];
  const last = new Map<string, string>();
  const turns: [number[], number[], number[]] = [[], [], []];
  const leases: [number[], number[], number[]] = [[], [], []];
  const slows: [number[], number[]] = [[], []];
  const disks: [number[], number[]] = [[], []];

  for (let k = 0; k < changes.length; k++) {
    const { row, side, lane, field, set } = changes[k]!;
    Object.assign((held[side][lane] ??= { ...NOTHING }), set);
    // What changes in both at one row is told once.
    const next = changes[k + 1];
    if (next !== undefined && next.row === row && next.lane === lane && changes.slice(k + 1, k + 8).some((other) => other.row === row && other.field === field)) continue;
    tell(row, lane, field, held[0][lane] ?? NOTHING, held[1][lane] ?? NOTHING);
  }
  const rows = (of: Int32Array, events: Int32Array): number[] => Array.from(events, (event) => of[event]!);
  const late = [...new Set([...rows(comparison.rowOfLeft, ours.late), ...rows(comparison.rowOfRight, theirs.late)])].sort((a, b) => a - b);
  const queues = new Map<number, number>();
  // Of a row that both have, the left run is told.
  theirs.queueEvent.forEach((event, k) => queues.set(comparison.rowOfRight[event]!, theirs.queueCount[k]!));
  ours.queueEvent.forEach((event, k) => queues.set(comparison.rowOfLeft[event]!, ours.queueCount[k]!));
  return {
    from: 0,
    to: length,
    turnEvent: Int32Array.from(turns[0]),
    turnName: Int32Array.from(turns[1]),
    turnRound: Int32Array.from(turns[2]),
    leaseEvent: Int32Array.from(leases[0]),
    leaseUntilUs: Float64Array.from(leases[1]),
    leaseText: Int32Array.from(leases[2]),
    late: Int32Array.from(late),
    slowEvent: Int32Array.from(slows[0]),
    slowFactor: Float64Array.from(slows[1]),
    diskEvent: Int32Array.from(disks[0]),
    diskUnsynced: Int32Array.from(disks[1]),
    queueEvent: Int32Array.from(queues.keys()),
    queueCount: Int32Array.from(queues.values()),
    names,
  };

  function tell(row: number, lane: number, field: Field, one: Held, other: Held): void {
    const [key, put] = told(row, field, one, other);
    if (last.get(`${lane} ${field}`) === key) return;
    last.set(`${lane} ${field}`, key);
    put();
  }

  function told(row: number, field: Field, one: Held, other: Held): readonly [string, () => void] {
    switch (field) {
      case 'turn': {
        const [name, round] = [both(one.name, other.name), both(one.round, other.round)];
        return [`${name}\n${round}`, () => {
          turns[0].push(row);
          turns[1].push(place(name));
          turns[2].push(place(round));
        }];
      }
      case 'lease': {
        const [mine, yours] = [one.untilUs > -Infinity, other.untilUs > -Infinity];
        const untilUs = mine ? one.untilUs : other.untilUs;
        const text = mine === yours ? (mine ? both(one.lease, other.lease) : '') : `${mine ? '−' : '+'} ${mine ? one.lease : other.lease}`.trim();
        return [`${untilUs} ${text}`, () => {
          leases[0].push(row);
          leases[1].push(untilUs);
          leases[2].push(place(text));
        }];
      }
      case 'slow': {
        const slow = Math.max(one.slow, other.slow);
        return [`${slow}`, () => {
          slows[0].push(row);
          slows[1].push(slow);
        }];
      }
      case 'disk': {
        const unsynced = Math.max(one.unsynced, other.unsynced) > 0 ? Math.max(one.unsynced, other.unsynced) : Math.min(one.unsynced, other.unsynced);
        return [`${unsynced}`, () => {
          disks[0].push(row);
          disks[1].push(unsynced);
        }];
      }
    }
  }

  function place(name: string): number {
    let found = places.get(name);
    if (found === undefined) places.set(name, (found = names.push(name) - 1));
    return found;
  }
}

/** `leader`, and where the runs differ `leader / follower`; what only one of them has, with `–` for the other. */
function both(left: string, right: string): string {
  return left === right ? left : `${left || '–'} / ${right || '–'}`;
}

function changesOf({ left, right, rowOfLeft, rowOfRight, rightNodes }: RunComparison, side: 0 | 1, chunk: StandingChunk): readonly Change[] {
  const rows = side === 0 ? rowOfLeft : rowOfRight;
  const laneOf = (event: number): number => (side === 0 ? left.node[event]! : rightNodes[right.node[event]!]!);
  const changes: Change[] = [];
  const take = (events: Int32Array, field: Field, set: (k: number) => Partial<Held>): void => {
    events.forEach((event, k) => changes.push({ row: rows[event]!, side, lane: laneOf(event), field, set: set(k) }));
  };
  const name = (k: number): string => chunk.names[k]!;
  take(chunk.turnEvent, 'turn', (k) => ({ name: name(chunk.turnName[k]!), round: name(chunk.turnRound[k]!) }));
  take(chunk.leaseEvent, 'lease', (k) => ({ untilUs: chunk.leaseUntilUs[k]!, lease: name(chunk.leaseText[k]!) }));
  take(chunk.slowEvent, 'slow', (k) => ({ slow: chunk.slowFactor[k]! }));
  take(chunk.diskEvent, 'disk', (k) => ({ unsynced: chunk.diskUnsynced[k]! }));
  return changes;
}
