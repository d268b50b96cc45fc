/** What can be searched for, by example: below the find bar, and as the hover of its question mark. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['kind:lose', 'events of a kind; * stands for anything (kind:timer*)'],
  ['node:n1 type:Vote', 'both: on this lane, messages of this type'],
  ['from:n1 to:n2', 'sender and receiver'],
  ['term>3', 'a field of this name, wherever it is; body.term>3 in bodies only'],
  ['t:1s..1.5s', 'time; also t<200ms'],
  ['#14..30', 'numbers of events'],
  ['is:fault', 'also violation, lost, late, ignored, duplicate, overtaken'],
  ['is:left', 'of two compared runs: in the left one alone; also right, changed, moved'],
  ['-kind:timer', 'not these'],
  ['kind:crash or kind:pause', 'either; brackets group'],
  ['"never gets"', 'words that tell the event'],
];

export const HELP_TEXT = ['What can be searched for:', ...EXAMPLES.map(([text, means]) => `${text}  –  ${means}`)].join('\n');

export function findHelp(take: (example: string) => void): TemplateResult {
  return html`<dl class="help">
    ${EXAMPLES.map(
      ([text, means]) => html`<div><dt><button type="button" title="Search for this" @click=${() => take(text)}>${text}</button></dt><dd>${means}</dd></div>`,
    )}
  </dl>`;
}
