/** The shapes of the picture, layer by layer from the back to the front. */
import { detailAs, LOSE_WORDS } from '../../trace/describe';
import { yOf } from '../../trace/layout/axis';
import { FATE_NAMES, LATE, LEAST_LINE_PX, LOSS_GLYPHS, OVERTAKEN, lossOf, queueStack, signBeforeEndPx } from '../../trace/layout/fate-glyphs';
import { fitText, messageLabelPlaces, placeLabels, slantedLabelPlaces, textWidthPx } from '../../trace/layout/labels';
import type { LabelBox, LabelWish } from '../../trace/layout/labels';
import { isLastLane, laneX, nodeAt } from '../../trace/layout/lanes';
import { TURNED_GAP_PX, TURNED_WORDS_PX, placesAround, turnedLine, turnedMessagePlaces, turnedWishes } from '../../trace/layout/turn';
import type { TurnedRoom } from '../../trace/layout/turn';
import { messageLine, messagesIn } from '../../trace/layout/messages';
import type { MessageLine } from '../../trace/layout/messages';
import { plainText, timeText } from '../../trace/text';
import { KIND, labelOf } from '../../trace/trace';
import { chipOutline, isChip } from './clocks';
import { badgeBoxes } from './notes';
import { unplacedLabel } from './operations';
import { lookOfMessage, lookOfOrigin } from './origins';
import { pinLabels } from './pins';
import { isShown, timeAt, uprightAt, wordsAt } from './scene';
import type { Scene } from './scene';
import { standingLabels } from './standing';
import { markWords } from './words';
import type { Tone } from './words';
import { tooltip } from './tooltip';
import { px, xmlText } from './xml';

const FONT_PX = 12;
/** Where time runs rightward: the boxes of the names, and the room that a short line may take for its words. */
const TURNED_HEAD_PX = 128;
const LEAST_TURNED_PX = 90;
const ACROSS_TURNED_PX = 300;
const CHIP_TURNED_PX = 210;
const LINE_PX = 14;
/** Spans of timers and operations run beside the lane, at its left. */
const BESIDE_PX = 9;

/** The names of the nodes above their lanes, or left of them where time runs rightward: in boxes that end at `edge`, with the picture below `top`. */
export function* drawHeads({ trace, lanes, turned }: Scene, edge: number, top: number): Generator<string> {
  const width = turned ? TURNED_HEAD_PX : Math.min(150, lanes.lanePx - 16);
  for (let place = 0; place < lanes.count; place++) {
    const node = nodeAt(lanes, place);
    const { id, role } = trace.header.nodes[node]!;
    const [x, bottom] = turned ? [edge - width / 2 - 6, top + laneX(lanes, node) + 22] : [laneX(lanes, node), edge];
    const named = role !== undefined && role !== id;
    yield `<g><rect class="box" x="${px(x - width / 2)}" y="${bottom - 40}" width="${px(width)}" height="36" rx="5"/>` +
      `<text class="strong middle" x="${px(x)}" y="${bottom - (named ? 24 : 18)}">${xmlText(fitText(id, width - 8, FONT_PX))}</text>` +
      (named ? `<text class="soft small middle" x="${px(x)}" y="${bottom - 10}">${xmlText(fitText(role, width - 8, 11))}</text>` : '') +
      '</g>\n';
  }
}

/** Times at the left: at every row where the time changes, or at round steps when to scale. */
export function* drawTimes(scene: Scene): Generator<string> {
  const { trace, events, axis, turned } = scene;
  if (trace.header.timed === false) return;
  let lastY = -Infinity;
  let lastT = NaN;
  let lastHalf = 0;
  for (const i of events) {
    const y = yOf(axis, i);
    const t = trace.t[i]!;
    // Side by side they need the room of their letters.
    if (t === lastT || y - lastY < (turned ? textWidthPx(timeText(t), 11) / 2 + lastHalf + 8 : LINE_PX)) continue;
    lastHalf = textWidthPx(timeText(t), 11) / 2;
    lastT = t;
    lastY = y;
    yield `<text ${timeAt(scene, y)}>${timeText(t)}</text>\n`;
  }
}

