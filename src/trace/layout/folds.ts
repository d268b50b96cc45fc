/**
 * Exchanges that repeat: heartbeats, polls, retries and their replies, round after round, while nothing else happens. Each such
 * stretch of the trace can stand as one counted row.
 *
 * From the columns alone. A stretch consists of messages that arrived, timers, clock readings and the books that nodes keep of them, so a
 * fold cannot hide a fault, a lost or copied message, a change of role, a vote, an operation, a violation or a note. Both ends of each of
 * its messages lie in it, and each kind of event in it, a change of the same fields on one node being one, comes at least three times.
 */
import { KIND } from '../../kernel/event';
import type { Columns } from '../../kernel/log';
import { looksLike } from '../looks';

/** Events [from, to) that repeat. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  /** How often the exchange takes place. */
  readonly rounds: number;
  readonly messages: number;
  /** The type of its most frequent message, as an index into the labels; of a tie the first. */
  readonly label: number;
}

export interface Folds {
  /** Events looked at so far; later ones are in no fold. */
  readonly length: number;
  readonly count: number;
  at(k: number): Fold;
  /** The fold that an event is in, or -1. */
  of(event: number): number;
  /** The first fold that ends after an event. */
  firstAfter(event: number): number;
}

export interface GrowingFolds extends Folds {
  /** Looks at about `work` further events, and at all that are left when `complete`; true when there is nothing more to do now. */
  update(columns: Columns, complete: boolean, work?: number): boolean;
}

/** An exchange counts as repeating from so many times on. */
const LEAST_ROUNDS = 3;
/** A fold that hides fewer events is not worth it. */
const LEAST_EVENTS = 8;
/** A longer stretch is looked at in pieces. */
const MOST_EVENTS = 20_000;
const MOST_PASSES = 40;

const QUIET: ReadonlySet<number> = new Set([KIND.send, KIND.deliver, KIND.timer, KIND['timer-set'], KIND['timer-cancel'], KIND.clock]);

