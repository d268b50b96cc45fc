/** A small protocol for the tests of the scenario language: it has one of everything a scenario may name. */
import type { Model } from '../../src/kernel/model';
import type { Process } from '../../src/kernel/process';

type GuestState = { readonly heard: number; readonly said: number };
const guest: Process<GuestState> = {
  init: () => ({ heard: 0, said: 0 }),
  onInvoke(ctx, operation) {
    ctx.set({ said: ctx.state.said + 1 });
    ctx.send(ctx.nodes('host')[0]!, 'Say', { words: operation.args['words']!, loud: operation.args['loud']! });
    ctx.return(operation.id, 'ok');
  },
  onMessage(ctx) {
    ctx.set({ heard: ctx.state.heard + 1 });
  },
};

type HostState = { readonly passedOn: number };
const host: Process<HostState> = {
  init: () => ({ passedOn: 0 }),
  onMessage(ctx, message) {
    if (ctx.lie('deaf') !== undefined) return;
    for (const other of ctx.nodes('guest')) if (other !== message.from) ctx.send(other, 'Hear', message.body);
    ctx.set({ passedOn: ctx.state.passedOn + 1 });
  },
};

export const chat: Model = {
  id: 'chat',
  title: 'A chat room',
  chapter: 'ch8',
  source: 'none: it serves tests alone',
  summary: 'Guests say something to a host, who passes it on.',
  params: {
    wait: { type: 'duration', default: 100_000, min: 1_000, max: 60_000_000, summary: 'A time.' },
    tries: { type: 'integer', default: 3, min: 0, max: 10, summary: 'A count.' },
    share: { type: 'number', default: 0.5, min: 0, max: 1, summary: 'A share.' },
    strict: { type: 'boolean', default: false, summary: 'A switch.' },
    motto: { type: 'text', default: 'be kind', maxChars: 40, summary: 'A text.' },
    mode: { type: 'choice', default: 'plain', choices: ['plain', 'fancy'], summary: 'A choice.' },
  },
  roles: {
    guest: { summary: 'Says and hears.', names: ['ann', 'ben'], min: 1, max: 9, process: guest },
    host: { summary: 'Passes on.', names: ['room1'], min: 1, max: 1, process: host },
    watcher: { summary: 'Looks on.', names: [], min: 0, max: 2, process: { init: () => ({}) } },
  },
  messages: {
    Say: { summary: 'Something said.', from: ['guest'], to: ['host'] },
    Hear: { summary: 'Something passed on.', from: ['host'], to: ['guest'] },
  },
  operations: {
    say: {
      summary: 'Say something.',
      role: 'guest',
      args: {
        words: { type: 'choice', default: 'hello', choices: ['hello', 'bye'], summary: 'What.' },
        loud: { type: 'boolean', default: false, summary: 'How.' },
      },
    },
  },
  invariants: [
    {
      id: 'heard-enough',
      summary: 'At the end everyone has heard everyone else.',
      when: 'end',
      check(view) {
        const guests = view.byRole('guest');
        const said = guests.reduce((sum, { state }) => sum + (state as GuestState).said, 0);
        const deaf = guests.find(({ state }) => (state as GuestState).heard + (state as GuestState).said < said);
        return deaf && { detail: `${deaf.id} missed something`, events: view.changes(deaf.id, 'said').slice(0, 1) };
      },
    },
    { id: 'always-fine', summary: 'Holds whatever happens.', when: 'always', check: () => undefined },
  ],
  lies: { deaf: 'Passes nothing on.' },
  stats: (view) => ({ passedOn: (view.byRole('host')[0]!.state as HostState).passedOn }),
};

/** The least a scenario needs, with further lines. */
export function chatScenario(...lines: readonly string[]): string {
  return ['faultline: 1', 'title: Two guests talk', 'model: chat', ...lines, ''].join('\n');
}
