/** Answers about the rounds of votes of a run. Nothing here knows VS Code. */
import type { Requests } from '../protocol/messages';
import { createLedger } from '../trace/ledger';
import type { Ledger } from '../trace/ledger';
import { lastEventAt, ledgerInRows } from '../trace/compare/of-side';
import type { Trace } from '../trace/trace';
import type { LiveRun } from './feed';
import { inSlices } from './slices';

const EVENTS_AT_ONCE = 5_000;
/** Rounds told at once; each is some hundred bytes for every member. */
const MOST_ROUNDS = 2_000;

// Made when first asked for, and gone with the run.
const ledgers = new WeakMap<Trace, Ledger>();

/** The first question about a long trace takes a while, for it is read to its end: a round begun before the step may end long after it. */
export async function ledgerAt({ trace, compared }: LiveRun, { step, count, side }: Requests['ledger']['args']): Promise<Requests['ledger']['result']> {
  if (compared === undefined) return ledgerOf(trace, step, count);
  // Of two runs those of one: nobody votes in two at once.
  const { comparison } = compared;
  const of = side ?? 'left';
  const page = await ledgerOf(comparison[of], lastEventAt(comparison, of, step), count);
  return ledgerInRows(page, of === 'left' ? comparison.rowOfLeft : comparison.rowOfRight);
}

async function ledgerOf(trace: Trace, step: number, count: number): Promise<Requests['ledger']['result']> {
  let known = ledgers.get(trace);
  if (!known) ledgers.set(trace, (known = createLedger(trace)));
  const ledger = known;
  await inSlices(() => ledger.update(EVENTS_AT_ONCE), { isCancellationRequested: false });
  return ledger.at(step, Math.min(count, MOST_ROUNDS));
}
