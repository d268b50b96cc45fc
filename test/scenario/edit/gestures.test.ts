/**
 * Every gesture on every bundled scenario, in sequences and forms that chance picks: each edit does what was asked and
 * nothing else, or is refused with a reason; and undone, the edits give back the file.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { openDraft } from '../../../src/scenario/edit/draft';
import type { Draft } from '../../../src/scenario/edit/draft';
import { editScenario } from '../../../src/scenario/edit/edit-scenario';
import type { Gesture } from '../../../src/scenario/edit/gesture';
import { arrivalOf, messageOf } from '../../../src/scenario/edit/messages';
import { applyEdit, inverseOf } from '../../../src/scenario/edit/text-edit';
import type { TextEdit } from '../../../src/scenario/edit/text-edit';
import { judge } from '../../../src/scenario/expect';
import { runScenario } from '../../../src/scenario/run';
import type { Scenario } from '../../../src/scenario/scenario';
import type { EventDetails, Trace } from '../../../src/trace/trace';
import { KIND } from '../../../src/trace/trace';
import { bundledFiles, idOf } from '../../bundled';
import { asks, gestureOf } from './asking';
import type { Ask } from './asking';
import { FORMS } from './forms';

/** Gestures on what extends another file have a test of their own. */
const bundled = bundledFiles('.scenario.yaml').filter(({ text }) => !/^extend:/m.test(text)).map(({ path, text }) => ({ id: idOf(path), text }));
/** These tests are many runs, not slow ones. */
const TIMEOUT_MS = 120_000;
const REASONS = /^(no-note|no-change|no-fault|no-operation|no-neighbour|not-a-message|own-message|lost|copied|too-early|too-long|no-event|invalid)$/;

describe('gestures on the bundled scenarios', () => {
  it('in any sequence', () => {
    const sequence = fc.array(asks(), { minLength: 3, maxLength: 5 });
    const forms = Object.keys(FORMS);
    for (const [i, { text }] of bundled.entries()) {
      const written = FORMS[forms[i % forms.length]!]!(text);
      fc.assert(fc.property(sequence, (asked) => walk(written, asked)), { numRuns: 1 });
    }
    // Most gestures can be made; were they all refused, nothing would have been tested.
    expect(made).toBeGreaterThan(bundled.length);
  }, TIMEOUT_MS);

  it.each(Object.keys(FORMS))('written %s', (name) => {
    const texts = bundled.filter(({ id }) => ['reply-lost', 'partition-mixture', 'two-generals', 'lease-pause'].includes(id)).map(({ text }) => FORMS[name]!(text));
    fc.assert(fc.property(fc.constantFrom(...texts), fc.array(asks(), { minLength: 3, maxLength: 8 }), (text, asked) => walk(text, asked)), { numRuns: 6 });
  }, TIMEOUT_MS);
});

describe('gestures on files that nobody would write', () => {
  it('are made or refused, and never break anything', () => {
    const texts = bundled.flatMap(({ text }) => Object.values(FORMS).map((form) => form(text)));
    const putIn = fc.record({ at: fc.nat(1_000_000), piece: fc.constantFrom(' ', '  ', '\n', '\n\n', '\n    ', ' # odd\n', '\n# odd\n', '\n      # odd\n', ' \r\n ', ', ', '\t') });
    const change = fc.array(putIn, { minLength: 1, maxLength: 5 });
    let opens = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), change, fc.array(asks(), { minLength: 2, maxLength: 4 }), (text, changes, asked) => {
        const odd = changes.reduce((now, { at, piece }) => {
          // Between words, where much may stand that nobody puts there.
          const blank = now.slice(at % now.length).search(/[ \n,{}[\]]/) + (at % now.length);
          const next = now.slice(0, blank + 1) + piece + now.slice(blank + 1);
          return openDraft(next, MODELS).ok ? next : now;
        }, text);
        opens += odd === text ? 0 : 1;
        walk(odd, asked, /^form$/);
      }),
      { numRuns: 40 },
    );
    expect(opens).toBeGreaterThan(10);
  }, TIMEOUT_MS);
});

