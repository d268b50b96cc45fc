/**
 * Who can reach whom: nodes ping each other, and each forms its own opinion of the network from what comes in.
 *
 * A network can be cut in two (complete partition), between some pairs only (partial), or in one direction only
 * (simplex): Alquraan, Takruri, Alfatafta and Al-Kiswany, "An Analysis of Network-Partitioning Failures in Cloud Systems",
 * OSDI 2018, §2. In the third kind one node hears the other and is not heard.
 *
 * `heard`: any message from a node counts as a sign that it can be reached. That is how most heartbeats are
 * read, and it takes one direction for both. `answered`: only the answer to one's own ping counts, so both directions
 * must have worked.
 */
import type { Invariant, Model, ParamValues, WorldView } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  interval: { type: 'duration', default: 1_000_000, min: 1_000, max: 3_600_000_000, summary: 'How long a round lasts; in each, a node pings every other one.' },
  misses: { type: 'integer', default: 1, min: 0, max: 1_000, summary: 'How many whole rounds may pass without a sign of a node before it counts as unreachable.' },
  evidence: { type: 'choice', default: 'heard', choices: ['heard', 'answered'], summary: 'What counts as a sign: any message from a node, or its answer to a ping.' },
} as const;
type Params = ParamValues<typeof params>;

type Rounds = { readonly [node: string]: number };
type NodeState = {
  /** Rounds of this node's own; nodes need not count alike. */
  readonly round: number;
  /** The round of the last sign of each other node. */
  readonly lastSign: Rounds;
  readonly reachable: readonly string[];
};

const node: Process<NodeState, Params> = {
  init: () => ({ round: 0, lastSign: {}, reachable: [] }),

  onStart(ctx) {
    const all = ctx.nodes('node');
    const peers = all.filter((peer) => peer !== ctx.self);
    // Until there is a sign of the contrary, the network is taken to be whole.
    ctx.set({ lastSign: Object.fromEntries(peers.map((peer) => [peer, 0])), reachable: peers });
    ctx.become('reaches all');
    // One node after the other, so that their exchanges do not cross.
    ctx.setTimer('round', Math.round((all.indexOf(ctx.self) * ctx.params.interval) / all.length));
  },

  onTimer(ctx) {
    const { round, lastSign, reachable } = ctx.state;
    const peers = Object.keys(lastSign);
    const signs = peers.filter((peer) => round - lastSign[peer]! <= ctx.params.misses);
    ctx.set({ round: round + 1, reachable: signs });
    if (signs.length !== reachable.length) ctx.become(`reaches ${signs.length === peers.length ? 'all' : signs.length > 0 ? 'some' : 'none'}`);
    for (const peer of peers) ctx.send(peer, 'Ping', { round: ctx.state.round });
    ctx.setTimer('round', ctx.params.interval);
  },

  onMessage(ctx, { from, type, body }) {
    if (type === 'Ping') {
      ctx.send(from, 'Pong', { round: Number(body['round']) });
      if (ctx.params.evidence === 'heard') sign(ctx, from, ctx.state.round);
      return;
    }
    // An answer is a sign of the round in which was asked, however late it comes.
    const asked = Number(body['round']);
    if (asked > ctx.state.round) return ctx.ignore('asked before the restart');
    sign(ctx, from, ctx.params.evidence === 'heard' ? ctx.state.round : asked);
  },
};

function sign(ctx: Context<NodeState, Params>, from: string, round: number): void {
  const { lastSign } = ctx.state;
  if (round > lastSign[from]!) ctx.set({ lastSign: { ...lastSign, [from]: round } });
}

const agreed: Invariant = {
  id: 'agree-on-the-link',
  summary: 'When the run is over, of two nodes that are up either both think that they can reach each other, or neither does.',
  when: 'end',
  check(view) {
    const up = view.byRole('node').filter((each) => each.up);
    for (const a of up) {
      for (const b of up) {
        const [aState, bState] = [a.state as NodeState, b.state as NodeState];
        if (!aState.reachable.includes(b.id) || bState.reachable.includes(a.id)) continue;
        return {
          detail: `${a.id} thinks that it reaches ${b.id}, and ${b.id} that it does not reach ${a.id}`,
          events: [a, b].flatMap(({ id }) => view.changes(id, 'reachable').slice(-1)),
        };
      }
    }
    return undefined;
  },
};

function disagreements(view: WorldView): number {
  const nodes = view.byRole('node');
  const reaches = (a: number, b: number): boolean => (nodes[a]!.state as NodeState).reachable.includes(nodes[b]!.id);
  let found = 0;
  for (let a = 0; a < nodes.length; a++) for (let b = 0; b < a; b++) if (reaches(a, b) !== reaches(b, a)) found++;
  return found;
}

export const model: Model = {
  id: 'reachability',
  title: 'Who can reach whom',
  chapter: 'ch8',
  source: 'Alquraan, Takruri, Alfatafta and Al-Kiswany, An Analysis of Network-Partitioning Failures in Cloud Systems, OSDI 2018, §2',
  summary: 'Nodes ping each other over a network that can be cut both ways, one way, or between some of them, and draw their conclusions.',
  params,
  roles: {
    node: { summary: 'Pings the others and answers their pings.', names: ['berlin', 'tokyo'], min: 2, max: 16, process: node },
  },
  messages: {
    Ping: { summary: 'Asks for an answer; is a sign of life too.', from: ['node'], to: ['node'] },
    Pong: { summary: 'The answer to a ping.', from: ['node'], to: ['node'] },
  },
  operations: {},
  show: {
    bands: { node: { looks: { 'reaches all': 'leads', 'reaches some': 'seeks', 'reaches none': 'rests' } } },
    tags: { round: 'round' },
  },
  invariants: [agreed],
  stats: (view) => ({ disagreements: disagreements(view) }),
};
