/**
 * What an event is, in words: as the rest of a sentence whose subject is the node ("sends Charge to shop"), from the
 * columns alone or, when the details have arrived, in full. The words are those of the transcript (src/trace/describe);
 * there the whole trace is at hand, here one event is, and perhaps only half of it.
 */
import type { EventDetail, EventDetails, EventKind } from '../../src/trace/trace';
import { LOSE_WORDS, callText, clockText, cutText, diskText, settingText } from '../../src/trace/describe';
import { isolated } from '../../src/trace/direction';
import { oneLine, plainText } from '../../src/trace/text';
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
  /** Of a message that arrived: what befell it on the way. */
  readonly fate?: MessageFate;
  /** Of a message over a link whose queue can be full: so many others are still under way there. */
  readonly behind?: number;
  /** Of an operation held against one object: where it took effect, or that it has no place. */
  readonly placing?: string;
  /** Of two runs compared: which one has it, where it is not the same in both. */
  readonly origin?: string;
  /** The node as which the run is seen, when it cannot know of this event; then nothing else tells what it is. */
  readonly unknownTo?: string;
}
export interface MessageFate {
  /** Where the message was received that was sent later and came first; -1 when that is far back. */
  readonly overtakenBy?: number;
  /** The timer that had fired when it came. */
  readonly lateAfter?: { readonly timer: string; readonly event: number };
}

/** How much of one value goes into a sentence. */
const VALUE_CHARS = 60;

/** `alice sends Charge to shop`, `alice: timer timeout fires` */
export function eventSentence(event: EventRef, detail?: EventDetail): string {
  if (event.unknownTo !== undefined) return isolated(`${oneLine(event.unknownTo)} cannot know of this event`);
  const words = eventWords(event, detail);
  if (isNetwork(event.kind)) return words;
  return `${isolated(oneLine(event.node))}${hasVerb(event.kind, detail) ? '' : ':'} ${words}`;
}

// Whether the words go on where the node's name stops, or speak of something of the node's.
function hasVerb(kind: EventKind, detail: EventDetail | undefined): boolean {
  if (kind === 'vote' || kind === 'disk') return detail !== undefined;
  return kind !== 'timer' && kind !== 'clock-set' && kind !== 'note';
}

/** True for events that are the network's and not a node's, whose words are a sentence of their own. */
export function isNetwork(kind: EventKind): boolean {
  return kind === 'partition' || kind === 'heal';
}

/** `sends Charge to shop`; with the details also amounts, reasons and results. On one line. */
export function eventWords(event: EventRef, detail?: EventDetail): string {
  if (event.unknownTo !== undefined) return isolated(`${oneLine(event.unknownTo)} cannot know`);
  const behind = event.behind === undefined ? '' : `; ${event.behind} more under way on this link`;
  const words = `${detail === undefined ? wordsOfColumns(event) : wordsOfDetail(event, detail)}${behind}${event.placing === undefined ? '' : `; ${event.placing}`}`;
  return isolated(oneLine(event.origin === undefined ? words : `${words} (${event.origin})`));
}

function wordsOfColumns(event: EventRef): string {
  const { kind, label, other } = event;
  switch (kind) {
    case 'send': return `sends ${label || 'a message'}${other ? ` to ${other}` : ''}`;
    case 'deliver': return `receives ${label || 'a message'}${other ? ` from ${other}` : ''}${fateWords(event.fate)}`;
    case 'lose': return `never gets ${label || 'a message'}${other ? ` from ${other}` : ''}`;
    case 'timer-set': return `sets timer ${label}`;
    case 'timer': return `timer ${label} fires`;
    case 'timer-cancel': return `cancels timer ${label}`;
    case 'crash': return 'crashes';
    case 'restart': return 'restarts';
    case 'pause': return 'is paused';
    case 'resume': return 'goes on';
    case 'partition': return 'network cut';
    case 'heal': return 'network whole again';
    case 'clock': return `reads ${label} clock`;
    case 'clock-set': return 'clock is changed';
    case 'disk': return `disk: ${label}`;
    case 'state': return label ? `sets ${label}` : 'changes its state';
    case 'vote': return `vote for ${label}`;
    case 'quorum': return 'counts votes';
    case 'invoke': return `invokes ${label}`;
    case 'return': return `returns from ${label}`;
    case 'decide': return 'decides';
    case 'violation': return `violates ${label}`;
    case 'note': return label ? `note: ${label}` : 'note';
  }
}

