/**
 * Everything host and view say to each other; what is in here is all they know of one another.
 *
 * The view asks first (`ready`), so nothing races. Columns travel as array buffers in chunks, bodies and
 * states only when the view asks for them. A run has a number; answers to an older run are dropped.
 */
import type { Change } from '../trace/compare/compare';
import type { FieldDifference } from '../trace/compare/content';
import type { ComparedSide } from '../trace/compare/of-side';
import type { Ghost } from '../trace/compare/ghost';
import type { ClockChange } from '../trace/clocks/wall';
import type { Spacing } from '../trace/layout/axis';
import type { TimeDirection } from '../trace/layout/turn';
import type { Vocabulary } from '../trace/find/vocabulary';
import type { Sign } from '../trace/signs';
import type { FieldChanges } from '../trace/field-changes';
import type { LedgerPage } from '../trace/ledger';
import type { Drag, DragLimit } from './drag';
import type { PicturePart, PictureScene, PictureUse, RasterAnswer, RasterAsk } from './picture';
import type { StandingChunk } from '../trace/standing';
import type { UnderWayAt } from '../trace/under-way';
import type { SeedsState, SeedsWish } from './seeds';
import type { NoteOffer, NoteToWrite, NoteWritten } from './note-draft';
import type { SettingAnswer, SettingsPage } from './settings';
import type { OperationsPage, OrderFound } from './operations';
import type { Term } from '../trace/terms';
import type { EventDetail, PlainObject, TraceHeader } from '../trace/trace';

/** A slice of the columns, `count` events from index `from`; `packed` as `packColumns` makes it. */
export interface ColumnsChunk {
  readonly from: number;
  readonly count: number;
  readonly packed: ArrayBuffer;
  /** Labels that are new since the last chunk, to be appended to the table. */
  readonly labels: readonly string[];
  /** Nodes that are new since the last chunk (a recorded trace may name them as it goes). */
  readonly nodes: TraceHeader['nodes'];
  /** Of a comparison: what each event is, by its place in ORIGINS (src/trace/compare/merged). */
  readonly origins?: Uint8Array;
}

/** A note pinned to an event; `event` is -1 when it belongs to the whole or to a lane, or nothing matches. */
export interface PinnedNote {
  readonly event: number;
  /** The last event of the stretch that begins with `event`. */
  readonly until?: number;
  /** The node whose lane it is about. */
  readonly lane?: string;
  readonly text?: string;
  /** `text` as Markdown; absent where that says no more than the text. */
  readonly blocks?: readonly Block[];
  /** `chapter/page#heading` */
  readonly see?: string;
  readonly author?: string;
  readonly date?: string;
  /** No event of this run is where it was pinned: where that was, in words. */
  readonly was?: string;
  /** Its place in the file of notes beside the run, from 0; absent for a note of the scenario itself. */
  readonly side?: number;
}

/** What a note that is being written belongs to. */
export interface NoteTarget {
  readonly event?: number;
  readonly until?: number;
  readonly lane?: string;
}

/** What was expected of the run and whether it was so. */
export interface Verdict {
  readonly text: string;
  readonly ok: boolean;
  /** An event that shows it, or -1. */
  readonly event: number;
}

/** An invariant that had been violated held again from this event on. */
export interface RestoredInvariant {
  readonly invariant: string;
  readonly event: number;
}

export interface DocumentInfo {
  readonly title: string;
  readonly kind: 'scenario' | 'trace';
  readonly header: TraceHeader;
  readonly modelTitle?: string;
  readonly covers: readonly string[];
  /** Of a scenario: the nodes that carry out operations. */
  readonly clients?: readonly string[];
  readonly readOnly: boolean;
  /** A bundled scenario can be copied into the workspace. */
  readonly bundled: boolean;
  /** The run has another seed than the text says. */
  readonly tried?: { readonly seed: number; readonly written: number };
  /** The scenario names others to compare with: whose perspective, and how many runs beside this one. */
  readonly compare?: { readonly node: string; readonly others: number };
  /** What the model promises; `atEnd`: looked at only when the run is over. */
  readonly invariants?: readonly { readonly id: string; readonly summary: string; readonly atEnd: boolean }[];
  /** The object that the scenario expects clients’ operations to be explained by, or not to be. */
  readonly specification?: string;
  /** The trace is two runs compared, and these are they. */
  readonly comparison?: ComparisonInfo;
  /** The recording holds several executions: their labels, '' where there is none, and which of them this is, from 1. */
  readonly executions?: { readonly labels: readonly string[]; readonly shown: number } | undefined;
}

