/** Choosing the two lanes whose clocks are compared: by the head of one after the other, or here both at once. */
import { window } from 'vscode';
import type { View } from './views';

/** A list of more names than this is not looked through. */
const MOST = 2_000;

/** `node` is the node whose head the command was called on. */
export async function compareClocks(view: View, node: string | undefined): Promise<void> {
  if (node !== undefined) return view.send({ type: 'command', command: 'compareClocks', node });
  const nodes = view.feed.run?.trace.header.nodes ?? [];
  if (nodes.length < 2) {
    await window.showInformationMessage('There are no two lanes here whose clocks could be compared.');
    return;
  }
  const items = nodes.slice(0, MOST).map(({ id, role }) => ({ label: id, ...(role === undefined || role === id ? {} : { description: role }) }));
  const chosen = await window.showQuickPick(items, { canPickMany: true, title: 'Compare the Clocks of Two Lanes', placeHolder: 'Two nodes; none to compare no longer' });
  if (chosen === undefined) return;
  if (chosen.length !== 0 && chosen.length !== 2) {
    await window.showInformationMessage('Choose two lanes: the ruler is between their clocks.');
    return compareClocks(view, undefined);
  }
  view.send({ type: 'skew', lanes: chosen.map(({ label }) => label) });
}
