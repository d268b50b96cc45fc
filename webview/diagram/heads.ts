/**
 * The heads of the lanes: who it is, in what role, and whether it is up, paused or down at the current step. They have VS Code's own
 * context menu, can be dragged, and the focus; right of them stands how many lanes are hidden.
 */
import type { Lanes } from '../../src/trace/layout/lanes';
import { laneX, lanesBetween, nodeAt, placeOf } from '../../src/trace/layout/lanes';
import type { NodeState } from '../../src/protocol/messages';
import type { LaneActions } from '../app/lane-actions';
import { shortString } from '../panels/plain-text';
import type { Run } from '../store/store';
import { statusAt } from './draw-lanes';
import { bandShow } from './draw-standing';
import { listenToHeads } from './heads-moves';
import { laneContext } from './menu-context';

export interface Heads {
  readonly element: HTMLElement;
  /** `widthPx` of them where they stand at the left, one below the other. */
  draw(run: Run, lanes: Lanes, window: HeadsWindow, widthPx: number, step: number, states: ReadonlyMap<string, NodeState>): void;
}

/** The part of the picture across the lanes that is in sight; `turned`: time runs rightward. */
export interface HeadsWindow {
  readonly across: number;
  readonly acrossPx: number;
  readonly turned: boolean;
}

interface Head {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  readonly role: HTMLElement;
  readonly status: HTMLElement;
  /** What it shows, to write nothing that is there already. */
  shown: string;
}

/** No letter of a name is wider, but for the widest of some scripts. */
const WIDEST_PX = 13;
/** So long a head that is to get the focus may take to come into sight. */
const SCROLLS_MS = 500;
const STATUS = {
  up: { text: '', icon: '' },
  paused: { text: 'paused', icon: 'codicon codicon-debug-pause' },
  crashed: { text: 'down', icon: 'codicon codicon-circle-slash' },
} as const;

