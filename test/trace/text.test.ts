import { describe as group, expect, it } from 'vitest';
import { callText, describe } from '../../src/trace/describe';
import { cut, durationText, oneLine, plainText, timeText } from '../../src/trace/text';
import { nearest } from '../../src/trace/suggest';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from './traces';

group('text', () => {
  it('writes times so that a column of them lines up', () => {
    expect([0, 1, 12_000, 1_234_567, -5_000_001].map(timeText)).toEqual([
      '0.000 ms', '0.001 ms', '12.000 ms', '1234.567 ms', '-5000.001 ms',
    ]);
    expect([250, 12_000, 1_500_000, 3_600_000_000, 36_000_000_000].map(durationText)).toEqual(['250 us', '12 ms', '1.5 s', '60 m', '10 h']);
  });

  it('writes values with quotes only where they are needed', () => {
    expect(plainText({ amount: 10, to: 'shop', note: 'two words', list: [1, null, true], empty: {}, word: 'true' })).toBe(
      '{amount: 10, to: shop, note: "two words", list: [1, null, true], empty: {}, word: "true"}',
    );
  });

  it('bounds length and depth, whatever it is given', () => {
    const long = plainText(Array.from({ length: 10_000 }, (_, i) => i), 40);
    expect(long).toHaveLength(40);
    expect(long.endsWith('…')).toBe(true);
    let deep: unknown = 1;
    for (let i = 0; i < 5000; i++) deep = [deep];
    expect(plainText(deep as never)).toBe('[[[[[[…]]]]]]');
    expect(cut('a😀b', 3)).toBe('a…');
  });

  it('keeps everything on its line', () => {
    const hostile = 'a\nb\tc\u202egnp.exe\u2028d\u0000';
    for (const text of [oneLine(hostile), plainText(hostile), plainText({ [hostile]: hostile })]) {
      expect(text).not.toMatch(/[\n\t\u202e\u2028\u0000]/);
    }
  });

  it('suggests a near name and no far one', () => {
    expect(nearest('delivr', ['send', 'deliver', 'lose'])).toBe('deliver');
    expect(nearest('snd', ['send', 'deliver', 'lose'])).toBe('send');
    expect(nearest('lsoe', ['send', 'deliver', 'lose'])).toBe('lose');
    expect(nearest('banana', ['send', 'deliver', 'lose'])).toBeUndefined();
    expect(nearest('', ['send'])).toBeUndefined();
  });
});

group('describing events', () => {
  it('has words for every kind', () => {
    const trace = traceOfSteps(EVERY_KIND);
    expect(EVERY_KIND.map((_, i) => describe(trace, i))).toMatchInlineSnapshot(`
      [
        "becomes follower, sets term = 1, log = []",
        "becomes leader",
        "invokes write(x, 3)",
        "sends Write to b {x: 3, name: "A \\"quoted\\" <name> & \\n more"}",
        "sets timer retry for 5 ms",
        "sets timer give up for 9 ms",
        "is paused",
        "goes on",
        "receives Write from a {x: 3, name: "A \\"quoted\\" <name> & \\n more"} (arrived at 0.060 ms)",
        "receives Write again from a {x: 3, name: "A \\"quoted\\" <name> & \\n more"}, ignores it: already seen",
        "writes wal, not yet durable",
        "renames wal to wal.1, not yet durable",
        "crashes",
        "loses what was not synced of wal",
        "network cut: a | b",
        "sends Write to b",
        "never gets Write from a: the network was cut",
        "network whole again: a | b",
        "restarts",
        "reads wall clock: 1000.180 ms (between 1000.000 ms and 1000.360 ms)",
        "reads vector clock: {a: 3, b: 1}",
        "clock steps from 1000.190 ms to 0.190 ms",
        "clock drifts by 200 ppm",
        "b votes for a in round 2",
        "has 2 of 2 in round 2, needs 2: quorum reached",
        "decides [x, 3]",
        "timer retry fires",
        "cancels timer give up",
        "returns from write(x, 3): unknown",
        "violates durable: x was lost",
        "note: the end",
        "sends Bye to b",
        "never gets Bye from a: still under way at the end",
      ]
    `);
  });
  it('tells the story of the lost reply', () => {
    const trace = traceOfSteps(LOST_REPLY);
    expect(describe(trace, 5)).toBe('receives Charge from alice {amount: 10}');
    expect(describe(trace, 8)).toBe('never gets Reply from shop: dropped on the way');
    expect(describe(trace, 17)).toBe('returns from charge(amount: 10): ok charged');
  });
  it('writes operations as calls', () => {
    expect(callText('read', 'x', undefined)).toBe('read(x)');
    expect(callText('cas', 'x', [1, 2])).toBe('cas(x, [1, 2])');
    expect(callText('charge', undefined, { amount: 1, to: 'b' })).toBe('charge(amount: 1, to: b)');
  });
});
