/**
 * <fl-ledger-panel>: the rounds of votes that had begun at the current step, the newest first, as a table with a column for
 * each member: who voted what, who was counted, where the line was crossed, and who was in the quorum before too.
 *
 * Props
 * - `rounds: readonly LedgerRound[]` begun at the step, in the order in which they began
 * - `step: number` the current event; `begun: number` rounds begun at it, of which the last are given
 * - `loading: boolean`; `full: boolean` there are more rounds than are kept
 * - `whenOf: (event) => string` the time of an event in words, '' where there is none
 * Events: `go` {index}, `more-rounds`
 *
 * Keyboard: the table is one tab stop; arrows, Home and End go from cell to cell, Enter goes to the event of a cell.
 */
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { markAt, markEvent, tallyAt } from '../../src/trace/ledger-round';
import type { EarlierQuorum, LedgerMember, LedgerRound, VoteMark } from '../../src/trace/ledger-round';
import { emit } from './emit';
import { moveInGrid } from './grid-keys';
import { glyph } from './glyphs';
import type { Glyph } from './glyphs';
import { ledgerStyles } from './ledger-styles';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { eventNumber, grouped } from './time-words';

/** More members than that do not fit side by side; their marks then stand in one cell. */
const MOST_COLUMNS = 9;
const GLYPHS: { readonly [M in VoteMark]: Glyph } = { counted: 'counted', voted: 'voted', late: 'late', refused: 'refused', none: 'none' };
const WORDS: { readonly [M in VoteMark]: string } = { counted: 'granted and counted', voted: 'granted, not counted so far', late: 'late', refused: 'refused', none: 'nothing yet' };

export class LedgerPanel extends LitElement {
  static override properties = {
    rounds: { attribute: false },
    step: { type: Number },
    begun: { type: Number },
    loading: { type: Boolean },
    full: { type: Boolean },
    whenOf: { attribute: false },
  };
  declare rounds: readonly LedgerRound[];
  declare step: number;
  declare begun: number;
  declare loading: boolean;
  declare full: boolean;
  declare whenOf: (event: number) => string;

  constructor() {
    super();
    this.rounds = [];
    this.step = 0;
    this.begun = 0;
    this.loading = false;
    this.full = false;
    this.whenOf = () => '';
  }

  protected override updated(_changed: PropertyValues): void {
    // One cell is always where Tab leads.
    const root = this.renderRoot;
    if (root.querySelector('table button[tabindex="0"]') === null) root.querySelector('table button')?.setAttribute('tabindex', '0');
  }

  protected override render(): TemplateResult {
    const { rounds } = this;
    if (rounds.length === 0) return html`<p class="empty">${this.loading ? 'Reading the votes…' : 'No votes and no counts up to this step.'}</p>`;
    const members = [...new Set(rounds.flatMap((round) => round.members.map(({ name }) => name)))];
    const columns = members.length <= MOST_COLUMNS ? members : undefined;
    return html`
      <table class=${columns === undefined ? 'strip' : ''} @keydown=${(event: KeyboardEvent) => moveInGrid(event, this.renderRoot)} aria-label="Rounds of votes, the newest first">
        <thead>
          <tr>
            <th scope="col" class="round">Round</th>
            ${columns === undefined ? html`<th scope="col">Votes</th>` : columns.map((name) => html`<th scope="col" class="member" title=${name}><bdi>${shortString(name, 16)}</bdi></th>`)}
            <th scope="col" class="tally">Count</th>
          </tr>
        </thead>
        ${repeat([...rounds].reverse(), (round) => round.place, (round) => this.#round(round, columns))}
      </table>
      ${this.begun > rounds.length
        ? html`<p class="more"><button class="action" @click=${() => this.dispatchEvent(new CustomEvent('more-rounds', { bubbles: true, composed: true }))}>
            Show older rounds, ${grouped(this.begun - rounds.length)} more
          </button></p>`
        : nothing}
      ${this.full ? html`<p class="empty">There are more rounds than are kept.</p>` : nothing}
      <p class="key quiet">
        ${(['counted', 'voted', 'refused', 'late', 'none'] as const).map((mark) => html`<span>${glyph(GLYPHS[mark])}${KEY_WORDS[mark]}</span>`)}
        ${rounds.some((round) => sharedAt(round, this.step).length > 0) ? html`<span><span class="ring shared">${glyph('counted')}</span>in the quorum before too</span>` : nothing}
      </p>
    `;
  }

