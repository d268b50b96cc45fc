/**
 * The lines of messages: where each begins, where it arrives or dies, and which of them a window shows.
 *
 * Dropped, cut off and crowded-out messages die half-way; one for a crashed receiver dies at its lane; one
 * still under way when the run ends stops short of it, without a cross. A message for a paused receiver
 * arrives, then goes down the lane to the moment it is handled.
 *
 * Of a message whose one end is hidden a short piece is left at the other: it leads towards the lane where the rest would be.
 */
import { KIND } from '../../kernel/event';
import type { EventDetail, LoseReason } from '../../kernel/event';
import type { Columns } from '../../kernel/log';
import { yOf, yOfTime } from './axis';
import type { Axis } from './axis';
import { laneX, placeOf } from './lanes';
import type { Lanes } from './lanes';
import { eventOfRow, isHidden, rowsBefore } from './rows';
import type { Rows } from './rows';
import type { Spans } from './spans';

/**
 * `delivered`, or `duplicate` for a further copy; `lost` with a cross; `in-flight` when the trace ends first;
 * `open` when a recorded trace says nothing of its fate; `unsent` when it says nothing of its sending.
 */
export type Fate = 'delivered' | 'duplicate' | 'lost' | 'in-flight' | 'open' | 'unsent';

/** One message or copy; indices are of events, -1 where there is none. */
export interface MessageRef {
  readonly send: number;
  readonly end: number;
}

export interface MessageLine extends MessageRef {
  readonly fate: Fate;
  readonly x1: number;
  readonly y1: number;
  /** Where it arrives, or dies. */
  readonly x2: number;
  readonly y2: number;
  /** To itself: a small bow beside the lane instead of a straight line. */
  readonly self: boolean;
  /** Arrived at a paused node: goes down the lane from y2 to here, where it was handled. */
  readonly handledY?: number;
  readonly reason?: LoseReason;
  /** One end is hidden, and the line goes only a little way towards it. */
  readonly away?: Away;
}

export interface Away {
  readonly end: 'send' | 'end';
  /** The node at that end. */
  readonly node: number;
  /** Its whole lane is hidden, and not only the event. */
  readonly lane: boolean;
}

/** Details of an event, or undefined while they are not there yet; lines are then drawn as well as can be. */
export type DetailOf = (i: number) => EventDetail | undefined;

/** How far a line goes whose other end is unknown, as a part of the way. */
const STUB = 0.35;

/** How far a line goes towards a hidden end: most of the way to the edge of its lane, and only a little down. */
const AWAY_PART = 0.42;
const AWAY_MOST_PX = 64;
const AWAY_DOWN_PX = 8;

/**
 * Messages to draw in the window of events [from, to): begun, ended or crossing in it; at most `limit` crossing ones. Where some
 * events are hidden, those of which one end at least is visible in the window, or both are around it.
 */
export function messagesIn(columns: Columns, spans: Spans, from: number, to: number, limit = 1000, rows?: Rows): MessageRef[] {
  const found: MessageRef[] = [];
  for (const send of spans.crossing(from, limit)) {
    if (columns.kind[send] !== KIND.send || isHidden(rows, send)) continue;
    for (const end of endsOf(columns, spans, send)) if (end >= to && !isHidden(rows, end)) found.push({ send, end });
  }
  const first = rowsBefore(rows, Math.max(0, from));
  const past = rowsBefore(rows, Math.min(to, columns.length));
  for (let row = first; row < past; row++) {
    const i = eventOfRow(rows, row);
    const kind = columns.kind[i]!;
    const partner = columns.partner[i]!;
    if (kind === KIND.send) {
      const ends = endsOf(columns, spans, i);
      if (ends.length === 0) found.push({ send: i, end: -1 });
      for (const end of ends) found.push({ send: i, end });
    } else if ((kind === KIND.deliver || kind === KIND.lose) && (partner < from || isHidden(rows, partner))) {
      found.push({ send: partner, end: i });
    }
  }
  return found;
}

/** Every deliver or lose of a send, first copy first. */
export function endsOf(columns: Columns, spans: Spans, send: number): readonly number[] {
  const first = columns.partner[send]!;
  if (first < 0) return [];
  const further = spans.further(send);
  return further.length === 0 ? [first] : [first, ...further];
}

/** The line of a message. `nodeIndex` finds a lane by name, for messages whose other end is not in the trace. */
export function messageLine(
  axis: Axis,
  lanes: Lanes,
  ref: MessageRef,
  detailOf: DetailOf,
  nodeIndex: (id: string) => number,
): MessageLine {
  const { send, end } = ref;
  const line = wholeLine(axis, lanes, ref, detailOf, nodeIndex);
  const { rows, foldOf } = axis;
  if (rows === undefined || send < 0 || end < 0) return line;
  const gone = (event: number): boolean => isHidden(rows, event) && foldOf?.(event) === undefined;
  const [sendGone, endGone] = [gone(send), gone(end)];
  if (sendGone === endGone) return line;
  return shortLine(axis, lanes, line, endGone ? 'end' : 'send');
}

