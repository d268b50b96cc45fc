/**
 * A host inside the page: it answers the protocol from a trace in memory, so that the built view can be tested without VS
 * Code. What the view stores survives reloading the page, as it does in VS Code.
 */
import type { HostMessage, NotePage, Requests, ViewMessage, ViewSettings } from '../../src/protocol/messages';
import { ledgerAt } from '../../src/host/ledger-answers';
import { linearize, operationsOf, stopLinearizing } from '../../src/host/operation-answers';
import { newRun } from '../../src/host/feed';
import type { LiveRun } from '../../src/host/feed';
import { fieldChangesOf } from '../../src/host/answers';
import { underWayAt } from '../../src/host/under-way-answers';
import { nextChunk, NOTHING_SENT } from '../../src/host/chunks';
import { comparedStates, eventComparison } from '../../src/host/compare-answers';
import { compareRuns } from '../../src/trace/compare/compare';
import { ghostOf } from '../../src/trace/compare/ghost';
import { comparedStanding } from '../../src/trace/compare/standing';
import type { Trace } from '../../src/trace/trace';
import { clockChanges } from '../../src/trace/clocks/wall';
import { createMatcher } from '../../src/trace/find/match';
import { parseQuery } from '../../src/trace/find/parse';
import { vocabularyOf } from '../../src/trace/find/vocabulary';
import { writeSvg } from '../../src/formats/svg/write';
import { createSignsReader } from '../../src/trace/signs';
import { alignedPerspectives } from '../../src/trace/perspective';
import { createStandingReader, joined } from '../../src/trace/standing';
import type { StandingChunk } from '../../src/trace/standing';
import { createStateIndex } from '../../src/trace/state-index';
import type { StateIndex } from '../../src/trace/state-index';
import { markTerms } from '../../src/notes/mark-terms';
import { readPage } from '../../src/notes/pages';
import { termFinder } from '../../src/trace/terms';
import { KIND } from '../../src/kernel/event';
import { seedsResult } from '../../src/host/seeds-result';
import { startCounting } from '../../src/scenario/many-runs';
import { settingGesture, settingsOf } from '../../src/host/scenario-settings';
import { model as requestReply } from '../../src/models/ch8/request-reply';
import { openDraft } from '../../src/scenario/edit/draft';
import type { Draft } from '../../src/scenario/edit/draft';
import { editScenario } from '../../src/scenario/edit/edit-scenario';
import { sceneOf } from './scenes';
import type { Scene } from './scenes';

export interface FakeHost {
  /** Everything the view said, requests aside. */
  readonly said: ViewMessage[];
  send(message: HostMessage): void;
  /** Makes a scene ready, so that showing it takes no time of its own. */
  prepare(scene: string): void;
  /** Events in a scene that was prepared. */
  lengthOf(scene: string): number;
  /** Shows a scene as a new run of the document; everything it says, it says from then on. */
  show(scene: string): void;
  /** Adds so many milliseconds to every answer. */
  slow(ms: number): void;
  /** Tells that another scene is what this one was before an edit. */
  ghost(before: string): void;
}

declare global {
  interface Window {
    fakeHost: FakeHost;
    /** A trace as the text of a file, for the scene `recorded`. */
    recorded?: string;
    /** The other one of a comparison of two recordings. */
    recordedRight?: string;
    acquireVsCodeApi(): { postMessage(message: ViewMessage): void; getState(): unknown; setState(state: unknown): void };
  }
}

const query = new URLSearchParams(location.search);
const said: ViewMessage[] = [];
let run = 0;
let scene: Scene | undefined;
let states: StateIndex | undefined;
let delayMs = 0;
const standings = new WeakMap<object, StandingChunk>();
const lives = new WeakMap<object, LiveRun>();
/** The text behind every scenario that is shown, as far as its settings go. */
let scenarioText = `faultline: 1
title: settings
model: request-reply
params: { timeout: 100ms } # how long alice waits
seed: 42
network:
  latency: { uniform: [5ms, 15ms] }
  links: [ { from: alice, to: shop, latency: 40ms, loss: 0.3 } ]
workload: [ { at: 0ms, client: alice, op: charge, args: { amount: 10 } } ]
until: 2s
expect: [ { violated: charged-at-most-once }, { event: { kind: lose, type: Charge, count: 0 } } ]
`;
let prepared: { readonly name: string; readonly scene: Scene } | undefined;

