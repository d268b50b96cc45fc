/** A scenario that is open for editing: what every gesture starts from. */
import type { Model } from '../../kernel/model';
import type { ScenarioValue } from '../describe';
import type { Files } from '../extend';
import { parseSource } from '../parse';
import type { ScenarioSource } from '../parse';
import type { Scenario } from '../scenario';
import { refuse } from './change';
import type { Refusal } from './change';
import type { Page } from './page';
import { styleOf } from './style';

export interface Draft {
  readonly text: string;
  readonly models: readonly Model[];
  /** Where what it extends is to be found. */
  readonly files: Files | undefined;
  readonly scenario: Scenario;
  /** As written, here or in what is extended: defaults are not filled in. */
  readonly value: ScenarioValue;
  readonly page: Page;
}

/** Opens a text for editing; refused while there are errors in it. */
export function openDraft(text: string, models: readonly Model[], files?: Files): { readonly ok: true; readonly draft: Draft } | Refusal {
  const { source, problems } = parseSource(text, models, files);
  const error = problems.find(({ severity }) => severity === 'error');
  if (source === undefined) return refuse('has-errors', `the scenario has errors, the first of them in line ${error?.line ?? 1}: ${error?.message ?? 'it cannot be read'}`);
  return { ok: true, draft: draftOf(text, models, source, files) };
}

/** The same for a text that has been read. */
export function draftOf(text: string, models: readonly Model[], { scenario, value, root }: ScenarioSource, files: Files | undefined): Draft {
  if (root.kind !== 'map') throw new Error('a scenario was read from something that is not a map');
  return { text, models, files, scenario, value, page: { text, root, style: styleOf(text, root) } };
}
