/** The reader's settings, in the shape that the view wants. Defaults stand in package.json alone. */
import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { CLOCKS } from '../protocol/messages';
import type { ViewSettings } from '../protocol/messages';
import { SPACINGS } from '../trace/layout/axis';
import { TIME_DIRECTIONS } from '../trace/layout/turn';

const SECTION = 'faultline';

export function viewSettings(): ViewSettings {
  const settings = workspace.getConfiguration(SECTION);
  return {
    spacing: SPACINGS.find((each) => each === settings.get('spacing')) ?? 'even',
    timeDirection: TIME_DIRECTIONS.find((each) => each === settings.get('diagram.timeDirection')) ?? 'down',
    playSpeed: within(settings.get('play.speed'), 0.2, 20, 2),
    showNotes: settings.get('notes.show') !== false,
    clocks: CLOCKS.find((each) => each === settings.get('clocks')) ?? 'recorded',
    minimap: settings.get('minimap') !== false,
  };
}

/** How many seeds are run when nobody says, and how many are tried in a search. */
export function seedSettings(): { readonly runs: number; readonly limit: number } {
  const settings = workspace.getConfiguration(SECTION);
  return { runs: Math.floor(within(settings.get('seeds.runs'), 1, 100_000, 100)), limit: Math.floor(within(settings.get('seeds.searchLimit'), 1, 10_000_000, 10_000)) };
}

export function onDidChangeViewSettings(listener: (settings: ViewSettings) => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(SECTION)) listener(viewSettings());
  });
}

// Settings are text that a person may have typed: anything may stand there.
function within(value: unknown, min: number, max: number, fallback: number): number {
  return typeof value === 'number' && value >= min && value <= max ? value : fallback;
}
