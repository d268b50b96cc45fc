/**
 * The majority decides who is dead.
 *
 * A group of members keeps a register. The primary of the epoch serves clients; the others listen for its heartbeats, and
 * when a majority hears nothing, it is declared dead and the next epoch begins with the next primary (changing.ts). The one
 * that was declared dead may be as alive as ever, and cut off. With `trust: itself` it goes on serving whoever still reaches it
 * until somebody tells it. With `trust: majority` it answers nothing that a majority has not confirmed, and steps down
 * when no majority answers it (serving.ts).
 */
import { KIND } from '../../../kernel/event';
import type { EventDetails } from '../../../kernel/event';
import type { Invariant, Model, WorldView } from '../../../kernel/model';
import { client } from './client';
import type { ClientState, Saw } from './client';
import { member } from './member';
import { params } from './state';
import type { MemberState } from './state';

type Declaration = NonNullable<MemberState['declared']> & { readonly event: number };

/** Every time a majority declared a primary dead, in order. */
function declarations(view: WorldView): Declaration[] {
  const found = view.byRole('member').flatMap(({ id }) =>
    view.changes(id, 'declared').flatMap((event) => {
      const declared = (view.log.detail(event) as EventDetails['state']).set['declared'] as MemberState['declared'];
      return declared === null ? [] : [{ ...declared, event }];
    }),
  );
  return found.sort((a, b) => a.event - b.event);
}

/** What clients were told, in answer to requests made after that, by a member that had been declared dead. */
function answersOfTheDead(view: WorldView): { readonly client: string; readonly saw: Saw; readonly declaration: Declaration; readonly invoke: number }[] {
  const dead = declarations(view);
  if (dead.length === 0) return [];
  return view.byRole('client').flatMap(({ id, state }) =>
    (state as ClientState).saw.flatMap((saw) => {
      const { invoke } = view.operations[saw.operation - 1]!;
      const declaration = dead.find(({ epoch, event }) => epoch > saw.epoch && event < invoke);
      return declaration === undefined ? [] : [{ client: id, saw, declaration, invoke }];
    }),
  );
}

const noAnswerAfterDeath: Invariant = {
  id: 'no-answer-after-death',
  summary: 'A member that a majority has declared dead answers no request made after that.',
  when: 'always',
  check(view) {
    const first = answersOfTheDead(view)[0];
    if (first === undefined) return undefined;
    const { client: id, saw, declaration, invoke } = first;
    return {
      detail: `${saw.by} was declared dead in epoch ${declaration.epoch}, and answers a later ${saw.f} of ${id} in epoch ${saw.epoch}`,
      events: [declaration.event, invoke, ...view.changes(id, 'saw').slice(-1)],
    };
  },
};

/** From the declaration until the member declared dead steps down, crashes, or the run ends. */
function deadInChargeUs(view: WorldView): number[] {
  const { log } = view;
  return declarations(view).flatMap(({ dead, event }) => {
    const node = view.nodes.findIndex(({ id }) => id === dead);
    const changes = view.changes(dead, 'primary');
    const before = changes.filter((each) => each < event).at(-1);
    if (before === undefined || (log.detail(before) as EventDetails['state']).set['primary'] !== true) return [];
    let end = view.nowUs;
    for (let i = before; i < log.length; i++) {
      if (log.node[i] !== node || (log.kind[i] !== KIND.crash && !changes.includes(i)) || i === before) continue;
      if (i < event) return [];
      end = log.t[i]!;
      break;
    }
    return [end - log.t[event]!];
  });
}

export const model: Model = {
  id: 'declared-dead',
  title: 'Declared dead, and alive',
  chapter: 'ch8',
  source: 'Liskov and Cowling, Viewstamped Replication Revisited, MIT-CSAIL-TR-2012-021, 2012, §4.2 (view changes)',
  summary: 'A majority declares the primary dead, though it is only cut off. It goes on serving until it learns; or it asks a majority first, and steps down.',
  params,
  roles: {
    client: { summary: 'Reads and writes the register.', names: ['alice', 'bob'], min: 1, max: 20, process: client },
    member: { summary: 'Keeps a copy of the register; one is the primary.', names: ['node-1', 'node-2', 'node-3'], min: 1, max: 9, process: member },
  },
  messages: {
    Request: { summary: 'A read or a write.', from: ['client'], to: ['member'] },
    Reply: { summary: 'It is done; the value, and the epoch of the primary.', from: ['member'], to: ['client'] },
    NotPrimary: { summary: 'This member does not answer; the epoch says who might.', from: ['member'], to: ['client'] },
    Store: { summary: 'The value as of this version.', from: ['member'], to: ['member'] },
    Stored: { summary: 'trust: majority. This version is stored.', from: ['member'], to: ['member'] },
    Heartbeat: { summary: 'The primary of this epoch is alive.', from: ['member'], to: ['member'] },
    Alive: { summary: 'trust: majority. The answer to a heartbeat.', from: ['member'], to: ['member'] },
    Suspect: { summary: 'The sender hears nothing of the primary of this epoch.', from: ['member'], to: ['member'] },
    Vote: { summary: 'The sender has left the epoch before this one; what it has stored.', from: ['member'], to: ['member'] },
    Declared: { summary: 'A majority has declared the old primary dead; this is the new one.', from: ['member'], to: ['member', 'client'] },
    Outdated: { summary: 'The receiver’s epoch is over.', from: ['member'], to: ['member'] },
  },
  operations: {
    read: { summary: 'Read the register.', role: 'client', args: {} },
    write: { summary: 'Write the register.', role: 'client', args: { value: { type: 'text', default: 'a', maxChars: 40, summary: 'What to write.' } } },
  },
  invariants: [noAnswerAfterDeath],
  show: {
    bands: { member: { round: { field: 'epoch', word: 'epoch' }, looks: { primary: 'leads', 'stepped down': 'works' } } },
    tags: { epoch: 'epoch' },
  },
  stats(view) {
    const inCharge = deadInChargeUs(view);
    const outcomes = (wanted: string) => view.operations.filter(({ status = 'unknown' }) => status === wanted).length;
    return {
      declaredDead: declarations(view).length,
      /** Answers to requests made after that. */
      answersOfTheDead: answersOfTheDead(view).length,
      ok: outcomes('ok'),
      fail: outcomes('fail'),
      unknown: outcomes('unknown'),
      ...(inCharge.length === 0 ? {} : { longestDeadInChargeUs: Math.max(...inCharge) }),
    };
  },
};
