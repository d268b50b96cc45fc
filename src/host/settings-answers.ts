/** Answers to what a view asks of its scenario's settings. Nothing here knows VS Code. */
import { MODELS } from '../models/registry';
import type { SettingAnswer, SettingsPage } from '../protocol/settings';
import { openDraft } from '../scenario/edit/draft';
import type { Draft } from '../scenario/edit/draft';
import type { Files } from '../scenario/extend';
import type { Gesture } from '../scenario/edit/gesture';
import { Refusal } from './channel';
import { settingGesture, settingsOf } from './scenario-settings';

/** The settings of a text that was run. */
export function settingsShown(text: string | undefined, files?: Files): SettingsPage {
  const opened = text === undefined ? undefined : openDraft(text, MODELS, files);
  if (opened?.ok !== true) throw new Refusal('This run is not of a scenario.');
  return settingsOf(opened.draft);
}

interface Making<V> {
  make(view: V, plan: (draft: Draft) => Gesture | { readonly problem: string }): Promise<string | undefined>;
}

/** Sets one of them as it was typed. What the scenario says already is no problem. */
export async function setOne<V>(changes: Making<V> | undefined, view: V, id: string, value: string | undefined): Promise<SettingAnswer> {
  if (changes === undefined) throw new Refusal('This run is not of a scenario.');
  let same = false;
  const problem = await changes.make(view, (draft) => {
    const gesture = settingGesture(draft, id, value);
    same = !('problem' in gesture) && value !== undefined && saysSo(draft, id, value, gesture);
    return gesture;
  });
  return problem === undefined || same ? {} : { problem };
}

/** Whether the text says this value already, perhaps in other words: `0.1s` for `100ms`. */
function saysSo(draft: Draft, id: string, value: string, gesture: Gesture): boolean {
  const setting = settingsOf(draft).sections.flatMap(({ settings }) => settings).find((each) => each.id === id);
  if (setting?.written !== true) return false;
  const again = settingGesture(draft, id, setting.value);
  return setting.value === value || JSON.stringify(again) === JSON.stringify(gesture);
}
