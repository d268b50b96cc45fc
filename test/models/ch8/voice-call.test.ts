import { describe, expect, test } from 'vitest';
import type { WorldSpec } from '../../../src/kernel/spec';
import { model } from '../../../src/models/ch8/voice-call';
import { bundledWorld, eventsOf, statsOf, withParams } from '../bundled-world';
import { pick, runToEnd, SEEDS } from '../run';

const MS = 1_000;
const call = bundledWorld('voice-over-tcp', model);
const figures = bundledWorld('voice-figures', model);
const over = (transport: string, world: WorldSpec = call): WorldSpec => withParams(world, { transport });

function outcome(world: WorldSpec) {
  const run = runToEnd(world, { freeze: false });
  const listener = run.view.byRole('listener')[0]!.state as { tcp: { played: number[] } | null; udp: { played: number[] } | null };
  return { ...run, run, tcp: listener.tcp?.played, udp: listener.udp?.played, stats: statsOf(model, run) };
}
const retransmissions = (world: WorldSpec) => eventsOf(outcome(world).run, 'send').filter(({ type }) => type === 'Retransmit').map(({ t, body }) => [t / MS, body['frame']]);

describe('the same call twice', () => {
  test('the two scenarios differ in the transport only, and lose the same frame', () => {
    const udp = bundledWorld('voice-over-udp', model);
    expect({ ...udp, title: call.title, params: { ...udp.params, transport: 'tcp' } }).toEqual(call);
    const lost = [call, udp].map((world) => eventsOf(outcome(world).run, 'lose').filter(({ type }) => type === 'Frame').map(({ t }) => t));
    expect(lost).toEqual([[55 * MS], [55 * MS]]);
  });

  test('TCP: every frame is heard, the later ones 80 ms later', () => {
    const { tcp, stats, violated } = outcome(call);
    expect(tcp).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(stats).toEqual({ tcpLostFrames: 0, tcpDelayMeanUs: (2 * 70 + 6 * 150) / 8 * MS, tcpDelayMaxUs: 150 * MS });
    expect(violated).toEqual(['steady-delay']);
  });

  test('UDP: the lost frame is missing, the others are heard after 70 ms', () => {
    const { udp, stats, violated } = outcome(over('udp'));
    expect(udp).toEqual([1, 2, 4, 5, 6, 7, 8]);
    expect(stats).toEqual({ udpLostFrames: 1, udpDelayMeanUs: 70 * MS, udpDelayMaxUs: 70 * MS });
    expect(violated).toEqual(['nothing-lost']);
  });
});

describe('retransmission', () => {
  const lose = (...frames: number[]): WorldSpec => ({ ...call, faults: frames.map((nth) => ({ kind: 'lose', type: 'Frame', nth })) });

  test('a lost acknowledgement is covered by the next one (RFC 9293 §3.4)', () => {
    expect(retransmissions({ ...call, faults: [{ kind: 'lose', type: 'Ack', nth: 2 }, { kind: 'lose', type: 'Ack', nth: 4 }] })).toEqual([]);
  });

  test('the third duplicate acknowledgement repeats the frame at once (RFC 5681 §3.2)', () => {
    // Frames 4, 5 and 6 arrive at 90, 110 and 130 ms, their acknowledgements 30 ms later.
    expect(retransmissions(lose(3))).toEqual([[160, 3]]);
  });

  test('without them the timer does, one timeout after the last acknowledgement that was new (RFC 6298 §5.3, §5.4)', () => {
    expect(retransmissions(withParams(lose(3), { duplicateAcks: 100 }))).toEqual([[80 + 200, 3]]);
  });

  test('the timeout doubles with every attempt (RFC 6298 §5.5)', () => {
    const world = withParams(lose(8), { duplicateAcks: 100 });
    const again = [1, 2, 3].map((nth) => ({ kind: 'lose' as const, type: 'Retransmit', nth }));
    // Frame 7, sent at 120 ms, is acknowledged at 180 ms; frame 8 was sent at 140.
    expect(retransmissions({ ...world, faults: [...world.faults, ...again], untilUs: 10_000 * MS })).toEqual([[380, 8], [780, 8], [1_580, 8], [3_180, 8]]);
  });

  test('a partial acknowledgement shows the next hole, which is filled without waiting (RFC 6582 §3.2)', () => {
    // Frame 2 is found lost at 160 ms, by frames 3, 5 and 6; its retransmission is acknowledged at 220 ms, and the acknowledgement expects frame 4.
    expect(retransmissions(lose(2, 4))).toEqual([[160, 2], [220, 4]]);
  });

  test('a frame that comes twice is played once', () => {
    const faults = [{ kind: 'duplicate' as const, type: 'Frame', nth: 2, afterUs: 5 * MS }];
    const [tcp, udp] = ['tcp', 'udp'].map((transport) => outcome({ ...over(transport), faults }));
    expect([tcp!.tcp, udp!.udp]).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]]);
  });
});

