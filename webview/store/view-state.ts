/**
 * What survives hiding the tab and reloading the window: where the reader is and how the view is set up. Never data:
 * the trace comes from the host again.
 */
import { CLOCKS } from '../../src/protocol/messages';
import type { Clocks } from '../../src/protocol/messages';
import { SPACINGS } from '../../src/trace/layout/axis';
import type { Spacing } from '../../src/trace/layout/axis';
import { TIME_DIRECTIONS } from '../../src/trace/layout/turn';
import type { TimeDirection } from '../../src/trace/layout/turn';
import { readNoteDraft } from './note-draft';
import type { NoteDraft } from './note-draft';
import type { Pin } from './run-pins';
import type { StepSignature } from './step';

export type Tab = 'diagram' | 'sequence' | 'events';
export const TABS: readonly Tab[] = ['diagram', 'sequence', 'events'];
export const PANES = ['state', 'details', 'verdicts', 'notes', 'quorums', 'operations', 'settings', 'seeds', 'underWay', 'invariants', 'perspective'] as const;
export type Pane = (typeof PANES)[number];

export const FOLD_CHOICES = ['auto', 'on', 'off'] as const;
export type FoldChoice = (typeof FOLD_CHOICES)[number];
/** Rows are as low as their marks, and no higher than anybody wants to read. */
export const LEAST_ROW_PX = 14;
export const MOST_ROW_PX = 60;
/** More names of nodes than this are not remembered. */
const MOST_NAMES = 5000;
/** So many searches are offered again. */
export const MOST_QUERIES = 20;
const MOST_QUERY_CHARS = 2000;

/** More strips than that cannot be told apart. */
export const MOST_PINS = 12;

export interface ViewState {
  readonly spacing: Spacing;
  /** Where time goes on the screen. Sizes along it are remembered as of time downward. */
  readonly timeDirection: TimeDirection;
  /** Microseconds a pixel in to-scale spacing; 0 until one was chosen that suits the trace. */
  readonly usPerPx: number;
  /** Height of a row in even spacing. */
  readonly rowPx: number;
  /** Names of nodes whose lanes are hidden, and of those whose lanes come first, in the reader's order. */
  readonly hiddenLanes: readonly string[];
  readonly laneOrder: readonly string[];
  /** Names of the nodes whose clocks are compared: two, or one that waits for another. */
  readonly skew: readonly string[];
  /** Whether exchanges that repeat are folded; by themselves in long traces. */
  readonly folds: FoldChoice;
  readonly tab: Tab;
  readonly sideOpen: boolean;
  /** Share of the room that the side area takes, in [0.15, 0.75]. */
  readonly sideShare: number;
  readonly collapsed: readonly Pane[];
  /** Panes that are closed by themselves while they have nothing to say, and that the reader opened all the same. */
  readonly opened: readonly Pane[];
  /** Fields of nodes’ states that are drawn along their lanes. */
  readonly pins: readonly Pin[];
  /** The object that clients’ operations are held against, `none`, or '' for that of the scenario. */
  readonly specification: string;
  /** Steps a second while playing. */
  readonly playSpeed: number;
  /** Which clock readings stand beside the events. */
  readonly clocks: Clocks;
  /** Whether past and future of the current event are drawn. */
  readonly cones: boolean;
  /** The node as which the run is seen; '' to see all of it. */
  readonly seeAs: string;
  /** The search: its text, whether its bar is open, whether what it does not find is hidden, and the texts before it, newest first. */
  readonly findText: string;
  readonly findOpen: boolean;
  readonly findFilter: boolean;
  readonly queries: readonly string[];
  /** The whole trace as a strip beside the diagram. */
  readonly minimap: boolean;
  /** Of two compared runs the first difference is told in full. */
  readonly explained: boolean;
  /** What the last edit changed is marked. */
  readonly ghost: boolean;
  /** The note that is being written. */
  readonly draft?: NoteDraft | undefined;
  /** The step, described so that it is found again when the text was edited meanwhile. */
  readonly step?: StepSignature;
  /** Event at the top of the diagram, how many pixels of it are above, and the horizontal scroll. */
  readonly top: number;
  readonly topOffsetPx: number;
  readonly leftPx: number;
}

