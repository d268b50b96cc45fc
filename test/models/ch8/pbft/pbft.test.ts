/** PBFT section by section: the normal case (§4.2), view changes (§4.4), and that it comes to an end (§4.5.2). */
import { describe, expect, test } from 'vitest';
import type { FaultSpec } from '../../../../src/kernel/spec';
import { isValidCertificate, proposalsFrom } from '../../../../src/models/ch8/pbft/protocol';
import type { Certificate, Params } from '../../../../src/models/ch8/pbft/protocol';
import { append, liar, replicas, run, service } from './setting';

const crash = (node: string, atUs = 0): FaultSpec => ({ kind: 'crash', node, atUs });

describe('the normal case (§4.2)', () => {
  test.each([
    [4, 1],
    [7, 2],
    [10, 3],
  ])('%i replicas: request, pre-prepare, prepare, commit, reply, as in figure 1', (n, f) => {
    const { events, operations, violated } = run(service({ n, params: { f } }), { freeze: true });
    const sent = (type: string) => events('send').filter((message) => message.type === type).length;
    expect([sent('Request'), sent('PrePrepare'), sent('Prepare'), sent('Commit'), sent('Reply')]).toEqual([1, n - 1, (n - 1) * (n - 1), n * (n - 1), n]);
    // Five messages one after the other.
    expect(operations[0]).toMatchObject({ status: 'ok', result: [7], returnedUs: 50_000 });
    expect(violated).toEqual([]);
  });

  test('a certificate is 2f + 1 of 3f + 1, a reply is believed when f + 1 say it', () => {
    const { events } = run(service());
    const reached = (round: string) => events('quorum').filter((quorum) => quorum.round === round && quorum.reached);
    for (const round of ['prepare 0/1', 'commit 0/1']) {
      expect(reached(round).map(({ node, have, need, of }) => [node, have, need, of]).sort()).toEqual(replicas(4).map((node) => [node, 3, 3, 4]));
    }
    expect(reached('reply 1').map(({ node, have }) => [node, have])).toEqual([['alice', 2]]);
  });

  test.each([
    [4, 1, 1],
    [7, 2, 2],
  ])('%i replicas go on with %i crashed, and stop with one more', (n, f, dead) => {
    const backups = replicas(n).slice(1);
    const some = run(service({ n, params: { f }, faults: backups.slice(0, dead).map((node) => crash(node)) }));
    const more = run(service({ n, params: { f }, faults: backups.slice(0, dead + 1).map((node) => crash(node)) }));
    expect([some.answered, more.answered]).toEqual([1, 0]);
    expect(more.violated).toEqual([]);
  });

  test('a request sent twice is executed once, and answered again', () => {
    const faults: FaultSpec[] = [0, 1, 2, 3].map((i) => ({ kind: 'lose', type: 'Reply', from: `replica-${i}`, nth: 1 }));
    const { operations, state } = run(service({ faults }));
    expect(operations[0]).toMatchObject({ status: 'ok', result: [7] });
    for (const replica of replicas(4)) expect(state(replica).list).toEqual([7]);
  });
});

describe('view changes (§4.4)', () => {
  test.each(['silent', 'crash'])('a primary that is gone is replaced: %s', (how) => {
    const faults = [how === 'crash' ? crash('replica-0') : liar('replica-0', how)];
    const { answered, stats, violated } = run(service({ faults }));
    expect([answered, stats['highestView'], stats['newViews']]).toEqual([1, 1, 1]);
    expect(violated).toEqual([]);
  });

  test('two primaries in a row are gone: the second wait is longer, and the third serves', () => {
    const { answered, stats } = run(service({ n: 7, params: { f: 2 }, faults: [crash('replica-0'), liar('replica-1', 'silent')], untilUs: 5_000_000 }));
    expect([answered, stats['highestView']]).toEqual([1, 2]);
  });

  test('what one replica alone has committed is proposed again with its number', () => {
    // The commits of view 0 reach replica-1 and nobody else; then replica-1 dies, so the certificates of the others must do.
    const cuts = ['replica-0', 'replica-2', 'replica-3'].map((to): FaultSpec => ({ kind: 'partition', atUs: 35_000, untilUs: 60_000, cut: { from: replicas(4).filter((from) => from !== to), to: [to] } }));
    const { state, events, violated, stats, answered } = run(service({ faults: [...cuts, crash('replica-1', 60_000)] }));
    expect(answered).toBe(1);
    expect(state('replica-1').committed).toEqual({ 1: 'alice-1-7' });
    expect(events('send').some(({ type, node }) => type === 'NewView' && node === 'replica-2')).toBe(true);
    expect(stats['highestView']).toBe(2);
    for (const replica of ['replica-0', 'replica-2', 'replica-3']) expect(state(replica).committed[1]).toBe('alice-1-7');
    expect(violated).toEqual([]);
  });

  test('a backup alone cannot change the view', () => {
    // replica-3 hears nothing of the primary: it waits in vain, and asks.
    const faults: FaultSpec[] = [{ kind: 'partition', atUs: 0, cut: { from: ['replica-0'], to: ['replica-3'] } }, { kind: 'lose', type: 'Commit', to: 'replica-3' }];
    const { state, answered } = run(service({ faults, workload: [append(0, 'alice', 7), append(200_000, 'alice', 8)], clients: ['alice'] }));
    expect(answered).toBe(2);
    for (const replica of ['replica-0', 'replica-1', 'replica-2']) expect(state(replica).view).toBe(0);
  });

  const params = { f: 1, quorum: 0, viewChangeTimeout: 1, clientTimeout: 1 } satisfies Params;
  const request = { client: 'alice', timestamp: 1, value: 7 };
  const certificate: Certificate = { view: 0, seq: 2, digest: 'alice-1-7', request, prepares: ['replica-1', 'replica-2'] };

  test('a certificate takes 2f backups, an earlier view and the right digest', () => {
    const valid = (change: Partial<Certificate>, before = 1): boolean => isValidCertificate({ ...certificate, ...change }, before, params, replicas(4));
    expect(valid({})).toBe(true);
    expect(valid({}, 0)).toBe(false);
    expect(valid({ prepares: ['replica-1', 'replica-1'] })).toBe(false);
    expect(valid({ prepares: ['replica-0', 'replica-1'] })).toBe(false);
    expect(valid({ prepares: ['replica-1', 'mallory'] })).toBe(false);
    expect(valid({ digest: 'alice-1-8' })).toBe(false);
  });

  test('O: the latest view wins, and gaps are filled with the null request', () => {
    const later = { ...certificate, view: 3, digest: 'bob-1-8', request: { client: 'bob', timestamp: 1, value: 8 } };
    expect(proposalsFrom([certificate, later, certificate])).toEqual([
      { seq: 1, digest: 'null', request: null },
      { seq: 2, digest: 'bob-1-8', request: later.request },
    ]);
    expect(proposalsFrom([])).toEqual([]);
  });
});
