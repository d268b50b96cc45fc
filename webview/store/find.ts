/**
 * What the reader searches for and what was found so far. The host searches, a piece at a time; each hit is a place in a list, to
 * count and walk along, and a byte for its event, to ask of it while drawing.
 */
import type { Requests } from '../../src/protocol/messages';
import { parseQuery } from '../../src/trace/find/parse';
import type { FindProblem } from '../../src/trace/find/parse';
import type { Vocabulary } from '../../src/trace/find/vocabulary';
import { createIndexList } from './index-list';
import type { IndexList } from './index-list';
import type { Run, Store } from './store';
import { MOST_QUERIES } from './view-state';

export interface Find {
  readonly open: boolean;
  readonly text: string;
  /** What is wrong with the text, or is not in the trace. */
  readonly problems: readonly FindProblem[];
  /** Something is searched for and can be. */
  readonly active: boolean;
  readonly hits: IndexList;
  /** Every event has been looked at. */
  readonly done: boolean;
  /** From 0 to 1. */
  readonly fraction: number;
  /** Events that were not found are hidden. */
  readonly filter: boolean;
  /** Names of this trace, once they are here. */
  readonly words: Vocabulary | undefined;
  isHit(event: number): boolean;
  /** Changes whenever other events are hits. */
  readonly version: number;
  /** Room that the hits take, in bytes. */
  readonly bytes: number;
  show(): void;
  close(): void;
  setText(text: string): void;
  setFilter(on: boolean): void;
  /** Goes to the next (1) or previous (-1) hit from the current step, around the ends; asked again when there is none yet. */
  go(direction: 1 | -1): void;
  /** Keeps the text among those that are offered again. */
  remember(): void;
  onChange(listener: () => void): void;
}

/** Typing is quicker than searching. */
const PAUSE_MS = 80;

