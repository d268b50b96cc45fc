/**
 * The few words beside a mark: enough to follow the run without opening anything, short enough for a lane. From the
 * columns alone where the details have not arrived yet, so that nothing pops in from nowhere, it only grows fuller.
 */
import type { EventKind, Plain, PlainObject } from '../../src/trace/trace';
import { shortString, shortText } from '../panels/plain-text';
import { timeWords } from '../panels/time-words';

type Fields = { readonly [field: string]: unknown } | undefined;

/** '' when the mark speaks for itself. `roundWord` is what the protocol calls the rounds of its votes. */
export function markText(kind: EventKind, label: string, detail: Fields, roundWord = 'round'): string {
  switch (kind) {
    case 'send':
      return '';
    case 'deliver':
      return detail?.['ignored'] === undefined ? '' : `ignored: ${str(detail['ignored'])}`;
    case 'lose':
      return detail === undefined ? 'lost' : (LOST[str(detail['reason'])] ?? str(detail['reason']));
    case 'timer-set':
      return label;
    case 'timer':
      return `${label} fires`;
    case 'timer-cancel':
      return `${label} cancelled`;
    case 'crash':
      return 'crashed';
    case 'restart':
      return 'restarted';
    case 'pause':
      return 'paused';
    case 'resume':
      return 'resumed';
    case 'partition':
      return `network cut${cut(detail)}`;
    case 'heal':
      return `network whole again${cut(detail)}`;
    case 'clock':
      return detail === undefined ? label : `${label} ${reading(detail)}`;
    case 'clock-set':
      return clockSet(detail);
    case 'disk':
      return detail?.['durable'] === false && detail['op'] === 'write' ? `${label} (not synced)` : label;
    case 'state':
      return detail === undefined ? label : stateText(detail);
    case 'vote':
      if (detail === undefined) return `vote for ${label}`;
      return `${str(detail['voter'])} ${detail['granted'] === false ? 'refuses' : '→'} ${str(detail['for'])}${inRound(detail['round'], roundWord)}`;
    case 'quorum':
      if (detail === undefined) return 'votes';
      return `${String(detail['have'])} of ${String(detail['of'])}${detail['reached'] === true ? ', quorum' : `, needs ${String(detail['need'])}`}`;
    case 'invoke':
      return `${label}${operands(detail)}`;
    case 'return':
      return `${label}: ${detail === undefined ? 'returns' : outcome(detail)}`;
    case 'decide':
      return detail === undefined ? 'decided' : `decided ${shortText(detail['value'] as Plain, 40)}`;
    case 'violation':
      return `violated: ${detail === undefined ? label : str(detail['invariant'])}`;
    case 'note':
      return detail === undefined ? label || 'note' : str(detail['text']);
  }
}

const LOST: { readonly [reason: string]: string } = {
  dropped: 'lost',
  partition: 'cut off',
  'receiver-down': 'receiver down',
  'queue-full': 'queue full',
  'in-flight': 'still under way',
};

function inRound(round: unknown, word: string): string {
  if (round === undefined || round === null) return '';
  // A record says itself what kind of round it is.
  const text = shortText(round as Plain, 24).replace(/^\{(.*)\}$/, '$1');
  return typeof round === 'object' ? ` · ${text}` : ` · ${word} ${text}`;
}

function stateText(detail: NonNullable<Fields>): string {
  const set = (detail['set'] ?? {}) as PlainObject;
  const parts: string[] = [];
  if (typeof detail['role'] === 'string' && detail['role'] !== '') parts.push(`→ ${str(detail['role'])}`);
  for (const [field, value] of Object.entries(set).slice(0, 4)) parts.push(`${shortString(field, 24)} ${shortText(value, 24)}`);
  return parts.join(', ');
}

function reading(detail: NonNullable<Fields>): string {
  const value = detail['reading'];
  const physical = detail['clock'] === 'wall' || detail['clock'] === 'monotonic';
  return physical && typeof value === 'number' ? timeWords(value) : shortText(value as Plain, 32);
}

function clockSet(detail: Fields): string {
  const from = detail?.['from'];
  const to = detail?.['to'];
  if (typeof from === 'number' && typeof to === 'number') return `clock ${to < from ? '−' : '+'}${timeWords(Math.abs(to - from))}`;
  return typeof detail?.['drift'] === 'number' ? `clock drifts ${detail['drift']} ppm` : 'clock changed';
}

function operands(detail: Fields): string {
  if (detail === undefined) return '';
  const parts: string[] = [];
  if (detail['key'] !== undefined) parts.push(shortText(detail['key'] as Plain, 16));
  if (detail['value'] !== undefined) parts.push(shortText(detail['value'] as Plain, 32).replace(/^\{(.*)\}$/, '$1'));
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function outcome(detail: NonNullable<Fields>): string {
  const result = detail['result'] === undefined ? '' : ` ${shortText(detail['result'] as Plain, 24)}`;
  return `${str(detail['status'])}${result}`;
}

function cut(detail: Fields): string {
  const groups = detail?.['groups'];
  if (Array.isArray(groups)) return `: ${groups.map(names).join(' | ')}`;
  if (Array.isArray(detail?.['from']) && Array.isArray(detail['to'])) return `: ${names(detail['from'])} ↛ ${names(detail['to'])}`;
  return '';
}

function names(list: unknown): string {
  return Array.isArray(list) ? list.map((name) => shortString(String(name), 16)).join(', ') : '';
}

function str(value: unknown): string {
  return typeof value === 'string' ? shortString(value, 80) : '';
}
