/** How reading progress comes about: by what views show and how far their readers step. And the command that forgets it. */
import { Disposable, commands, window } from 'vscode';
import type { Uri } from 'vscode';
import { isBundled } from './bundled-files';
import type { Host } from './host';

/** Watches the views: a bundled scenario that is shown was opened, and once its last event was reached, stepped through. */
export function followReading({ progress, views }: Host): Disposable {
  const following = views.changed.on((view) => {
    const id = scenarioIdOf(view.uri);
    if (id === undefined) return;
    progress.opened(id);
    const { run } = view.feed;
    if (view.step === undefined || run === undefined || view.step.run !== run.number) return;
    if (run.trace.length > 0 && view.step.event >= run.trace.length - 1) progress.stepped(id);
  });
  return Disposable.from(
    { dispose: () => following.dispose() },
    commands.registerCommand('faultline.resetProgress', async () => {
      const reset = 'Reset';
      const answer = await window.showWarningMessage(
        'Forget which scenarios you opened and stepped through, and which questions you answered, in this workspace?',
        { modal: true, detail: 'Files and notes stay as they are.' },
        reset,
      );
      if (answer === reset) progress.reset();
    }),
  );
}

/** The id of a bundled scenario, from its address. */
export function scenarioIdOf(uri: Uri): string | undefined {
  return isBundled(uri) ? /([^/]+)\.scenario\.yaml$/.exec(uri.path)?.[1] : undefined;
}
