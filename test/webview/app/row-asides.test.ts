import { expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { parseScenario } from '../../../src/scenario/parse';
import { runScenario } from '../../../src/scenario/run';
import { startCones } from '../../../src/trace/cones';
import type { Trace } from '../../../src/trace/trace';
import { asideWords, endsToFetch } from '../../../webview/app/row-asides';
import type { Run } from '../../../webview/store/store';
import { bundledFiles } from '../../bundled';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';
import { record } from '../diagram/recording';

const runOf = (trace: Trace): Run => ({ ...record(trace).frame.run, complete: true });
const bundled = (id: string): Trace => runScenario(parseScenario(bundledFiles(`/${id}.scenario.yaml`)[0]!.text, MODELS).scenario!).trace;

test('a message’s row says what became of it, whichever end it is', () => {
  const run = runOf(traceOfSteps(LOST_REPLY));
  expect(asideWords(run, 7, false)).toBe('lost at #8: dropped on the way');
  expect(asideWords(run, 8, false)).toBe('sent at #7');
  expect(asideWords(run, 10, false)).toBe('arrives at #11');
  expect(endsToFetch(run, 7)).toEqual([8]);
  const every = runOf(traceOfSteps(EVERY_KIND));
  expect(asideWords(every, 3, false)).toBe('arrives at #8, again at #9, ignored there: already seen');
  expect(asideWords(every, 15, false)).toBe('lost at #16: the network was cut');
});

test('what begins and lasts says until when', () => {
  const run = runOf(traceOfSteps(LOST_REPLY));
  expect([2, 4, 6].map((event) => asideWords(run, event, false))).toEqual(['returns at #17', 'fires at #9', '']);
  expect(asideWords(runOf(traceOfSteps(LOST_REPLY.slice(0, 5))), 2, false)).toBe('never returns');
});

test('roles, rounds and late votes are told where they change, and all that holds where the reader stands', () => {
  const run = runOf(bundled('raft-split-vote'));
  expect(asideWords(run, 115, false)).toContain('now leader in term 2');
  const later = Array.from({ length: run.columns.length }, (_, i) => i).find((i) => i > 115 && run.columns.node[i] === run.columns.node[115])!;
  expect(asideWords(run, later, false)).not.toContain('leader');
  expect(asideWords(run, later, true)).toContain('now leader in term 2');
  const vote = (t: number, voter: string): Step => ({ t, node: 'a', kind: 'vote', round: 1, voter, for: 'a', granted: true });
  const count = (t: number, have: number): Step => ({ t, node: 'a', kind: 'quorum', round: 1, have, need: 2, of: 3, reached: have >= 2 });
  const election = runOf(traceOfSteps([vote(1, 'a'), count(1, 1), vote(2, 'b'), count(2, 2), vote(3, 'c'), count(3, 3)]));
  expect([2, 4, 5].map((event) => asideWords(election, event, false))).toEqual(['', 'late: the round had its quorum already', 'the round had its quorum already']);
});

test('a lease is told when it begins and for as long as it is believed in', () => {
  const run = runOf(bundled('lease-pause'));
  const words = Array.from({ length: run.columns.length }, (_, i) => asideWords(run, i, true));
  expect(words.some((each) => /believes in its lease.* until [\d.]+ m?s/.test(each))).toBe(true);
  expect(words.some((each) => /lease.* has ended/.test(each))).toBe(true);
});

test('with past and future on show, how each event stands to the one in question', () => {
  const trace = traceOfSteps(LOST_REPLY);
  const run = runOf(trace);
  const walk = startCones(trace, 2, 6);
  while (!walk.advance(100));
  const told = (event: number): string => asideWords(run, event, false, walk.result).split('; ')[0]!;
  expect([5, 6, 7, 9].map(told)).toEqual(['before #6', '', 'after #6', 'concurrent with #6']);
});

test('of a run seen as one node, nothing that it cannot know', () => {
  const run = runOf(traceOfSteps(LOST_REPLY));
  const seen: Run = { ...run, seenBy: { name: 'alice', event: 4, knows: (event) => [0, 2, 3, 4].includes(event), last: () => -1 } };
  const all = Array.from({ length: run.columns.length }, (_, i) => asideWords(seen, i, true));
  expect(all.filter((words) => words !== '')).toEqual(['fate unknown']);
  expect(all[3]).toBe('fate unknown');
});