export function createFind(
  store: Store,
  ask: (args: Requests['find']['args']) => Promise<Requests['find']['result']>,
  askWords: (run: number) => Promise<Vocabulary>,
): Find {
  const listeners: (() => void)[] = [];
  let { findText: text, findOpen: open, findFilter: filter } = store.view;
  let problems: readonly FindProblem[] = [];
  let active = false;
  /** All that the host has found, and of these what may be told. */
  let all = createIndexList();
  let hits = all;
  let toldTo = '';
  let bits = new Uint8Array();
  let searched = 0;
  let done = true;
  let version = 0;
  let words: Vocabulary | undefined;
  let wordsOf: Run | undefined;
  /** The search that answers are for; answers to an older one are dropped. */
  let search = 0;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Set when the reader wants to go to a hit before there is one. */
  let going: 1 | -1 | undefined;

  store.on('run', () => {
    words = undefined;
    begin();
  });
  store.on('grew', () => {
    // What is later in the trace may matter for what came before: partners, and what was overtaken.
    if (store.run?.complete === true && wordsOf !== store.run) begin();
    else void searchOn(search);
  });
  store.on('visible', () => {
    // Everything was shown, by a command or by going to a hidden event.
    if (filter && done && active && !store.filtered && !hiding) setFilter(false);
  });
  /** This store itself is changing what is hidden. */
  let hiding = false;

  return {
    get open() { return open; },
    get text() { return text; },
    get problems() { return problems; },
    get active() { return active; },
    get hits() { return told(); },
    get done() { return done; },
    get fraction() { return store.run === undefined || store.run.columns.length === 0 ? 1 : Math.min(1, searched / store.run.columns.length); },
    get filter() { return filter; },
    get words() { return words; },
    get bytes() { return bits.byteLength + all.bytes + (hits === all ? 0 : hits.bytes); },
    isHit: (event) => bits[event] === 1 && store.run?.seenBy?.knows(event) !== false,
    get version() {
      told();
      return version;
    },
    show() {
      open = true;
      save();
      if (!active) begin();
      else tell();
    },
    close() {
      open = false;
      going = undefined;
      save();
      // A filter stays until it is taken away; hits without it are of no more use.
      if (!filter) forget();
      tell();
    },
    setText(next) {
      if (next === text) return;
      text = next;
      going = undefined;
      save();
      clearTimeout(timer);
      timer = setTimeout(begin, PAUSE_MS);
      read();
      tell();
    },
    setFilter,
    go,
    remember() {
      const trimmed = text.trim();
      if (trimmed === '' || problems.some(({ severity }) => severity !== 'unknown')) return;
      const queries = [trimmed, ...store.view.queries.filter((each) => each !== trimmed)].slice(0, MOST_QUERIES);
      store.remember({ queries });
    },
    onChange: (listener) => void listeners.push(listener),
  };

  /** Seen as one node, what it cannot know is not found either; made anew only when it knows more or less. */
  function told(): IndexList {
    const seenBy = store.run?.seenBy;
    const key = seenBy === undefined ? '' : `${seenBy.event} ${seenBy.name}`;
    if (key === toldTo) return hits;
    toldTo = key;
    version++;
    hits = all;
    if (seenBy === undefined) return hits;
    hits = createIndexList();
    for (let k = 0; k < all.length; k++) if (seenBy.knows(all.at(k))) hits.push(all.at(k));
    return hits;
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function save(): void {
    store.remember({ findText: text, findOpen: open, findFilter: filter });
  }

  /** Reads the text; whether it asks for something. */
  function read(): boolean {
    const { query, problems: found } = parseQuery(text, words);
    problems = found;
    return query !== undefined && query.is !== 'everything';
  }

  function begin(): void {
    clearTimeout(timer);
    forget();
    const { run } = store;
    if (run === undefined || (!open && !filter)) return tell();
    fetchWords(run);
    active = read();
    if (!active) {
      hide();
      return tell();
    }
    done = false;
    tell();
    void searchOn(search);
  }

  function forget(): void {
    search++;
    asking = false;
    active = false;
    done = true;
    searched = 0;
    all = hits = createIndexList();
    toldTo = '';
    bits = new Uint8Array();
    version++;
  }

  function fetchWords(run: Run): void {
    if (wordsOf === run && words !== undefined) return;
    // Those of a trace that is still being read are few, so they are asked for once more when it is complete.
    wordsOf = run.complete ? run : undefined;
    askWords(run.number).then(
      (answer) => {
        if (store.run !== run) return;
        words = answer;
        if (text !== '') read();
        tell();
      },
      () => {},
    );
  }

  async function searchOn(of: number): Promise<void> {
    const { run } = store;
    if (run === undefined || !active || asking || of !== search) return;
    asking = true;
    try {
      while (of === search && store.run === run && searched < run.columns.length) {
        done = false;
        const answer = await ask({ run: run.number, text, from: searched });
        if (of !== search || store.run !== run) return;
        take(answer, run.columns.length);
        // The host cut it short for another question, or knows no more of a growing trace.
        if (answer.to === answer.from && !answer.done) break;
        if (answer.to === answer.from) searched = run.columns.length;
        if (going !== undefined) go(going);
        tell();
      }
      if (of !== search) return;
      done = true;
      going = undefined;
      hide();
      tell();
    } catch {
      // The document has a newer run, which begins anew.
      if (of === search) done = true;
    } finally {
      if (of === search) asking = false;
    }
  }

  function take(answer: Requests['find']['result'], length: number): void {
    if (bits.length < length) {
      const longer = new Uint8Array(Math.max(length, bits.length * 2));
      longer.set(bits);
      bits = longer;
    }
    for (const event of answer.hits) {
      if (event >= length) break;
      all.push(event);
      if (hits !== all && store.run?.seenBy?.knows(event) !== false) hits.push(event);
      bits[event] = 1;
    }
    // Events that the host has and the view does not come with a later question.
    searched = Math.min(length, answer.to);
    version++;
  }

  function setFilter(on: boolean): void {
    if (on === filter) return;
    filter = on;
    save();
    if (on && !active) begin();
    else {
      hide();
      if (!on && !open) forget();
      tell();
    }
  }

  /** Hides what was not found, once everything has been looked at. */
  function hide(): void {
    const { run } = store;
    hiding = true;
    if (!filter || !active || run === undefined) store.setHidden(undefined);
    else if (done) {
      const away = new Uint8Array(run.columns.length);
      for (let i = 0; i < away.length; i++) away[i] = bits[i] === 1 ? 0 : 1;
      store.setHidden(away);
    }
    hiding = false;
  }

  function go(direction: 1 | -1): void {
    told();
    if (hits.length === 0) {
      going = done ? undefined : direction;
      return;
    }
    const place = direction > 0 ? hits.before(store.step + 1) : hits.before(store.step) - 1;
    // While the search is going on, the next one may still be found.
    if (direction > 0 && place === hits.length && !done) {
      going = direction;
      return;
    }
    going = undefined;
    store.goTo(hits.at((place + hits.length) % hits.length));
  }
}