/** Two runs in one diagram. */
export interface ComparisonInfo {
  /** What the runs are called. */
  readonly left: string;
  readonly right: string;
  readonly counts: { readonly [K in Change]: number };
  /** The first event that differs, or -1 when the runs are the same; and what it is, in sentences. */
  readonly first: number;
  readonly explanation: readonly string[];
}

/** How one event of a comparison is in either run. */
export interface EventComparison {
  readonly change: Change;
  /** It is late or early only because its cause is. */
  readonly shifted: boolean;
  /** Its number and time in the run; absent where the run does not have it. */
  readonly left?: { readonly event: number; readonly t: number };
  readonly right?: { readonly event: number; readonly t: number };
  readonly fields: readonly FieldDifference[];
  /** What the other run has in its place, in words. */
  readonly instead?: string;
}

/** One node's state at a step. */
export interface NodeState {
  readonly id: string;
  /** The role it has now (leader, follower…), or that of the scenario. */
  readonly role: string;
  readonly status: 'up' | 'paused' | 'crashed';
  readonly state: PlainObject;
  /** Fields that the event at this step set. */
  readonly changed: readonly string[];
  /** In a comparison: the same node in the right run. What stands beside it is of the left run. */
  readonly other?: NodeState;
  /** In a comparison: the node is there in one run only. */
  readonly only?: 'left' | 'right';
}

/** A page of the chapter notes as blocks; the view builds elements from them and never parses HTML. */
export interface NotePage {
  readonly page: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Of its headings, in order, those that have scenarios. Absent where nobody has looked. */
  readonly sections?: readonly PageSection[];
  /** Its questions that the reader has answered, and how. */
  readonly answers?: { readonly [question: string]: Answered };
}
/** Where a section of the notes is shown. */
export interface PageSection {
  readonly anchor: string;
  /** Rows of the study notes. */
  readonly rows: readonly string[];
  readonly scenarios: readonly SectionScenario[];
}
export interface SectionScenario {
  /** Relative to the page, as a link on it. */
  readonly href: string;
  readonly title: string;
  readonly rows: readonly string[];
  /** How far the reader has come with it. */
  readonly progress: 'new' | 'opened' | 'stepped';
  /** It is the one on screen. */
  readonly here: boolean;
}
/** A section that speaks of what is on screen. */
export interface SectionAbout {
  /** `chapter/page#heading` */
  readonly see: string;
  readonly title: string;
  /** Title of the page. */
  readonly of: string;
}
/** How a question was answered: by the right choice, by another, or by looking. */
export type Answered = 'right' | 'wrong' | 'seen';
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly anchor: string; readonly inline: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | Question
  | { readonly kind: 'rule' };
/** A question whose answer unfolds. */
export interface Question {
  readonly kind: 'question';
  /** Unique among all notes: the page, its section, and the place within it. */
  readonly id: string;
  /** Asked on the diagram of a scenario: `event` (`timer:2`) is the first of what is hidden until there is an answer. */
  readonly predict?: { readonly href: string; readonly event: string };
  readonly ask: readonly Block[];
  /** What to choose from; empty for a question to think about. */
  readonly choices: readonly { readonly inline: readonly Inline[]; readonly right: boolean }[];
  readonly answer: readonly Block[];
}
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inline: readonly Inline[] }
  /** `href` is https, or relative to the page; the host decides what opening it means. */
  | { readonly kind: 'link'; readonly href: string; readonly inline: readonly Inline[] }
  /** A term of the glossary. */
  | { readonly kind: 'term'; readonly anchor: string; readonly text: string }
  | { readonly kind: 'break' };

export interface PerspectiveTableColumn {
  readonly title: string;
  /** '' where only another column has something. */
  readonly rows: readonly string[];
  /** The event of each row in the run on screen; absent in a column of another run. */
  readonly events?: readonly number[];
  readonly problem?: string;
}

