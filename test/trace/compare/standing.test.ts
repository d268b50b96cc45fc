import { expect, test } from 'vitest';
import { compareRuns } from '../../../src/trace/compare/compare';
import { lastEventAt, ledgerInRows, sideOf } from '../../../src/trace/compare/of-side';
import { comparedStanding } from '../../../src/trace/compare/standing';
import { createLedger } from '../../../src/trace/ledger';
import { createStandingReader } from '../../../src/trace/standing';
import { traceOf } from '../../../src/trace/trace';
import type { Show, Trace } from '../../../src/trace/trace';
import { traceOfSteps } from '../traces';
import type { Step } from '../traces';

const SHOW: Show = { leases: { node: { until: 'until', clock: 'monotonic', label: { field: 'token', word: 'token' } } } };

function traceWith(steps: readonly Step[]): Trace {
  const trace = traceOfSteps(steps, ['a', 'b']);
  return traceOf({ ...trace.header, nodes: trace.header.nodes.map(({ id }) => ({ id, role: 'node' })), show: SHOW }, trace);
}

function told(left: readonly Step[], right: readonly Step[]) {
  const [one, other] = [traceWith(left), traceWith(right)];
  const comparison = compareRuns(one, other);
  const all = (trace: Trace) => createStandingReader(trace).read(Infinity);
  const { turnEvent, turnName, turnRound, leaseEvent, leaseUntilUs, leaseText, names, late, to } = comparedStanding(comparison, [all(one)], [all(other)]);
  return {
    comparison,
    to,
    late: [...late],
    turns: [...turnEvent].map((row, k) => `${row} ${names[turnName[k]!]} ${names[turnRound[k]!]}`.trim()),
    leases: [...leaseEvent].map((row, k) => `${row} ${leaseUntilUs[k]} ${names[leaseText[k]!]}`.trim()),
  };
}

const leads = (t: number, node: string): Step => ({ t, node, kind: 'state', set: {}, role: 'leader' });
const follows = (t: number, node: string): Step => ({ t, node, kind: 'state', set: { x: 1 }, role: 'follower' });
const lease = (t: number, until: number, token: number): Step => ({ t, node: 'a', kind: 'state', set: { until, token } });

test('of a run and itself, what that run says', () => {
  const steps = [leads(0, 'a'), lease(1, 50, 7), follows(2, 'a')];
  const { turns, leases, to } = told(steps, steps);
  expect(turns).toEqual(['0 leader', '2 follower']);
  expect(leases).toEqual(['1 50 token 7']);
  expect(to).toBe(3);
});

test('where the runs differ, both; and of which of them a lease is that one alone has', () => {
  const { turns, leases } = told([leads(0, 'a'), follows(5, 'a'), lease(6, 50, 7)], [leads(0, 'a')]);
  expect(turns).toEqual(['0 leader', '1 follower / leader']);
  expect(leases).toEqual(['2 50 − token 7']);
  expect(told([leads(0, 'a')], [leads(0, 'a'), lease(6, 50, 7)]).leases).toEqual(['1 50 + token 7']);
});

test('rounds of votes are those of one run, in rows of the comparison', () => {
  const vote = (t: number, voter: string): Step => ({ t, node: voter, kind: 'vote', round: 1, voter, for: 'a', granted: true });
  const count = (t: number, have: number): Step => ({ t, node: 'a', kind: 'quorum', round: 1, have, need: 2, of: 2, reached: have >= 2 });
  const crash: Step = { t: 0, node: 'b', kind: 'crash' };
  const { comparison } = told([vote(1, 'a'), count(1, 1)], [crash, vote(1, 'a'), count(1, 1), vote(2, 'b'), count(3, 2)]);
  expect(Array.from({ length: comparison.length }, (_, row) => sideOf(comparison, row))).toEqual(['right', 'left', 'left', 'right', 'right']);
  expect([lastEventAt(comparison, 'left', 0), lastEventAt(comparison, 'left', 4), lastEventAt(comparison, 'right', 4)]).toEqual([-1, 1, 4]);
  const ledger = createLedger(comparison.left);
  ledger.update();
  expect(ledgerInRows(ledger.at(1, 5), comparison.rowOfLeft).rounds.map(({ begins, counts, crossed }) => [begins, counts.map(({ event }) => event), crossed])).toEqual([[1, [2], -1]]);
});
