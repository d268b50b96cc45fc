/** Why a message was lost or ignored, as a sentence for someone who has not met the word before. */
import type { EventDetail, EventDetails } from '../../src/trace/trace';
import { oneLine } from '../../src/trace/text';
import type { EventRef } from './event-words';
import { eventNumber, timeWords } from './time-words';

/** Undefined when there is nothing to explain. */
export function reasonSentence(event: EventRef, detail: EventDetail | undefined): string | undefined {
  if (detail === undefined) return undefined;
  if (event.kind === 'lose') return oneLine(lossSentence(event, detail as EventDetails['lose']));
  if (event.kind !== 'deliver') return undefined;
  const { duplicate, arrived, ignored } = detail as EventDetails['deliver'];
  const what = event.label || 'message';
  const sentences: string[] = [];
  if (duplicate) sentences.push(`This is a further copy: ${event.node} received the same ${what} before.`);
  if (arrived !== undefined) sentences.push(`It reached ${event.node} at ${timeWords(arrived)} and waited there until the pause was over.`);
  const { overtakenBy, lateAfter } = event.fate ?? {};
  if (overtakenBy !== undefined) {
    const where = overtakenBy < 0 ? '' : ` (event ${eventNumber(overtakenBy)})`;
    sentences.push(`It was overtaken: ${event.other ?? 'its sender'} sent another message to ${event.node} after it, and that one came first${where}.`);
  }
  if (lateAfter !== undefined) {
    sentences.push(`It is late: when ${event.node} sent what this answers it set the timer ${lateAfter.timer}, and that had fired (event ${eventNumber(lateAfter.event)}).`);
  }
  if (ignored) sentences.push(`${event.node} discarded it. The reason it gave: ${ignored}.`);
  return sentences.length > 0 ? oneLine(sentences.join(' ')) : undefined;
}

function lossSentence(event: EventRef, { reason, to }: EventDetails['lose']): string {
  const what = event.label || 'message';
  const from = event.other ?? 'the sender';
  const knows = event.other ? `${event.other} has no way to know.` : 'Its sender has no way to know.';
  switch (reason) {
    case 'dropped': return `The network lost this ${what} on its way to ${to}. ${knows}`;
    case 'partition': return `The network is cut between ${from} and ${to}, so this ${what} could not get through. ${knows}`;
    case 'receiver-down': return `${to} was down when this ${what} reached it, so nobody handled it. ${knows}`;
    case 'queue-full': return `The queue on the way to ${to} was full, so this ${what} was thrown away at once. ${knows}`;
    case 'in-flight': return `This ${what} was still on its way to ${to} when the run ended.`;
  }
}
