/** What became of a message that arrived, from the columns and as far as its details are here: for words beside its mark and in sentences. */
import { FATE_NAMES } from '../../src/trace/layout/fate-glyphs';
import { overtaker } from '../../src/trace/fates';
import { KIND } from '../../src/trace/trace';
import type { MessageFate } from '../panels/event-words';
import type { Run } from '../store/store';

/** Undefined when nothing befell it. */
export function fateOf(run: Run, deliver: number): MessageFate | undefined {
  const { columns } = run;
  if (columns.kind[deliver] !== KIND.deliver) return undefined;
  const overtaken = columns.fates.isOvertaken(deliver);
  const timer = columns.fates.lateAfter(columns, deliver, isIgnored(run, deliver));
  if (!overtaken && timer < 0) return undefined;
  return {
    ...(overtaken ? { overtakenBy: overtaker(columns, deliver) } : {}),
    ...(timer < 0 ? {} : { lateAfter: { timer: columns.labels[columns.label[timer]!] ?? '', event: timer } }),
  };
}

/** `overtaken, late`; '' for a message that came as it was sent. */
export function fateNames(run: Run, deliver: number): string {
  const { columns } = run;
  if (columns.kind[deliver] !== KIND.deliver) return '';
  const send = columns.partner[deliver]!;
  const names: string[] = [];
  if (send >= 0 && columns.partner[send] !== deliver) names.push(FATE_NAMES.copy);
  if (columns.fates.isOvertaken(deliver)) names.push(FATE_NAMES.overtaken);
  if (columns.fates.lateAfter(columns, deliver, isIgnored(run, deliver)) >= 0) names.push(FATE_NAMES.late);
  return names.join(', ');
}

/** Whether the receiver is known to have refused it. */
export function isIgnored({ details }: Run, deliver: number): boolean {
  return (details.get(deliver) as { readonly ignored?: string } | undefined)?.ignored !== undefined;
}
