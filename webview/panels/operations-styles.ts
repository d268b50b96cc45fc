/** Looks of the table of operations. */
import { css } from 'lit';

export const operationsStyles = css`
  :host {
    padding-bottom: 6px;
  }
  .choice,
  .pages {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 6px 10px 2px;
  }
  select {
    min-width: 0;
    min-height: 26px;
    padding: 1px 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border, var(--line));
    border-radius: 2px;
  }
  .verdict {
    display: flex;
    gap: 8px;
    padding: 6px 10px;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .verdict > svg {
    margin-top: 3px;
  }
  .verdict p + p {
    margin-top: 3px;
  }
  .inline {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  summary {
    margin-top: 3px;
    cursor: pointer;
  }
  ol {
    max-height: 200px;
    margin: 2px 0 0;
    padding-inline-start: 3.2em;
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--vscode-editor-background);
    color: var(--vscode-descriptionForeground);
    font-weight: 400;
    text-align: start;
    padding: 3px 4px;
    box-shadow: inset 0 -1px var(--line);
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 10px;
  }
  tbody th {
    font-weight: 400;
    text-align: start;
  }
  tbody th,
  td {
    padding: 1px 4px;
    vertical-align: baseline;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  td button {
    min-height: 24px;
    padding: 1px 3px;
    margin-inline-start: -4px;
  }
  td button:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .no {
    width: 1%;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .time {
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  tr.ahead > *,
  td.ahead {
    color: var(--vscode-disabledForeground, var(--vscode-descriptionForeground));
    font-style: italic;
  }
  tr.going th {
    font-weight: 600;
  }
  tr.current {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .says {
    display: block;
    font-weight: 600;
  }
  tr.wrong svg,
  .fail svg {
    color: var(--vscode-errorForeground);
  }
`;
