import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EventDetails } from '../../../src/kernel/event';
import { KIND } from '../../../src/kernel/event';
import type { FaultSpec, WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/failure-detector/model';
import { bundledWorld, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const S = 1_000_000;

function outcome(spec: WorldSpec) {
  const run = runToEnd(spec);
  const stats = model.stats!(run.view);
  return { ...run, stats, operations: run.view.operations.map(({ status, result }) => [status, result]) };
}

describe('a slow node and a crashed one', () => {
  test('a short timeout takes the one for the other, and the e-mail is sent by both', () => {
    const { stats, violations, log, operations } = outcome(bundledWorld('timeout-short', model));
    expect(stats).toMatchObject({ falseSuspicions: 1, emailsSentTwice: 1, detectionTimeUs: 630_000 });
    expect(operations).toEqual([['ok', 'sent by node-2'], ['ok', 'sent by node-1']]);
    const copies = violations.find(({ invariant }) => invariant === 'sent-once')!.events;
    expect(copies.map((event) => ((log.detail(event) as EventDetails['state']).set['inbox'] as { by: string }[]).at(-1)!.by)).toEqual(['node-2', 'node-1']);
  });

  test('a long one makes no mistake, and leaves the crash unnoticed for longer', () => {
    const { stats, violated } = outcome(bundledWorld('timeout-long', model));
    expect(violated).toEqual([]);
    expect(stats).toMatchObject({ falseSuspicions: 0, emailsSentTwice: 0, detectionTimeUs: 3_110_000 });
  });

  test('the node that was suspected wrongly is trusted again at its next heartbeat', () => {
    const { view, log } = outcome(bundledWorld('timeout-short', model));
    const suspected = view.changes('dispatcher', 'suspected').map((event) => (log.detail(event) as EventDetails['state']).set['suspected']);
    expect(suspected).toEqual([[], ['node-1'], [], ['node-2']]);
  });

  test('a crash before the suspicion is no mistake, even if the node runs again by then', () => {
    const spec = bundledWorld('timeout-short', model);
    const { stats, violated } = outcome({ ...spec, workload: [], faults: [{ kind: 'crash', node: 'node-2', atUs: 3.9 * S, restartUs: 5 * S }] });
    expect(stats).toMatchObject({ falseSuspicions: 0, nodesTrusted: 2 });
    expect(stats).not.toHaveProperty('detectionTimeUs');
    expect(violated).toEqual([]);
  });
});

describe('a restart', () => {
  const crash = (atUs: number, restartUs: number): WorldSpec => ({ ...bundledWorld('timeout-long', model), workload: [{ atUs: S, client: 'dispatcher', op: 'email', args: {} }], faults: [{ kind: 'crash', node: 'node-1', atUs, restartUs }] });

  test('sooner than the timeout goes unnoticed by the detector, and the node is given its work again', () => {
    const { operations, stats } = outcome(crash(1.2 * S, 2 * S));
    expect(operations).toEqual([['ok', 'sent by node-1']]);
    expect(stats).toMatchObject({ falseSuspicions: 0, emailsSentTwice: 0 });
  });

  test('after it, the successor has done the work, and nothing is done twice', () => {
    const { operations, stats } = outcome(crash(1.2 * S, 6 * S));
    expect(operations).toEqual([['ok', 'sent by node-2']]);
    expect(stats).toMatchObject({ falseSuspicions: 0, emailsSentTwice: 0, nodesTrusted: 2 });
  });

  test('of the only node left finds the e-mails that nobody was there to take', () => {
    const { operations } = outcome({ ...crash(1.2 * S, 6.5 * S), nodes: bundledWorld('timeout-long', model).nodes.filter(({ id }) => id !== 'node-2') });
    expect(operations).toEqual([['ok', 'sent by node-1']]);
  });
});

describe('the cascade', () => {
  test('each take-over overloads the next node until none is left, and no node has failed', () => {
    const { log, view, violated } = outcome(bundledWorld('take-over-cascade', model));
    expect(view.nodes.every(({ up }) => up)).toBe(true);
    const suspected = view.changes('dispatcher', 'suspected').map((event) => (log.detail(event) as EventDetails['state']).set['suspected']);
    expect(suspected).toEqual([[], ['node-1'], ['node-1', 'node-2'], ['node-1', 'node-2', 'node-3']]);
    expect(violated).toContain('some-node-left');
  });

  test('its cause is the work: with e-mails that take half as long, only the slow node is suspected', () => {
    const { stats, violated } = outcome(withParams(bundledWorld('take-over-cascade', model), { work: 450_000 }));
    expect(stats['falseSuspicions']).toBe(1);
    expect(violated).not.toContain('some-node-left');
  });

  test('a node that refuses what is too much is not lost', () => {
    const { stats, operations, violated } = outcome(bundledWorld('take-over-shedding', model));
    expect(stats).toMatchObject({ emailsRefused: 2, nodesTrusted: 2, emailsSentTwice: 0 });
    expect(operations.filter(([status]) => status === 'ok')).toHaveLength(3);
    expect(violated).toEqual(['strong-accuracy']);
  });

  /** Ten e-mails within four seconds, and one node that is slow for a while, or is paused, or crashes. */
  function storm(seed: number, queueLimit: number): WorldSpec {
    const node = `node-${1 + pick(seed, 1, 3)}`;
    const atUs = pick(seed, 2, 3_000) * 1_000;
    const lengthUs = (1 + pick(seed, 3, 4)) * S;
    const faults: readonly FaultSpec[] = [
      { kind: 'slow', node, atUs, untilUs: atUs + lengthUs, factor: 2 + pick(seed, 4, 7) },
      { kind: 'pause', node, atUs, forUs: lengthUs },
      { kind: 'crash', node, atUs, ...(seed % 2 === 0 ? {} : { restartUs: atUs + lengthUs }) },
    ];
    const spec = withParams(bundledWorld('take-over-cascade', model), { queueLimit });
    return {
      ...spec,
      seed,
      network: { ...spec.network, latency: { kind: 'uniform', minUs: 2_000, maxUs: 30_000 } },
      workload: Array.from({ length: 10 }, (_, n) => ({ atUs: pick(seed, 10 + n, 4_000) * 1_000, client: 'dispatcher', op: 'email', args: {} })).sort((a, b) => a.atUs - b.atUs),
      faults: [faults[pick(seed, 5, 3)]!],
      untilUs: 6 * S,
    };
  }

  // Heartbeat interval, one e-mail and the latency together are shorter than the timeout: 1 s + 0.9 s + 0.03 s < 2 s.
  test('over 1,000 seeds with a node that is slow, paused or crashed, refusing keeps all others trusted', () => {
    for (const seed of SEEDS) {
      const spec = storm(seed, 1);
      const { log, view, violated } = runToEnd(spec, { freeze: false });
      const struck = 'node' in spec.faults[0]! ? spec.faults[0].node : '';
      const others = view.changes('dispatcher', 'suspected').flatMap((event) => ((log.detail(event) as EventDetails['state']).set['suspected'] as string[]).filter((node) => node !== struck));
      expect([seed, others, violated.includes('some-node-left')]).toEqual([seed, [], false]);
    }
  });

  test('without it the same storms take all nodes down again and again, so the test above can fail', () => {
    expect(SEEDS.filter((seed) => runToEnd(storm(seed, 0), { freeze: false }).violated.includes('some-node-left')).length).toBeGreaterThan(100);
  });
});

/** The sweep over the timeout's length, as the chapter note prints it. */
describe('what the length of a timeout buys', () => {
  const RUNS = 50;
  const TIMEOUTS_MS = [1_200, 1_500, 2_000, 3_000, 5_000];

  const rows = TIMEOUTS_MS.map((timeoutMs) => {
    const spec = withParams(bundledWorld('timeout-sweep', model), { timeout: timeoutMs * 1_000 });
    const sum = { detectionTimeUs: 0, falseSuspicions: 0, emailsSentTwice: 0 };
    for (let seed = 1; seed <= RUNS; seed++) {
      const stats = model.stats!(runToEnd({ ...spec, seed }, { freeze: false }).view);
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += stats[name]!;
    }
    return { timeoutMs, detectionS: sum.detectionTimeUs / RUNS / S, falseSuspicions: sum.falseSuspicions / RUNS, emailsSentTwice: sum.emailsSentTwice / RUNS };
  });

  test('with a longer timeout a crash is noticed later, and fewer running nodes are suspected', () => {
    for (const [i, { detectionS, falseSuspicions, emailsSentTwice }] of rows.entries()) {
      const shorter = rows[i - 1];
      if (shorter === undefined) continue;
      expect(detectionS).toBeGreaterThan(shorter.detectionS);
      expect(falseSuspicions).toBeLessThan(shorter.falseSuspicions);
      expect(emailsSentTwice).toBeLessThanOrEqual(shorter.emailsSentTwice);
    }
    expect(rows[0]!.falseSuspicions).toBeGreaterThan(5);
    expect(rows.at(-1)!.falseSuspicions).toBe(0);
  });

  test('the table in the chapter note is this one', () => {
    const note = readFileSync(new URL('../../../media/notes/ch8/timeouts.md', import.meta.url), 'utf8');
    const table = rows.map(({ timeoutMs, detectionS, falseSuspicions, emailsSentTwice }) => `| ${timeoutMs / 1_000} s | ${detectionS.toFixed(2)} s | ${falseSuspicions.toFixed(2)} | ${emailsSentTwice.toFixed(2)} |`);
    expect(note).toContain(table.join('\n'));
  });
});

describe('heartbeats under load', () => {
  test('wait behind the e-mails that came before them', () => {
    const { log } = outcome(bundledWorld('take-over-cascade', model));
    const beats = Array.from({ length: log.length }, (_, i) => i).filter((i) => log.kind[i] === KIND.send && log.labels[log.label[i]!] === 'Heartbeat');
    expect(beats.map((i) => log.t[i])).toEqual([1_110_000, 1_210_000, 2_210_000]);
  });
});
