/**
 * The side area: the state of every node, the current event, what was expected, the notes, and one node's own view. Panes
 * keep their share of the height whatever they hold, so that nothing moves while someone steps.
 *
 * Of what a step changes one pane is brought up to date in each frame after that of the diagram: those in sight first, those that one must
 * scroll to at rest, closed ones not at all.
 */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { NodeState } from '../../src/protocol/messages';
import { KIND } from '../../src/trace/trace';
import type { EventDetail } from '../../src/trace/trace';
import '../panels/event-panel';
import type { PanelEvents } from '../panels/emit';
import type { EventRef } from '../panels/event-words';
import '../panels/notes-panel';
import '../panels/perspective-panel';
import '../panels/state-panel';
import '../panels/verdict-list';
import type { Causal } from '../store/causal';
import type { ClockStore } from '../store/clocks';
import type { States } from '../store/states';
import { followed } from '../store/one-run';
import { hasTwoTimes } from '../../src/trace/compare/merged';
import { isFollowed } from '../store/step';
import type { Run, Store } from '../store/store';
import { MOST_PINS } from '../store/view-state';
import type { Pane } from '../store/view-state';
import type { Pin } from '../store/run-pins';
import type { Transport } from '../transport';
import { shortString } from '../panels/plain-text';
import { icon } from './icon';
import type { CausalActions } from './causal-actions';
import type { Glossary } from './glossary';
import { createCausalFacts } from './causal-facts';
import { createNotes } from './notes';
import type { Part } from './part';
import { createClockReadings } from './clock-readings';
import type { Skew } from './skew';
import { createComparedEvent } from './comparison';
import { createOperations } from './operations';
import { createPerspective } from './perspective';
import { createQuorums } from './quorums';
import type { NoteOffer } from '../../src/protocol/note-draft';
import type { SeedsState } from '../../src/protocol/seeds';
import { createSeeds } from './seeds';
import { createSettings } from './settings';
import { createUnderWayPane } from './under-way';
import { invariantsAt, invariantsMark, invariantsTemplate } from './invariants';
import { eventRef, isTimed } from './words';

export interface Side extends Part {
  readonly element: HTMLElement;
  toggleNotes(): void;
  /** Opens or closes a pane; one that has nothing to show stays away. */
  toggle(pane: 'quorums' | 'operations' | 'settings' | 'seeds'): void;
  /** What is known of many seeds, and whether the reader has asked to see it now. */
  seeds(state: SeedsState, show: boolean): void;
  /** Holds the clients’ operations against an object. */
  checkOperations(specification: string): void;
  /** Opens the editor of notes. */
  writeNote(offer: NoteOffer): void;
  /** Shows `chapter/page#heading` in the notes pane. */
  showPage(see: string): void;
}

const MOST_EFFECTS = 8;
const MOST_EVIDENCE = 20;
/** So long after the last change the panes out of sight follow: what reads the page aloud may read them as well. */
const REST_MS = 250;

