/**
 * What can be set of a scenario beside its diagram: parameters of its model, seed, length, network. Values travel as they would be
 * typed, `100ms` or `0.1`, so that whoever shows them need know no units.
 */

export interface SettingsPage {
  readonly sections: readonly SettingsSection[];
}

export interface SettingsSection {
  readonly id: 'run' | 'params' | 'network';
  readonly title: string;
  readonly settings: readonly Setting[];
  /** What the text says beyond that, which is changed in the text alone. */
  readonly others: readonly WrittenElsewhere[];
}

export interface Setting {
  /** `seed`, `until`, `loss`, `duplicate`, `latency`, `latency.mean` …, `param.timeout`. */
  readonly id: string;
  readonly label: string;
  /** What it is, as the model or the language says it. */
  readonly summary: string;
  readonly control: Control;
  readonly value: string;
  /** What holds when the text says nothing; absent for parts of something that is set as a whole. */
  readonly default?: string;
  /** The text says it; taken out, the default holds. */
  readonly written: boolean;
  /** It belongs to the setting above it. */
  readonly part?: true;
}

export type Control =
  /** `range` in words: `from 1ms to 10m`. */
  | { readonly kind: 'duration' | 'integer' | 'number'; readonly range: string }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly kind: 'text'; readonly maxChars: number };

export interface WrittenElsewhere {
  /** `alice → shop: latency 40ms`. */
  readonly words: string;
  /** From 1. */
  readonly line: number;
}

/** What came of a change; without a problem it was made. */
export interface SettingAnswer {
  readonly problem?: string;
}
