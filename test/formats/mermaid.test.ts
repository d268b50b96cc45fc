import fc from 'fast-check';
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { MERMAID_MAX_CHARS, sequenceOf, writeMermaid } from '../../src/formats/mermaid/write';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../trace/traces';
import type { Step } from '../trace/traces';

describe('writing Mermaid', () => {
  it('draws the lost reply as one that dies', () => {
    const { source, ...window } = sequenceOf(traceOfSteps(LOST_REPLY), { step: 7 });
    expect(source).toMatchInlineSnapshot(`
      "sequenceDiagram
          participant n0 as alice
          participant n1 as shop
          n0->>n1: Charge {amount: 10}
          rect rgba(255, 196, 0, 0.35)
          n1-xn0: Reply (dropped on the way)
          end
          Note over n0: timeout fires
          n0->>n1: Charge {amount: 10}
          Note over n1: ✗ charged-at-most-once: charged 20
          n1->>n0: Reply {ok: true}
          Note over n0: charge: ok
      "
    `);
    expect(window).toEqual({ from: 1, to: 7, total: 7, highlighted: 2 });
  });

  it('is a sequence diagram that Mermaid accepts, with every kind of event', async () => {
    const source = [...writeMermaid(traceOfSteps(EVERY_KIND), { step: 16 })].join('');
    await expect(mermaid.parse(source)).resolves.toMatchObject({ diagramType: 'sequence' });
    expect(source).toMatch(/n0-xn1: Write \(the network was cut\)/);
    expect(source).toMatch(/n0->>n1: Write \(copy\)/);
    expect(source).toMatch(/n0--\)n1: Bye \(still under way at the end\)/);
    expect(source).toMatch(/Note over n0,n1: network cut: a \| b/);
    expect(source).toMatch(/Note over n1: crashes/);
    expect(source).toMatch(/Note over n1: is paused/);
    expect(source).toMatch(/Note over n0: ✗ durable: x was lost/);
  });

  describe('survives any name, type and text', () => {
    // Parsing costs 50 ms however short the source is, so each diagram has many of them.
    const nasty = [
      'end', '%%{init: {"theme":"dark"}}%%', '%% comment', 'a;b', 'a#35;b', '#', ';', '<script>alert(1)</script>', 'a\nnote over n0: x',
      'rect', 'wrap: x', 'nowrap:', 'as', 'participant', '$$x$$', '"', "'", '`', '\\', '--x', '->>', ':', '::', 'style x: y #1;', '',
      '\ud800', '\u202eevil', 'click n0 href', '---', '{', '}', '@{', 'n0', '1', '()', '+', '-', '&amp;', 'ﬂ°°35¶ß', 'title x', 'box x',
      'x as y', 'accTitle: x', 'activate n0', 'loop', 'link a: b @ c', 'autonumber off',
    ];
    const stepsOf = (texts: readonly string[]): Step[] =>
      texts.flatMap((text, k): Step[] => [
        { t: k, node: text, kind: 'send', msg: k, to: `${text}2`, type: text, body: { [text]: text } },
        { t: k, node: `${text}2`, kind: 'deliver', msg: k, from: text, type: text, ignored: text },
        { t: k, node: text, kind: 'violation', invariant: text, detail: text, events: [] },
        { t: k, node: text, kind: 'partition', groups: [[text], [text]] },
        { t: k, node: text, kind: 'note', text },
      ]);
    const check = async (texts: readonly string[]): Promise<void> => {
      const trace = traceOfSteps(stepsOf(texts));
      const { source } = sequenceOf(trace, { step: 1 });
      await mermaid.parse(source);
      // The lanes, a line for each event but the sends, the frame around the current one: no text adds a line.
      expect(source.split('\n')).toHaveLength(1 + trace.header.nodes.length + 4 * texts.length + 2 + 1);
    };
    it('that means something to Mermaid', () => check(nasty));
    it('that chance comes up with', () =>
      fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 4 }))).map((parts) => parts.join('')), {
            minLength: 20,
            maxLength: 30,
          }),
          check,
        ),
        { numRuns: 8 },
      ));
  });

  it('shows a window around the step when not all fits', async () => {
    const steps: Step[] = [];
    for (let k = 0; k < 3000; k++) {
      steps.push({ t: k, node: 'a', kind: 'send', msg: k, to: 'b', type: 'Ping', body: { k } });
      steps.push({ t: k, node: 'b', kind: 'deliver', cause: 2 * k, msg: k, from: 'a', type: 'Ping' });
    }
    const trace = traceOfSteps(steps);
    const middle = sequenceOf(trace, { step: 3001 });
    expect(middle.source.length).toBeLessThanOrEqual(MERMAID_MAX_CHARS);
    expect(middle.source.length).toBeGreaterThan(MERMAID_MAX_CHARS - 200);
    expect(middle).toMatchObject({ total: 3000, highlighted: 1501 });
    expect(middle.highlighted - middle.from).toBeGreaterThan(400);
    expect(middle.to - middle.highlighted).toBeGreaterThan(400);
    await expect(mermaid.parse(middle.source)).resolves.toBeTruthy();

    expect(sequenceOf(trace, { step: 0, maxLines: 5 })).toMatchObject({ from: 1, to: 5, highlighted: 1 });
    expect(sequenceOf(trace, { step: 5999, maxLines: 5 })).toMatchObject({ from: 2996, to: 3000, highlighted: 3000 });
    expect(sequenceOf(trace, { step: 3000, maxLines: 5 })).toMatchObject({ from: 1499, to: 1503, highlighted: 1501 });
    const file = [...writeMermaid(trace, {})].join('');
    expect(file.length).toBeLessThanOrEqual(MERMAID_MAX_CHARS);
    expect(file).toMatch(/^sequenceDiagram\n%% lines 1 to \d+ of 3000\n/);
  });

  it('draws nothing but the lanes of a trace without messages, and survives an empty one', async () => {
    const none = sequenceOf(traceOfSteps([]), { step: 3 });
    expect(none).toEqual({ source: 'sequenceDiagram\n', from: 0, to: 0, total: 0, highlighted: 0 });
    const quiet = sequenceOf(traceOfSteps([{ t: 0, node: 'a', kind: 'state', set: {} }]), { step: 0 });
    expect(quiet).toEqual({ source: 'sequenceDiagram\n    participant n0 as a\n', from: 0, to: 0, total: 0, highlighted: 0 });
    await mermaid.parse(quiet.source);
  });
});
