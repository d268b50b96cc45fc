import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOSE_REASONS } from '../../src/kernel/event';
import { LOSE_WORDS } from '../../src/trace/describe';
import { LOSS_GLYPHS } from '../../src/trace/layout/fate-glyphs';
import { MAX_PICTURE_EVENTS, writeSvg } from '../../src/formats/svg/write';
import { traceOf } from '../../src/trace/trace';
import type { Show } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, randomTrace, traceOfSteps } from '../trace/traces';
import type { Step } from '../trace/traces';
import { xmlFaults } from './xml-check';

const svgOf = (...args: Parameters<typeof writeSvg>): string => [...writeSvg(...args)].join('');
const count = (text: string, part: string | RegExp): number => text.split(part).length - 1;

describe('time rightward', () => {
  it('shows the same, well-formed, with words level and times above the lanes', () => {
    for (const steps of [LOST_REPLY, EVERY_KIND]) {
      const trace = traceOfSteps(steps);
      for (const spacing of ['even', 'scale', 'compressed'] as const) {
        const [down, right] = (['down', 'right'] as const).map((timeDirection) => svgOf(trace, { spacing, timeDirection, step: 2, notes: [{ event: 1, text: 'a note' }] }));
        expect(xmlFaults(right!)).toEqual([]);
        for (const shape of ['<circle', 'class="lane"', 'class="message', 'class="cross"', 'class="badge"']) expect(count(right!, shape), shape).toBe(count(down!, shape));
        expect(right).toContain('<g transform="matrix(0 1 1 0 ');
        // Within the mirrored group every word is mirrored back.
        const body = right!.slice(right!.indexOf('<g transform="matrix(0 1 1 0 '), right!.indexOf('<text class="strong end"'));
        const words = body.match(/<text [^>]*>/g) ?? [];
        expect(words.length).toBeGreaterThan(4);
        expect(words.filter((word) => !word.includes('transform="matrix('))).toEqual([]);
        const size = /width="(\d+)[^"]*" height="(\d+)/.exec(right!)!;
        expect(Number(size[1])).toBeGreaterThan(Number(size[2]));
      }
    }
  });
});

describe('what nodes stand for', () => {
  const show: Show = { bands: { node: { round: { field: 'term', word: 'term' } } }, leases: { node: { until: 'until', clock: 'monotonic', label: { field: 'term', word: 'lease' } } } };
  const steps: readonly Step[] = [
    { t: 0, node: 'a', kind: 'state', set: { term: 1 }, role: 'follower' },
    { t: 10, node: 'a', kind: 'state', set: { term: 2, until: 30 }, role: 'leader' },
    { t: 20, node: 'a', kind: 'state', set: { term: 2 }, role: '<b>' },
    { t: 40, node: 'a', kind: 'note', text: 'x' },
  ];
  const trace = traceOfSteps(steps);
  const svg = [...writeSvg(traceOf({ ...trace.header, nodes: [{ id: 'a', role: 'node' }], show }, trace))].join('');

  it('is drawn as bands with letters, and as the bar of a lease', () => {
    expect(xmlFaults(svg)).toEqual([]);
    expect([...svg.matchAll(/<rect class="band (\w+)".*?<title>(.*?)<\/title>/g)].map(([, look, title]) => [look, title])).toEqual([
      ['rests', 'follower, term 1'], ['leads', 'leader, term 2'], ['works', '&lt;b&gt;, term 2'],
    ]);
    expect(svg).toContain('>F 1</text>');
    expect(svg).toContain('>L 2</text>');
    expect(svg.match(/class="lease"/g)).toHaveLength(1);
    expect(svg).toContain('>lease 2 ends</text>');
  });
  it('is nothing where no node takes a role', () => {
    const plain = [...writeSvg(traceOfSteps(LOST_REPLY))].join('');
    expect(plain).not.toContain('class="band');
    expect(plain).not.toContain('class="lease');
  });
});

