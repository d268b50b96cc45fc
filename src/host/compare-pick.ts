/** “Compare with…”: what a file can be compared with, the nearest first. */
import { QuickPickItemKind, Uri, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { MAX_SEED } from '../scenario/limits';
import type { ComparisonAddress, SideAddress } from './compare-address';
import { isScenario } from './compare-sides';
import { filesAround } from './extended-files';
import { uriOf } from './gallery';
import { committedText } from './git';
import type { Host } from './host';
import { workspaceFiles } from './workspace-view';

type Choice = QuickPickItem & { readonly of?: () => Promise<ComparisonAddress | undefined> };

/** Undefined when nothing was chosen, or it could not be had; the reader has been told then. */
export async function pickComparison(host: Host, uri: Uri): Promise<ComparisonAddress | undefined> {
  const choices = choicesFor(host, uri);
  const chosen = await window.showQuickPick(choices, { title: `Compare ${shortName(uri)} with`, placeHolder: 'Another version, seed, scenario or recording', matchOnDescription: true });
  return chosen?.of?.();
}

async function choicesFor(host: Host, uri: Uri): Promise<Choice[]> {
  const mine: SideAddress = { uri: uri.toString() };
  const beside = (right: SideAddress) => async (): Promise<ComparisonAddress> => ({ left: mine, right });
  const other = (label: string, file: Uri, description = ''): Choice => ({ label, description, of: beside({ uri: file.toString() }) });
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const [gallery, files] = await Promise.all([host.gallery(), workspaceFiles()]);
  const choices: Choice[] = [];

  if (isScenario(uri)) {
    const text = open?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
    const { readScenario } = await import('./scenario-run');
    const { scenario } = readScenario(text, (await filesAround(uri, text))?.files);
    const named = scenario?.compare?.with ?? [];
    if (named.length > 0) choices.push(separator('Named by this scenario'));
    for (const id of named) {
      const own = files.find((file) => file.uri.path === Uri.joinPath(uri, '..', `${id}.scenario.yaml`).path)?.uri;
      const bundled = gallery.scenarios.find((scenario) => scenario.id === id);
      if (own) choices.push(other(bundled?.title ?? id, own, id));
      else if (bundled) choices.push(other(bundled.title, uriOf(bundled), id));
    }
    const { seedOf } = await import('./seed-edit');
    // A variant may leave its seed to what it extends; a text with errors still names one.
    const seed = scenario?.world.seed ?? seedOf(text);
    choices.push(separator('This scenario'));
    if (seed !== undefined) choices.push({ label: `The next seed, ${seed < MAX_SEED ? seed + 1 : 0}`, of: beside({ ...mine, seed: seed < MAX_SEED ? seed + 1 : 0 }) });
    choices.push({ label: 'Another seed…', of: () => askSeed(mine) });
  }
  const versions: Choice[] = [];
  if (open?.isDirty) versions.push({ label: 'As it was saved last', description: 'before your edits', of: async () => ({ left: { ...mine, at: 'saved' }, right: mine }) });
  if (uri.scheme === 'file') versions.push({ label: 'As it stands in git', description: 'HEAD, the last commit', of: () => committed(uri, mine) });
  if (versions.length > 0) choices.push(...(isScenario(uri) ? [] : [separator('This file')]), ...versions);

  const others = files.filter((file) => file.uri.toString() !== uri.toString());
  if (others.length > 0) choices.push(separator('In this workspace'), ...others.map((file) => other(workspace.asRelativePath(file.uri), file.uri)));
  choices.push(separator('Elsewhere'), { label: 'Another file…', of: () => askFile(mine) });
  const here = uri.toString();
  choices.push(
    separator('Bundled scenarios'),
    ...gallery.scenarios.filter((scenario) => uriOf(scenario).toString() !== here).map((scenario) => other(scenario.title, uriOf(scenario), scenario.id)),
  );
  return choices;
}

async function askSeed(mine: SideAddress): Promise<ComparisonAddress | undefined> {
  const typed = await window.showInputBox({
    title: 'Another Seed',
    prompt: `A whole number from 0 to ${MAX_SEED}`,
    validateInput: (text) => (/^\d{1,15}$/.test(text.trim()) && Number(text) <= MAX_SEED ? undefined : `A seed is a whole number from 0 to ${MAX_SEED}.`),
  });
  return typed === undefined ? undefined : { left: mine, right: { ...mine, seed: Number(typed) } };
}

async function askFile(mine: SideAddress): Promise<ComparisonAddress | undefined> {
  const [file] = (await window.showOpenDialog({ title: 'A Scenario or Recording to Compare With', openLabel: 'Compare' })) ?? [];
  return file && { left: mine, right: { uri: file.toString() } };
}

/** The file beside what it is in the last commit; undefined, and the reader told why, when it is not in there. */
export async function committed(uri: Uri, mine: SideAddress = { uri: uri.toString() }): Promise<ComparisonAddress | undefined> {
  try {
    await committedText(uri);
  } catch (error) {
    await window.showWarningMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
  return { left: { ...mine, at: 'head' }, right: mine };
}

function separator(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}

function shortName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
