import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeWords, readPlaceWords } from '../../src/notes/place-words';
import type { NotePlace } from '../../src/notes/place-words';
import { addSideNote, bodyText, changeSideNote, newSideText, parseSideFile, removeSideNote } from '../../src/notes/side-file';
import type { SideEdit } from '../../src/notes/side-file';
import { EVENT_KINDS } from '../../src/trace/trace';
import type { EventRule } from '../../src/trace/match';

const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 3 }));
const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const rule: fc.Arbitrary<EventRule> = fc
  .record({ kind: fc.constantFrom(...EVENT_KINDS) }, { requiredKeys: ['kind'] })
  .chain(({ kind }) => fc.record({ kind: fc.constant(kind), type: word, from: word, to: word, node: word, name: word, granted: fc.boolean(), have: fc.nat(9), round: plain, nth: fc.integer({ min: 2, max: 500 }) }, { requiredKeys: ['kind'] }));
const place: fc.Arbitrary<NotePlace> = fc.oneof(fc.constant({}), word.map((lane) => ({ lane })), rule.map((at) => ({ at })), fc.tuple(rule, rule).map(([at, until]) => ({ at, until })));
const line = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', '# a', '## At the first lose', '```', '~~~js', '=======', '<<<<<<< HEAD', '>>>>>>> x', '*— me, 2026-01-02*', '- item', '  code'));
const markdown = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));

function applied(source: string, edit: SideEdit): string {
  if (!edit.ok) throw new Error(edit.message);
  return source.slice(0, edit.edit.start) + edit.edit.text + source.slice(edit.edit.end);
}

describe('the heading of a note', () => {
  test('reads well', () => {
    const words = (place: NotePlace): string => placeWords(place);
    expect(words({})).toBe('The whole');
    expect(words({ lane: 'shop' })).toBe('Lane shop');
    expect(words({ at: { kind: 'lose', type: 'Reply', from: 'shop', to: 'alice' } })).toBe('At the first lose of Reply from shop to alice');
    expect(words({ at: { kind: 'send', nth: 22 }, until: { kind: 'vote', granted: false, nth: 3 } })).toBe('From the 22nd send up to the third vote with granted false');
    expect(words({ at: { kind: 'timer', name: 'no answer' } })).toBe('At the first timer with name `"no answer"`');
  });

  test('is read back, whatever names there are', () => {
    fc.assert(fc.property(place, (each) => {
      expect(readPlaceWords(placeWords(each))).toEqual({ ok: true, place: each });
    }), { numRuns: 300 });
    fc.assert(fc.property(fc.string(), (text) => {
      expect(typeof readPlaceWords(text).ok).toBe('boolean');
    }));
  });

  test('says what is wrong with it', () => {
    const message = (text: string): string => {
      const read = readPlaceWords(text);
      return read.ok ? 'nothing' : read.message;
    };
    expect(message('At the first loose')).toContain('did you mean lose?');
    expect(message('Thoughts')).toContain('The whole');
    expect(message('At the first lose of')).toContain('says nothing');
    expect(message('At the first lose with constructor x')).toContain('says nothing');
    expect(message('From the first lose')).toContain('up to');
  });
});

const FILE = `# Notes on [The reply is lost](lost.scenario.yaml)

Read with Anna.

## At the first lose of Reply from shop to alice

*— Anna, 2026-11-23*

The shop **did** the work.

\`\`\`
## no heading
\`\`\`

## Lane shop
Slow on Mondays.

## What I think

Something.
`;

