/**
 * What reaches across a window of the diagram from above: messages still under way, crashes, pauses, cuts,
 * timers and operations that began before the window and end in it or after it.
 *
 * A window shows few events, but a message sent long before may cross it. Looking for those by walking
 * back would cost the whole trace; so for every block of 32 events the furthest reach is kept, and for
 * every 32 blocks, and so on. It needs the columns only and grows with them.
 */
import { EVENT_KINDS, KIND } from '../../kernel/event';
import type { Columns } from '../../kernel/log';

const FAN_OUT_BITS = 5;
const LEVELS = 4;

/** Kinds that last until their partner comes, and to the end of the trace when it never does. */
const LASTING: ReadonlySet<number> = new Set([KIND.crash, KIND.pause, KIND.partition, KIND.invoke]);

export interface Spans {
  /** Room that is taken, in bytes. */
  readonly bytes: number;
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in the events that were appended to the columns since the last call. */
  update(columns: Columns): void;
  /** Delivers (or a lose) of this send beyond its partner: further copies; usually none. */
  further(send: number): readonly number[];
  /**
   * Events before `from` whose span ends at `from` or later, the latest first, then those that never end; at most
   * `limit`: more lines than that in one window cannot be told apart, and a hostile trace may have millions.
   */
  crossing(from: number, limit: number): readonly number[];
}

const NONE: readonly number[] = [];

export function createSpans(): Spans {
  let length = 0;
  /** Last event that belongs to the span starting at event i; i itself when it has no span. */
  let reach = new Int32Array(1024);
  /** Furthest reach of each block of 32 to the power level + 1 events. */
  const furthest = Array.from({ length: LEVELS }, () => new Int32Array(64));
  const copies = new Map<number, number[]>();
  const open = new Set<number>();

  return {
    get length() { return length; },
    get bytes() { return furthest.reduce((sum, blocks) => sum + blocks.byteLength, reach.byteLength); },
    update,
    further: (send) => copies.get(send) ?? NONE,
    crossing,
  };

  function update(columns: Columns): void {
    if (columns.length > reach.length) reach = grown(reach, columns.length);
    for (let level = 0; level < LEVELS; level++) {
      const blocks = (columns.length >>> (FAN_OUT_BITS * (level + 1))) + 1;
      if (blocks > furthest[level]!.length) furthest[level] = grown(furthest[level]!, blocks);
    }
    for (let i = length; i < columns.length; i++) {
      reach[i] = i;
      const kind = columns.kind[i]!;
      const partner = columns.partner[i]!;
      if (LASTING.has(kind) && !(partner >= 0 && partner < i)) open.add(i);
      if (partner < 0 || partner >= i) continue;
      open.delete(partner);
      if (columns.partner[partner] !== i) {
        const known = copies.get(partner);
        if (known === undefined) copies.set(partner, [i]);
        else known.push(i);
      }
      stretch(partner, i);
    }
    length = columns.length;
  }

  function stretch(start: number, end: number): void {
    if (reach[start]! >= end) return;
    reach[start] = end;
    for (let level = 0; level < LEVELS; level++) {
      const block = start >>> (FAN_OUT_BITS * (level + 1));
      const blocks = furthest[level]!;
      if (blocks[block]! >= end) return;
      blocks[block] = end;
    }
  }

  function crossing(from: number, limit: number): readonly number[] {
    const found: number[] = [];
    let i = Math.min(from, length) - 1;
    while (i >= 0 && found.length < limit) {
      // Skip the rest of the largest block around i that reaches nowhere near.
      let level = LEVELS - 1;
      while (level >= 0 && furthest[level]![i >>> (FAN_OUT_BITS * (level + 1))]! >= from) level--;
      if (level >= 0) {
        const bits = FAN_OUT_BITS * (level + 1);
        i = ((i >>> bits) << bits) - 1;
        continue;
      }
      if (reach[i]! >= from) found.push(i);
      i--;
    }
    for (const start of open) {
      if (start >= from || found.length >= limit) break;
      found.push(start);
    }
    return found;
  }
}

/** What a span shows: how the event at its start is drawn until its end. */
export type SpanKind = 'message' | 'timer' | 'crash' | 'pause' | 'partition' | 'operation';

/** The span that begins at an event of this kind, if one can. */
export function spanOf(kind: number): SpanKind | undefined {
  switch (EVENT_KINDS[kind]) {
    case 'send': return 'message';
    case 'timer-set': return 'timer';
    case 'crash': return 'crash';
    case 'pause': return 'pause';
    case 'partition': return 'partition';
    case 'invoke': return 'operation';
    default: return undefined;
  }
}

function grown(from: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const into = new Int32Array(Math.max(needed, from.length * 2));
  into.set(from);
  return into;
}
