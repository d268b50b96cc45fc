import { describe, expect, it } from 'vitest';
import { mermaidName, mermaidText } from '../../src/formats/mermaid/escape';
import { xmlText } from '../../src/formats/svg/xml';
import { isolated } from '../../src/trace/direction';
import { eventSentence } from '../../webview/panels/event-words';

const SHOP = 'متجر';
const ALICE = 'אליס';

describe('isolated', () => {
  it('leaves alone what runs from left to right', () => {
    for (const text of ['', 'alice sends Charge to shop {amount: 10}', 'узел 1 → ノード', 'é\u0301']) expect(isolated(text)).toBe(text);
  });

  it('puts a border around each name, so that what stands beside it keeps its place', () => {
    expect(isolated(`${ALICE} sends Charge to ${SHOP}: 10 ms`)).toBe(`\u2068${ALICE}\u2069 sends Charge to \u2068${SHOP}\u2069: 10 ms`);
    expect(isolated(`${ALICE}, ${SHOP} | bank`)).toBe(`\u2068${ALICE}\u2069, \u2068${SHOP}\u2069 | bank`);
  });

  it('keeps a name of several words, marks and numbers whole', () => {
    for (const name of [`${SHOP}-2`, `${SHOP} ${SHOP}`, `${ALICE}_1`, 'שָׁלוֹם']) expect(isolated(`to ${name} (late)`)).toBe(`to \u2068${name}\u2069 (late)`);
  });
});

it('names are isolated in sentences, pictures and sequences, and what a name itself says of direction is not followed', () => {
  const event = { index: 3, t: 10, node: ALICE, kind: 'send', label: 'Charge', other: SHOP } as const;
  expect(eventSentence(event)).toBe(`\u2068${ALICE}\u2069 sends Charge to \u2068${SHOP}\u2069`);
  expect(xmlText(`${SHOP}: 10\u2069`)).toBe(`\u2068${SHOP}\u2069: 10\\u2069`);
  expect(mermaidName(SHOP, 40)).toBe(`#8296;${SHOP}#8297;`);
  expect(mermaidText(`Charge to ${SHOP} 10`, 40)).toBe(`Charge to #8296;${SHOP}#8297; 10`);
});
