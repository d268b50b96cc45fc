/**
 * What an event is, in words: as the rest of a sentence whose subject is the node ("sends Charge to shop"), from
 * the columns alone or, when the details have arrived, in full. One place, so that the list, the buttons of the event
 * panel and what a screen reader announces all say the same.
 */
import type { EventDetail, EventKind, Plain } from '../../src/trace/trace';
import { shortText } from './plain-text';
import { timeWords } from './time-words';

/** What the columns know of an event. */
export interface EventRef {
  readonly index: number;
  /** Microseconds of virtual time. */
  readonly t: number;
  readonly node: string;
  readonly kind: EventKind;
  /** The short name that is drawn on the diagram. */
  readonly label: string;
  /** The node at the other end: receiver of a send, sender of a deliver or lose. */
  readonly other?: string;
}

/** `alice sends Charge to shop` */
export function eventSentence(event: EventRef, detail?: EventDetail): string {
  const words = eventWords(event, detail);
  return isNetwork(event.kind) ? words : `${event.node} ${words}`;
}

/** True for events that are the network's and not a node's, whose words are a sentence of their own. */
export function isNetwork(kind: EventKind): boolean {
  return kind === 'partition' || kind === 'heal';
}

/** `sends Charge to shop`; with the details also amounts, reasons and results. */
export function eventWords(event: EventRef, detail?: EventDetail): string {
  const d = (detail ?? {}) as Fields;
  const name = event.label;
  switch (event.kind) {
    case 'send':
      return `sends ${name || 'a message'}${toward('to', text(d['to']) ?? event.other)}`;
    case 'deliver':
      return `receives ${name || 'a message'}${toward('from', text(d['from']) ?? event.other)}${deliverWords(d)}`;
    case 'lose':
      return `never receives ${name || 'a message'}${toward('from', event.other)}${d['reason'] ? ` (${reasonWord(d['reason'])})` : ''}`;
    case 'timer-set':
      return `sets the timer ${name}${typeof d['due'] === 'number' ? `, due at ${timeWords(d['due'])}` : ''}`;
    case 'timer':
      return `sees the timer ${name} run out`;
    case 'timer-cancel':
      return `cancels the timer ${name}`;
    case 'crash':
      return 'crashes';
    case 'restart':
      return 'starts again';
    case 'pause':
      return 'is paused';
    case 'resume':
      return 'goes on after the pause';
    case 'partition':
      return `the network is cut${cutWords(d)}`;
    case 'heal':
      return `the network is whole again${cutWords(d)}`;
    case 'clock':
      return `reads its ${text(d['clock']) ?? name} clock${clockWords(d)}`;
    case 'clock-set':
      return clockSetWords(d);
    case 'disk':
      return diskWords(name, d);
    case 'state':
      return stateWords(name, d);
    case 'vote':
      return voteWords(event, d);
    case 'quorum':
      return quorumWords(d);
    case 'invoke':
      return `asks for ${name || 'an operation'}${operandWords(d)}`;
    case 'return':
      return `${name || 'the operation'}${operandWords(d)} ${returnWords(d)}`;
    case 'decide':
      return `decides${d['value'] === undefined ? '' : ` ${shortText(d['value'], 60)}`}`;
    case 'violation':
      return `shows that ${text(d['invariant']) ?? (name || 'an invariant')} is violated`;
    case 'note':
      return text(d['text']) ?? (name || 'note');
  }
}

/** The kind alone, as a heading of two or three words. */
export function kindWords(kind: EventKind): string {
  return KIND_WORDS[kind];
}

