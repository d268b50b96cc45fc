/**
 * The names that are valid in one scenario, because its model or the scenario itself has them.
 *
 * For a misspelt model stands the nearest one. While there is none, or the nodes are wrong, the names that hang on
 * them are not judged: one slip should not turn the whole file red.
 */
import type { Model } from '../kernel/model';

/** Names that are valid only because a model or the scenario itself has them. */
export type NameKind = 'model' | 'role' | 'node' | 'message' | 'operation' | 'invariant' | 'lie';

export interface Scope {
  readonly models: readonly Model[];
  readonly model?: Model;
  /** Name → role, or `''` while the role is misspelt, in the order of the scenario; undefined while they cannot be told. */
  readonly nodes?: ReadonlyMap<string, string>;
  /** When the run stops, if that can be read. */
  readonly untilUs?: number;
}

/** Every valid name of a kind, or undefined when they are not known. */
export function namesOf(scope: Scope, kind: NameKind): readonly string[] | undefined {
  const { model } = scope;
  switch (kind) {
    case 'model':
      return scope.models.map(({ id }) => id);
    case 'role':
      return model && Object.keys(model.roles);
    case 'node':
      return scope.nodes && [...scope.nodes.keys()];
    case 'message':
      return model && Object.keys(model.messages);
    case 'operation':
      return model && Object.keys(model.operations);
    case 'invariant':
      return model && model.invariants.map(({ id }) => id);
    case 'lie':
      return model && Object.keys(model.lies ?? {});
  }
}

/** What a kind of name is called in a message. */
export const NAME_WORDS: { readonly [K in NameKind]: string } = {
  model: 'protocol model',
  role: 'role',
  node: 'node',
  message: 'message type',
  operation: 'operation',
  invariant: 'invariant',
  lie: 'lie',
};
