/** Icons of VS Code's own set. Decoration: what a control does stands in its label. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}
