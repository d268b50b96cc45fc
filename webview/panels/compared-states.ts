/**
 * <fl-compared-states>: the state of every node in two runs, side by side, with what differs marked.
 *
 * Props
 * - `nodes: readonly NodeState[]` of the left run, each with that of the right run as `other`
 * - `left: string`, `right: string` what the runs are called
 * - `current: string` id of the node of the current event, `''` for none
 * Events: `show-perspective` {node}
 */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NodeState } from '../../src/protocol/messages';
import { emit } from './emit';
import { glyph } from './glyphs';
import { panelStyles } from './panel-styles';
import { shortString } from './plain-text';
import { same } from './value-diff';
import './value-tree';

const NAME_CHARS = 40;
const NO_STATE = Object.freeze({});

export class ComparedStates extends LitElement {
  static override properties = {
    nodes: { attribute: false },
    left: {},
    right: {},
    current: {},
  };
  declare nodes: readonly NodeState[];
  declare left: string;
  declare right: string;
  declare current: string;

  constructor() {
    super();
    this.nodes = [];
    this.left = '';
    this.right = '';
    this.current = '';
  }

  protected override render(): TemplateResult {
    if (this.nodes.length === 0) return html`<p class="empty">No node has a state yet.</p>`;
    return html`${repeat(this.nodes, ({ id }) => id, (node, i) => this.#node(node, i))}`;
  }

  #node(node: NodeState, i: number): TemplateResult {
    const { id, other, only } = node;
    const differs = other === undefined || only !== undefined || node.role !== other.role || node.status !== other.status || !same(node.state, other.state);
    return html`<section class="node ${id === this.current ? 'current' : ''}" aria-labelledby="name-${i}">
      <h3>
        ${differs ? glyph('changed') : nothing}<bdi id="name-${i}">${shortString(id, 60)}</bdi>
        <span class="verdict">${differs ? 'differs' : 'the same in both'}</span>
        <button class="see" title="What could ${id} see in either run?" aria-label="What could ${id} see in either run?" @click=${() => emit(this, 'show-perspective', { node: id })}>${glyph('eye')}</button>
      </h3>
      ${differs
        ? html`<div class="sides">
            ${this.#side('left', this.left, only === 'right' ? undefined : node, other)}${this.#side('right', this.right, other, only === 'right' ? undefined : node)}
          </div>`
        : html`<fl-value-tree plain brief .value=${node.state} .label=${`State of ${id} in both runs`} .empty=${'No fields yet.'}></fl-value-tree>`}
    </section>`;
  }

  #side(side: 'left' | 'right', title: string, state: NodeState | undefined, beside: NodeState | undefined): TemplateResult {
    const name = shortString(title, NAME_CHARS);
    return html`<div class="side ${side}">
      <h4><span class="sign" aria-hidden="true">${side === 'left' ? '−' : '+'}</span><bdi>${name}</bdi>${state === undefined ? nothing : html`<span class="is">${[state.role, state.status === 'up' ? '' : state.status].filter((word) => word !== '').join(', ')}</span>`}</h4>
      ${state === undefined
        ? html`<p class="empty">There is no such node.</p>`
        : html`<fl-value-tree brief formerly="there:" .value=${state.state} .previous=${beside?.state ?? NO_STATE} .label=${`State of ${state.id} in ${name}`} .empty=${'No fields yet.'}></fl-value-tree>`}
    </div>`;
  }

  static override styles = [
    panelStyles,
    css`
      :host {
        display: block;
        padding: 8px;
        container-type: inline-size;
      }
      .node {
        margin-bottom: 8px;
        border: 1px solid var(--line);
        border-radius: 4px;
      }
      .node.current {
        border-color: var(--vscode-focusBorder);
      }
      h3 {
        display: flex;
        align-items: center;
        gap: 6px;
        margin: 0;
        padding: 3px 6px;
        font-size: 1em;
        background: var(--vscode-sideBarSectionHeader-background, transparent);
        border-bottom: 1px solid var(--line);
      }
      h3 .verdict {
        color: var(--vscode-descriptionForeground);
        font-weight: normal;
      }
      .see {
        margin-inline-start: auto;
      }
      .sides {
        display: grid;
        grid-template-columns: 1fr 1fr;
      }
      @container (max-width: 330px) {
        .sides {
          grid-template-columns: 1fr;
        }
      }
      .side {
        min-width: 0;
      }
      .side.right {
        border-inline-start: 1px solid var(--line);
      }
      h4 {
        margin: 0;
        padding: 3px 6px;
        font-size: 0.95em;
        font-weight: normal;
        overflow-wrap: anywhere;
      }
      .side.left h4 {
        background: var(--vscode-diffEditor-removedLineBackground, transparent);
      }
      .side.right h4 {
        background: var(--vscode-diffEditor-insertedLineBackground, transparent);
      }
      .sign {
        margin-inline-end: 4px;
        font-weight: 700;
      }
      .is {
        margin-inline-start: 6px;
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];
}

if (!customElements.get('fl-compared-states')) customElements.define('fl-compared-states', ComparedStates);

declare global {
  interface HTMLElementTagNameMap {
    'fl-compared-states': ComparedStates;
  }
}
