/** Data as the host sends it, for the pages the tests look at. */
import type { EventDetail } from '../../../src/trace/trace';
import type { EventRef } from '../../../webview/panels/event-words';
import type { NodeState, NotePage, PerspectiveTable, PinnedNote, Verdict } from '../../../src/protocol/messages';

export const PAYMENT: readonly NodeState[] = [
  {
    id: 'alice',
    role: 'client',
    status: 'up',
    state: {
      waiting: true,
      attempts: 2,
      pending: { '1': { op: 'charge', amount: 10, key: 'a7f3' } },
      lastError: null,
      history: ['sent Charge', 'timeout after 100 ms', 'sent Charge again'],
    },
    changed: ['attempts', 'history'],
  },
  {
    id: 'shop',
    role: 'server',
    status: 'paused',
    state: {
      balance: 80,
      charges: [
        { id: 1, amount: 10, from: 'alice' },
        { id: 2, amount: 10, from: 'alice' },
      ],
      seen: {},
      motd: 'A long greeting that every customer of this shop gets to read before anything else can happen, whether wanted or not, in one line.',
    },
    changed: ['balance', 'charges'],
  },
];

export const PAYMENT_BEFORE: readonly NodeState[] = [
  {
    ...PAYMENT[0]!,
    state: { ...PAYMENT[0]!.state, attempts: 1, history: ['sent Charge', 'timeout after 100 ms'] },
    changed: [],
  },
  {
    ...PAYMENT[1]!,
    status: 'up',
    state: { ...PAYMENT[1]!.state, balance: 90, charges: [{ id: 1, amount: 10, from: 'alice' }] },
    changed: [],
  },
];

/** Twelve replicas of a consensus protocol at a step that touches three of them. */
export function cluster(step: number): NodeState[] {
  return Array.from({ length: 12 }, (_, i) => ({
    id: `node-${i + 1}`,
    role: i === 2 ? 'leader' : i === 4 && step > 0 ? 'candidate' : 'follower',
    status: i === 7 ? 'crashed' : i === 9 ? 'paused' : 'up',
    state: {
      term: 3 + (i === 4 ? step : 0),
      votedFor: i === 5 ? (step > 0 ? 'node-5' : null) : 'node-3',
      commitIndex: 41,
      log: Array.from({ length: 40 + (i === 2 ? step : 0) }, (_, k) => ({ term: 1 + Math.floor(k / 20), command: `set x${k % 7} ${k}` })),
      nextIndex: i === 2 ? Object.fromEntries(Array.from({ length: 11 }, (_, k) => [`node-${k + 1}`, 41 + (k === 3 ? step : 0)])) : {},
    },
    changed: step > 0 && i === 4 ? ['term'] : [],
  }));
}

export const PAGE: NotePage = {
  page: 'ch8/unreliable-networks',
  title: 'Unreliable networks',
  blocks: [
    { kind: 'heading', level: 1, anchor: 'unreliable-networks', inline: [{ kind: 'text', text: 'Unreliable networks' }] },
    {
      kind: 'paragraph',
      inline: [
        { kind: 'text', text: 'A sender that gets no answer knows ' },
        { kind: 'strong', inline: [{ kind: 'text', text: 'nothing' }] },
        { kind: 'text', text: ' about what became of its request. See ' },
        { kind: 'link', href: '#lost-reply', inline: [{ kind: 'text', text: 'the lost reply' }] },
        { kind: 'text', text: ', ' },
        { kind: 'link', href: 'clocks.md#drift', inline: [{ kind: 'text', text: 'clocks' }] },
        { kind: 'text', text: ' and ' },
        { kind: 'link', href: 'https://example.org/paper', inline: [{ kind: 'text', text: 'the paper' }] },
        { kind: 'text', text: '.' },
      ],
    },
    { kind: 'heading', level: 2, anchor: 'six-fates', inline: [{ kind: 'text', text: 'Six fates of a request' }] },
    {
      kind: 'table',
      head: [[{ kind: 'text', text: 'Fate' }], [{ kind: 'text', text: 'Work done' }], [{ kind: 'text', text: 'What the sender sees' }]],
      rows: [
        [[{ kind: 'text', text: 'request lost' }], [{ kind: 'text', text: 'no' }], [{ kind: 'text', text: 'silence' }]],
        [[{ kind: 'text', text: 'reply lost' }], [{ kind: 'text', text: 'yes' }], [{ kind: 'text', text: 'silence' }]],
        [[{ kind: 'text', text: 'reply late' }], [{ kind: 'text', text: 'yes' }], [{ kind: 'text', text: 'silence, then an answer nobody waits for' }]],
      ],
    },
    {
      kind: 'list',
      ordered: true,
      start: 1,
      items: [
        [{ kind: 'paragraph', inline: [{ kind: 'text', text: 'Wait.' }] }],
        [{ kind: 'paragraph', inline: [{ kind: 'text', text: 'Give up and ' }, { kind: 'emphasis', inline: [{ kind: 'text', text: 'assume nothing' }] }, { kind: 'text', text: '.' }] }],
      ],
    },
    ...Array.from({ length: 8 }, (_, i) => ({
      kind: 'paragraph' as const,
      inline: [{ kind: 'text' as const, text: `Paragraph ${i + 1}. A timeout is a guess about the future made from the past; it says how long one was ready to wait, and nothing about the other side.` }],
    })),
    { kind: 'heading', level: 2, anchor: 'lost-reply', inline: [{ kind: 'text', text: 'The reply is lost' }] },
    {
      kind: 'paragraph',
      inline: [
        { kind: 'text', text: 'The work was done; only the answer died. Set ' },
        { kind: 'code', text: 'idempotencyKey: true' },
        { kind: 'text', text: ' in ' },
        { kind: 'link', href: '../../scenarios/ch8/reply-lost.scenario.yaml', inline: [{ kind: 'text', text: 'The reply is lost' }] },
        { kind: 'text', text: ' or open ' },
        { kind: 'link', href: '../../scenarios/ch8/reply-lost-key.scenario.yaml', inline: [{ kind: 'text', text: 'the same with a key' }] },
        { kind: 'text', text: '.' },
      ],
    },
    { kind: 'code', language: 'yaml', text: 'faults:\n  - lose: { type: Reply, from: shop, to: alice, nth: 1 }   # the first answer never arrives at the client\n' },
    { kind: 'quote', blocks: [{ kind: 'paragraph', inline: [{ kind: 'text', text: 'A timeout says nothing about the outcome.' }] }] },
    { kind: 'rule' },
    ...Array.from({ length: 12 }, (_, i) => ({
      kind: 'paragraph' as const,
      inline: [{ kind: 'text' as const, text: `After ${i + 1}. Whoever repeats a request must make sure that doing it twice is the same as doing it once.` }],
    })),
  ],
};

