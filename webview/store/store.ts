/**
 * Everything the view knows, in one place, and who is told when it changes.
 *
 * One run is shown at a time. When the document is edited a new run replaces it only once its first columns are here,
 * so that nothing flickers while someone types; the reader then stands at the same event again.
 */
import type { DocumentInfo, HostMessage, PinnedNote, RestoredInvariant, Verdict, ViewSettings } from '../../src/protocol/messages';
import type { EventDetail } from '../../src/trace/trace';
import { createColumns } from './columns';
import type { ViewColumns } from './columns';
import { createGhostView } from './ghost';
import type { GhostView } from './ghost';
import { createDetails } from './details';
import type { Details } from './details';
import type { Placings } from './placings';
import { createRunPins } from './run-pins';
import type { Pin, RunPins } from './run-pins';
import type { FieldChanges } from '../../src/trace/field-changes';
import { createRunStanding } from './run-standing';
import type { RunStanding } from './run-standing';
import type { StandingChunk } from '../../src/trace/standing';
import { findAgain, moved, signatureOf } from './step';
import type { Move, StepSignature } from './step';
import { nearestVisible } from '../../src/trace/layout/rows';
import { createVisible } from './visible';
import type { Hiding, Visible } from './visible';
import type { ViewState } from './view-state';

export interface Run {
  readonly number: number;
  readonly info: DocumentInfo;
  readonly columns: ViewColumns;
  readonly details: Details;
  readonly standing: RunStanding;
  notes: readonly PinnedNote[];
  verdicts: readonly Verdict[];
  readonly pins: RunPins;
  /** Where clients’ operations took effect, once somebody has found out. */
  placings: Placings | undefined;
  /** The run before the last edit, where it is to be seen. */
  ghost?: GhostView | undefined;
  /** The same, whether it is to be seen or not. */
  before?: GhostView | undefined;
  complete: boolean;
  /** What a recorded trace lacks. */
  missing: readonly string[];
  /** By invariant the events from which on it held again; undefined while, or where, nobody knows. */
  restored?: ReadonlyMap<string, readonly number[]> | undefined;
  /** The node as which the run is seen: words about an event that it cannot know of must not tell what it is. */
  seenBy?: SeenBy | undefined;
}

export interface SeenBy {
  readonly name: string;
  /** It is the reader, from whom only what lies ahead is hidden: all that has happened so far is known. */
  readonly reader?: true;
  /** Its own last event that it knows of, or -1. */
  readonly event: number;
  knows(event: number): boolean;
  /** The last event of a node that it knows of, or -1. */
  last(node: number): number;
}

/**
 * `run`: another run is shown · `grew`: more events · `step` · `view`: view state · `details`: fields of events arrived ·
 * `annotations`: notes, verdicts, problems · `progress` · `memory`: something to remember changed that nobody else needs to know ·
 * `visible`: events or lanes were hidden, shown or moved · `notice`: there is something to be said.
 */
export type Topic = 'run' | 'grew' | 'step' | 'view' | 'details' | 'annotations' | 'progress' | 'memory' | 'visible' | 'notice';

export interface Store {
  readonly run: Run | undefined;
  /** Index of the current event; what follows it lies ahead. */
  readonly step: number;
  /** The event that others are compared with, or -1; another run has none. */
  readonly marked: number;
  readonly view: ViewState;
  /** Which events and lanes are to be seen, by filter, hidden lanes and folds together. */
  readonly visible: Visible;
  /** What was said last of something that happened by itself, such as a hidden event being shown. */
  readonly notice: string;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly progress: { readonly text: string; readonly fraction: number } | undefined;
  on(topic: Topic, listener: () => void): void;
  receive(message: HostMessage): void;
  /** Goes to an event. A hidden one is shown by that, and it is said so. */
  goTo(step: number): void;
  /** Goes to the visible event nearest to a place in the trace: what a slider means. */
  goNear(step: number): void;
  /**
   * Hides the events that a filter takes away: one byte an event, other than 0 for each that is hidden; undefined hides none. Kept as
   * it is, not copied. Another run begins without; events beyond its end are visible, so it is set anew as a trace grows.
   */
  setHidden(filter: Uint8Array | undefined): void;
  /** Whether a filter is set. */
  readonly filtered: boolean;
  /** Room that it takes, in bytes. */
  readonly filterBytes: number;
  /** Folds the repeating stretch that an event is in, or unfolds it; false when the event is in none. */
  toggleFold(event: number): boolean;
  /** Shows everything that is hidden: no filter, no hidden lanes, no folds. */
  showAll(): void;
  /** Says something to those who listen to the page. */
  say(text: string): void;
  /** Marks an event to compare others with; the one that is marked already is let go. */
  mark(event: number): void;
  move(move: Move): void;
  /** Shows where the operations of this run took effect. */
  place(placings: Placings | undefined): void;
  /** Lets go of the run before the last edit. */
  forgetBefore(): void;
  setView(change: Partial<ViewState>): void;
  /** Like `setView`, for what only the next life of the page needs, such as where it was scrolled to. */
  remember(change: Partial<ViewState>): void;
}

