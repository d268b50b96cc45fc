/**
 * A scenario after reading: names resolved, units turned into microseconds, defaults filled in, and the
 * place in the text of everything that may later be pointed at or edited.
 */
import type { SpecificationId } from '../check/specification';
import type { WorldSpec } from '../kernel/spec';
import type { EventRule } from '../trace/match';
import type { Problem } from '../trace/problem';

/** Half-open range of offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text of a file that is extended, taken in behind the text itself: offsets from `start` on are its own. */
export interface Included {
  readonly file: string;
  readonly text: string;
  readonly start: number;
  /** Where the text itself asks for it. */
  readonly at: Span;
}

export type Expectation =
  | { readonly kind: 'violated'; readonly invariant: string; readonly span: Span }
  | { readonly kind: 'holds'; readonly invariant: string; readonly span: Span }
  /** What clients asked for and got is, or is not, what such an object would have given them. */
  | { readonly kind: 'linearizable'; readonly specification: SpecificationId; readonly span: Span }
  | { readonly kind: 'notLinearizable'; readonly specification: SpecificationId; readonly span: Span }
  /** Without `count` at least one event must match. */
  | { readonly kind: 'event'; readonly rule: EventRule; readonly count?: number; readonly span: Span };

/** A note pinned to the first event that matches (or the `nth`); without `at` it belongs to the whole. */
export interface ScenarioNote {
  readonly at?: EventRule;
  /** The last event of the stretch that begins with `at`. */
  readonly until?: EventRule;
  /** The node whose lane it is about; then there is no `at`. */
  readonly lane?: string;
  /** `chapter/page#heading` */
  readonly see?: string;
  /** Markdown. */
  readonly text?: string;
  readonly author?: string;
  /** As in 2026-11-23. */
  readonly date?: string;
  readonly span: Span;
}

export interface Scenario {
  readonly title: string;
  /** Rows of the study notes. */
  readonly covers: readonly string[];
  readonly world: WorldSpec;
  /** Where each of the world's faults stands. */
  readonly faultSpans: readonly Span[];
  readonly expect: readonly Expectation[];
  readonly notes: readonly ScenarioNote[];
  /** Whose view is to be laid beside its view of other scenarios, named by file without `.scenario.yaml`. */
  readonly compare?: { readonly node: string; readonly with: readonly string[] };
  /** The files that it extends, the nearest first: spans beyond its own text are in these. */
  readonly extended?: readonly Included[];
}

/** `scenario` is present exactly when no problem is an error. */
export interface ParsedScenario {
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
}
