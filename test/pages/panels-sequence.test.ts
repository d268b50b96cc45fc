/** The classic sequence diagram: Mermaid loaded under the page's policy, its picture taken over piece by piece. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPanels } from '../webview/panels/harness';
import type { Panels } from '../webview/panels/harness';
import { mermaidName, mermaidText } from '../../src/formats/mermaid/escape';
import { sequenceSource } from '../webview/panels/samples';

let panels: Panels;
beforeAll(async () => {
  panels = await openPanels();
});
beforeEach(() => panels.setSize(700, 500));
afterAll(() => panels?.close());

const drawn = (times = 1): Promise<unknown> =>
  panels.page.waitForFunction((wanted) => window.heard.filter(({ name }) => name === 'sequence-drawn').length >= wanted, times);
const texts = (selector: string): Promise<string[]> => panels.page.locator(`fl-sequence-view svg ${selector}`).allTextContents();

test('Mermaid is not loaded before the tab is seen', async () => {
  await panels.mount('fl-sequence-view', { source: sequenceSource(3), total: 3, to: 3, active: false });
  expect(await panels.page.evaluate(() => 'faultlineMermaid' in globalThis)).toBe(false);
  await panels.change({ active: true });
  await drawn();
  expect(await panels.page.evaluate(() => 'faultlineMermaid' in globalThis)).toBe(true);
  expect(await texts('.messageText')).toEqual(['Charge {amount: 10}', 'Reply', 'Charge {amount: 10}']);
  expect(await panels.text()).toContain('The whole trace: 3 lines');
  expect(panels.complaints).toEqual([]);
});

test('lost messages end in a cross', async () => {
  await panels.mount('fl-sequence-view', { source: sequenceSource(5), total: 5, to: 5, active: true });
  await drawn();
  expect(await panels.page.locator('[marker-end*=crosshead]').count()).toBe(1);
});

test('the current line is marked by a band and heavy letters, is in sight, and moves without a new picture', async () => {
  await panels.mount('fl-sequence-view', { source: sequenceSource(40), from: 40, to: 80, total: 1_000, highlight: 2, active: true });
  await drawn();
  expect(await panels.text()).toContain('Lines 41–80 of 1,000');
  await panels.page.locator('fl-sequence-view svg').evaluate((svg) => svg.setAttribute('data-kept', 'yes'));
  await panels.change({ highlight: 38 });
  const seen = await panels.page.evaluate(() => {
    const root = document.querySelector('fl-sequence-view')!.shadowRoot!;
    const band = root.querySelector('.band')!.getBoundingClientRect();
    const scroller = root.querySelector('.scroller')!.getBoundingClientRect();
    const heads = root.querySelector('.heads')!.getBoundingClientRect();
    return { bands: root.querySelectorAll('.band').length, below: band.top - heads.bottom, above: scroller.bottom - band.bottom, heads: heads.top - scroller.top };
  });
  expect(seen.bands).toBe(1);
  expect(seen.below).toBeGreaterThanOrEqual(0);
  expect(seen.above).toBeGreaterThanOrEqual(0);
  expect(Math.abs(seen.heads)).toBeLessThan(2);
  expect(await panels.page.locator('fl-sequence-view svg').first().getAttribute('data-kept')).toBe('yes');
  expect(await panels.page.locator('svg .current').count()).toBeGreaterThan(0);
});

test('notes count as lines', async () => {
  const source = 'sequenceDiagram\n  participant a\n  participant b\n  a->>b: one\n  Note over b: two\n  a->>b: three\n';
  await panels.mount('fl-sequence-view', { source, total: 3, to: 3, highlight: 1, active: true });
  await drawn();
  expect(await texts('.current .noteText')).toEqual(['two']);
  await panels.change({ highlight: 2 });
  expect(await texts('.messageText.current')).toEqual(['three']);
});

test('a highlight in the source that moves is no reason to draw anew', async () => {
  const marked = (at: number): string =>
    ['sequenceDiagram', ...['one', 'two'].flatMap((word, i) => (i === at ? ['    rect rgba(1, 2, 3, 0.5)', `    a->>b: ${word}`, '    end'] : [`    a->>b: ${word}`])), ''].join('\n');
  await panels.mount('fl-sequence-view', { source: marked(0), total: 2, to: 2, highlight: 0, active: true });
  await drawn();
  await panels.change({ source: marked(1), highlight: 1 });
  expect(await texts('.messageText.current')).toEqual(['two']);
  expect((await panels.heard()).length).toBe(1);
  expect(await panels.page.locator('svg .rect').count()).toBe(0);
});

test('of several asked for at once the last is drawn, and the old picture stays until then', async () => {
  await panels.mount('fl-sequence-view', { source: sequenceSource(30), total: 30, to: 30, active: true });
  await drawn();
  const seen = await panels.page.evaluate(async () => {
    const view = document.querySelector('fl-sequence-view')!;
    const blank: boolean[] = [];
    let watching = true;
    const watch = (): void => {
      blank.push(view.shadowRoot!.querySelector('.scroller svg .messageText') === null);
      if (watching) requestAnimationFrame(watch);
    };
    watch();
    const done = new Promise((resolve) => {
      view.addEventListener('sequence-drawn', resolve, { once: true });
    });
    for (let i = 1; i <= 10; i++) {
      view.source = `sequenceDiagram\n  a->>b: number ${i}\n`;
      await view.updateComplete;
    }
    await done;
    watching = false;
    return { blank: blank.some(Boolean), texts: [...view.shadowRoot!.querySelectorAll('.messageText')].map((text) => text.textContent) };
  });
  expect(seen).toEqual({ blank: false, texts: ['number 10'] });
});

test('what Mermaid cannot read is said in its place, and the next picture replaces it', async () => {
  await panels.mount('fl-sequence-view', { source: 'sequenceDiagram\n  a->>\n', active: true });
  await drawn();
  expect(await panels.page.getByRole('alert').innerText()).toContain('Parse error on line 2');
  expect(await panels.page.locator('body > svg, body > [id^="dfaultline"]').count()).toBe(0);
  await panels.change({ source: sequenceSource(2), total: 2, to: 2 });
  await drawn(2);
  expect(await panels.page.getByRole('alert').count()).toBe(0);
  expect((await texts('.messageText')).length).toBe(2);
});

test('no diagram of another kind is drawn', async () => {
  await panels.mount('fl-sequence-view', { source: 'flowchart LR\n  a --> b\n', active: true });
  await drawn();
  expect(await panels.page.getByRole('alert').innerText()).toContain('cannot be shown');
});

describe('names from files', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '</text><foreignObject><body onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '%%{init: {"securityLevel": "loose", "themeCSS": "*{background:url(https://example.org)}"}}%%',
    'click a href "javascript:alert(1)"',
    'a; b: c #35; & \\ ` $ {{x}}',
    'style=background:url(https://example.org/x)',
    'end',
    '__proto__',
    '"',
    '',
    '\u202Egnp.exe',
    'x'.repeat(500),
  ];

  test.each(HOSTILE)('escaped, %j is drawn as text', async (name) => {
    const source = `sequenceDiagram\n    participant n0 as ${mermaidName(name, 40)}\n    participant n1 as shop\n    n0->>n1: ${mermaidText(name, 80)}\n    Note over n1: ${mermaidText(name, 80)}\n`;
    await panels.mount('fl-sequence-view', { source, total: 2, to: 2, active: true });
    await drawn();
    expect(await panels.page.getByRole('alert').count()).toBe(0);
    expect((await texts('.messageText')).length).toBe(1);
    if (name.length < 60 && /^[\x20-\x7e]+$/.test(name)) expect(await texts('.messageText')).toEqual([name]);
    expect(await dangers()).toEqual([]);
    expect(panels.complaints).toEqual([]);
  });

  test.each(HOSTILE)('even when it was not escaped, %j does nothing', async (name) => {
    await panels.mount('fl-sequence-view', { source: `sequenceDiagram\n  participant n0 as ${name}\n  n0->>n0: ${name}\n`, active: true });
    await drawn();
    expect(await dangers()).toEqual([]);
    expect(panels.complaints).toEqual([]);
  });

  test('an SVG made to harm is copied without its harm', async () => {
    const left = await panels.page.evaluate(() => {
      const svg = window.safeSvg(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)" viewBox="0 0 9 9">
        <script>alert(1)</script><style>@import "https://example.org/x.css";</style>
        <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>
        <a xlink:href="javascript:alert(1)"><text>link</text></a><image href="https://example.org/x.png"/><use href="https://example.org/#x"/>
        <g onclick="alert(1)" style="background:url(https://example.org)" class="kept"><text x="1" font-family="x">kept <tspan>text</tspan></text>
          <line marker-end="url(https://example.org/#m)"/><line marker-end="url(#m-1)"/><animate attributeName="href" to="javascript:alert(1)"/><set attributeName="onclick" to="alert(1)"/></g>
        <script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></svg>`)!;
      return svg.outerHTML.replace(/\s+/g, ' ').replace(/> </g, '><');
    });
    expect(left).toBe(
      '<svg viewBox="0 0 9 9"><g class="kept"><text x="1">kept <tspan>text</tspan></text><line></line><line marker-end="url(#m-1)"></line></g></svg>',
    );
  });

  test('what is not an SVG is nothing', async () => {
    const made = await panels.page.evaluate(() =>
      ['', 'text', '<html xmlns="http://www.w3.org/1999/xhtml"/>', '<svg/>', '<svg xmlns="http://www.w3.org/2000/svg"><g>'].map((text) => window.safeSvg(text) === undefined),
    );
    expect(made).toEqual([true, true, true, true, true]);
  });
});

/** Whatever could run or load something, in the picture or left behind in the page. */
function dangers(): Promise<string[]> {
  return panels.page.evaluate(() => {
    const view = document.querySelector('fl-sequence-view')!.shadowRoot!;
    const elements = [...view.querySelectorAll('*'), ...document.querySelectorAll('body *')];
    return elements.flatMap((element) => {
      const bad = [...element.attributes].filter(({ name, value }) => /^on|^xlink|^href$|^style$/.test(name) || /javascript:|url\((?!#)/i.test(value));
      const tag = /^(script|foreignobject|img|image|iframe|a|use|style|object|embed)$/i.test(element.localName) && !element.matches('body > script');
      return tag || bad.length > 0 ? [element.outerHTML.slice(0, 200)] : [];
    });
  });
}
