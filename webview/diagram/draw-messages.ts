/** Messages: slanted lines from the sender's moment to the receiver's, and what became of those that never got there. */
import { LATE, LEAST_LINE_PX, LOSS_GLYPHS, OVERTAKEN, arrowHead, lossOf, queueStack, signBeforeEndPx } from '../../src/trace/layout/fate-glyphs';
import { messageLabelPlaces, slantedLabelPlaces } from '../../src/trace/layout/labels';
import type { LabelBox } from '../../src/trace/layout/labels';
import { messageLine, messagesIn } from '../../src/trace/layout/messages';
import type { MessageLine } from '../../src/trace/layout/messages';
import { TURNED_WORDS_PX, placesAround, turnedLine, turnedMessagePlaces } from '../../src/trace/layout/turn';
import { KIND } from '../../src/trace/trace';
import type { EventDetail, Plain, PlainObject, TagShow } from '../../src/trace/trace';
import { isIgnored } from '../app/fate';
import { shortString, shortText } from '../panels/plain-text';
import { timeWords } from '../panels/time-words';
import { TYPE_PART, detailIn, keyOf, labelAt } from './frame';
import type { Frame, Label } from './frame';
import { markText } from './mark-text';
import { round } from './pool';

/** More than this in one window cannot be told apart. */
const MOST_CROSSING = 300;
/** Where time runs rightward a short line may have words that are longer. */
const LEAST_TURNED_PX = 90;
const HEAD_PX = 9;
/** Parts of an event in the layer of marks: signs on the line of its message. */
const SIGN_PART = 7;
const QUEUE_PART = 9;
/** How far a bow to oneself reaches out. */
const BOW_PX = 24;

export function drawMessages(frame: Frame): void {
  const { columns } = frame.run;
  const detailOf = (i: number): EventDetail | undefined => detailIn(frame, i) as EventDetail | undefined;
  for (const ref of messagesIn(columns, columns.spans, frame.from, frame.to, MOST_CROSSING, frame.axis.rows)) {
    // The first message of a fold is in its box with the others.
    if (ref.send >= 0 && frame.axis.foldOf?.(ref.send) !== undefined && frame.axis.foldOf(ref.end) !== undefined) continue;
    const line = messageLine(frame.axis, frame.lanes, ref, detailOf, columns.nodeIndex);
    if (Math.max(line.x1, line.x2) + BOW_PX < frame.left || Math.min(line.x1, line.x2) > frame.right) continue;
    drawMessage(frame, line);
  }
}

/** The path of a message relative to its beginning, clipped to a little more than the window. */
export function messagePath(line: MessageLine, top: number, bottom: number): { readonly d: string; readonly x: number; readonly y: number } {
  if (line.self) {
    const height = round(Math.max(4, line.y2 - line.y1));
    const bow = Math.min(BOW_PX, 10 + height / 2);
    return { d: `M0 0C${bow} 0 ${bow} ${height} 0 ${height}`, x: line.x1, y: line.y1 };
  }
  if (line.away !== undefined) return { d: awayPath(line), x: line.x1, y: line.y1 };
  // The line ends inside the head of the arrow, whose tip stops at the mark of the event that receives it.
  const { x1, y1, x2, y2 } = clipped(shortened(line, headGap(line)), top, bottom);
  return { d: `M0 0L${round(x2 - x1)} ${round(y2 - y1)}`, x: x1, y: y1 };
}

function drawMessage(frame: Frame, line: MessageLine): void {
  const { layers, base } = frame;
  const event = line.end >= 0 ? line.end : line.send;
  const detail = line.end >= 0 ? detailIn(frame, line.end) : undefined;
  const ignored = detail?.['ignored'] !== undefined;
  const look = `${line.fate}${ignored ? ' ignored' : ''}`;
  const shown = messagePath(line, frame.top - 60, frame.bottom + 60);
  layers.lines.path(keyOf(event, 0), `message ${look}`, shown.d, shown.x, shown.y - base);
  frame.strokes.push({ from: line.send, to: line.end, x1: line.x1, y1: line.y1, x2: line.x2, y2: line.y2 });

  const ends = line.y2 >= frame.top - 20 && line.y2 <= frame.bottom + 20;
  if (ends) drawEnd(frame, line, event, look);
  if (ends && line.end >= 0) drawQueue(frame, line);
  if (line.handledY !== undefined && line.handledY > line.y2) {
    const from = Math.max(line.y2, frame.top - 60);
    const to = Math.min(line.handledY, frame.bottom + 60);
    layers.lines.path(keyOf(event, 2), 'waiting', `M0 0V${round(to - from)}`, line.x2 + (line.x1 <= line.x2 ? -10 : 10), from - base);
  }
  if (line.away !== undefined) wishAway(frame, line, event, look);
  else wishLabel(frame, line, event, look);
}