/** Two runs' view from one node, for "the sender cannot tell them apart". */
export interface PerspectiveTable {
  readonly node: string;
  /** `problem` says why a run could not be laid beside the others; it then has no rows and counts for nothing. */
  readonly columns: readonly PerspectiveTableColumn[];
  /** The other node of the same run whose view stands beside, where that was asked for. */
  readonly beside?: string;
  /** Index of the first row that differs, or -1 when all columns are equal row for row. */
  readonly firstDifference: number;
}

export type StepCommand =
  | 'first' | 'back' | 'forward' | 'last'
  | 'nextFault' | 'previousFault' | 'nextViolation'
  | 'play' | 'toggleSpacing' | 'showDiagram' | 'showSequence' | 'showEvents' | 'toggleNotes' | 'zoomIn' | 'zoomOut'
  | 'hideLane' | 'showAllLanes' | 'moveLaneLeft' | 'moveLaneRight' | 'orderLanes' | 'resetLanes' | 'foldRepeated'
  | 'nextClocks' | 'find' | 'nextHit' | 'previousHit' | 'toggleFilter' | 'toggleMinimap' | 'toggleTimeDirection' | 'markEvent'
  | 'goToCause' | 'goToEffect' | 'goToNextEffect' | 'toggleCones' | 'toggleWhy' | 'seeAsNode' | 'toggleQuorums' | 'toggleOperations' | 'toggleSettings' | 'toggleSeeds' | 'legend' | 'compareClocks' | 'exportPicture' | 'copyPicture' | 'copyMermaid'
  | 'toggleGhost' | 'dragPartition' | 'nextDifference' | 'previousDifference';

