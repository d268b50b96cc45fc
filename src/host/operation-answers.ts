/** Answers about the clients' operations of a run, and the search for an order that explains them. Nothing here knows VS Code. */
import { historyOf, operationAt, operationText } from '../check/history';
import type { History } from '../check/history';
import { startLinearizing } from '../check/linearization';
import type { Linearization, Placed } from '../check/linearization';
import { SPECIFICATIONS, SPECIFICATION_IDS, fitting } from '../check/specification';
import type { SpecificationId } from '../check/specification';
import { KIND } from '../kernel/event';
import type { EventDetails } from '../kernel/event';
import type { Requests } from '../protocol/messages';
import type { ObjectChoice, OperationRow, OrderFound } from '../protocol/operations';
import { MAX_CHECK_STATES } from '../scenario/limits';
import { lastEventAt } from '../trace/compare/of-side';
import { createIntList } from '../trace/int-list';
import type { IntList } from '../trace/int-list';
import { plainText } from '../trace/text';
import type { Trace } from '../trace/trace';
import type { LiveRun } from './feed';
import { inSlices } from './slices';

const EVENTS_AT_ONCE = 5_000;
const CHECKS_AT_ONCE = 2_000;
const MOST_ROWS = 500;
/** Operations of an order that are told in words. */
const MOST_WORDS = 200;
/** Different names of operations that are looked at to find an object that fits. */
const MOST_NAMES = 50;
const VALUE_CHARS = 80;

interface Known {
  read: number;
  readonly invokes: IntList;
  readonly names: Set<string>;
  history: History | undefined;
  /** The check that is going on. */
  going: { isCancellationRequested: boolean } | undefined;
}
// Made when first asked for, and gone with the run.
const known = new WeakMap<Trace, Known>();

/** Operations from a place on, or, with `from` negative, those around a step. */
export async function operationsOf(run: LiveRun, args: Requests['operations']['args']): Promise<Requests['operations']['result']> {
  if (run.compared === undefined) return pageOf(run, args);
  // Of two runs those of one. An order is looked for in the run itself, not here.
  const { comparison } = run.compared;
  const side = args.side ?? 'left';
  const page = await pageOf({ trace: comparison[side] }, { ...args, step: lastEventAt(comparison, side, args.step) });
  const rows = side === 'left' ? comparison.rowOfLeft : comparison.rowOfRight;
  return { ...page, fitting: [], rows: page.rows.map((row) => ({ ...row, invoke: rows[row.invoke]!, returned: row.returned < 0 ? -1 : rows[row.returned]! })) };
}

async function pageOf(run: Pick<LiveRun, 'trace'>, { step, from, count }: Requests['operations']['args']): Promise<Requests['operations']['result']> {
  const { invokes, names } = await read(run);
  const rows = Math.max(1, Math.min(count, MOST_ROWS));
  const first = from >= 0 ? from : invokes.countUpTo(step) - Math.ceil(rows / 2);
  const start = Math.max(0, Math.min(first, invokes.length - rows));
  return {
    rows: Array.from({ length: Math.min(rows, invokes.length - start) }, (_, k) => rowAt(run.trace, invokes.at(start + k))),
    from: start,
    total: invokes.length,
    fitting: choices(fitting([...names])),
  };
}

/** Looks for an order of all operations that one object would explain; a newer search of the run ends the one that is going on. */
export async function linearize(run: LiveRun, { specification }: Requests['linearize']['args']): Promise<Requests['linearize']['result']> {
  const id = SPECIFICATION_IDS.find((each) => each === specification);
  if (id === undefined) throw new RangeError(`no object ${specification}`);
  const of = await read(run);
  if (of.going) of.going.isCancellationRequested = true;
  const mine = (of.going = { isCancellationRequested: false });
  const history = (of.history ??= historyOf(run.trace));
  const going = startLinearizing(history, { specification: id, maxStates: MAX_CHECK_STATES });
  const whole = await inSlices(() => going.advance(CHECKS_AT_ONCE), mine);
  if (of.going === mine) of.going = undefined;
  return told(whole ? going.result! : going.stopped(), history, id);
}

/** Ends the search of a run; false when there was none. */
export function stopLinearizing(run: LiveRun): boolean {
  const going = known.get(run.trace)?.going;
  if (going) going.isCancellationRequested = true;
  return going !== undefined;
}

/** Objects to choose from: those that know some of the operations first, then the others. */
export async function objectsFor(run: LiveRun): Promise<readonly ObjectChoice[]> {
  const first = fitting([...(await read(run)).names]);
  return choices([...first, ...SPECIFICATION_IDS.filter((id) => !first.includes(id))]);
}

async function read({ trace }: Pick<LiveRun, 'trace'>): Promise<Known> {
  let of = known.get(trace);
  if (!of) known.set(trace, (of = { read: 0, invokes: createIntList(), names: new Set(), history: undefined, going: undefined }));
  const mine = of;
  await inSlices(() => {
    const stop = Math.min(trace.length, mine.read + EVENTS_AT_ONCE);
    if (mine.read < stop) mine.history = undefined;
    for (; mine.read < stop; mine.read++) {
      if (trace.kind[mine.read] !== KIND.invoke) continue;
      mine.invokes.push(mine.read);
      if (mine.names.size < MOST_NAMES) mine.names.add((trace.detail(mine.read) as EventDetails['invoke']).f);
    }
    return mine.read === trace.length;
  }, { isCancellationRequested: false });
  return of;
}

function rowAt(trace: Trace, invoke: number): OperationRow {
  const { client, f, key, value, status, result, returned } = operationAt(trace, invoke);
  const text = (given: Parameters<typeof plainText>[0]): string => (given === undefined ? '' : plainText(given, VALUE_CHARS));
  return { invoke, returned, client, f: text(f), key: text(key), value: text(value), status: returned < 0 ? 'open' : status, result: text(result) };
}

function choices(ids: readonly SpecificationId[]): ObjectChoice[] {
  return ids.map((id) => ({ id, title: SPECIFICATIONS[id].title }));
}

function told(found: Linearization, history: History, id: SpecificationId): OrderFound {
  const { title } = SPECIFICATIONS[id];
  if (found.verdict === 'undecided') return { ...found, title };
  // Of a long order its beginning, or what came just before it went wrong.
  const wordsFrom = found.verdict === 'linearizable' ? 0 : Math.max(0, found.order.length - MOST_WORDS);
  return { ...found, title, ...columns(found.order), words: wordsOf(found.order.slice(wordsFrom, wordsFrom + MOST_WORDS), history), wordsFrom };
}

function columns(order: readonly Placed[]): { readonly invoke: Int32Array; readonly after: Int32Array } {
  return { invoke: Int32Array.from(order, ({ invoke }) => invoke), after: Int32Array.from(order, ({ after }) => after) };
}

function wordsOf(order: readonly Placed[], history: History): string[] {
  const wanted = new Set(order.map(({ invoke }) => invoke));
  const words = new Map(history.flatMap((operation) => (wanted.has(operation.invoke) ? [[operation.invoke, operationText(operation)] as const] : [])));
  return order.map(({ invoke }) => words.get(invoke) ?? '');
}
