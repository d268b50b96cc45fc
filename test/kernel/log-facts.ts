/** What must be true of every log, whatever the world: used by the property tests. */
import { EVENT_KINDS } from '../../src/kernel/event';
import type { Cut, EventDetails, EventKind } from '../../src/kernel/event';
import type { World } from '../../src/kernel/world';

interface Row {
  readonly i: number;
  readonly t: number;
  readonly node: string;
  readonly kind: EventKind;
  readonly cause: number;
  readonly partner: number;
  readonly detail: unknown;
}

export function rowsOf({ log, spec }: World): Row[] {
  return Array.from({ length: log.length }, (_, i) => ({
    i,
    t: log.t[i]!,
    node: spec.nodes[log.node[i]!]!.id,
    kind: EVENT_KINDS[log.kind[i]!]!,
    cause: log.cause[i]!,
    partner: log.partner[i]!,
    detail: log.detail(i),
  }));
}

/** The whole log as one text: equal exactly for equal logs. */
export function textOf(world: World): string {
  const { log } = world;
  return rowsOf(world).map((row) => JSON.stringify({ ...row, label: log.labels[log.label[row.i]!] })).join('\n');
}

/** Everything that must be true and is not; empty for a world as it should be. */
export function untruths(world: World): string[] {
  const rows = rowsOf(world);
  return [...causality(rows), ...fates(rows, world.over !== undefined), ...stillness(rows), ...cutsHold(rows)];
}

const CAUSED_BY: { readonly [kind: string]: EventKind } = {
  deliver: 'send', lose: 'send', timer: 'timer-set', restart: 'crash', resume: 'pause', heal: 'partition',
};
const PAIRED_WITH: { readonly [kind: string]: EventKind } = { ...CAUSED_BY, 'timer-cancel': 'timer-set', return: 'invoke' };
const HANDLED = new Set<EventKind>(['state', 'deliver', 'timer', 'invoke', 'restart']);

/** Time never runs backwards; causes lie before their effects and are of the right kind. */
function* causality(rows: readonly Row[]): Generator<string> {
  for (const row of rows) {
    const cause = rows[row.cause];
    const partner = rows[row.partner];
    if (row.i > 0 && row.t < rows[row.i - 1]!.t) yield `${row.i} is earlier than the one before`;
    if (row.cause >= row.i) yield `${row.i} has a cause that comes later`;
    if (cause?.kind !== CAUSED_BY[row.kind] && CAUSED_BY[row.kind] !== undefined) yield `${row.i}: a ${row.kind} caused by ${cause?.kind}`;
    const pair = PAIRED_WITH[row.kind];
    if (pair !== undefined && (partner?.kind !== pair || partner.i > row.i)) yield `${row.i}: a ${row.kind} paired with ${partner?.kind}`;
    if (row.kind === 'send' || row.kind === 'state' || row.kind === 'timer-set' || row.kind === 'clock') {
      if (cause !== undefined && (!HANDLED.has(cause.kind) || cause.node !== row.node)) yield `${row.i}: done while ${cause.i} was handled`;
      if (cause === undefined && row.kind !== 'state') yield `${row.i}: a ${row.kind} without a cause`;
    }
  }
}

/** Every message ends in exactly one of lose and deliver; further copies are deliveries marked as such. */
function* fates(rows: readonly Row[], over: boolean): Generator<string> {
  const ends = new Map<number, Row[]>();
  for (const row of rows) {
    if (row.kind === 'deliver' || row.kind === 'lose') ends.set(row.cause, [...(ends.get(row.cause) ?? []), row]);
  }
  for (const send of rows) {
    if (send.kind !== 'send') continue;
    const { msg, to, type } = send.detail as EventDetails['send'];
    const met = ends.get(send.i) ?? [];
    if (met.length === 0) {
      if (over) yield `${send.i}: sent, and no fate`;
      continue;
    }
    if (send.partner !== met[0]!.i) yield `${send.i}: paired with ${send.partner} instead of its first end`;
    if (met.length > 1 && met.some(({ kind }) => kind === 'lose')) yield `${send.i}: lost, and more`;
    for (const [n, end] of met.entries()) {
      const detail = end.detail as EventDetails['deliver'];
      if (end.node !== to || detail.msg !== msg || detail.type !== type) yield `${end.i} is not the end of ${send.i}`;
      if (end.kind === 'deliver' && (detail.duplicate === true) !== n > 0) yield `${end.i}: copy ${n} with duplicate ${detail.duplicate}`;
    }
  }
}

const DONE_BY_A_NODE = new Set<EventKind>([
  'send', 'deliver', 'timer-set', 'timer', 'timer-cancel', 'clock', 'state', 'vote', 'quorum', 'invoke', 'return', 'decide',
]);
const ENDS: { readonly [kind: string]: string } = { restart: 'crash', resume: 'pause' };

/** A node that is down or paused does nothing at all. */
function* stillness(rows: readonly Row[]): Generator<string> {
  const still = new Map<string, string>();
  for (const row of rows) {
    const why = still.get(row.node);
    const acts = DONE_BY_A_NODE.has(row.kind) || (row.kind === 'disk' && (row.detail as EventDetails['disk']).op !== 'lose');
    if (acts && why !== undefined) yield `${row.i}: a ${row.kind} on ${row.node} after its ${why}`;
    if (row.kind === 'crash' || row.kind === 'pause') {
      if (why === 'crash' || why === row.kind) yield `${row.i}: a ${row.kind} of ${row.node} after its ${why}`;
      still.set(row.node, row.kind);
    } else if (ENDS[row.kind] !== undefined) {
      if (why !== ENDS[row.kind]) yield `${row.i}: a ${row.kind} of ${row.node} after ${why}`;
      still.delete(row.node);
    }
  }
}

/** Nothing sent over a cut link is handled, and nothing arrives over one. */
function* cutsHold(rows: readonly Row[]): Generator<string> {
  const partitions: { readonly i: number; readonly cut: Cut; readonly sinceUs: number; untilUs: number }[] = [];
  const doomed = new Set<number>();
  const cutNow = (from: string, to: string): boolean => partitions.some(({ cut, untilUs }) => untilUs === Infinity && separates(cut, from, to));
  for (const row of rows) {
    if (row.kind === 'partition') partitions.push({ i: row.i, cut: row.detail as Cut, sinceUs: row.t, untilUs: Infinity });
    else if (row.kind === 'heal') partitions.find(({ i }) => i === row.partner)!.untilUs = row.t;
    else if (row.kind === 'send') {
      if (cutNow(row.node, (row.detail as EventDetails['send']).to)) doomed.add(row.i);
    } else if (row.kind === 'deliver') {
      const { from, arrived } = row.detail as EventDetails['deliver'];
      if (doomed.has(row.cause)) yield `${row.i}: handled, though ${row.cause} was sent over a cut link`;
      if (arrived === undefined && cutNow(from, row.node)) yield `${row.i}: handled over a cut link`;
      // One that waited arrived earlier; nothing in the log says where among simultaneous events.
      if (arrived !== undefined && partitions.some(({ cut, sinceUs, untilUs }) => sinceUs < arrived && arrived < untilUs && separates(cut, from, row.node))) {
        yield `${row.i}: arrived over a cut link`;
      }
    }
  }
}

function separates(cut: Cut, from: string, to: string): boolean {
  if (from === to) return false;
  if ('from' in cut) return cut.from.includes(from) && cut.to.includes(to);
  const of = (id: string): number => cut.groups.findIndex((group) => group.includes(id));
  return of(from) >= 0 && of(to) >= 0 && of(from) !== of(to);
}
