/** What host and view say to each other about clients' operations, and about how one object would explain them. */
import type { Plain } from '../trace/trace';

/** An operation on one line. */
export interface OperationRow {
  readonly invoke: number;
  /** The event at which the client learned the outcome, or -1. */
  readonly returned: number;
  readonly client: string;
  readonly f: string;
  /** What it was given besides, '' for nothing: the key, and the value. */
  readonly key: string;
  readonly value: string;
  /** `open`: it has not returned. */
  readonly status: 'ok' | 'fail' | 'unknown' | 'open';
  /** '' for none. */
  readonly result: string;
}

export interface OperationsPage {
  /** In the order in which they were invoked. */
  readonly rows: readonly OperationRow[];
  /** Place of the first row among all, and how many there are. */
  readonly from: number;
  readonly total: number;
  /** Objects that know some of these operations, best first. */
  readonly fitting: readonly ObjectChoice[];
}

/** An object that operations can be held against. */
export interface ObjectChoice {
  readonly id: string;
  /** With its article: `a register` */
  readonly title: string;
}

interface Order {
  /** Operations in the order in which they took effect, by the event that invoked each. */
  readonly invoke: Int32Array;
  /** Between which event and the next each took effect. */
  readonly after: Int32Array;
  /** Some of them in words, from this place on. */
  readonly words: readonly string[];
  readonly wordsFrom: number;
}

/** The answer to "is there an order that explains it all?" */
export type OrderFound = {
  /** The object, with its article. */
  readonly title: string;
  /** Operations that the object knows, and the names of the others, which were left aside. */
  readonly operations: number;
  readonly others: readonly string[];
} & (
  | ({ readonly verdict: 'linearizable' } & Order)
  | ({
      readonly verdict: 'not-linearizable';
      /** The event that invoked the operation without a place. */
      readonly unplaced: number;
      readonly operation: string;
      /** What the order of all before it leads to: its last operation, and the object after that. */
      readonly last?: string;
      readonly object: string;
      readonly state: string;
      /** Results with which it would have had a place; undefined when that is not known. */
      readonly could: readonly Plain[] | undefined;
    } & Order)
  | { readonly verdict: 'undecided'; readonly states: number; readonly stopped: boolean }
);
