import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeAll } from '../../src/formats/format';
import { formatById } from '../../src/formats/formats';
import { mendFields } from '../../src/formats/jsonl/fields';
import { createQuickReader } from '../../src/formats/jsonl/quick';
import type { Quick } from '../../src/formats/jsonl/quick';
import { decodeUtf8, encodeUtf8 } from '../../src/formats/utf8';
import type { EventKind } from '../../src/trace/trace';
import { EVERY_KIND, LOST_REPLY, traceOfSteps } from '../trace/traces';

const LINES = [EVERY_KIND, LOST_REPLY].flatMap((steps) => writeAll(formatById('jsonl')!, traceOfSteps(steps)).trimEnd().split('\n').slice(1));

const reader = createQuickReader();

/** Reads a line that stands among others. */
function readQuickly(line: string): Quick | undefined {
  if (line.includes('\n')) return undefined;
  const bytes = encodeUtf8(`{}\n${line}\n{}`);
  return reader(bytes, 3, bytes.length - 3);
}

describe('the short way to read a line', () => {
  it('is taken for the usual kinds as we write them', () => {
    const taken = LINES.filter((line) => readQuickly(line) !== undefined).map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(new Set(taken)).toEqual(new Set(['send', 'deliver', 'lose', 'state', 'timer-set', 'timer', 'timer-cancel']));
    expect(taken.length).toBeGreaterThan(LINES.length / 4);
  });

  it('says yes only to lines that are valid and complete, and says of them what parsing says', () => {
    let accepted = 0;
    const spoilt = fc
      .tuple(fc.constantFrom(...LINES), fc.array(fc.tuple(fc.nat(400), fc.nat(3), fc.oneof(fc.constantFrom(...'{}[]",:\\0-.e+ \t\r\n'.split(''), '"a":', ',"x":1', '\u0000', '{}'), fc.string({ unit: 'binary', maxLength: 2 }))), { maxLength: 2 }))
      .map(([line, edits]) => edits.reduce((text, [at, cut, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + cut), line));
    fc.assert(
      fc.property(spoilt, (line) => {
        const quick = readQuickly(line);
        if (quick === undefined) return;
        accepted++;
        // A lone half of a pair has no place in UTF-8.
        const parsed = JSON.parse(decodeUtf8(encodeUtf8(line))) as { [field: string]: unknown };
        const { set, ...rest } = quick;
        expect(parsed).toMatchObject(rest);
        if (set !== undefined) expect(Object.keys(set as object)).toEqual(Object.keys(parsed['set'] as object));
        const faults: unknown[] = [];
        mendFields(quick.kind as EventKind, parsed, undefined, (fault) => faults.push(fault));
        expect(faults).toEqual([]);
        expect('cause' in parsed).toBe('cause' in quick);
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(1000);
  }, 120_000);
});