window.acquireVsCodeApi = () => ({
  postMessage(message) {
    // As in VS Code: nothing is answered within the call, and nothing is shared.
    if (message.type === 'request') setTimeout(() => void answer(message), delayMs);
    else {
      said.push(message);
      if (message.type === 'seeds' && message.wish.what === 'run') setTimeout(() => runSeeds((message.wish as { readonly runs: number }).runs), 0);
      if (message.type === 'note' && message.what !== 'deleteNote') setTimeout(() => offerNote(message.run, message.event ?? 0, message.note), 0);
      if (message.type === 'ready') setTimeout(start, 0);
    }
  },
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});

window.fakeHost = { said, send, prepare, lengthOf: (name) => (prepared?.name === name ? prepared.scene.trace.length : 0), show, slow: (ms) => (delayMs = ms), ghost: (before) => send({ type: 'ghost', run, ghost: ghostOf(compareRuns(sceneOf(before).trace, scene!.trace)) }) };

function start(): void {
  const settings: ViewSettings = { spacing: 'even', timeDirection: 'down', playSpeed: 2, showNotes: true, clocks: (query.get('clocks') ?? 'recorded') as ViewSettings['clocks'], minimap: !query.has('no-minimap') };
  send({ type: 'settings', settings });
  const name = query.get('scene') ?? 'reply-lost';
  if (name !== 'none') show(name);
}

function prepare(name: string): void {
  if (prepared?.name !== name) prepared = { name, scene: sceneOf(name) };
}

function show(name: string): void {
  prepare(name);
  scene = prepared!.scene;
  states = undefined;
  run += 1;
  const of = run;
  send({ type: 'open', run, info: query.has('executions') ? { ...scene.info, executions: { labels: ['first try', '', 'third'], shown: 2 } } : scene.info, notes: scene.notes, verdicts: scene.verdicts });
  let sent = NOTHING_SENT;
  const pump = (): void => {
    if (of !== run) return;
    const next = nextChunk(scene!.trace, sent);
    if (next === undefined) return send({ type: 'complete', run: of, total: scene!.trace.length, missing: query.has('missing') ? ['event 3 has no cause', 'host b is named once only'] : [] });
    sent = next.sent;
    const { from, count } = next.chunk;
    const origins = scene!.compared?.origins.slice(from, from + count);
    send({ type: 'columns', run: of, chunk: origins === undefined ? next.chunk : { ...next.chunk, origins } });
    setTimeout(pump, 0);
  };
  pump();
}

/** As the host does it for “Add a Note” and “Edit”. */
function offerNote(of: number, event: number, note: number | undefined): void {
  const { trace } = current(of);
  send({ type: 'writeNote', offer: { run: of, on: 'event', event, until: Math.min(trace.length - 1, event + 1), lane: trace.header.nodes[trace.node[event]!]!.id, author: '', date: '', ...(note === undefined ? {} : { note }) } });
}

function send(message: HostMessage): void {
  window.postMessage(message, '*');
}

async function answer(message: ViewMessage & { type: 'request' }): Promise<void> {
  try {
    const result: unknown = await ANSWERS[message.method](message.args as never);
    send({ type: 'response', id: message.id, result });
  } catch (error) {
    send({ type: 'failure', id: message.id, message: error instanceof Error ? error.message : String(error) });
  }
}