function drawEnd(frame: Frame, line: MessageLine, event: number, look: string): void {
  const { layers, base } = frame;
  const y = line.y2 - base;
  const dx = line.self ? -1 : line.x2 - line.x1;
  const dy = line.self ? 0.3 : line.y2 - line.y1;
  if (line.fate === 'lost') {
    const reason = lossOf(line.reason);
    layers.marks.sign(keyOf(event, 0), `mark line lose ${reason}`, LOSS_GLYPHS[reason], line.x2, y);
    wishReason(frame, line, event);
    return;
  }
  if (line.fate === 'in-flight') {
    layers.marks.sign(keyOf(event, 0), 'mark line lose in-flight', LOSS_GLYPHS['in-flight'], line.x2, y);
    wishReason(frame, line, event);
    return;
  }
  if (line.fate === 'open') {
    layers.lines.path(keyOf(event, 1), `stub ${look}`, 'M-2 0a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z', line.x2, y);
    return;
  }
  // Where a line leaves for a hidden lane it does not arrive.
  if (line.away?.end === 'end' && !line.away.lane) return;
  const gap = headGap(line);
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const head = arrowHead(dx, dy, HEAD_PX, line.fate === 'duplicate' ? 2 : 1, look.endsWith(' ignored'));
  layers.lines.path(keyOf(event, 1), `arrow ${look}`, head, line.x2 - (dx / length) * gap, y - (dy / length) * gap);
  if (line.end >= 0 && line.send >= 0) drawSigns(frame, line, length);
}

/** How many others are under way on the same link when this one comes or dies, where its queue can be full. */
function drawQueue(frame: Frame, { end, x1, x2, y2 }: MessageLine): void {
  const count = frame.run.standing.queueAt(end);
  if (count <= 0) return;
  const side = x1 <= x2 ? -1 : 1;
  frame.layers.marks.path(keyOf(end, QUEUE_PART), 'mark queue', queueStack(count), x2 + side * 17, y2 - 9 - frame.base);
}

/** What else became of a message that did arrive, as signs on its line before the arrow. */
function drawSigns(frame: Frame, { end, x1, y1, x2, y2 }: MessageLine, length: number): void {
  const { columns } = frame.run;
  if (length < LEAST_LINE_PX || columns.kind[end] !== KIND.deliver) return;
  let nth = 0;
  const put = (name: string, d: string): void => {
    const part = 1 - signBeforeEndPx(nth, x2 - x1, y2 - y1) / length;
    if (part <= 0) return;
    frame.layers.marks.sign(keyOf(end, SIGN_PART + nth), `mark sign ${name}`, d, x1 + (x2 - x1) * part, y1 + (y2 - y1) * part - frame.base);
    nth += 1;
  };
  if (columns.fates.isOvertaken(end)) put('overtaken', OVERTAKEN);
  if (columns.fates.lateAfter(columns, end, isIgnored(frame.run, end)) >= 0) put('late', LATE);
}

/** How far before its end the tip of an arrow stops. */
function headGap(line: MessageLine): number {
  if (line.fate === 'lost' || line.fate === 'in-flight' || line.fate === 'open') return 0;
  return line.handledY !== undefined && line.handledY > line.y2 ? 10 : 3.5;
}

function shortened(line: Segment, by: number): Segment {
  const dx = line.x2 - line.x1;
  const dy = line.y2 - line.y1;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length <= by) return line;
  const part = (length - by) / length;
  return { x1: line.x1, y1: line.y1, x2: line.x1 + dx * part, y2: line.y1 + dy * part };
}

