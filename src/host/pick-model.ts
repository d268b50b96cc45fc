/** Choosing a protocol, chapter by chapter. */
import { QuickPickItemKind, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { Model } from '../kernel/model';
import { MODELS, findModel } from '../models/registry';
import { chaptersOf } from './chapters';
import type { Host } from './host';

/** The model that `argument` names; else the one the reader chooses. */
export async function pickModel(host: Host, argument: unknown, placeHolder: string): Promise<Model | undefined> {
  const named = typeof argument === 'string' ? findModel(argument) : undefined;
  if (named) return named;
  const chapters = chaptersOf(await host.gallery());
  const ids = [...new Set([...chapters.map(({ id }) => id), ...MODELS.map(({ chapter }) => chapter)])];
  const choices = ids.flatMap((id): (QuickPickItem & { readonly model?: Model })[] => {
    const models = MODELS.filter(({ chapter }) => chapter === id);
    if (models.length === 0) return [];
    const chapter = chapters.find((each) => each.id === id);
    const label = !chapter ? id : chapter.topic === '' ? chapter.title : `${chapter.title} · ${chapter.topic}`;
    return [{ label, kind: QuickPickItemKind.Separator }, ...models.map((model) => ({ label: model.title, description: model.id, detail: model.summary, model }))];
  });
  return (await window.showQuickPick(choices, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.model;
}