export interface StoreOptions {
  readonly view: ViewState;
  /** The view was stored earlier in this tab's life: the reader's own choices outrank the settings. */
  readonly restored: boolean;
  fetchDetails(run: number, from: number, to: number): Promise<readonly EventDetail[]>;
  /** Without it no field is drawn along its lane. */
  fetchField?(run: number, pin: Pin, from: number, to: number): Promise<FieldChanges>;
  fetchStanding(run: number, from: number, to: number): Promise<StandingChunk>;
}

export function createStore(options: StoreOptions): Store {
  const listeners = new Map<Topic, (() => void)[]>();
  let run: Run | undefined;
  /** Announced, but without columns so far. */
  let coming: Run | undefined;
  let step = 0;
  let marked = -1;
  let view = options.view;
  /** Where the reader last chose to stand; runs in between that lack the event do not make it forgotten. */
  let chosen: StepSignature | undefined = options.view.step;
  /** The event is to be stood at as soon as it has arrived: by signature, or by index when the host named one. */
  let seeking = chosen !== undefined;
  let soughtIndex = -1;
  let problems: Store['problems'] = [];
  let progress: Store['progress'];
  let settings: ViewSettings | undefined;
  const visible = createVisible();
  let filter: Uint8Array | undefined;
  /** Beginnings of folds that the reader opened. */
  let unfolded: ReadonlySet<number> = new Set();
  let folding: ReturnType<typeof setTimeout> | undefined;
  let building: ReturnType<typeof setTimeout> | undefined;
  /** A hidden event that was gone to, until the rows are there in which it is visible; or -1. */
  let revealing = -1;
  let notice = '';

  return {
    get run() { return run; },
    get step() { return step; },
    get marked() { return marked; },
    get view() { return view; },
    visible,
    get notice() { return notice; },
    get problems() { return problems; },
    get progress() { return progress; },
    on(topic, listener) {
      const known = listeners.get(topic);
      if (known === undefined) listeners.set(topic, [listener]);
      else known.push(listener);
    },
    receive,
    goTo,
    goNear(to) {
      if (run === undefined) return;
      const near = nearestVisible(visible.rows, Math.min(run.columns.length - 1, Math.max(0, Math.trunc(to))));
      if (near >= 0) goTo(near);
    },
    setHidden(next) {
      if (filter === next) return;
      filter = next;
      look();
    },
    toggleFold(event) {
      const repeat = visible.repeatOf(event);
      if (repeat === undefined || !visible.folding) return false;
      const folded = visible.foldOf(event) !== undefined;
      const next = new Set(unfolded);
      if (folded) next.add(repeat.from);
      else next.delete(repeat.from);
      unfolded = next;
      look();
      say(folded ? `Unfolded: ${repeat.to - repeat.from} events` : `Folded: ${repeat.to - repeat.from} events`);
      return true;
    },
    get filtered() { return filter !== undefined; },
    get filterBytes() { return filter?.byteLength ?? 0; },
    showAll() {
      if (visible.rows === undefined && visible.lanes === undefined) return;
      filter = undefined;
      view = { ...view, hiddenLanes: [], folds: 'off' };
      look();
      tell('view');
      say('All events are shown');
    },
    say,
    mark(event) {
      if (run === undefined || event < 0 || event >= run.columns.length) return;
      marked = marked === event ? -1 : event;
      tell('view');
    },
    place(placings) {
      if (run === undefined || run.placings === placings) return;
      run.placings = placings;
      tell('annotations');
    },
    move(to) {
      if (run === undefined) return;
      const next = moved(run.columns, step, to, visible.rows, run.ghost?.groups);
      // Staying at a hidden event must not show it.
      if (next !== step || visible.hiddenBy(step) === undefined) goTo(next);
    },
    forgetBefore() {
      if (run?.before === undefined) return;
      run.before = run.ghost = undefined;
      tell('annotations');
    },
    setView,
    remember(change) {
      view = { ...view, ...change };
      tell('memory');
    },
  };

  function tell(topic: Topic): void {
    for (const listener of listeners.get(topic) ?? []) listener();
  }

  function receive(message: HostMessage): void {
    switch (message.type) {
      case 'open':
        coming = newRun(message.run, message.info, message.notes, message.verdicts);
        return;
      case 'columns': {
        const of = runOf(message.run);
        if (of === undefined || !of.columns.ingest(message.chunk)) return;
        if (of === coming) return show(of);
        visible.grow(false);
        seek();
        return tell('grew');
      }
      case 'complete': {
        const of = runOf(message.run);
        if (of === undefined) return;
        of.complete = true;
        of.missing = message.missing;
        of.restored = message.restored && eventsByInvariant(message.restored);
        progress = undefined;
        if (of === coming) show(of);
        visible.grow(true);
        foldOn();
        seek();
        tell('progress');
        return tell('grew');
      }
      case 'annotations': {
        const of = runOf(message.run);
        if (of === undefined) return;
        of.notes = message.notes;
        of.verdicts = message.verdicts;
        return tell('annotations');
      }
      case 'ghost': {
        const of = runOf(message.run);
        if (of === undefined) return;
        of.before = message.ghost && createGhostView(message.ghost);
        of.ghost = view.ghost ? of.before : undefined;
        return tell('annotations');
      }
      case 'problems':
        problems = message.problems;
        return tell('annotations');
      case 'progress':
        progress = message.fraction >= 1 ? undefined : { text: message.text, fraction: message.fraction };
        return tell('progress');
      case 'goTo':
        return goTo(message.event);
      case 'settings':
        return applySettings(message.settings);
      case 'command':
      case 'checkOperations':
      case 'showPage':
      case 'writeNote':
      case 'rasterise':
      case 'skew':
      case 'seeds':
      case 'changed':
      case 'response':
      case 'failure':
        return;
    }
  }

  function runOf(number: number): Run | undefined {
    if (coming?.number === number) return coming;
    return run?.number === number ? run : undefined;
  }

  function newRun(number: number, info: DocumentInfo, notes: Run['notes'], verdicts: Run['verdicts']): Run {
    const columns = createColumns(info.header.nodes);
    const created: Run = {
      number,
      info,
      columns,
      details: createDetails(
        () => columns.length,
        (from, to) => options.fetchDetails(number, from, to),
        () => {
          if (run === created) tell('details');
        },
      ),
      standing: createRunStanding(
        columns,
        (from, to) => options.fetchStanding(number, from, to),
        () => {
          if (run === created) tell('details');
        },
      ),
      notes,
      verdicts,
      placings: undefined,
      pins: createRunPins(
        () => view.pins,
        () => columns.length,
        (pin, from, to) => options.fetchField?.(number, pin, from, to) ?? Promise.resolve({ from, to, events: [], texts: [] }),
        () => {
          if (run === created) tell('details');
        },
      ),
      complete: false,
      missing: [],
    };
    return created;
  }

  function show(next: Run): void {
    seeking = chosen !== undefined;
    marked = -1;
    run = next;
    coming = undefined;
    filter = undefined;
    unfolded = new Set();
    revealing = -1;
    visible.reset(run.columns, hiding());
    step = Math.min(step, Math.max(0, run.columns.length - 1));
    if (!seeking) step = Math.max(0, nearestVisible(visible.rows, 0));
    // A comparison begins where the runs part.
    if (!seeking && soughtIndex < 0 && (next.info.comparison?.first ?? -1) >= 0) soughtIndex = next.info.comparison!.first;
    seek(true);
    tell('run');
    tell('step');
  }

  /** Stands at the event that is sought if it is there now. */
  function seek(quiet = false): void {
    if (run === undefined || run.columns.length === 0) return;
    if (soughtIndex >= 0) {
      if (soughtIndex < run.columns.length || run.complete) goTo(soughtIndex);
      return;
    }
    if (!seeking || chosen === undefined) return;
    const again = findAgain(run.columns, chosen, run.complete);
    if (again < 0) return;
    const found = Math.max(0, nearestVisible(visible.rows, again));
    seeking = false;
    if (found === step) return;
    step = found;
    if (!quiet) tell('step');
  }

  function goTo(to: number): void {
    if (run === undefined || run.columns.length === 0 || (to >= run.columns.length && !run.complete)) {
      soughtIndex = to;
      return;
    }
    const next = Math.min(run.columns.length - 1, Math.max(0, Math.trunc(to)));
    seeking = false;
    soughtIndex = -1;
    reveal(next);
    chosen = signatureOf(run.columns, next);
    if (next === step) return;
    step = next;
    view = { ...view, ...(chosen === undefined ? {} : { step: chosen }) };
    tell('step');
  }

  function setView(change: Partial<ViewState>): void {
    const before = view;
    view = { ...view, ...change };
    if (run !== undefined) run.ghost = view.ghost ? run.before : undefined;
    if (view.hiddenLanes !== before.hiddenLanes || view.laneOrder !== before.laneOrder || view.folds !== before.folds) look();
    tell('view');
  }

  function hiding(): Hiding {
    // Among what repeats may stand a difference between two runs.
    const folds = view.folds === 'auto' && run?.info.comparison !== undefined ? 'off' : view.folds;
    return { filter, lanes: view.hiddenLanes, order: view.laneOrder, folds, unfolded };
  }

  /** Something else is hidden now; a step that is no longer visible goes to the nearest that is. */
  function look(): void {
    visible.reset(run?.columns, hiding());
    buildOn();
  }

  /** Makes the rows of a long trace between frames; until they are there the old ones are shown. */
  function buildOn(): void {
    clearTimeout(building);
    if (!visible.building) return looked();
    const of = run;
    const go = (): void => {
      if (run !== of || !visible.building) return;
      if (visible.build()) looked();
      else building = setTimeout(go, 0);
    };
    building = setTimeout(go, 0);
  }

  function looked(): void {
    foldOn();
    tell('visible');
    const sought = revealing;
    revealing = -1;
    // It may be hidden by something else as well.
    if (sought >= 0 && sought === step && visible.hiddenBy(sought) !== undefined) return reveal(sought);
    const next = nearestVisible(visible.rows, step);
    if (next === step || next < 0 || run === undefined) return;
    // Where the reader chose to stand is not forgotten: shown again, it is returned to with the next run only.
    step = next;
    tell('step');
  }

  /** What repeats in a long trace is looked for between frames, and folded when all of it was looked at. */
  function foldOn(): void {
    clearTimeout(folding);
    const of = run;
    const go = (): void => {
      if (run !== of) return;
      if (!visible.work()) folding = setTimeout(go, 0);
      else if (visible.stale) look();
    };
    go();
  }

  /** Shows an event that is hidden, by taking away no more than what hides it. */
  function reveal(event: number): void {
    const by = visible.hiddenBy(event);
    if (by === undefined || run === undefined) return;
    const name = run.columns.nodes[run.columns.node[event]!]?.id ?? '';
    if (by === 'lane') {
      view = { ...view, hiddenLanes: view.hiddenLanes.filter((each) => each !== name) };
      say(`The lane of ${name} is shown again`);
    } else if (by === 'fold') {
      unfolded = new Set([...unfolded, visible.repeatOf(event)?.from ?? event]);
      say('What repeats here is unfolded');
    } else if (filter !== undefined) {
      filter = filter.slice();
      filter[event] = 0;
      say(`Event ${event} is shown in spite of the filter`);
    }
    visible.reset(run.columns, hiding());
    if (visible.building) {
      revealing = event;
      buildOn();
    } else {
      tell('visible');
      // It may be hidden by something else as well.
      reveal(event);
    }
    if (by === 'lane') tell('view');
  }

  function say(text: string): void {
    notice = text;
    tell('notice');
  }

  /** The settings are where a fresh tab begins, and a change of them is a wish; otherwise the reader's choices stay. */
  function applySettings(next: ViewSettings): void {
    const before = settings;
    settings = next;
    if (before === undefined && options.restored) return;
    const change: { -readonly [K in keyof ViewState]?: ViewState[K] } = {};
    if (before?.spacing !== next.spacing) change.spacing = next.spacing;
    if (before?.timeDirection !== next.timeDirection) change.timeDirection = next.timeDirection;
    if (before?.playSpeed !== next.playSpeed) change.playSpeed = next.playSpeed;
    if (before?.clocks !== next.clocks) change.clocks = next.clocks;
    if (before?.minimap !== next.minimap) change.minimap = next.minimap;
    if (before?.showNotes !== next.showNotes) {
      const others = view.collapsed.filter((pane) => pane !== 'notes');
      change.collapsed = next.showNotes ? others : [...others, 'notes'];
    }
    setView(change);
  }
}

function eventsByInvariant(restored: readonly RestoredInvariant[]): ReadonlyMap<string, readonly number[]> {
  const events = new Map<string, number[]>();
  for (const { invariant, event } of restored) {
    const known = events.get(invariant);
    if (known === undefined) events.set(invariant, [event]);
    else known.push(event);
  }
  return events;
}
