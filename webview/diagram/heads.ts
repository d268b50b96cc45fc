/** The heads of the lanes: who it is, in what role, and whether it is up, paused or down at the current step. */
import type { Lanes } from '../../src/trace/layout/lanes';
import { laneX, lanesBetween, nodeAt } from '../../src/trace/layout/lanes';
import type { NodeState } from '../../src/protocol/messages';
import { shortString } from '../panels/plain-text';
import type { Run } from '../store/store';
import { statusAt } from './draw-lanes';
import { bandShow } from './draw-standing';

export interface Heads {
  readonly element: HTMLElement;
  draw(run: Run, lanes: Lanes, left: number, widthPx: number, step: number, states: ReadonlyMap<string, NodeState>): void;
}

interface Head {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  readonly role: HTMLElement;
  readonly status: HTMLElement;
  /** What it shows, to write nothing that is there already. */
  shown: string;
}

const STATUS = {
  up: { text: '', icon: '' },
  paused: { text: 'paused', icon: 'codicon codicon-debug-pause' },
  crashed: { text: 'down', icon: 'codicon codicon-circle-slash' },
} as const;

export function createHeads(): Heads {
  const element = document.createElement('div');
  element.className = 'heads';
  element.setAttribute('role', 'list');
  element.setAttribute('aria-label', 'Nodes');
  const strip = document.createElement('div');
  strip.className = 'strip';
  strip.setAttribute('role', 'presentation');
  element.append(strip);
  const heads: Head[] = [];

  return {
    element,
    draw(run, lanes, left, widthPx, step, states) {
      const { from, to } = lanesBetween(lanes, left + lanes.gutterPx, left + widthPx);
      while (heads.length < to - from) {
        const head = createHead();
        heads.push(head);
        strip.append(head.element);
      }
      const current = run.columns.length > 0 ? run.columns.node[step]! : -1;
      heads.forEach((head, index) => {
        const place = from + index;
        const lane = nodeAt(lanes, place);
        head.element.hidden = place >= to;
        if (place < to) drawHead(head, run, lanes, lane, step, lane === current, states);
      });
      strip.style.transform = `translateX(${-left}px)`;
    },
  };

  function drawHead(head: Head, run: Run, lanes: Lanes, lane: number, step: number, current: boolean, states: ReadonlyMap<string, NodeState>): void {
    const node = run.columns.nodes[lane];
    if (node === undefined) return;
    const status = run.columns.length > 0 ? statusAt(run.columns, lane, step) : 'up';
    const role = standingWords(run, lane, step) || (states.get(node.id)?.role ?? node.role ?? '');
    const shown = `${laneX(lanes, lane)} ${lanes.lanePx} ${node.id} ${role} ${status} ${current}`;
    if (head.shown === shown) return;
    head.shown = shown;
    head.element.style.left = `${laneX(lanes, lane) - lanes.lanePx / 2}px`;
    head.element.style.width = `${lanes.lanePx}px`;
    head.element.title = `${node.id}${role === '' ? '' : ` · ${role}`}${status === 'up' ? '' : ` · ${STATUS[status].text}`}`;
    head.element.className = `head ${status}${current ? ' current' : ''}`;
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