export const DEFAULT_VIEW: ViewState = {
  spacing: 'even',
  timeDirection: 'down',
  usPerPx: 0,
  rowPx: 28,
  hiddenLanes: [],
  laneOrder: [],
  skew: [],
  folds: 'auto',
  tab: 'diagram',
  sideOpen: true,
  sideShare: 0.34,
  collapsed: ['perspective'],
  opened: [],
  pins: [],
  specification: '',
  playSpeed: 2,
  clocks: 'recorded',
  cones: false,
  seeAs: '',
  findText: '',
  findOpen: false,
  findFilter: false,
  queries: [],
  minimap: true,
  explained: false,
  ghost: true,
  top: 0,
  topOffsetPx: 0,
  leftPx: 0,
};

/** Reads what an earlier version of the page, or this one, stored; anything unfit falls back to its default. */
export function readViewState(stored: unknown): ViewState {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_VIEW;
  const from = stored as { readonly [K in keyof ViewState]?: unknown };
  const step = readSignature(from.step);
  const draft = readNoteDraft(from.draft, readSignature);
  return {
    spacing: SPACINGS.find((each) => each === from.spacing) ?? DEFAULT_VIEW.spacing,
    timeDirection: TIME_DIRECTIONS.find((each) => each === from.timeDirection) ?? DEFAULT_VIEW.timeDirection,
    usPerPx: numberIn(from.usPerPx, 0, 1e12, DEFAULT_VIEW.usPerPx),
    rowPx: numberIn(from.rowPx, LEAST_ROW_PX, MOST_ROW_PX, DEFAULT_VIEW.rowPx),
    hiddenLanes: readNames(from.hiddenLanes),
    laneOrder: readNames(from.laneOrder),
    skew: readNames(from.skew).slice(0, 2),
    folds: FOLD_CHOICES.find((each) => each === from.folds) ?? DEFAULT_VIEW.folds,
    tab: TABS.find((tab) => tab === from.tab) ?? DEFAULT_VIEW.tab,
    sideOpen: typeof from.sideOpen === 'boolean' ? from.sideOpen : DEFAULT_VIEW.sideOpen,
    sideShare: numberIn(from.sideShare, 0.15, 0.75, DEFAULT_VIEW.sideShare),
    collapsed: readPanes(from.collapsed),
    opened: readPanes(from.opened),
    pins: readPins(from.pins),
    specification: typeof from.specification === 'string' ? from.specification.slice(0, 40) : '',
    playSpeed: numberIn(from.playSpeed, 0.1, 1000, DEFAULT_VIEW.playSpeed),
    clocks: CLOCKS.find((each) => each === from.clocks) ?? DEFAULT_VIEW.clocks,
    cones: from.cones === true,
    seeAs: typeof from.seeAs === 'string' ? from.seeAs : '',
    findText: typeof from.findText === 'string' ? from.findText.slice(0, MOST_QUERY_CHARS) : '',
    findOpen: from.findOpen === true,
    findFilter: from.findFilter === true,
    queries: readNames(from.queries).filter((query) => query.length <= MOST_QUERY_CHARS).slice(0, MOST_QUERIES),
    minimap: from.minimap !== false,
    explained: from.explained === true,
    ghost: from.ghost !== false,
    ...(draft === undefined ? {} : { draft }),
    ...(step === undefined ? {} : { step }),
    top: Math.floor(numberIn(from.top, 0, 1e9, 0)),
    topOffsetPx: numberIn(from.topOffsetPx, -1e7, 1e7, 0),
    leftPx: numberIn(from.leftPx, 0, 1e7, 0),
  };
}

function readPins(stored: unknown): readonly Pin[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, MOST_PINS).flatMap((each: unknown) => {
    const { node, path } = (each ?? {}) as { readonly node?: unknown; readonly path?: unknown };
    return typeof node === 'string' && typeof path === 'string' ? [{ node, path }] : [];
  });
}

function readPanes(stored: unknown): readonly Pane[] {
  return Array.isArray(stored) ? PANES.filter((pane) => (stored as unknown[]).includes(pane)) : [];
}

function readNames(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string').slice(0, MOST_NAMES) : [];
}

function readSignature(stored: unknown): StepSignature | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { kind, node, label, nth, t, index } = stored as { readonly [K in keyof StepSignature]?: unknown };
  if (typeof node !== 'string' || typeof label !== 'string') return undefined;
  if (![kind, nth, t, index].every((value) => typeof value === 'number' && Number.isFinite(value))) return undefined;
  return { kind, node, label, nth, t, index } as StepSignature;
}

function numberIn(value: unknown, least: number, most: number, otherwise: number): number {
  return typeof value === 'number' && value >= least && value <= most ? value : otherwise;
}
