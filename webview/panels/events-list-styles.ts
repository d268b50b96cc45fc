/** How the list of events looks: rows of one fixed height, in a narrow panel of two lines. */
import { css } from 'lit';

export const eventsListStyles = css`
  :host {
    height: 100%;
    min-height: 120px;
  }
  .grid {
    height: 100%;
    overflow-y: auto;
    overflow-x: hidden;
    overflow-anchor: none;
    scrollbar-gutter: stable;
  }
  .whole {
    position: relative;
    overflow: hidden;
  }
  .rows {
    position: absolute;
    inset-inline: 0;
    top: 0;
    will-change: transform;
  }
  .head,
  .item {
    display: grid;
    grid-template-columns: minmax(64px, 10ch) minmax(96px, 18ch) minmax(70px, 14ch) minmax(0, 1fr);
    column-gap: 10px;
    align-items: center;
    padding: 0 10px;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 1;
    height: 26px;
    background: var(--panel-background, var(--vscode-editor-background));
    font-weight: 600;
    border-bottom: 1px solid var(--line);
  }
  .item {
    border: 1px solid transparent;
    border-inline-width: 0;
    cursor: pointer;
    white-space: nowrap;
  }
  .item:hover {
    background: var(--vscode-list-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
    border-block-style: dashed;
  }
  .item > span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .no {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .item .no,
  .item .time {
    color: var(--vscode-descriptionForeground);
  }
  .time {
    font-variant-numeric: tabular-nums;
  }
  .item.chosen,
  .item.chosen > span {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
  }
  .item.chosen {
    background: var(--vscode-list-activeSelectionBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, transparent);
    border-block-style: solid;
  }
  .item.found .no {
    background: var(--vscode-editor-findMatchHighlightBackground, transparent);
    box-shadow: inset 3px 0 rgb(from var(--vscode-minimap-findMatchHighlight, var(--vscode-charts-orange, currentColor)) r g b);
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .aside {
    margin-inline-start: 1.2em;
    color: var(--vscode-descriptionForeground);
  }
  .chosen .aside {
    color: inherit;
  }
  .ahead .what > bdi {
    font-style: italic;
  }
  .sign {
    display: inline-flex;
    width: 18px;
    vertical-align: -0.1em;
  }
  .lose .sign,
  .violation .sign,
  .crash .sign {
    color: var(--vscode-errorForeground);
  }
  .chosen .sign {
    color: inherit;
  }
  .narrow .head {
    display: none;
  }
  .narrow .item {
    grid-template-columns: auto auto minmax(0, 1fr);
    column-gap: 8px;
    align-content: center;
    line-height: 1.35;
  }
  .narrow .item .what {
    grid-column: 1 / -1;
  }
  .narrow .item .node {
    font-weight: 600;
    order: -1;
  }
  .narrow .item .time {
    text-align: end;
  }
`;
