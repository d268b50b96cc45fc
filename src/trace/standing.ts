/**
 * What every node stands for over a run: the role it took, the round it is in, the lease it believes it holds; and
 * which votes came too late. Found in one pass over the few kinds of events that tell, and kept as short lists of changes, so
 * that a diagram of a million events knows what holds at the top of any window without looking further up.
 *
 * A lease ends at a moment on its holder's clock. What that is in true time follows from the holder's last reading of that
 * clock and from its drift, as far as the trace tells them.
 */
import { KIND } from '../kernel/event';
import type { EventDetails, Plain, PlainObject } from '../kernel/event';
import type { BandShow, LeaseShow } from '../kernel/show';
import { looksLike } from './looks';
import { slowFactorOf } from './slow';
import { plainText } from './text';
import type { Trace } from './trace';

/** The changes among events [from, to): the lane of each is that of its event, and texts are places in the table of names. */
export interface StandingChunk {
  readonly from: number;
  readonly to: number;
  /** Another role or round from this event on; '' is none. */
  readonly turnEvent: Int32Array;
  readonly turnName: Int32Array;
  readonly turnRound: Int32Array;
  /** From this event on a lease is believed in until this moment of true time; -Infinity: in none. */
  readonly leaseEvent: Int32Array;
  readonly leaseUntilUs: Float64Array;
  readonly leaseText: Int32Array;
  /** Votes and counts of a round that had its quorum already. */
  readonly late: Int32Array;
  /** From this event on everything takes so many times as long. */
  readonly slowEvent: Int32Array;
  readonly slowFactor: Float64Array;
  /** From this event on so many changes to the disk are not synced; -n when n of them were lost, and none is left. */
  readonly diskEvent: Int32Array;
  readonly diskUnsynced: Int32Array;
  /** Of links that once threw a message away because their queue was full: so many messages are under way on the link after this one. */
  readonly queueEvent: Int32Array;
  readonly queueCount: Int32Array;
  /** Names that are new since the last chunk. */
  readonly names: readonly string[];
}

export interface StandingReader {
  /** Events taken in so far. */
  readonly length: number;
  /** The changes among the next events, at most `maxEvents` of them and none at or after `to`. */
  read(to: number, maxEvents?: number): StandingChunk;
}

/** Chunks that follow one another, as one; with none, an empty one at `from`. */
export function joined(from: number, chunks: readonly StandingChunk[]): StandingChunk {
  const all = <T extends Int32Array | Float64Array>(into: T, parts: readonly ArrayLike<number>[]): T => {
    let at = 0;
    for (const part of parts) {
      into.set(part, at);
      at += part.length;
    }
    return into;
  };
  const ints = (of: (chunk: StandingChunk) => Int32Array): Int32Array => {
    const parts = chunks.map(of);
    return all(new Int32Array(parts.reduce((sum, { length }) => sum + length, 0)), parts);
  };
  const until = chunks.map(({ leaseUntilUs }) => leaseUntilUs);
  return {
    from,
    to: chunks[chunks.length - 1]?.to ?? from,
    turnEvent: ints(({ turnEvent }) => turnEvent),
    turnName: ints(({ turnName }) => turnName),
    turnRound: ints(({ turnRound }) => turnRound),
    leaseEvent: ints(({ leaseEvent }) => leaseEvent),
    leaseUntilUs: all(new Float64Array(until.reduce((sum, { length }) => sum + length, 0)), until),
    leaseText: ints(({ leaseText }) => leaseText),
    late: ints(({ late }) => late),
    slowEvent: ints(({ slowEvent }) => slowEvent),
    slowFactor: Float64Array.from(chunks.flatMap(({ slowFactor }) => [...slowFactor])),
    diskEvent: ints(({ diskEvent }) => diskEvent),
    diskUnsynced: ints(({ diskUnsynced }) => diskUnsynced),
    queueEvent: ints(({ queueEvent }) => queueEvent),
    queueCount: ints(({ queueCount }) => queueCount),
    names: chunks.flatMap(({ names }) => names),
  };
}

/** More rounds than that are never open at once; the oldest are forgotten. */
const ROUNDS_KEPT = 4096;
const NAME_CHARS = 40;