const ANSWERS: { readonly [K in keyof Requests]: (args: Requests[K]['args']) => Requests[K]['result'] | Promise<Requests[K]['result']> } = {
  details({ run: of, from, to }) {
    const { trace } = current(of);
    return Array.from({ length: Math.min(to, trace.length) - from }, (_, k) => trace.detail(from + k));
  },
  clockChanges: ({ run: of }) => clockChanges(current(of).trace),
  compared: ({ run: of, event }) => eventComparison(current(of).compared!.comparison, event),
  stateAt({ run: of, step }) {
    const { trace, compared } = current(of);
    if (compared !== undefined) return comparedStates(compared.comparison, step);
    // The whole index of a million events takes a second; the fake host only looks at the beginning of long traces.
    states ??= createStateIndex(trace);
    if (trace.length <= 20_000) states.update();
    return trace.length <= 20_000 ? states.at(step) : trace.header.nodes.map(({ id, role }) => ({ id, role: role ?? '', status: 'up' as const, state: { step }, changed: [] }));
  },
  standing({ run: of, from, to }) {
    const { trace, compared } = current(of);
    if (compared !== undefined) {
      const { comparison } = compared;
      const whole = (of: Trace) => createStandingReader(of).read(Infinity);
      return from === 0 ? comparedStanding(comparison, [whole(comparison.left)], [whole(comparison.right)]) : { ...joined(from, []), to: trace.length };
    }
    // At once what the view will ever want: its questions then go on where this ends.
    const known = standings.get(trace) ?? createStandingReader(trace).read(Math.max(to, 20_000));
    standings.set(trace, known);
    return known.from === from ? known : { ...known, from, to: trace.length, turnEvent: new Int32Array(), leaseEvent: new Int32Array(), slowEvent: new Int32Array(), diskEvent: new Int32Array(), queueEvent: new Int32Array(), late: new Int32Array(), names: [] };
  },
  ledger: (args) => ledgerAt(liveRun(args.run), args),
  operations: (args) => operationsOf(liveRun(args.run), args),
  linearize: (args) => linearize(liveRun(args.run), args),
  fieldChanges: (args) => fieldChangesOf(liveRun(args.run), args),
  underWay: (args) => underWayAt(liveRun(args.run), args),
  stopLinearizing: ({ run: of }) => stopLinearizing(liveRun(of)),
  sequence({ run: of, step }) {
    const { trace } = current(of);
    const lines: string[] = ['sequenceDiagram', ...trace.header.nodes.map((_, n) => `  participant n${n} as node ${n}`)];
    let total = 0;
    let drawn = 0;
    let highlight = -1;
    const limit = Number(query.get('sequence') ?? 60);
    for (let i = 0; i < trace.length; i++) {
      if (trace.kind[i] !== KIND.send) continue;
      const end = trace.partner[i]!;
      total += 1;
      if (end < 0 || drawn >= limit) continue;
      if (i <= step) highlight = drawn;
      drawn += 1;
      lines.push(`  n${trace.node[i]}${trace.kind[end] === KIND.lose ? '-x' : '->>'}n${trace.node[end]}: ${(trace.labels[trace.label[i]!] ?? '').replace(/[^\w ]/g, ' ').slice(0, 40)}`);
    }
    return { source: lines.join('\n'), from: 0, to: drawn, total, highlight };
  },
  find({ run: of, text, from }) {
    const { trace } = current(of);
    const matcher = createMatcher(trace, parseQuery(text).query ?? { is: 'everything' });
    while (!matcher.prepare(100_000));
    // In pieces, as the host does it.
    const to = Math.min(trace.length, from + 250_000);
    const hits = Array.from({ length: to - from }, (_, k) => from + k).filter((i) => matcher.test(i));
    return { from, to, hits: Int32Array.from(hits), done: to === trace.length };
  },
  findWords: ({ run: of }) => vocabularyOf(current(of).trace),
  pictureOf: ({ scene: { run: of, spacing, step, laneOrder, hiddenLanes, folds, parts, dark }, part }) =>
    [...writeSvg(current(of).trace, { events: parts[part]!.events, spacing, step, laneOrder, hiddenLanes, folds, theme: dark ? 'dark' : 'light' })].join(''),
  signs({ run: of }) {
    const reader = createSignsReader(current(of).trace);
    while (!reader.step(20_000));
    return [...reader.signs];
  },
  cannot: () => ['overtakeNext'],
  dragLimit: ({ run: of, event }) => ({ earliestUs: current(of).trace.t[event]! - 5_000 }),
  settings: () => settingsOf(draft()),
  set({ id, value }) {
    const gesture = settingGesture(draft(), id, value);
    if ('problem' in gesture) return gesture;
    const edited = editScenario(draft(), gesture);
    if (!edited.ok) return { problem: edited.message };
    scenarioText = edited.draft.text;
    // The run follows.
    setTimeout(() => show(prepared!.name), 20);
    return {};
  },
  glossary: () => TERMS,
  sectionsAbout: () => (query.has('questions') ? [{ see: 'ch8/unreliable-networks#lost-reply', title: 'The lost reply', of: 'Unreliable networks' }] : []),
  notePreview: ({ text }) => readPage('', text).blocks,
  writeNote({ run: of, note }) {
    const { place, text } = note;
    if (text.includes('refuse me')) return { problem: 'the editor did not take the note' };
    const shownScene = current(of);
    const pinned = { event: -1, text, blocks: readPage('', text).blocks, ...(place?.on === 'event' || place?.on === 'stretch' ? { event: place.event } : {}), ...(place?.on === 'stretch' ? { until: place.until } : {}), ...(place?.on === 'lane' ? { lane: place.lane } : {}), ...(note.author === '' ? {} : { author: note.author }) };
    const notes = note.note === undefined ? [...shownScene.notes, pinned] : shownScene.notes.map((each, k) => (k === note.note ? { ...each, ...(place === undefined ? {} : pinned), text } : each));
    scene = { ...shownScene, notes };
    setTimeout(() => send({ type: 'annotations', run: of, notes, verdicts: shownScene.verdicts }), 0);
    return { problem: '' };
  },
  notePage({ page }) {
    if (query.has('questions')) return questionPage(page);
    if (page !== 'ch8/unreliable-networks') throw new Error(`There is no page ${page}.`);
    const paragraph = (text: string) => ({ kind: 'paragraph' as const, inline: [{ kind: 'text' as const, text }] });
    const heading = (level: number, anchor: string, text: string) => ({ kind: 'heading' as const, level, anchor, inline: [{ kind: 'text' as const, text }] });
    return {
      page,
      title: 'Unreliable networks',
      blocks: [
        heading(1, '', 'Unreliable networks'),
        paragraph('A request goes out and no answer comes. That is all the sender knows.'),
        heading(2, 'lost-reply', 'The lost reply'),
        paragraph('The work was done, and only the answer died on its way back. From where the client stands this looks the same as if nothing had happened at all.'),
        heading(2, 'timeouts', 'A timeout says nothing about the outcome'),
        paragraph('When the timer fires the client has learned one thing: that time has passed.'),
      ],
    };
  },
  perspective({ run: of, node, beside }) {
    if (beside !== undefined) {
      const { trace } = current(of);
      return { node, beside, ...alignedPerspectives({ title: node, trace, node }, { title: beside, trace, node: beside }) };
    }
    const rows = ['sends Charge to shop', 'sets the timer timeout', 'sees the timer timeout run out', 'sends Charge to shop'];
    return { node, columns: [{ title: 'The reply is lost', rows }, { title: 'The request is lost', rows }], firstDifference: -1 };
  },
};

