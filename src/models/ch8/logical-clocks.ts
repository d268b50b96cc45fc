/**
 * A group chat without a server: everybody stamps their own posts, sends them to all others, and shows the posts it has in the
 * order of their stamps. What the stamps are taken from is the parameter `clock`:
 *
 * `wall`: the writer's wall clock.
 * `lamport`: Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", CACM 21(7), 1978: a counter, increased at each
 * event (IR1) and set beyond the counter of every message that is received (IR2); the writer's name breaks ties.
 * `vector`: Fidge, 1988, and Mattern, "Virtual Time and Global States of Distributed Systems", 1989: a counter for everybody,
 * of which each counts its own and takes the others' over from what it receives. Not every pair of stamps has an order.
 * `hybrid`: Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks and Consistent Snapshots in Globally Distributed
 * Databases", OPODIS 2014, §3: time l is the highest physical time heard of, and count c tells apart what has the same l.
 * `naive-hybrid`: the first attempt that the same paper discards (§3): l := max(l + 1, physical time), which has no count and so
 * must take a tick of time for each event.
 */
import type { Finding, Invariant, Model, NodeView, ParamValues, WorldView } from '../../kernel/model';
import type { Context, Process } from '../../kernel/process';

const params = {
  clock: { type: 'choice', default: 'lamport', choices: ['wall', 'lamport', 'vector', 'naive-hybrid', 'hybrid'], summary: 'What the stamps are taken from.' },
  tick: { type: 'duration', default: 1_000, min: 1, max: 1_000_000, summary: 'The wall clocks show whole ticks; the unit of time in stamps.' },
  bound: { type: 'duration', default: 50_000, min: 0, max: 3_600_000_000, summary: 'How far the wall clocks are from true time at most; it only says by what a stamp’s time is judged.' },
} as const;
type Params = ParamValues<typeof params>;

/** Time in microseconds, a count, a count for everybody, or time and count, as the clock has it. */
type Stamp = { readonly time?: number; readonly count?: number; readonly vector?: { readonly [person: string]: number } };

type Post = {
  readonly text: string;
  readonly by: string;
  readonly stamp: Stamp;
  readonly id: string;
  /** The operation that wrote it and the posts its writer had read, and theirs. Nobody looks at these: they are there for the invariants. */
  readonly operation: number;
  readonly after: readonly string[];
};
type State = {
  /** What a reader sees: texts, the earliest first. */
  readonly page: readonly string[];
  /** Pairs of posts of which the stamps say that neither came first. */
  readonly sideBySide: readonly string[];
  readonly clock: Stamp;
  readonly posts: readonly Post[];
};

const person: Process<State, Params> = {
  init: () => ({ page: [], sideBySide: [], clock: {}, posts: [] }),
  stable: ['page', 'sideBySide', 'clock', 'posts'],

  onInvoke(ctx, operation) {
    const text = String(operation.args['text']);
    const stamp = after(ctx, undefined);
    const { posts } = ctx.state;
    const read = [...new Set(posts.flatMap(({ id, after: before }) => [...before, id]))];
    const own = posts.filter(({ by }) => by === ctx.self).length;
    const post: Post = { text, by: ctx.self, stamp, id: `${ctx.self}:${own + 1}`, operation: operation.id, after: read };
    show(ctx, post, stamp);
    for (const other of ctx.nodes()) if (other !== ctx.self) ctx.send(other, 'Post', { ...post });
    ctx.return(operation.id, 'ok', { ...stamp });
  },

  onMessage(ctx, message) {
    const post = message.body as unknown as Post;
    if (ctx.state.posts.some(({ id }) => id === post.id)) return ctx.ignore('already seen');
    show(ctx, post, after(ctx, post.stamp));
  },
};

/** What the clock shows after an event: a post of one's own, or the receipt of one with the stamp `m`. */
function after(ctx: Context<State, Params>, m: Stamp | undefined): Stamp {
  const { clock } = ctx.state;
  switch (ctx.params.clock) {
    case 'wall':
      // Nobody looks at the clock to receive something.
      return m === undefined ? { time: physical(ctx) } : clock;
    case 'lamport':
      return { count: Math.max(clock.count ?? 0, m?.count ?? 0) + 1 };
    case 'vector': {
      const vector: { [name: string]: number } = { ...clock.vector };
      for (const [name, count] of Object.entries(m?.vector ?? {})) vector[name] = Math.max(vector[name] ?? 0, count);
      vector[ctx.self] = (vector[ctx.self] ?? 0) + 1;
      return { vector };
    }
    case 'naive-hybrid':
      return { time: Math.max(Math.max(clock.time ?? -Infinity, m?.time ?? -Infinity) + ctx.params.tick, physical(ctx)) };
    default:
      return hybrid(clock, m, physical(ctx));
  }
}