/** Edits made in all walks so far. */
let made = 0;

/** Makes the gestures one after the other, then undoes them. */
function walk(text: string, asked: readonly Ask[], mayRefuse = /^$/): void {
  let draft = opened(text);
  let trace = run(draft.scenario);
  const undo: TextEdit[] = [];
  for (const ask of asked) {
    const gesture = gestureOf(ask, draft, trace);
    const result = editScenario(draft, gesture, trace);
    const label = `${JSON.stringify(gesture)} on\n${draft.text}`;
    if (!result.ok) {
      if (!(REASONS.test(result.code) || mayRefuse.test(result.code)) || result.message.length < 10) expect.fail(`refused: ${result.code}: ${result.message}\n${label}`);
      continue;
    }
    expect(applyEdit(draft.text, result.edit), label).toBe(result.draft.text);
    holdsToForm(draft.text, result.draft.text, result.edit, gesture, label);
    holdsToMeaning(draft, result.draft, gesture, trace, `${label}\nbecame\n${result.draft.text}`);
    undo.push(inverseOf(draft.text, result.edit));
    draft = result.draft;
    // Where events are looked at next, they must be those of this scenario.
    trace = run(draft.scenario);
  }
  expect(undo.reduceRight(applyEdit, draft.text)).toBe(text);
  made += undo.length;
}

/** Small, in the file's line endings, and no comment on a line of its own is lost. */
function holdsToForm(before: string, after: string, edit: TextEdit, gesture: Gesture, label: string): void {
  const old = before.slice(edit.start, edit.end);
  if (old !== '' && edit.text !== '') {
    if (old[0] === edit.text[0] && !/[\r\n]/.test(old[0]!) && !/[\ud800-\udfff]/.test(old[0]!)) expect.fail(`the edit could begin later: ${JSON.stringify(edit)}\n${label}`);
  }
  const breaks = (text: string): number[] => [text.split('\r\n').length, text.replaceAll('\r\n', '').split('\n').length];
  const [crlf, lf] = breaks(before) as [number, number];
  if (crlf > 1 && lf === 1) expect(breaks(after)[1], label).toBe(1);
  else if (crlf === 1) expect(breaks(after)[0], label).toBe(1);
  const comments = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line.startsWith('#')).sort();
  // What stands amidst the lines of something goes with it.
  const lines = old.trim().split(/\r?\n/);
  const amidst = lines[0]!.startsWith('#') || lines.at(-1)!.trim().startsWith('#') ? [] : without(comments(old), comments(edit.text));
  expect([...comments(after), ...amidst].sort(), label).toEqual(comments(before));
  if (gesture.do.startsWith('add-') || ['lose', 'crash', 'pause', 'slow', 'partition'].includes(gesture.do)) {
    const kept = before.slice(edit.start, edit.end).replace(/[\s,{}[\]]|null|#.*/g, '');
    if (kept !== '') expect.fail(`something new took the place of ${JSON.stringify(kept)}\n${label}`);
  }
}

/** The part of the world that a gesture may change, and how; everything else is as it was. */
function holdsToMeaning(before: Draft, after: Draft, gesture: Gesture, trace: Trace, label: string): void {
  const part = PARTS[gesture.do];
  const [old, now] = [before.scenario, after.scenario];
  for (const key of Object.keys(old.world) as (keyof Scenario['world'])[]) {
    if (key !== part && key !== 'model') expect(now.world[key], label).toEqual(old.world[key]);
  }
  const { expect: expectations, notes, title, covers, compare } = old;
  const plain = (items: readonly object[]): unknown => items.map((item) => ({ ...item, span: 0 }));
  expect({ title: now.title, covers: now.covers, compare: now.compare }, label).toEqual({ title, covers, compare });
  // An expectation comes last, and this run meets it.
  const more = gesture.do.startsWith('expect') ? 1 : 0;
  expect(plain(now.expect.slice(0, now.expect.length - more)), label).toEqual(plain(expectations));
  expect(plain(now.notes.map(trimmed)), label).toMatchObject(plain(notesAsAsked(notes, gesture)) as object);
  if (more === 1) expect(judge(now.expect.slice(-1), trace), label).toMatchObject([{ ok: true }]);
  asAsked(before, after, gesture, trace, label);
}