describe('a playout buffer', () => {
  const lateFrames = (playoutDelayMs: number): number =>
    SEEDS.slice(0, 100).reduce((sum, seed) => sum + outcome({ ...withParams(over('udp', figures), { playoutDelay: playoutDelayMs * MS }), seed, network: { ...figures.network, loss: 0 } }).stats['udpLostFrames']!, 0);

  test('trades delay for loss: the longer the first frame is held back, the fewer come too late', () => {
    // Packets take 20 to 50 ms, so 30 ms are enough for all of them.
    const counts = [0, 5, 10, 20, 30].map(lateFrames);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[0]).toBeGreaterThan(1_000);
    expect(counts.at(-1)).toBe(0);
  });
});

describe('1,000 calls of 50 frames that lose five packets in a hundred', () => {
  const runs = SEEDS.map((seed) => outcome({ ...figures, seed: seed + 1 }));
  const of = (name: string) => runs.map(({ stats }) => stats[name]!);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  test('both receivers meet the same arrivals: UDP lacks exactly the frames whose first packet was lost', () => {
    for (const { run, udp } of runs.slice(0, 200)) {
      const arrived = eventsOf(run, 'deliver').filter(({ type }) => type === 'Frame').length;
      expect(udp).toHaveLength(arrived);
    }
  });

  test('a receiver of both kinds changes nothing for either', () => {
    for (const seed of [1, 2, 3]) {
      const both = outcome({ ...figures, seed }).stats;
      expect(both).toMatchObject(outcome({ ...over('tcp', figures), seed }).stats);
    }
  });

  test('as the note says: TCP loses nothing and takes 158 ms on average, up to 217; UDP loses 5 % and takes 74 ms, always', () => {
    expect(of('tcpLostFrames').every((lost) => lost === 0)).toBe(true);
    expect(Math.round(mean(of('tcpDelayMeanUs')) / MS)).toBe(158);
    expect(Math.round(mean(of('tcpDelayMaxUs')) / MS)).toBe(217);
    expect(Math.round(mean(of('udpLostFrames')) * 2)).toBe(5);
    expect(Math.round(mean(of('udpDelayMeanUs')) / MS)).toBe(74);
    expect(runs.every(({ stats }) => stats['udpDelayMaxUs'] === stats['udpDelayMeanUs'])).toBe(true);
  });
});

/** Loss both ways, delays that let packets overtake each other, copies, and a cut of 300 ms in one or both directions. */
function storm(seed: number, transport: string): WorldSpec {
  const atUs = pick(seed, 1, 500) * MS;
  const cut = seed % 2 === 0 ? { groups: [['alice'], ['bob']] } : { from: ['bob'], to: ['alice'] };
  return {
    ...withParams(call, { transport, frames: 25 }),
    seed,
    network: { latency: { kind: 'exponential', meanUs: 30 * MS }, loss: 0.1, duplicate: 0.05, links: [] },
    faults: [{ kind: 'partition', atUs, untilUs: atUs + 300 * MS, cut }],
    untilUs: 120_000 * MS,
  };
}

describe('over 1,000 seeds with loss, delay, copies and a cut', () => {
  const violations = (transport: string) => SEEDS.map((seed) => runToEnd(storm(seed, transport), { freeze: false }).violated);
  const [tcp, udp] = [violations('tcp'), violations('udp')];
  const count = (runs: readonly (readonly string[])[], id: string) => runs.filter((violated) => violated.includes(id)).length;

  test('both play in order', () => {
    expect([count(tcp, 'played-in-order'), count(udp, 'played-in-order')]).toEqual([0, 0]);
  });

  test('TCP loses nothing, UDP does', () => {
    expect(count(tcp, 'nothing-lost')).toBe(0);
    expect(count(udp, 'nothing-lost')).toBeGreaterThan(900);
  });

  test('UDP keeps the delay, TCP does not', () => {
    expect(count(udp, 'steady-delay')).toBe(0);
    expect(count(tcp, 'steady-delay')).toBeGreaterThan(900);
  });
});
