import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksIn, fragmentOf, parseBlock, partOfBlock } from '../../src/notes/block';
import { blockHtml } from '../../src/host/block-picture';
import { htmlText } from '../../src/notes/html-text';
import { bundledRun } from './runs';

const NEVER = { isCancellationRequested: false };
const { trace, text } = bundledRun('reply-lost');
const fetch = (path: string) => Promise.resolve(path === 'a.scenario.yaml' ? { text, open: 'vscode://x/open?a=1&b="' } : { problem: `There is no file ${path}.` });

test('a block says which run and which part of it', () => {
  const { block, problems } = parseBlock('scenario: my runs/a.scenario.yaml # mine\nfrom: 3\nto: lose:1\nstep: 1.5s\ncaption: The retry\n');
  expect(problems).toEqual([]);
  expect(block).toEqual({ scenario: { path: 'my runs/a.scenario.yaml' }, from: '3', to: 'lose:1', step: '1.5s', caption: 'The retry' });
  expect(parseBlock(`scenario: |\n  faultline: 1\n  title: x\n`).block?.scenario).toEqual({ text: 'faultline: 1\ntitle: x\n' });
  expect(parseBlock(text).block?.scenario).toEqual({ text });
});

test('what is wrong with it is told with its line', () => {
  const wrong = (source: string): string[] => parseBlock(source).problems.map(({ line, message }) => `${line}: ${message}`);
  expect(wrong('scenari: a.scenario.yaml')).toEqual(['1: unknown key "scenari" in a block; valid: scenario, from, to, step, caption', '1: the block does not say which scenario: “scenario: name.scenario.yaml”']);
  expect(wrong('from: 1\nscenario: a.yaml')[0]).toContain('2: "a.yaml" is not the path of a scenario');
  expect(wrong('scenario: a.scenario.yaml\nfrom: [1]')[0]).toContain('2: "from" is one line of text');
  expect(wrong('')).toHaveLength(1);
  expect(wrong('scenario: https://x.org/a.scenario.yaml')).toHaveLength(1);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (source) => {
    const read = parseBlock(source);
    expect(read.block !== undefined || read.problems.length > 0).toBe(true);
  }));
});

test('its part is looked up in the run', () => {
  const part = (from?: string, to?: string, step?: string) => partOfBlock({ scenario: { text: '' }, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(step === undefined ? {} : { step }) }, trace);
  expect(part()).toEqual({ ok: true, from: 0, to: trace.length - 1, step: -1 });
  expect(part('3', '99999', 'lose:1')).toEqual({ ok: true, from: 3, to: trace.length - 1, step: 14 });
  expect(part('9', '3')).toMatchObject({ ok: false, key: 'to' });
  expect(part('heal:1')).toMatchObject({ ok: false, key: 'from', message: 'There is no heal in this trace.' });
  expect([fragmentOf({ scenario: { text }, from: '#12' }), fragmentOf({ scenario: { text }, from: '2', step: 'lose:1' }), fragmentOf({ scenario: { text }, from: '1.5s' }), fragmentOf({ scenario: { text } })]).toEqual(['step=12', 'event=lose:1', 'time=1.5s', '']);
});

test('blocks are found wherever they stand', () => {
  expect(blocksIn('# A\n\n```faultline\nscenario: a\n```\n\n- item\n\n  ~~~ faultline x\n  scenario: b\n  ~~~\n\n```js\nfaultline\n```\n')).toEqual([
    { text: 'scenario: a\n', line: 2, end: 5 },
    { text: 'scenario: b\n', line: 8, end: 11 },
  ]);
});

test('a block is drawn as pictures, with its caption and the way to the diagram', async () => {
  const html = await blockHtml('scenario: a.scenario.yaml\nfrom: 2\nto: 20\nstep: lose:1\ncaption: "The <b>retry</b>"', fetch, NEVER);
  expect(html?.match(/<img /g)).toHaveLength(2);
  expect(html).toContain('The &#60;b&#62;retry');
  expect(html).toContain('href="vscode://x/open?a=1&#38;b=&#34;"');
  const svg = atob(/faultline-light"[^>]*base64,([^"]+)"/.exec(html!)![1]!);
  expect(svg).toContain('class="message lost"');
});

test('what cannot be drawn says why, in place', async () => {
  const said = async (block: string): Promise<string> => (await blockHtml(block, fetch, NEVER)) ?? '';
  expect(await said('scenario: b.scenario.yaml')).toContain('There is no file b.scenario.yaml.');
  expect(await said('scenario: a.scenario.yaml\nfrom: heal:1')).toContain('There is no heal in this trace.');
  expect(await said('faultline: 1\ntitle: x\nmodel: raftt')).toContain('Line 3: unknown');
  expect(await said('nothing')).toContain('faultline-error');
});

test('nothing in a block becomes HTML', async () => {
  const evil = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x", 'javascript:alert(1)', ']]><svg onload=x>', '&lt;script&gt;'];
  for (const words of evil) {
    const scenario = `faultline: 1\ntitle: ${JSON.stringify(words)}\nmodel: request-reply\nnotes:\n  - at: { kind: send }\n    text: ${JSON.stringify(words)}\n`;
    const pages = await Promise.all([
      blockHtml(scenario, fetch, NEVER),
      blockHtml(`scenario: |\n${scenario.replace(/^/gm, '  ')}\ncaption: ${JSON.stringify(words)}`, fetch, NEVER),
      blockHtml(`${JSON.stringify(words)}: 1`, fetch, NEVER),
      blockHtml(`scenario: ${JSON.stringify(words)}`, fetch, NEVER),
      blockHtml(scenario.replace('request-reply', JSON.stringify(words)), fetch, NEVER),
    ]);
    for (const page of pages) {
      expect(page!.replaceAll(/<img class="faultline-(?:light|dark)" alt="[^"<>]*" src="data:image\/svg\+xml;base64,[\w+/=]*">|<\/?(?:figcaption|span|div|strong|ul|li)(?: class="faultline-[a-z]+")?(?: role="note")?>/g, ''), words).not.toMatch(/[<>"']/);
    }
  }
  expect(htmlText('<a href="x" onclick=\'y\'>&')).not.toMatch(/[<>"']/);
}, 20_000);
