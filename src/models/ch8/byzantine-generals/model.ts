/**
 * The Byzantine generals: a commander sends an order, some of the generals are traitors, and the loyal ones must
 * still do the same.
 *
 * Follows Leslie Lamport, Robert Shostak and Marshall Pease, "The Byzantine Generals Problem", ACM TOPLAS 4(3),
 * 1982: §3, oral messages and OM(m), which needs more than three times as many generals as traitors; §4, signed
 * messages and SM(m), which does with any number. IC1 and IC2 are the interactive consistency conditions of §1. The
 * impossibility for three generals is §2, figures 1 and 2; figures 3, 4 and 5 are bundled as scenarios.
 */
import type { Invariant, Model, NodeView, WorldView } from '../../../kernel/model';
import { commander, lieutenant } from './general';
import type { GeneralState } from './general';
import { params } from './orders';
import { lies } from './traitor';

const stateOf = (node: NodeView) => node.state as GeneralState;

/** Loyal lieutenants that have decided. */
function obeying(view: WorldView): readonly NodeView[] {
  return view.byRole('lieutenant').filter((node) => !stateOf(node).traitor && stateOf(node).decision !== null);
}

const decided = (view: WorldView, { id }: NodeView): readonly number[] => view.changes(id, 'decision').slice(-1);

const ic1: Invariant = {
  id: 'ic1',
  summary: 'IC1: all loyal lieutenants obey the same order.',
  when: 'always',
  check(view) {
    const [first, ...others] = obeying(view);
    const other = others.find((node) => stateOf(node).decision !== stateOf(first!).decision);
    if (first === undefined || other === undefined) return undefined;
    return {
      detail: `${first.id} obeys “${stateOf(first).decision}”, ${other.id} obeys “${stateOf(other).decision}”, and both are loyal`,
      events: [...decided(view, first), ...decided(view, other)],
    };
  },
};

const ic2: Invariant = {
  id: 'ic2',
  summary: 'IC2: if the commanding general is loyal, every loyal lieutenant obeys the order he sends.',
  when: 'always',
  check(view) {
    const general = view.byRole('commander')[0]!;
    if (stateOf(general).traitor) return undefined;
    const { order } = view.params;
    const other = obeying(view).find((node) => stateOf(node).decision !== order);
    if (other === undefined) return undefined;
    return {
      detail: `${general.id} is loyal and orders “${String(order)}”; ${other.id} is loyal and obeys “${stateOf(other).decision}”`,
      events: [...decided(view, general), ...decided(view, other)],
    };
  },
};

export const model: Model = {
  id: 'byzantine-generals',
  title: 'Byzantine generals',
  chapter: 'ch8',
  source: 'Lamport, Shostak and Pease, The Byzantine Generals Problem, ACM TOPLAS 4(3), 1982, §3 (OM) and §4 (SM)',
  summary: 'A commander gives an order, traitors lie about it, and the loyal lieutenants must all do the same. With oral messages that takes more than 3m generals for m traitors; with signatures, any number will do.',
  params,
  roles: {
    commander: { summary: 'Gives the order.', names: ['general'], min: 1, max: 1, process: commander },
    lieutenant: { summary: 'Hears the order, tells the others what it heard, and obeys what follows.', names: ['lieutenant-1', 'lieutenant-2', 'lieutenant-3'], min: 1, max: 9, process: lieutenant },
  },
  messages: {
    Order: { summary: 'Oral: the commander’s order.', from: ['commander'], to: ['lieutenant'] },
    Relay: { summary: 'Oral: what the sender says it was told, of whom. `attack` of `general → lieutenant-1` is “lieutenant-1 told me that the general says attack”. With `combine` it carries several.', from: ['lieutenant'], to: ['lieutenant'] },
    Signed: { summary: 'An order with the signatures of all who passed it on; each names what it was put under.', from: ['commander', 'lieutenant'], to: ['lieutenant'] },
  },
  operations: {},
  invariants: [ic1, ic2],
  lies,
  show: {
    bands: {
      commander: { looks: { traitor: 'lies' } },
      lieutenant: { round: { field: 'round', word: 'round' }, looks: { traitor: 'lies' } },
    },
    tags: { order: 'says' },
  },
  stats(view) {
    const decisions = obeying(view).map((node) => stateOf(node).decision);
    return {
      loyalLieutenants: view.byRole('lieutenant').filter((node) => !stateOf(node).traitor).length,
      attacking: decisions.filter((decision) => decision === 'attack').length,
      retreating: decisions.filter((decision) => decision === 'retreat').length,
    };
  },
};
