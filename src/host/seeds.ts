/**
 * Many seeds of an open scenario: run in slices, told to its views as they go on, kept while the text is the same and called stale when
 * it is not. A seed is looked at without a change of the text, until the reader wants it there.
 */
import { ProgressLocation, ViewColumn, commands, window, workspace } from 'vscode';
import type { Disposable, TextDocument, Uri } from 'vscode';
import type { SeedsState, SeedsWish } from '../protocol/seeds';
import type { Sought } from '../scenario/find-seed';
import type { Counting } from '../scenario/many-runs';
import type { Scenario } from '../scenario/scenario';
import type { Changes } from './changes';
import type { Host } from './host';
import { SCENARIO_EDITOR, openDiagram } from './open';
import type { OpenScenario } from './open-scenario';
import type { ScenarioStore } from './scenario-store';
import { seedSettings } from './settings';
import { inSlices } from './slices';
import type { View } from './views';

export interface Seeds extends Disposable {
  handle(view: View, wish: SeedsWish): Promise<void>;
  /** Runs so many seeds of a scenario and shows what comes of them in its view; resolves to what is shown in the end. */
  run(uri: Uri, runs: number): Promise<SeedsState | undefined>;
  /** Asks for what is sought unless it is given, searches, and shows the first seed that has it; resolves to that. */
  find(uri: Uri, given?: Sought): Promise<number | undefined>;
  /** A view has been opened: it is told what there is. */
  tell(view: View): void;
}

interface Entry {
  text: string;
  runs: number;
  counting: Counting | undefined;
  going: { isCancellationRequested: boolean } | undefined;
  problem: string | undefined;
  /** The next view of the document that says it is ready shall show them. */
  wanted: boolean;
}

/** So often the views are told how far it is. */
const TELL_MS = 150;

