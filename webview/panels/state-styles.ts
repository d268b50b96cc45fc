/** How the cards of the nodes look: gutters and frames are always there, so that a mark moves nothing. */
import { css } from 'lit';

export const stateStyles = css`
  :host {
    container-type: inline-size;
  }
  .overview {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 3px;
    padding: 6px 8px;
    background: var(--panel-background, var(--vscode-editor-background));
    border-bottom: 1px solid var(--line);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    min-height: 24px;
    padding: 0 5px 0 2px;
    font-size: 0.92em;
    color: var(--vscode-foreground);
    border-color: var(--line);
    white-space: nowrap;
  }
  .chip:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .chip .sign {
    display: inline-flex;
    width: 11px;
  }
  .chip .sign svg {
    width: 11px;
    height: 11px;
  }
  .chip.changed {
    background: color-mix(in srgb, var(--mark) 18%, transparent);
  }
  .chip.current {
    border-color: var(--vscode-focusBorder);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .chip.all {
    margin-inline-start: auto;
    padding-inline-start: 7px;
    border-color: transparent;
    color: var(--vscode-textLink-foreground);
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
    align-items: start;
    gap: 8px;
    padding: 8px;
  }
  .card {
    min-width: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 4px;
    scroll-margin-top: 64px;
  }
  .card.current {
    border-color: var(--vscode-focusBorder);
  }
  header {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 1px 4px 1px 2px;
    background: var(--vscode-sideBarSectionHeader-background, transparent);
    border-bottom: 1px solid var(--line);
  }
  h3 {
    min-width: 0;
    flex: 1 1 auto;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 3px;
    width: 100%;
    min-height: 24px;
    padding: 0 3px;
    font-weight: 600;
  }
  .name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .badge,
  .status {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    flex: 0 1 auto;
    min-width: 0;
    padding: 0 5px;
    border: 1px solid transparent;
    border-radius: 3px;
    white-space: nowrap;
  }
  .badge bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .badge {
    border-color: var(--line);
    color: var(--vscode-descriptionForeground);
  }
  .status {
    flex: none;
    padding: 0 2px;
    color: var(--vscode-descriptionForeground);
  }
  .status svg {
    width: 0.85em;
    height: 0.85em;
  }
  .status.paused svg {
    color: var(--vscode-editorWarning-foreground, var(--vscode-foreground));
  }
  .status.crashed svg {
    color: var(--vscode-errorForeground);
  }
  .status.changed,
  .badge.changed {
    border-color: var(--mark);
  }
  .see {
    flex: none;
    display: inline-grid;
    place-items: center;
    width: 24px;
    height: 24px;
  }
  .see:hover {
    background: var(--vscode-toolbar-hoverBackground, var(--vscode-list-hoverBackground));
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  /* One that was not built so far takes about the room of a small one. */
  fl-value-tree[away] {
    display: block;
    min-height: 64px;
  }
  .card.crashed fl-value-tree {
    border-inline-start: 3px double var(--vscode-errorForeground);
  }
`;
