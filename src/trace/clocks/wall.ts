/**
 * What each node's wall clock showed, as far as a trace tells: for hybrid clocks, which need a physical time at every event
 * and not only where a process happened to read its clock.
 *
 * The header of a simulated trace has every clock's offset and drift at the start; `clock-set` events change them; so every reading is
 * known exactly, by the kernel's own arithmetic. A recorded trace has only the readings in it: between two of them a clock is taken to
 * run true, before the first to be as far off as there. A node of which nothing is told is taken to show the trace's own
 * time, and is not `known`.
 */
import { createClock, jumpClock, setDrift, wallUs } from '../../kernel/clock';
import type { Clock } from '../../kernel/clock';
import type { EventDetails } from '../../kernel/event';
import { KIND } from '../../kernel/event';
import type { EventLog } from '../../kernel/log';
import type { Trace } from '../trace';

/** From this event on (-1: from the start) a clock that showed `wallUs` at true time `baseUs` runs fast by `driftPpm`. */
export interface ClockChange {
  readonly event: number;
  readonly node: number;
  readonly baseUs: number;
  readonly wallUs: number;
  readonly driftPpm: number;
}

export interface WallClocks {
  /** What the clock of a node shows at time `tUs`, when `event` is the last thing that happened. */
  at(node: number, event: number, tUs: number): number;
  /** Whether the trace tells anything of this node's clock. */
  known(node: number): boolean;
}

/** A recorded trace may be all readings; nobody needs more of them than this to know a clock. */
const MOST_CHANGES = 200_000;

/** All that a trace tells of its nodes' wall clocks, in the order of events; small, and the same for simulated and recorded traces. */
export function clockChanges(trace: Pick<Trace, 'header'> & EventLog): ClockChange[] {
  const changes: ClockChange[] = [];
  const clocks = new Map<number, Clock>();
  const { clocks: specs, nodes } = trace.header;
  if (specs !== undefined) {
    nodes.forEach(({ id }, node) => {
      const { offset = 0, drift = 0 } = Object.hasOwn(specs, id) ? specs[id]! : {};
      begin(node, offset, drift);
    });
  }
  for (let i = 0; i < trace.length && changes.length < MOST_CHANGES; i++) {
    const kind = trace.kind[i]!;
    if (kind === KIND.clock) read(i, trace.detail(i) as EventDetails['clock']);
    else if (kind === KIND['clock-set']) set(i, trace.detail(i) as EventDetails['clock-set']);
    else if (kind === KIND.restart) begun(i);
  }
  return changes;

  function begin(node: number, offsetUs: number, driftPpm: number): Clock {
    const clock = createClock({ offsetUs, driftPpm, uncertaintyUs: 0 });
    clocks.set(node, clock);
    changes.push({ event: -1, node, baseUs: 0, wallUs: offsetUs, driftPpm });
    return clock;
  }

  function read(i: number, { clock: which, reading }: EventDetails['clock']): void {
    if (which !== 'wall' || typeof reading !== 'number') return;
    correct(i, reading);
  }

  /** From event `i` on the clock shows `reading`, whatever was thought of it. */
  function correct(i: number, reading: number): void {
    const [node, t] = [trace.node[i]!, trace.t[i]!];
    const clock = clocks.get(node) ?? begin(node, reading - t, 0);
    const off = reading - wallUs(clock, t);
    if (off === 0) return;
    jumpClock(clock, t, off);
    record(i, node, clock);
  }

  /** A process that begins anew begins to count its clock from a whole microsecond; of a clock that drifts that can be seen. */
  function begun(i: number): void {
    const clock = clocks.get(trace.node[i]!);
    if (clock === undefined || clock.driftPpm === 0) return;
    jumpClock(clock, trace.t[i]!, 0);
    record(i, trace.node[i]!, clock);
  }

  function set(i: number, { from, to, drift }: EventDetails['clock-set']): void {
    const [node, t] = [trace.node[i]!, trace.t[i]!];
    const clock = clocks.get(node) ?? begin(node, from === undefined ? 0 : from - t, 0);
    if (typeof to === 'number') jumpClock(clock, t, to - wallUs(clock, t));
    if (typeof drift === 'number') setDrift(clock, t, drift);
    record(i, node, clock);
  }

  function record(event: number, node: number, { baseUs, wallUs: shown, driftPpm }: Clock): void {
    changes.push({ event, node, baseUs, wallUs: shown, driftPpm });
  }
}

/** Reads clocks of which the changes are known. Asking in the order of events is cheapest, any order is right. */
export function wallClocks(changes: readonly ClockChange[]): WallClocks {
  const perNode = new Map<number, { readonly from: number[]; readonly clocks: Clock[]; now: number }>();
  for (const { event, node, baseUs, wallUs: shown, driftPpm } of changes) {
    let own = perNode.get(node);
    if (own === undefined) perNode.set(node, (own = { from: [], clocks: [], now: 0 }));
    own.from.push(event);
    own.clocks.push({ baseUs, wallUs: shown, monotonicUs: 0, driftPpm, uncertaintyUs: 0 });
  }
  return {
    at(node, event, tUs) {
      const own = perNode.get(node);
      if (own === undefined) return tUs;
      const { from, clocks } = own;
      if (from[own.now]! > event) own.now = lastNotAfter(from, event);
      while (own.now + 1 < from.length && from[own.now + 1]! <= event) own.now++;
      return wallUs(clocks[own.now]!, tUs);
    },
    known: (node) => perNode.has(node),
  };
}

function lastNotAfter(from: readonly number[], event: number): number {
  let low = 0;
  let high = from.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle]! <= event) low = middle;
    else high = middle;
  }
  return low;
}
