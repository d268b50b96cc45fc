/** Looks of the settings, and of fields in other panels: they are VS Code's own. */
import { css } from 'lit';

export const fieldStyles = css`
  input[type='text'],
  select {
    min-width: 0;
    min-height: 26px;
    padding: 1px 5px;
    font: inherit;
    color: var(--vscode-input-foreground, var(--vscode-foreground));
    background: var(--vscode-input-background, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-dropdown-border, var(--vscode-checkbox-border, var(--line)))));
    border-radius: 2px;
  }
  select {
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    background: var(--vscode-dropdown-background);
    text-overflow: ellipsis;
  }
  select:disabled {
    opacity: 1;
  }
  input:read-only {
    background: transparent;
  }
  input[aria-invalid='true'],
  select[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  input:focus-visible,
  select:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  input[type='checkbox'] {
    width: 16px;
    height: 16px;
    margin: 4px 2px;
    accent-color: var(--vscode-focusBorder);
  }
  .problem {
    display: flex;
    gap: 5px;
    margin-top: 2px;
    overflow-wrap: anywhere;
  }
  .problem svg {
    margin-top: 0.25em;
    color: var(--vscode-errorForeground);
  }
`;

export const settingsStyles = [
  fieldStyles,
  css`
    :host {
      padding: 2px 10px 8px;
      container-type: inline-size;
    }
    .empty {
      padding: 8px 0;
    }
    section + section {
      margin-top: 10px;
      padding-top: 6px;
      border-top: 1px solid var(--line);
    }
    h3 {
      margin: 4px 0 2px;
    }
    .locked {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 10px;
      padding: 4px 0 6px;
    }
    .setting {
      padding: 4px 0;
      max-width: 640px;
    }
    .part {
      margin-inline-start: 12px;
      padding-inline-start: 8px;
      border-inline-start: 1px solid var(--line);
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 8px;
    }
    label {
      overflow-wrap: anywhere;
    }
    .line > label:first-child {
      flex: 0 1 12em;
      min-width: 7em;
    }
    input[type='text'] {
      flex: 0 1 9em;
      width: 9em;
      font-variant-numeric: tabular-nums;
    }
    input.text {
      flex: 1 1 9em;
    }
    select {
      flex: 0 1 auto;
      max-width: 100%;
    }
    .back {
      flex: none;
      width: 26px;
      height: 26px;
      text-align: center;
      color: var(--vscode-descriptionForeground);
    }
    .back:hover {
      color: var(--vscode-foreground);
      background: var(--vscode-toolbar-hoverBackground, var(--vscode-list-hoverBackground));
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    }
    .about {
      color: var(--vscode-descriptionForeground);
      font-size: 0.95em;
      text-wrap: pretty;
      overflow-wrap: anywhere;
    }
    .others {
      list-style: none;
      margin-top: 4px;
    }
    .others li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      align-items: baseline;
      overflow-wrap: anywhere;
    }
    .link {
      min-height: 24px;
      padding: 0 4px;
      color: var(--vscode-textLink-foreground);
      text-decoration: underline;
      text-underline-offset: 2px;
    }
  `,
];
