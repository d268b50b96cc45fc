import { expect, it } from 'vitest';
import { openComparison } from '../../src/host/compare-feed';
import type { Side } from '../../src/host/compare-feed';
import { newRun } from '../../src/host/feed';
import type { FeedChange } from '../../src/host/feed';
import { markdownOf, mermaidOf, nameFor, svgAddress, svgOf } from '../../src/host/picture';
import { markdownText } from '../../src/notes/markdown-text';
import { newSignal } from '../../src/host/signal';
import type { PictureScene } from '../../src/protocol/picture';
import { xmlFaults } from '../formats/xml-check';
import { LOST_REPLY, traceOfSteps } from '../trace/traces';

const trace = traceOfSteps(LOST_REPLY, [], 'The *reply* is lost');
const all = Int32Array.from({ length: trace.length }, (_, i) => i);
const run = newRun({ title: trace.header.title, kind: 'trace', header: trace.header, covers: [], readOnly: false, bundled: false }, trace);
run.notes = [{ event: 8, text: 'Only <b>its</b> answer died.' }, { event: 13, text: 'Twice.' }, { event: -1, text: 'A whole run.' }];
const scene = (more: Partial<PictureScene> = {}): PictureScene => ({
  run: run.number, step: 8, spacing: 'even', timeDirection: 'down', dark: true, laneOrder: [], hiddenLanes: [], folds: [], pins: [], places: [], unplaced: -1,
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
  const mermaid = await mermaidOf(run, scene({ hiddenLanes: ['shop'] }), 'whole');
  expect(mermaid).toContain('alice');
  expect(mermaid).not.toMatch(/participant .*shop/);
  // What is folded is counted, and its messages are not there.
  const folded = await mermaidOf(run, scene({ folds: [{ event: 3, from: 3, to: 9, rounds: 4, messages: 8, label: run.trace.label[3]! }], parts: { whole: { events: Int32Array.from([0, 1, 2, 3, 10]), total: 5 } } }), 'whole');
  expect(folded).toMatch(/Note over n0: #9656; Charge: 4 rounds, 8 messages, 15\.000 ms/);
  expect(folded).not.toContain('->>');
});

it('writes Markdown in which nothing of a text is taken for markup', async () => {
  const text = await markdownOf(run, scene(), 'whole', 'picture.svg');
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

it('tells of a run that is seen as a node nothing that the node cannot know, in no form', async () => {
  // At its timeout alice has no answer; that the shop charged, and that the reply was lost, she cannot know.
  const asAlice = scene({ step: 9, seenAs: { node: 'alice', event: 9 }, pins: [{ node: 'shop', path: '/charged' }, { node: 'alice', path: '/asked' }], places: [{ event: 2, number: 1, after: 5, share: 0.5 }] });
  const svg = (await svgOf(run, asAlice, 'whole', 'light'))!;
  expect(xmlFaults(svg)).toEqual([]);
  expect(svg).toContain('As alice can know it');
  expect(svg).toContain('timeout fires');
  expect(svg).toContain('fate unknown');
  // Of 18 events she knows 6: not how many there were, nor how long the run went on.
  for (const unknown of ['lost', 'dropped', 'Reply', 'charged', 'receives', '18 events', '121.000', 'died', 'Twice', 'A whole run', 'class="place"']) expect(svg.replace(/<style>.*?<\/style>/s, '')).not.toContain(unknown);
  expect(svg.match(/class="pin"/g)).toHaveLength(1);
  const mermaid = await mermaidOf(run, asAlice, 'whole');
  expect(mermaid).toContain('Charge');
  expect(mermaid).not.toMatch(/Reply|charged|lost/);
  const markdown = await markdownOf(run, asAlice, 'whole', 'picture.svg');
  expect(markdown).not.toMatch(/Reply|Twice|A whole run/);
  // Everything of the run is there when it is not seen as a node.
  expect(await svgOf(run, scene(), 'whole', 'light')).toContain('Twice.');
});

it('shows a comparison with its signs and what they mean', async () => {
  const others = traceOfSteps(LOST_REPLY.slice(0, 8).concat([{ t: 16_000, node: 'alice', kind: 'deliver', cause: 7, msg: 2, from: 'shop', type: 'Reply' }]), [], 'Not lost');
  const sideOf = (of: typeof trace): Side => {
    const side = newRun({ title: of.header.title, kind: 'trace', header: of.header, covers: [], readOnly: true, bundled: false }, of);
    side.over = true;
    return { feed: { run: side, problems: [], progress: undefined, changed: newSignal<FeedChange>().on }, name: of.header.title };
  };
  const feed = openComparison(sideOf(trace), sideOf(others), (defect) => { throw defect; });
  await feed.settled();
  const both = feed.run!;
  const events = Int32Array.from({ length: both.trace.length }, (_, i) => i);
  const compared = scene({ run: both.number, parts: { whole: { events, total: events.length } } });
  const svg = (await svgOf(both, compared, 'whole', 'light'))!;
  expect(xmlFaults(svg)).toEqual([]);
  const counts = both.info.comparison!.counts;
  expect(svg.match(/>−<\/text>/g)).toHaveLength(counts.left);
  expect(svg.match(/>\+<\/text>/g)).toHaveLength(counts.right);
  expect(svg).toMatch(/<tspan class="of-left"[^>]*>−<\/tspan> only in The \*reply\* is lost · <tspan class="of-right"[^>]*>\+<\/tspan> only in Not lost<\/text>/);
  expect(svg).toContain('class="of-right"><title>');
  expect(await mermaidOf(both, compared, 'whole')).toContain('#8722; Charge');
  // A single run has neither.
  expect(await svgOf(run, scene(), 'whole', 'light')).not.toContain('only in');
  feed.dispose();
});

it('draws pinned fields, and what operations did', async () => {
  const found = (await svgOf(run, scene({ pins: [{ node: 'shop', path: '/charged' }], places: [{ event: 2, number: 1, after: 6, share: 0.5 }] }), 'whole', 'light'))!;
  expect(xmlFaults(found)).toEqual([]);
  expect(found.match(/class="pin"/g)).toHaveLength(3);
  expect(found).toMatch(/>charged 20</);
  expect(found).toMatch(/class="place"[^>]*\/><text class="number middle"[^>]*>1</);
  const unplaced = (await svgOf(run, scene({ unplaced: 2 }), 'whole', 'light'))!;
  expect(unplaced).toContain('class="no-place"');
  expect(unplaced).toContain('has no place in any order');
  // Cut off by the window, nothing tells how it ended; one that never returns has a jagged end.
  const open = traceOfSteps(LOST_REPLY.slice(0, 5));
  const half = newRun({ title: '', kind: 'trace', header: open.header, covers: [], readOnly: false, bundled: false }, open);
  const jagged = (await svgOf(half, scene({ run: half.number, parts: { whole: { events: Int32Array.of(0, 1, 2, 3, 4), total: 5 } } }), 'whole', 'light'))!;
  expect(jagged).toMatch(/class="operation open" d="[^"]*l-1\.25 -3l-1\.25 3/);
  expect((await svgOf(run, scene(), 'window', 'light'))!).not.toContain('l-1.25 -3');
});
