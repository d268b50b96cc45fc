/** What is offered at a cursor, and that it can be taken. */
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { buildGallery } from '../../../src/notes/gallery';
import { complete } from '../../../src/scenario/language/complete';
import type { Offer } from '../../../src/scenario/language/offer';
import { plainText } from '../../../src/scenario/language/snippet';
import { parseScenario } from '../../../src/scenario/parse';
import { bundledFiles } from '../../bundled';

const scenarios = bundledFiles('.scenario.yaml');
const library = buildGallery([...scenarios, ...bundledFiles('.md')]);
const EVERY = Number(process.env['EVERY'] ?? 97);

/** The offers where `¦` stands. */
function at(marked: string): readonly Offer[] {
  const offset = marked.indexOf('¦');
  return complete(marked.replace('¦', ''), offset, MODELS, library);
}
const labels = (marked: string): string[] => at(marked).map(({ label }) => label);

/** The text when an offer is taken as it is: as an editor does it, lines of a snippet get the indentation of the first. */
function accepted(text: string, { span, insert }: Offer): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, span.start))![0];
  return text.slice(0, span.start) + plainText(insert).replaceAll('\n', `\n${indent}`) + text.slice(span.end);
}

const HEAD = 'faultline: 1\ntitle: T\nmodel: request-reply\nnodes: { client: [alice], server: [shop] }\n';

describe('what is offered', () => {
  test('an empty file: the keys of a scenario, those first that it needs', () => {
    const found = at('¦');
    expect(found.filter(({ rank }) => rank === 0).map(({ label }) => label)).toEqual(['faultline', 'title', 'model']);
  });

  test('models with title and chapter', () => {
    const raft = at('model: ¦\n').find(({ label }) => label === 'raft')!;
    expect(raft.detail).toContain('(ch8)');
    expect(raft.doc).toContain('Raft');
  });

  test('parameters with ranges and defaults, in brackets and line by line, whole file or not', () => {
    for (const text of ['params: { ¦ }\n', 'params: { ¦', 'params:\n  ¦\n', 'params:\n  work: 1s\n  re¦\nfaults:\n', 'params: { work: 1s, ¦\nuntil: 2s\n']) {
      const retries = at(HEAD + text).find(({ label }) => label === 'retries');
      expect(retries?.doc, text).toContain('0 to 100; 1 if not said');
      expect(plainText(retries!.insert)).toBe('retries: 1');
    }
  });

  test('units for a number without one', () => {
    expect(labels(`${HEAD}params: { timeout: 10¦ }\n`)).toEqual(['10us', '10ms', '10s', '10m']);
  });

  test('fault kinds and their fields; messages by who sends them', () => {
    expect(labels(`${HEAD}faults:\n  - ¦\n`)).toEqual(['lose', 'delay', 'duplicate', 'crash', 'pause', 'partition', 'clock', 'slow', 'disk']);
    expect(labels(`${HEAD}faults:\n  - lose: { ¦`)).toEqual(['type', 'from', 'to', 'nth']);
    expect(labels(`${HEAD}faults:\n  - lose: { from: shop, type: ¦ }`)).toEqual(['Reply']);
    expect(labels(`${HEAD}faults:\n  - lose: { type: Charge, from: ¦`)).toEqual(['alice']);
    const lose = at(`${HEAD}faults:\n  - lo¦`).find(({ label }) => label === 'lose')!;
    expect(lose.insert).toBe('lose: { type: ${1|Charge,Reply|}, from: ${2:alice}, to: ${3:shop}, nth: ${4:1} }');
  });

  test('operations, their arguments, and who can carry them out', () => {
    expect(labels(`${HEAD}workload:\n  - { at: 0s, client: ¦, op: charge }`)).toEqual(['alice']);
    expect(labels(`${HEAD}workload:\n  - { at: 0s, client: alice, op: charge, args: { ¦ } }`)).toEqual(['amount']);
    expect(labels(`${HEAD}workload:\n  - { at: 0s, client: alice, op: ¦`)).toEqual(['charge']);
  });

  test('invariants, event kinds, the fields of a rule for that kind, and names in it', () => {
    expect(labels(`${HEAD}expect:\n  - violated: ¦\n`)).toContain('charged-at-most-once');
    expect(labels(`${HEAD}expect:\n  - event: { kind: ¦ }\n`)).toContain('violation');
    expect(labels(`${HEAD}expect:\n  - event: { kind: return, ¦ }\n`)).toEqual(['node', 'name', 'status', 'value', 'result', 'count']);
    expect(labels(`${HEAD}expect:\n  - event: { kind: return, name: ¦ }\n`)).toEqual(['charge']);
  });

  test('behaviours of a lying node, where the model offers some', () => {
    expect(labels('model: byzantine-generals\nfaults:\n  - lie: { behaviour: ¦')).not.toEqual([]);
  });

  test('pages of the notes, rows, scenarios to compare with', () => {
    expect(labels(`${HEAD}notes:\n  - see: ch8/unr¦`)).toContain('ch8/unreliable-networks#lost-reply');
    expect(labels('covers: [U1, ¦]')).toContain('U2');
    expect(labels('covers: [U1, ¦]')).not.toContain('U1');
    expect(labels(`${HEAD}compare: { node: alice, with: [¦] }`)).toContain('reply-lost');
  });

  test('a space behind a colon or dash that has none, and a dash where one is needed', () => {
    expect(at(`${HEAD}seed: 1\nuntil:¦`)[0]!.insert).toMatch(/^ \d/);
    expect(at(`${HEAD}faults:\n  -¦`)[0]!.insert).toMatch(/^ lose/);
    expect(at(`${HEAD}faults:\n  ¦`)[0]!.insert).toMatch(/^- lose/);
  });

  test('nothing in comments and in texts', () => {
    expect(labels('# mod¦')).toEqual([]);
    expect(labels('title: What ¦')).toEqual([]);
  });
});

