/** What replicas and clients have in common: parameters, requests, certificates, and who is primary. */
import type { Plain, PlainObject } from '../../../kernel/event';
import type { ParamValues } from '../../../kernel/model';

export const params = {
  f: { type: 'integer', default: 1, min: 0, max: 3, summary: 'How many faulty replicas are to be withstood; that takes 3f + 1 of them.' },
  quorum: { type: 'integer', default: 0, min: 0, max: 10, summary: 'How many replicas a certificate takes; 0 for the 2f + 1 of the paper. With fewer, two of them need not have a correct replica in common.' },
  viewChangeTimeout: { type: 'duration', default: 200_000, min: 1, max: 3_600_000_000, summary: 'How long a backup waits for a request to be executed before it asks for the next view. Doubles with each view that fails.' },
  clientTimeout: { type: 'duration', default: 150_000, min: 1, max: 3_600_000_000, summary: 'How long a client waits before it sends its request to all replicas.' },
} as const;
export type Params = ParamValues<typeof params>;

/** Signed by its client: replicas pass it on and never make one of their own. */
export type Request = { readonly client: string; readonly timestamp: number; readonly value: number };

/** The null request, which does nothing and fills a gap (§4.4). */
export const NULL_DIGEST = 'null';

/** D(m): short, and different for different requests. */
export function digestOf({ client, timestamp, value }: Request): string {
  return `${client}-${timestamp}-${value}`;
}

/** Reads a request out of a message; undefined when it is none. */
export function readRequest(value: Plain | undefined): Request | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { client, timestamp, value: appended } = value as PlainObject;
  return typeof client === 'string' && typeof timestamp === 'number' && typeof appended === 'number' ? { client, timestamp, value: appended } : undefined;
}

/** The primary of view v is replica v mod |R| (§4). */
export function primaryOf(view: number, replicas: readonly string[]): string {
  return replicas[view % replicas.length]!;
}

export function quorumOf({ f, quorum }: Params): number {
  return quorum === 0 ? 2 * f + 1 : quorum;
}

/**
 * A proof that a request was prepared (P of §4.4): the primary's pre-prepare and matching prepares. The names
 * in `prepares` stand for the signed messages themselves, and like those are only ever copied from messages received.
 */
export type Certificate = {
  readonly view: number;
  readonly seq: number;
  readonly digest: string;
  readonly request: Request | null;
  readonly prepares: readonly string[];
};

/** An element of O: what the new primary proposes again. */
export type Proposal = { readonly seq: number; readonly digest: string; readonly request: Request | null };

export function isValidCertificate(certificate: Certificate, before: number, params: Params, replicas: readonly string[]): boolean {
  const { view, seq, digest, request, prepares } = certificate;
  const backups = new Set(prepares.filter((name) => replicas.includes(name) && name !== primaryOf(view, replicas)));
  return view < before && seq >= 1 && backups.size >= quorumOf(params) - 1 && digest === (request === null ? NULL_DIGEST : digestOf(request));
}

/**
 * O of §4.4, which the new primary computes and the backups compute again: for each number up to the highest that
 * was prepared, the request prepared in the latest view, or the null request.
 */
export function proposalsFrom(certificates: readonly Certificate[]): readonly Proposal[] {
  const highest = new Map<number, Certificate>();
  for (const certificate of certificates) {
    const known = highest.get(certificate.seq);
    if (known === undefined || certificate.view > known.view) highest.set(certificate.seq, certificate);
  }
  const last = Math.max(0, ...highest.keys());
  return Array.from({ length: last }, (_, i) => {
    const { digest, request } = highest.get(i + 1) ?? { digest: NULL_DIGEST, request: null };
    return { seq: i + 1, digest, request };
  });
}