interface Lane {
  readonly show: BandShow | undefined;
  readonly lease: LeaseShow | undefined;
  /** That of the scenario: the header's, or the first that is told. */
  role: string;
  /** Names in force, as places in the table. */
  name: number;
  round: number;
  /** Fields of the lease, and what was last said of it. */
  until: Plain | undefined;
  held: Plain | undefined;
  label: Plain | undefined;
  untilUs: number;
  text: number;
  /** True time and reading when the clock was last read, and how fast it runs. */
  readUs: number;
  reading: number;
  driftPpm: number;
  /** Names of the files of changes that are not synced, in the order they were made. */
  readonly unsynced: string[];
  /** Of a crash: how many of them were there, for when the trace says that they are lost. */
  atCrash: number;
}

export function createStandingReader(trace: Trace): StandingReader {
  const names: string[] = [''];
  const placeOf = new Map<string, number>([['', 0]]);
  let told = 0;
  let length = 0;
  const lanes: Lane[] = [];
  /** Whether events with this label must be looked into; by place in the trace's table of labels. */
  const tells: (boolean | undefined)[] = [];
  /** Who was voted for in which round; and the rounds that have their quorum, alone where no candidate counts for itself. */
  const voted = new Set<string>();
  const decided = new Set<string>();
  let turns: [number[], number[], number[]] = [[], [], []];
  let leases: [number[], number[], number[]] = [[], [], []];
  let late: number[] = [];
  let slows: [number[], number[]] = [[], []];
  let disks: [number[], number[]] = [[], []];
  let queues: [number[], number[]] = [[], []];
  /** Messages under way on each link that has a queue which was full at some time; found by a look ahead at the losses. */
  const underWay = new Map<number, number>();
  let looked = 0;

  return { get length() { return length; }, read };

  function read(to: number, maxEvents = Infinity): StandingChunk {
    const from = length;
    lookAhead();
    const stop = Math.min(trace.length, to, from + maxEvents);
    for (; length < stop; length++) take(length);
    const chunk: StandingChunk = {
      from,
      to: length,
      turnEvent: Int32Array.from(turns[0]),
      turnName: Int32Array.from(turns[1]),
      turnRound: Int32Array.from(turns[2]),
      leaseEvent: Int32Array.from(leases[0]),
      leaseUntilUs: Float64Array.from(leases[1]),
      leaseText: Int32Array.from(leases[2]),
      late: Int32Array.from(late),
      slowEvent: Int32Array.from(slows[0]),
      slowFactor: Float64Array.from(slows[1]),
      diskEvent: Int32Array.from(disks[0]),
      diskUnsynced: Int32Array.from(disks[1]),
      queueEvent: Int32Array.from(queues[0]),
      queueCount: Int32Array.from(queues[1]),
      names: names.slice(told),
    };
    told = names.length;
    turns = [[], [], []];
    leases = [[], [], []];
    late = [];
    slows = [[], []];
    disks = [[], []];
    queues = [[], []];
    return chunk;
  }

  /** Which links have a queue that can be full is known only from a message that it threw away. */
  function lookAhead(): void {
    const { kind, node, partner } = trace;
    for (; looked < trace.length; looked++) {
      if (kind[looked] !== KIND.lose || partner[looked]! < 0) continue;
      if ((trace.detail(looked) as EventDetails['lose']).reason !== 'queue-full') continue;
      const link = linkOf(node[partner[looked]!]!, node[looked]!);
      if (!underWay.has(link)) underWay.set(link, 0);
    }
  }

  function takeMessage(i: number): void {
    const { kind, node, partner } = trace;
    const other = partner[i]!;
    if (other < 0) return;
    const sent = kind[i] === KIND.send;
    const link = sent ? linkOf(node[i]!, node[other]!) : linkOf(node[other]!, node[i]!);
    const before = underWay.get(link);
    // Of several copies the first one counts.
    if (before === undefined || (!sent && partner[other] !== i)) return;
    const count = sent ? before + 1 : Math.max(0, before - 1);
    underWay.set(link, count);
    if (sent) return;
    queues[0].push(i);
    queues[1].push(count);
  }

  function take(i: number): void {
    const node = trace.node[i]!;
    const lane = lanes[node] ?? begin(i, node);
    switch (trace.kind[i]) {
      case KIND.state:
        return takeState(i, lane);
      case KIND.send:
      case KIND.deliver:
      case KIND.lose:
        return underWay.size === 0 ? undefined : takeMessage(i);
      case KIND.note:
        return takeNote(i);
      case KIND.disk:
        return takeDisk(i, lane);
      case KIND.crash:
        lane.atCrash = lane.unsynced.length;
        turn(i, lane, '', '');
        lane.until = lane.held = lane.label = undefined;
        return believe(i, lane);
      case KIND.restart:
        // The monotonic clock starts anew with the process.
        if (lane.lease?.clock === 'monotonic') [lane.readUs, lane.reading] = [trace.t[i]!, 0];
        return;
      case KIND.clock:
      case KIND['clock-set']:
        return lane.lease === undefined ? undefined : takeClock(i, lane, lane.lease);
      case KIND.vote:
        return takeVote(i);
      case KIND.quorum:
        return takeQuorum(i);
      default:
        return;
    }
  }

  function begin(i: number, node: number): Lane {
    const { id, role = '' } = trace.header.nodes[node]!;
    const { show, clocks = {} } = trace.header;
    const own = <T>(table: { readonly [role: string]: T } | undefined): T | undefined => (table !== undefined && Object.hasOwn(table, role) ? table[role] : undefined);
    const clock = Object.hasOwn(clocks, id) ? clocks[id] : undefined;
    const lease = own(show?.leases);
    const lane: Lane = {
      show: own(show?.bands), lease, role,
      name: 0, round: 0, until: undefined, held: undefined, label: undefined, untilUs: -Infinity, text: 0,
      readUs: 0,
      reading: lease?.clock === 'wall' ? (clock?.offset ?? 0) : 0,
      driftPpm: clock?.drift ?? 0,
      unsynced: [],
      atCrash: 0,
    };
    lanes[node] = lane;
    turn(i, lane, nameOf(lane, role), '');
    return lane;
  }

  /** The role a scenario gives a node says nothing that its head does not, unless it is one that nodes take. */
  function nameOf(lane: Lane, role: string): string {
    return role === lane.role && looksLike(role, lane.show) === undefined ? '' : role;
  }

  function takeState(i: number, lane: Lane): void {
    const label = trace.label[i]!;
    if (!(tells[label] ??= mayTell(trace.labels[label]!))) return;
    const { set, role } = trace.detail(i) as EventDetails['state'];
    const { show, lease } = lane;
    if (lane.role === '' && role !== undefined) lane.role = role;
    const phase = show?.phase === undefined ? undefined : fieldOf(set, show.phase);
    const name = show?.phase === undefined ? (role === undefined ? undefined : nameOf(lane, role)) : phase === undefined ? undefined : textOf(phase);
    const round = show?.round === undefined ? undefined : fieldOf(set, show.round.field);
    turn(i, lane, name ?? names[lane.name]!, round === undefined ? names[lane.round]! : textOf(round));
    if (lease === undefined) return;
    const [until, held, what] = [fieldOf(set, lease.until), lease.held === undefined ? undefined : fieldOf(set, lease.held), lease.label === undefined ? undefined : fieldOf(set, lease.label.field)];
    if (until === undefined && held === undefined && what === undefined) return;
    if (until !== undefined) lane.until = until;
    if (held !== undefined) lane.held = held;
    if (what !== undefined) lane.label = what;
    believe(i, lane);
  }

  // A label is the role, or the names of the fields: most states can be passed over by it.
  function mayTell(label: string): boolean {
    const fields = label.split(', ');
    if (fields.length === 1 || label.endsWith('…')) return true;
    const { bands = {}, leases: shown = {} } = trace.header.show ?? {};
    const wanted = [
      ...Object.values(bands).flatMap(({ phase, round }) => [phase, round?.field]),
      ...Object.values(shown).flatMap(({ until, held, label: what }) => [until, held, what?.field]),
    ];
    return wanted.some((field) => field !== undefined && fields.includes(field.split('.')[0]!));
  }

  function turn(i: number, lane: Lane, name: string, round: string): void {
    const [name_, round_] = [place(name), place(round)];
    if (lane.name === name_ && lane.round === round_) return;
    [lane.name, lane.round] = [name_, round_];
    turns[0].push(i);
    turns[1].push(name_);
    turns[2].push(round_);
  }

  function believe(i: number, lane: Lane): void {
    const { lease, until, held, label } = lane;
    if (lease === undefined) return;
    const holds = typeof until === 'number' && (lease.held === undefined || isHeld(held));
    const untilUs = holds ? trueUs(lane, until) : -Infinity;
    const over = untilUs <= trace.t[i]!;
    const text = over || lease.label === undefined || label === undefined || label === null ? 0 : place(`${lease.label.word} ${textOf(label)}`);
    const now = over ? -Infinity : untilUs;
    if (now === lane.untilUs && text === lane.text) return;
    [lane.untilUs, lane.text] = [now, text];
    leases[0].push(i);
    leases[1].push(now);
    leases[2].push(text);
  }

  function takeClock(i: number, lane: Lane, { clock: which }: LeaseShow): void {
    const t = trace.t[i]!;
    if (trace.kind[i] === KIND.clock) {
      const { clock, reading } = trace.detail(i) as EventDetails['clock'];
      if (clock === which && typeof reading === 'number') [lane.readUs, lane.reading] = [t, reading];
      return;
    }
    const { to, drift } = trace.detail(i) as EventDetails['clock-set'];
    lane.reading += (t - lane.readUs) * (1 + lane.driftPpm / 1e6);
    lane.readUs = t;
    if (drift !== undefined) lane.driftPpm = drift;
    if (to !== undefined && which === 'wall') lane.reading = to;
    // What was believed to last so long now lasts longer or shorter.
    if (lane.untilUs !== -Infinity) believe(i, lane);
  }

  function takeNote(i: number): void {
    // A log read from elsewhere may be all notes, and has none of ours.
    if (trace.header.model === undefined) return;
    const factor = slowFactorOf((trace.detail(i) as EventDetails['note']).text);
    if (factor === undefined) return;
    slows[0].push(i);
    slows[1].push(factor);
  }

  function takeDisk(i: number, { unsynced, atCrash }: Lane): void {
    const { op, file, to, durable } = trace.detail(i) as EventDetails['disk'];
    const before = unsynced.length;
    if (op === 'lose') unsynced.length = 0;
    else if (op === 'sync') settle(unsynced, file);
    else if (durable) return;
    else if (before < MOST_UNSYNCED) unsynced.push(to === undefined ? file : `${file}\n${to}`);
    if (op === 'lose' ? before === 0 : unsynced.length === before) return;
    disks[0].push(i);
    disks[1].push(op === 'lose' ? -Math.max(before, atCrash, 1) : unsynced.length);
  }

  function takeVote(i: number): void {
    const { round, for: whom } = trace.detail(i) as EventDetails['vote'];
    const key = plainText(round, 200);
    const ballot = `${key} ${whom}`;
    if (decided.has(key) || decided.has(ballot)) late.push(i);
    remember(voted, ballot);
  }

  function takeQuorum(i: number): void {
    const { round, have, need, reached } = trace.detail(i) as EventDetails['quorum'];
    if (!reached) return;
    if (have > need) late.push(i);
    const key = plainText(round, 200);
    const counter = trace.header.nodes[trace.node[i]!]!.id;
    // A candidate counts the votes for itself, a learner those for whomever.
    remember(decided, voted.has(`${key} ${counter}`) ? `${key} ${counter}` : key);
  }

  function place(name: string): number {
    let found = placeOf.get(name);
    if (found === undefined) placeOf.set(name, (found = names.push(name) - 1));
    return found;
  }
}

