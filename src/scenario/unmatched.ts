/**
 * Faults that struck nothing in a run that is over: a rule that no message matched any more after the file was changed elsewhere,
 * or a crash of a node that was down already. Only the run can tell; what is wrong whatever happens, the reader says.
 *
 * Messages are counted as the kernel counts them: each once, in the order of sending, those of a node to itself not at all. A rule that
 * a message matched has struck, also where the message was lost anyway.
 */
import type { FaultSpec } from '../kernel/spec';
import { KIND } from '../trace/trace';
import type { EventDetails, Trace } from '../trace/trace';
import type { Problem } from '../trace/problem';
import { createReport } from './report';
import type { Scenario } from './scenario';
import { formatDuration } from './units';

export interface Unmatched {
  /** Number of the fault in the order of the file, from 0. */
  readonly fault: number;
  /** Why, for people. */
  readonly message: string;
}

/** The faults that struck nothing, in the order of the file. `trace` is of a run of this scenario that is over. */
export function unmatchedFaults({ world: { faults } }: Scenario, trace: Trace): readonly Unmatched[] {
  const missed = new Map<number, string>();
  countRules(faults, trace, missed);
  lookAtLanes(faults, trace, missed);
  return [...missed].sort((a, b) => a[0] - b[0]).map(([fault, message]) => ({ fault, message }));
}

/** The same as warnings (code `matched-nothing`) in the text the scenario was read from. */
export function unmatchedProblems(text: string, scenario: Scenario, trace: Trace): readonly Problem[] {
  const report = createReport(text, scenario.extended);
  for (const { fault, message } of unmatchedFaults(scenario, trace)) report.warn('matched-nothing', scenario.faultSpans[fault]!, message);
  return report.problems();
}

interface Open {
  readonly fault: number;
  readonly from: number;
  readonly to: number;
  readonly nth: number;
  count: number;
}

/** Rules wait by the type they ask for and are dropped once they have struck, so that a long run costs no more for many rules that match. */
function countRules(faults: readonly FaultSpec[], trace: Trace, missed: Map<number, string>): void {
  const nodes = new Map(trace.header.nodes.map(({ id }, at) => [id, at]));
  const labels = new Map(trace.labels.map((label, at) => [label, at]));
  const all: Open[] = [];
  const byType = new Map<number, Open[]>();
  faults.forEach((fault, at) => {
    if (fault.kind !== 'lose' && fault.kind !== 'delay' && fault.kind !== 'duplicate') return;
    const nodeAt = (id: string | undefined): number => (id === undefined ? -1 : (nodes.get(id) ?? -2));
    const open = { fault: at, from: nodeAt(fault.from), to: nodeAt(fault.to), nth: fault.nth ?? 1, count: 0 };
    // A type that was never sent has no label.
    const type = fault.type === undefined ? -1 : (labels.get(fault.type) ?? -2);
    all.push(open);
    byType.set(type, [...(byType.get(type) ?? []), open]);
  });
  if (all.length === 0) return;
  const { kind, node, label, partner } = trace;
  for (let i = 0; i < trace.length; i++) {
    if (kind[i] !== KIND.send) continue;
    for (const type of [label[i]!, -1]) {
      const waiting = byType.get(type);
      if (waiting === undefined || waiting.length === 0) continue;
      const end = partner[i]!;
      const to = end >= 0 ? node[end]! : nodes.get((trace.detail(i) as EventDetails['send']).to)!;
      if (to === node[i]) continue;
      let struck = false;
      for (const open of waiting) {
        if ((open.from !== -1 && open.from !== node[i]) || (open.to !== -1 && open.to !== to)) continue;
        if (++open.count === open.nth) struck = true;
      }
      if (struck) byType.set(type, waiting.filter(({ count, nth }) => count < nth));
    }
  }
  for (const { fault, nth, count } of all) {
    if (count >= nth) continue;
    const some = count === 1 ? 'only 1 message matches' : `only ${count} messages match`;
    missed.set(fault, count === 0 ? 'this fault matched no message of the run' : `this fault matched no message of the run: ${some}, and "nth" is ${nth}`);
  }
}

/** A crash of a node that is down, and a pause of one, do nothing. */
function lookAtLanes(faults: readonly FaultSpec[], trace: Trace, missed: Map<number, string>): void {
  const overUs = trace.length === 0 ? -1 : trace.t[trace.length - 1]!;
  const asked = faults.flatMap((fault, at) => ((fault.kind === 'crash' || fault.kind === 'pause') && fault.atUs < overUs ? [{ fault, at }] : []));
  if (asked.length === 0) return;
  const lanes = downTimes(trace);
  for (const { fault, at } of asked) {
    // Of two faults at one moment the first may bring down what the second meets: only what was down before is down for certain.
    const isDown = lanes.get(fault.node)?.some(([from, to]) => from < fault.atUs && fault.atUs < to);
    if (isDown === true) missed.set(at, `this fault did nothing: ${fault.node} is down at ${formatDuration(fault.atUs)}`);
  }
}

/** By node, from when to when it was down. */
function downTimes(trace: Trace): ReadonlyMap<string, readonly (readonly [fromUs: number, toUs: number])[]> {
  const lanes = new Map<string, (readonly [number, number])[]>();
  for (let i = 0; i < trace.length; i++) {
    if (trace.kind[i] !== KIND.crash) continue;
    const id = trace.header.nodes[trace.node[i]!]!.id;
    const restart = trace.partner[i]!;
    const time = [trace.t[i]!, restart < 0 ? Infinity : trace.t[restart]!] as const;
    const of = lanes.get(id);
    if (of === undefined) lanes.set(id, [time]);
    else of.push(time);
  }
  return lanes;
}
