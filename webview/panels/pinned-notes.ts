/** A note that is pinned to the current event: what it says, what it is about, who wrote it, and the ways to change it. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PinnedNote } from '../../src/protocol/messages';
import { emit } from './emit';
import { glyph } from './glyphs';
import { renderBlocks } from './note-blocks';
import { shortString } from './plain-text';
import { eventNumber } from './time-words';

/** Whether a note is shown at an event: it is pinned there, or to a stretch in which it lies. */
export function isAbout({ event, until }: PinnedNote, current: number): boolean {
  return event >= 0 && (event === current || (until !== undefined && event < current && current <= until));
}

/** What a note belongs to, in a few words. */
export function aboutWords({ event, until, lane, was }: PinnedNote): string {
  if (was !== undefined) return `was ${shortString(was, 80)}`;
  if (lane !== undefined) return `lane ${shortString(lane, 40)}`;
  if (event < 0) return 'on the whole';
  return until === undefined ? `event ${eventNumber(event)}` : `events ${eventNumber(event)} to ${eventNumber(until)}`;
}

/** The words of a note; `source` is the panel, `at` the place of the note among those of the run. */
export function noteWords(note: PinnedNote, at: number, source: HTMLElement): TemplateResult {
  const facts = [note.until === undefined && note.event >= 0 ? '' : aboutWords(note), shortString(note.author ?? '', 60), shortString(note.date ?? '', 10)].filter((fact) => fact !== '');
  const onLink = (href: string): void => emit(source, 'open-link', { href, base: '' });
  return html`${note.blocks !== undefined ? html`<div class="written">${renderBlocks(note.blocks, { onLink, anchor: '' })}</div>` : note.text ? html`<p>${note.text}</p>` : nothing}
    <div class="of">
      ${facts.length === 0 ? nothing : html`<span class="quiet">${facts.join(' · ')}</span>`}
      ${note.text
        ? html`<button class="see" @click=${() => emit(source, 'write-note', { what: 'editNote', note: at })}>Edit</button>
            <button class="see" @click=${() => emit(source, 'write-note', { what: 'deleteNote', note: at })}>Delete</button>`
        : nothing}
    </div>`;
}

/** The way to the first note, and to the next. */
export function addNoteButton(source: HTMLElement): TemplateResult {
  return html`<button class="row add-note" @click=${() => emit(source, 'write-note', { what: 'addNote' })}>${glyph('added')}<span>Add a note to this event <span class="quiet">(A)</span></span></button>`;
}

export const pinnedNoteStyles = css`
  .pinned > div {
    min-width: 0;
    flex: 1;
  }
  .written > :first-child {
    margin-top: 0;
  }
  .written > :last-child {
    margin-bottom: 0;
  }
  .written pre,
  .written .wide {
    overflow-x: auto;
  }
  .of {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 12px;
  }
  .add-note {
    margin: 2px 4px 0;
    width: calc(100% - 8px);
  }
`;