function linkOf(from: number, to: number): number {
  return from * 65_536 + to;
}

/** More changes than this are not told apart. */
const MOST_UNSYNCED = 10_000;

/** Takes out what a sync of `file` makes durable, what renames tie to it included; `*` stands for all. */
function settle(unsynced: string[], file: string): void {
  if (file === '*') {
    unsynced.length = 0;
    return;
  }
  const names = new Set([file]);
  for (let size = 0; size !== names.size; ) {
    size = names.size;
    for (const change of unsynced) {
      const tied = change.split('\n');
      if (tied.length > 1 && tied.some((name) => names.has(name))) for (const name of tied) names.add(name);
    }
  }
  const left = unsynced.filter((change) => !names.has(change.split('\n')[0]!));
  unsynced.length = 0;
  unsynced.push(...left);
}

function remember(rounds: Set<string>, round: string): void {
  rounds.add(round);
  if (rounds.size > ROUNDS_KEPT) rounds.delete(rounds.values().next().value!);
}

/** When a node's clock will show `until`, in true time. */
function trueUs({ readUs, reading, driftPpm }: Lane, until: number): number {
  return Math.round(readUs + (until - reading) / Math.max(1e-6, 1 + driftPpm / 1e6));
}

function isHeld(value: Plain | undefined): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== '' && value !== false;
}

/** A field of a state, also one within a record; undefined when it is not among these. */
export function fieldOf(set: PlainObject, path: string): Plain | undefined {
  let at: Plain | undefined = set;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as PlainObject)[name];
  }
  return at;
}

function textOf(value: Plain): string {
  if (value === null || value === '') return '';
  return typeof value === 'string' ? value.slice(0, NAME_CHARS) : plainText(value, NAME_CHARS);
}