/** The lanes, with a gap while the node was down and hatching while it was paused; and the cuts of the network. */
export function* drawLanes(scene: Scene): Generator<string> {
  const { trace, from, to, events, axis, lanes, spans } = scene;
  const top = to > from ? yOf(axis, from) - axis.marginPx : 0;
  const bottom = to > from ? yOf(axis, to - 1) + axis.marginPx : axis.marginPx;
  const begun = spans.crossing(from, 1000).filter((i) => LASTING.has(trace.kind[i]!)).reverse();
  for (const i of events) if (LASTING.has(trace.kind[i]!)) begun.push(i);
  const endY = (i: number): number => {
    const end = trace.partner[i]!;
    return end > i && end < to ? yOf(axis, end) : bottom;
  };
  const startY = (i: number): number => (i < from ? top : yOf(axis, i));

  /** From where on each lane is still to be drawn. */
  const drawn = new Map<number, number>();
  for (const i of begun) {
    const node = trace.node[i]!;
    if (trace.kind[i] !== KIND.crash || !isShown(scene, node)) continue;
    const x = px(laneX(lanes, node));
    const [y1, y2] = [startY(i), endY(i)];
    yield `<line class="lane" x1="${x}" y1="${px(drawn.get(node) ?? top)}" x2="${x}" y2="${px(y1)}"/>\n`;
    yield `<line class="down" x1="${x}" y1="${px(y1)}" x2="${x}" y2="${px(y2)}"/>\n`;
    drawn.set(node, y2);
  }
  for (let place = 0; place < lanes.count; place++) {
    const node = nodeAt(lanes, place);
    const x = px(laneX(lanes, node));
    const y = drawn.get(node) ?? top;
    if (y < bottom) yield `<line class="lane" x1="${x}" y1="${px(y)}" x2="${x}" y2="${px(bottom)}"/>\n`;
  }
  for (const i of begun) {
    const node = trace.node[i]!;
    const x = laneX(lanes, node);
    const [y1, y2] = [startY(i), endY(i)];
    if (trace.kind[i] === KIND.pause && isShown(scene, node)) {
      yield `<rect class="pause" x="${px(x - 6)}" y="${px(y1)}" width="12" height="${px(Math.max(2, y2 - y1))}"><title>${tooltip(trace, i)}</title></rect>\n`;
    } else if (trace.kind[i] === KIND.partition) {
      yield `<line class="cut-bar" x1="${px(lanes.gutterPx - 6)}" y1="${px(y1)}" x2="${px(lanes.gutterPx - 6)}" y2="${px(y2)}"/>\n`;
    }
  }
}

const LASTING: ReadonlySet<number> = new Set([KIND.crash, KIND.pause, KIND.partition]);

/** The lines of the messages, with cross and reason where one was lost. */
export function* drawMessages(scene: Scene): Generator<string> {
  for (const line of linesOf(scene)) yield messageShape(scene, line);
}

function linesOf(scene: Scene): MessageLine[] {
  const { trace, from, to, axis, lanes, spans, nodeIndex } = scene;
  return messagesIn(trace, spans, from, to, 1000, axis.rows)
    .filter(({ send, end }) => axis.foldOf?.(send) === undefined || axis.foldOf(end) === undefined)
    .map((ref) => messageLine(axis, lanes, ref, (i) => trace.detail(i), nodeIndex))
    .filter((line) => Math.max(line.x1, line.x2) < lanes.widthPx);
}