/** The two rules of the algorithm in one: a local event is the receipt of nothing. */
function hybrid(clock: Stamp, m: Stamp | undefined, pt: number): Stamp {
  const [mine, theirs] = [clock.time ?? -Infinity, m?.time ?? -Infinity];
  const time = Math.max(mine, theirs, pt);
  if (time === mine && time === theirs) return { time, count: Math.max(clock.count!, m!.count!) + 1 };
  if (time === mine) return { time, count: clock.count! + 1 };
  return { time, count: time === theirs ? m!.count! + 1 : 0 };
}

function physical(ctx: Context<State, Params>): number {
  const { tick: unit } = ctx.params;
  return Math.floor(ctx.clock('wall').readingUs / unit) * unit;
}

function show(ctx: Context<State, Params>, post: Post, clock: Stamp): void {
  const posts = [...ctx.state.posts];
  // Before the first that is certainly later; where stamps have no order, in the order of arrival.
  const at = posts.findIndex((other) => compare(post, other) === '<');
  posts.splice(at < 0 ? posts.length : at, 0, post);
  const beside = posts.filter((other) => compare(post, other) === '‖').map((other) => `${other.text} ‖ ${post.text}`);
  ctx.set({
    page: posts.map(({ text }) => text),
    ...(beside.length > 0 ? { sideBySide: [...ctx.state.sideBySide, ...beside] } : {}),
    clock,
    posts,
  });
}

/** How the stamps of two different posts stand to each other; only vectors may have no order. */
function compare(a: Post, b: Post): '<' | '>' | '‖' {
  if (a.stamp.vector !== undefined && b.stamp.vector !== undefined) {
    if (covers(b.stamp.vector, a.stamp.vector)) return '<';
    return covers(a.stamp.vector, b.stamp.vector) ? '>' : '‖';
  }
  const order = (a.stamp.time ?? 0) - (b.stamp.time ?? 0) || (a.stamp.count ?? 0) - (b.stamp.count ?? 0);
  // The writer's name breaks ties, and of one writer's posts on one tick of a wall clock the number.
  return (order || (`${a.by} ${a.id}` < `${b.by} ${b.id}` ? -1 : 1)) < 0 ? '<' : '>';
}

function covers(a: NonNullable<Stamp['vector']>, b: NonNullable<Stamp['vector']>): boolean {
  return Object.entries(b).every(([name, count]) => (a[name] ?? 0) >= count);
}

const stateOf = (node: NodeView): State => node.state as State;

/** Two posts of which the stamps say that `first` came before `second`. */
interface Claim {
  readonly first: Post;
  readonly second: Post;
}
interface Judgement {
  /** Where `first` was written after reading `second`. */
  readonly reversed: readonly Claim[];
  /** Where neither writer had read the other's. */
  readonly unfounded: readonly Claim[];
}

/** A list of posts never changes, so each is judged once, however often it is checked. */
const judgements = new WeakMap<State['posts'], Judgement>();

function judge(posts: State['posts']): Judgement {
  const known = judgements.get(posts);
  if (known !== undefined) return known;
  const [reversed, unfounded]: [Claim[], Claim[]] = [[], []];
  for (const [n, a] of posts.entries()) {
    for (const b of posts.slice(n + 1)) {
      const order = compare(a, b);
      if (order === '‖') continue;
      const claim = order === '<' ? { first: a, second: b } : { first: b, second: a };
      if (claim.first.after.includes(claim.second.id)) reversed.push(claim);
      else if (!claim.second.after.includes(claim.first.id)) unfounded.push(claim);
    }
  }
  const judgement = { reversed, unfounded };
  judgements.set(posts, judgement);
  return judgement;
}

function found(view: WorldView, node: string, posts: readonly Post[], detail: string): Finding {
  const written = posts.map(({ operation }) => view.operations.find(({ id }) => id === operation)!.invoke);
  return { detail, events: [...written, ...view.changes(node, 'posts').slice(-1)] };
}