/** The notes that there should be now; where a new one is pinned is looked at with the gestures on notes. */
function notesAsAsked(notes: Scenario['notes'], gesture: Gesture): readonly object[] {
  const kept: object[] = notes.map(trimmed);
  if (gesture.do === 'add-note') kept.push({ text: gesture.note.text });
  if (gesture.do === 'change-note') kept[gesture.note] = { ...kept[gesture.note], text: gesture.text };
  if (gesture.do === 'remove-note') kept.splice(gesture.note, 1);
  return kept;
}

/** As a block of lines a text ends with a line break. */
function trimmed<T extends { readonly text?: string }>(note: T): object {
  return note.text === undefined ? note : { ...note, text: note.text.trimEnd() };
}

function asAsked(before: Draft, after: Draft, gesture: Gesture, trace: Trace, label: string): void {
  const old = before.scenario.world;
  const now = after.scenario.world;
  const added = without(now.faults, old.faults);
  switch (gesture.do) {
    case 'lose': {
      expect(added, label).toMatchObject([{ kind: 'lose' }]);
      const lost = ending(run(after.scenario), messageOf(trace, gesture.event)!.send);
      // It dies half-way, which may lie behind the end of the run.
      expect(['dropped', ending(trace, messageOf(trace, gesture.event)!.send)?.reason], label).toContain(lost?.reason ?? 'it arrived');
      break;
    }
    case 'delay':
      if (added.length === 0) expect(gesture.byUs, label).toBe(0);
      else expect(added, label).toMatchObject([{ kind: 'delay', byUs: gesture.byUs }]);
      break;
    case 'arrive': {
      const { send } = messageOf(trace, gesture.event)!;
      const again = run(after.scenario);
      const copies = [trace, again].some((each) => copiesOf(each, send) > 1);
      if (!copies && ending(again, send)?.reason === undefined) expect(arrivalOf(again, messageOf(again, send)!), label).toBe(gesture.atUs);
      break;
    }
    case 'overtake':
      expect(added, label).toMatchObject([{ kind: 'delay' }]);
      break;
    case 'crash':
      expect(added, label).toEqual([{ kind: 'crash', node: gesture.node, atUs: gesture.atUs, ...(gesture.restartUs === undefined ? {} : { restartUs: gesture.restartUs }) }]);
      break;
    case 'pause':
      expect(added, label).toEqual([{ kind: 'pause', node: gesture.node, atUs: gesture.atUs, forUs: gesture.forUs }]);
      break;
    case 'slow':
      expect(added, label).toMatchObject([{ kind: 'slow', node: gesture.node, atUs: gesture.atUs, factor: gesture.factor }]);
      break;
    case 'clock-jump':
      expect(added, label).toEqual([{ kind: 'clock', node: gesture.node, atUs: gesture.atUs, jumpUs: gesture.jumpUs }]);
      break;
    case 'clock-drift':
      expect(added, label).toMatchObject([{ kind: 'clock', node: gesture.node, atUs: gesture.atUs }]);
      break;
    case 'partition':
      expect(added, label).toEqual([{ kind: 'partition', atUs: gesture.atUs, ...(gesture.untilUs === undefined ? {} : { untilUs: gesture.untilUs }), cut: gesture.cut }]);
      break;
    case 'undo':
      expect(now.faults.length, label).toBe(old.faults.length - 1);
      expect(added, label).toEqual([]);
      break;
    case 'remove-fault':
      expect(now.faults, label).toEqual(old.faults.filter((_, i) => i !== gesture.fault));
      break;
    case 'restart':
      expect(added, label).toMatchObject([{ kind: 'crash', node: gesture.node, restartUs: gesture.atUs }]);
      break;
    case 'duplicate':
      expect(added.length, label).toBe(1);
      break;
    case 'change-fault':
      // What was a default may be said.
      expect(added.length, label).toBeLessThan(2);
      expect(now.faults.length, label).toBe(old.faults.length);
      break;
    case 'add-operation':
      expect(without(now.workload, old.workload), label).toMatchObject([{ atUs: gesture.atUs, client: gesture.client, op: gesture.op, args: gesture.args ?? {} }]);
      break;
    case 'remove-operation':
      expect(now.workload, label).toEqual(old.workload.filter((_, i) => i !== gesture.operation));
      break;
    case 'move-operation':
      expect(now.workload, label).toEqual(old.workload.map((item, i) => (i === gesture.operation ? { ...item, atUs: gesture.atUs } : item)));
      break;
    case 'set-argument':
      if (gesture.value !== undefined) expect(now.workload[gesture.operation]!.args[gesture.name], label).toEqual(gesture.value);
      expect(now.workload.length, label).toBe(old.workload.length);
      break;
    case 'set-param':
      expect(now.params[gesture.name], label).toEqual(gesture.value ?? now.model.params[gesture.name]!.default);
      break;
    case 'set-seed':
      if (gesture.value !== undefined) expect(now.seed, label).toBe(gesture.value);
      break;
    case 'set-until':
      if (gesture.atUs !== undefined) expect(now.untilUs, label).toBe(gesture.atUs);
      break;
    case 'set-network':
      if (gesture.field !== 'latency' && gesture.link === undefined) expect(now.network[gesture.field], label).toBe(gesture.value ?? 0);
      break;
    case 'add-note':
    case 'change-note':
    case 'remove-note':
    case 'expect':
    case 'expect-field':
      // They leave the world as it is; what they write is looked at where notes and expectations are.
      expect(added, label).toEqual([]);
      break;
  }
}

