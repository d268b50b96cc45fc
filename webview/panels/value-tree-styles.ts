/** How a record looks. Marks have a gutter, a border and an underline, never colour alone. */
import { css } from 'lit';

export const valueTreeStyles = css`
  .fieldless {
    padding: 2px 6px 2px 20px;
  }
  .tree {
    padding: 2px 0;
    font-family: var(--mono);
    font-size: 0.95em;
  }
  .item {
    position: relative;
    padding-inline-end: 6px;
    cursor: default;
    border: 1px solid transparent;
  }
  .item[aria-expanded],
  .gap {
    cursor: pointer;
  }
  .item:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .line {
    display: flex;
    align-items: baseline;
    min-height: 20px;
  }
  .pin {
    flex: none;
    align-self: center;
    width: 20px;
    min-height: 18px;
    text-align: center;
    color: transparent;
  }
  .item:hover .pin,
  .item:focus .pin,
  .pin.pinned {
    color: inherit;
  }
  .pin.pinned svg {
    fill: currentColor;
  }
  /* The gutter is always there, so nothing moves when a mark appears. */
  .mark {
    flex: none;
    width: 16px;
    text-align: center;
  }
  :host([plain]) .mark {
    display: none;
  }
  .mark svg {
    width: 11px;
    height: 11px;
  }
  .twist {
    flex: none;
    width: 16px;
    margin-inline-start: calc(var(--depth) * 14px);
    text-align: center;
  }
  .text {
    min-width: 0;
    flex: 1;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .name,
  .tone-name {
    color: var(--vscode-debugTokenExpression-name, var(--vscode-foreground));
  }
  .tone-string {
    color: var(--vscode-debugTokenExpression-string, var(--vscode-foreground));
  }
  .tone-number {
    color: var(--vscode-debugTokenExpression-number, var(--vscode-foreground));
  }
  .tone-boolean,
  .tone-null {
    color: var(--vscode-debugTokenExpression-boolean, var(--vscode-foreground));
  }
  .tone-sign,
  .was,
  .gap .text {
    color: var(--vscode-descriptionForeground);
  }
  .gap .text {
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .changed,
  .added,
  .inside {
    background: color-mix(in srgb, var(--mark) 18%, transparent);
    border-inline-start: 2px solid var(--mark);
    border-color: var(--vscode-contrastActiveBorder, transparent);
    border-inline-start-color: var(--mark);
  }
  .changed .mark,
  .added .mark,
  .inside .mark {
    margin-inline-start: -1px;
  }
  /* The colours of values are only sure to be readable on the plain background. */
  .changed .text *,
  .added .text *,
  .text .hot {
    color: inherit;
  }
  .inside {
    background: none;
  }
  .hot {
    background: color-mix(in srgb, var(--mark) 26%, transparent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    border-radius: 2px;
  }
  .full {
    display: block;
    max-height: 240px;
    overflow: auto;
    margin: 2px 0 4px calc(32px + var(--depth) * 14px);
    padding: 4px 6px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    background: var(--vscode-textCodeBlock-background);
    border: 1px solid var(--line);
    color: var(--vscode-foreground);
  }
`;
