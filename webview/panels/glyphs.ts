/**
 * The few signs the panels use beside colour, drawn as lines in the text's own colour, so that they show in every
 * theme and need no font. They are decoration: what they mean always stands beside them in words.
 */
import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';

const SHAPES = {
  right: svg`<path d="M6 3.5 10.5 8 6 12.5"/>`,
  down: svg`<path d="M3.5 6 8 10.5 12.5 6"/>`,
  changed: svg`<circle class="solid" cx="8" cy="8" r="3.2"/>`,
  inside: svg`<circle cx="8" cy="8" r="3.2"/>`,
  added: svg`<path d="M8 3.5v9M3.5 8h9"/>`,
  lost: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  ok: svg`<path d="m3 8.5 3.2 3.2L13 4.5"/>`,
  up: svg`<circle class="solid" cx="8" cy="8" r="3.5"/>`,
  paused: svg`<path d="M5.5 4v8M10.5 4v8"/>`,
  crashed: svg`<circle cx="8" cy="8" r="6"/><path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4"/>`,
  note: svg`<path d="M3.5 2.5h9v8l-3 3h-6z"/><path d="M12.5 10.5h-3v3"/><path d="M6 5.5h4M6 8h4"/>`,
  page: svg`<path d="M8 4C6.5 2.8 4.5 2.8 2.5 3.2v9c2-.4 4-.4 5.5.8 1.5-1.2 3.5-1.2 5.5-.8v-9C11.5 2.8 9.5 2.8 8 4zM8 4v9"/>`,
  scenario: svg`<path d="M4 2.500v11M12 2.500v11M4 5l8 2M12 9l-8 2"/>`,
  web: svg`<path d="M6.5 4H3.500v8.500H12V9.500M9 3h4v4M13 3 7.5 8.5"/>`,
  warning: svg`<path d="M8 2.5 14 13H2zM8 6.500v3.200M8 11.400v.1"/>`,
  eye: svg`<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="1.8"/>`,
  cause: svg`<path d="M8 13V3.500M4.2 7.2 8 3.400l3.8 3.8"/>`,
  effect: svg`<path d="M8 3v9.500M4.2 8.8 8 12.600l3.8-3.8"/>`,
  differs: svg`<path d="M3 6h10M3 10h10M11 3 5 13"/>`,
  same: svg`<path d="M3 6h10M3 10h10"/>`,
  voted: svg`<circle cx="8" cy="8" r="4.5"/><path class="solid" d="M8 3.5a4.5 4.5 0 0 0 0 9z"/>`,
  timer: svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.2l2.200 1.400"/>`,
  pin: svg`<path d="M6 2.500h4l-.500 4.500 2 2.500h-7l2-2.500zM8 9.500v4"/>`,
  counted: svg`<circle class="solid" cx="8" cy="8" r="4.5"/>`,
  late: svg`<circle cx="8" cy="8" r="4.5" stroke-dasharray="1.8 2.2"/>`,
  none: svg`<circle cx="8" cy="8" r="4.5" stroke-width="1"/>`,
  asked: svg`<circle cx="8" cy="8" r="6"/><path d="M6.200 6.400c0-2.200 3.600-2.200 3.600 0 0 1.400-1.800 1.400-1.800 2.800M8 11.300v.1"/>`,
  refused: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  undo: svg`<path d="M5.500 3.500 2.500 6.500l3 3M2.500 6.500h7a3.500 3.500 0 0 1 0 7H7"/>`,
} as const;

export type Glyph = keyof typeof SHAPES;

/** A sign, hidden from assistive technology. */
export function glyph(name: Glyph): TemplateResult {
  return html`<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true" data-glyph=${name}>${SHAPES[name]}</svg>`;
}
