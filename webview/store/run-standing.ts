/**
 * Roles, rounds and leases of the run on screen, fetched as far as somebody has looked and kept from then on: there are few
 * changes even in a long run.
 */
import { createStanding } from '../../src/trace/layout/standing';
import type { Standing } from '../../src/trace/layout/standing';
import type { StandingChunk } from '../../src/trace/standing';
import type { Columns } from '../../src/trace/trace';

export interface RunStanding extends Omit<Standing, 'ingest' | 'length'> {
  /** Fetches what is missing before event `to`, once at a time; what came is told, and who wants more asks again. */
  want(to: number): void;
}

/** So many further events are asked for at once, so that scrolling seldom has to wait. */
const AHEAD = 20_000;

/** `onArrive` is told when more is known. */
export function createRunStanding(columns: Columns, fetch: (from: number, to: number) => Promise<StandingChunk>, onArrive: () => void): RunStanding {
  const standing = createStanding((event) => columns.node[event]!);
  let busy = false;
  return {
    turns: standing.turns,
    leases: standing.leases,
    slows: standing.slows,
    unsynced: standing.unsynced,
    isLate: standing.isLate,
    queueAt: standing.queueAt,
    want(to) {
      const from = standing.length;
      if (busy || from >= Math.min(to, columns.length)) return;
      busy = true;
      fetch(from, Math.min(columns.length, Math.max(to, from + AHEAD))).then(
        (chunk) => {
          busy = false;
          if (standing.ingest(chunk) && chunk.to > from) onArrive();
        },
        // The host has a newer run, and that one will be asked about.
        () => (busy = false),
      );
    },
  };
}
