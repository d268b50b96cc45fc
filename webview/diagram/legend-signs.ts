/**
 * What the legend explains: each sign with the shapes it is drawn with, by the functions and paths that the diagram itself draws it with,
 * and what it means in words.
 */
import { LATE, LOSS_GLYPHS, OVERTAKEN, arrowHead, queueStack, signBeforeEndPx } from '../../src/trace/layout/fate-glyphs';
import { oneWaySign } from '../../src/trace/layout/cuts';
import type { Sign } from '../../src/trace/signs';
import { hatching } from './draw-lanes';
import { wave } from './draw-slow';
import { FAILED, GLYPHS, NOT_REACHED, REFUSED, WRITES_LOST } from './glyphs';

export interface LegendShape {
  readonly className: string;
  readonly d: string;
  readonly x: number;
  readonly y: number;
}
export interface LegendSign {
  readonly sign: Sign;
  readonly words: string;
  readonly shapes: readonly LegendShape[];
}

/** A message drawn from left to right through the middle of a box of 60 by 24 pixels around (0, 0). */
const FROM = { x: -26, y: -5 };
const TO = { x: 24, y: 5 };
const DX = TO.x - FROM.x;
const DY = TO.y - FROM.y;
const LENGTH = Math.sqrt(DX * DX + DY * DY);

function line(look: string, part = 1): LegendShape {
  return { className: `message ${look}`, d: `M0 0L${DX * part} ${DY * part}`, x: FROM.x, y: FROM.y };
}
function head(look: string, heads = 1, bar = false): LegendShape {
  return { className: `arrow ${look}`, d: arrowHead(DX, DY, 9, heads, bar), ...TO };
}
function onLine(className: string, d: string, backPx: number): LegendShape {
  const part = 1 - backPx / LENGTH;
  return { className, d, x: FROM.x + DX * part, y: FROM.y + DY * part };
}
function lost(reason: keyof typeof LOSS_GLYPHS): readonly LegendShape[] {
  return [line(reason === 'in-flight' ? 'in-flight' : 'lost', 0.6), { className: `mark line lose ${reason}`, d: LOSS_GLYPHS[reason], x: FROM.x + DX * 0.6, y: FROM.y + DY * 0.6 }];
}
function mark(kind: keyof typeof GLYPHS, more = '', d = GLYPHS[kind].d): readonly LegendShape[] {
  return [{ className: `mark ${GLYPHS[kind].look} ${kind}${more}`, d, x: 0, y: 0 }];
}
const bar = (className: string, half: number): LegendShape => ({ className, d: `M${-half} -11H${half}V11H${-half}z`, x: 0, y: 0 });

