/** How a chapter note reads: a quiet page of text, tables and code that fit a narrow panel. */
import { css } from 'lit';

export const noteStyles = css`
  .top {
    flex: none;
    max-height: 55%;
    overflow-y: auto;
  }
  /* While a note is written, the page makes room for it. */
  .top:has(fl-note-editor) {
    flex: 1;
    max-height: none;
  }
  .top:has(fl-note-editor) ~ .page {
    display: none;
  }
  .pinned {
    display: flex;
    gap: 8px;
    margin: 8px 8px 0;
    padding: 6px 8px;
    border: 1px solid var(--line);
    border-inline-start: 3px solid var(--vscode-focusBorder);
    background: var(--vscode-textBlockQuote-background);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .pinned > svg {
    margin-top: 3px;
  }
  .see {
    display: inline-flex;
    align-items: baseline;
    gap: 5px;
    min-height: 24px;
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .see svg {
    align-self: center;
  }
  .all {
    padding: 4px 4px 0;
  }
  .all ul {
    list-style: none;
    padding-inline-start: 14px;
  }
  .all [aria-current] {
    font-weight: 600;
  }
  .group {
    padding: 4px 6px 0 20px;
  }
  .below {
    margin: 0 0 6px -6px;
  }
  .page .below :is(p, ul) {
    margin: 0;
  }
  .page .below ul {
    list-style: none;
    padding-inline-start: 28px;
  }
  .below .events {
    padding-inline-start: 6px;
  }
  .below .events .see {
    margin-inline-end: 4px;
  }
  .below [aria-current] {
    font-weight: 600;
  }
  .on-screen svg {
    margin-inline-end: 3px;
  }
  .acts {
    padding: 2px 8px 0;
  }
  .question .acts {
    padding: 0;
  }
  .words {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .at {
    flex: none;
  }
  .page {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    padding: 4px 12px 16px;
    overflow-wrap: break-word;
  }
  article {
    max-width: 76ch;
  }
  .page :is(p, ul, ol, pre, blockquote, .wide) {
    margin: 8px 0;
  }
  .page :is(ul, ol) {
    padding-inline-start: 22px;
  }
  .page li > :is(p, ul, ol) {
    margin: 3px 0;
  }
  :is(h3, h4, h5, h6) {
    margin: 18px 0 4px;
    padding-inline-start: 8px;
    margin-inline-start: -8px;
    border-inline-start: 2px solid transparent;
    line-height: 1.3;
    font-weight: 600;
    text-wrap: balance;
  }
  article > :first-child {
    margin-top: 6px;
  }
  .l1 {
    font-size: 1.35em;
  }
  .l2 {
    font-size: 1.15em;
  }
  .l3,
  .l4 {
    font-size: 1em;
  }
  .here {
    border-inline-start-color: var(--vscode-focusBorder);
  }
  nav {
    margin-top: 20px;
    border-top: 1px solid var(--line);
  }
  .page nav ul {
    list-style: none;
    padding: 0;
  }
  .page nav li {
    min-height: 24px;
  }
  a svg.glyph {
    width: 0.85em;
    height: 0.85em;
    margin-inline: 0 3px;
  }
  a svg.glyph:last-child:not(:first-child) {
    margin-inline: 2px 0;
  }
  code {
    font-family: var(--mono);
    font-size: 0.92em;
    color: var(--vscode-textPreformat-foreground, inherit);
    background: var(--vscode-textPreformat-background, transparent);
    padding: 0 3px;
    border-radius: 3px;
  }
  pre {
    overflow-x: auto;
    padding: 8px 10px;
    background: var(--vscode-textCodeBlock-background);
    border: 1px solid var(--line);
    border-radius: 3px;
    line-height: 1.4;
  }
  pre code {
    color: inherit;
    background: none;
    padding: 0;
  }
  blockquote {
    padding: 1px 10px;
    border-inline-start: 3px solid var(--vscode-textBlockQuote-border);
    background: var(--vscode-textBlockQuote-background);
  }
  .wide {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 3px 8px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, currentColor));
    text-align: start;
    vertical-align: top;
    overflow-wrap: normal;
  }
  hr {
    border: 0;
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, currentColor));
    margin: 14px 0;
  }
`;
