import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventDetails, EventKind } from '../../src/kernel/event';
import { createTraceBuilder } from '../../src/trace/builder';
import { createCausality } from '../../src/trace/causality';
import { ownEventAt, startKnowledge } from '../../src/trace/knowledge';
import type { Knowledge } from '../../src/trace/knowledge';
import { KIND, kindOf, nodeOf } from '../../src/trace/trace';
import type { Trace } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from './traces';

function knowledgeAt(trace: Trace, node: number, step: number): Knowledge {
  const own: number[] = [];
  for (let i = 0; i < trace.length; i++) if (trace.node[i] === node) own.push(i);
  const lane = { at: (position: number) => own[position] ?? -1, before: (index: number) => own.filter((event) => event < index).length };
  const walk = startKnowledge(trace, trace.header.nodes.length, node, ownEventAt(trace, lane, step));
  while (!walk.advance(9));
  return walk.result!;
}

/** All that is shown of what a node knows, without the numbering of the run. */
function view(trace: Trace, { knows }: Knowledge): string[] {
  const rows: string[] = [];
  for (let i = 0; i < trace.length; i++) {
    if (!knows(i)) continue;
    const partner = trace.partner[i]!;
    const fate = trace.kind[i] !== KIND.send ? '' : partner >= 0 && knows(partner) ? 'arrived' : '?';
    rows.push(`${trace.t[i]} ${nodeOf(trace, i)} ${kindOf(trace, i)} ${JSON.stringify(trace.detail(i))} ${fate}`);
  }
  return rows;
}

/** The same run as far as `event` can know, and nothing else of it. */
function onlyPast(trace: Trace, event: number): Trace {
  const causality = createCausality(trace);
  causality.update();
  const past = causality.past(event);
  const builder = createTraceBuilder({ title: 'past', nodes: trace.header.nodes });
  const at = new Map<number, number>();
  for (let i = 0; i < trace.length; i++) {
    if (!past.has(i)) continue;
    at.set(i, builder.trace.length);
    const cause = trace.cause[i]!;
    builder.add(trace.t[i]!, trace.node[i]!, trace.kind[i]!, cause < 0 ? -1 : at.get(cause)!, trace.detail(i) as EventDetails[EventKind]);
  }
  return builder.trace;
}

describe('what a node can know', () => {
  it('does not depend on anything outside the past of its own events', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(4), fc.nat(249), (trace, node, x) => {
        fc.pre(trace.length > 0);
        const knowledge = knowledgeAt(trace, node, x % trace.length);
        if (knowledge.event < 0) {
          expect(view(trace, knowledge)).toEqual([]);
          return;
        }
        const less = onlyPast(trace, knowledge.event);
        expect(view(less, knowledgeAt(less, node, less.length))).toEqual(view(trace, knowledge));
      }),
      { numRuns: 150 },
    );
  });

  it('only grows from step to step', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(4), fc.nat(249), (trace, node, x) => {
        fc.pre(trace.length > 1);
        const step = x % (trace.length - 1);
        const [now, later] = [knowledgeAt(trace, node, step), knowledgeAt(trace, node, step + 1)];
        for (let i = 0; i < trace.length; i++) if (now.knows(i)) expect(later.knows(i)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is its own doings and what was heard, not that a message died', () => {
    const trace = traceOfSteps(LOST_REPLY);
    const before = knowledgeAt(trace, 0, 13);
    // Alice has asked twice. The shop has charged twice; not a word of it has reached her.
    expect([...Array(trace.length).keys()].filter(before.knows)).toEqual([0, 2, 3, 4, 9, 10]);
    const after = knowledgeAt(trace, 0, 15);
    expect(after.knows(12)).toBe(true);
    expect(after.knows(8)).toBe(false);
    expect(after.knows(13)).toBe(false);
    expect(knowledgeAt(trace, 0, 0).last(1)).toBe(-1);
  });

  it('leaves out what a process does not see of itself', () => {
    const trace = traceOfSteps(EVERY_KIND);
    const { knows } = knowledgeAt(trace, 1, 23);
    const known = [...Array(trace.length).keys()].filter((i) => trace.node[i] === 1 && knows(i)).map((i) => kindOf(trace, i));
    expect(known).toEqual(['state', 'deliver', 'deliver', 'disk', 'disk', 'restart', 'vote']);
  });
});