function wordsOfDetail(event: EventRef, detail: EventDetail): string {
  const { kind, node, label } = event;
  const value = (of: Parameters<typeof plainText>[0]): string => plainText(of, VALUE_CHARS);
  switch (kind) {
    case 'send': return `sends ${label} to ${(detail as EventDetails['send']).to}`;
    case 'deliver': {
      const d = detail as EventDetails['deliver'];
      return `receives ${label}${d.duplicate ? ' again' : ''} from ${d.from}${d.arrived === undefined ? '' : `, which waited ${timeWords(event.t - d.arrived)}`}${fateWords(event.fate)}${d.ignored === undefined ? '' : `, ignores it: ${d.ignored}`}`;
    }
    case 'lose': return `${wordsOfColumns(event)}: ${LOSE_WORDS[(detail as EventDetails['lose']).reason]}`;
    case 'timer-set': {
      const { name, due } = detail as EventDetails['timer-set'];
      return `sets timer ${name} for ${timeWords(due - event.t)}`;
    }
    case 'partition':
    case 'heal': return `${wordsOfColumns(event)}: ${cutText(detail as EventDetails['partition'])}`;
    case 'clock': return clockText(detail as EventDetails['clock']);
    case 'clock-set': {
      const { from, to, drift } = detail as EventDetails['clock-set'];
      if (from === undefined || to === undefined) return `clock drifts by ${drift ?? 0} ppm from here on`;
      return `clock jumps ${to < from ? 'back' : 'forward'} by ${timeWords(Math.abs(to - from))}`;
    }
    case 'disk': return diskText(detail as EventDetails['disk']);
    case 'state': {
      const { set, role } = detail as EventDetails['state'];
      const fields = settingText(set, VALUE_CHARS);
      if (role === undefined) return fields ? `sets ${fields}` : 'sets nothing';
      return fields ? `becomes ${role}, sets ${fields}` : `becomes ${role}`;
    }
    case 'vote': {
      const d = detail as EventDetails['vote'];
      const who = d.voter === node ? '' : `is told that ${d.voter} `;
      return `${who}${d.granted ? 'votes for' : 'refuses its vote to'} ${d.for} in round ${value(d.round)}`;
    }
    case 'quorum': {
      const { have, need, of, reached } = detail as EventDetails['quorum'];
      return `has ${have} of ${of}, needs ${need}: ${reached ? 'quorum reached' : 'no quorum yet'}`;
    }
    case 'invoke': {
      const { f, key, value: operand } = detail as EventDetails['invoke'];
      return `invokes ${callText(f, key, operand, VALUE_CHARS)}`;
    }
    case 'return': {
      const { f, key, value: operand, status, result } = detail as EventDetails['return'];
      return `returns from ${callText(f, key, operand, VALUE_CHARS)}: ${status}${result === undefined ? '' : ` ${value(result)}`}`;
    }
    case 'decide': return `decides ${value((detail as EventDetails['decide']).value)}`;
    case 'violation': return `violates ${(detail as EventDetails['violation']).invariant}`;
    case 'note': return `note: ${(detail as EventDetails['note']).text}`;
    case 'timer':
    case 'timer-cancel':
    case 'crash':
    case 'restart':
    case 'pause':
    case 'resume':
      return wordsOfColumns(event);
  }
}

/** `, overtaken by a later one, late: timer timeout had fired` */
function fateWords(fate: MessageFate | undefined): string {
  if (fate === undefined) return '';
  const overtaken = fate.overtakenBy === undefined ? '' : ', overtaken by a later one';
  return `${overtaken}${fate.lateAfter === undefined ? '' : `, late: timer ${fate.lateAfter.timer} had fired`}`;
}

/** The kind alone, as a heading of two or three words. */
export function kindWords(kind: EventKind): string {
  return KIND_WORDS[kind];
}

const KIND_WORDS: { readonly [K in EventKind]: string } = {
  send: 'Message sent',
  deliver: 'Message received',
  lose: 'Message lost',
  'timer-set': 'Timer set',
  timer: 'Timer fired',
  'timer-cancel': 'Timer cancelled',
  crash: 'Crash',
  restart: 'Restart',
  pause: 'Pause begins',
  resume: 'Pause ends',
  partition: 'Network cut',
  heal: 'Network whole again',
  clock: 'Clock read',
  'clock-set': 'Clock changed',
  disk: 'Disk',
  state: 'State changed',
  vote: 'Vote',
  quorum: 'Votes counted',
  invoke: 'Operation invoked',
  return: 'Operation returned',
  decide: 'Decision',
  violation: 'Invariant violated',
  note: 'Note',
};