function wishReason(frame: Frame, line: MessageLine, event: number): void {
  const text = markText('lose', '', detailIn(frame, event));
  const widthPx = frame.ruler.widthPx(text);
  const y = line.y2 - frame.base;
  const right: LabelBox = { x: line.x2 + 15, y: y + 4, anchor: 'start', widthPx };
  const left: LabelBox = { x: line.x2 - 15, y: y + 4, anchor: 'end', widthPx };
  const under: LabelBox = { x: line.x2, y: y + 20, anchor: 'middle', widthPx };
  const inOrder = [...(line.x2 >= line.x1 ? [right, left] : [left, right]), under];
  // Beside the first lane are the times, beside the last one the edge.
  const whole = inOrder.filter((place) => (place === left ? left.x - widthPx > frame.left : place !== right || right.x + widthPx < frame.right));
  frame.wishes.push({
    of: { key: keyOf(event, 14), className: line.fate === 'lost' ? 'label lose' : 'label quiet', text, event },
    priority: 9,
    places: whole,
    turned: placesAround(y, line.x2, 14, widthPx, line.reason === 'receiver-down'),
  });
}

/** A line towards an end that is not shown: with a zigzag where a whole lane is hidden, plain where only the event is. */
function awayPath(line: MessageLine): string {
  const [dx, dy] = [line.x2 - line.x1, line.y2 - line.y1];
  const { away } = line;
  const gap = away?.end === 'send' ? headGap(line) / Math.hypot(dx, dy) : 0;
  const at = (part: number, off = 0): string => `${round(dx * part)} ${round(dy * part + off)}`;
  if (away?.lane !== true) return `M0 0L${at(1 - gap)}`;
  // The zigzag stands at the hidden end.
  const from = away.end === 'end' ? 0.5 : 0.1;
  return `M0 0L${at(from)}L${at(from + 0.1, -5)}L${at(from + 0.2, 5)}L${at(from + 0.3, -5)}L${at(from + 0.4)}L${at(1 - gap)}`;
}

/** `Vote → n3`, `Vote ← n3`: what is sent or received, and the node that is not shown. */
function wishAway(frame: Frame, line: MessageLine, event: number, look: string): void {
  const { away } = line;
  if (away === undefined) return;
  const name = shortString(frame.run.columns.nodes[away.node]?.id ?? '', 40);
  const label = labelAt(frame, event);
  const toRight = line.x2 >= line.x1;
  // The hidden end, beyond which there is room up to the next lane.
  const out = away.end === 'end';
  const rightwards = out === toRight;
  const [x, y] = out ? [line.x2, line.y2] : [line.x1, line.y1];
  const room = frame.turned ? TURNED_WORDS_PX : frame.lanes.lanePx - Math.abs(line.x2 - line.x1) - 30 - (line.fate === 'lost' && out ? 8 : 0);
  const sign = out ? '→' : '←';
  const whole = label === '' ? `${sign} ${name}` : `${label} ${sign} ${name}`;
  const text = frame.ruler.widthPx(whole) <= Math.max(room, Math.abs(line.x2 - line.x1)) ? whole : frame.ruler.fit(`${sign} ${name}`, Math.max(40, room));
  const widthPx = frame.ruler.widthPx(text);
  const apart = line.fate === 'lost' && out ? 14 : 5;
  const beyond: LabelBox = { x: rightwards ? x + apart : x - apart, y: y + 4 - frame.base, anchor: rightwards ? 'start' : 'end', widthPx };
  const above: LabelBox = { x: (line.x1 + line.x2) / 2, y: Math.min(line.y1, line.y2) - 5 - frame.base, anchor: 'middle', widthPx };
  const inSight = ({ x: at, anchor }: LabelBox): boolean => {
    const left = anchor === 'end' ? at - widthPx : anchor === 'middle' ? at - widthPx / 2 : at;
    return left >= frame.left && left + widthPx <= frame.right;
  };
  const places = [...(widthPx <= room ? [beyond, above] : [above, beyond])].filter(inSight);
  frame.wishes.push({ of: { key: keyOf(event, TYPE_PART), className: `label type away ${look}`, text, event }, priority: 5, places, turned: placesAround(y - frame.base, x, apart + 2, widthPx) });
}

