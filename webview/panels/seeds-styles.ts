/** Looks of many seeds: bars and small charts in one colour of the theme, beside the numbers that they show. */
import { css } from 'lit';
import { fieldStyles } from './settings-styles';

export const seedsStyles = [
  fieldStyles,
  css`
    :host {
      padding: 4px 10px 8px;
      container-type: inline-size;
      --fill: var(--vscode-charts-blue, var(--vscode-progressBar-background, var(--vscode-focusBorder)));
    }
    .empty {
      padding: 6px 0;
    }
    .form {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
    }
    #runs {
      width: 7em;
      font-variant-numeric: tabular-nums;
    }
    .going {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      font-variant-numeric: tabular-nums;
    }
    progress {
      width: 110px;
      height: 4px;
      accent-color: var(--fill);
    }
    .stale {
      display: flex;
      gap: 6px;
      margin-top: 4px;
    }
    .stale svg {
      margin-top: 0.25em;
      color: var(--vscode-editorWarning-foreground, inherit);
    }
    .old ul {
      border-inline-start: 3px double var(--vscode-descriptionForeground);
      padding-inline-start: 8px;
    }
    .quiet {
      font-variant-numeric: tabular-nums;
    }
    h3 {
      margin: 8px 0 2px;
    }
    ul {
      list-style: none;
    }
    .held {
      padding: 3px 0;
    }
    .words {
      display: flex;
      gap: 6px;
      overflow-wrap: anywhere;
    }
    .words svg {
      margin-top: 0.25em;
    }
    .measure {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 8px;
      padding-inline-start: 20px;
    }
    .bar {
      flex: 1 1 90px;
      max-width: 220px;
      height: 8px;
      border: 1px solid var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
      border-radius: 2px;
    }
    .fill {
      display: block;
      height: 100%;
      background: var(--fill);
    }
    .number {
      font-variant-numeric: tabular-nums;
    }
    .seeds {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 4px;
      padding-inline-start: 20px;
    }
    .seed {
      min-width: 24px;
      min-height: 24px;
      padding: 0 4px;
      text-align: center;
      color: var(--vscode-textLink-foreground);
      text-decoration: underline;
      text-underline-offset: 2px;
      font-variant-numeric: tabular-nums;
    }
    .seed.current {
      font-weight: 700;
      border-color: currentColor;
    }
    .stat {
      display: grid;
      grid-template-columns: minmax(90px, 1fr) minmax(90px, 140px);
      gap: 0 10px;
      align-items: end;
      padding: 4px 0;
      max-width: 640px;
    }
    .name {
      overflow-wrap: anywhere;
    }
    .chart {
      width: 100%;
      height: 34px;
      overflow: visible;
    }
    .column {
      fill: var(--fill);
    }
    .base,
    .median {
      fill: none;
      stroke: var(--vscode-foreground);
      vector-effect: non-scaling-stroke;
    }
    .base {
      opacity: 0.5;
    }
    .median {
      stroke-width: 1.5;
      stroke-dasharray: 3 2;
    }
    dl {
      grid-column: 1 / -1;
      display: flex;
      flex-wrap: wrap;
      gap: 0 14px;
    }
    dl div {
      display: flex;
      gap: 4px;
    }
    dt {
      color: var(--vscode-descriptionForeground);
    }
    dd {
      font-variant-numeric: tabular-nums;
    }
    @container (min-width: 520px) {
      .stat {
        grid-template-columns: minmax(90px, 1fr) 140px 2fr;
        align-items: center;
      }
      dl {
        grid-column: auto;
      }
    }
  `,
];
