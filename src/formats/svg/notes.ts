/** Notes pinned to events: a numbered badge beside the mark, and what they say below the picture. */
import { yOf } from '../../trace/layout/axis';
import { textWidthPx } from '../../trace/layout/labels';
import type { LabelBox } from '../../trace/layout/labels';
import { laneX } from '../../trace/layout/lanes';
import { isShown, uprightAt, wordsOn } from './scene';
import type { PictureNote, Scene } from './scene';
import { px, xmlText } from './xml';

const LINE_PX = 17;
const FONT_PX = 12;
const LEFT_PX = 16;
const MOST_LINES = 200;
/** From the lane to its badges. */
const BADGE_PX = -26;

/** Of the notes those whose event is in the picture, and those that belong to the whole, with their numbers. */
function shown(scene: Scene): readonly { readonly note: PictureNote; readonly number: number }[] {
  const events = new Set(scene.events);
  return scene.notes
    .filter(({ event }) => event < 0 || (events.has(event) && isShown(scene, scene.trace.node[event]!)))
    .map((note, k) => ({ note, number: k + 1 }));
}

/** Where the badges stand, for words to keep clear of. */
export function badgeBoxes({ axis, lanes, trace, ...scene }: Scene): readonly LabelBox[] {
  return shown({ axis, lanes, trace, ...scene }).flatMap(({ note: { event } }) =>
    event < 0 ? [] : [{ x: laneX(lanes, trace.node[event]!) + BADGE_PX, y: yOf(axis, event) + 4, anchor: 'middle' as const, widthPx: 17 }],
  );
}

export function* drawNoteBadges(scene: Scene): Generator<string> {
  const { axis, lanes, trace } = scene;
  for (const { note, number } of shown(scene)) {
    if (note.event < 0) continue;
    const x = laneX(lanes, trace.node[note.event]!) + BADGE_PX;
    const y = yOf(axis, note.event);
    yield `<g><title>${xmlText(note.text)}</title><path class="badge" ${uprightAt(scene, x, y)} d="M-7.5 -7.5H7.5V4L4 7.5H-7.5z"/><text class="middle" ${wordsOn(scene, x, y, 3.5)}>${number}</text></g>\n`;
  }
}

/** The notes as lines of text of a picture so wide: how high they are together, and the lines themselves below `top`. */
export function noteLines(scene: Scene, widthPx: number): { readonly heightPx: number; draw(top: number): Generator<string> } {
  const lines: { readonly text: string; readonly number: string }[] = [];
  for (const { note, number } of shown(scene)) {
    wrapped(note.text, widthPx - 2 * LEFT_PX - 24).forEach((text, k) => {
      if (lines.length < MOST_LINES) lines.push({ text, number: k === 0 ? String(number) : '' });
    });
  }
  return {
    heightPx: lines.length === 0 ? 0 : lines.length * LINE_PX + 24,
    *draw(top) {
      for (const [k, { text, number }] of lines.entries()) {
        const y = px(top + 14 + k * LINE_PX);
        if (number !== '') yield `<text class="strong end" x="${LEFT_PX + 16}" y="${y}">${number}</text>`;
        yield `<text x="${LEFT_PX + 24}" y="${y}">${xmlText(text)}</text>\n`;
      }
    },
  };
}

/** Words in lines no longer than so many pixels; a word that is longer has a line to itself. */
function wrapped(text: string, mostPx: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidthPx(longer, FONT_PX) > mostPx) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines;
}
