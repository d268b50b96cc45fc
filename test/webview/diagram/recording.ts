/** A frame whose layers only remember what was drawn, for drawing without a page. */
import { eventsBetween, heightOf, visibleIn } from '../../../src/trace/layout/axis';
import type { Axis } from '../../../src/trace/layout/axis';
import { createGaps } from '../../../src/trace/layout/gaps';
import { WIDER } from '../../../src/trace/layout/turn';
import type { Knowledge } from '../../../src/trace/knowledge';
import { layoutLanes } from '../../../src/trace/layout/lanes';
import type { EventDetail, Trace } from '../../../src/trace/trace';
import type { Frame, Layers } from '../../../webview/diagram/frame';
import type { Clocks } from '../../../src/protocol/messages';
import { createHybridClocks } from '../../../src/trace/clocks/hybrid';
import { createLamportClocks } from '../../../src/trace/clocks/lamport';
import { createVectorClocks, vectorAt } from '../../../src/trace/clocks/vector';
import { clockChanges, wallClocks } from '../../../src/trace/clocks/wall';
import type { Readings } from '../../../webview/store/clocks';
import type { Layer } from '../../../webview/diagram/pool';
import type { RunPins } from '../../../webview/store/run-pins';
import type { Placings } from '../../../webview/store/placings';
import type { Run } from '../../../webview/store/store';
import { createStanding } from '../../../src/trace/layout/standing';
import type { Standing } from '../../../src/trace/layout/standing';
import { createStandingReader } from '../../../src/trace/standing';
import { createVisible } from '../../../webview/store/visible';
import { columnsOf } from '../chunks';

export interface Drawn {
  readonly layer: keyof Layers;
  readonly key: number;
  readonly className: string;
  /** The path, or the text. */
  readonly content: string;
  readonly x: number;
  readonly y: number;
}

export interface Recording {
  readonly frame: Frame;
  readonly drawn: Drawn[];
  /** What was drawn with all of these class names. */
  find(...classNames: string[]): Drawn[];
}

export interface RecordOptions {
  readonly spacing?: 'even' | 'scale' | 'compressed';
  /** Time runs rightward: lanes share the height of the window, and time its width. */
  readonly turned?: boolean;
  readonly usPerPx?: number;
  readonly top?: number;
  readonly heightPx?: number;
  readonly widthPx?: number;
  /** Details have not arrived. */
  readonly blind?: boolean;
  readonly clocks?: Clocks;
  /** Hidden events, one byte each, and nodes whose lanes are hidden or come first. */
  readonly hidden?: Uint8Array;
  readonly hiddenLanes?: readonly string[];
  readonly laneOrder?: readonly string[];
  readonly folds?: 'on' | 'off';
  readonly placings?: Placings;
  readonly pins?: RunPins;
  readonly knowledge?: Knowledge;
}

