/** The promises of the protocol and what became of each up to the current step, read from the violations in the trace. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventDetails } from '../../src/trace/trace';
import { eventSentence } from '../panels/event-words';
import '../panels/invariants-list';
import type { InvariantAt } from '../panels/invariants-list';
import type { Run } from '../store/store';
import { icon } from './icon';
import { eventRef } from './words';

const MOST_EVIDENCE = 12;
/** Of one that is broken again and again, so many of the times at which it held again are looked at. */
const MOST_RESTORED = 5_000;
/** A trace may have a violation at every event; older ones than this many are not looked at. */
const MOST_LOOKED_AT = 5_000;

/** Those of the model, and of a recorded trace those that it says were broken somewhere. */
export function invariantsAt(run: Run, step: number): readonly InvariantAt[] {
  const { columns, info } = run;
  const last = new Map<string, { readonly event: number; count: number }>();
  const end = columns.violations.before(step + 1);
  for (let k = end - 1; k >= Math.max(0, end - MOST_LOOKED_AT); k--) {
    const event = columns.violations.at(k);
    const id = columns.labels[columns.label[event]!] ?? '';
    const known = last.get(id);
    if (known === undefined) last.set(id, { event, count: 1 });
    else known.count++;
  }
  const named = info.invariants ?? [];
  const others = [...last.keys()].filter((id) => !named.some((each) => each.id === id)).map((id) => ({ id, summary: '', atEnd: false }));
  return [...named, ...others].map(({ id, summary, atEnd }) => {
    const broken = last.get(id);
    if (broken === undefined) {
      const over = run.complete && step === columns.length - 1;
      return { id, summary, state: atEnd && !over ? 'later' : 'holds', event: -1, count: 0, detail: '', evidence: [] };
    }
    const { event, count } = broken;
    const again = restoredBetween(run, id, event, step);
    run.details.want(event, event + 1);
    const detail = run.details.get(event) as EventDetails['violation'] | undefined;
    const evidence = (detail?.events ?? []).filter((each) => each >= 0 && each < columns.length).slice(0, MOST_EVIDENCE);
    return { id, summary, state: again >= 0 ? 'again' : run.restored === undefined && run.complete ? 'violated' : 'broken', event, count, again, detail: detail?.detail ?? '', evidence: evidence.map((each) => sentence(run, each)) };
  });
}

/** Where it held again after its last violation and up to the step, or -1: a recorded trace does not tell. */
function restoredBetween({ restored }: Run, id: string, violation: number, step: number): number {
  const events = restored?.get(id) ?? [];
  let found = -1;
  for (let k = events.length - 1; k >= Math.max(0, events.length - MOST_RESTORED) && events[k]! > violation; k--) if (events[k]! <= step) found = events[k]!;
  return found;
}

/** With the fields that it sets, once they are here. */
function sentence(run: Run, index: number): { readonly index: number; readonly text: string } {
  run.details.want(index, index + 1);
  return { index, text: eventSentence(eventRef(run, index), run.details.get(index)) };
}

export function invariantsTemplate(invariants: readonly InvariantAt[]): TemplateResult {
  return html`<fl-invariants-list .invariants=${invariants}></fl-invariants-list>`;
}

/** Beside the pane's title. */
export function invariantsMark(invariants: readonly InvariantAt[]): TemplateResult {
  const broken = invariants.filter(({ state }) => state === 'broken' || state === 'violated').length;
  return html`<span class="count ${broken === 0 ? 'met' : 'unmet'}">${icon(broken === 0 ? 'pass' : 'error')} ${broken === 0 ? 'hold' : `${broken} broken`}</span>`;
}