export type HostMessage =
  /** A document was opened or has a new run; columns follow in chunks, the first one at once. */
  | { readonly type: 'open'; readonly run: number; readonly info: DocumentInfo; readonly notes: readonly PinnedNote[]; readonly verdicts: readonly Verdict[] }
  | { readonly type: 'columns'; readonly run: number; readonly chunk: ColumnsChunk }
  /** All columns of the run were sent; `total` events. `missing` says what a recorded trace lacks. */
  | { readonly type: 'complete'; readonly run: number; readonly total: number; readonly missing: readonly string[]; readonly restored?: readonly RestoredInvariant[] }
  /** Notes and verdicts of a run whose trace arrived over time. */
  | { readonly type: 'annotations'; readonly run: number; readonly notes: readonly PinnedNote[]; readonly verdicts: readonly Verdict[] }
  /** The text has errors: what is shown is the last good run. `problems` empty means it is good again. */
  | { readonly type: 'problems'; readonly problems: readonly { readonly line: number; readonly message: string }[] }
  | { readonly type: 'progress'; readonly text: string; readonly fraction: number }
  /** `node` is the node whose lane the command was called on, where it was called on one. */
  | { readonly type: 'command'; readonly command: StepCommand; readonly node?: string }
  /** Hold the clients’ operations against such an object. */
  | { readonly type: 'checkOperations'; readonly specification: string }
  | { readonly type: 'goTo'; readonly event: number }
  /** Show a page of the notes: a link on another page led to it. */
  | { readonly type: 'showPage'; readonly see: string }
  /** Open the editor of notes. */
  | { readonly type: 'writeNote'; readonly offer: NoteOffer }
  | { readonly type: 'settings'; readonly settings: ViewSettings }
  /** Compare the clocks of these two nodes at every step; of none, no longer. */
  | { readonly type: 'skew'; readonly lanes: readonly string[] }
  /** The scenario was changed on the diagram, or could not be; undefined when that is no longer the last that was done to it. */
  | { readonly type: 'changed'; readonly change: ChangeMade | undefined }
  /** How the run differs from the one before the last edit; undefined when that is to be shown no longer. */
  | { readonly type: 'ghost'; readonly run: number; readonly ghost: Ghost | undefined }
  /** Many seeds of the scenario; with `open` the reader has asked to see them. */
  | { readonly type: 'seeds'; readonly state: SeedsState; readonly open: boolean }
  /** Make pixels of a picture, and answer with `raster`. */
  | { readonly type: 'rasterise'; readonly ask: RasterAsk }
  | { readonly type: 'response'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

/** What was done to the scenario on the diagram, in words. */
export interface ChangeMade {
  readonly words: string;
  /** The line that was written or left out, from 1; absent when the change was refused. */
  readonly line?: number;
}

export interface ViewSettings {
  readonly timeDirection: TimeDirection;
  readonly spacing: Spacing;
  /** Steps a second while playing. */
  readonly playSpeed: number;
  readonly showNotes: boolean;
  readonly clocks: Clocks;
  /** Show the whole trace as a narrow strip beside the diagram. */
  readonly minimap: boolean;
}

/** Which clock readings the diagram shows beside the events: none, those that the processes read, or clocks computed for every event. */
export const CLOCKS = ['none', 'recorded', 'lamport', 'vector', 'hybrid'] as const;
export type Clocks = (typeof CLOCKS)[number];

/** What the view may ask, and what it gets; each call is a `request` answered by one `response` or `failure`. */
export interface Requests {
  /** Details of events `from` (inclusive) to `to` (exclusive). */
  details: { readonly args: { readonly run: number; readonly from: number; readonly to: number }; readonly result: readonly EventDetail[] };
  stateAt: { readonly args: { readonly run: number; readonly step: number }; readonly result: readonly NodeState[] };
  /**
   * Mermaid source of the messages [from, to) of `total` around a step; `highlight` is the place of the current one among
   * those drawn, from 0, or -1.
   */
  sequence: {
    readonly args: { readonly run: number; readonly step: number };
    readonly result: { readonly source: string; readonly from: number; readonly to: number; readonly total: number; readonly highlight: number };
  };
  /** All that the trace tells of its nodes' wall clocks: hybrid clocks are computed from it. */
  clockChanges: { readonly args: { readonly run: number }; readonly result: readonly ClockChange[] };
  /** What changed of roles, rounds and leases from event `from` on, up to `to` or as far as one answer goes. */
  standing: { readonly args: { readonly run: number; readonly from: number; readonly to: number }; readonly result: StandingChunk };
  /**
   * Events from `from` on that match a search (src/trace/find), as many as were found within a moment; `to` is where to go on.
   * A newer question ends an older one, whose answer is then short.
   */
  find: {
    readonly args: { readonly run: number; readonly text: string; readonly from: number };
    readonly result: { readonly from: number; readonly to: number; readonly hits: Int32Array; readonly done: boolean };
  };
  /** The names that a search may use. */
  findWords: { readonly args: { readonly run: number }; readonly result: Vocabulary };
  /** The rounds of votes that had begun at a step, the last `count` of them. */
  /** `side`: of two compared runs the one that is told, in rows of the comparison. */
  ledger: { readonly args: { readonly run: number; readonly step: number; readonly count: number; readonly side?: ComparedSide }; readonly result: LedgerPage };
  /** Which signs the diagram of this run shows, for the legend. */
  signs: { readonly args: { readonly run: number }; readonly result: readonly Sign[] };
  /** Clients’ operations from a place on, or, with `from` negative, those around a step. */
  operations: { readonly args: { readonly run: number; readonly step: number; readonly from: number; readonly count: number; readonly side?: ComparedSide }; readonly result: OperationsPage };
  /** Is there an order of all operations that one such object explains? May take a while. */
  linearize: { readonly args: { readonly run: number; readonly specification: string }; readonly result: OrderFound };
  /** How a field of a node’s state changes in [from, to), or as far as one answer goes. */
  fieldChanges: { readonly args: { readonly run: number; readonly node: string; readonly path: string; readonly from: number; readonly to: number }; readonly result: FieldChanges };
  /** Messages, timers and disks at a step. */
  underWay: { readonly args: { readonly run: number; readonly step: number }; readonly result: UnderWayAt };
  stopLinearizing: { readonly args: { readonly run: number }; readonly result: boolean };
  /** How an event is in either run; of a comparison only. */
  compared: { readonly args: { readonly run: number; readonly event: number }; readonly result: EventComparison };
  /** The SVG of a part of what is seen. */
  pictureOf: { readonly args: { readonly scene: PictureScene; readonly part: PicturePart }; readonly result: string };
  /** What can be set of the scenario that this is a run of. */
  settings: { readonly args: { readonly run: number }; readonly result: SettingsPage };
  /** Sets one, as it was typed, or with no value gives it its default again. */
  set: { readonly args: { readonly run: number; readonly id: string; readonly value?: string }; readonly result: SettingAnswer };
  /** Commands that change the scenario and would be refused at an event and a node. */
  cannot: { readonly args: { readonly run: number; readonly event: number; readonly node: string }; readonly result: readonly string[] };
  dragLimit: { readonly args: { readonly run: number; readonly event: number }; readonly result: DragLimit };
  /** Writes a note, or another text for one. */
  writeNote: { readonly args: { readonly run: number; readonly note: NoteToWrite }; readonly result: NoteWritten };
  /** How a note will be shown. */
  notePreview: { readonly args: { readonly text: string }; readonly result: readonly Block[] };
  notePage: { readonly args: { readonly page: string }; readonly result: NotePage };
  /** The terms that are explained on hover. */
  glossary: { readonly args: Record<string, never>; readonly result: readonly Term[] };
  /** The sections of the notes that speak of the document: of its scenario or, if that is not a bundled one, of the rows that it covers. */
  sectionsAbout: { readonly args: { readonly run: number }; readonly result: readonly SectionAbout[] };
  /** This node's view of this run beside its view of the scenarios this one names for comparison, or beside another node's. */
  perspective: { readonly args: { readonly run: number; readonly node: string; readonly beside?: string }; readonly result: PerspectiveTable };
}

export type ViewMessage =
  | { readonly type: 'ready' }
  | { [K in keyof Requests]: { readonly type: 'request'; readonly id: number; readonly method: K; readonly args: Requests[K]['args'] } }[keyof Requests]
  /** The reader moved; the host keeps the step for commands and the status bar. */
  | { readonly type: 'stepped'; readonly run: number; readonly step: number }
  /** A link in a note: https, another page, or a scenario file; `base` is the page it stands on. */
  | { readonly type: 'openLink'; readonly href: string; readonly base: string }
  /** Show the line of the scenario that this event comes from, or the whole text. */
  | { readonly type: 'openSource' }
  /** A question of the notes was answered. */
  | { readonly type: 'answered'; readonly question: string; readonly how: Answered }
  | { readonly type: 'copyToWorkspace' }
  | { readonly type: 'seeds'; readonly wish: SeedsWish }
  /** Show a line of the scenario, from 1. */
  | { readonly type: 'showLine'; readonly line: number }
  | { readonly type: 'showProblems' }
  /** Ask where to go: an event, a time. */
  | { readonly type: 'askGoTo' }
  /** Show another execution of a recording, from 1. */
  | { readonly type: 'showExecution'; readonly execution: number }
  /** The left run is to be the right one. */
  | { readonly type: 'swapSides' }
  /** A picture of what is seen is to be saved, or its Mermaid source copied. */
  | { readonly type: 'picture'; readonly use: PictureUse; readonly scene: PictureScene }
  | { readonly type: 'raster'; readonly answer: RasterAnswer }
  /** Change the scenario at an event of this run. */
  | { readonly type: 'change'; readonly run: number; readonly what: 'loseMessage' | 'undoFault'; readonly event: number }
  /** Write a note on an event, or another text for one, or take one out; `note` is its place among those of the run. */
  | { readonly type: 'note'; readonly what: 'addNote' | 'editNote' | 'deleteNote'; readonly run: number; readonly event?: number; readonly note?: number }
  /** About the last change: show its line, take it back, compare with the run before it, keep it in a file of its own. */
  | { readonly type: 'lastChange'; readonly what: 'show' | 'undo' | 'compare' | 'keep' }
  /** Something was dragged on the diagram of a scenario. */
  | { readonly type: 'drag'; readonly run: number; readonly drag: Drag }
  /** The reader has seen enough of how this run differs from the one before. */
  | { readonly type: 'dismissGhost'; readonly run: number }
  /** The view copied something, or could not. */
  | { readonly type: 'copied'; readonly problem?: string }
  /** A picture as text, for the clipboard, where the view may not write pixels to it. */
  | { readonly type: 'copyText'; readonly text: string }
  /** A defect in the view, for the log. */
  | { readonly type: 'defect'; readonly message: string };
