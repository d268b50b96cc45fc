/**
 * The quorum ledger: every round of votes in a trace, in the order in which they began.
 *
 * A trace tells votes (`vote`: who, for whom, in which round) and counts (`quorum`: so many of so many). Some protocols tell both,
 * some only count. Whose vote a count took in is not said, and follows from how things hang together: a count is made
 * while a message is handled, and the new vote is its sender's; a voter's answer leaves in the moment in which it votes; a
 * counter that is a member itself counts itself first. Where that is not enough the vote has no name, and none is made up.
 */
import { KIND } from '../kernel/event';
import type { EventDetails, Plain, PlainObject } from '../kernel/event';
import type { EarlierQuorum, LedgerMember, LedgerRound } from './ledger-round';
import { plainText } from './text';
import { nodeOf } from './trace';
import type { Trace } from './trace';

export interface Ledger {
  /** Events taken in so far. */
  readonly length: number;
  /** Takes in what the trace has gained, at most `maxEvents` of it; true when all is in. */
  update(maxEvents?: number): boolean;
  /** The rounds that had begun at `step`, the last `count` of them. */
  at(step: number, count: number): LedgerPage;
}

export interface LedgerPage {
  /** In the order in which they began. */
  readonly rounds: readonly LedgerRound[];
  /** How many had begun at the step, and how many there are. */
  readonly begun: number;
  readonly total: number;
  /** The event with which the next one begins, or -1: up to there the same rounds have begun. */
  readonly next: number;
  /** There are more rounds than are kept. */
  readonly full: boolean;
}

/** Rounds beyond that are not kept: some 50 MB. */
const MOST_ROUNDS = 100_000;
/** Rounds that may still get votes; the oldest are closed. */
const MOST_OPEN = 4096;
/** Members told of a round, and votes of a member. */
const MOST_MEMBERS = 64;
const MOST_VOTES = 8;
/** A quorum is held against one of so many before it. */
const REMEMBERED = 64;
/** A vote and the answer that carries it stand close to each other. */
const NEARBY = 48;
const ROUND_CHARS = 60;

interface Vote {
  readonly event: number;
  readonly voter: string;
  readonly granted: boolean;
}
/** The votes for one candidate in one round. */
interface Ballot {
  readonly candidate: string;
  readonly votes: Vote[];
}
interface Tally {
  readonly place: number;
  readonly begins: number;
  readonly key: string;
  readonly round: Plain;
  candidate: string;
  counter: string;
  ballot: Ballot;
  need: number;
  of: number;
  readonly counts: { readonly event: number; readonly have: number }[];
  readonly counted: Map<string, number>;
  crossed: number;
  decided: number;
  /** All who may vote, by role; undefined when the roles do not tell. */
  role: string | undefined;
  before: Tally | undefined;
}
interface Round {
  readonly tallies: Tally[];
  readonly ballots: Map<string, Ballot>;
}