/** In the order in which they are explained. */
export const LEGEND_SIGNS: readonly LegendSign[] = [
  { sign: 'send', words: 'A message is sent. Its line leans as far as it is on its way.', shapes: mark('send') },
  { sign: 'deliver', words: 'A message is received and handled.', shapes: [line('delivered'), head('delivered')] },
  { sign: 'lost-dropped', words: 'Lost: the network dropped it.', shapes: lost('dropped') },
  { sign: 'lost-partition', words: 'Lost: the network was cut, and it came up against the cut.', shapes: lost('partition') },
  { sign: 'lost-receiver-down', words: 'Lost: its receiver was down.', shapes: lost('receiver-down') },
  { sign: 'lost-queue-full', words: 'Lost: the queue on the way was full.', shapes: lost('queue-full') },
  { sign: 'lost-in-flight', words: 'Still on its way when the trace ends.', shapes: lost('in-flight') },
  { sign: 'queued', words: 'So many messages are still under way on the same link, whose queue can be full.', shapes: [line('delivered'), head('delivered'), { className: 'mark queue', d: queueStack(3), x: TO.x - 17, y: TO.y - 9 }] },
  { sign: 'copy', words: 'A further copy of a message that was received before.', shapes: [line('duplicate'), head('duplicate', 2)] },
  { sign: 'overtaken', words: 'Overtaken: a message sent later over the same link came first.', shapes: [line('delivered'), head('delivered'), onLine('mark sign overtaken', OVERTAKEN, signBeforeEndPx(0, DX, DY))] },
  { sign: 'late', words: 'Late: the timer set with the question had fired before the answer came.', shapes: [line('delivered'), head('delivered'), onLine('mark sign late', LATE, signBeforeEndPx(0, DX, DY))] },
  { sign: 'ignored', words: 'Received but refused; why stands beside it.', shapes: [line('delivered ignored'), head('delivered ignored', 1, true)] },
  { sign: 'waited', words: 'It arrived while its receiver was paused, and waited along the lane until it was handled.', shapes: [{ className: 'waiting', d: 'M0 -11V11', x: 0, y: 0 }] },
  { sign: 'open', words: 'What became of it the trace does not tell.', shapes: [line('open', 0.6), { className: 'stub open', d: 'M-2 0a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z', x: FROM.x + DX * 0.6, y: FROM.y + DY * 0.6 }] },
  { sign: 'unsent', words: 'Where it was sent the trace does not tell.', shapes: [line('unsent'), head('unsent')] },
  { sign: 'to-itself', words: 'A message to itself.', shapes: [{ className: 'message delivered', d: 'M0 0C20 0 20 16 0 16', x: -4, y: -8 }] },
  { sign: 'timer-set', words: 'A timer is set; the bracket beside the lane lasts until it ends.', shapes: mark('timer-set') },
  { sign: 'timer', words: 'A timer fires.', shapes: mark('timer') },
  { sign: 'timer-cancel', words: 'A timer is cancelled.', shapes: mark('timer-cancel') },
  { sign: 'crash', words: 'The node crashes; its lane is a dashed gap until it restarts.', shapes: mark('crash') },
  { sign: 'restart', words: 'The node restarts, with what its disk kept.', shapes: mark('restart') },
  { sign: 'pause', words: 'The node is paused: its lane is hatched, nothing runs, time goes on.', shapes: [bar('lane paused', 6), { className: 'hatch paused', d: hatching(12, 22, 6), x: -6, y: -11 }, ...mark('pause')] },
  { sign: 'resume', words: 'The node goes on.', shapes: mark('resume') },
  { sign: 'slow', words: 'The node is slow: its lane is a wave, and work and messages take longer.', shapes: [{ className: 'slow', d: wave(22), x: 0, y: -11 }] },
  { sign: 'partition', words: 'The network is cut: the space between the sides is hatched for as long as it lasts.', shapes: [{ className: 'cut-band', d: 'M-26 -11H26V11H-26z', x: 0, y: 0 }, { className: 'hatch cut-band', d: hatching(52, 22, 11), x: -26, y: -11 }, ...mark('partition')] },
  { sign: 'one-way', words: 'Cut one way only: messages in the direction of the arrow do not get through.', shapes: [{ className: 'one-way', d: oneWaySign(1), x: 0, y: 0 }] },
  { sign: 'heal', words: 'The network is whole again.', shapes: mark('heal') },
  { sign: 'clock', words: 'A process reads its clock; the chip tells what it read.', shapes: mark('clock') },
  { sign: 'clock-set', words: 'A clock jumps, or runs at another speed from here on.', shapes: mark('clock-set') },
  { sign: 'disk', words: 'A write to the disk, or a sync that makes writes last.', shapes: mark('disk') },
  { sign: 'unsynced', words: 'Writes that a power cut would undo: a strip beside the lane until they are synced.', shapes: [{ className: 'unsynced', d: 'M-2 -11H2V11H-2z', x: 0, y: 0 }] },
  { sign: 'writes-lost', words: 'Writes that were not synced are gone.', shapes: mark('disk', ' lost', WRITES_LOST) },
  { sign: 'state', words: 'Fields of the node’s state change.', shapes: mark('state') },
  { sign: 'vote', words: 'A vote.', shapes: mark('vote') },
  { sign: 'refused', words: 'A vote that is refused.', shapes: mark('vote', '', REFUSED) },
  { sign: 'quorum', words: 'Votes are counted, and a quorum is reached; the dots beside it grow towards the line.', shapes: mark('quorum') },
  { sign: 'no-quorum', words: 'Votes are counted, and there is no quorum yet.', shapes: mark('quorum', '', NOT_REACHED) },
  { sign: 'invoke', words: 'A client begins an operation; the bar lasts until it returns.', shapes: mark('invoke') },
  { sign: 'return', words: 'The operation returns.', shapes: mark('return', ' ok') },
  { sign: 'failed', words: 'The operation fails: it had no effect.', shapes: mark('return', ' fail', FAILED) },
  { sign: 'unknown', words: 'The operation gives up: whether it had an effect is unknown.', shapes: mark('return', ' unknown') },
  { sign: 'decide', words: 'Something is decided: committed, chosen or agreed on.', shapes: mark('decide') },
  { sign: 'violation', words: 'An invariant is violated; a stripe goes across all lanes.', shapes: mark('violation') },
  { sign: 'note', words: 'A note in the trace.', shapes: mark('note') },
];

/** The keys, as they are written on them with two spaces between, and what they do. */
export const LEGEND_KEYS: readonly (readonly [keys: string, words: string])[] = [
  ['←  →  ↑  ↓', 'One event back or forward'],
  ['Home  End', 'The first and the last event'],
  ['Page Up  Page Down', 'A screenful of events'],
  ['Space', 'Play or pause'],
  ['N  Shift+N', 'The next and the previous fault'],
  ['V', 'The next violation'],
  ['C  E  Shift+E', 'The cause, the first effect, the next effect of the same cause'],
  ['W', 'Why this happened'],
  ['X', 'What could have influenced this event, and what it can have influenced'],
  ['S', 'The run as this node can know it'],
  ['M', 'Mark this event, to compare others with it and to export from it'],
  ['/  G', 'Find; go to an event or a time'],
  ['Q  O', 'The rounds of votes; the clients’ operations'],
  ['P', 'In a scenario: its parameters, seed and network'],
  ['D  Shift+D', 'The next and the previous difference, of two runs that are compared or from the run before the last edit'],
  ['B  Escape', 'Show or hide what the last edit changed; let go of it'],
  ['Drag', 'In a scenario: the end of a message or the beginning of an operation, to another time; the menu and the palette have the same with a typed time'],
  ['Alt+Drag', 'In a scenario: along a lane a pause, across lanes a partition; also by the command Partition or Pause by Dragging'],
  ['L  U', 'In a scenario: lose this message; take back the fault behind this event'],
  ['A', 'Write a note on this event'],
  ['T', 'Another spacing of time'],
  ['R', 'Time to the right, or down'],
  ['F', 'Fold what repeats, or unfold it'],
  ['H  Shift+H', 'Hide the lane of this event; show all lanes'],
  ['K', 'Other clock readings'],
  ['+  −  0', 'Zoom in, zoom out, a readable scale'],
  ['?', 'This legend'],
];
