/**
 * A gesture on the diagram → one small edit of the scenario's text, or the reason why there is none.
 *
 * Gestures are planned as changes of meaning, placed in the text, and then held to account: the edited text is read again, and must mean
 * the old scenario with that change and nothing else. A file written in a way that this room cannot
 * follow is left alone.
 */
import type { Trace } from '../../trace/trace';
import type { Problem } from '../../trace/problem';
import type { ScenarioValue } from '../describe';
import { MERGED } from '../extend';
import { parseSource } from '../parse';
import { valueAt } from '../yaml-tree';
import type { Tree } from '../yaml-tree';
import { changed, isRefusal, isSame, refuse } from './change';
import type { Change, Refusal } from './change';
import { draftOf } from './draft';
import type { Draft } from './draft';
import { expectChange } from './expect-changes';
import type { Gesture } from './gesture';
import { faultChange, laneChange } from './lane-changes';
import { messageChange } from './message-changes';
import { noteChange } from './note-changes';
import { placeChange } from './place';
import { operationChange, settingChange } from './setting-changes';
import { applyEdit } from './text-edit';
import type { TextEdit } from './text-edit';

export interface Edited {
  readonly ok: true;
  readonly edit: TextEdit;
  /** The scenario after the edit: what runs next, and what the next gesture starts from. */
  readonly draft: Draft;
  /** Warnings about the edited text. */
  readonly problems: readonly Problem[];
}

/**
 * The edit that a gesture asks for. `trace` is of a run of this scenario; gestures on events need it. Never throws; takes two
 * readings of the text, one of which `openDraft` did.
 */
export function editScenario(draft: Draft, gesture: Gesture, trace?: Trace): Edited | Refusal {
  const change = planned(draft, gesture, trace);
  if (isRefusal(change)) return change;
  // An item of several lines is not written over in its place: the new one is put before it, and then it is taken out.
  if (gesture.do === 'change-note' && gesture.as !== undefined && change.do === 'set') return replaced(draft, change);
  return edited(draft, change);
}

function replaced(draft: Draft, { path, value }: Change & { readonly do: 'set' }): Edited | Refusal {
  const [list, at] = [path.slice(0, -1), path.at(-1) as number];
  if (isSame(changed(draft.value, { do: 'set', path, value }), draft.value)) return SAID;
  const first = edited(draft, { do: 'insert', path: list, at, value });
  if (!first.ok) return first;
  const second = edited(first.draft, { do: 'remove', path: [...list, at + 1] });
  return second.ok ? { ...second, edit: differenceOf(draft.text, second.draft.text) } : second;
}

/** The one edit that makes a text another. */
function differenceOf(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  // Whole lines: an edit must not begin within a line break or a character of two parts.
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const behind = before.indexOf('\n', before.length - same);
  same = behind < 0 ? 0 : before.length - behind - 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

function edited(draft: Draft, change: Change): Edited | Refusal {
  const { text, models, files, value, page, scenario } = draft;
  const wanted = changed(value, change);
  if (isSame(wanted, value)) return SAID;
  const here = scenario.extended === undefined ? change : inThisFile(draft, change, wanted);
  if (isRefusal(here)) return here;
  const edit = placeChange(page, value, scenario.world.model, here);
  if (edit === undefined) return refuse('form', 'there is no place for this in the file');
  const after = applyEdit(text, edit);
  const { source, problems } = parseSource(after, models, files);
  const error = problems.find(({ severity }) => severity === 'error');
  if (source === undefined) {
    const syntax = error === undefined || SYNTAX.has(error.code);
    return syntax ? refuse('form', 'the file is written in a way that this cannot be put into; edit its text') : refuse('invalid', error.message);
  }
  if (!isSame(wanted, source.value)) return refuse('form', 'the file is written in a way that this cannot be put into; edit its text');
  return { ok: true, edit, draft: draftOf(after, models, source, files), problems };
}

/**
 * Why a gesture cannot be made, as far as that can be told without reading the text again; undefined where nothing speaks against it yet.
 * Cheap enough for deciding what a menu offers.
 */
export function whyNot(draft: Draft, gesture: Gesture, trace?: Trace): Refusal | undefined {
  const change = planned(draft, gesture, trace);
  if (isRefusal(change)) return change;
  return isSame(changed(draft.value, change), draft.value) ? SAID : undefined;
}

/**
 * The change as one of the text that is open, not of what it extends: a section that stands in the other file is written down here whole, as it
 * is to be, for what is given here replaces it.
 */
function inThisFile({ page, value }: Draft, change: Change, wanted: ScenarioValue): Change | Refusal {
  const unit = change.path.slice(0, MERGED.has(String(change.path[0])) ? 2 : 1);
  let tree: Tree | undefined = page.root;
  for (const key of unit) tree = valueAt(tree, String(key));
  if (tree !== undefined || partAt(value, unit) === undefined) return change;
  const whole = partAt(wanted, unit);
  return whole === undefined ? refuse('extended', `${unit.join('.')} stands in the file that this one extends; take it out there`) : { do: 'set', path: unit, value: whole };
}

function partAt(value: unknown, path: Change['path']): unknown {
  return path.reduce<unknown>((here, key) => (here as { readonly [key: string]: unknown } | undefined)?.[key], value);
}

const SAID = refuse('no-change', 'the scenario says so already');
/** Codes of problems that an unfit place makes, not an unfit value. */
const SYNTAX: ReadonlySet<string> = new Set(['yaml', 'duplicate-key']);

function planned(draft: Draft, gesture: Gesture, trace: Trace | undefined): Change | Refusal {
  switch (gesture.do) {
    case 'lose':
    case 'delay':
    case 'arrive':
    case 'duplicate':
    case 'overtake':
      return trace === undefined ? refuse('no-trace', 'there is no run to look the message up in') : messageChange(draft, gesture, trace);
    case 'crash':
    case 'restart':
    case 'pause':
    case 'slow':
    case 'clock-jump':
    case 'clock-drift':
    case 'partition':
      return laneChange(draft, gesture);
    case 'undo':
    case 'remove-fault':
    case 'change-fault':
      return faultChange(draft, gesture, trace);
    case 'add-operation':
    case 'move-operation':
    case 'set-argument':
    case 'remove-operation':
      return operationChange(draft, gesture);
    case 'add-note':
    case 'change-note':
    case 'remove-note':
      return noteChange(draft, gesture);
    case 'set-param':
    case 'set-seed':
    case 'set-until':
    case 'set-network':
      return settingChange(draft, gesture);
    case 'expect':
    case 'expect-field':
      return trace === undefined ? refuse('no-trace', 'there is no run to look it up in') : expectChange(draft, gesture, trace);
  }
}