describe('writing the picture', () => {
  it('shows where the reply died, in words too', () => {
    const svg = svgOf(traceOfSteps(LOST_REPLY, [], 'The reply is lost'), { step: 8 });
    expect(xmlFaults(svg)).toEqual([]);
    expect(svg).toContain('>The reply is lost</text>');
    expect(count(svg, 'class="message lost"')).toBe(1);
    expect(count(svg, 'class="message"')).toBe(3);
    expect(svg).toContain('>dropped on the way</text>');
    expect(svg).toContain('>timeout fires</text>');
    expect(svg).toContain('✗ charged-at-most-once');
    expect(count(svg, 'class="now"')).toBe(1);
    // The message slants: it arrives lower than it was sent.
    const [, y1, y2] = /class="message" x1="[\d.]+" y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)"/.exec(svg)!;
    expect(Number(y2)).toBeGreaterThan(Number(y1));
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('has a mark for every kind of event', () => {
    for (const spacing of ['even', 'scale'] as const) {
      const svg = svgOf(traceOfSteps(EVERY_KIND), { spacing });
      expect(xmlFaults(svg)).toEqual([]);
      expect(count(svg, 'class="down"')).toBe(1);
      expect(count(svg, 'class="pause"')).toBe(1);
      expect(count(svg, 'class="cut"')).toBe(2);
      expect(count(svg, 'class="cut-bar"')).toBe(1);
      expect(count(svg, 'class="message copy"')).toBe(1);
      expect(count(svg, 'class="message pending"')).toBe(1);
      expect(count(svg, 'class="waits"')).toBe(1);
      expect(count(svg, 'class="timer"')).toBe(2);
      expect(count(svg, 'class="operation ')).toBe(1);
      expect(count(svg, 'class="dot-bad"')).toBe(1);
    }
  });

  it('has a sign of its own for every fate of a message, and the words beside it', () => {
    const steps: Step[] = [];
    const add = (step: Step): number => steps.push(step) - 1;
    LOSE_REASONS.forEach((reason, k) => {
      add({ t: 10 * k, node: 'a', kind: 'send', msg: k, to: 'b', type: 'M', body: {} });
      add({ t: 10 * k + 5, node: 'b', kind: 'lose', msg: k, reason, to: 'b', type: 'M' });
    });
    add({ t: 60, node: 'a', kind: 'send', msg: 8, to: 'b', type: 'M', body: {} });
    add({ t: 61, node: 'a', kind: 'send', msg: 9, to: 'b', type: 'M', body: {} });
    add({ t: 70, node: 'b', kind: 'deliver', msg: 9, from: 'a', type: 'M' });
    add({ t: 80, node: 'b', kind: 'deliver', msg: 8, from: 'a', type: 'M' });
    add({ t: 90, node: 'b', kind: 'deliver', msg: 9, from: 'a', type: 'M', duplicate: true });
    const svg = svgOf(traceOfSteps(steps));
    expect(xmlFaults(svg)).toEqual([]);
    for (const reason of LOSE_REASONS) {
      expect(count(svg, `d="${LOSS_GLYPHS[reason]}"`)).toBe(1);
      expect(svg).toContain(`>${LOSE_WORDS[reason]}</text>`);
    }
    expect(count(svg, 'class="sign overtaken"')).toBe(1);
    expect(svg).toContain('>overtaken</text>');
    expect(count(svg, 'url(#arrow-copy)')).toBe(1);
    expect(svg).toContain('>further copy</text>');
  });

  it('stays well-formed, and takes nothing for markup, whatever the texts are', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('<script>alert(1)</script>', '"/><image href="x"/>', ']]>', '&amp;', '&#x0;', '\ud800', '\ufffe', '\u0000', '</text>', ''),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, fc.boolean(), (a, b, type, text, scale) => {
        const to = a === b ? `${b}2` : b;
        const steps: Step[] = [
          { t: 0, node: a, kind: 'send', msg: 1, to, type, body: { [text]: text } },
          { t: 1, node: to, kind: 'deliver', msg: 1, from: a, type, ignored: text },
          { t: 2, node: a, kind: 'state', set: { [text]: text }, role: type },
          { t: 3, node: a, kind: 'violation', invariant: type, detail: text, events: [] },
          { t: 4, node: a, kind: 'invoke', op: 1, f: text, value: { [a]: b } },
          { t: 5, node: a, kind: 'note', text },
        ];
        const svg = svgOf(traceOfSteps(steps, [], text), { spacing: scale ? 'scale' : 'even' });
        expect(xmlFaults(svg)).toEqual([]);
        expect(svg).not.toMatch(/<(?!\/?(?:svg|g|title|desc|style|defs|pattern|marker|path|rect|line|circle|text)\b)/);
        expect(svg).not.toMatch(/ (?:on\w+|href)="/);
      }),
      { numRuns: 200 },
    );
  });

  it('draws any trace, and every part of a trace that has more than a picture can show', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(250), fc.boolean(), (trace, step, scale) => {
        expect(xmlFaults(svgOf(trace, { step, spacing: scale ? 'scale' : 'even' }))).toEqual([]);
      }),
      { numRuns: 50 },
    );
    const steps: Step[] = [];
    for (let k = 0; k < 3000; k++) {
      steps.push({ t: 10 * k, node: 'a', kind: 'send', msg: k, to: 'b', type: 'Ping', body: {} });
      if (k >= 5) steps.push({ t: 10 * k + 5, node: 'b', kind: 'deliver', msg: k - 5, from: 'a', type: 'Ping' });
    }
    const long = traceOfSteps(steps);
    const svg = svgOf(long, { step: 3000 });
    expect(svg).toContain(`events 2000 to 3999 of ${long.length}`);
    // Those that begin, end or cross in the window.
    let touching = 0;
    for (let i = 0; i < 4000; i++) if (steps[i]!.kind === 'send' && long.partner[i]! >= 2000) touching++;
    expect(touching).toBeGreaterThan(MAX_PICTURE_EVENTS / 2);
    expect(count(svg, '<line class="message"')).toBe(touching);
    expect(count(svg, 'class="now"')).toBe(1);
    expect(xmlFaults(svgOf(traceOfSteps([])))).toEqual([]);
  });

  it('says what it leaves out when there are too many lanes', () => {
    const steps = Array.from({ length: 100 }, (_, k): Step => ({ t: k, node: `n${k}`, kind: 'send', msg: k, to: `n${(k + 1) % 100}`, type: 'M', body: {} }));
    const svg = svgOf(traceOfSteps(steps));
    expect(svg).toContain('first 64 of 100 nodes');
    expect(xmlFaults(svg)).toEqual([]);
  });
});

it('readings of clocks stand in chips beside the true time, with a bar over the moments they allow', () => {
  const trace = traceOfSteps([
    { t: 0, node: 'a', kind: 'note', text: 'begins' },
    { t: 10_000, node: 'a', kind: 'clock', clock: 'wall', reading: 12_000, earliest: 7_000, latest: 17_000 },
    { t: 20_000, node: 'a', kind: 'clock', clock: 'wall', reading: 29_000, earliest: 28_000, latest: 30_000 },
    { t: 30_000, node: 'a', kind: 'clock', clock: 'monotonic', reading: 5 },
    { t: 40_000, node: 'a', kind: 'note', text: 'ends' },
  ]);
  const svg = svgOf(trace);
  expect(svg).toContain('wall 12.000 ms ± 5.000 ms · true 10.000 ms');
  expect(svg.match(/<rect class="chip"/g)?.length).toBe(2);
  expect(svg.match(/<rect class="chip wrong"/g)?.length).toBe(1);
  expect(svg.match(/class="interval"/g)?.length).toBe(1);
  expect(svg.match(/class="interval points wrong"/g)?.length).toBe(1);
});
