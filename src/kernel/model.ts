/**
 * How a protocol introduces itself: roles, parameters, messages, invariants, statistics.
 *
 * The same description builds the world, validates scenario files, writes the documentation and
 * fills the completion list, so nothing about a model has to be said twice.
 */
import type { EventLog } from './log';
import type { OperationStatus, Plain, PlainObject } from './event';
import type { Process } from './process';
import type { Show } from './show';

/** A parameter of a model. Durations are given in microseconds here and with a unit in files. */
export type ParamSpec =
  | { readonly type: 'duration'; readonly default: number; readonly min: number; readonly max: number; readonly summary: string }
  | { readonly type: 'integer' | 'number'; readonly default: number; readonly min: number; readonly max: number; readonly summary: string }
  | { readonly type: 'boolean'; readonly default: boolean; readonly summary: string }
  | { readonly type: 'text'; readonly default: string; readonly maxChars: number; readonly summary: string }
  | { readonly type: 'choice'; readonly default: string; readonly choices: readonly string[]; readonly summary: string };
export type ParamSpecs = { readonly [name: string]: ParamSpec };

/** The values a process sees for a model's parameters: durations and numbers as numbers. */
export type ParamValues<T extends ParamSpecs> = {
  readonly [K in keyof T]: T[K] extends { readonly type: 'boolean' }
    ? boolean
    : T[K] extends { readonly type: 'choice'; readonly choices: readonly (infer C)[] }
      ? C
      : T[K] extends { readonly type: 'text' }
        ? string
        : number;
};

export interface RoleSpec {
  readonly summary: string;
  /** Names of the nodes when the scenario does not say; their number is the default count. */
  readonly names: readonly string[];
  /** How many nodes of this role a scenario may have. */
  readonly min: number;
  readonly max: number;
  // A model's roles have different states; each process sees its own, the kernel sees plain data.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly process: Process<any, any>;
}

export interface MessageSpec {
  readonly summary: string;
  /** Roles that send it and that receive it. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface OperationSpec {
  readonly summary: string;
  /** The role that carries it out. */
  readonly role: string;
  readonly args: ParamSpecs;
}

/** What an invariant and a statistic may look at: the whole world, which no process can. */
export interface WorldView {
  readonly nowUs: number;
  readonly params: PlainObject;
  readonly nodes: readonly NodeView[];
  byRole(role: string): readonly NodeView[];
  readonly operations: readonly OperationView[];
  /** Indices of the `state` events that set this field of this node; for the proof of a violation. */
  changes(node: string, field: string): readonly number[];
  readonly log: EventLog;
}
export interface NodeView {
  readonly id: string;
  readonly role: string;
  readonly up: boolean;
  readonly paused: boolean;
  // The model knows the shape of its own states.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly state: any;
}
export interface OperationView {
  readonly id: number;
  readonly client: string;
  readonly name: string;
  readonly args: PlainObject;
  readonly invokedUs: number;
  /** Index of the invoke event. */
  readonly invoke: number;
  readonly returnedUs?: number;
  readonly status?: OperationStatus;
  readonly result?: Plain;
}

/** What an invariant found wrong; `events` prove it. */
export interface Finding {
  readonly detail: string;
  readonly events: readonly number[];
}

export interface Invariant {
  readonly id: string;
  readonly summary: string;
  /** Checked after every step that changed something, or only when the run is over. */
  readonly when: 'always' | 'end';
  check(view: WorldView): Finding | undefined;
}

export interface Model {
  /** As written in scenario files. */
  readonly id: string;
  readonly title: string;
  /** Folder of the chapter: ch1-4, ch5, ch6, ch7, ch8. */
  readonly chapter: string;
  /** The primary source it follows, with section. */
  readonly source: string;
  readonly summary: string;
  readonly params: ParamSpecs;
  readonly roles: { readonly [role: string]: RoleSpec };
  readonly messages: { readonly [type: string]: MessageSpec };
  readonly operations: { readonly [name: string]: OperationSpec };
  readonly invariants: readonly Invariant[];
  /** Byzantine behaviours a scenario may give to a node with `lie:`. */
  readonly lies?: { readonly [behaviour: string]: string };
  /** What the diagram shows of its states and messages beside events: bands for roles and terms, leases, fencing tokens. */
  readonly show?: Show;
  /** Numbers worth comparing over many runs; names end in their unit (`retries`, `latencyUs`). */
  readonly stats?: (view: WorldView) => { readonly [name: string]: number };
}