export function createSide(store: Store, states: States, clocks: ClockStore, skew: Skew, causal: Causal, actions: CausalActions, glossary: Glossary, transport: Transport, changed: () => void): Side {
  const element = document.createElement('aside');
  element.className = 'side';
  element.setAttribute('aria-label', 'State, event and notes');
  const notes = createNotes(store, transport, causal, glossary, changed, () => open('notes'));
  element.addEventListener('answer-question', (event) => notes.answer((event as CustomEvent<PanelEvents['answer-question']>).detail));
  element.addEventListener('ask-question', (event) => notes.ask((event as CustomEvent<PanelEvents['ask-question']>).detail.question));
  const readings = createClockReadings(store, clocks, skew);
  const facts = createCausalFacts(store, causal, actions);
  clocks.onChange(changed);
  const perspective = createPerspective(store, transport, changed);
  const quorums = createQuorums(store, transport, changed);
  const compared = createComparedEvent(store, transport, changed);
  const underWay = createUnderWayPane(store, transport, changed);
  const seeds = createSeeds(store, transport, changed);
  const settings = createSettings(store, transport, changed);
  const operations = createOperations(store, transport, changed);
  /** What stands in each pane that is or was open, and of those the ones that something has changed in since. */
  const contents = new Map<Pane, TemplateResult>();
  const stale = new Set<Pane>();
  /** Panes that were closed meanwhile. */
  const outdated = new Set<Pane>();
  /** Panes that one must scroll to. */
  const away = new Set<Pane>();
  let turn: Pane | undefined;
  let waiting = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let shown: { readonly collapsed: readonly Pane[]; readonly opened: readonly Pane[]; readonly any: boolean } = { collapsed: [], opened: [], any: false };
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const name = (target as HTMLElement).dataset['pane'] as Pane;
      if (isIntersecting) away.delete(name);
      else away.add(name);
      if (isIntersecting && stale.has(name)) soon();
    }
  }, { root: element });
  // The diagram's badges ask for notes as well.
  document.addEventListener('show-note', () => open('notes'));
  element.addEventListener('see-as', (event) => actions.toggleSeeAs((event as CustomEvent<{ readonly node: string }>).detail.node));
  element.addEventListener('show-page', (event) => showPage((event as CustomEvent<{ readonly see: string }>).detail.see));
  element.addEventListener('pin-field', (event) => pin((event as CustomEvent<Pin>).detail));
  element.addEventListener('show-perspective', (event) => {
    open('perspective');
    const { node, beside } = (event as CustomEvent<{ readonly node: string; readonly beside?: string }>).detail;
    perspective.show(node, beside);
  });

  return {
    element,
    render() {
      if (!store.view.sideOpen) return;
      for (const name of contents.keys()) stale.add(name);
      clearTimeout(rest);
      const { collapsed, opened } = store.view;
      // What the reader opens or closes is there at once; and so is what there was none of.
      if (collapsed !== shown.collapsed || opened !== shown.opened || store.run === undefined || !shown.any) draw(undefined);
      if (stale.size > 0) soon();
    },
    showPage,
    writeNote: notes.write,
    toggleNotes() {
      if (store.view.sideOpen && !isShut('notes', noNotes())) close('notes');
      else open('notes');
    },
    checkOperations(specification) {
      store.setView({ specification });
      open('operations');
    },
    seeds(state, show) {
      seeds.tell(state);
      if (show) open('seeds');
    },
    toggle(name) {
      if (store.view.sideOpen && !isShut(name, true)) close(name);
      else open(name);
    },
  };

  function soon(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const name = [...stale].find((each) => !away.has(each));
      if (name !== undefined) draw(name);
      if (stale.size === 0) return;
      if ([...stale].some((each) => !away.has(each))) soon();
      else rest = setTimeout(() => requestAnimationFrame(drawAway), REST_MS);
    });
  }

  function drawAway(): void {
    const [name] = stale;
    if (name === undefined || waiting) return;
    draw(name);
    if (stale.size > 0) requestAnimationFrame(drawAway);
  }

  /** Draws the heads of all panes and what is in one of them. */
  function draw(name: Pane | undefined): void {
    turn = name;
    const { collapsed, opened } = store.view;
    shown = { collapsed, opened, any: store.run !== undefined };
    // A pane that has gone has nothing to bring up to date.
    if (name !== undefined) stale.delete(name);
    if (store.run === undefined) {
      contents.clear();
      stale.clear();
    }
    render(template(), element);
    turn = undefined;
    for (const each of element.querySelectorAll('.pane')) sight.observe(each);
  }

  /** What stands in a pane: made anew when it is its turn, and as it was until then. */
  function contentOf(name: Pane, make: () => TemplateResult): TemplateResult {
    const before = contents.get(name);
    if (before !== undefined && turn !== name && !outdated.has(name)) return before;
    outdated.delete(name);
    const made = make();
    contents.set(name, made);
    stale.delete(name);
    return made;
  }

  function template(): TemplateResult | typeof nothing {
    const { run } = store;
    if (run === undefined) return nothing;
    const { comparison } = run.info;
    const node = run.columns.length > 0 ? (run.columns.nodes[run.columns.node[store.step]!]?.id ?? '') : '';
    // What nobody within the run could know, and what belongs to one run alone.
    const whole = comparison === undefined && run.seenBy === undefined;
    // Of two runs the one that is followed.
    const side = followed(run, store.step);
    const ofSide = comparison === undefined || side === undefined ? '' : ` in ${shortString(comparison[side], 40)}`;
    const votes = run.seenBy === undefined && hasVotes(run);
    const operated = run.seenBy === undefined && run.columns.countOf(KIND.invoke) > 0;
    const invariants = whole && run.columns.length > 0 ? invariantsAt(run, store.step) : [];
    return html`
      ${pane('state', 'State', '', () => comparison !== undefined ? html`<fl-compared-states .nodes=${states.nodes} .left=${comparison.left} .right=${comparison.right} .current=${node}></fl-compared-states>` : html`<fl-state-panel
          .nodes=${known(states.nodes, run)}
          .previous=${states.previous === undefined ? undefined : known(states.previous, run)}
          .current=${node}
          .run=${run.number}
          .pins=${store.view.pins}
          .total=${run.seenBy === undefined || run.seenBy.reader ? run.columns.nodes.length : 0}
          .comparable=${true}
        ></fl-state-panel>${run.seenBy === undefined || run.seenBy.reader ? nothing : html`<p class="unknown">${icon('eye')}<span>What other nodes hold, <bdi>${run.seenBy.name}</bdi> cannot see.</span></p>`}`)}
      ${pane('details', 'Event', '', () => eventPanel(run))}
      ${run.verdicts.length === 0 || run.seenBy?.reader ? nothing : pane('verdicts', 'Expected', verdictMark(run), () => html`<fl-verdict-list .verdicts=${run.verdicts}></fl-verdict-list>`, run.verdicts.every(({ ok }) => ok))}
      ${whole ? pane('underWay', 'Under way', '', () => underWay.template(), true) : nothing}
      ${invariants.length === 0 ? nothing : pane('invariants', 'Invariants', invariantsMark(invariants), () => invariantsTemplate(invariants), true)}
      ${votes ? pane('quorums', `Quorums${ofSide}`, '', () => quorums.template(), true) : nothing}
      ${operated ? pane('operations', `Operations${ofSide}`, operations.mark(), () => operations.template(), true) : nothing}
      ${run.info.kind === 'scenario' && comparison === undefined ? pane('settings', 'Parameters and network', '', () => settings.template(), true) : nothing}
      ${run.info.kind === 'scenario' && comparison === undefined ? pane('seeds', 'Many seeds', isShut('seeds', true) ? seeds.mark() : '', () => seeds.template(), true) : nothing}
      ${pane('notes', 'Notes', '', () => notes.template(), noNotes())}
      ${pane('perspective', 'What a node can see', '', () => perspective.template())}
    `;
  }

  /** A pane that is `quiet` has nothing to say that its mark does not, and stays closed until the reader opens it. */
  function pane(name: Pane, title: string, mark: string | TemplateResult, content: () => TemplateResult, quiet = false): TemplateResult {
    const shut = isShut(name, quiet);
    if (shut) {
      // What is closed is not kept up to date, and made anew when it is opened; what the reader opened in it stays open.
      stale.delete(name);
      outdated.add(name);
      if (quiet) contents.delete(name);
    }
    const inside = shut ? (contents.get(name) ?? nothing) : contentOf(name, content);
    return html`<section class="pane ${name} ${shut ? 'shut' : ''} ${name === 'notes' && notes.writing ? 'writing' : ''}" data-pane=${name}>
      <h2>
        <button aria-expanded=${String(!shut)} aria-controls="pane-${name}" @click=${() => (shut ? open(name) : close(name))}>
          ${icon(shut ? 'chevron-right' : 'chevron-down')}<span>${title}</span>${mark}
        </button>
      </h2>
      <div class="body" id="pane-${name}" ?hidden=${shut}>${inside}</div>
    </section>`;
  }

  function isShut(name: Pane, quiet: boolean): boolean {
    const { collapsed, opened } = store.view;
    return collapsed.includes(name) || (quiet && !opened.includes(name));
  }

  /** A recorded trace has nobody who pins notes to it; a page may be shown beside it all the same. */
  function noNotes(): boolean {
    return store.run?.complete === true && store.run.notes.length === 0 && store.view.draft === undefined;
  }

  function verdictMark(run: Run): TemplateResult {
    const met = run.verdicts.filter(({ ok }) => ok).length;
    const all = met === run.verdicts.length;
    return html`<span class="count ${all ? 'met' : 'unmet'}">${icon(all ? 'pass' : 'error')} ${met} of ${run.verdicts.length}</span>`;
  }

  function eventPanel(run: Run): TemplateResult {
    const { columns } = run;
    const { step } = store;
    if (step >= columns.length) return html`<fl-event-panel .total=${0}></fl-event-panel>`;
    const kind = columns.kind[step]!;
    const cause = columns.cause[step]!;
    const partner = columns.partner[step]!;
    const ofMessage = kind === KIND.deliver || kind === KIND.lose;
    const { effects, effectCount } = effectsOf(run, step);
    // Of what the node cannot know as which the run is seen, nothing is told but that.
    if (run.seenBy?.knows(step) === false) return html`${facts.why()}<fl-event-panel .event=${eventRef(run, step)}></fl-event-panel>`;
    return html`${run.info.comparison === undefined ? nothing : compared.template(run.info.comparison, run)}${facts.why()}<fl-event-panel
      .event=${eventRef(run, step)}
      .detail=${fetched(run, step)}
      .send=${ofMessage && partner >= 0 ? fetched(run, partner) : undefined}
      .total=${columns.length}
      .timed=${isTimed(run)}
      .moment=${run.info.comparison !== undefined && (!isTimed(run) || hasTwoTimes(columns.origins.of(step))) ? 'as told above of either run' : undefined}
      .cause=${cause >= 0 ? eventRef(run, cause) : undefined}
      .effects=${effects}
      .effectCount=${effectCount}
      .partner=${partner >= 0 && partner !== cause && columns.cause[partner] !== step ? eventRef(run, partner) : undefined}
      .evidence=${evidence(run, step)}
      .noted=${run.notes.some(({ event }) => event === step)}
    ></fl-event-panel>${facts.cones()}${run.info.comparison === undefined ? readings.template() : nothing}`;
  }

  /** The first few effects and their number. Of two runs those of the run the event is followed in, unless the other one alone has any. */
  function effectsOf(run: Run, step: number): { readonly effects: readonly EventRef[]; readonly effectCount: number } {
    const { columns } = run;
    const [followed, others] = [{ effects: [] as EventRef[], effectCount: 0 }, { effects: [] as EventRef[], effectCount: 0 }];
    for (let effect = columns.firstEffect(step), looked = 0; effect >= 0 && looked < 10_000; effect = columns.nextEffect(effect), looked++) {
      const of = isFollowed(columns, step, effect) ? followed : others;
      if (of.effectCount++ < MOST_EFFECTS) of.effects.push(eventRef(run, effect));
    }
    return followed.effectCount > 0 ? followed : others;
  }

  function fetched(run: Run, event: number): EventDetail | undefined {
    run.details.want(event, event + 1);
    return run.details.get(event);
  }

  function evidence(run: Run, step: number): EventRef[] {
    if (run.columns.kind[step] !== KIND.violation) return [];
    const events = (run.details.get(step) as { readonly events?: readonly number[] } | undefined)?.events ?? [];
    return events.filter((event) => event >= 0 && event < run.columns.length).slice(0, MOST_EVIDENCE).map((event) => eventRef(run, event));
  }

  /** Draws a field along its lane, or no longer; of too many the oldest goes. */
  function pin({ node, path }: Pin): void {
    const { pins } = store.view;
    const others = pins.filter((each) => each.node !== node || each.path !== path);
    store.setView({ pins: others.length < pins.length ? others : [...others.slice(1 - MOST_PINS), { node, path }] });
  }

  function showPage(see: string): void {
    open('notes');
    notes.show(see);
  }

  function open(name: Pane): void {
    const { collapsed, opened } = store.view;
    store.setView({ sideOpen: true, collapsed: without(collapsed, name), opened: [...without(opened, name), name] });
  }

  function close(name: Pane): void {
    const { collapsed, opened } = store.view;
    store.setView({ collapsed: [...without(collapsed, name), name], opened: without(opened, name) });
  }
}

/** Of the states, those that the node can see as which the run is seen: its own. That it was paused or down, it does not see. */
function known(nodes: readonly NodeState[], { seenBy }: Run): readonly NodeState[] {
  return seenBy === undefined || seenBy.reader ? nodes : nodes.filter(({ id }) => id === seenBy.name).map((node) => ({ ...node, status: 'up' }));
}

function hasVotes({ columns }: Run): boolean {
  return columns.countOf(KIND.vote) + columns.countOf(KIND.quorum) > 0;
}

function without(panes: readonly Pane[], name: Pane): Pane[] {
  return panes.filter((each) => each !== name);
}