/** `onFocus` brings the lane of a node into sight. */
export function createHeads(actions: LaneActions, onFocus: (node: number) => void): Heads {
  const element = document.createElement('div');
  element.className = 'heads';
  const strip = document.createElement('div');
  strip.className = 'strip';
  strip.setAttribute('role', 'list');
  strip.setAttribute('aria-label', 'Nodes');
  const chip = document.createElement('button');
  chip.className = 'hidden-lanes';
  chip.hidden = true;
  chip.addEventListener('click', () => actions.showAll());
  element.append(strip, chip);
  const heads: Head[] = [];
  let shifted = '';
  let cornerPx = -1;
  let drawn: { readonly run: Run; readonly lanes: Lanes; readonly across: number; readonly turned: boolean; readonly from: number } | undefined;
  /** The node whose head one comes to with Tab, and one that is to get the focus when it is drawn. */
  let reached = '';
  let wanted = '';
  let wantedUntil = 0;
  const nameAt = (place: number): string | undefined => (drawn === undefined || place < 0 || place >= drawn.lanes.count ? undefined : drawn.run.columns.nodes[nodeAt(drawn.lanes, place)]?.id);
  strip.addEventListener('focusin', (event) => {
    reached = (event.target as HTMLElement).dataset['node'] ?? reached;
  });
  listenToHeads(strip, {
    lanes: () => ({ gutterPx: drawn?.lanes.gutterPx ?? 0, lanePx: drawn?.lanes.lanePx ?? 1, count: drawn?.lanes.count ?? 0, across: drawn?.across ?? 0, turned: drawn?.turned === true }),
    nameAt,
    focus(name) {
      want(name);
      const node = drawn?.run.columns.nodeIndex(name) ?? -1;
      if (drawn !== undefined && node >= 0) onFocus(node);
      takeFocus();
    },
    actions,
  });

  return {
    element,
    draw(run, lanes, { across, acrossPx, turned }, widthPx, step, states) {
      const { from, to } = lanesBetween(lanes, across + lanes.gutterPx, across + acrossPx);
      const holds = strip.contains(document.activeElement) ? reached : '';
      while (heads.length < to - from) {
        const head = createHead();
        heads.push(head);
        strip.append(head.element);
      }
      const current = run.columns.length > 0 && run.seenBy?.knows(step) !== false ? run.columns.node[step]! : -1;
      heads.forEach((head, index) => {
        const place = from + index;
        const lane = nodeAt(lanes, place);
        if (head.element.hidden !== place >= to) head.element.hidden = place >= to;
        if (place < to) drawHead(head, run, lanes, lane, step, lane === current, states, turned ? widthPx : 0);
      });
      const transform = across === 0 ? '' : `translate${turned ? 'Y' : 'X'}(${-across}px)`;
      if (transform !== shifted) strip.style.transform = shifted = transform;
      // Where times stand beside the heads' column, no head is seen.
      if (turned && lanes.gutterPx !== cornerPx) element.style.setProperty('--corner', `${(cornerPx = lanes.gutterPx)}px`);
      drawn = { run, lanes, across, turned, from };
      // One head at least is reached with Tab: the one that was, else the first in sight.
      const shown = heads.filter((head) => !head.element.hidden);
      const tab = shown.find(({ element: each }) => each.dataset['node'] === reached) ?? shown[0];
      for (const head of shown) if (head.element.tabIndex !== (head === tab ? 0 : -1)) head.element.tabIndex = head === tab ? 0 : -1;
      drawChip(run, lanes);
      // The heads are used again for other lanes, so the focus follows the name.
      if (holds !== '' && (document.activeElement as HTMLElement | null)?.dataset['node'] !== holds) want(holds);
      takeFocus();
    },
  };

  function want(name: string): void {
    wanted = name;
    wantedUntil = performance.now() + SCROLLS_MS;
  }

  function takeFocus(): void {
    // A lane that did not come into sight has lost its turn.
    if (performance.now() > wantedUntil) wanted = '';
    if (wanted === '') return;
    const head = heads.find(({ element: each }) => !each.hidden && each.dataset['node'] === wanted);
    if (head === undefined) return;
    reached = wanted;
    wanted = '';
    head.element.focus();
  }

  function drawChip(run: Run, lanes: Lanes): void {
    const hidden = run.columns.nodes.length - lanes.count;
    if (chip.hidden !== (hidden === 0)) chip.hidden = hidden === 0;
    if (hidden === 0) return;
    const text = `+${hidden} hidden`;
    if (chip.textContent === text && chip.dataset['run'] === String(run.number)) return;
    chip.textContent = text;
    chip.dataset['run'] = String(run.number);
    const names = run.columns.nodes.filter((_, node) => placeOf(lanes, node) < 0).slice(0, 20).map(({ id }) => shortString(id, 40));
    chip.title = `Show the hidden lanes again: ${names.join(', ')}${hidden > names.length ? ' …' : ''}`;
    chip.setAttribute('aria-label', `${text}: ${names.join(', ')}. Show all lanes`);
  }

  function drawHead(head: Head, run: Run, lanes: Lanes, lane: number, step: number, current: boolean, states: ReadonlyMap<string, NodeState>, turnedPx: number): void {
    const node = run.columns.nodes[lane];
    if (node === undefined) return;
    const { seenBy } = run;
    const own = seenBy === undefined || seenBy.reader === true || seenBy.name === node.id;
    // Nobody sees that another node is down, nor that it was paused itself.
    const status = (seenBy === undefined || seenBy.reader) && run.columns.length > 0 ? statusAt(run.columns, lane, step) : 'up';
    const role = standingWords(run, lane, seenBy === undefined ? step : seenBy.last(lane)) || ((own ? states.get(node.id)?.role : undefined) ?? node.role ?? '');
    const shown = `${laneX(lanes, lane)} ${lanes.lanePx} ${turnedPx} ${node.id} ${role} ${status} ${current}`;
    if (head.shown === shown) return;
    head.shown = shown;
    if (head.element.dataset['node'] !== node.id) {
      head.element.dataset['node'] = node.id;
      // VS Code shows its own menu, with the commands that package.json gives to heads, and passes the name on to them.
      head.element.dataset['vscodeContext'] = laneContext(run, node.id);
    }
    const [begin, size] = [`${laneX(lanes, lane) - lanes.lanePx / 2}px`, `${lanes.lanePx}px`];
    const { style } = head.element;
    [style.left, style.width, style.top, style.height] = turnedPx > 0 ? ['', '', begin, size] : [begin, size, '', ''];
    head.element.title = `${node.id}${role === '' ? '' : ` · ${role}`}${status === 'up' ? '' : ` · ${STATUS[status].text}`}`;
    // Only what may not fit is cut off: each thing that is cut is a piece of its own to the browser.
    const long = Math.max(node.id.length * WIDEST_PX, role.length * WIDEST_PX * 0.85) > (turnedPx || lanes.lanePx) - 12;
    head.element.className = `head ${status}${current ? ' current' : ''}${long ? ' long' : ''}`;
    write(head.name, shortString(node.id, 120));
    write(head.role, role === node.id ? '' : shortString(role, 80));
    const text = STATUS[status].text;
    if (head.status.dataset['status'] === text) return;
    head.status.dataset['status'] = text;
    head.status.textContent = text;
    if (STATUS[status].icon !== '') {
      const icon = document.createElement('span');
      icon.className = STATUS[status].icon;
      icon.setAttribute('aria-hidden', 'true');
      head.status.prepend(icon);
    }
  }
}

/** `leader · term 3`, as far as is known; '' where a node takes no roles. */
function standingWords(run: Run, lane: number, step: number): string {
  const turns = run.standing.turns(lane);
  const at = turns.at(step);
  if (at < 0) return '';
  const word = bandShow(run, lane)?.round?.word ?? 'round';
  const name = turns.name(at) || (run.columns.nodes[lane]?.role ?? '');
  return turns.round(at) === '' ? turns.name(at) : `${name} · ${word} ${turns.round(at)}`;
}

function createHead(): Head {
  const element = document.createElement('div');
  element.setAttribute('role', 'listitem');
  // Without the attribute it could not have the focus at all.
  element.setAttribute('tabindex', '-1');
  const name = document.createElement('span');
  name.className = 'name';
  const role = document.createElement('span');
  role.className = 'role';
  const status = document.createElement('span');
  status.className = 'status';
  element.append(name, role, status);
  return { element, name, role, status, shown: '' };
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