const PARTS: { readonly [K in Gesture['do']]: keyof Scenario['world'] } = {
  lose: 'faults', delay: 'faults', arrive: 'faults', duplicate: 'faults', overtake: 'faults', crash: 'faults', restart: 'faults', pause: 'faults', slow: 'faults',
  'clock-jump': 'faults', 'clock-drift': 'faults', partition: 'faults', undo: 'faults', 'remove-fault': 'faults', 'change-fault': 'faults',
  'add-operation': 'workload', 'move-operation': 'workload', 'set-argument': 'workload', 'remove-operation': 'workload',
  'set-param': 'params', 'set-seed': 'seed', 'set-until': 'untilUs', 'set-network': 'network',
  // Of the world, nothing.
  expect: 'model', 'expect-field': 'model', 'add-note': 'model', 'change-note': 'model', 'remove-note': 'model',
};

function opened(text: string): Draft {
  const result = openDraft(text, MODELS);
  if (!result.ok) expect.fail(`${result.message}\n${text}`);
  return result.draft;
}

/** As far as a test can afford. */
function run(scenario: Scenario): Trace {
  return runScenario({ ...scenario, world: { ...scenario.world, limits: { ...scenario.world.limits, events: 150 } } }).trace;
}

/** Those of `items` that are not among `others`; each counts once. */
function without<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  const left = others.map((other) => JSON.stringify(other));
  return items.filter((item) => {
    const at = left.indexOf(JSON.stringify(item));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function ending(trace: Trace, send: number): Partial<EventDetails['lose']> | undefined {
  const end = trace.partner[send] ?? -1;
  return end < 0 ? undefined : (trace.detail(end) as Partial<EventDetails['lose']>);
}

function copiesOf(trace: Trace, send: number): number {
  let copies = 0;
  for (let i = send; i < trace.length; i++) if (trace.kind[i] === KIND.deliver && trace.partner[i] === send) copies++;
  return copies;
}
