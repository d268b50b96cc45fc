/**
 * What each node stands for, along its lane: a band for its role, with letters and the round where they change, and a bar for as
 * long as it believes in its lease. One path a lane and look, however many changes there are, so that a window of a
 * million events costs what one of a hundred does.
 */
import { eventsBetween, timeAt } from '../../src/trace/layout/axis';
import type { Axis } from '../../src/trace/layout/axis';
import type { LabelBox } from '../../src/trace/layout/labels';
import { turnedPlaces } from '../../src/trace/layout/turn';
import { bandPieces, leaseEnds, leasePieces } from '../../src/trace/layout/standing';
import type { LeasePiece, Piece } from '../../src/trace/layout/standing';
import { isLastLane, laneAt, laneX } from '../../src/trace/layout/lanes';
import { BAND_LOOKS, lettersOf, looksLike } from '../../src/trace/looks';
import type { BandLook, BandShow } from '../../src/trace/trace';
import { isTimed } from '../app/words';
import { shortString } from '../panels/plain-text';
import { timeWords } from '../panels/time-words';
import type { Run } from '../store/store';
import { TURN_PART, keyOf, nodesIn, turnedRoom, wordsPx } from './frame';
import type { Frame } from './frame';
import { round } from './pool';

/** Half the width of a band. */
const HALF_PX = 9;
/** Where the bar of a lease stands beside its lane. */
const LEASE_FROM_PX = 10.5;
const LEASE_TO_PX = 14.5;
/** From afar, changes nearer together than this count as one. */
const FAR_PX = 6;
/** Left of a lane the strip of what is not synced reaches so far. */
const STRIPS_PX = 15;
/** A lower piece has no room for letters. */
const LETTERS_PX = 22;
/** On a long band its letters stand again at this distance, so that some are always in sight. */
const AGAIN_PX = 224;
/** Baseline of the letters below the beginning of their piece: between two rows. */
const BELOW_PX = 18;
/** Where time runs rightward they stand in the band, right of the mark. */
const BESIDE_MARK_PX = 11;

/** What the model says of the bands of a lane's role. */
export function bandShow({ info, columns }: Run, lane: number): BandShow | undefined {
  const { bands } = info.header.show ?? {};
  const role = columns.nodes[lane]?.role ?? '';
  return bands !== undefined && Object.hasOwn(bands, role) ? bands[role] : undefined;
}

/** `crowded`: too much to draw each event, and words are written at once instead of being wished for. */
export function drawStanding(frame: Frame, crowded: boolean): void {
  frame.run.standing.want(frame.to);
  for (const lane of nodesIn(frame)) {
    drawBand(frame, lane, crowded);
    drawLease(frame, lane, crowded);
  }
}

function drawBand(frame: Frame, lane: number, crowded: boolean): void {
  const { axis, base, lanes, layers, run } = frame;
  const turns = run.standing.turns(lane);
  if (turns.length === 0) return;
  const show = bandShow(run, lane);
  const x = laneX(lanes, lane);
  // Behind the density of events a band shows only where it is wider than they are.
  const half = crowded ? Math.min(66, lanes.lanePx * 0.44) : HALF_PX;
  const shapes: { [look in BandLook]?: string } = {};
  for (const piece of bandPieces(axis, turns, frame.top, frame.bottom, crowded ? FAR_PX : undefined)) {
    const name = turns.name(piece.k);
    const look = name === '' ? undefined : (looksLike(name, show) ?? 'works');
    if (look !== undefined) shapes[look] = (shapes[look] ?? '') + shapeOf(piece, look, half, frame.top);
    const letters = [lettersOf(name), turns.round(piece.k)].filter((part) => part !== '').join(' ');
    if (letters === '') continue;
    if (!crowded && piece.begins) wishLetters(frame, turns.event(piece.k), letters, look, x, piece);
    repeatLetters(frame, lane, letters, look, x, piece, crowded);
  }
  for (const look of BAND_LOOKS) {
    const d = shapes[look];
    if (d !== undefined) layers.bands.path(-1 - (lane * 8 + BAND_LOOKS.indexOf(look)), `band ${look}${crowded ? ' far' : ''}`, d, x, frame.top - base);
  }
}

