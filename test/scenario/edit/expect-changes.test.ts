import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import type { Files } from '../../../src/scenario/extend';
import { openDraft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../../src/scenario/edit/gesture';
import { applyEdit, inverseOf } from '../../../src/scenario/edit/text-edit';
import { judge } from '../../../src/scenario/expect';
import { runScenario } from '../../../src/scenario/run';
import { kindOf, labelOf, nodeOf } from '../../../src/trace/trace';
import type { EventDetails } from '../../../src/trace/trace';
import { bundledFiles, idOf } from '../../bundled';
import { chatting } from './chatting';

const bundled = bundledFiles('.scenario.yaml');
/** One of them may extend another. */
const filesAt = (path: string): Files => ({ at: path, read: (other) => bundled.find((each) => each.path === other)?.text });

describe('expecting what a run shows', () => {
  it('of a message is its type, its ends and what became of it, once where it is once', () => {
    const chat = chatting('faults: [ { lose: { type: Hear, to: cid, nth: 1 } } ]');
    const lost = chat.event({ kind: 'lose' });
    expect(chat.lines({ do: 'expect', event: lost })).toEqual(['expect:', '- event: { kind: lose, type: Hear, from: room1, to: cid, reason: dropped, count: 1 }']);
    const twice = chat.event({ kind: 'deliver', from: 'room1', to: 'ben' });
    expect(chat.lines({ do: 'expect', event: twice })).toEqual(['expect:', '- event: { kind: deliver, type: Hear, from: room1, to: ben }']);
  });

  it('stands behind what is expected already, written like it, and only once', () => {
    const chat = chatting('expect: [ { holds: always-fine } ] # so far');
    const invoked = chat.event({ kind: 'invoke', node: 'ben' });
    const after = chat.then({ do: 'expect', event: invoked });
    expect(after.draft.text).toContain('expect: [ { holds: always-fine }, { event: { kind: invoke, node: ben, name: say, value: { words: hello, loud: false }, count: 1 } } ] # so far');
    expect(after.lines({ do: 'expect', event: invoked })).toBe('the scenario expects this already');
  });

  it('of a field of a state is the value that it has at the step', () => {
    const chat = chatting();
    const { trace } = chat;
    const sets = Array.from({ length: trace.length }, (_, i) => i).filter((i) => kindOf(trace, i) === 'state' && nodeOf(trace, i) === 'ben');
    const last = sets.at(-1)!;
    const [field, value] = Object.entries((trace.detail(last) as EventDetails['state']).set)[0]!;
    const [line] = (chat.lines({ do: 'expect-field', node: 'ben', field, step: trace.length - 1 }) as readonly string[]).slice(1);
    expect(line).toContain(`kind: state, node: ben, set: { ${field}: ${String(value)} }`);
    expect(chat.lines({ do: 'expect-field', node: 'ben', field: 'nothing', step: 5 })).toBe('ben has not set nothing up to here');
  });
});

describe('in every bundled scenario', () => {
  it('each expectation that can be written from its run is read without a warning, met, and undone byte for byte', () => {
    let made = 0;
    for (const [n, { path, text }] of bundled.entries()) {
      const opened = openDraft(text, MODELS, filesAt(path));
      if (!opened.ok) throw new Error(`${idOf(path)}: ${opened.message}`);
      const { draft } = opened;
      const { trace } = runScenario(draft.scenario);
      // One event of each kind, name and fate, and the fields of the last state; each is two readings of the text.
      const seen = new Set<string>();
      const asked: Gesture[] = [];
      for (let event = trace.length - 1; event >= 0; event--) {
        const kind = kindOf(trace, event);
        const key = `${kind} ${kind === 'state' ? '' : labelOf(trace, event).slice(0, 12)}`;
        if (seen.has(key) || seen.size > 24) continue;
        seen.add(key);
        asked.push({ do: 'expect', event });
        if (kind === 'state') for (const field of Object.keys((trace.detail(event) as EventDetails['state']).set).slice(0, 2)) asked.push({ do: 'expect-field', node: nodeOf(trace, event), field, step: event });
      }
      const before = opened.draft.text;
      for (const gesture of asked.filter((_, i) => (i + n) % 8 === 0)) {
        const edited = editScenario(draft, gesture, trace);
        const label = `${idOf(path)}: ${JSON.stringify(gesture)}`;
        if (!edited.ok) {
          expect(edited.code, `${label}: ${edited.message}`).toMatch(text.includes('extend:') ? /^(no-change|too-long|form)$/ : /^(no-change|too-long)$/);
          continue;
        }
        const written = edited.draft.scenario.expect.at(-1)!;
        expect(judge([written], trace)[0]!.ok, `${label}\n${edited.draft.text.slice(written.span.start, written.span.end)}`).toBe(true);
        expect(edited.problems.filter(({ code }) => code === 'never-matches'), label).toEqual([]);
        expect(applyEdit(edited.draft.text, inverseOf(before, edited.edit)), label).toBe(before);
        made++;
      }
    }
    expect(made).toBeGreaterThan(bundled.length / 2);
  }, 60_000);
});
