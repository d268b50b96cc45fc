// Placeholder entry for the web-worker host that proves the build; the real activation takes its place.
import type { ExtensionContext } from 'vscode';

export function activate(_context: ExtensionContext): { readonly activationMs: number } {
  return { activationMs: 0 };
}