  #round(round: LedgerRound, columns: readonly string[] | undefined): TemplateResult {
    const { step } = this;
    const tally = tallyAt(round, step);
    const byName = new Map(round.members.map((member) => [member.name, member]));
    const last = tally.reached ? round.crossed : Math.max(tally.event, lastVote(round, step));
    const shared = sharedAt(round, step);
    const names = columns ?? round.members.map(({ name }) => name);
    const votes = names.map((name) => this.#vote(round, byName.get(name), shared, columns !== undefined));
    const note = tally.reached && round.before !== undefined ? overlapWords(round.before) : '';
    const current = isOf(round, step);
    return html`<tbody class=${current ? 'current' : ''}>
      <tr aria-current=${current ? 'step' : nothing}>
        <th scope="row" class="round">
          <button tabindex="-1" title=${`Go to event ${eventNumber(last)}`} @click=${() => this.#go(last)}>
            <b><bdi>${shortString(round.round, 40)}</bdi></b>${whoWords(round) === '' ? nothing : html` <span class="quiet"><bdi>${shortString(whoWords(round), 60)}</bdi></span>`}
          </button>
        </th>
        ${columns === undefined ? html`<td class="votes">${votes}</td>` : votes}
        <td class="tally">${this.#tally(round, tally.have, tally.reached)}</td>
      </tr>
      ${note === ''
        ? nothing
        : html`<tr class="overlap">
            <td colspan=${(columns?.length ?? 1) + 2}>
              <button tabindex="-1" title=${`Go to event ${eventNumber(round.before!.event)}, the quorum before`} @click=${() => this.#go(round.before!.event)}>
                ${round.before!.shared.length === 0 ? glyph('warning') : html`<span class="ring shared">${glyph('counted')}</span>`}<span>${note}</span>
              </button>
            </td>
          </tr>`}
    </tbody>`;
  }

  #vote(round: LedgerRound, member: LedgerMember | undefined, shared: readonly string[], cell: boolean): TemplateResult {
    if (member === undefined) return cell ? html`<td class="vote"></td>` : html``;
    const mark = markAt(round, member, this.step);
    const event = markEvent(member, this.step);
    const words = this.#voteWords(member, mark, shared);
    const sign = html`<span class="ring ${mark} ${shared.includes(member.name) ? 'shared' : ''}">${glyph(GLYPHS[mark])}</span>`;
    const button = html`<button tabindex="-1" class="sign" title=${words} aria-label=${words} aria-disabled=${event < 0 ? 'true' : nothing} @click=${() => this.#go(event)}>${sign}</button>`;
    return cell ? html`<td class="vote">${button}</td>` : button;
  }

  /** `s3: granted at 201 ms, event #28; counted at 206.8 ms, event #49; in the quorum before too` */
  #voteWords({ name, votes, counted }: LedgerMember, mark: VoteMark, shared: readonly string[]): string {
    const { step } = this;
    const parts = votes.flatMap(({ event, granted }) => (event <= step ? [`${granted ? 'granted' : 'refused'} ${this.#at(event)}`] : []));
    if (counted >= 0 && counted <= step) parts.push(`counted ${this.#at(counted)}`);
    if (mark === 'late') parts.push('late: there was a quorum already');
    else if (mark === 'voted') parts.push('not counted so far');
    if (shared.includes(name)) parts.push('in the quorum before too');
    return `${name}: ${parts.length === 0 ? WORDS.none : parts.join('; ')}`;
  }

  #at(event: number): string {
    const when = this.whenOf(event);
    return `${when === '' ? 'in' : `at ${when},`} event ${eventNumber(event)}`;
  }

  #tally(round: LedgerRound, have: number, reached: boolean): TemplateResult {
    const { need, of, decided } = round;
    const missing = have - round.members.filter(({ counted }) => counted >= 0 && counted <= this.step).length;
    const unnamed = missing > 0 ? html`<span class="quiet">${missing} not told by name</span>` : nothing;
    if (need === 0 || have === 0) return html`<span class="quiet">not counted</span>`;
    return html`<b>${have} of ${of}</b>
      ${reached ? html`<span class="reached">${glyph('ok')}${need === have ? 'quorum' : `quorum at ${need}`}</span>` : html`<span class="quiet">needs ${need}</span>`}
      ${unnamed}
      ${decided >= 0 && decided <= this.step
        ? html`<button tabindex="-1" class="link" title=${`Go to event ${eventNumber(decided)}`} @click=${() => this.#go(decided)}>decided</button>`
        : nothing}`;
  }

  #go(event: number): void {
    if (event >= 0) emit(this, 'go', { index: event });
  }

  static override styles = [panelStyles, ledgerStyles];
}

const KEY_WORDS: { readonly [M in VoteMark]: string } = { counted: 'counted', voted: 'granted, not counted', refused: 'refused', late: 'late', none: 'nothing yet' };

function sharedAt({ before, crossed }: LedgerRound, step: number): readonly string[] {
  return before !== undefined && crossed >= 0 && crossed <= step ? before.shared : [];
}

/** `for p1, counted by l1` */
function whoWords({ candidate, counter }: LedgerRound): string {
  if (candidate === '') return counter === '' ? '' : `by ${counter}`;
  return counter === '' || counter === candidate ? `for ${candidate}` : `for ${candidate}, counted by ${counter}`;
}

function overlapWords({ shared, certain, round, counter, candidate }: EarlierQuorum): string {
  const who = candidate !== '' ? ` for ${candidate}` : counter !== '' ? ` by ${counter}` : '';
  const of = `${round}${who}`;
  if (shared.length > 0) {
    const names = shared.length > 4 ? `${shared.slice(0, 3).join(', ')} and ${shared.length - 3} more` : listed(shared);
    return `${names} ${shared.length === 1 ? 'is' : 'are'} in both quorums, this one and ${of}: through ${shared.length === 1 ? 'it' : 'them'} this one can learn what that one settled.`;
  }
  return certain ? `Nobody is in both quorums, this one and ${of}: neither knows of the other.` : '';
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

function lastVote({ members }: LedgerRound, step: number): number {
  let last = -1;
  for (const { votes } of members) for (const { event } of votes) if (event <= step) last = Math.max(last, event);
  return last;
}

/** Whether an event is a vote or a count of this round. */
function isOf({ counts, members, decided }: LedgerRound, step: number): boolean {
  return decided === step || counts.some(({ event }) => event === step) || members.some(({ votes }) => votes.some(({ event }) => event === step));
}

if (!customElements.get('fl-ledger-panel')) customElements.define('fl-ledger-panel', LedgerPanel);

declare global {
  interface HTMLElementTagNameMap {
    'fl-ledger-panel': LedgerPanel;
  }
}
