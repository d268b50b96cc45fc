/** The documents that are scenarios, and places in them. */
import { Range } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Span } from '../scenario/scenario';

export const SCENARIO_FILES = { pattern: '**/*.scenario.yaml' };

/** Pages made from what models say of themselves. */
export const PROTOCOL_SCHEME = 'faultline-protocol';

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
