/**
 * How a model's runs are to be drawn: which fields of its states and messages are worth seeing on the diagram itself.
 *
 * A model says it once, in its own description. The header of a trace carries it along, so that recorded traces, pictures
 * and the command line draw what the editor draws. It decides nothing but looks: a run and its hash are the same without it.
 * Fields are named as in the state or the body; a dot leads into a record (`lease.until`).
 */

export interface Show {
  /** By role of the scenario: a band along the lane for what its node is doing and in which round. Roles taken by `ctx.become` have bands anyway. */
  readonly bands?: { readonly [role: string]: BandShow };
  /** By role of the scenario: a bar beside the lane for as long as its node believes in a lease. */
  readonly leases?: { readonly [role: string]: LeaseShow };
  /**
   * By field of message bodies, the word to write before the number: `{ token: 'token' }` makes `Write` a `Write · token 33`. With
   * `unit: 'us'` the number is a time in microseconds and is written as one.
   */
  readonly tags?: { readonly [field: string]: TagShow };
}

export type TagShow = string | { readonly word: string; readonly unit: 'us' };

export interface BandShow {
  /** A text field that says what the node is just now; without it, what it became by `ctx.become`. */
  readonly phase?: string;
  /** What counts the rounds, and the protocol's word for one: term, ballot, view, epoch. Its value is written where it changes. */
  readonly round?: { readonly field: string; readonly word: string };
  /** How each role or phase looks; the usual ones (leader, candidate, follower and their kin) look right by their names. */
  readonly looks?: { readonly [name: string]: BandLook };
}

/** In charge · trying to be · following or waiting · not keeping to the protocol · anything else worth telling apart. */
export type BandLook = 'leads' | 'seeks' | 'rests' | 'lies' | 'works';

export interface LeaseShow {
  /** When the lease ends, in microseconds on the node's own clock. */
  readonly until: string;
  readonly clock: 'monotonic' | 'wall';
  /** A field that is false, 0, '' or null while no lease is held; without it there is one whenever it has not ended. */
  readonly held?: string;
  /** What tells one lease from the next, with a word for it: `{ field: 'token', word: 'token' }`. */
  readonly label?: { readonly field: string; readonly word: string };
}
