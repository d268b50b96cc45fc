/**
 * The shell of the view: puts toolbar, tabs and side area together and sees to it that whatever changes in the store is
 * on screen with the next frame, once, however many changes there were.
 */
import type { StepCommand } from '../src/protocol/messages';
import { createAnnouncer } from './app/announce';
import { createBanners } from './app/banners';
import { createCausalActions } from './app/causal-actions';
import { createChangeLine } from './app/change-line';
import { nextClocks } from './app/clock-choice';
import { createLegend } from './app/legend';
import { createFilterLine } from './app/filter-line';
import { createFindBar } from './app/find-bar';
import { createGlossary } from './app/glossary';
import { toggleFolds } from './app/folds';
import { createPictures } from './app/pictures';
import { handleKeys } from './app/keys';
import { createLaneActions } from './app/lane-actions';
import type { Part } from './app/part';
import { createPlayer } from './app/player';
import { createSkew } from './app/skew';
import { createSide } from './app/side';
import { nextSpacing } from './app/spacing-choice';
import { turnTime } from './app/time-direction';
import { createSplit } from './app/split';
import { createStage } from './app/stage';
import { createToolbar } from './app/toolbar';
import { createDiagram } from './diagram/diagram';
import { createCausal } from './store/causal';
import { createClocks } from './store/clocks';
import { createFind } from './store/find';
import { createOffers } from './store/offers';
import { createStates } from './store/states';
import type { PanelEvents } from './panels/emit';
import { createStore } from './store/store';
import type { Store } from './store/store';
import { readViewState } from './store/view-state';
import { connect } from './transport';

/** Panes are for reading: while someone holds an arrow key they follow a few times a second, and at rest at once. */
const PANES_MS = 100;

