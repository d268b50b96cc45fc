/** What clients and replicas have in common: parameters, tags, and how many answers are enough. */
import type { PlainObject } from '../../../kernel/event';
import type { ParamValues } from '../../../kernel/model';

export const params = {
  rule: { type: 'choice', default: 'majority', choices: ['majority', 'masking', 'all-alive'], summary: 'Whom a client waits for. `majority`: more than half of the replicas, for as long as it takes. `masking`: so many that liars among them are outvoted. `all-alive`: everyone who answers within `bound`; the others are taken for dead.' },
  f: { type: 'integer', default: 1, min: 0, max: 3, summary: 'How many liars `masking` reckons with; that takes 4f + 1 replicas.' },
  bound: { type: 'duration', default: 25_000, min: 1, max: 3_600_000_000, summary: 'How long `all-alive` waits for answers: it trusts that no round trip takes longer.' },
  retry: { type: 'duration', default: 100_000, min: 1, max: 3_600_000_000, summary: 'How long a client waits before it asks those again that have not answered; twice as long each time.' },
  storage: { type: 'choice', default: 'synced', choices: ['synced', 'memory'], summary: 'Where a replica keeps its value: on disk, synced before it answers, or in memory only.' },
  writeBack: { type: 'boolean', default: true, summary: 'Whether a read stores what it is about to return at a quorum first.' },
} as const;
export type Params = ParamValues<typeof params>;

/** Orders the writes: by count, and by the writer's name where two writers have the same. */
export type Tag = { readonly count: number; readonly by: string };
/** What a replica holds. */
export type Tagged = { readonly tag: Tag; readonly value: number | null };

export const NOTHING: Tagged = { value: null, tag: { count: 0, by: '' } };

export function isNewer(a: Tag, b: Tag): boolean {
  return a.count > b.count || (a.count === b.count && a.by > b.by);
}

export function sameTagged(a: Tagged, b: Tagged): boolean {
  return a.tag.count === b.tag.count && a.tag.by === b.tag.by && a.value === b.value;
}

/** Reads the body of an Answer or a Store. */
export function taggedOf(body: PlainObject): Tagged {
  const { value, tag } = body as PlainObject & Tagged;
  return { value, tag };
}

/**
 * How many of n answers a client needs. Two majorities have one replica in common; two masking quorums have 2f + 1,
 * so f + 1 that are correct (Malkhi and Reiter on masking quorum systems).
 */
export function quorumSize(n: number, { rule, f }: Params): number {
  switch (rule) {
    case 'majority':
      return Math.floor(n / 2) + 1;
    case 'masking':
      return Math.min(n, Math.ceil((n + 2 * f + 1) / 2));
    case 'all-alive':
      return n;
  }
}

/**
 * What to make of the answers to a query: the newest; with `masking` the newest that f + 1 vouch for. Undefined when
 * more than f name something newer still: a correct one is among them, so it may be that a write is under way.
 */
export function chosen(answers: readonly Tagged[], { rule, f }: Params): Tagged | undefined {
  const vouchers = rule === 'masking' ? f + 1 : 1;
  let best: Tagged | undefined;
  for (const answer of answers) {
    const vouched = answers.filter((other) => sameTagged(other, answer)).length >= vouchers;
    if (vouched && (best === undefined || isNewer(answer.tag, best.tag))) best = answer;
  }
  if (best === undefined || rule !== 'masking') return best;
  const { tag } = best;
  return answers.filter((other) => isNewer(other.tag, tag)).length > f ? undefined : best;
}

/** The count above which a writer has to go: the highest, or with `masking` the highest that is not just a liar's word. */
export function highestCount(answers: readonly Tagged[], { rule, f }: Params): number {
  const counts = answers.map(({ tag }) => tag.count).sort((a, b) => b - a);
  return counts[rule === 'masking' ? Math.min(f, counts.length - 1) : 0] ?? 0;
}
