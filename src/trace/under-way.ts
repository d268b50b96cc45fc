/**
 * What is under way at any step of a trace: messages sent and not arrived, timers set and not run out, and what is on
 * every disk, synced or not.
 *
 * Every so many events a list of what is open is kept; the state at a step is that list and what has happened since. So
 * a question costs the same wherever it is asked, and a trace of a million events needs a few hundred short lists.
 */
import { KIND } from '../kernel/event';
import type { EventDetails } from '../kernel/event';
import { createFilesHistory } from './files-history';
import type { FileAt, FilesHistory } from './files-history';
import { nodeOf } from './trace';
import type { Trace } from './trace';

export interface UnderWay {
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in what the trace has gained, at most `maxEvents` of it; true when all is in. */
  update(maxEvents?: number): boolean;
  /** When event `step` has happened: at most `most` messages and timers, the oldest first. */
  at(step: number, most: number): UnderWayAt;
}

export interface UnderWayAt {
  readonly messages: readonly MessageUnderWay[];
  readonly timers: readonly TimerPending[];
  readonly disks: readonly DiskAt[];
  /** How many there are of each, where not all are told. */
  readonly messageCount: number;
  readonly timerCount: number;
}
export interface MessageUnderWay {
  readonly send: number;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  /** The event that will end it, and whether it will arrive then: the trace knows what nobody in it can. */
  readonly end: number;
  readonly arrives: boolean;
}
export interface TimerPending {
  readonly set: number;
  readonly node: string;
  readonly name: string;
  /** In true time. */
  readonly dueUs: number;
}
export interface DiskAt {
  readonly node: string;
  readonly files: readonly FileAt[];
}

const STRIDE = 1024;
/** More than that is not kept open; the oldest are forgotten first. */
const MOST_OPEN = 20_000;

export function createUnderWay(trace: Trace): UnderWay {
  /** What is open after each STRIDE-th event. */
  const kept: Int32Array[] = [];
  const open = new Set<number>();
  const disks = new Map<number, FilesHistory>();
  let length = 0;

  return {
    get length() { return length; },
    update(maxEvents = Infinity) {
      const stop = Math.min(trace.length, length + maxEvents);
      for (; length < stop; length++) {
        if (length % STRIDE === 0) kept.push(Int32Array.from(open));
        take(open, length);
        if (open.size > MOST_OPEN) open.delete(open.values().next().value!);
        if (trace.kind[length] === KIND.disk) diskOf(trace.node[length]!).take(length, trace.detail(length) as EventDetails['disk']);
      }
      return length === trace.length;
    },
    at(step, most) {
      const last = Math.min(step, length - 1);
      const now = new Set(last < 0 ? [] : kept[Math.floor(last / STRIDE)]);
      for (let i = Math.floor(Math.max(0, last) / STRIDE) * STRIDE; i <= last; i++) take(now, i);
      const messages: MessageUnderWay[] = [];
      const timers: TimerPending[] = [];
      let [messageCount, timerCount] = [0, 0];
      for (const i of now) {
        if (trace.kind[i] === KIND.send) {
          // Nobody wrote down what became of it: it may have arrived long ago.
          if (trace.partner[i]! < 0) continue;
          if (messageCount++ < most) messages.push(messageAt(i));
        } else if (timerCount++ < most) timers.push(timerAt(i));
      }
      const nodes = [...disks].sort(([a], [b]) => a - b);
      return { messages, timers, messageCount, timerCount, disks: nodes.flatMap(([node, files]) => told(node, files.at(step))) };
    },
  };

  /** What an event opens and ends. */
  function take(into: Set<number>, i: number): void {
    switch (trace.kind[i]) {
      case KIND.send:
      case KIND['timer-set']:
        into.add(i);
        return;
      case KIND.deliver:
      case KIND.lose:
      case KIND.timer:
      case KIND['timer-cancel']:
        into.delete(trace.partner[i]!);
        return;
      case KIND.crash:
        // Its timers go with it.
        for (const each of into) if (trace.kind[each] === KIND['timer-set'] && trace.node[each] === trace.node[i]) into.delete(each);
        return;
      default:
        return;
    }
  }

  function messageAt(send: number): MessageUnderWay {
    const { to, type } = trace.detail(send) as EventDetails['send'];
    const end = trace.partner[send]!;
    return { send, from: nodeOf(trace, send), to, type, end, arrives: trace.kind[end] === KIND.deliver };
  }

  function timerAt(set: number): TimerPending {
    const { name, due } = trace.detail(set) as EventDetails['timer-set'];
    return { set, node: nodeOf(trace, set), name, dueUs: due };
  }

  function diskOf(node: number): FilesHistory {
    let files = disks.get(node);
    if (files === undefined) disks.set(node, (files = createFilesHistory((i) => trace.detail(i) as EventDetails['disk'])));
    return files;
  }

  function told(node: number, files: readonly FileAt[]): DiskAt[] {
    return files.length === 0 ? [] : [{ node: trace.header.nodes[node]!.id, files }];
  }
}