/** What is left of a line of which one end is hidden. */
function shortLine({ columns, rowPx, spacing }: Axis, lanes: Lanes, { handledY, ...line }: MessageLine, end: 'send' | 'end'): MessageLine {
  const node = columns.node[end === 'end' ? line.end : line.send]!;
  const lane = placeOf(lanes, node) < 0;
  const [from, to] = [laneX(lanes, columns.node[line.send]!), laneX(lanes, columns.node[line.end]!)];
  const side = to >= from ? 1 : -1;
  const across = side * Math.min(AWAY_MOST_PX, lanes.lanePx * AWAY_PART);
  const down = spacing === 'even' ? Math.min(AWAY_DOWN_PX, rowPx / 3) : AWAY_DOWN_PX;
  const away = { end, node, lane };
  if (end === 'end') return { ...line, self: false, x2: line.x1 + across, y2: line.y1 + down, away };
  // The end itself is where it was: there the message arrived, or died.
  return { ...line, self: false, x1: line.x2 - across, y1: line.y2 - down, ...(handledY === undefined ? {} : { handledY }), away };
}

function wholeLine(axis: Axis, lanes: Lanes, ref: MessageRef, detailOf: DetailOf, nodeIndex: (id: string) => number): MessageLine {
  const { columns } = axis;
  const { send, end } = ref;
  if (end < 0) return openLine(axis, lanes, send, detailOf, nodeIndex);
  if (send < 0) return unsentLine(axis, lanes, end, detailOf, nodeIndex);

  const x1 = laneX(lanes, columns.node[send]!);
  const y1 = yOf(axis, send);
  const target = laneX(lanes, columns.node[end]!);
  const self = columns.node[send] === columns.node[end];
  if (columns.kind[end] === KIND.lose) {
    const { reason, to } = (detailOf(end) ?? {}) as { readonly reason?: LoseReason; readonly to?: string };
    const named = to === undefined ? -1 : nodeIndex(to);
    // The kernel puts a loss on the lane that was not reached; another recorder may put it on the sender's.
    const lane = named < 0 ? target : laneX(lanes, named);
    const x2 = reason === 'receiver-down' ? lane : halfWay(x1, lane, lanes.lanePx);
    const fate = reason === 'in-flight' ? 'in-flight' : 'lost';
    return { send, end, fate, x1, y1, x2, y2: yOf(axis, end), self: lane === x1, ...(reason === undefined ? {} : { reason }) };
  }
  const detail = detailOf(end) as { readonly arrived?: number; readonly duplicate?: true } | undefined;
  const fate = columns.partner[send] === end ? 'delivered' : 'duplicate';
  const handledY = yOf(axis, end);
  if (detail?.arrived === undefined) return { send, end, fate, x1, y1, x2: target, y2: handledY, self };
  const y2 = Math.min(handledY, Math.max(y1, yOfTime(axis, detail.arrived)));
  return { send, end, fate, x1, y1, x2: target, y2, self, handledY };
}

/** The middle of the way, or a little further where another lane stands there: it is not that node's loss. */
function halfWay(x1: number, target: number, lanePx: number): number {
  const apart = Math.round(Math.abs(target - x1) / lanePx);
  return (x1 + target) / 2 + (apart > 0 && apart % 2 === 0 ? Math.sign(target - x1) * lanePx * 0.3 : 0);
}

function openLine(axis: Axis, lanes: Lanes, send: number, detailOf: DetailOf, nodeIndex: (id: string) => number): MessageLine {
  const from = axis.columns.node[send]!;
  const to = nodeIndex((detailOf(send) as { readonly to?: string } | undefined)?.to ?? '');
  const x1 = laneX(lanes, from);
  const x2 = to < 0 ? x1 + lanes.lanePx * STUB : x1 + (laneX(lanes, to) - x1) * STUB;
  const y1 = yOf(axis, send);
  return { send, end: -1, fate: 'open', x1, y1, x2, y2: y1 + axis.rowPx / 2, self: to === from };
}

function unsentLine(axis: Axis, lanes: Lanes, end: number, detailOf: DetailOf, nodeIndex: (id: string) => number): MessageLine {
  const to = axis.columns.node[end]!;
  const from = nodeIndex((detailOf(end) as { readonly from?: string } | undefined)?.from ?? '');
  const x2 = laneX(lanes, to);
  const x1 = from < 0 ? x2 - lanes.lanePx * STUB : x2 + (laneX(lanes, from) - x2) * STUB;
  const y2 = yOf(axis, end);
  return { send: -1, end, fate: 'unsent', x1, y1: y2 - axis.rowPx / 2, x2, y2, self: from === to };
}
