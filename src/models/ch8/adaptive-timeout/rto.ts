/**
 * TCP's retransmission timeout as in RFC 6298, "Computing TCP's Retransmission Timer", 2011. Section numbers are those of the RFC. Times are whole
 * microseconds: every result is rounded, as in an implementation that counts clock ticks.
 */

export interface Rto {
  /** The timeout in force. */
  readonly rtoUs: number;
  /** Smoothed round-trip time and its variation; null before the first measurement. */
  readonly srttUs: number | null;
  readonly rttvarUs: number | null;
}

export interface RtoLimits {
  /** G: a variation below this does not count. */
  readonly granularity: number;
  /** The RFC asks for at least one second (2.4). */
  readonly minRto: number;
  readonly maxRto: number;
}

/** (2.1) Before there is any measurement: one second. */
export const INITIAL_RTO: Rto = { rtoUs: 1_000_000, srttUs: null, rttvarUs: null };

/** (2.2) and (2.3): after a measurement of the round-trip time. It also undoes any backing off (§5, at the end). */
export function afterMeasurement({ srttUs, rttvarUs }: Rto, rttUs: number, limits: RtoLimits): Rto {
  if (srttUs === null || rttvarUs === null) return withTimeout(rttUs, Math.round(rttUs / 2), limits);
  // In this order: the variation is measured against the smoothed time before it moves. β = 1/4, α = 1/8.
  const variation = Math.round(0.75 * rttvarUs + 0.25 * Math.abs(srttUs - rttUs));
  const smoothed = Math.round(0.875 * srttUs + 0.125 * rttUs);
  return withTimeout(smoothed, variation, limits);
}

/** (5.5) The timer has expired: back off. */
export function afterExpiry(rto: Rto, { maxRto }: RtoLimits): Rto {
  return { ...rto, rtoUs: Math.min(2 * rto.rtoUs, Math.max(maxRto, rto.rtoUs)) };
}

/** RTO = SRTT + max(G, 4 · RTTVAR), within its limits (2.4, 2.5). */
function withTimeout(srttUs: number, rttvarUs: number, { granularity, minRto, maxRto }: RtoLimits): Rto {
  const rtoUs = srttUs + Math.max(granularity, 4 * rttvarUs);
  return { rtoUs: Math.max(minRto, Math.min(maxRto, rtoUs)), srttUs, rttvarUs };
}