function messageShape(scene: Scene, line: MessageLine): string {
  const { trace, fates, standing } = scene;
  const of = lookOfMessage(scene, line.send, line.end);
  const { fate, x1, y1, x2, y2 } = line;
  const ignored = line.end >= 0 && trace.kind[line.end] === KIND.deliver && detailAs(trace, line.end, 'deliver').ignored !== undefined;
  const classes = { delivered: 'message', duplicate: 'message copy', lost: 'message lost', 'in-flight': 'message pending', open: 'message pending', unsent: 'message pending' }[fate];
  const arrow = line.away?.end === 'end' ? '' : fate === 'delivered' || fate === 'duplicate' || fate === 'unsent' ? ` marker-end="url(#arrow${ignored ? '-ignored' : fate === 'duplicate' ? '-copy' : of === '' ? '' : `-${of}`})"` : '';
  const cut = line.away === undefined ? '' : ' away';
  const path = line.self
    ? `<path class="${classes}${cut}" d="M${px(x1)} ${px(y1)}C${px(x1 + 30)} ${px(y1)} ${px(x1 + 30)} ${px(y2 + 2)} ${px(x1 + 1)} ${px(y2 + 2)}"${arrow}/>`
    : `<line class="${classes}${cut}" x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"${line.handledY === undefined ? arrow : ''}/>`;
  const parts = [path];
  if ((fate === 'lost' || fate === 'in-flight') && line.away?.end !== 'end') {
    const reason = lossOf(line.reason);
    parts.push(glyph(scene, reason === 'dropped' ? 'cross' : `loss ${reason}`, LOSS_GLYPHS[reason], line.self ? x1 + 22 : x2, y2));
  }
  const befell = fate !== 'delivered' || line.send < 0 ? [] : [
    ...(fates.isOvertaken(line.end) ? [FATE_NAMES.overtaken] : []),
    ...(fates.lateAfter(trace, line.end, ignored) < 0 ? [] : [FATE_NAMES.late]),
  ];
  const queued = line.end < 0 || line.away !== undefined ? -1 : standing.queueAt(line.end);
  if (queued > 0) parts.push(glyph({ turned: false }, 'queue', queueStack(queued), x2 + (x1 <= x2 ? -17 : 17), y2 - 9));
  const length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
  if (!line.self && length >= LEAST_LINE_PX) {
    befell.forEach((name, nth) => {
      const part = 1 - signBeforeEndPx(nth, x2 - x1, y2 - y1) / length;
      parts.push(glyph(scene, `sign ${name}`, name === FATE_NAMES.late ? LATE : OVERTAKEN, x1 + (x2 - x1) * part, y1 + (y2 - y1) * part));
    });
  }
  if (line.handledY !== undefined && line.away?.end !== 'end') {
    // It waits beside the lane until the node takes it up.
    const side = x1 <= x2 ? -4 : 4;
    parts.push(`<path class="waits" d="M${px(x2 + side)} ${px(y2)}V${px(line.handledY)}H${px(x2 + side / 4)}" marker-end="url(#arrow-late)"/>`);
  }
  return `<g${of === '' ? '' : ` class="${of}"`}><title>${line.send >= 0 ? tooltip(trace, line.send) : tooltip(trace, line.end)}${line.send >= 0 && line.end >= 0 ? ` — ${tooltip(trace, line.end)}` : ''}${befell.map((name) => `, ${name}`).join('')}</title>${parts.join('')}</g>\n`;
}

/** The mark of each event on its lane. */
export function* drawMarks(scene: Scene): Generator<string> {
  const { trace, events, axis, lanes } = scene;
  for (const i of events) {
    const node = trace.node[i]!;
    if (!isShown(scene, node)) continue;
    const shape = markShape(scene, i, laneX(lanes, node), yOf(axis, i));
    const of = lookOfOrigin(scene, i);
    if (shape !== '') yield `<g${of === '' ? '' : ` class="${of}"`}><title>${tooltip(trace, i)}</title>${shape}</g>\n`;
  }
}

function markShape({ trace, from, to, axis, lanes }: Scene, i: number, x: number, y: number): string {
  switch (trace.kind[i]) {
    case KIND.send:
    case KIND.lose:
      return '';
    case KIND.deliver:
      return circle(x, y, 2.5, 'dot');
    case KIND['timer-set']: {
      const end = trace.partner[i]!;
      const until = end > i ? (end < to ? yOf(axis, end) : yOf(axis, to - 1) + axis.marginPx) : y;
      const beside = px(x - BESIDE_PX - 4);
      return `<path class="timer" d="M${px(x)} ${px(y)}H${beside}V${px(until)}${end > i && end < to ? `H${px(x)}` : ''}"/>${clockFace(x - BESIDE_PX - 4, y)}`;
    }
    case KIND.timer: {
      // The line from its setting comes with the setting; one set before the window is drawn from the top.
      const set = trace.partner[i]!;
      const early = set >= 0 && set < from ? `<path class="timer" d="M${px(x - BESIDE_PX - 4)} ${px(yOf(axis, from) - axis.marginPx)}V${px(y)}H${px(x)}"/>` : '';
      return early + clockFace(x - BESIDE_PX - 4, y) + circle(x, y, 3.5, 'dot');
    }
    case KIND.crash:
      return `<path class="cross" d="M${px(x - 6)} ${px(y - 6)}l12 12m0 -12l-12 12"/>`;
    case KIND.restart:
    case KIND.decide:
      return `<path class="dot-good" d="M${px(x)} ${px(y - 6)}l6 6l-6 6l-6 -6z"/>`;
    case KIND.partition:
    case KIND.heal:
      return `<line class="cut" x1="${px(lanes.gutterPx - 6)}" y1="${px(y)}" x2="${px(lanes.widthPx)}" y2="${px(y)}"/>`;
    case KIND.violation:
      return `<path class="dot-bad" d="M${px(x - 6)} ${px(y - 6)}h12v12h-12z"/>`;
    case KIND.disk:
      return `<path class="dot-soft" d="M${px(x - 3.5)} ${px(y - 3.5)}h7v7h-7z"/>`;
    case KIND.pause:
    case KIND.resume:
      return '';
    default:
      return circle(x, y, 3, 'dot-soft');
  }
}

