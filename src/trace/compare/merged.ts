/**
 * Two compared runs as one trace, a row an event, so that whatever shows a trace shows a comparison too.
 *
 * Its events are those of the left run and what only the right run has. Times are true only where no event happened at two times;
 * otherwise the trace says that it has an order and no times, and lengths of time in it are counted from its own. What is alike
 * and has no cause in common may have happened at two times all the same: it stands at one of them, and says so.
 */
import { KIND } from '../../kernel/event';
import type { EventDetail, EventDetails } from '../../kernel/event';
import type { Trace, TraceHeader, TraceNode } from '../trace';
import { CHANGE, isShifted } from './compare';
import type { RunComparison } from './compare';
import { isTimed } from './words';

/** What a row is for the eye: the same, of one run only, with other content, at another time, or at another time with its cause. */
export const ORIGINS = ['both', 'left', 'right', 'changed', 'moved', 'shifted'] as const;
export type Origin = (typeof ORIGINS)[number];
export const ORIGIN = Object.freeze(Object.fromEntries(ORIGINS.map((origin, code) => [origin, code]))) as { readonly [K in Origin]: number };

/** Whether a row of this origin is a difference by itself. */
export function isDifference(origin: number): boolean {
  return origin !== ORIGIN.both && origin !== ORIGIN.shifted;
}

/** Whether a row of this origin happened at two times; in a timed comparison, none but these did. */
export function hasTwoTimes(origin: number): boolean {
  return origin === ORIGIN.moved || origin === ORIGIN.shifted;
}

export interface Merged {
  readonly trace: Trace;
  /** The origin of each row. */
  readonly origins: Uint8Array;
}

export interface Merger {
  /** Does about so many rows' worth of the work; true when `merged` is there. */
  advance(maxRows: number): boolean;
  readonly merged: Merged | undefined;
}

export function startMerged(comparison: RunComparison, title: string): Merger {
  const { left, right, ofLeft, ofRight, rowOfLeft, rowOfRight, rightNodes, length, weak } = comparison;
  const labels = [...left.labels];
  const labelAt = new Map(labels.map((label, k) => [label, k]));
  const rightLabels = right.labels.map((label) => {
    const known = labelAt.get(label);
    if (known !== undefined) return known;
    // The column is two bytes wide; with so many names one more cannot be told apart.
    if (labels.length > 65_535) return 65_535;
    labelAt.set(label, labels.length);
    return labels.push(label) - 1;
  });
  const t = new Float64Array(length);
  const node = new Uint16Array(length);
  const kind = new Uint8Array(length);
  const cause = new Int32Array(length);
  const partner = new Int32Array(length);
  const label = new Uint16Array(length);
  const origins = new Uint8Array(length);
  let timed = isTimed(comparison);
  let at = 0;
  let lastUs = -Infinity;
  let merged: Merged | undefined;

  return {
    get merged() { return merged; },
    advance(maxRows) {
      for (const stop = Math.min(length, at + maxRows); at < stop; at++) take(at);
      if (at < length) return false;
      merged ??= { trace: { header: headerOf(comparison, title, timed), length, t, node, kind, cause, partner, label, labels, detail }, origins };
      return true;
    },
  };

  function take(row: number): void {
    const [i, j] = [ofLeft[row]!, ofRight[row]!];
    const ours = i >= 0;
    const [from, event, rows] = ours ? [left, i, rowOfLeft] as const : [right, j, rowOfRight] as const;
    const both = ours && j >= 0;
    if (both && left.t[i] !== right.t[j] && weak[i] === 0) timed = false;
    let us = both ? Math.min(left.t[i]!, right.t[j]!) : from.t[event]!;
    if (both && us < lastUs) us = Math.max(left.t[i]!, right.t[j]!);
    // A time that neither run knows is no time.
    if (us < lastUs) timed = false;
    t[row] = lastUs = Math.max(lastUs, us);
    node[row] = ours ? left.node[i]! : rightNodes[right.node[j]!]!;
    kind[row] = from.kind[event]!;
    label[row] = ours ? left.label[i]! : rightLabels[right.label[j]!]!;
    const by = from.cause[event]!;
    cause[row] = by >= 0 && by < event ? rows[by]! : -1;
    partner[row] = partnerOf(i, j);
    origins[row] = originOf(row);
  }

  /** A delivery before a loss: a message that arrives in one run alone is delivered once, and lost once. */
  function partnerOf(i: number, j: number): number {
    const ours = i >= 0 ? left.partner[i]! : -1;
    const theirs = j >= 0 ? right.partner[j]! : -1;
    if (ours < 0) return theirs < 0 ? -1 : rowOfRight[theirs]!;
    if (theirs < 0) return rowOfLeft[ours]!;
    const lost = left.kind[ours] === KIND.lose && right.kind[theirs] !== KIND.lose;
    return lost ? rowOfRight[theirs]! : rowOfLeft[ours]!;
  }

  function originOf(row: number): number {
    switch (comparison.change[row]) {
      case CHANGE.left: return ORIGIN.left;
      case CHANGE.right: return ORIGIN.right;
      case CHANGE.changed: return ORIGIN.changed;
      case CHANGE.same: return ORIGIN.both;
      default: return isShifted(comparison, row) ? ORIGIN.shifted : ORIGIN.moved;
    }
  }

  function detail(row: number): EventDetail {
    const i = ofLeft[row]!;
    const [from, event, rows] = i >= 0 ? [left, i, rowOfLeft] as const : [right, ofRight[row]!, rowOfRight] as const;
    const own = from.detail(event);
    const ahead = t[row]! - from.t[event]!;
    switch (kind[row]) {
      case KIND.violation: {
        const proof = own as EventDetails['violation'];
        return { ...proof, events: proof.events.map((each) => rows[each] ?? -1).filter((each) => each >= 0) };
      }
      case KIND['timer-set']: {
        const timer = own as EventDetails['timer-set'];
        return ahead === 0 ? timer : { ...timer, due: timer.due + ahead };
      }
      case KIND.deliver: {
        const deliver = own as EventDetails['deliver'];
        return ahead === 0 || deliver.arrived === undefined ? deliver : { ...deliver, arrived: deliver.arrived + ahead };
      }
      default:
        return own;
    }
  }
}

/** The same trace with `−` or `+` before the name of each message that one run alone has, for pictures that have no other way to tell. */
export function signedTypes(trace: Trace, origins: Uint8Array): Trace {
  return {
    ...trace,
    detail(i) {
      const detail = trace.detail(i) as EventDetail & { readonly type?: string };
      const sign = origins[i] === ORIGIN.left ? '−' : origins[i] === ORIGIN.right ? '+' : '';
      return sign === '' || typeof detail.type !== 'string' ? detail : { ...detail, type: `${sign} ${detail.type}` };
    },
  };
}

function headerOf({ left, right, nodes }: RunComparison, title: string, timed: boolean): TraceHeader {
  const known = new Map<string, TraceNode>([...right.header.nodes, ...left.header.nodes].map((each) => [each.id, each]));
  const model = left.header.model === right.header.model ? left.header.model : undefined;
  const show = left.header.show;
  return {
    faultline: 1,
    title,
    unit: 'us',
    nodes: nodes.map((id) => known.get(id)!),
    ...(model === undefined ? {} : { model, ...(show === undefined ? {} : { show }) }),
    ...(timed ? {} : { timed: false }),
  };
}