export function record(trace: Trace, options: RecordOptions = {}): Recording {
  const { spacing = 'even', usPerPx = 1, top = 0, heightPx = 600, widthPx = 900, blind = false, turned = false } = options;
  const { columns, standing: all } = readOnce(trace);
  const visible = createVisible();
  visible.reset(columns, { filter: options.hidden, lanes: options.hiddenLanes ?? [], order: options.laneOrder ?? [], folds: options.folds ?? 'off', unfolded: new Set() });
  visible.grow(true);
  const gaps = spacing === 'compressed' ? createGaps(100 * usPerPx) : undefined;
  gaps?.update(columns, visible.rows);
  const wider = turned ? WIDER : 1;
  const axis: Axis = { columns, spacing, usPerPx: usPerPx / wider, rowPx: 28 * wider, marginPx: 26, rows: visible.rows, foldOf: (event) => visible.foldOf(event), gaps };
  const drawn: Drawn[] = [];
  const layer = (name: keyof Layers): Layer => {
    const keys = new Set<string>();
    const put = (kind: string, key: number, className: string, content: string, x: number, y: number): void => {
      // Two things with one key would fight over one element.
      if (keys.has(`${kind}${key}`)) throw new Error(`layer ${name} draws ${kind} ${key} twice: ${className}`);
      keys.add(`${kind}${key}`);
      drawn.push({ layer: name, key, className, content, x, y });
    };
    return {
      begin() {},
      path: (key, className, d, x = 0, y = 0) => put('path', key, className, d, x, y),
      sign: (key, className, d, x, y) => put('path', key, className, d, x, y),
      text: (key, className, text, x, y) => put('text', key, className, text, x, y),
      end() {},
      size: 0,
    };
  };
  const lanes = turned ? layoutLanes(columns.nodes.length, heightPx, { gutterPx: 30, minLanePx: 60, maxLanePx: 150 }, visible.lanes) : layoutLanes(columns.nodes.length, widthPx, undefined, visible.lanes);
  const alongPx = turned ? widthPx : heightPx;
  const bottom = Math.min(top + alongPx, heightOf(axis) + alongPx);
  const { from, to } = eventsBetween(axis, top, bottom);
  const standing = blind ? createStanding((event) => columns.node[event]!) : all;
  const run: Run = {
    number: 1,
    info: { title: '', kind: 'scenario', header: trace.header, covers: [], readOnly: false, bundled: false },
    columns,
    details: { get: (i): EventDetail | undefined => (blind ? undefined : trace.detail(i)), load: () => Promise.resolve(), want() {} },
    standing: { ...standing, want() {} },
    notes: [],
    verdicts: [],
    complete: true,
    placings: options.placings,
    pins: options.pins ?? { fields: [], pieces: () => [] },
    missing: [],
  };
  const frame: Frame = {
    run, axis, lanes, from, to, events: visibleIn(axis, from, to).events, top, bottom,
    laneFrom: 0,
    laneTo: lanes.count,
    left: lanes.gutterPx,
    right: turned ? Math.max(heightPx, lanes.widthPx) : widthPx,
    base: 0,
    turned,
    layers: { bands: layer('bands'), lanes: layer('lanes'), bars: layer('bars'), regions: layer('regions'), lines: layer('lines'), marks: layer('marks'), chips: layer('chips'), labels: layer('labels') },
    emphasis: (event) => (options.knowledge?.knows(event) === false ? 'fog' : ''),
    cones: undefined,
    knowledge: options.knowledge,
    clocks: { kind: options.clocks ?? 'none', readings: readingsOf(trace) },
    ruler: { widthPx: (text) => text.length * 6, fit: (text, maxPx) => (text.length * 6 <= maxPx ? text : `${text.slice(0, Math.floor(maxPx / 6) - 1)}…`), reset() {} },
    wishes: [],
    spots: [],
    strokes: [],
    texts: new Map(),
    wanted: new Set(),
  };
  return {
    frame,
    drawn,
    find: (...classNames) => drawn.filter(({ className }) => classNames.every((name) => className.split(' ').includes(name))),
  };
}

/** What all pictures of a trace share. */
const read = new WeakMap<Trace, { readonly length: number; readonly columns: ReturnType<typeof columnsOf>; readonly standing: Standing }>();

function readOnce(trace: Trace): { readonly columns: ReturnType<typeof columnsOf>; readonly standing: Standing } {
  const known = read.get(trace);
  if (known?.length === trace.length) return known;
  const columns = columnsOf(trace);
  const standing = createStanding((event) => columns.node[event]!);
  standing.ingest(createStandingReader(trace).read(Infinity));
  const found = { length: trace.length, columns, standing };
  read.set(trace, found);
  return found;
}

/** All clocks of a trace, computed when asked for. */
export function readingsOf(trace: Trace): Readings {
  const walls = wallClocks(clockChanges(trace));
  const [lamport, vector, hybrid] = [createLamportClocks(trace), createVectorClocks(trace), createHybridClocks(trace, walls)];
  const now = <T extends { update(): boolean }>(clocks: T): T => {
    clocks.update();
    return clocks;
  };
  return {
    lamport: (event) => now(lamport).at(event),
    vector: (event) => now(vector).at(event),
    vectorSize: (event) => now(vector).sizeAt(event),
    hybrid: (event) => now(hybrid).at(event),
    oneVector: (event) => vectorAt(trace, event),
    wall: (event) => ({ readingUs: walls.at(trace.node[event]!, event, trace.t[event]!), known: walls.known(trace.node[event]!) }),
  };
}
