/** “Expect This”: what the run shows becomes an expectation of the scenario, as one edit of its text. Loaded when first asked for. */
import { window } from 'vscode';
import type { Gesture } from '../scenario/edit/gesture';
import { plainText } from '../trace/text';
import type { Changes } from './changes';
import { SCENARIO_EDITOR } from './open';
import type { View } from './views';

const OLD_MENU = 'the text has changed since; try again on the run that is on screen now';

/** The event that the menu was opened on, or else the current one. */
export async function expectThis(changes: Changes, view: View, argument: unknown): Promise<void> {
  const { run, event } = pointed(argument);
  const at = event ?? view.step?.event;
  if (at !== undefined) await expecting(changes, view, run, { do: 'expect', event: at });
}

/** The field that the menu was opened on, as it is at the current step; without a menu the reader chooses one of that event's node. */
export async function expectState(changes: Changes, view: View, argument: unknown): Promise<void> {
  const { run, node, field } = pointed(argument);
  const step = view.step?.event;
  if (step === undefined) return;
  const chosen = node !== undefined && field !== undefined ? { node, field } : await askField(view, step);
  if (chosen !== undefined) await expecting(changes, view, run, { do: 'expect-field', ...chosen, step });
}

async function expecting(changes: Changes, view: View, run: number | undefined, gesture: Gesture): Promise<void> {
  if (view.viewType !== SCENARIO_EDITOR || view.feed.run === undefined) return;
  const { number } = view.feed.run;
  const stale = (run !== undefined && run !== number) || (view.step !== undefined && view.step.run !== number);
  const why = stale ? OLD_MENU : await changes.make(view, () => gesture);
  if (why !== undefined) view.send({ type: 'changed', change: { words: why } });
}

async function askField(view: View, step: number): Promise<{ readonly node: string; readonly field: string } | undefined> {
  const { run } = view.feed;
  if (run === undefined) return undefined;
  const states = await (await import('./answers')).statesAt(run, { run: run.number, step });
  const current = run.trace.header.nodes[run.trace.node[step] ?? -1]?.id;
  const ofNodes = [...states].sort((a, b) => Number(b.id === current) - Number(a.id === current));
  const items = ofNodes.flatMap(({ id, state }) => Object.entries(state).map(([field, value]) => ({ label: field, description: id, detail: plainText(value, 100), node: id, field })));
  const chosen = await window.showQuickPick(items, { title: 'Expect This State', placeHolder: 'The field that is to be set to the value it has at this step', matchOnDescription: true });
  return chosen && { node: chosen.node, field: chosen.field };
}

function pointed(argument: unknown): { readonly run?: number; readonly event?: number; readonly node?: string; readonly field?: string } {
  if (argument === null || typeof argument !== 'object') return {};
  const { run, event, node, field } = argument as { readonly [key: string]: unknown };
  return {
    ...(typeof run === 'number' ? { run } : {}),
    ...(typeof event === 'number' ? { event } : {}),
    ...(typeof node === 'string' ? { node } : {}),
    ...(typeof field === 'string' ? { field } : {}),
  };
}