/** Why something unexpected happened to this event, as a sentence; undefined when nothing did. */
export function whyWords(event: EventRef, detail: EventDetail | undefined): string | undefined {
  const d = (detail ?? {}) as Fields;
  const what = event.label || 'message';
  const sender = event.other ?? 'the sender';
  const receiver = text(d['to']) ?? event.node;
  if (event.kind === 'lose') {
    const knows = `${sender} has no way to know.`;
    switch (d['reason']) {
      case 'dropped':
        return `The network lost this ${what} on its way to ${receiver}. ${knows}`;
      case 'partition':
        return `The network is cut between ${sender} and ${receiver}, so this ${what} could not get through. ${knows}`;
      case 'receiver-down':
        return `${receiver} was down when this ${what} reached it, so nobody handled it. ${knows}`;
      case 'queue-full':
        return `The queue on the way to ${receiver} was full, so this ${what} was thrown away at once. ${knows}`;
      case 'in-flight':
        return `This ${what} was still on its way to ${receiver} when the run ended.`;
      default:
        return undefined;
    }
  }
  if (event.kind !== 'deliver') return undefined;
  const sentences: string[] = [];
  if (d['duplicate'] === true) sentences.push(`This is a further copy: ${event.node} received the same ${what} before.`);
  if (typeof d['arrived'] === 'number') {
    sentences.push(`It reached ${event.node} at ${timeWords(d['arrived'])} and waited there until the pause was over.`);
  }
  if (text(d['ignored'])) sentences.push(`${event.node} discarded it. The reason it gave: ${text(d['ignored'])}.`);
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

type Fields = { readonly [field: string]: Plain | undefined };

const KIND_WORDS: { readonly [K in EventKind]: string } = {
  send: 'Message sent',
  deliver: 'Message received',
  lose: 'Message lost',
  'timer-set': 'Timer set',
  timer: 'Timer ran out',
  'timer-cancel': 'Timer cancelled',
  crash: 'Crash',
  restart: 'Restart',
  pause: 'Pause begins',
  resume: 'Pause ends',
  partition: 'Network cut',
  heal: 'Network whole again',
  clock: 'Clock reading',
  'clock-set': 'Clock changed',
  disk: 'Disk',
  state: 'State changed',
  vote: 'Vote',
  quorum: 'Votes counted',
  invoke: 'Operation begins',
  return: 'Operation ends',
  decide: 'Decision',
  violation: 'Invariant violated',
  note: 'Note',
};

const REASON_WORDS: { readonly [reason: string]: string } = {
  dropped: 'dropped by the network',
  partition: 'the network is cut',
  'receiver-down': 'the receiver is down',
  'queue-full': 'the queue is full',
  'in-flight': 'still under way at the end',
};

function reasonWord(reason: Plain): string {
  return typeof reason === 'string' ? (REASON_WORDS[reason] ?? reason) : String(reason);
}

function deliverWords(d: Fields): string {
  return `${d['duplicate'] === true ? ' once more' : ''}${text(d['ignored']) ? ` and ignores it (${text(d['ignored'])})` : ''}`;
}

function cutWords(d: Fields): string {
  if (Array.isArray(d['groups'])) return `: ${d['groups'].map((group) => names(group)).join(' | ')}`;
  if (Array.isArray(d['from']) && Array.isArray(d['to'])) return `: from ${names(d['from'])} to ${names(d['to'])}`;
  return '';
}

function clockWords(d: Fields): string {
  const reading = d['reading'];
  if (reading === undefined) return '';
  const physical = d['clock'] === 'wall' || d['clock'] === 'monotonic';
  const shown = physical && typeof reading === 'number' ? timeWords(reading) : shortText(reading, 60);
  if (typeof d['earliest'] !== 'number' || typeof d['latest'] !== 'number') return `: ${shown}`;
  return `: ${shown}, between ${timeWords(d['earliest'])} and ${timeWords(d['latest'])}`;
}

function clockSetWords(d: Fields): string {
  if (typeof d['from'] === 'number' && typeof d['to'] === 'number') {
    const by = d['to'] - d['from'];
    return `has its wall clock set ${by < 0 ? 'back' : 'forward'} by ${timeWords(Math.abs(by))}, from ${timeWords(d['from'])} to ${timeWords(d['to'])}`;
  }
  if (typeof d['drift'] === 'number') return `has a clock that now drifts by ${d['drift']} ppm`;
  return 'has its clock changed';
}

function diskWords(label: string, d: Fields): string {
  const file = text(d['file']);
  if (file === undefined) return `disk: ${label}`;
  switch (d['op']) {
    case 'write':
      return `writes ${file}${d['durable'] === false ? ', not safe on the disk yet' : ''}`;
    case 'sync':
      return `makes ${file} safe on the disk`;
    case 'rename':
      return `renames ${file}${toward('to', text(d['to']))}`;
    case 'delete':
      return `deletes ${file}`;
    case 'lose':
      return `loses what it wrote to ${file}`;
    default:
      return `disk: ${label}`;
  }
}

function stateWords(label: string, d: Fields): string {
  const set = d['set'];
  const role = text(d['role']);
  const fields = set !== null && typeof set === 'object' && !Array.isArray(set) ? Object.keys(set).join(', ') : undefined;
  if (role !== undefined && !fields) return `becomes ${role}`;
  if (role !== undefined) return `becomes ${role} and sets ${fields}`;
  const shown = fields ?? label;
  return shown ? `sets ${shown}` : 'changes its state';
}

function voteWords(event: EventRef, d: Fields): string {
  const voter = text(d['voter']);
  if (voter === undefined) return `vote for ${event.label}`;
  const forWhom = text(d['for']) ?? event.label;
  const round = d['round'] === undefined ? '' : ` in round ${shortText(d['round'], 20)}`;
  if (voter === event.node) return `${d['granted'] === false ? 'refuses its vote to' : 'votes for'} ${forWhom}${round}`;
  return `notes that ${voter} ${d['granted'] === false ? 'refuses its vote to' : 'votes for'} ${forWhom}${round}`;
}

function quorumWords(d: Fields): string {
  if (typeof d['have'] !== 'number') return 'counts votes';
  const verdict = d['reached'] === true ? 'enough' : 'not enough yet';
  return `has ${d['have']} of ${shortText(d['of'] ?? null, 10)}, needs ${shortText(d['need'] ?? null, 10)}: ${verdict}`;
}

function operandWords(d: Fields): string {
  const parts: string[] = [];
  if (d['key'] !== undefined) parts.push(shortText(d['key'], 24));
  if (d['value'] !== undefined) parts.push(shortText(d['value'], 40));
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function returnWords(d: Fields): string {
  const result = d['result'] === undefined ? '' : `: ${shortText(d['result'], 40)}`;
  switch (d['status']) {
    case 'ok':
      return `succeeds${result}`;
    case 'fail':
      return `fails${result}`;
    case 'unknown':
      return `ends without anyone knowing how${result}`;
    default:
      return 'ends';
  }
}

function toward(preposition: string, node: string | undefined): string {
  return node ? ` ${preposition} ${node}` : '';
}

function names(list: Plain): string {
  return Array.isArray(list) ? list.map((name) => String(name)).join(', ') : String(list);
}

function text(value: Plain | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