/** A box, or two edges where a node only follows: the style sheet gives each look edges of its own as well as a colour. */
function shapeOf({ y1, y2 }: Piece, look: BandLook, half: number, top: number): string {
  const [from, height] = [round(y1 - top), round(y2 - y1)];
  const [left, width] = [round(-half), round(half * 2)];
  return look === 'rests' ? `M${left} ${from}v${height}m${width} 0v${-height}` : `M${left} ${from}h${width}v${height}h${-width}z`;
}

function wishLetters(frame: Frame, event: number, letters: string, look: BandLook | undefined, x: number, { y1, y2 }: Piece): void {
  const text = frame.ruler.fit(letters, 60);
  const widthPx = frame.ruler.widthPx(text);
  const under = { x, y: y1 + BELOW_PX - frame.base, anchor: 'middle', widthPx } as const;
  const beside = { x: x - HALF_PX - 4, y: y1 + 4 - frame.base, anchor: 'end', widthPx } as const;
  const places = y2 - y1 < LETTERS_PX || widthPx > 26 ? [beside] : [under, beside];
  const within: LabelBox = { x: y1 + BESIDE_MARK_PX - frame.base, y: x + 4, anchor: 'start', widthPx };
  const turned = frame.turned ? [...(y2 - y1 < widthPx + BESIDE_MARK_PX || widthPx > 26 ? [] : [within]), ...turnedPlaces([beside], turnedRoom(frame))] : undefined;
  frame.wishes.push({ of: { key: keyOf(event, TURN_PART), className: `label letters ${look ?? ''}`, text, event }, priority: 6, places, turned });
}

function repeatLetters(frame: Frame, lane: number, letters: string, look: BandLook | undefined, x: number, { k, y1, y2, begins }: Piece, crowded: boolean): void {
  // On a grid of the whole picture, so that they stay where they are while the window moves; on even rows it runs between marks.
  const from = y1 + (begins && !crowded ? AGAIN_PX / 2 : LETTERS_PX);
  const { marginPx } = frame.axis;
  for (let cell = Math.ceil((from - marginPx) / AGAIN_PX); cell * AGAIN_PX < y2 - 4 - marginPx; cell++) {
    // Whoever follows is one of many, and less in need of being told.
    if (cell % 2 !== 0 && (look === undefined || look === 'rests')) continue;
    const key = -1 - (cell * 4096 + (lane % 4096));
    const text = frame.ruler.fit(letters, 40);
    const y = onGrid(frame.axis, cell) + 4 - frame.base;
    const at = frame.turned ? { x: y - 4, y: x + 4 } : { x, y };
    if (crowded) frame.layers.labels.text(key, `label letters ${look ?? ''}`, text, at.x, at.y, 'middle');
    else {
      const place = { x, y, anchor: 'middle', widthPx: frame.ruler.widthPx(text) } as const;
      frame.wishes.push({ of: { key, className: `label letters ${look ?? ''}`, text, event: frame.run.standing.turns(lane).event(k) }, priority: 1, places: [place] });
    }
  }
}

/** On even rows between two marks, whatever their distance. */
function onGrid({ marginPx, rowPx, spacing }: Axis, cell: number): number {
  return marginPx + (spacing === 'even' ? Math.round((cell * AGAIN_PX) / rowPx) * rowPx : cell * AGAIN_PX);
}

