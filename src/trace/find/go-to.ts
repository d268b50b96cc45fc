/** “Go to”: an event by its number, a moment, or the n-th event of a kind, as typed in one line. */
import { EVENT_KINDS, KIND } from '../../kernel/event';
import type { EventKind } from '../../kernel/event';
import { nearest } from '../suggest';
import type { Columns } from '../../kernel/log';
import { TIME_UNITS, parseAmount } from './amount';

export type Destination =
  | { readonly ok: true; readonly event: number; /** There is none at that moment: the last one before it. */ readonly before?: true }
  | { readonly ok: false; readonly message: string };

/** `#14`, `14`, `1.5s`, `lose`, `lose:2`, `end`. */
export function parseDestination(text: string, columns: Columns, timed: boolean): Destination {
  const written = text.trim();
  const last = columns.length - 1;
  if (last < 0) return wrong('There is no event yet.');
  if (written === '') return wrong('Write the number of an event (#14), a time (1.5s), or a kind of event (lose:2).');
  if (/^(end|last)$/i.test(written)) return { ok: true, event: last };
  const number = /^#?\s*(\d{1,3}(?:,\d{3})+|\d+)$/.exec(written);
  if (number !== null) {
    const event = Number(number[1]!.replaceAll(',', ''));
    return event <= last ? { ok: true, event } : wrong(`The last event is #${last}.`);
  }
  const amount = parseAmount(written.replace(/\s+/g, ''));
  if (amount?.isTime === true) return timed ? moment(columns, amount.value) : wrong('This trace has no times; go to an event by its number, such as #14.');
  if (amount !== undefined) return wrong('Events are numbered in whole numbers from #0.');
  if (/^[-+#\d.]/.test(written)) return wrong(`A time is a number with a unit (${TIME_UNITS}), the number of an event is written #14.`);
  return nth(columns, written);
}

function moment(columns: Columns, us: number): Destination {
  const { t, length } = columns;
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (t[middle]! < us) low = middle + 1;
    else high = middle;
  }
  if (low < length && t[low] === us) return { ok: true, event: low };
  return low === 0 ? { ok: true, event: 0 } : { ok: true, event: low - 1, before: true };
}

function nth(columns: Columns, written: string): Destination {
  const [, name = '', count = '1'] = /^([^\s:]*)\s*:?\s*(\d*)$/.exec(written) ?? [undefined, written, undefined];
  const kind = EVENT_KINDS.find((each): each is EventKind => each === name.toLowerCase());
  if (kind === undefined) {
    const meant = nearest(name, EVENT_KINDS);
    return wrong(meant === undefined ? `“${written.slice(0, 40)}” is no number, no time and no kind of event.` : `There is no kind “${name}”; did you mean ${meant}?`);
  }
  const wanted = count === '' ? 1 : Number(count);
  if (wanted < 1) return wrong('The first one is 1.');
  let found = 0;
  for (let i = 0; i < columns.length; i++) {
    if (columns.kind[i] === KIND[kind] && ++found === wanted) return { ok: true, event: i };
  }
  return wrong(found === 0 ? `There is no ${kind} in this trace.` : `There ${found === 1 ? 'is 1 event' : `are ${found} events`} of the kind ${kind} in this trace.`);
}

function wrong(message: string): Destination {
  return { ok: false, message };
}