export function startApp(root: HTMLElement): void {
  // The page listens before it is built and asks for data last, so nothing is missed.
  const transport = connect((message) => {
    if (message.type === 'command') command(message.command, message.node);
    else if (message.type === 'checkOperations') side.checkOperations(message.specification);
    else if (message.type === 'showPage') side.showPage(message.see);
    else if (message.type === 'writeNote') side.writeNote(message.offer);
    else if (message.type === 'rasterise') pictures.answer(message.ask);
    else if (message.type === 'skew') skew.choose(message.lanes);
    else if (message.type === 'seeds') side.seeds(message.state, message.open);
    else if (message.type === 'changed') changeLine.show(message.change);
    else store.receive(message);
  });
  const stored = transport.getState();
  const store = createStore({
    view: readViewState(stored),
    restored: stored !== undefined && stored !== null,
    fetchDetails: (run, from, to) => transport.request('details', { run, from, to }),
    fetchField: (run, { node, path }, from, to) => transport.request('fieldChanges', { run, node, path, from, to }),
    fetchStanding: (run, from, to) => transport.request('standing', { run, from, to }),
  });
  const player = createPlayer(store);
  const states = createStates(store, (run, step) => transport.request('stateAt', { run, step }));
  const clocks = createClocks(store, (run) => transport.request('clockChanges', { run }));
  const causal = createCausal(store);
  const causes = createCausalActions(store, causal);
  const lanes = createLaneActions(store);
  const find = createFind(store, (args) => transport.request('find', args), (run) => transport.request('findWords', { run }));
  const skew = createSkew(store, clocks);
  const glossary = createGlossary(transport);
  const diagram = createDiagram(store, states, clocks, causal, lanes, find, skew, glossary, {
    offers: createOffers((run, event, node) => transport.request('cannot', { run, event, node })),
    dragLimit: (run, event) => transport.request('dragLimit', { run, event }),
    drag: (run, drag) => transport.send({ type: 'drag', run, drag }),
  });
  const announcer = createAnnouncer(store);
  const toolbar = createToolbar(store, player);
  const banners = createBanners(store, transport, causal);
  const side = createSide(store, states, clocks, skew, causal, causes, glossary, transport, () => sideSoon());
  const stage = createStage(store, transport, diagram, find, causal, () => draw());
  const findBar = createFindBar(store, find);
  const changeLine = createChangeLine(store, transport, () => draw());
  const filterLine = createFilterLine(store, find, findBar.open);
  stage.element.append(findBar.element);
  const split = createSplit(store, stage.element, side.element);
  const legend = createLegend(store, transport);
  const pictures = createPictures(store, transport, (event) => causal.knowledge?.knows(event) !== false, diagram.onScreen);
  root.append(toolbar.element, banners.element, changeLine.element, filterLine.element, split.element, announcer.element, legend.element);
  root.addEventListener('compare-clock', (event) => skew.toggle((event as CustomEvent<{ readonly node: string }>).detail.node));
  root.addEventListener('show-legend', () => legend.toggle());

  // What is told of the whole run elsewhere on the page is hidden by the style sheet.
  const veil: Part = { render: () => root.classList.toggle('seen-as', store.run?.seenBy !== undefined) };
  const parts: readonly Part[] = [veil, stage, split, toolbar, banners, findBar, filterLine, changeLine];
  const draw = oncePerFrame(() => {
    for (const part of parts) part.render();
  });
  const sideNow = oncePerFrame(() => side.render());
  const sideSoon = atMostEvery(PANES_MS, sideNow);
  for (const topic of ['run', 'grew', 'step', 'view', 'details', 'annotations', 'progress', 'visible'] as const) store.on(topic, draw);
  for (const topic of ['grew', 'step', 'details'] as const) store.on(topic, sideSoon);
  for (const topic of ['run', 'view', 'annotations'] as const) store.on(topic, sideNow);
  causal.onChange(() => {
    draw();
    sideSoon();
  });
  player.onChange(draw);
  find.onChange(draw);
  states.onChange(() => {
    diagram.renderHeads();
    sideSoon();
  });

  rememberView(store, (view) => transport.setState(view));
  store.on('step', () => {
    if (store.run !== undefined) transport.send({ type: 'stepped', run: store.run.number, step: store.step });
  });
  root.addEventListener('go', (event) => store.goTo((event as CustomEvent<{ readonly index: number }>).detail.index));
  root.addEventListener('write-note', (event) => {
    const { what, note } = (event as CustomEvent<PanelEvents['write-note']>).detail;
    writeNote(what, note);
  });
  root.addEventListener('open-link', (event) => {
    const { href, base } = (event as CustomEvent<{ readonly href: string; readonly base: string }>).detail;
    transport.send({ type: 'openLink', href, base });
  });
  handleKeys({ store, player, causes, lanes, change: changeLine.ask, addNote: () => writeNote('addNote'), toggleGhost: changeLine.toggleGhost, letGo: changeLine.letGo, toggle: side.toggle, legend: legend.toggle, goTo: () => transport.send({ type: 'askGoTo' }), zoom: diagram.zoom, page: diagram.page });
  reportDefects((message) => transport.send({ type: 'defect', message }));
  draw();
  transport.send({ type: 'ready' });

  function writeNote(what: PanelEvents['write-note']['what'], note?: number): void {
    const { run, step } = store;
    if (run !== undefined) transport.send({ type: 'note', what, run: run.number, event: step, ...(note === undefined ? {} : { note }) });
  }

  function command(name: StepCommand, node?: string): void {
    switch (name) {
      case 'play': return player.toggle();
      case 'toggleSpacing': return nextSpacing(store);
      case 'showDiagram': return store.setView({ tab: 'diagram' });
      case 'showSequence': return store.setView({ tab: 'sequence' });
      case 'showEvents': return store.setView({ tab: 'events' });
      case 'toggleNotes': return side.toggleNotes();
      case 'dragPartition': return diagram.dragPartition();
      case 'toggleGhost': return changeLine.toggleGhost();
      case 'toggleQuorums': return side.toggle('quorums');
      case 'toggleSeeds': return side.toggle('seeds');
      case 'toggleSettings': return side.toggle('settings');
      case 'toggleOperations': return side.toggle('operations');
      case 'legend': return legend.toggle();
      case 'compareClocks': return node === undefined ? undefined : skew.toggle(node);
      case 'exportPicture': return pictures.ask('save');
      case 'copyPicture': return pictures.ask('copy');
      case 'copyMermaid': return pictures.ask('copyMermaid');
      case 'find': return findBar.open();
      case 'nextHit': return findBar.go(1);
      case 'previousHit': return findBar.go(-1);
      case 'toggleFilter': return find.setFilter(!find.filter);
      case 'toggleTimeDirection': return turnTime(store);
      case 'toggleMinimap': return store.setView({ minimap: !store.view.minimap });
      case 'nextClocks': return nextClocks(store);
      case 'markEvent': return store.mark(store.step);
      case 'goToCause': return causes.goTo('cause');
      case 'goToEffect': return causes.goTo('effect');
      case 'goToNextEffect': return causes.goTo('sibling');
      case 'toggleCones': return causes.toggleCones();
      case 'toggleWhy': return causes.toggleWhy();
      case 'seeAsNode': return causes.toggleSeeAs(node);
      case 'hideLane': return lanes.hide(node);
      case 'showAllLanes': return lanes.showAll();
      case 'moveLaneLeft': return lanes.move(-1, node);
      case 'moveLaneRight': return lanes.move(1, node);
      case 'orderLanes': return lanes.crossLeast();
      case 'resetLanes': return lanes.ownOrder();
      case 'foldRepeated': return toggleFolds(store);
      case 'zoomIn': return diagram.zoom(1);
      case 'zoomOut': return diagram.zoom(-1);
      default: return store.move(name);
    }
  }
}

/** Runs no sooner than `ms` after the last time; the last wish is always granted. */
function atMostEvery(ms: number, run: () => void): () => void {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    timer = undefined;
    last = performance.now();
    run();
  };
  return () => {
    if (timer !== undefined) return;
    const wait = last + ms - performance.now();
    if (wait <= 0) now();
    else timer = setTimeout(now, wait);
  };
}

function oncePerFrame(run: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      run();
    });
  };
}

/** Stores the view a moment after the last change: storing is a message to VS Code, and scrolling changes it at every frame. */
function rememberView(store: Store, save: (view: Store['view']) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    save(store.view);
  };
  const soon = (): void => {
    timer ??= setTimeout(flush, 150);
  };
  for (const topic of ['view', 'step', 'memory'] as const) store.on(topic, soon);
  addEventListener('pagehide', flush);
}

function reportDefects(report: (message: string) => void): void {
  addEventListener('error', (event) => {
    // A size that settles one frame later is the browser's way of working, and it says so as an error.
    if (event.message.startsWith('ResizeObserver loop')) return;
    report(event.error instanceof Error ? (event.error.stack ?? event.message) : event.message);
  });
  addEventListener('unhandledrejection', (event) => report(`unhandled rejection: ${String(event.reason)}`));
}
