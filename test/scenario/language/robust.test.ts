/** Help with writing in files that nobody would write: very long ones, very long names, names in any script, names that YAML takes for something else. */
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { openDraft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import { applyEdit } from '../../../src/scenario/edit/text-edit';
import { complete } from '../../../src/scenario/language/complete';
import { understand } from '../../../src/scenario/language/draft';
import { foldsOf } from '../../../src/scenario/language/folds';
import { hoverAt } from '../../../src/scenario/language/hover';
import { linksOf, occurrenceAt, referencesOf, renameNode, tokensOf } from '../../../src/scenario/language/occurrences';
import { outlineOf } from '../../../src/scenario/language/outline';
import { plainText } from '../../../src/scenario/language/snippet';
import { walk } from '../../../src/scenario/language/walk';
import { parseScenario } from '../../../src/scenario/parse';

/** Operations of three lines each, and a hundred faults. */
function longScenario(operations: number): string {
  const workload = Array.from({ length: operations }, (_, i) => `  - at: ${i}ms\n    client: alice\n    op: charge\n`);
  const faults = Array.from({ length: 100 }, (_, i) => `  - lose: { type: Reply, from: shop, to: alice, nth: ${i + 1} } # “${'…'.repeat(20)}”\n`);
  return `faultline: 1\ntitle: Long\nmodel: request-reply\nnodes: { client: [alice], server: [shop] }\nworkload:\n${workload.join('')}faults:\n${faults.join('')}until: 10s\n`;
}

function applied(text: string, edits: readonly { readonly span: { readonly start: number; readonly end: number }; readonly text: string }[]): string {
  return [...edits].sort((a, b) => b.span.start - a.span.start).reduce((so, { span, text: put }) => so.slice(0, span.start) + put + so.slice(span.end), text);
}

describe('5,000 lines', () => {
  const text = longScenario(1_640);

  test('are read, and everything that is asked about them is answered', { timeout: 60_000 }, () => {
    expect(text.split('\n').length).toBeGreaterThan(5_000);
    expect(parseScenario(text, MODELS).problems).toEqual([]);
    const written = understand(text, MODELS);
    expect(outlineOf(written).find(({ name }) => name === 'workload')!.children).toHaveLength(1_640);
    expect(foldsOf(written).length).toBeGreaterThan(1_600);
    expect(tokensOf(written).length).toBeGreaterThan(5_000);
    expect(linksOf(written)).toEqual([]);
    const last = text.lastIndexOf('alice');
    expect(hoverAt(written, last)!.markdown).toContain('alice');
    const renaming = renameNode(written, last, 'zoe');
    expect(renaming.ok && renaming.edits.length).toBe(1 + 1_640 + 100);
    expect(complete(text, text.lastIndexOf('type: ') + 6, MODELS).map(({ label }) => label)).toEqual(['Reply']);
    const broken = `${text.slice(0, text.indexOf('faults:'))}faults:\n  - lose: { type: ¦`;
    expect(complete(broken.replace('¦', ''), broken.indexOf('¦'), MODELS).map(({ label }) => label)).toContain('Reply');
  });

  test('cost twice as much as half of them, in places looked at', () => {
    const visits = (of: string): number => {
      let count = 0;
      walk(understand(of, MODELS), () => count++);
      return count;
    };
    const [half, whole] = [visits(longScenario(820)), visits(text)];
    expect(whole / half).toBeLessThan(2);
    // Each key and each value once: nine for an operation, nine for a fault.
    expect(whole).toBeLessThan(10 * (1_640 + 100));
  });
});

describe('names', () => {
  const NAMES = ['n'.repeat(40), 'שרת-א', 'خادم_1', 'サーバー', 'zoë', 'Ωmega.2', 'null', 'true', 'No', 'y', 'Infinity', 'e1', 'key', '𝒜lice'];

  test.each(NAMES)('%s: a node is renamed to it, and gestures write it', (name) => {
    const before = 'faultline: 1\ntitle: T\nmodel: request-reply\nnodes:\n  client: [alice]\n  server: [shop]\nworkload:\n  - { at: 0ms, client: alice, op: charge }\nclocks:\n  alice: { offset: 1ms }\n';
    const written = understand(before, MODELS);
    const renaming = renameNode(written, before.indexOf('alice'), name);
    if (!renaming.ok) throw new Error(renaming.reason);
    const text = applied(before, renaming.edits);
    const opened = openDraft(text, MODELS);
    if (!opened.ok) throw new Error(`${opened.message}\n${text}`);
    expect(opened.draft.scenario.world.nodes.map(({ id }) => id)).toEqual([name, 'shop']);
    expect(Object.keys(opened.draft.scenario.world.clocks)).toEqual([name]);
    const edited = editScenario(opened.draft, { do: 'crash', node: name, atUs: 1_000 });
    if (!edited.ok) throw new Error(edited.message);
    const after = applyEdit(text, edited.edit);
    expect(parseScenario(after, MODELS).scenario!.world.faults).toMatchObject([{ kind: 'crash', node: name }]);
    // And back again: everything that was written is found.
    const found = understand(after, MODELS);
    const at = after.indexOf(name, after.indexOf('client: ['));
    expect(referencesOf(occurrenceAt(found, at)!, found)).toHaveLength(4);
    const back = renameNode(found, at, 'alice');
    expect(back.ok && parseScenario(applied(after, back.edits), MODELS).scenario!.world.nodes[0]!.id).toBe('alice');
    // Offered where nothing is written yet, it means itself there.
    const asking = after.replace(/client: [^[,]+, op/, 'client: , op');
    const place = asking.indexOf('client: ,') + 8;
    const offer = complete(asking, place, MODELS).find(({ label }) => label === name)!;
    const taken = asking.slice(0, offer.span.start) + plainText(offer.insert) + asking.slice(offer.span.end);
    expect(parseScenario(taken, MODELS).scenario!.world.workload[0]!.client).toBe(name);
  });

  test.each(['a b', 'a: b', '-a', '[a]', '"a"', '#a', '', 'constructor', 'a'.repeat(41), 'a\u202e'])('%j is refused', (name) => {
    const text = 'model: request-reply\nnodes: { client: [alice] }\n';
    expect(renameNode(understand(text, MODELS), text.indexOf('alice'), name)).toMatchObject({ ok: false });
  });
});
