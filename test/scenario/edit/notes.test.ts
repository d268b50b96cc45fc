import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { openDraft } from '../../../src/scenario/edit/draft';
import type { Draft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../../src/scenario/edit/gesture';
import { applyEdit } from '../../../src/scenario/edit/text-edit';
import { parseScenario } from '../../../src/scenario/parse';

const BARE = `faultline: 1
title: Notes # mine
model: request-reply
faults:
  - lose: { type: Reply, nth: 1 }
`;
const NOTED = `${BARE}notes:
  - at: { kind: lose, nth: 1 }   # the reply
    text: Only its answer died.
  - text: |
      Several

      lines.
    author: Anna
until: 1s
`;

function draft(text: string): Draft {
  const opened = openDraft(text, MODELS);
  if (!opened.ok) throw new Error(opened.message);
  return opened.draft;
}

function after(text: string, gesture: Gesture): string {
  const edited = editScenario(draft(text), gesture);
  if (!edited.ok) throw new Error(edited.message);
  return applyEdit(text, edited.edit);
}

test('the first note brings the section along', () => {
  expect(after(BARE, { do: 'add-note', note: { at: { kind: 'lose', type: 'Reply', from: 'shop', to: 'alice', nth: 1 }, text: 'The shop did the work.', author: 'Anna', date: '2026-11-23' } } as Gesture).slice(BARE.length)).toMatchInlineSnapshot(`
    "notes:
      - at: { kind: lose, type: Reply, from: shop, to: alice, nth: 1 }
        text: The shop did the work.
        author: Anna
        date: "2026-11-23"
    "
  `);
});

test('a note stands behind the others, in lines where it has several', () => {
  expect(after(NOTED, { do: 'add-note', note: { lane: 'shop', text: 'One.\n\n- two\n- three' } })).toBe(
    NOTED.replace('until: 1s', '  - lane: shop\n    text: |-\n      One.\n\n      - two\n      - three\nuntil: 1s'),
  );
});

test('a note gets another text, and nothing else is touched', () => {
  expect(after(NOTED, { do: 'change-note', note: 0, text: 'Else.\nMore.' })).toBe(NOTED.replace('text: Only its answer died.', 'text: |-\n      Else.\n      More.'));
  // A comment behind the text stands behind its first line then.
  const told = NOTED.replace('answer died.', 'answer died.  # sad');
  expect(after(told, { do: 'change-note', note: 0, text: 'Else.\nMore.' })).toBe(told.replace('text: Only its answer died.  # sad', 'text: |-  # sad\n      Else.\n      More.'));
  expect(after(NOTED, { do: 'change-note', note: 1, text: 'Short.' })).toBe(NOTED.replace('text: |\n      Several\n\n      lines.', 'text: Short.'));
  expect(after(NOTED, { do: 'remove-note', note: 0 })).toBe(NOTED.replace('  - at: { kind: lose, nth: 1 }   # the reply\n    text: Only its answer died.\n', ''));
});

test('a note is pinned elsewhere, and signed by another', () => {
  const changed = after(NOTED, { do: 'change-note', note: 1, text: 'Moved.', as: { lane: 'shop', date: '2026-11-24' } });
  expect(changed).toBe(NOTED.replace('  - text: |\n      Several\n\n      lines.\n    author: Anna\n', '  - lane: shop\n    text: Moved.\n    date: "2026-11-24"\n'));
  expect(parseScenario(after(NOTED, { do: 'change-note', note: 0, text: 'On the whole.', as: {} }), MODELS).scenario?.notes[0]).toMatchObject({ text: 'On the whole.' });
});

test('any text comes back as it was written, or is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ maxLength: 20, unit: 'grapheme' }), fc.constantFrom('', ' x', '# a', '- b', 'key: value', '"', '```')), { minLength: 1, maxLength: 4 }), fc.constantFrom('add', 0, 1), fc.constantFrom('\n', '\r\n'), (lines, which, eol) => {
      const text = lines.join('\n');
      fc.pre(text.trim() !== '');
      const before = NOTED.replaceAll('\n', eol);
      const gesture: Gesture = which === 'add' ? { do: 'add-note', note: { text } } : { do: 'change-note', note: which as number, text };
      const edited = editScenario(draft(before), gesture);
      if (!edited.ok) {
        expect(['no-change', 'invalid', 'form']).toContain(edited.code);
        return;
      }
      const { scenario } = parseScenario(applyEdit(before, edited.edit), MODELS);
      expect(scenario?.notes.at(which === 'add' ? -1 : (which as number))?.text).toBe(text);
    }),
    { numRuns: 60 },
  );
});
