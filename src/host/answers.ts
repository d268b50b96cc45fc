/** Answers to what a view asks about the run it shows. Nothing here knows VS Code. */
import { sequenceOf } from '../formats/mermaid/write';
import type { Requests } from '../protocol/messages';
import type { RunComparison } from '../trace/compare/compare';
import { signedTypes } from '../trace/compare/merged';
import { comparedStanding } from '../trace/compare/standing';
import { clockChanges } from '../trace/clocks/wall';
import { createSignsReader } from '../trace/signs';
import { createStandingReader, joined } from '../trace/standing';
import type { StandingChunk, StandingReader } from '../trace/standing';
import { fieldChanges, partsOf } from '../trace/field-changes';
import { createStateIndex } from '../trace/state-index';
import type { StateIndex } from '../trace/state-index';
import { comparedStates } from './compare-answers';
import type { LiveRun } from './feed';
import { inSlices } from './slices';

type Args<K extends keyof Requests> = Requests[K]['args'];
type Result<K extends keyof Requests> = Requests[K]['result'];

/** A view asks for what is on its screen; more at once would block the wire. */
const MAX_DETAILS = 5_000;
/** Mermaid needs about 2 ms for each message. */
const SEQUENCE_LINES = 80;
/** A new window is a new picture, which takes Mermaid a while; within one window a step only moves the highlight. */
const SEQUENCE_STRIDE = 20;
const EVENTS_AT_ONCE = 5_000;
const MOST_FIELD_CHANGES = 1_000;

// Built when first asked for, and gone with the run.
const stateIndices = new WeakMap<LiveRun, StateIndex>();
const standings = new WeakMap<LiveRun, { readonly reader: StandingReader; readonly chunks: StandingChunk[] }>();
/** Nodes whose states are told at once. */
const MOST_STATES = 100;
/** Some hundred kilobytes; what is left over is asked for with the next question. */
const MAX_CHANGES = 20_000;

export function detailsOf(run: LiveRun, { from, to }: Args<'details'>): Result<'details'> {
  const last = Math.min(to, run.trace.length, from + MAX_DETAILS);
  if (!(from >= 0)) throw new RangeError(`no events from ${from}`);
  return Array.from({ length: Math.max(0, last - from) }, (_, i) => run.trace.detail(from + i));
}

/**
 * The first question about a long trace takes a while, the later ones do not. Of very many nodes those come that a reader can
 * look through, and those of the events around the step, so that what a step changes is always among them.
 */
export async function statesAt(run: LiveRun, { step }: Args<'stateAt'>): Promise<Result<'stateAt'>> {
  if (run.compared) return comparedStates(run.compared.comparison, step);
  let index = stateIndices.get(run);
  if (!index) stateIndices.set(run, (index = createStateIndex(run.trace)));
  const states = index;
  await inSlices(() => states.length > step || states.update(EVENTS_AT_ONCE), { isCancellationRequested: false });
  const { trace } = run;
  const count = trace.header.nodes.length;
  if (count <= MOST_STATES) return states.at(step);
  const wanted = new Set(Array.from({ length: MOST_STATES }, (_, node) => node));
  for (let i = Math.max(0, step - 1); i <= Math.min(step + 1, trace.length - 1); i++) wanted.add(trace.node[i]!);
  return [...wanted].sort((a, b) => a - b).map((node) => states.nodeAt(node, step));
}

/** Asked for when a trace is complete; a look at the kind of each event and at the details of a few. */
export function clockChangesOf(run: LiveRun): Result<'clockChanges'> {
  return clockChanges(run.trace);
}

/** How a pinned field changes; the first question about a late part takes a while. */
export async function fieldChangesOf(run: LiveRun, { node, path, from, to }: Args<'fieldChanges'>): Promise<Result<'fieldChanges'>> {
  let index = stateIndices.get(run);
  if (!index) stateIndices.set(run, (index = createStateIndex(run.trace)));
  const states = index;
  await inSlices(() => states.length >= to || states.update(EVENTS_AT_ONCE), { isCancellationRequested: false });
  const lane = run.trace.header.nodes.findIndex(({ id }) => id === node);
  if (lane < 0) throw new RangeError(`no node ${node}`);
  return fieldChanges(run.trace, states, lane, partsOf(path), from, to, MOST_FIELD_CHANGES);
}

/** What changed of roles, rounds and leases; the trace is read on as far as somebody looks. */
export async function standingOf(run: LiveRun, { from, to }: Args<'standing'>): Promise<Result<'standing'>> {
  if (run.compared) return comparedStandingOf(run, run.compared.comparison, from);
  let known = standings.get(run);
  if (!known) standings.set(run, (known = { reader: createStandingReader(run.trace), chunks: [] }));
  const { reader, chunks } = known;
  await inSlices(() => {
    if (reader.length >= Math.min(to, run.trace.length)) return true;
    chunks.push(reader.read(to, EVENTS_AT_ONCE));
    return false;
  }, { isCancellationRequested: false });
  // A view begins where one of these begins, for it has been given whole ones only.
  const wanted: StandingChunk[] = [];
  let changes = 0;
  for (const chunk of chunks) {
    if (chunk.from < from || changes > MAX_CHANGES) continue;
    wanted.push(chunk);
    changes += chunk.turnEvent.length + chunk.leaseEvent.length + chunk.late.length + chunk.slowEvent.length + chunk.diskEvent.length + chunk.queueEvent.length;
  }
  return joined(from, wanted);
}

const comparedStandings = new WeakMap<LiveRun, Promise<StandingChunk>>();

/** Both runs are over: all at once, when it is first asked for. */
async function comparedStandingOf(run: LiveRun, comparison: RunComparison, from: number): Promise<StandingChunk> {
  let known = comparedStandings.get(run);
  if (!known) comparedStandings.set(run, (known = readBoth(comparison)));
  const whole = await known;
  return from === 0 ? whole : { ...joined(from, []), to: whole.to };
}

async function readBoth(comparison: RunComparison): Promise<StandingChunk> {
  const read: StandingChunk[][] = [];
  for (const trace of [comparison.left, comparison.right]) {
    const reader = createStandingReader(trace);
    const chunks: StandingChunk[] = [];
    await inSlices(() => {
      chunks.push(reader.read(trace.length, EVENTS_AT_ONCE));
      return reader.length >= trace.length;
    }, { isCancellationRequested: false });
    read.push(chunks);
  }
  return comparedStanding(comparison, read[0]!, read[1]!);
}

/** For the legend: looks once through the trace, in slices. */
export async function signsOf(run: LiveRun): Promise<Result<'signs'>> {
  const reader = createSignsReader(run.trace);
  await inSlices(() => reader.step(EVENTS_AT_ONCE), { isCancellationRequested: false });
  return [...reader.signs];
}

export function sequenceAround(run: LiveRun, { step }: Args<'sequence'>): Result<'sequence'> {
  const { source, from, to, total, highlighted } = sequenceOf(run.compared ? signedTypes(run.trace, run.compared.origins) : run.trace, { step, maxLines: SEQUENCE_LINES, stride: SEQUENCE_STRIDE });
  // There lines are numbered from 1 and both ends belong to the window.
  return { source, from: Math.max(0, from - 1), to, total, highlight: highlighted > 0 ? highlighted - from : -1 };
}