export function createLedger(trace: Trace): Ledger {
  const tallies: Tally[] = [];
  const open = new Map<string, Round>();
  const crossedLast: Tally[] = [];
  /** By node: the quorum it reached last, and while handling what. */
  const reachedBy = new Map<number, { readonly tally: Tally; readonly cause: number }>();
  let length = 0;
  let full = false;
  let byRole = new Map<string, string[]>();
  const roleBy = new Map<string, string>();
  let nodesKnown = -1;

  return {
    get length() { return length; },
    update(maxEvents = Infinity) {
      const stop = Math.min(trace.length, length + maxEvents);
      for (; length < stop; length++) {
        const kind = trace.kind[length];
        if (kind === KIND.vote) takeVote(length);
        else if (kind === KIND.quorum) takeCount(length);
        else if (kind === KIND.decide) takeDecision(length);
      }
      return length === trace.length;
    },
    at(step, count) {
      let [low, high] = [0, tallies.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (tallies[middle]!.begins <= step) low = middle + 1;
        else high = middle;
      }
      const rounds = tallies.slice(Math.max(0, low - count), low).map(told);
      return { rounds, begun: low, total: tallies.length, next: tallies[low]?.begins ?? -1, full };
    },
  };

  function takeVote(i: number): void {
    const { round, for: candidate, voter, granted } = trace.detail(i) as EventDetails['vote'];
    const key = plainText(round, 200);
    const known = roundOf(key);
    let tally = lastOf(known.tallies, (each) => each.counter === candidate || each.candidate === candidate);
    // Somebody who counts for whomever, and knows by now for whom.
    if (tally === undefined && !isNode(candidate)) tally = lastOf(known.tallies, (each) => each.candidate === '' && each.ballot.votes.length === 0);
    let ballot = known.ballots.get(candidate);
    if (ballot === undefined) known.ballots.set(candidate, (ballot = { candidate, votes: [] }));
    if (tally === undefined) tally = begin(known, i, key, round, candidate, '', ballot);
    else if (tally.candidate === '') [tally.candidate, tally.ballot] = [candidate, ballot];
    if (ballot.votes.length < MOST_MEMBERS * MOST_VOTES) ballot.votes.push({ event: i, voter, granted });
  }

  function takeCount(i: number): void {
    const { round, have, need, of, reached } = trace.detail(i) as EventDetails['quorum'];
    const key = plainText(round, 200);
    const known = roundOf(key);
    const counter = nodeOf(trace, i);
    const tally = tallyOf(known, i, key, round, counter, have);
    [tally.counter, tally.need, tally.of] = [counter, need, of];
    const had = tally.counts[tally.counts.length - 1]?.have ?? 0;
    tally.role ??= roleOfMembers(tally, i);
    tally.counts.push({ event: i, have });
    name(known, tally, i, had, have);
    if (!reached || tally.crossed >= 0) return;
    tally.crossed = i;
    tally.before = lastOf(crossedLast, (each) => each.role === tally.role && (each.key !== key || areRivals(each, tally)));
    crossedLast.push(tally);
    if (crossedLast.length > REMEMBERED) crossedLast.shift();
    reachedBy.set(trace.node[i]!, { tally, cause: trace.cause[i]! });
  }

  function takeDecision(i: number): void {
    const last = reachedBy.get(trace.node[i]!);
    if (last !== undefined && last.cause === trace.cause[i] && last.tally.decided < 0) last.tally.decided = i;
  }

  function roundOf(key: string): Round {
    let known = open.get(key);
    if (known === undefined) {
      open.set(key, (known = { tallies: [], ballots: new Map() }));
      if (open.size > MOST_OPEN) open.delete(open.keys().next().value!);
    }
    return known;
  }

  /** The count that goes on with this event: the counter's own, or that of votes which nobody has counted yet. */
  function tallyOf(known: Round, i: number, key: string, round: Plain, counter: string, have: number): Tally {
    const own = lastOf(known.tallies, (each) => each.counter === counter);
    if (own !== undefined) {
      const had = own.counts[own.counts.length - 1]?.have ?? 0;
      const anew = have < had || (have === had && messageOf(i) < 0);
      return anew ? again(known, own, i) : own;
    }
    const votedIn = (each: Tally): boolean => each.ballot.votes.some(({ voter, granted }) => granted && voter === counter);
    const settled = known.tallies.some((each) => votedIn(each));
    const waiting = lastOf(known.tallies,
      (each) => each.counter === '' && (!settled || each.candidate === counter || votedIn(each)) && (each.candidate === counter || votedIn(each) || !isNode(each.candidate) || roleOf(each.candidate) !== roleOf(counter)),
    );
    if (waiting !== undefined) return waiting;
    // What it voted for itself, or the only candidate there is, unless that one counts for itself.
    const ballots = [...known.ballots.values()];
    const only = ballots.length === 1 && !(isNode(ballots[0]!.candidate) && roleOf(ballots[0]!.candidate) === roleOf(counter)) ? ballots[0] : undefined;
    const ballot = ballots.find(({ votes }) => votes.some(({ voter, granted }) => granted && voter === counter)) ?? only ?? { candidate: '', votes: [] };
    return begin(known, i, key, round, ballot.candidate, counter, ballot);
  }

  /** The same round by the same counter from the beginning: the votes of the moment belong to the new count. */
  function again(known: Round, own: Tally, i: number): Tally {
    const ballot: Ballot = { candidate: own.candidate, votes: [] };
    while (own.ballot.votes.length > 0 && trace.cause[own.ballot.votes[own.ballot.votes.length - 1]!.event] === trace.cause[i] && trace.cause[i]! >= 0) {
      ballot.votes.unshift(own.ballot.votes.pop()!);
    }
    if (own.candidate !== '') known.ballots.set(own.candidate, ballot);
    return begin(known, i, own.key, own.round, own.candidate, own.counter, ballot);
  }

  function begin(known: Round, i: number, key: string, round: Plain, candidate: string, counter: string, ballot: Ballot): Tally {
    const tally: Tally = {
      place: tallies.length, begins: i, key, round, candidate, counter, ballot, need: 0, of: 0, counts: [], counted: new Map(), crossed: -1, decided: -1, role: undefined, before: undefined,
    };
    known.tallies.push(tally);
    if (tallies.length < MOST_ROUNDS) tallies.push(tally);
    else full = true;
    return tally;
  }

  /** Whose votes are new in this count. */
  function name(known: Round, tally: Tally, i: number, had: number, have: number): void {
    const { counter, counted, ballot } = tally;
    const count = (who: string): void => {
      if (counted.size < have && !counted.has(who)) counted.set(who, i);
    };
    const votedElsewhere = (who: string): boolean => [...known.ballots.values()].some((each) => each !== ballot && each.votes.some(({ voter, granted }) => voter === who && granted));
    const refused = (who: string): boolean => ballot.votes.some(({ voter, granted }) => voter === who && !granted) && !ballot.votes.some(({ voter, granted }) => voter === who && granted);
    if (had === 0 && isMember(tally, counter) && !votedElsewhere(counter) && !refused(counter)) count(counter);
    // No more than are new: those who came before and had no name still have none.
    const room = (): number => have - had - [...counted.values()].filter((event) => event === i).length;
    const fresh = ballot.votes.filter(({ voter, granted }) => granted && !counted.has(voter));
    const sender = senderOf(i);
    const arrived = fresh.filter((vote) => arrivedAt(vote.event, trace.node[i]!) <= i);
    arrived.sort((a, b) => Number(b.voter === sender) - Number(a.voter === sender));
    for (const { voter } of arrived) if (room() > 0) count(voter);
    if (room() > 0 && sender !== '' && sender !== counter && isMember(tally, sender) && !votedElsewhere(sender) && !refused(sender)) count(sender);
    const left = fresh.filter(({ voter }) => !counted.has(voter));
    if (left.length === room()) for (const { voter } of left) count(voter);
    // All of them: nobody has to be told apart, unless some had no name before.
    if (have !== tally.of || have - counted.size !== room()) return;
    for (const member of membersOf(tally)) count(member);
  }

  /** In one round: two candidates, or two members that each count for themselves. */
  function areRivals(a: Tally, b: Tally): boolean {
    if (a.candidate !== '' || b.candidate !== '') return a.candidate !== b.candidate && isNode(a.candidate) && isNode(b.candidate);
    return a.counter !== b.counter && roleOf(a.counter) === a.role;
  }

  /** When a message that left together with a vote reached this node; Infinity when none did. */
  function arrivedAt(vote: number, node: number): number {
    const [voter, cause] = [trace.node[vote], trace.cause[vote]!];
    if (cause < 0) return Infinity;
    for (let i = vote + 1; i < trace.length && i < vote + NEARBY && trace.node[i] === voter && trace.cause[i] === cause; i++) {
      const end = trace.partner[i]!;
      if (trace.kind[i] === KIND.send && end > i && trace.kind[end] === KIND.deliver && trace.node[end] === node) return end;
    }
    return Infinity;
  }

  /** The delivery during which something happened, or -1. */
  function messageOf(i: number): number {
    const cause = trace.cause[i]!;
    return cause >= 0 && trace.kind[cause] === KIND.deliver && trace.node[cause] === trace.node[i] ? cause : -1;
  }
  function senderOf(i: number): string {
    const deliver = messageOf(i);
    return deliver < 0 ? '' : (trace.detail(deliver) as EventDetails['deliver']).from;
  }

  /** The role of those who vote: there are as many of it as may vote, and they voted, answered, or count. */
  function roleOfMembers(tally: Tally, i: number): string | undefined {
    const fits = (who: string | undefined): boolean => who !== undefined && who !== '' && nodesOf(roleOf(who)).length === tally.of;
    const voter = tally.ballot.votes[0]?.voter;
    if (fits(voter)) return roleOf(voter!);
    const [sender, counter] = [senderOf(i), nodeOf(trace, i)];
    if (fits(sender) && (!fits(counter) || answers(i))) return roleOf(sender);
    return fits(counter) ? roleOf(counter) : undefined;
  }

  /** Whether the message being handled was sent on the handling of one from here: an answer. */
  function answers(i: number): boolean {
    const deliver = messageOf(i);
    const send = deliver < 0 ? -1 : trace.partner[deliver]!;
    const asked = send < 0 ? -1 : trace.cause[send]!;
    const question = asked < 0 || trace.kind[asked] !== KIND.deliver ? -1 : trace.partner[asked]!;
    return question >= 0 && trace.node[question] === trace.node[i];
  }

  function isMember({ role, ballot }: Tally, who: string): boolean {
    return role === undefined ? isNode(who) && (ballot.votes.length === 0 || ballot.votes.some(({ voter }) => voter === who)) : roleOf(who) === role;
  }

  function membersOf({ role, ballot, counted }: Tally): string[] {
    const names = new Set(role === undefined ? [] : nodesOf(role));
    for (const { voter } of ballot.votes) names.add(voter);
    for (const who of counted.keys()) names.add(who);
    return [...names].slice(0, MOST_MEMBERS);
  }

  function isNode(who: string): boolean {
    return who !== '' && roleOf(who) !== undefined;
  }
  /** Recorded traces name nodes as they go. */
  function roles(): Map<string, string[]> {
    const { nodes } = trace.header;
    if (nodesKnown !== nodes.length) {
      nodesKnown = nodes.length;
      byRole = new Map();
      roleBy.clear();
      for (const { id, role = '' } of nodes) {
        roleBy.set(id, role);
        const list = byRole.get(role);
        if (list === undefined) byRole.set(role, [id]);
        else list.push(id);
      }
    }
    return byRole;
  }
  function nodesOf(role: string | undefined): readonly string[] {
    return roles().get(role ?? '') ?? [];
  }
  function roleOf(who: string): string | undefined {
    roles();
    return roleBy.get(who);
  }

  function told(tally: Tally): LedgerRound {
    const { place, begins, candidate, counter, need, of, counts, crossed, decided, ballot, counted } = tally;
    const members = membersOf(tally).map((name): LedgerMember => ({
      name,
      votes: ballot.votes.filter(({ voter }) => voter === name).slice(0, MOST_VOTES).map(({ event, granted }) => ({ event, granted })),
      counted: counted.get(name) ?? -1,
    }));
    const before = tally.before === undefined ? undefined : earlier(tally, tally.before);
    return { place, begins, round: roundWords(tally), candidate, counter, need, of, counts, crossed, decided, members, ...(before === undefined ? {} : { before }) };
  }

  function earlier(tally: Tally, before: Tally): EarlierQuorum {
    const of = (each: Tally): string[] => [...each.counted].flatMap(([who, event]) => (event <= each.crossed ? [who] : []));
    const [mine, theirs] = [of(tally), of(before)];
    const whole = (each: Tally, names: readonly string[]): boolean => names.length === each.counts.find(({ event }) => event === each.crossed)!.have;
    return {
      place: before.place, round: roundWords(before), counter: before.counter, candidate: before.candidate, event: before.crossed,
      shared: mine.filter((who) => theirs.includes(who)),
      certain: whole(tally, mine) && whole(before, theirs),
    };
  }

  function roundWords({ round, candidate, counter }: Tally): string {
    if (typeof round === 'string') return plainString(round);
    if (round !== null && typeof round === 'object') return Array.isArray(round) ? plainText(round, ROUND_CHARS) : fieldsText(round as PlainObject);
    const bands = trace.header.show?.bands;
    const role = roleOf(candidate) ?? roleOf(counter);
    const word = bands !== undefined && role !== undefined && Object.hasOwn(bands, role) ? bands[role]?.round?.word : undefined;
    return `${word ?? 'round'} ${plainText(round, ROUND_CHARS)}`;
  }
}

function lastOf<T>(list: readonly T[], fits: (one: T) => boolean): T | undefined {
  for (let i = list.length - 1; i >= 0; i--) if (fits(list[i]!)) return list[i];
  return undefined;
}

/** `prepare 2`, `term 1, index 3`: a record says itself what kind of round it is. */
function fieldsText(round: PlainObject): string {
  const text = Object.entries(round).map(([field, value]) => `${field} ${plainText(value, 24)}`).join(', ');
  return plainString(text);
}

function plainString(text: string): string {
  return text.length > ROUND_CHARS ? `${text.slice(0, ROUND_CHARS - 1)}…` : text;
}
