/** Opening things: sources beside diagrams, diagrams beside sources, notes, and what links in notes point to. */
import { Range, TabInputCustom, TabInputText, Uri, ViewColumn, commands, env, window } from 'vscode';
import type { Problem } from '../trace/problem';
import { bundledUri } from './bundled-files';
import type { View } from './views';

export const SCENARIO_EDITOR = 'faultline.scenario';
export const TRACE_EDITOR = 'faultline.trace';
/** The same editor for files that are usually something else: it is offered, but not the default. */
export const RECORDING_EDITOR = 'faultline.recording';

/** The diagram of a scenario: where it is shown already, else in the given column. */
export async function openDiagram(uri: Uri, column: ViewColumn = ViewColumn.Active): Promise<void> {
  const shown = columnOf((input) => input instanceof TabInputCustom && input.viewType === SCENARIO_EDITOR && isSame(input.uri, uri));
  await commands.executeCommand('vscode.openWith', uri, SCENARIO_EDITOR, shown ?? column);
}

/** The text of a scenario, perhaps at a place in it: where it is shown already, else in the given column. */
export async function openSource(uri: Uri, column: ViewColumn = ViewColumn.Beside, selection?: Range): Promise<void> {
  const shown = columnOf((input) => input instanceof TabInputText && isSame(input.uri, uri));
  await window.showTextDocument(uri, { viewColumn: shown ?? column, ...(selection ? { selection } : {}) });
}

/** Puts the cursor on a problem of the text, with the Problems panel open below. */
export async function showProblem(uri: Uri, { line, column, endLine, endColumn }: Problem): Promise<void> {
  await commands.executeCommand('workbench.actions.view.problems');
  await openSource(uri, ViewColumn.Beside, new Range(line - 1, column - 1, endLine - 1, endColumn - 1));
}

/** The column that has a tab with such an input; the active one first. */
function columnOf(fits: (input: unknown) => boolean): ViewColumn | undefined {
  const { activeTabGroup, all } = window.tabGroups;
  const group = [activeTabGroup, ...all].find(({ tabs }) => tabs.some(({ input }) => fits(input)));
  return group?.viewColumn;
}

function isSame(one: Uri, other: Uri): boolean {
  return one.toString() === other.toString();
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
