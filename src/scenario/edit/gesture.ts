/**
 * Everything a reader can ask for on the diagram, as data. Events are indices in the trace of the scenario that is edited; times and
 * durations are microseconds, drifts parts per million; faults and operations are counted from 0 in the order of the file.
 */
import type { Cut, Plain } from '../../kernel/event';
import type { EventRule } from '../../trace/match';
import type { DistributionValue } from '../describe-network';

export type Gesture = MessageGesture | LaneGesture | FaultGesture | OperationGesture | SettingGesture | NoteGesture | ExpectGesture;

/** `event` is the message's send, deliver or lose. */
export type MessageGesture =
  | { readonly do: 'lose'; readonly event: number }
  /** By how much the message is delayed on top of what the network and other faults do; replaces a delay of its own. */
  | { readonly do: 'delay'; readonly event: number; readonly byUs: number }
  /** When it is to arrive: the delay that this takes. On the deliver of a further copy, when that one is. */
  | { readonly do: 'arrive'; readonly event: number; readonly atUs: number }
  /** How long after the first the copy comes; without it, it takes a latency of its own. */
  | { readonly do: 'duplicate'; readonly event: number; readonly afterUs?: number }
  /**
   * `previous`: lets this message arrive before the one sent before it on the same link, by a delay of that one. `next`: lets it be
   * overtaken by the one sent after it.
   */
  | { readonly do: 'overtake'; readonly event: number; readonly which: 'previous' | 'next' };

export type LaneGesture =
  /** Without `restartUs` it never comes back. */
  | { readonly do: 'crash'; readonly node: string; readonly atUs: number; readonly restartUs?: number }
  /** Sets when the node comes back from its last crash before that time. */
  | { readonly do: 'restart'; readonly node: string; readonly atUs: number }
  | { readonly do: 'pause'; readonly node: string; readonly atUs: number; readonly forUs: number }
  | { readonly do: 'slow'; readonly node: string; readonly atUs: number; readonly untilUs?: number; readonly factor: number }
  | { readonly do: 'clock-jump'; readonly node: string; readonly atUs: number; readonly jumpUs: number }
  | { readonly do: 'clock-drift'; readonly node: string; readonly atUs: number; readonly driftPpm: number }
  | { readonly do: 'partition'; readonly atUs: number; readonly untilUs?: number; readonly cut: Cut };

export type FaultGesture =
  /** Takes out the fault that struck or lost a message, or of which a crash, restart, pause, partition … came: see `faultBehind`. */
  | { readonly do: 'undo'; readonly event: number }
  | { readonly do: 'remove-fault'; readonly fault: number }
  /** Sets one field of a fault (`at`, `until`, `for`, `by`, `factor` …); undefined takes it out. */
  | { readonly do: 'change-fault'; readonly fault: number; readonly field: string; readonly value: Plain | undefined };

export type OperationGesture =
  | { readonly do: 'add-operation'; readonly client: string; readonly op: string; readonly atUs: number; readonly args?: { readonly [name: string]: Plain } }
  | { readonly do: 'move-operation'; readonly operation: number; readonly atUs: number }
  /** Undefined gives the argument its default. */
  | { readonly do: 'set-argument'; readonly operation: number; readonly name: string; readonly value: Plain | undefined }
  | { readonly do: 'remove-operation'; readonly operation: number };

/** Notes are counted from 0 in the order of the file. */
export type NoteGesture =
  | { readonly do: 'add-note'; readonly note: NoteItem }
  /** With `as`, where it is pinned, its author and date become others too. */
  | { readonly do: 'change-note'; readonly note: number; readonly text: string; readonly as?: Omit<NoteItem, 'text'> }
  | { readonly do: 'remove-note'; readonly note: number };

/** Pinned to an event, to the events from `at` to `until`, or to a lane; with none of them it is on the whole. */
export interface NoteItem {
  readonly at?: EventRule;
  readonly until?: EventRule;
  readonly lane?: string;
  readonly text: string;
  readonly author?: string;
  readonly date?: string;
}

/** What this run shows is to be expected of every run: an event, or the value that a field of a node's state has at a step. */
export type ExpectGesture =
  | { readonly do: 'expect'; readonly event: number }
  | { readonly do: 'expect-field'; readonly node: string; readonly field: string; readonly step: number };

/** Undefined takes out what the file says, so that the default holds. */
export type SettingGesture =
  | { readonly do: 'set-param'; readonly name: string; readonly value: Plain | undefined }
  | { readonly do: 'set-seed'; readonly value: number | undefined }
  | { readonly do: 'set-until'; readonly atUs: number | undefined }
  | NetworkGesture;

/** With `link` for the messages of one node to another alone. A latency is a number of microseconds, or a distribution. */
export type NetworkGesture = { readonly do: 'set-network'; readonly link?: { readonly from: string; readonly to: string } } & (
  | { readonly field: 'latency'; readonly value: number | DistributionValue | undefined }
  | { readonly field: 'loss' | 'duplicate'; readonly value: number | undefined }
);
