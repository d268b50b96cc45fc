import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, inverseOf, trimmed } from '../../../src/scenario/edit/text-edit';

const pieces = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '\r', '😀', '\ud83d'), { maxLength: 8 }).map((parts) => parts.join(''));

describe('an edit', () => {
  it('is kept as small as it can be', () => {
    expect(trimmed('at: 20ms', { start: 4, end: 8, text: '25ms' })).toEqual({ start: 5, end: 6, text: '5' });
    expect(trimmed('aaa', { start: 0, end: 3, text: 'aa' })).toEqual({ start: 2, end: 3, text: '' });
    expect(trimmed('a\r\nb', { start: 0, end: 4, text: 'a\nb' })).toEqual({ start: 1, end: 3, text: '\n' });
    expect(trimmed('😀', { start: 0, end: 2, text: '😁' })).toEqual({ start: 0, end: 2, text: '😁' });
  });

  it('means the same when it is smaller, and undone it gives the text back', () => {
    fc.assert(fc.property(pieces, pieces, pieces, pieces, (before, old, put, behind) => {
      const text = before + old + behind;
      const edit = { start: before.length, end: before.length + old.length, text: put };
      const after = applyEdit(text, edit);
      expect(applyEdit(text, trimmed(text, edit))).toBe(after);
      expect(applyEdit(after, inverseOf(text, edit))).toBe(text);
    }));
  });
});
