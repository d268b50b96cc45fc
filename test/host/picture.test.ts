import { expect, it } from 'vitest';
import { newRun } from '../../src/host/feed';
import { markdownOf, markdownText, mermaidOf, nameFor, svgAddress, svgOf } from '../../src/host/picture';
import type { PictureScene } from '../../src/protocol/picture';
import { xmlFaults } from '../formats/xml-check';
import { LOST_REPLY, traceOfSteps } from '../trace/traces';

const trace = traceOfSteps(LOST_REPLY, [], 'The *reply* is lost');
const all = Int32Array.from({ length: trace.length }, (_, i) => i);
const run = newRun({ title: trace.header.title, kind: 'trace', header: trace.header, covers: [], readOnly: false, bundled: false }, trace);
run.notes = [{ event: 8, text: 'Only <b>its</b> answer died.' }, { event: 13, text: 'Twice.' }, { event: -1, text: 'A whole run.' }];
const scene = (more: Partial<PictureScene> = {}): PictureScene => ({
  run: run.number, step: 8, spacing: 'even', dark: true, laneOrder: [], hiddenLanes: [], folds: [],
  parts: { whole: { events: all, total: all.length }, window: { events: all.subarray(0, 10), total: 10 } },
  ...more,
});

it('shows the part that is asked for, with the notes of that part', async () => {
  const whole = (await svgOf(run, scene(), 'whole', 'dark'))!;
  const window = (await svgOf(run, scene(), 'window', undefined))!;
  expect(xmlFaults(whole)).toEqual([]);
  expect(xmlFaults(window)).toEqual([]);
  expect(whole).toContain('18 events');
  expect(window).toContain('events 0 to 9 of 18');
  expect(whole).toContain('Twice.');
  expect(window).not.toContain('Twice.');
  expect(window).toContain('Only &lt;b&gt;its&lt;/b&gt; answer died.');
  expect(window.match(/class="badge"/g)).toHaveLength(1);
  // One theme alone, or both for whoever looks.
  expect(whole).not.toContain('prefers-color-scheme');
  expect(whole).toContain('--bg: #0d1117');
  expect(window).toContain('prefers-color-scheme: dark');
});

it('leaves out what is hidden, and puts the lanes in the order of the reader', async () => {
  const events = all.filter((i) => i !== 7 && i !== 13);
  const svg = (await svgOf(run, scene({ laneOrder: ['shop'], parts: { whole: { events, total: 16 } } }), 'whole', 'light'))!;
  expect(xmlFaults(svg)).toEqual([]);
  expect(svg).not.toContain('charged-at-most-once');
  expect(svg).toContain('16 events of 18');
  // What is left of a message whose other end is hidden leads to where it died.
  expect(svg.match(/class="message lost away"/g)).toHaveLength(1);
  const heads = [...svg.matchAll(/class="strong middle" x="([\d.]+)"[^>]*>(\w+)</g)].map(([, x, name]) => ({ x: Number(x), name }));
  expect(heads.sort((a, b) => a.x - b.x).map(({ name }) => name)).toEqual(['shop', 'alice']);

  const alone = (await svgOf(run, scene({ hiddenLanes: ['shop'], parts: { whole: { events: all.filter((i) => trace.node[i] === 0), total: 10 } } }), 'whole', 'light'))!;
  expect(alone).toContain('1 of 2 nodes');
  expect(alone).not.toContain('>shop</text>');
  const mermaid = mermaidOf(run, scene({ hiddenLanes: ['shop'] }), 'whole');
  expect(mermaid).toContain('alice');
  expect(mermaid).not.toMatch(/participant .*shop/);
});

it('writes Markdown in which nothing of a text is taken for markup', async () => {
  const text = markdownOf(run, scene(), 'whole', 'picture.svg');
  expect(text).toContain('# The \\*reply\\* is lost\n\n![The \\*reply\\* is lost](picture.svg)\n');
  expect(text).toMatch(/1\. \*\*\\#8, 16\.000 ms, alice never gets Reply from shop: dropped on the way\*\* — Only &lt;b&gt;its&lt;\/b&gt; answer died\./);
  expect(text).toMatch(/3\. A whole run\./);
  expect(markdownText('[a](javascript:x) `b` | <c>')).toBe('\\[a\\](javascript:x) \\`b\\` \\| &lt;c&gt;');
  expect(atob(svgAddress('<svg>é</svg>').replace(/^.*base64,/, ''))).toHaveLength(13);
});

it('names the file after the document', () => {
  expect(nameFor('/x/reply-lost.scenario.yaml', 'whole', 'svg')).toBe('reply-lost.svg');
  expect(nameFor('/x/run 3.trace.jsonl', 'window', 'png')).toBe('run-3-window.png');
  expect(nameFor('/…', 'selection', 'md')).toBe('trace-part.md');
});
