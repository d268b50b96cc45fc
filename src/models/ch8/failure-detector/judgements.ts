/**
 * What an observer who sees everything says of the detector: which of its suspicions were mistakes, and how long it took
 * to notice a crash. The measures are those of Chen, Toueg and Aguilera, §2.
 */
import type { EventDetails } from '../../../kernel/event';
import { KIND } from '../../../kernel/event';
import type { WorldView } from '../../../kernel/model';
import type { CustomerState, DispatcherState } from './state';

export interface Suspicion {
  readonly node: string;
  /** Index of the event with which it began. */
  readonly event: number;
  readonly fromUs: number;
  /** When the node was trusted again. */
  readonly untilUs?: number;
  /** The node was running when it was suspected. */
  readonly mistaken: boolean;
}

const dispatcherOf = (view: WorldView) => view.byRole('dispatcher')[0]!;

/** Every suspicion there has been, in the order in which they began. */
export function suspicions(view: WorldView): readonly Suspicion[] {
  const { log } = view;
  const all: Suspicion[] = [];
  const open = new Map<string, number>();
  for (const event of view.changes(dispatcherOf(view).id, 'suspected')) {
    const suspected = suspectedAfter(view, event);
    for (const [node, place] of open) {
      if (suspected.includes(node)) continue;
      all[place] = { ...all[place]!, untilUs: log.t[event]! };
      open.delete(node);
    }
    for (const node of suspected) {
      if (open.has(node)) continue;
      open.set(node, all.length);
      all.push({ node, event, fromUs: log.t[event]!, mistaken: !isDownAt(view, node, event) });
    }
  }
  return all;
}

/** Nodes that were running when they began to be suspected, and still are suspected. Cheap enough to be asked at every step. */
export function openMistakes(view: WorldView): readonly { readonly node: string; readonly event: number }[] {
  const { id, state } = dispatcherOf(view);
  const suspected = (state as DispatcherState).suspected.filter((node) => view.nodes.some((each) => each.id === node && each.up));
  if (suspected.length === 0) return [];
  const changes = view.changes(id, 'suspected');
  return suspected.flatMap((node) => {
    let last = changes.length - 1;
    while (last > 0 && suspectedAfter(view, changes[last - 1]!).includes(node)) last--;
    const event = changes[last]!;
    return isDownAt(view, node, event) ? [] : [{ node, event }];
  });
}

function suspectedAfter(view: WorldView, change: number): DispatcherState['suspected'] {
  return (view.log.detail(change) as EventDetails['state']).set['suspected'] as DispatcherState['suspected'];
}

function isDownAt(view: WorldView, id: string, event: number): boolean {
  const node = view.nodes.findIndex((each) => each.id === id);
  for (let i = event; i >= 0; i--) {
    if (view.log.node[i] !== node) continue;
    if (view.log.kind[i] === KIND.crash) return true;
    if (view.log.kind[i] === KIND.restart) return false;
  }
  return false;
}

/** Nodes that are down for good, and when they crashed. */
function crashes(view: WorldView): readonly { readonly node: string; readonly atUs: number }[] {
  const { log } = view;
  const last = new Map<number, number>();
  for (let i = 0; i < log.length; i++) if (log.kind[i] === KIND.crash) last.set(log.node[i]!, log.t[i]!);
  return [...last].map(([node, atUs]) => ({ node: view.nodes[node]!, atUs })).filter(({ node }) => node.role === 'node' && !node.up).map(({ node, atUs }) => ({ node: node.id, atUs }));
}

/** From each crash to the moment from which the node was suspected for good; 0 if it was suspected already. */
export function detectionTimesUs(view: WorldView): readonly number[] {
  const last = new Map(suspicions(view).map((suspicion) => [suspicion.node, suspicion]));
  return crashes(view).flatMap(({ node, atUs }) => {
    const suspicion = last.get(node);
    return suspicion === undefined || suspicion.untilUs !== undefined ? [] : [Math.max(0, suspicion.fromUs - atUs)];
  });
}

export interface SecondCopy {
  readonly email: number;
  readonly customer: string;
  /** Places in the customer's inbox. */
  readonly places: readonly [number, number];
}

/** Every copy of an e-mail beyond the first. */
export function secondCopies(view: WorldView): readonly SecondCopy[] {
  return view.byRole('customer').flatMap(({ id, state }) => {
    const first = new Map<number, number>();
    return (state as CustomerState).inbox.flatMap(({ email }, place): readonly SecondCopy[] => {
      const before = first.get(email);
      if (before === undefined) first.set(email, place);
      return before === undefined ? [] : [{ email, customer: id, places: [before, place] }];
    });
  });
}

/** Index of the event that put something into this place of the inbox. */
export function received(view: WorldView, customer: string, place: number): number {
  return view.changes(customer, 'inbox').find((event) => ((view.log.detail(event) as EventDetails['state']).set['inbox'] as CustomerState['inbox']).length > place)!;
}