/** The message's type, where there is room for it; of a line that is mostly out of sight, on the part that is in sight. */
function wishLabel(frame: Frame, line: MessageLine, event: number, look: string): void {
  const name = labelAt(frame, event);
  if (name === '') return;
  const room = frame.turned ? Math.max(LEAST_TURNED_PX, line.y2 - line.y1 - 16) : line.self ? frame.lanes.lanePx / 2 : Math.abs(line.x2 - line.x1) - 16;
  if (room < 14) return;
  const full = `${name}${tagOf(frame, line.send)}`;
  // Where there is no room for both, the message's name says more than its number.
  const text = frame.ruler.fit(frame.ruler.widthPx(full) <= room ? full : name, Math.min(room, 220));
  const widthPx = frame.ruler.widthPx(text);
  const shown = clipped(line, frame.top, frame.bottom);
  if (frame.turned) return wishTurned(frame, line, shown, { key: keyOf(event, TYPE_PART), className: `label type ${look}`, text, event }, widthPx);
  const based = { ...line, y1: line.y1 - frame.base, y2: line.y2 - frame.base };
  const level = messageLabelPlaces(based, widthPx);
  const slanted = slantedLabelPlaces(based, widthPx);
  // On even rows the sender's row is the message's own; to scale, many messages may leave one place.
  const inOrder = frame.axis.spacing === 'even' ? [...level.slice(0, 1), ...slanted, ...level.slice(1)] : [...slanted, ...level];
  const places = inOrder.filter(
    ({ x, y, anchor }) =>
      y + frame.base > frame.top && y + frame.base < frame.bottom && (anchor === 'end' ? x - widthPx : x) > frame.left && x < frame.right,
  );
  if (shown.y1 !== line.y1 || shown.y2 !== line.y2) {
    places.push({ x: (shown.x1 + shown.x2) / 2, y: (shown.y1 + shown.y2) / 2 - 4 - frame.base, anchor: 'middle', widthPx });
  }
  frame.wishes.push({ of: { key: keyOf(event, TYPE_PART), className: `label type ${look}`, text, event }, priority: 5, places });
}

/** Where time runs rightward, lines are long and flat more often than not: along them first, else over or under them. */
function wishTurned(frame: Frame, line: MessageLine, shown: Segment, of: Label, widthPx: number): void {
  const inSight = turnedLine({ ...line, ...shown }, frame.base);
  // Clear of the marks at both ends.
  const along = slantedLabelPlaces(inSight, widthPx + 20).map((place) => ({ ...place, widthPx }));
  frame.wishes.push({ of, priority: 5, places: [], turned: [...along, ...turnedMessagePlaces(inSight, widthPx)] });
}

/** What the model wants to be seen of a message's body: ` · token 33`. */
function tagOf(frame: Frame, send: number): string {
  const { tags } = frame.run.info.header.show ?? {};
  if (tags === undefined || send < 0) return '';
  const body = detailIn(frame, send)?.['body'];
  if (typeof body !== 'object' || body === null) return '';
  return Object.entries(tags)
    .filter(([field]) => Object.hasOwn(body, field))
    .map(([field, tag]) => ` · ${tagWords(tag, (body as PlainObject)[field] ?? null)}`)
    .join('');
}

function tagWords(tag: TagShow, value: Plain): string {
  if (typeof tag === 'string') return `${tag} ${shortText(value, 12)}`;
  return `${tag.word} ${typeof value === 'number' ? timeWords(value) : shortText(value, 12)}`;
}

interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The part of a line between two heights; dashes and precision suffer on lines of a million pixels. */
function clipped(line: Segment, top: number, bottom: number): Segment {
  const { x1, y1, x2, y2 } = line;
  if (y1 >= top && y2 <= bottom) return line;
  const at = (y: number): number => (y2 === y1 ? x1 : x1 + ((x2 - x1) * (y - y1)) / (y2 - y1));
  const from = Math.max(y1, top);
  const to = Math.max(from, Math.min(y2, bottom));
  return { x1: at(from), y1: from, x2: at(to), y2: to };
}

/** A message as it is drawn in this frame, for whoever wants to draw over it. */
export function lineOf(frame: Pick<Frame, 'axis' | 'lanes' | 'run'>, send: number, end: number): MessageLine {
  return messageLine(frame.axis, frame.lanes, { send, end }, (i) => frame.run.details.get(i), frame.run.columns.nodeIndex);
}

