import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftText, durationText, keyText, wordText } from '../../../src/scenario/edit/scalar';
import { styleOf } from '../../../src/scenario/edit/style';
import type { Style } from '../../../src/scenario/edit/style';
import { SILENT } from '../../../src/scenario/report';
import { parseDrift, parseDuration } from '../../../src/scenario/units';
import { readYaml } from '../../../src/scenario/yaml-tree';
import type { MapTree } from '../../../src/scenario/yaml-tree';

function styleIn(text: string): Style {
  return styleOf(text, readYaml(text, SILENT).root as MapTree);
}
const usual = styleIn('a: 1\n');

// The library's own unit for this takes seconds to set up.
const anySign = fc.oneof(fc.nat(0x2ff), fc.nat(0xffff)).map((code) => String.fromCharCode(code));

describe('durations', () => {
  it('are written as people write them, in the unit that stands there', () => {
    expect([0, 90, 1_500, 40_000, 1_500_000, 7_200_000_000].map((us) => durationText(us, usual))).toEqual(['0ms', '90us', '1.5ms', '40ms', '1.5s', '2h']);
    expect([[500_000, '2s'], [50_000, '2s'], [2_040_000, '40ms'], [90_000_000, '2m'], [0, '2s'], [1, '2s'], [-1_500_000, '-1s']].map(([us, old]) => durationText(us as number, usual, old as string))).toEqual(['0.5s', '50ms', '2040ms', '1.5m', '0s', '1us', '-1.5s']);
    expect(durationText(0, styleIn('a: [1s, 2s, 5ms]\n'))).toBe('0s');
  });

  it('mean what they should, whatever stood there', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.constantFrom(undefined, '1us', '1ms', "'1.5s'", '2m', '3h', 'x', 'constructor'), (us, old) => {
      expect(parseDuration(durationText(us, usual, old))).toEqual({ ok: true, value: us });
    }));
  });

  it('drifts have six decimals and no exponent', () => {
    expect([0, -0, 200, -11.57394, 1e-6, 100].map(driftText)).toEqual(['0ppm', '0ppm', '200ppm', '-11.57394ppm', '0.000001ppm', '100ppm']);
    fc.assert(fc.property(fc.integer({ min: -5e11, max: 5e11 }), (millionths) => {
      const read = parseDrift(driftText(millionths / 1e6));
      expect(read.ok && Math.round(read.value * 1e6)).toBe(millionths === 0 ? 0 : millionths);
    }));
  });
});

describe('words', () => {
  it('stand in quotes where they must, and in those that stand there', () => {
    expect(['plain', 'two words', 'null', 'No', '10ms', '', ' a', 'a: b', '#x', "it's", 'a,b'].map((word) => wordText(word, usual))).toEqual(['plain', 'two words', '"null"', '"No"', '"10ms"', '""', '" a"', '"a: b"', '"#x"', '"it\'s"', '"a,b"']);
    expect([wordText('x', usual, "'y'"), wordText("it's", usual, "'y'"), wordText('x', usual, '"y"'), wordText('a\nb', usual, "'y'"), wordText(': ', styleIn("a: 'b'\n"))]).toEqual(["'x'", "'it''s'", '"x"', '"a\\nb"', "': '"]);
    expect([wordText(true, usual), wordText(1.5, usual), wordText(null, usual), keyText('a b', usual), keyText('yes', usual), keyText('at', styleIn('{"a": 1}'))]).toEqual(['true', '1.5', 'null', 'a b', '"yes"', '"at"']);
  });

  it('are read as they were written, in lines and in brackets', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: anySign, maxLength: 12 }), fc.string({ maxLength: 12 }), fc.constantFrom('true', '~', '1e3', '0x1', '.nan', '<<', '-', '?', 'a:')), fc.constantFrom('', '"x"', "'x'"), (word, old) => {
      const written = wordText(word, usual, old);
      for (const text of [`a: ${written}\n`, `a: { b: [${written}, c] } # d\n`]) {
        const value = (readYaml(text, SILENT).root as MapTree).entries[0]!.value;
        const read = value.kind === 'map' && value.entries[0]!.value.kind === 'list' ? value.entries[0]!.value.items[0] : value;
        expect(read).toMatchObject({ kind: 'scalar', value: word });
      }
    }));
  });
});