/** As the host does it, in three pieces. */
function runSeeds(runs: number): void {
  const counting = startCounting(draft().scenario, runs);
  for (const part of [1, runs / 2, runs]) {
    while (counting.done < part) counting.advance(1000);
    send({ type: 'seeds', open: false, state: { runs, done: counting.done, going: counting.done < runs, stale: false, result: seedsResult(counting)! } });
  }
}

function draft(): Draft {
  const opened = openDraft(scenarioText, [requestReply]);
  if (!opened.ok) throw new Error(opened.message);
  return opened.draft;
}

const TERMS = [
  { anchor: 'timeout', title: 'Timeout', forms: ['timeout', 'timeouts'], text: 'How long somebody waits. It proves nothing.' },
  { anchor: 'leader', title: 'Leader', forms: ['leader', 'leaders'], text: 'The one replica that decides the order.' },
];

/** A page that asks, about the scenario on screen. */
function questionPage(page: string): NotePage {
  const href = '../../scenarios/ch8/reply-lost.scenario.yaml';
  const text = `# Unreliable networks

A timeout proves nothing.

## The lost reply

> **Predict** from \`timer:1\` in [The reply is lost](${href}): what comes next?
>
> - [ ] the reply arrives at alice
> - [x] her timer fires
>
> **Answer.** The reply is gone, and only time tells her so.

> **Question.** Was the work done?
>
> **Answer.** Yes.
`;
  const scenario = { href, title: 'The reply is lost', rows: ['U1'], progress: 'opened', here: true } as const;
  return markTerms({ ...readPage(page, text), sections: [{ anchor: 'the-lost-reply', rows: ['U1'], scenarios: [scenario] }] }, termFinder(TERMS));
}

/** The scene as the host's own code wants it. */
function liveRun(of: number): LiveRun {
  const { info, trace, compared } = current(of);
  let live = lives.get(trace);
  if (live === undefined) lives.set(trace, (live = { ...newRun(info, trace), ...(compared === undefined ? {} : { compared }) }));
  return live;
}

function current(of: number): Scene {
  if (of !== run || scene === undefined) throw new Error('That run is over.');
  return scene;
}
