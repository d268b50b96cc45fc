/** What each node stands for, along its lane: a band for its role with letters and round, and a bar for as long as it believes in its lease. */
import { yOf } from '../../trace/layout/axis';
import { textWidthPx } from '../../trace/layout/labels';
import type { LabelBox } from '../../trace/layout/labels';
import { laneX, nodeAt } from '../../trace/layout/lanes';
import { bandPieces, leaseEnds, leasePieces } from '../../trace/layout/standing';
import { lettersOf, looksLike } from '../../trace/looks';
import type { BandLook, BandShow } from '../../trace/trace';
import type { Scene } from './scene';
import { px, xmlText } from './xml';

const HALF_PX = 9;
const LEASE_PX = 4;
const LINE_PX = 14;
/** A lower piece has no room for letters. */
const LETTERS_PX = 22;

export interface StandingLabel {
  readonly text: string;
  readonly className: string;
  readonly priority: number;
  readonly places: readonly LabelBox[];
}

/** The bands and bars, behind the lanes. */
export function* drawStanding(scene: Scene): Generator<string> {
  const { lanes, axis, standing } = scene;
  const { top, bottom } = windowOf(scene);
  for (let place = 0; place < lanes.count; place++) {
    const lane = nodeAt(lanes, place);
    const x = laneX(lanes, lane);
    const turns = standing.turns(lane);
    for (const { k, y1, y2 } of bandPieces(axis, turns, top, bottom)) {
      const look = lookOf(scene, lane, turns.name(k));
      if (look === undefined) continue;
      const what = [turns.name(k), turns.round(k) === '' ? '' : `${wordOf(scene, lane)} ${turns.round(k)}`].filter((part) => part !== '').join(', ');
      yield `<rect class="band ${look}" x="${px(x - HALF_PX)}" y="${px(y1)}" width="${HALF_PX * 2}" height="${px(y2 - y1)}"><title>${xmlText(what)}</title></rect>\n`;
    }
    const leases = standing.leases(lane);
    for (const { k, y1, y2, ends, runsOut } of leasePieces(axis, leases, top, bottom)) {
      yield `<rect class="lease" x="${px(x + HALF_PX + 1)}" y="${px(y1)}" width="${LEASE_PX}" height="${px(y2 - y1)}"><title>${xmlText(leases.text(k) || 'lease')}</title></rect>\n`;
      if (ends && runsOut) yield `<path class="lease-end" d="M${px(x - HALF_PX)} ${px(y2)}h${HALF_PX * 2 + LEASE_PX + 4}"/>\n`;
    }
  }
}

/** Letters where a role or round begins, and a word where a lease runs out. */
export function standingLabels(scene: Scene): StandingLabel[] {
  const { lanes, axis, standing } = scene;
  const { top, bottom } = windowOf(scene);
  const labels: StandingLabel[] = [];
  for (let place = 0; place < lanes.count; place++) {
    const lane = nodeAt(lanes, place);
    const x = laneX(lanes, lane);
    const turns = standing.turns(lane);
    for (const { k, y1, y2, begins } of bandPieces(axis, turns, top, bottom)) {
      const text = [lettersOf(turns.name(k)), turns.round(k).slice(0, 12)].filter((part) => part !== '').join(' ');
      if (!begins || text === '') continue;
      const widthPx = textWidthPx(text, 11);
      const beside: LabelBox = { x: x - HALF_PX - 4, y: y1 + 4, anchor: 'end', widthPx };
      const under: LabelBox = { x, y: y1 + (scene.turned ? 12 + widthPx / 2 : 17), anchor: 'middle', widthPx };
      const look = lookOf(scene, lane, turns.name(k));
      labels.push({ text, className: look === undefined || look === 'rests' ? 'small soft' : 'small strong', priority: 6, places: y2 - y1 < LETTERS_PX ? [beside] : [under, beside] });
    }
    const leases = standing.leases(lane);
    for (const { k, y2, ends, runsOut } of leasePieces(axis, leases, top, bottom)) {
      if (!ends || !runsOut) continue;
      const text = leaseEnds(leases.text(k));
      const place: LabelBox = { x: x + HALF_PX + LEASE_PX + 6, y: y2 + 4, anchor: 'start', widthPx: textWidthPx(text, 11) };
      labels.push({ text, className: 'small note', priority: 6, places: [place, { ...place, y: place.y + LINE_PX / 2 }, { ...place, y: place.y - LINE_PX / 2 }] });
    }
  }
  return labels;
}

function windowOf({ from, to, axis }: Scene): { readonly top: number; readonly bottom: number } {
  if (to <= from) return { top: 0, bottom: 0 };
  return { top: yOf(axis, from) - 10, bottom: yOf(axis, to - 1) + 10 };
}

function showOf({ trace }: Scene, lane: number): BandShow | undefined {
  const { show, nodes } = trace.header;
  const role = nodes[lane]?.role ?? '';
  return show?.bands !== undefined && Object.hasOwn(show.bands, role) ? show.bands[role] : undefined;
}

function lookOf(scene: Scene, lane: number, name: string): BandLook | undefined {
  return name === '' ? undefined : (looksLike(name, showOf(scene, lane)) ?? 'works');
}

function wordOf(scene: Scene, lane: number): string {
  return showOf(scene, lane)?.round?.word ?? 'round';
}
