/** Answers about the rounds of votes of a run. Nothing here knows VS Code. */
import type { Requests } from '../protocol/messages';
import { createLedger } from '../trace/ledger';
import type { Ledger } from '../trace/ledger';
import type { LiveRun } from './feed';
import { inSlices } from './slices';

const EVENTS_AT_ONCE = 5_000;
/** Rounds told at once; each is some hundred bytes for every member. */
const MOST_ROUNDS = 2_000;

// Made when first asked for, and gone with the run.
const ledgers = new WeakMap<LiveRun, Ledger>();

/** The first question about a long trace takes a while, for it is read to its end: a round begun before the step may end long after it. */
export async function ledgerAt(run: LiveRun, { step, count }: Requests['ledger']['args']): Promise<Requests['ledger']['result']> {
  let known = ledgers.get(run);
  if (!known) ledgers.set(run, (known = createLedger(run.trace)));
  const ledger = known;
  await inSlices(() => ledger.update(EVENTS_AT_ONCE), { isCancellationRequested: false });
  return ledger.at(step, Math.min(count, MOST_ROUNDS));
}
