/** What is asked of lanes, and of faults that stand in the file, as changes of the scenario's faults. */
import type { Trace } from '../../trace/trace';
import type { FaultValue } from '../describe-faults';
import { FAULT_KINDS } from '../describe-faults';
import { formatDuration } from '../units';
import { refuse } from './change';
import type { Change, Refusal } from './change';
import type { Draft } from './draft';
import { faultBehind } from './fault-behind';
import type { FaultGesture, LaneGesture } from './gesture';

export function laneChange(draft: Draft, gesture: LaneGesture): Change | Refusal {
  switch (gesture.do) {
    case 'crash':
      return addInTime(draft, gesture.atUs, { crash: { node: gesture.node, at: gesture.atUs, restart: gesture.restartUs } });
    case 'restart':
      return restart(draft, gesture.node, gesture.atUs);
    case 'pause':
      return addInTime(draft, gesture.atUs, { pause: { node: gesture.node, at: gesture.atUs, for: gesture.forUs } });
    case 'slow':
      return addInTime(draft, gesture.atUs, { slow: { node: gesture.node, at: gesture.atUs, until: gesture.untilUs, factor: gesture.factor } });
    case 'clock-jump':
      return addInTime(draft, gesture.atUs, { clock: { node: gesture.node, at: gesture.atUs, jump: gesture.jumpUs } });
    case 'clock-drift':
      // The file takes six decimals.
      return addInTime(draft, gesture.atUs, { clock: { node: gesture.node, at: gesture.atUs, drift: Math.round(gesture.driftPpm * 1e6) / 1e6 } });
    case 'partition':
      return addInTime(draft, gesture.atUs, { partition: { at: gesture.atUs, until: gesture.untilUs, ...gesture.cut } });
  }
}

export function faultChange(draft: Draft, gesture: FaultGesture, trace: Trace | undefined): Change | Refusal {
  if (gesture.do === 'undo') {
    if (trace === undefined) return refuse('no-trace', 'there is no run to look the event up in');
    const fault = faultBehind(trace, gesture.event, draft.scenario.world.faults);
    return fault === undefined ? refuse('no-fault', 'no fault of this scenario is behind this event') : { do: 'remove', path: ['faults', fault] };
  }
  const value = draft.value.faults?.[gesture.fault];
  if (value === undefined) return refuse('no-fault', `the scenario has no fault number ${gesture.fault + 1}`);
  if (gesture.do === 'remove-fault') return { do: 'remove', path: ['faults', gesture.fault] };
  const path = ['faults', gesture.fault, kindOf(value), gesture.field];
  return gesture.value === undefined ? { do: 'remove', path } : { do: 'set', path, value: gesture.value };
}

function restart(draft: Draft, node: string, atUs: number): Change | Refusal {
  let fault = -1;
  let latestUs = -1;
  for (const [at, { crash }] of (draft.value.faults ?? []).entries()) {
    if (crash === undefined || crash.node !== node || crash.at >= atUs || crash.at < latestUs) continue;
    fault = at;
    latestUs = crash.at;
  }
  if (fault < 0) return refuse('no-fault', `no fault crashes ${node} before ${formatDuration(atUs)}`);
  return { do: 'set', path: ['faults', fault, 'crash', 'restart'], value: atUs };
}

/** Where the faults of a file stand in the order of their times, a new one takes its place among them; else it comes last. */
function addInTime({ value }: Draft, atUs: number, fault: object): Change {
  const faults = value.faults ?? [];
  const times = faults.map(timeOf);
  const known = times.filter((time) => time !== undefined);
  const sorted = known.every((time, i) => i === 0 || known[i - 1]! <= time);
  const later = sorted ? times.findIndex((time) => time !== undefined && time > atUs) : -1;
  return { do: 'insert', path: ['faults'], at: later < 0 ? faults.length : later, value: fault };
}

/** Undefined for faults of messages, and where the file leaves it out. */
function timeOf(fault: FaultValue): number | undefined {
  return (fault[kindOf(fault)] as { readonly at?: number } | undefined)?.at;
}

function kindOf(fault: FaultValue): (typeof FAULT_KINDS)[number] {
  return FAULT_KINDS.find((kind) => fault[kind] !== undefined)!;
}
