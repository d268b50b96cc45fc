/** Opening things: sources beside diagrams, diagrams beside sources, notes, and what links in notes point to. */
import { Uri, ViewColumn, commands, env, window } from 'vscode';
import { bundledUri } from './bundled-files';
import type { View } from './views';

export const SCENARIO_EDITOR = 'faultline.scenario';
export const TRACE_EDITOR = 'faultline.trace';
/** The same editor for files that are usually something else: it is offered, but not the default. */
export const RECORDING_EDITOR = 'faultline.recording';

export async function openDiagram(uri: Uri, column: ViewColumn = ViewColumn.Active): Promise<void> {
  await commands.executeCommand('vscode.openWith', uri, SCENARIO_EDITOR, column);
}

/** The text of a scenario, beside its diagram. */
export async function openSource(uri: Uri, column: ViewColumn = ViewColumn.Beside): Promise<void> {
  await commands.executeCommand('vscode.openWith', uri, 'default', column);
}

/** A note as rendered Markdown; as text where the preview is not to be had. */
export async function openNote(uri: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // VS Code's own Markdown extension may be disabled.
    await commands.executeCommand('vscode.open', uri);
  }
}

/** Follows a link of the note page `base` shown in `view`. */
export async function openLink(view: View, href: string, base: string): Promise<void> {
  const { resolveLink } = await import('../notes/links');
  const target = resolveLink(href, base);
  switch (target?.kind) {
    case 'web':
      await env.openExternal(Uri.parse(target.url, true));
      return;
    case 'page':
      view.send({ type: 'showPage', see: target.anchor === '' ? target.page : `${target.page}#${target.anchor}` });
      return;
    case 'scenario':
      await openDiagram(bundledUri(target.path.replace(/^media\//, '')));
      return;
    case undefined:
      await window.showWarningMessage(`The notes link to “${href}”, which cannot be opened from here.`);
  }
}
