/**
 * What is copied from a diagram to be put into notes: a link to the event, or the event as Markdown: the part of the diagram around it as a
 * `faultline` block, what happens there as a link, and what is noted there as quotes.
 */
import { describe } from '../trace/describe';
import { timeText } from '../trace/text';
import { nodeOf } from '../trace/trace';
import type { Trace } from '../trace/trace';
import { ruleFor } from './event-rule';
import { linkPath, markdownText } from './markdown-text';
import { LINK_FIELDS, placeFragment } from './place';
import type { EventRule } from '../trace/match';

/** Events shown before and behind the one that is copied. */
const AROUND = 6;

/** `path#event=lose:1&type=Reply`; of events that such a rule cannot name, the number. `path` is not encoded yet. */
export function linkTo(path: string, trace: Trace, event: number): string {
  const rule = ruleFor(trace, event);
  const extra = (Object.keys(rule) as (keyof EventRule)[]).filter((key) => key !== 'kind' && key !== 'nth' && !(LINK_FIELDS as readonly string[]).includes(key));
  const place = extra.length === 0 ? placeFragment({ kind: 'event', rule }) : placeFragment({ kind: 'step', event });
  return `${pathInLink(path)}#${place}`;
}

/** An event in words: `#14, 30.000 ms: alice never gets Reply from shop`. */
export function captionOf(trace: Trace, event: number): string {
  const time = trace.header.timed === false ? '' : `, ${timeText(trace.t[event]!)}`;
  return `#${event}${time}: ${nodeOf(trace, event)} ${describe(trace, event, 60)}`;
}

/** `drawn`: it is a scenario, which a block can show. */
export function copiedMarkdown(path: string, trace: Trace, event: number, notes: readonly string[], drawn: boolean): string {
  const caption = captionOf(trace, event);
  const block = [
    '```faultline',
    `scenario: ${quoted(path)}`,
    `from: ${Math.max(0, event - AROUND)}`,
    `to: ${Math.min(trace.length - 1, event + AROUND)}`,
    `step: ${event}`,
    `caption: ${JSON.stringify(caption)}`,
    '```',
    '',
  ];
  const quotes = notes.map((note) => `\n${note.split(/\r\n|[\r\n]/).map((line) => `> ${line}`.trimEnd()).join('\n')}\n`);
  return `${drawn ? `${block.join('\n')}\n` : ''}[${markdownText(caption)}](${linkTo(path, trace, event)})\n${quotes.join('')}`;
}

function pathInLink(path: string): string {
  const scheme = /^[a-z]+:/.exec(path)?.[0] ?? '';
  return scheme + linkPath(path.slice(scheme.length));
}

function quoted(path: string): string {
  return /^[\p{L}\p{N}_./-]+$/u.test(path) ? path : JSON.stringify(path);
}
