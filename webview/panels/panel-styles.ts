/**
 * What all panels have in common. Colours come from VS Code's variables alone. `contrastBorder` and
 * `contrastActiveBorder` exist in the high-contrast themes only, so borders drawn with them and a transparent
 * fallback appear exactly there, and nothing shifts between themes.
 */
import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    min-width: 0;
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.5;
    --mark: var(--vscode-debugView-valueChangedHighlight, var(--vscode-focusBorder));
    --line: var(--vscode-contrastBorder, var(--vscode-panel-border, var(--vscode-widget-border, transparent)));
    --mono: var(--vscode-editor-font-family, monospace);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  dl,
  dd,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  h2,
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  .quiet {
    color: var(--vscode-descriptionForeground);
  }
  .mono {
    font-family: var(--mono);
    font-size: 0.95em;
  }
  .empty {
    padding: 12px;
    color: var(--vscode-descriptionForeground);
    text-wrap: pretty;
  }
  /* Whatever cuts or fades its content is a piece of its own to the browser, which goes through all pieces at each step. */
  .unseen {
    position: absolute;
    left: -10000px;
    width: 1px;
    height: 1px;
    white-space: nowrap;
  }
  svg.glyph {
    flex: none;
    overflow: visible;
    width: 1em;
    height: 1em;
    vertical-align: -0.125em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  svg.glyph .solid {
    fill: currentColor;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: 3px;
    margin: 0;
    padding: 0;
    cursor: pointer;
    text-align: start;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  button.action {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    padding: 1px 9px;
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
    border-color: var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
  }
  button.action:hover {
    background: var(--vscode-button-secondaryHoverBackground, var(--vscode-list-hoverBackground));
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  button.row {
    display: flex;
    gap: 6px;
    width: 100%;
    min-height: 24px;
    padding: 2px 6px;
  }
  button.row:hover {
    background: var(--vscode-list-hoverBackground);
    color: var(--vscode-list-hoverForeground, inherit);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  button.row svg.glyph {
    margin-top: 0.25em;
  }
  a {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
    border-radius: 2px;
  }
  a:hover {
    color: var(--vscode-textLink-activeForeground);
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder) !important;
    outline-offset: -1px;
  }
  bdi {
    unicode-bidi: isolate;
  }
`;
