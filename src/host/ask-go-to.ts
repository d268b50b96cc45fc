/** “Go to Event or Time…”: VS Code's own input box, which says while one types where the line leads. Loaded when first asked for. */
import { InputBoxValidationSeverity, window } from 'vscode';
import { destinationOf } from './find';
import type { View } from './views';

export async function askGoTo(view: View): Promise<void> {
  const { feed } = view;
  if (feed.run === undefined) return;
  const typed = await window.showInputBox({
    title: 'Go to Event or Time',
    prompt: 'The number of an event (#14), a time (1.5s, 200ms), or the n-th event of a kind (lose:2)',
    placeHolder: '#14',
    validateInput(text) {
      const { run } = feed;
      if (run === undefined || text.trim() === '') return undefined;
      const { to, sentence } = destinationOf(run, text);
      return { message: sentence, severity: to.ok ? InputBoxValidationSeverity.Info : InputBoxValidationSeverity.Error };
    },
  });
  const { run } = feed;
  if (typed === undefined || run === undefined) return;
  const { to } = destinationOf(run, typed);
  if (to.ok) view.send({ type: 'goTo', event: to.event });
}