describe('a file of notes', () => {
  const file = parseSideFile(FILE);

  test('has a note under each heading', () => {
    expect(file.notes.map(({ place, author, date, text }) => ({ place, author, date, text }))).toEqual([
      { place: { at: { kind: 'lose', type: 'Reply', from: 'shop', to: 'alice' } }, author: 'Anna', date: '2026-11-23', text: 'The shop **did** the work.\n\n```\n## no heading\n```' },
      { place: { lane: 'shop' }, author: undefined, date: undefined, text: 'Slow on Mondays.' },
      { place: undefined, author: undefined, date: undefined, text: 'Something.' },
    ]);
    expect(file.problems).toMatchObject([{ line: 18, column: 1, severity: 'warning', code: 'unknown-place' }]);
  });

  test('keeps every byte that a change is not about', () => {
    const changed = applied(FILE, changeSideNote(file, 1, 'Slow.\n\n## Really'));
    expect(changed).toBe(FILE.replace('Slow on Mondays.', 'Slow.\n\n### Really'));
    expect(applied(FILE, removeSideNote(file, 1))).toBe(FILE.replace('## Lane shop\nSlow on Mondays.\n\n', ''));
    const added = applied(FILE, addSideNote(file, { place: {}, text: 'All of it.', author: 'Ben', date: '2026-11-24' }));
    expect(added).toBe(`${FILE}\n## The whole\n\n*— Ben, 2026-11-24*\n\nAll of it.\n`);
  });

  test('has the ends of lines that it had', () => {
    const source = FILE.replaceAll('\n', '\r\n');
    const added = applied(source, addSideNote(parseSideFile(source), { place: { lane: 'alice' }, text: 'One\ntwo' }));
    expect(added.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(parseSideFile(added).notes.at(-1)).toMatchObject({ place: { lane: 'alice' }, text: 'One\ntwo' });
  });

  test('shows both versions that a merge has left, says so, and does not touch them', () => {
    const source = `# Notes\n\n## Lane shop\n\n<<<<<<< HEAD\nMine.\n=======\nTheirs.\n>>>>>>> other\n\n## The whole\n\nHeading\n=======\n`;
    const merged = parseSideFile(source);
    expect(merged.problems.map(({ line, code }) => [line, code])).toEqual([[5, 'merge-conflict'], [7, 'merge-conflict'], [9, 'merge-conflict']]);
    expect(merged.notes.map(({ text, torn }) => [text, torn])).toEqual([['Mine.\nTheirs.', true], ['Heading\n=======', false]]);
    expect([changeSideNote(merged, 0, 'x').ok, removeSideNote(merged, 0).ok, changeSideNote(merged, 1, 'x').ok]).toEqual([false, false, true]);
    const two = parseSideFile('<<<<<<< HEAD\n## Lane a\n\nMine.\n=======\n## Lane b\n\nTheirs.\n>>>>>>> other\n');
    expect(two.notes.map(({ place, text }) => [place, text])).toEqual([[{ lane: 'a' }, 'Mine.'], [{ lane: 'b' }, 'Theirs.']]);
  });

  test('gives back what was written, and leaves the others alone', () => {
    fc.assert(fc.property(fc.constantFrom('', newSideText('a', 'a.scenario.yaml'), FILE), fc.array(fc.record({ place, text: markdown }), { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\r\n'), markdown, (before, notes, eol, text) => {
      let source = before.replaceAll('\n', eol);
      for (const note of notes) source = applied(source, addSideNote(parseSideFile(source), note));
      const own = parseSideFile(source).notes.slice(-notes.length);
      expect(own.map((note) => ({ place: note.place, text: note.text }))).toEqual(notes.map((note) => ({ place: note.place, text: bodyText(note.text).trim() })));
      expect(bodyText(bodyText(text))).toBe(bodyText(text));
      const at = parseSideFile(source).notes.length - 1;
      const changed = parseSideFile(applied(source, changeSideNote(parseSideFile(source), at, text)));
      expect(changed.notes[at]!.text).toBe(bodyText(text).trim());
      expect(changed.notes.slice(0, at).map((note) => note.text)).toEqual(parseSideFile(source).notes.slice(0, at).map((note) => note.text));
      expect(parseSideFile(applied(changed.source, removeSideNote(changed, at))).notes).toHaveLength(at);
    }), { numRuns: 150 });
    fc.assert(fc.property(markdown, (text) => {
      expect(parseSideFile(text).source).toBe(text);
    }));
  });
});
