/**
 * Which signs a diagram of this trace shows, for a legend that explains these and no others. Kinds of events stand under their own
 * names; what only their details tell (why a message was lost, that a vote was refused) under names of its own.
 *
 * Details are costly to read in a long trace, and a legend is not worth waiting for: of each kind only the first
 * so many are looked into.
 */
import { EVENT_KINDS, KIND } from '../kernel/event';
import type { EventDetails, EventKind } from '../kernel/event';
import { createFates } from './fates';
import { slowFactorOf } from './slow';
import type { Trace } from './trace';

/** What the details of an event add to its kind. */
export type Variant =
  | `lost-${'dropped' | 'partition' | 'receiver-down' | 'queue-full' | 'in-flight'}`
  | 'ignored' | 'waited' | 'copy' | 'overtaken' | 'late' | 'open' | 'unsent' | 'to-itself'
  | 'refused' | 'no-quorum' | 'failed' | 'unknown' | 'writes-lost' | 'unsynced' | 'slow' | 'one-way' | 'queued';
export type Sign = EventKind | Variant;

export interface SignsReader {
  /** Looks at some more events; true when all were looked at. */
  step(maxEvents: number): boolean;
  readonly signs: ReadonlySet<Sign>;
}

/** So many events of each kind are looked into. */
const LOOKS = 20_000;

export function createSignsReader(trace: Trace): SignsReader {
  const signs = new Set<Sign>();
  const looked = new Uint32Array(EVENT_KINDS.length);
  const fates = createFates();
  let length = 0;
  return {
    signs,
    step(maxEvents) {
      const to = Math.min(trace.length, length + maxEvents);
      // A name may be cancelled late in the trace, so lateness is asked of what is known then.
      if (fates.length < trace.length) fates.update(trace);
      for (; length < to; length++) take(length);
      return length >= trace.length;
    },
  };

  function take(i: number): void {
    const code = trace.kind[i]!;
    signs.add(EVENT_KINDS[code]!);
    const partner = trace.partner[i]!;
    if (code === KIND.send) {
      if (partner < 0) signs.add('open');
      else if (trace.node[partner] === trace.node[i]) signs.add('to-itself');
      return;
    }
    if (code === KIND.deliver) {
      if (partner < 0) signs.add('unsent');
      else if (trace.partner[partner] !== i) signs.add('copy');
      if (fates.isOvertaken(i)) signs.add('overtaken');
    }
    if (!TOLD_BY_DETAILS.has(code) || looked[code]! >= LOOKS) return;
    looked[code]!++;
    look(i, code);
  }

  function look(i: number, code: number): void {
    const detail = trace.detail(i);
    switch (code) {
      case KIND.lose:
        signs.add(`lost-${(detail as EventDetails['lose']).reason}`);
        if ((detail as EventDetails['lose']).reason === 'queue-full') signs.add('queued');
        return;
      case KIND.deliver: {
        const { ignored, arrived } = detail as EventDetails['deliver'];
        if (ignored !== undefined) signs.add('ignored');
        if (arrived !== undefined) signs.add('waited');
        if (!signs.has('late') && fates.lateAfter(trace, i, ignored !== undefined) >= 0) signs.add('late');
        return;
      }
      case KIND.vote:
        if (!(detail as EventDetails['vote']).granted) signs.add('refused');
        return;
      case KIND.quorum:
        if (!(detail as EventDetails['quorum']).reached) signs.add('no-quorum');
        return;
      case KIND.return: {
        const { status } = detail as EventDetails['return'];
        if (status !== 'ok') signs.add(status === 'fail' ? 'failed' : 'unknown');
        return;
      }
      case KIND.disk: {
        const { op, durable } = detail as EventDetails['disk'];
        if (op === 'lose') signs.add('writes-lost');
        else if (!durable) signs.add('unsynced');
        return;
      }
      case KIND.note:
        if (trace.header.model !== undefined && (slowFactorOf((detail as EventDetails['note']).text) ?? 1) > 1) signs.add('slow');
        return;
      case KIND.partition:
        if ('from' in (detail as EventDetails['partition'])) signs.add('one-way');
        return;
    }
  }
}

const TOLD_BY_DETAILS: ReadonlySet<number> = new Set([KIND.lose, KIND.deliver, KIND.vote, KIND.quorum, KIND.return, KIND.disk, KIND.note, KIND.partition]);
