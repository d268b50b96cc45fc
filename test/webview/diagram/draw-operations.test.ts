import { describe, expect, test } from 'vitest';
import { yOf } from '../../../src/trace/layout/axis';
import { drawSpans } from '../../../webview/diagram/draw-spans';
import { placingsOf } from '../../../webview/store/placings';
import { traceOfSteps } from '../../trace/traces';
import type { Step } from '../../trace/traces';
import { record } from './recording';

const invoke = (t: number, node: string, op: number): Step => ({ t, node, kind: 'invoke', op, f: 'read' });
const returned = (t: number, node: string, op: number, cause: number, status: 'ok' | 'unknown'): Step => ({ t, node, kind: 'return', cause, op, f: 'read', status });
/** Two that overlap, one whose outcome nobody knows, and one that never returns. */
const TRACE = traceOfSteps([
  invoke(0, 'a', 1), invoke(1, 'b', 2), returned(2, 'a', 1, 0, 'ok'), returned(3, 'b', 2, 1, 'ok'),
  invoke(4, 'a', 3), returned(5, 'a', 3, 4, 'unknown'), invoke(6, 'b', 4),
]);
const found = { title: 'a register', operations: 4, others: [], words: [], wordsFrom: 0 } as const;

describe('operations', () => {
  test('end in a question where nobody knows the outcome', () => {
    const { frame, find } = record(TRACE);
    drawSpans(frame);
    expect(find('operation').map(({ className }) => className)).toEqual(['operation ok', 'operation ok', 'operation unknown', 'operation open']);
    expect(find('operation-open').map(({ content }) => content)).toEqual(['?', '?']);
    const [ok, , unknown] = find('operation');
    // A jagged edge in place of round corners.
    expect([ok!.content.match(/l-/g), unknown!.content.match(/l-/g)!.length]).toEqual([null, 4]);
  });

  test.each(['even', 'scale'] as const)('have a number where they took effect, within their bars and in their order (%s)', (spacing) => {
    const placings = placingsOf({ ...found, verdict: 'linearizable', invoke: Int32Array.of(1, 0, 4), after: Int32Array.of(1, 1, 4) });
    const { frame, find } = record(TRACE, { placings, spacing, usPerPx: 0.01 });
    drawSpans(frame);
    const numbers = new Map(find('operation-number').map(({ content, y }) => [content, y]));
    expect([...numbers.keys()].sort()).toEqual(['1', '2', '3']);
    expect(numbers.get('1')!).toBeLessThan(numbers.get('2')!);
    const middle = (text: string): number => numbers.get(text)! - 3.5 + frame.base;
    for (const [text, from, to] of [['1', 1, 3], ['2', 0, 2], ['3', 4, 5]] as const) {
      expect(middle(text)).toBeGreaterThan(yOf(frame.axis, from));
      expect(middle(text)).toBeLessThan(yOf(frame.axis, to));
    }
  });

  test('without a place are marked, in shape and in words', () => {
    const placings = placingsOf({ ...found, verdict: 'not-linearizable', invoke: Int32Array.of(0), after: Int32Array.of(0), unplaced: 1, operation: '', object: '', state: '', could: [] });
    const { frame, find } = record(TRACE, { placings });
    drawSpans(frame);
    expect([find('operation', 'unplaced').length, find('operation-cross').length, find('operation-number').length]).toEqual([1, 1, 0]);
    expect(frame.wishes.map(({ of }) => of.text)).toEqual(['has no place in any order']);
  });
});
