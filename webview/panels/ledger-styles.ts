/** Looks of the quorum ledger. Marks differ in shape; colour only says the same once more. */
import { css } from 'lit';

export const ledgerStyles = css`
  :host {
    padding-bottom: 6px;
  }
  table {
    border-collapse: collapse;
    min-width: 100%;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--vscode-editor-background);
    color: var(--vscode-descriptionForeground);
    font-weight: 400;
    text-align: start;
    vertical-align: bottom;
    padding: 3px 4px;
    box-shadow: inset 0 -1px var(--line);
  }
  th.round {
    padding-inline-start: 10px;
    text-align: start;
    font-weight: 400;
    vertical-align: top;
    min-width: 84px;
  }
  th.member {
    text-align: center;
    padding-inline: 1px;
  }
  th.member bdi {
    display: inline-block;
    max-width: 44px;
    overflow-wrap: anywhere;
    font-size: 0.85em;
    line-height: 1.15;
  }
  tbody {
    border-top: 1px solid var(--line);
  }
  thead + tbody {
    border-top: none;
  }
  tbody.current {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  tbody button {
    padding: 1px 3px;
    min-height: 24px;
  }
  tbody button:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .round button {
    width: 100%;
    overflow-wrap: anywhere;
    margin-inline-start: -4px;
  }
  td {
    padding: 0 1px;
    vertical-align: top;
  }
  td.vote {
    text-align: center;
  }
  .sign {
    min-width: 24px;
    text-align: center;
  }
  .sign[aria-disabled='true'] {
    cursor: default;
  }
  .ring {
    display: inline-block;
    padding: 1px 2px;
    border: 1.5px solid transparent;
    border-radius: 8px;
    line-height: 1;
  }
  .ring svg {
    width: 1.1em;
    height: 1.1em;
    vertical-align: middle;
  }
  .ring.shared {
    border-color: var(--vscode-focusBorder);
  }
  .ring.late,
  .ring.none {
    color: var(--vscode-descriptionForeground);
  }
  .ring.counted {
    color: var(--vscode-charts-green, var(--vscode-foreground));
  }
  .ring.refused {
    color: var(--vscode-errorForeground);
  }
  td.tally,
  th.tally {
    padding: 2px 10px 2px 6px;
    white-space: nowrap;
  }
  td.tally > * {
    display: block;
  }
  .reached svg {
    margin-inline-end: 2px;
  }
  .link {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
    text-underline-offset: 2px;
    margin-inline-start: -4px;
  }
  .overlap td {
    padding: 0 10px 3px 6px;
  }
  .overlap button {
    display: flex;
    gap: 4px;
    align-items: flex-start;
    color: var(--vscode-descriptionForeground);
    text-wrap: pretty;
  }
  .overlap svg,
  .overlap .ring {
    flex: none;
    margin-top: 2px;
  }
  .overlap .ring {
    margin-top: 0;
    color: var(--vscode-foreground);
  }
  .more {
    padding: 6px 10px;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    padding: 6px 10px 2px;
    border-top: 1px solid var(--line);
    font-size: 0.92em;
  }
  .key > span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
`;