export function createSeeds(host: Host, store: ScenarioStore, changes: Changes): Seeds {
  const entries = new Map<string, Entry>();
  const stale = new Map<string, boolean>();
  const listening = [
    workspace.onDidChangeTextDocument(({ document }) => {
      const key = document.uri.toString();
      const entry = entries.get(key);
      if (entry === undefined) return;
      const now = document.getText() !== entry.text;
      if (now === (stale.get(key) ?? false)) return;
      stale.set(key, now);
      // What goes on counting for a text that is gone is of no use.
      if (now && entry.going) entry.going.isCancellationRequested = true;
      void tellAll(document.uri, entry);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      const entry = entries.get(uri.toString());
      if (entry?.going) entry.going.isCancellationRequested = true;
      entries.delete(uri.toString());
      stale.delete(uri.toString());
    }),
  ];

  return {
    async handle(view, wish) {
      if (view.viewType !== SCENARIO_EDITOR) return;
      switch (wish.what) {
        case 'run':
          return void (await run(view.uri, wish.runs));
        case 'stop': {
          const going = entries.get(view.uri.toString())?.going;
          if (going) going.isCancellationRequested = true;
          return;
        }
        case 'find':
          return void (await find(view.uri));
        case 'open':
          return store.find(view.uri)?.trySeed(wish.seed);
        case 'back':
          return store.find(view.uri)?.trySeed(undefined);
        case 'keep': {
          const seed = store.find(view.uri)?.tried;
          if (seed === undefined) return;
          const why = await changes.make(view, () => ({ do: 'set-seed', value: seed }));
          if (why !== undefined) view.send({ type: 'changed', change: { words: why } });
          return;
        }
        case 'compare': {
          const seed = store.find(view.uri)?.tried;
          const uri = view.uri.toString();
          if (seed !== undefined) await commands.executeCommand('faultline.compare', { left: { uri }, right: { uri, seed } });
        }
      }
    },
    async run(uri, runs) {
      const document = await workspace.openTextDocument(uri);
      const entry = entryOf(document);
      entry.wanted = !viewsOf(uri).some(({ panel }) => panel.visible);
      await openDiagram(uri, ViewColumn.Beside);
      return run(uri, runs, true);
    },
    find,
    tell(view) {
      const entry = entries.get(view.uri.toString());
      if (view.viewType !== SCENARIO_EDITOR) return;
      if (entry === undefined) return view.send({ type: 'seeds', state: { runs: seedSettings().runs, done: 0, going: false, stale: false }, open: false });
      void stateOf(view.uri, entry).then((state) => {
        view.send({ type: 'seeds', state, open: entry.wanted });
        entry.wanted = false;
      });
    },
    dispose() {
      for (const each of listening) each.dispose();
      for (const { going } of entries.values()) if (going) going.isCancellationRequested = true;
    },
  };

  function entryOf(document: TextDocument): Entry {
    const key = document.uri.toString();
    let entry = entries.get(key);
    if (entry === undefined) entries.set(key, (entry = { text: document.getText(), runs: 0, counting: undefined, going: undefined, problem: undefined, wanted: false }));
    return entry;
  }

  async function run(uri: Uri, wanted: number, open = false): Promise<SeedsState | undefined> {
    const document = await workspace.openTextDocument(uri);
    const entry = entryOf(document);
    if (entry.going) entry.going.isCancellationRequested = true;
    const going = (entry.going = { isCancellationRequested: false });
    const { scenario, problem } = await scenarioOf(store, document);
    if (going.isCancellationRequested) return undefined;
    const { MAX_SEED } = await import('../scenario/limits');
    const { MAX_RUNS, startCounting } = await import('../scenario/many-runs');
    entry.text = document.getText();
    stale.set(uri.toString(), false);
    entry.problem = problem;
    entry.counting = undefined;
    if (scenario === undefined) {
      entry.going = undefined;
      await tellAll(uri, entry, open);
      return stateOf(uri, entry);
    }
    entry.runs = Math.max(1, Math.min(Math.floor(wanted), MAX_RUNS, MAX_SEED - scenario.world.seed + 1));
    const counting = (entry.counting = startCounting(scenario, entry.runs));
    await tellAll(uri, entry, open);
    let told = performance.now();
    await inSlices(() => counting.advance(50), going, () => {
      if (performance.now() - told < TELL_MS) return;
      told = performance.now();
      void tellAll(uri, entry);
    });
    // Another run of the same document may have begun meanwhile, and tells of itself.
    if (entry.going !== going) return undefined;
    entry.going = undefined;
    await tellAll(uri, entry);
    return stateOf(uri, entry);
  }

  async function find(uri: Uri, given?: Sought): Promise<number | undefined> {
    const document = await workspace.openTextDocument(uri);
    const { scenario, problem } = await scenarioOf(store, document);
    if (scenario === undefined) {
      void window.showWarningMessage(problem ?? 'The scenario cannot be run.');
      return undefined;
    }
    const text = document.getText();
    const { limit } = seedSettings();
    const tried = store.find(uri)?.tried;
    const from = tried === undefined ? scenario.world.seed : tried + 1;
    const sought = given ?? (await askSought(scenario, from, limit));
    if (sought === undefined) return undefined;
    const { startSeedSearch } = await import('../scenario/find-seed');
    const search = startSeedSearch(scenario, sought, from, limit);
    const title = `Looking for a seed: ${wordsOf(scenario, sought)}`;
    const whole = await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, token) => {
      let told = 0;
      return inSlices(() => search.advance(50), token, () => {
        progress.report({ increment: ((search.tried - told) / search.limit) * 100, message: `${search.tried} of at most ${search.limit}` });
        told = search.tried;
      });
    });
    const { found } = search;
    if (!whole) return undefined;
    if (found === undefined) {
      void window.showInformationMessage(`With none of the ${search.limit} seeds from ${from} to ${from + search.limit - 1}: ${wordsOf(scenario, sought)}. More can be tried by the setting faultline.seeds.searchLimit.`);
      return undefined;
    }
    // What was found is of the text as it was.
    if (document.getText() !== text) return found;
    store.of(document).trySeed(found);
    await openDiagram(uri, viewsOf(uri).length > 0 ? ViewColumn.Active : ViewColumn.Beside);
    if (found === scenario.world.seed) void window.showInformationMessage(`Seed ${found}, that of the text, is the first.`);
    return found;
  }

  function viewsOf(uri: Uri): readonly View[] {
    return [...host.views.all].filter((view) => view.viewType === SCENARIO_EDITOR && view.uri.toString() === uri.toString());
  }

  async function stateOf(uri: Uri, { runs, counting, going, problem }: Entry): Promise<SeedsState> {
    const { seedsResult } = await import('./seeds-result');
    const result = counting && seedsResult(counting);
    return {
      runs,
      done: counting?.done ?? 0,
      going: going !== undefined,
      stale: stale.get(uri.toString()) ?? false,
      ...(result === undefined ? {} : { result }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  async function tellAll(uri: Uri, entry: Entry, open = false): Promise<void> {
    const state = await stateOf(uri, entry);
    for (const view of viewsOf(uri)) view.send({ type: 'seeds', state, open });
  }
}

/** The scenario as its text stands; else why there is none. */
async function scenarioOf(store: ScenarioStore, document: TextDocument): Promise<{ readonly scenario?: Scenario; readonly problem?: string }> {
  const entry: OpenScenario = store.of(document);
  await entry.settled();
  const [first] = entry.problems;
  if (first !== undefined) return { problem: `The text has errors, so it does not run. Line ${first.line}: ${first.message}` };
  return entry.parsed?.scenario === undefined ? { problem: 'The text has not been read yet.' } : { scenario: entry.parsed.scenario };
}

async function askSought(scenario: Scenario, from: number, limit: number): Promise<Sought | undefined> {
  const { expectationText } = await import('../scenario/expect');
  const items = [
    ...scenario.world.model.invariants.map(({ id, summary }) => ({ label: `${id} is violated`, detail: summary, sought: { violated: id } as Sought })),
    ...scenario.expect.map((each, at) => ({ label: `“${expectationText(each)}” does not come true`, detail: 'An expectation of this scenario', sought: { unmet: at } as Sought })),
  ];
  if (items.length === 0) {
    void window.showInformationMessage('This model has no invariants, and the scenario expects nothing.');
    return undefined;
  }
  const chosen = await window.showQuickPick(items, { title: 'Find a Seed in Which…', placeHolder: `At most ${limit} seeds are tried, from ${from} on; the first is shown`, matchOnDetail: true });
  return chosen?.sought;
}

function wordsOf(scenario: Scenario, sought: Sought): string {
  return 'violated' in sought ? `${sought.violated} is violated` : `expectation ${sought.unmet + 1} of ${scenario.expect.length} does not come true`;
}
