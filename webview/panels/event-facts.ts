/**
 * What there is to know about one event beyond its sentence, as pairs for the event panel: short facts as text, and
 * records that want a tree.
 */
import type { EventDetail, Plain, PlainObject } from '../../src/trace/trace';
import type { EventRef } from './event-words';
import { shortString, shortText } from './plain-text';
import { timeWords } from './time-words';

export interface Fact {
  readonly name: string;
  readonly value: string;
}
export interface FactRecord {
  readonly name: string;
  readonly value: PlainObject;
}
export interface Facts {
  readonly facts: readonly Fact[];
  readonly records: readonly FactRecord[];
}

type Fields = { readonly [field: string]: Plain | undefined };

/** `send` is the detail of the send of a deliver or lose: the message's body stands there alone. */
export function eventFacts(event: EventRef, detail: EventDetail | undefined, send: EventDetail | undefined): Facts {
  const d = (detail ?? {}) as Fields;
  const facts: Fact[] = [];
  const records: FactRecord[] = [];
  const add = (name: string, value: Plain | undefined): void => {
    if (value !== undefined && value !== '') facts.push({ name, value: typeof value === 'string' ? shortString(value, 400) : shortText(value, 120) });
  };
  const addTime = (name: string, value: Plain | undefined): void => {
    if (typeof value === 'number') facts.push({ name, value: timeWords(value) });
  };
  // A record or a long list wants a tree; anything else is a fact.
  const addAny = (name: string, value: Plain | undefined): void => {
    if (value === undefined) return;
    if (value !== null && typeof value === 'object') records.push({ name, value: asRecord(value) });
    else if (typeof value === 'string' && value.length > 60) records.push({ name, value: { [name]: value } });
    else facts.push({ name, value: shortText(value, 120) });
  };

  switch (event.kind) {
    case 'send':
    case 'deliver':
    case 'lose': {
      add('From', event.kind === 'send' ? event.node : (d['from'] ?? event.other));
      add('To', event.kind === 'deliver' ? event.node : (d['to'] ?? (event.kind === 'lose' ? event.node : event.other)));
      add('Type', event.label);
      if (typeof d['msg'] === 'number') add('Message', `no. ${d['msg']}`);
      const body = (event.kind === 'send' ? d['body'] : (send as Fields | undefined)?.['body']) as PlainObject | undefined;
      if (body !== undefined) records.push({ name: 'Body', value: body });
      break;
    }
    case 'timer-set':
    case 'timer':
    case 'timer-cancel':
      add('Timer', d['name'] ?? event.label);
      addTime('Due at', d['due']);
      break;
    case 'clock':
      add('Clock', d['clock']);
      if (typeof d['reading'] === 'number' && (d['clock'] === 'wall' || d['clock'] === 'monotonic')) addTime('Reading', d['reading']);
      else addAny('Reading', d['reading']);
      addTime('Not before', d['earliest']);
      addTime('Not after', d['latest']);
      break;
    case 'clock-set':
      addTime('From', d['from']);
      addTime('To', d['to']);
      if (d['drift'] !== undefined) add('Drift', `${shortText(d['drift'], 20)} ppm`);
      break;
    case 'disk':
      add('File', d['file']);
      add('New name', d['to']);
      if (d['durable'] !== undefined) add('Survives a power cut', d['durable'] === true ? 'yes' : 'no');
      break;
    case 'state':
      add('New role', d['role']);
      if (d['set'] !== undefined) records.push({ name: 'Fields set', value: asRecord(d['set']) });
      break;
    case 'vote':
      add('Voter', d['voter']);
      add('For', d['for']);
      addAny('Round', d['round']);
      if (d['granted'] !== undefined) add('Granted', d['granted'] === true ? 'yes' : 'no');
      break;
    case 'quorum':
      addAny('Round', d['round']);
      add('Votes', d['have']);
      add('Needed', d['need']);
      add('Of', d['of']);
      break;
    case 'invoke':
    case 'return':
      add('Operation', d['f'] ?? event.label);
      addAny('Key', d['key']);
      addAny('Value', d['value']);
      if (event.kind === 'return') {
        add('Status', d['status']);
        addAny('Result', d['result']);
      }
      break;
    case 'decide':
      addAny('Value', d['value']);
      break;
    case 'violation':
      add('Invariant', d['invariant']);
      break;
    case 'partition':
    case 'heal':
      if (Array.isArray(d['groups'])) d['groups'].forEach((group: Plain, i) => add(`Side ${i + 1}`, list(group)));
      else {
        add('Cut from', list(d['from']));
        add('Cut to', list(d['to']));
      }
      break;
    case 'crash':
    case 'restart':
    case 'pause':
    case 'resume':
    case 'note':
      break;
  }
  return { facts, records };
}

function asRecord(value: Plain): PlainObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as PlainObject)
    : Object.fromEntries(Object.entries(value as object));
}

function list(value: Plain | undefined): string | undefined {
  return Array.isArray(value) ? value.map((item) => String(item)).join(', ') : undefined;
}
