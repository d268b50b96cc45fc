/** Asking the reader with VS Code's own boxes. */
import { window } from 'vscode';
import type { Asking } from './change-gesture';

export const asking: Asking = {
  async line({ title, prompt, value, check }) {
    return window.showInputBox({ title, prompt, value, validateInput: check });
  },
  async pick({ title, placeHolder }, items) {
    const chosen = await window.showQuickPick(
      items.map(({ label, description, value }) => ({ label, ...(description === undefined ? {} : { description }), value })),
      { title, placeHolder, matchOnDescription: true },
    );
    return chosen?.value;
  },
};
