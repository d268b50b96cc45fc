/** The digest of a whole trace: two runs with the same digest had the same events, everywhere. */
import { createDigest } from '../kernel/hash';
import { eventLine, headerLine } from './lines';
import type { Trace } from './trace';

/** Computes the digest in slices: call `step` until it returns true. */
export interface TraceHasher {
  /** Takes in up to `maxEvents` further events; true when the whole trace is in. */
  step(maxEvents: number): boolean;
  /** 32 hex digits for what was taken in so far. */
  hex(): string;
}

/** Digest of the trace's text form (each line with its line end), as 32 hex digits. */
export function hashTrace(trace: Trace): string {
  const hasher = createTraceHasher(trace);
  hasher.step(Infinity);
  return hasher.hex();
}

/** For traces that are long or still growing. The header is taken in first, so it must be final by then. */
export function createTraceHasher(trace: Trace): TraceHasher {
  const digest = createDigest();
  let next = -1;
  return {
    step(maxEvents) {
      if (next < 0) {
        const { clocks: _clocks, show: _show, ...header } = trace.header;
        digest.update(`${headerLine(header)}\n`);
        next = 0;
      }
      const stop = Math.min(trace.length, next + maxEvents);
      for (; next < stop; next++) digest.update(`${eventLine(trace, next)}\n`);
      return next === trace.length;
    },
    hex: () => digest.hex(),
  };
}
