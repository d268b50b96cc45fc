/** Hovers, references, renaming, links, colours and the outline of a scenario. */
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { buildGallery } from '../../../src/notes/gallery';
import { understand } from '../../../src/scenario/language/draft';
import { hoverAt } from '../../../src/scenario/language/hover';
import { definitionOf, linksOf, occurrenceAt, occurrences, referencesOf, renameNode, tokensOf } from '../../../src/scenario/language/occurrences';
import { outlineOf } from '../../../src/scenario/language/outline';
import { parseScenario } from '../../../src/scenario/parse';
import { bundledFiles } from '../../bundled';

const scenarios = bundledFiles('.scenario.yaml');
const library = buildGallery([...scenarios, ...bundledFiles('.md')]);
const { text } = scenarios.find(({ path }) => path.endsWith('/reply-lost.scenario.yaml'))!;
const written = understand(text, MODELS, library);
const hover = (word: string): string => hoverAt(written, text.indexOf(word) + 1)?.markdown ?? '';

describe('hovers', () => {
  test.each([
    ['params:', 'Parameters of the model'],
    ['request-reply', 'Birrell'],
    ['retries: 1', '0 to 100; 1 if not said'],
    ['amount: 10', 'amount'],
    ['Reply, from', 'server → client'],
    ['alice, op', 'a client'],
    ['charge, args', 'carried out by a client'],
    ['charged-at-most-once', 'checked after every step'],
    ['lose: { type', 'Messages that are lost'],
    ['lose, type', 'A message is lost'],
    ['U3', 'a row of the study notes'],
    ['ch8/unreliable-networks#lost-reply', '**'],
    ['100ms', '100,000 µs'],
    ['server: [', 'if not said: shop'],
  ])('says what %s is', (word, said) => {
    expect(hover(word)).toContain(said);
    expect(hover(word)).not.toBe('');
  });

  test('say nothing where there is nothing to say', () => {
    expect(hover('The reply is lost')).toBe('');
    expect(hoverAt(written, 0)).toBeUndefined();
  });
});

describe('names', () => {
  test('a node is defined under nodes, and found wherever it is spoken of', () => {
    const alice = occurrenceAt(written, text.indexOf('to: alice') + 5)!;
    expect(definitionOf(alice, written)).toEqual({ start: text.indexOf('[alice]') + 1, end: text.indexOf('[alice]') + 6 });
    expect(referencesOf(alice, written).map(({ span }) => text.slice(span.start, span.end))).toEqual(['alice', 'alice', 'alice']);
  });

  test('a node that the model names is defined where the model is', () => {
    const short = 'model: request-reply\nfaults:\n  - crash: { node: shop }\n';
    const found = understand(short, MODELS);
    expect(definitionOf(occurrenceAt(found, short.indexOf('shop'))!, found)).toEqual({ start: 7, end: 20 });
    expect(renameNode(found, short.indexOf('shop'), 'store')).toMatchObject({ ok: false });
  });

  test('every node of every bundled scenario that has its name there can be renamed, and the file means the same', () => {
    for (const { path, text: before } of scenarios) {
      const all = understand(before, MODELS);
      const node = occurrences(all).find(({ thing, defines }) => thing === 'node' && defines);
      if (node === undefined) continue;
      const renaming = renameNode(all, node.span.start, 'renamed.node');
      if (!renaming.ok) throw new Error(`${path}: ${renaming.reason}`);
      const after = [...renaming.edits].reverse().reduce((so, { span, text: name }) => so.slice(0, span.start) + name + so.slice(span.end), before);
      const { scenario, problems } = parseScenario(after, MODELS);
      expect(problems.filter(({ severity }) => severity === 'error'), path).toEqual([]);
      expect(scenario!.world.nodes.some(({ id }) => id === 'renamed.node'), path).toBe(true);
      expect(scenario!.world.nodes.some(({ id }) => id === node.name), path).toBe(false);
    }
  });

  test('a name that is taken or none is refused', () => {
    const at = text.indexOf('alice');
    expect(renameNode(written, at, 'shop')).toEqual({ ok: false, reason: 'there is a node "shop" already' });
    expect(renameNode(written, at, '1st')).toMatchObject({ ok: false });
    expect(renameNode(written, text.indexOf('Reply, from'), 'Answer')).toMatchObject({ ok: false });
  });

  test('links lead to pages and scenarios', () => {
    expect(linksOf(written)[0]!.to).toEqual({ kind: 'page', page: 'ch8/unreliable-networks', anchor: 'lost-reply' });
    const compare = understand('model: request-reply\ncompare: { node: alice, with: [reply-lost] }\n', MODELS);
    expect(linksOf(compare).map(({ to }) => to)).toEqual([{ kind: 'scenario', id: 'reply-lost' }]);
  });

  test('tokens stand in order and do not overlap', () => {
    for (const { path, text: each } of scenarios) {
      const tokens = tokensOf(understand(each, MODELS));
      expect(tokens.length, path).toBeGreaterThan(3);
      tokens.forEach(({ span }, i) => expect(span.start, path).toBeGreaterThanOrEqual(tokens[i - 1]?.span.end ?? 0));
    }
  });
});

describe('the outline', () => {
  test('has sections with what is in them', () => {
    const items = outlineOf(written);
    expect(items.map(({ name }) => name)).toEqual(['faultline', 'title', 'model', 'covers', 'params', 'seed', 'nodes', 'network', 'workload', 'faults', 'until', 'expect', 'notes']);
    expect(items.find(({ name }) => name === 'faults')!.children.map(({ name, detail }) => `${name} ${detail}`)).toEqual(['lose { type: Reply, from: shop, to: alice, nth: 1 }']);
    expect(items.find(({ name }) => name === 'workload')!.children[0]).toMatchObject({ name: 'alice charge', detail: '0ms' });
  });

  test('each item holds its head and its children, also in broken text', () => {
    const check = (items: ReturnType<typeof outlineOf>, within: { start: number; end: number }): void => {
      for (const { name, span, head, children } of items) {
        expect(name).not.toBe('');
        expect([head.start >= span.start, head.end <= span.end, span.start >= within.start, span.end <= within.end]).toEqual([true, true, true, true]);
        check(children, span);
      }
    };
    for (const { text: each } of scenarios) check(outlineOf(understand(each, MODELS)), { start: 0, end: each.length });
    for (let end = 0; end < text.length; end += 3) {
      const part = understand(text.slice(0, end), MODELS, library);
      check(outlineOf(part), { start: 0, end });
      for (let at = 0; at < end; at += 20) expect(() => hoverAt(part, at)).not.toThrow();
    }
  });
});

describe('names in places where any text may stand', () => {
  const text = 'model: byzantine-generals\nfaults:\n  - lie: { node: general, behaviour: x, args: { to: [lieutenant-1], said: retreat } }\nexpect:\n  - event: { kind: vote, for: lieutenant-1 }\n  - event: { kind: return, value: lieutenant-1 }\n';

  test('whom a vote is for and what a liar is told are nodes if they are called so; data is not', () => {
    const places = referencesOf({ thing: 'node', name: 'lieutenant-1' }, understand(text, MODELS));
    expect(places.map(({ span }) => text.slice(0, span.start).split('\n').length)).toEqual([3, 5]);
    expect(occurrences(understand(text, MODELS)).some(({ name }) => name === 'retreat')).toBe(false);
  });
});