export const NOTES: readonly PinnedNote[] = [
  { event: -1, see: 'ch8/unreliable-networks' },
  { event: 9, text: 'The shop did the work. Only its answer died.', see: 'ch8/unreliable-networks#lost-reply' },
  { event: 14, text: 'The client cannot know whether it was charged, so it asks again.' },
  { event: 31, see: 'ch8/unreliable-networks#six-fates' },
];

export const SAME_VIEW: PerspectiveTable = {
  node: 'alice',
  firstDifference: -1,
  columns: ['The request is lost', 'The server is down', 'The reply is lost'].map((title) => ({
    title,
    rows: ['sends Charge to shop {amount: 10}', 'sets the timer timeout, due after 100 ms', 'sees the timer timeout run out', 'charge ends without anyone knowing how'],
  })),
};

export const OTHER_VIEW: PerspectiveTable = {
  node: 'alice',
  firstDifference: 2,
  columns: [
    { title: 'The reply is late', rows: ['sends Charge to shop {amount: 10}', 'sets the timer timeout', 'sees the timer timeout run out', 'receives Reply from shop'] },
    { title: 'All goes well', rows: ['sends Charge to shop {amount: 10}', 'sets the timer timeout', 'receives Reply from shop'] },
  ],
};

export const VERDICTS: readonly Verdict[] = [
  { text: 'charged-at-most-once is violated', ok: true, event: 21 },
  { text: 'ledger-non-negative holds', ok: true, event: -1 },
  { text: 'exactly 1 Reply is lost (found 2)', ok: false, event: 9 },
];

/** The event panel at the moment at which the reply is lost. */
export function lostReply(): Record<string, unknown> {
  return {
    event: { index: 9, t: 25_000, node: 'alice', kind: 'lose', label: 'Reply', other: 'shop' } satisfies EventRef,
    detail: { msg: 1, reason: 'dropped', to: 'alice', type: 'Reply' } satisfies EventDetail,
    send: { msg: 1, to: 'alice', type: 'Reply', body: { status: 'ok', balance: 90, receipt: { id: 1, lines: ['apples 100', 'pumpkin 200'] } } } satisfies EventDetail,
    total: 1_234_567,
    timed: true,
    cause: { index: 8, t: 20_500, node: 'shop', kind: 'send', label: 'Reply', other: 'alice' } satisfies EventRef,
    effects: [],
    noted: true,
  };
}

/** Mermaid source as the host writes it: `messages` messages, every fifth lost. */
export function sequenceSource(messages: number): string {
  const lines = ['sequenceDiagram', '  participant n0 as alice', '  participant n1 as shop', '  participant n2 as bank'];
  for (let i = 0; i < messages; i++) {
    if (i % 7 === 6) lines.push('  Note over n1: is paused');
    const [from, to] = i % 2 === 0 ? ['n0', `n${1 + (i % 3 === 0 ? 1 : 0)}`] : ['n1', 'n0'];
    lines.push(`  ${from}${i % 5 === 3 ? '-x' : '->>'}${to}: ${i % 2 === 0 ? 'Charge #123;amount: 10#125;' : 'Reply'}`);
  }
  return lines.join('\n');
}

/** Event `i` of a trace of any length. */
export function madeUpEvent(i: number): EventRef {
  const kinds = ['send', 'deliver', 'state', 'timer-set', 'lose', 'crash'] as const;
  const kind = kinds[i % kinds.length]!;
  const label = kind === 'state' ? 'balance' : kind === 'timer-set' ? 'timeout' : kind === 'crash' ? '' : 'Charge';
  return { index: i, t: i * 1500, node: `node-${i % 5}`, kind, label, other: `node-${(i + 1) % 5}` };
}

export function madeUpDetail(i: number): EventDetail {
  const event = madeUpEvent(i);
  switch (event.kind) {
    case 'send':
      return { msg: i, to: event.other!, type: 'Charge', body: { amount: i } };
    case 'lose':
      return { msg: i, to: event.node, type: 'Charge', reason: 'partition' };
    case 'timer-set':
      return { timer: i, name: 'timeout', due: event.t + 100_000 };
    case 'state':
      return { set: { balance: i } };
    case 'deliver':
      return { msg: i, from: event.other!, type: 'Charge' };
    default:
      return {};
  }
}