function drawLease(frame: Frame, lane: number, crowded: boolean): void {
  const { axis, base, lanes, layers, run, top } = frame;
  const leases = run.standing.leases(lane);
  if (leases.length === 0) return;
  const x = laneX(lanes, lane);
  let bars = '';
  let ends = '';
  for (const piece of leasePieces(axis, leases, top, frame.bottom, crowded ? FAR_PX : undefined)) {
    const [y1, y2] = [round(piece.y1 - top), round(piece.y2 - top)];
    bars += `M${LEASE_FROM_PX} ${y1}H${LEASE_TO_PX}V${y2}H${LEASE_FROM_PX}z`;
    if (!piece.runsOut || !piece.ends) continue;
    ends += `M${-HALF_PX} ${y2}H${LEASE_TO_PX + 4}`;
    if (!crowded) wishEnd(frame, lane, piece, x);
  }
  if (bars !== '') layers.bars.path(-1 - lane * 2, 'lease', bars, x, top - base);
  if (ends !== '') layers.bars.path(-2 - lane * 2, 'lease-end', ends, x, top - base);
}

function wishEnd(frame: Frame, lane: number, { k, y2 }: LeasePiece, x: number): void {
  const leases = frame.run.standing.leases(lane);
  const room = wordsPx(frame, 34);
  const full = leaseEnds(leases.text(k));
  const text = frame.ruler.widthPx(full) <= room ? full : frame.ruler.fit(leaseEnds(''), room);
  const widthPx = frame.ruler.widthPx(text);
  const right = { x: x + LEASE_TO_PX + 7, anchor: 'start', widthPx } as const;
  const left = { x: x - HALF_PX - 5, anchor: 'end', widthPx } as const;
  const places = [4, 13, -4].flatMap((down) => [right, left].map((place) => ({ ...place, y: y2 + down - frame.base })));
  const last = !frame.turned && isLastLane(frame.lanes, lane) && x + LEASE_TO_PX + 7 + widthPx > frame.right;
  frame.wishes.push({
    of: { key: keyOf(leases.event(k), TURN_PART + 1), className: 'label lease', text, event: leases.event(k) },
    priority: 6,
    places: last ? places.filter(({ anchor }) => anchor === 'end') : places,
  });
}

/** `s3: leader, term 2, since 332 ms` of the band or lease at a place of the picture; '' when there is none. */
export function standingAt(frame: Frame, x: number, y: number): string {
  const { axis, lanes, run } = frame;
  const { columns } = run;
  const lane = laneAt(lanes, x);
  const beside = lane < 0 ? Infinity : x - laneX(lanes, lane);
  if (beside < -STRIPS_PX || beside > LEASE_TO_PX + 2) return '';
  const { to } = eventsBetween(axis, -Infinity, y);
  const since = (event: number): string => (isTimed(run) ? ` since ${timeWords(columns.t[event]!)}` : '');
  const parts: string[] = [];
  const turns = run.standing.turns(lane);
  const turn = turns.at(to - 1);
  const word = bandShow(run, lane)?.round?.word ?? 'round';
  if (turn >= 0) {
    const what = [turns.name(turn), turns.round(turn) === '' ? '' : `${word} ${turns.round(turn)}`].filter((part) => part !== '').join(', ');
    if (what !== '') parts.push(`${what}${since(turns.event(turn))}`);
  }
  const leases = run.standing.leases(lane);
  const lease = leases.at(to - 1);
  const untilUs = lease < 0 ? -Infinity : leases.untilUs(lease);
  if (untilUs > timeAt(axis, y)) parts.push(`believes in ${leaseWords(leases.text(lease))} until ${timeWords(untilUs)}`);
  const slows = run.standing.slows(lane);
  const slow = slows.at(to - 1);
  if (slow >= 0 && slows.factor(slow) > 1) parts.push(`slow, everything takes ${slows.factor(slow)} times as long${since(slows.event(slow))}`);
  const unsynced = run.standing.unsynced(lane);
  const written = unsynced.at(to - 1);
  if (written >= 0 && unsynced.count(written) > 0) parts.push(unsynced.count(written) === 1 ? 'one write is not synced' : `${unsynced.count(written)} writes are not synced`);
  return parts.length === 0 ? '' : `${shortString(columns.nodes[lane]?.id ?? '', 60)}: ${parts.join('; ')}`;
}

function leaseWords(text: string): string {
  if (text.startsWith('lease')) return `the ${text}`;
  return text === '' ? 'its lease' : `its lease, ${text},`;
}
