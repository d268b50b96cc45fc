/**
 * How Mermaid's picture looks. Its own colours are dropped with its style sheet: these rules take VS Code's, so the picture
 * follows a change of theme at once, without being drawn again.
 */
import { css } from 'lit';

export const sequenceStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    --ink: var(--vscode-editor-foreground, var(--vscode-foreground));
    --ground: var(--vscode-editor-background);
  }
  .window {
    flex: none;
    padding: 4px 12px;
    border-bottom: 1px solid var(--line);
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 8px;
  }
  .scroller > svg {
    display: block;
    margin-inline: auto;
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
  }
  .problem {
    padding: 12px;
  }
  .problem pre {
    margin: 8px 0;
    padding: 8px 10px;
    max-height: 50vh;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font-family: var(--mono);
    background: var(--vscode-textCodeBlock-background);
    border: 1px solid var(--line);
  }
  .problem svg {
    color: var(--vscode-errorForeground);
  }
  .scroller svg text {
    fill: var(--ink);
    text-anchor: middle;
    stroke: none;
  }
  .actor rect,
  rect.actor,
  .note,
  .labelBox {
    fill: var(--vscode-editorWidget-background, var(--ground));
    stroke: var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-descriptionForeground)));
    stroke-width: 1;
  }
  text.actor {
    font-weight: 600;
  }
  .actor-line {
    stroke: var(--vscode-descriptionForeground);
    stroke-width: 1;
    stroke-dasharray: 2 3;
  }
  .messageLine0,
  .messageLine1 {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.3;
  }
  .messageLine1 {
    stroke-dasharray: 4 3;
  }
  /* A lost message: its line ends in a cross. */
  [marker-end*='crosshead'] {
    stroke: var(--vscode-errorForeground, var(--ink));
    stroke-width: 1.8;
  }
  marker[id$='crosshead'] path {
    stroke: var(--vscode-errorForeground, var(--ink));
    stroke-width: 1.6;
  }
  /* The names of the lanes stay in sight. */
  .heads > rect:first-child {
    fill: var(--ground);
    stroke: none;
  }
  marker path,
  marker circle {
    fill: var(--ink);
    stroke: var(--ink);
    stroke-dasharray: none;
  }
  /* Letters stay readable where a lifeline passes behind them. */
  .messageText,
  .noteText,
  .loopText {
    paint-order: stroke;
  }
  .scroller svg .messageText {
    stroke: var(--ground);
    stroke-width: 3px;
  }
  .loopLine {
    fill: none;
    stroke: var(--vscode-descriptionForeground);
    stroke-dasharray: 3 3;
  }
  .rect,
  .activation0,
  .activation1,
  .activation2 {
    fill: color-mix(in srgb, var(--vscode-focusBorder) 12%, transparent);
    stroke: var(--vscode-contrastBorder, none);
  }
  .band {
    fill: color-mix(in srgb, var(--vscode-focusBorder) 22%, transparent);
    stroke: var(--vscode-focusBorder);
    stroke-width: 1;
  }
  .messageLine0.current,
  .messageLine1.current {
    stroke-width: 2.4;
  }
  .current .note {
    stroke: var(--vscode-focusBorder);
    stroke-width: 2;
  }
  .scroller svg :is(.current .noteText, .messageText.current) {
    font-weight: 700;
    stroke: none;
  }
`;