function glyph(scene: Pick<Scene, 'turned'>, className: string, d: string, x: number, y: number): string {
  return `<path class="${className}" ${uprightAt(scene, x, y)} d="${d}"/>`;
}

function circle(x: number, y: number, r: number, className: string): string {
  return `<circle class="${className}" cx="${px(x)}" cy="${px(y)}" r="${r}"/>`;
}

function clockFace(x: number, y: number): string {
  return `<circle class="clock" cx="${px(x)}" cy="${px(y)}" r="5"/><path class="hands" d="M${px(x)} ${px(y - 3)}V${px(y)}h2.5"/>`;
}

/** All texts beside marks and lines; where they would cover one another the less important ones are left out. */
export function* drawLabels(scene: Scene): Generator<string> {
  const { trace, from, events, axis, lanes, rightPx, standing, turned } = scene;
  interface Label { readonly text: string; readonly className: string; readonly clock?: number }
  const wishes: LabelWish<Label>[] = [];

  for (const line of linesOf(scene)) {
    const named = line.send >= from ? line.send : line.end;
    const flat = turnedLine(line);
    const room = turned ? Math.max(LEAST_TURNED_PX, line.y2 - line.y1 - 16) : line.self ? lanes.lanePx * 0.7 : Math.max(70, Math.abs(line.x2 - line.x1) * (line.fate === 'lost' ? 1.7 : 1) - 22);
    const type = labelOf(trace, named);
    const body = line.send >= 0 ? plainText(detailAs(trace, line.send, 'send').body, 80) : '{}';
    const text = fitText(body === '{}' ? type : `${type} ${body}`, room, FONT_PX);
    // A copy has its original's name nearby, and words of its own where it arrives.
    if (line.fate !== 'duplicate' || line.send < from) {
      const widthPx = textWidthPx(text, 11);
      const level = messageLabelPlaces(line, widthPx);
      const slanted = axis.spacing === 'scale' ? slantedLabelPlaces(line, widthPx) : [];
      wishes.push({ of: { text, className: `small ${lookOfMessage(scene, line.send, line.end)}`.trim() }, priority: 6, places: [...slanted, ...level], ...(turned ? { turned: [...slantedLabelPlaces(flat, widthPx + 20).map((place) => ({ ...place, widthPx })), ...turnedMessagePlaces(flat, widthPx)] } : {}) });
    }
    if (line.away?.end === 'end') {
      const gone = `to ${trace.header.nodes[line.away.node]?.id ?? ''}`;
      const left = line.x2 < line.x1;
      wishes.push({ of: { text: gone, className: 'small soft' }, priority: 4, places: [{ x: line.x2 + (left ? -4 : 4), y: line.y2 + 4, anchor: left ? 'end' : 'start', widthPx: textWidthPx(gone, 11) }], ...(turned ? { turned: placesAround(flat.x2, flat.y2, 6, textWidthPx(gone, 11)) } : {}) });
      continue;
    }
    if (line.fate === 'lost' || line.fate === 'in-flight') {
      const why = LOSE_WORDS[line.reason ?? 'dropped'];
      const width = textWidthPx(why, 11);
      const x = line.self ? line.x1 + 34 : line.x2;
      const right: LabelBox = { x: x + 10, y: line.y2 + 4, anchor: 'start', widthPx: width };
      const left: LabelBox = { x: x - 10, y: line.y2 + 4, anchor: 'end', widthPx: width };
      wishes.push({ of: { text: why, className: `small ${line.fate === 'lost' ? 'bad-text' : 'soft'}` }, priority: 8, places: [...(line.x1 <= line.x2 ? [right, left] : [left, right]), { ...right, y: right.y + LINE_PX }], ...(turned ? { turned: placesAround(line.y2, x, 11, width, line.reason === 'receiver-down') } : {}) });
    }
    if (line.fate === 'open') {
      wishes.push({ of: { text: 'fate unknown', className: 'small soft' }, priority: 5, places: [{ x: line.x2 + 6, y: line.y2 + 4, anchor: 'start', widthPx: 70 }], ...(turned ? { turned: placesAround(flat.x2, flat.y2, 6, 70) } : {}) });
    }
  }
  for (const i of events) {
    const node = trace.node[i]!;
    const words = isShown(scene, node) ? markWords(scene, i) : undefined;
    if (words === undefined) continue;
    const across = trace.kind[i] === KIND.partition || trace.kind[i] === KIND.heal;
    // Beside the last lane there is the margin, beside the others the next lane.
    // Clear of the bar of a lease.
    const beside = standing.leases(node).length > 0 ? 19 : 12;
    const room = turned ? (across || trace.kind[i] === KIND.violation ? ACROSS_TURNED_PX : isChip(trace, i) ? CHIP_TURNED_PX : TURNED_WORDS_PX) : across ? lanes.widthPx - lanes.gutterPx : isLastLane(lanes, node) ? lanes.lanePx / 2 + rightPx - 2 * beside : lanes.lanePx - 2 * beside;
    const text = fitText(words.text, room, BOLD_TONES.has(words.tone) ? FONT_PX : FONT_PX - 1);
    const widthPx = textWidthPx(text, 11);
    const y = yOf(axis, i);
    const place: LabelBox = across
      ? { x: lanes.gutterPx + 4, y: y - 4, anchor: 'start', widthPx }
      : { x: laneX(lanes, node) + beside, y: y + 4, anchor: 'start', widthPx };
    // To scale, several things stand at one place: a label may move down a little, not away.
    const above: LabelBox = { ...place, x: laneX(lanes, node) - beside - 7, anchor: 'end' };
    const places = turned ? [place, above] : axis.spacing === 'even' ? [place] : [0, 1, 2, 3].map((down) => ({ ...place, y: place.y + down * (LINE_PX - 1) }));
    wishes.push({ of: { text, className: `small ${TONE_CLASS[words.tone]}`, ...(isChip(trace, i) ? { clock: i } : {}) }, priority: words.priority, places, ...(turned && across ? { turned: [12, 25].map((down) => ({ x: y + 6, y: lanes.gutterPx + down, anchor: 'start' as const, widthPx })) } : {}) });
  }
  // Badges are there already: words make way for them.
  for (const box of badgeBoxes(scene)) wishes.push({ of: { text: '', className: '' }, priority: 100, places: [box] });
  for (const { text, className, priority, places } of standingLabels(scene)) wishes.push({ of: { text, className }, priority, places });
  for (const { text, ...where } of pinLabels(scene)) wishes.push({ of: { text, className: 'small note' }, priority: 4, ...where });
  const unplaced = unplacedLabel(scene);
  if (unplaced !== undefined) wishes.push({ of: { text: unplaced.text, className: 'small bad-text' }, priority: 9, places: unplaced.places });
  const placed = turned ? placeLabels(turnedWishes(wishes, roomOf(scene)), LINE_PX - 2, TURNED_GAP_PX) : placeLabels(wishes, LINE_PX - 2);
  for (const [{ text, className, clock }, box] of placed) {
    if (text === '') continue;
    if (clock !== undefined) yield chipOutline(scene, clock, box);
    const anchor = box.anchor === 'start' ? '' : ` ${box.anchor}`;
    const { x, y, along } = box;
    const place = along === undefined ? wordsAt(scene, x, y) : turned
      ? `transform="matrix(${part(along.sin)} ${part(along.cos)} ${part(along.cos)} ${part(-along.sin)} ${px(y)} ${px(x)})"`
      : `transform="matrix(${part(along.cos)} ${part(along.sin)} ${part(-along.sin)} ${part(along.cos)} ${px(x)} ${px(y)})"`;
    yield `<text class="${className}${anchor}" ${place}>${xmlText(text)}</text>\n`;
  }
}

/** What words may not leave where time runs rightward: the lanes, and the events with what is beside them. */
function roomOf({ axis, from, lanes, rightPx, to }: Scene): TurnedRoom {
  const [first, last] = to > from ? [yOf(axis, from), yOf(axis, to - 1)] : [0, 0];
  return { left: first - axis.marginPx, right: last + axis.marginPx + rightPx, top: lanes.gutterPx - 8, bottom: lanes.widthPx + 12 };
}

function part(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

const BOLD_TONES: ReadonlySet<Tone> = new Set(['strong', 'bad', 'good']);

const TONE_CLASS: { readonly [tone in Tone]: string } = {
  plain: '',
  soft: 'soft',
  strong: 'strong',
  bad: 'bad-text',
  good: 'good-text',
  late: 'late-text',
  note: 'note',
};