const causeFirst: Invariant = {
  id: 'cause-first',
  summary: 'No stamp puts a post before one that its writer had read.',
  when: 'always',
  check(view) {
    for (const node of view.nodes) {
      const [claim] = judge(stateOf(node).posts).reversed;
      if (claim === undefined) continue;
      const { first, second } = claim;
      return found(view, node.id, [second, first], `${node.id} shows “${first.text}” (${stampText(first.stamp)}) before “${second.text}” (${stampText(second.stamp)}), which ${first.by} had read when writing it`);
    }
    return undefined;
  },
};

const orderIsCause: Invariant = {
  id: 'order-means-cause',
  summary: 'A stamp puts a post after another only if its writer had read the other.',
  when: 'always',
  check(view) {
    for (const node of view.nodes) {
      const [claim] = judge(stateOf(node).posts).unfounded;
      if (claim === undefined) continue;
      const { first, second } = claim;
      return found(view, node.id, [first, second], `${node.id} shows “${second.text}” (${stampText(second.stamp)}) after “${first.text}” (${stampText(first.stamp)}), though neither writer had read the other’s`);
    }
    return undefined;
  },
};

const nearTrueTime: Invariant = {
  id: 'near-true-time',
  summary: 'The time in a stamp is no further from the true time of writing than the clocks are.',
  when: 'always',
  check(view) {
    const { tick: unit, bound } = view.params as Params;
    for (const { node, post, offUs } of times(view)) {
      // A clock that shows whole ticks may be up to one behind its own time.
      if (offUs <= bound && offUs >= -bound - unit) continue;
      return found(view, node, [post], `“${post.text}” is stamped ${Math.abs(offUs) / 1_000} ms ${offUs > 0 ? 'after' : 'before'} the true time`);
    }
    return undefined;
  },
};

/** Each writer's own posts, and how far the time in the stamp is from the time of writing; counters tell no time. */
function* times(view: WorldView): Generator<{ readonly node: string; readonly post: Post; readonly offUs: number }> {
  for (const node of view.nodes) {
    for (const post of stateOf(node).posts) {
      if (post.by !== node.id || post.stamp.time === undefined) continue;
      const written = view.operations.find(({ id }) => id === post.operation)!;
      yield { node: node.id, post, offUs: post.stamp.time - written.invokedUs };
    }
  }
}

function stampText({ time, count, vector }: Stamp): string {
  if (vector !== undefined) return Object.entries(vector).map(([name, of]) => `${name} ${of}`).join(', ');
  return [...(time === undefined ? [] : [`${time / 1_000} ms`]), ...(count === undefined ? [] : [String(count)])].join(', ');
}

export const model: Model = {
  id: 'logical-clocks',
  title: 'A chat ordered by stamps',
  chapter: 'ch8',
  source:
    'Lamport, Time, Clocks, and the Ordering of Events in a Distributed System, CACM 21(7), 1978; Mattern, Virtual Time and Global States of Distributed Systems, 1989; Kulkarni et al., Logical Physical Clocks, OPODIS 2014, §3',
  summary: 'Everybody stamps their own posts and sorts what they receive by its stamps: of wall clocks, Lamport, vector or hybrid clocks.',
  params,
  roles: {
    person: { summary: 'Writes posts and shows everybody’s in the order of their stamps.', names: ['alice', 'bob', 'carol'], min: 2, max: 16, process: person },
  },
  messages: {
    Post: { summary: 'A post with its stamp.', from: ['person'], to: ['person'] },
  },
  operations: {
    post: { summary: 'Write a post.', role: 'person', args: { text: { type: 'text', default: 'hello', maxChars: 80, summary: 'What it says.' } } },
  },
  invariants: [causeFirst, orderIsCause, nearTrueTime],
  stats(view): { readonly [name: string]: number } {
    const judged = view.nodes.map((node) => judge(stateOf(node).posts));
    let furthestUs = 0;
    for (const { offUs } of times(view)) furthestUs = Math.max(furthestUs, Math.abs(offUs));
    return {
      causesAfterEffects: judged.reduce((sum, { reversed }) => sum + reversed.length, 0),
      unfoundedOrders: judged.reduce((sum, { unfounded }) => sum + unfounded.length, 0),
      furthestUs,
    };
  },
};
