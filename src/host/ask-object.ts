/** Asks which object the clients' operations of a view are to be held against, and has the view do it. */
import { window } from 'vscode';
import { objectsFor } from './operation-answers';
import type { View } from './views';

export async function askObject(view: View): Promise<void> {
  const { run } = view.feed;
  if (!run) return;
  const objects = await objectsFor(run);
  const nothing = { label: 'nothing', description: 'no check', id: 'none' };
  const picked = await window.showQuickPick([...objects.map(({ id, title }) => ({ label: title, description: id, id })), nothing], {
    placeHolder: 'Which object should explain the clients’ operations, one after the other?',
  });
  if (picked) view.send({ type: 'checkOperations', specification: picked.id });
}