export function createFolds(): GrowingFolds {
  const found: Fold[] = [];
  const counter = createCounter();
  let length = 0;

  return {
    get length() { return length; },
    get count() { return found.length; },
    at: (k) => found[k]!,
    of(event) {
      const k = firstAfter(event);
      return k < found.length && found[k]!.from <= event ? k : -1;
    },
    firstAfter,
    update(columns, complete, work = Infinity) {
      const stop = Math.min(columns.length, length + work);
      while (length < stop) {
        if (!isQuiet(columns, length)) {
          length++;
          continue;
        }
        const most = Math.min(columns.length, length + MOST_EVENTS);
        let end = length + 1;
        while (end < most && isQuiet(columns, end)) end++;
        // The rest of a stretch that is still growing is looked at when it is there.
        if (end === columns.length && !complete && end - length < MOST_EVENTS) return true;
        const known = found.length;
        if (end - length >= LEAST_EVENTS) findIn(columns, length, end, found, counter);
        // A round that lies across the edge of a piece belongs to the next one.
        length = end - length === MOST_EVENTS && found.length > known ? found[found.length - 1]!.to : end;
      }
      return length >= columns.length;
    },
  };

  function firstAfter(event: number): number {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (found[middle]!.to <= event) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether an event may be in a fold for what it is itself. */
function isQuiet(columns: Columns, i: number): boolean {
  const { kind, partner } = columns;
  const code = kind[i]!;
  if (code === KIND.state) return !tellsRole(columns, i);
  if (!QUIET.has(code)) return false;
  const other = partner[i]!;
  if (code === KIND.send) return other > i && kind[other] === KIND.deliver;
  // A further copy is not its sender's first arrival.
  if (code === KIND.deliver) return other >= 0 && other < i && partner[other] === i;
  return true;
}

/** The columns name the fields that changed, or the role that was taken: whatever could be a role ends a fold. */
function tellsRole({ label, labels }: Columns, i: number): boolean {
  return looksLike(labels[label[i]!] ?? '', undefined) !== undefined;
}

/** Finds the folds in a quiet stretch: takes away what comes too seldom or reaches out of its piece, until nothing is to be taken away. */
function findIn(columns: Columns, from: number, to: number, found: Fold[], counter: Counter): void {
  const out = new Uint8Array(to - from);
  let changed = true;
  for (let pass = 0; changed; pass++) {
    // Made so that each pass takes away a little: whoever does that sees his trace unfolded.
    if (pass === MOST_PASSES) return;
    changed = false;
    for (const [begin, end] of pieces(out, from)) {
      const times = counted(columns, begin, end, counter);
      for (let i = begin; i < end; i++) {
        const other = columns.partner[i]!;
        const torn = isMessage(columns.kind[i]!) && (other < begin || other >= end);
        if (!torn && times.of(signOf(columns, i)) >= LEAST_ROUNDS) continue;
        out[i - from] = 1;
        changed = true;
      }
    }
  }
  for (const [begin, end] of pieces(out, from)) {
    const fold = foldOf(columns, begin, end);
    if (fold !== undefined) found.push(fold);
  }
}

/** Stretches of what is not taken away, long enough to be folded. */
function pieces(out: Uint8Array, from: number): [number, number][] {
  const list: [number, number][] = [];
  let begin = 0;
  for (let k = 0; k <= out.length; k++) {
    if (k < out.length && out[k] === 0) continue;
    if (k - begin >= LEAST_EVENTS) list.push([from + begin, from + k]);
    begin = k + 1;
  }
  return list;
}

function foldOf(columns: Columns, from: number, to: number): Fold | undefined {
  const times = new Map<number, number>();
  const types = new Map<number, number>();
  let messages = 0;
  for (let i = from; i < to; i++) {
    if (columns.kind[i] !== KIND.send) continue;
    messages++;
    const sign = signOf(columns, i);
    times.set(sign, (times.get(sign) ?? 0) + 1);
    types.set(columns.label[i]!, (types.get(columns.label[i]!) ?? 0) + 1);
  }
  if (messages === 0) return undefined;
  const label = [...types].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
  return { from, to, rounds: Math.max(...times.values()), messages, label };
}

function counted(columns: Columns, from: number, to: number, counter: Counter): Counter {
  counter.clear();
  for (let i = from; i < to; i++) counter.add(signOf(columns, i));
  return counter;
}

/** Counts numbers, up to `MOST_EVENTS` different ones. A table that is used again and again: a million events make very many small counts. */
interface Counter {
  clear(): void;
  add(sign: number): void;
  of(sign: number): number;
}

const TABLE = 65_536;

function createCounter(): Counter {
  let signs = new Float64Array();
  let times = new Int32Array();
  /** In which count a place was used last; all others are empty. */
  let used = new Int32Array();
  let count = 0;

  function placeOf(sign: number): number {
    let place = (Math.imul(sign % 2_147_483_647, 40_503) ^ Math.floor(sign / 65_536)) & (TABLE - 1);
    while (used[place] === count && signs[place] !== sign) place = (place + 1) & (TABLE - 1);
    return place;
  }
  return {
    clear() {
      if (signs.length === 0) {
        signs = new Float64Array(TABLE);
        times = new Int32Array(TABLE);
        used = new Int32Array(TABLE);
      }
      count++;
    },
    add(sign) {
      const place = placeOf(sign);
      if (used[place] === count) {
        times[place]!++;
        return;
      }
      used[place] = count;
      signs[place] = sign;
      times[place] = 1;
    },
    of(sign) {
      const place = placeOf(sign);
      return used[place] === count ? times[place]! : 0;
    },
  };
}

/** A number for what happens, on which lane and with whom: the same for each round. Exact, for each part has at most 16 bits. */
function signOf({ kind, node, label, partner }: Columns, i: number): number {
  const code = kind[i]!;
  const other = isMessage(code) ? node[partner[i]!]! : 0;
  return ((code * 65_536 + node[i]!) * 65_536 + other) * 65_536 + label[i]!;
}

function isMessage(code: number): boolean {
  return code === KIND.send || code === KIND.deliver;
}
