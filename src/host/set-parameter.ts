/** “Set a Parameter…”: the settings of the panel as VS Code's own boxes, for whoever would rather type. Loaded when first asked for. */
import { window } from 'vscode';
import type { Setting, SettingAnswer } from '../protocol/settings';
import { openDraft } from '../scenario/edit/draft';
import type { Draft } from '../scenario/edit/draft';
import { MODELS } from '../models/registry';
import type { Changes } from './changes';
import { settingGesture, settingsOf } from './scenario-settings';
import { setOne } from './settings-answers';
import type { View } from './views';

/** Asks what is to be set and to what, unless it is given: `{ id, value }`. Resolves to what came of it; to nothing when the reader gave up. */
export async function setParameter(changes: Changes, view: View, argument: unknown): Promise<SettingAnswer | undefined> {
  const text = changes.shownText(view);
  const opened = text === undefined ? undefined : openDraft(text, MODELS, changes.shownFiles(view));
  if (opened?.ok !== true) return undefined;
  const wish = given(argument) ?? (await ask(opened.draft));
  if (wish === undefined) return undefined;
  const answer = await setOne(changes, view, wish.id, wish.value);
  if (answer.problem !== undefined) view.send({ type: 'changed', change: { words: answer.problem } });
  return answer;
}

interface Wish {
  readonly id: string;
  /** Without one, the default. */
  readonly value: string | undefined;
}

async function ask(draft: Draft): Promise<Wish | undefined> {
  const all = settingsOf(draft).sections.flatMap(({ settings }) => settings);
  const items = all.map((setting) => ({ label: setting.part === true ? `latency, ${setting.label}` : setting.label, description: setting.value, detail: setting.summary, setting }));
  const chosen = await window.showQuickPick(items, { title: 'Set a Parameter', placeHolder: 'Parameters of the model, seed, network', matchOnDetail: true });
  return chosen && askValue(draft, chosen.setting);
}

async function askValue(draft: Draft, { id, label, summary, control, value, written, ...rest }: Setting): Promise<Wish | undefined> {
  const title = `Set ${label}`;
  const back = written && rest.default !== undefined ? rest.default : undefined;
  if (control.kind === 'boolean' || control.kind === 'choice') {
    const choices = control.kind === 'choice' ? control.choices : ['true', 'false'].map((each) => ({ value: each, label: each }));
    const items = [
      ...choices.map((each) => ({ label: each.label, description: each.value === value ? 'as it is' : '', wish: { id, value: each.value } as Wish })),
      ...(back === undefined ? [] : [{ label: `Default: ${back}`, description: 'takes it out of the text', wish: { id, value: undefined } as Wish }]),
    ];
    return (await window.showQuickPick(items, { title, placeHolder: summary }))?.wish;
  }
  const typed = await window.showInputBox({
    title,
    prompt: `${summary}${control.kind === 'text' ? '' : ` ${control.range}.`}${back === undefined ? '' : ` Nothing for the default, ${back}.`}`,
    value,
    validateInput(text) {
      if (text === '' && back !== undefined) return undefined;
      const gesture = settingGesture(draft, id, text);
      return 'problem' in gesture ? gesture.problem : undefined;
    },
  });
  if (typed === undefined) return undefined;
  return { id, value: typed === '' && back !== undefined ? undefined : typed };
}

function given(argument: unknown): Wish | undefined {
  if (argument === null || typeof argument !== 'object' || !('id' in argument) || typeof argument.id !== 'string') return undefined;
  return { id: argument.id, value: 'value' in argument && typeof argument.value === 'string' ? argument.value : undefined };
}