describe('what is offered can be taken', () => {
  /** Where something may be added: behind each value, in each pair of brackets, on a new line below each. */
  function places(text: string): { readonly text: string; readonly offset: number }[] {
    const found: { text: string; offset: number }[] = [];
    const insert = (at: number, added: string): void => {
      found.push({ text: text.slice(0, at) + added + text.slice(at), offset: at + added.length });
    };
    const lines = text.split('\n');
    let start = 0;
    for (const line of lines) {
      for (const value of line.matchAll(/(?<=(?:: |\[|, ))[^\s{}[\],]+(?=[,\s}\]]|$)/g)) found.push({ text, offset: start + value.index + value[0].length });
      for (const close of line.matchAll(/ \}/g)) insert(start + close.index, ', ');
      const key = /^(\s*)(- )?[\w-]+:( .*[^|>])?$/.exec(line);
      if (key) {
        if (key[3] !== undefined) insert(start + line.length, `\n${key[1]!}${key[2] === undefined ? '' : '  '}`);
        if (key[2] !== undefined) insert(start - 1, `\n${key[1]}- `);
      }
      start += line.length + 1;
    }
    return found;
  }

  test('gives a text without errors, wherever it is offered in a bundled scenario', () => {
    let taken = 0;
    let count = 0;
    for (const { path, text, files } of scenarios) {
      for (const place of places(text)) {
        if (count++ % EVERY !== 0) continue;
        for (const offer of complete(place.text, place.offset, MODELS, library, files)) {
          if (offer.kind === 'model' || /^new scenario/.test(offer.label)) continue;
          const after = accepted(place.text, offer);
          const errors = parseScenario(after, MODELS, files).problems.filter(({ severity }) => severity === 'error');
          expect.soft(errors.slice(0, 2).map(({ line, message }) => `${line}: ${message}`), `${path}: ${offer.label} → ${after.slice(Math.max(0, offer.span.start - 60), offer.span.start + 120)}`).toEqual([]);
          taken++;
        }
      }
    }
    expect(taken).toBeGreaterThan(100);
  });

  test('and is asked for without a fault in texts that are broken in any way', () => {
    const { text } = scenarios[0]!;
    let state = 3;
    const random = (n: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % n;
    for (let n = 0; n < 400; n++) {
      const cut = random(text.length);
      const noise = ['{', '}', '[', ']', ':', ': ', '\n', '  ', '- ', '"', "'", '#', '|', '', '\t', '\r', '😀', 'constructor', '__proto__'][random(19)]!;
      const broken = text.slice(0, cut) + noise + text.slice(cut + random(30));
      expect(() => complete(broken, random(broken.length + 1), MODELS, library), JSON.stringify(broken)).not.toThrow();
    }
  });
});
