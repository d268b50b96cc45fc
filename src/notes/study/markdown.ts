/** Study notes in Markdown: a document, and slides between `---` as Marp and its kin read them. */
import { markdownText } from '../markdown-text';
import { blocksMarkdown } from './blocks';
import type { Study, StudyNote, StudyPicture, StudyRun } from './study';

export function studyMarkdown({ title, runs }: Study): string {
  const parts = [`# ${markdownText(title)}`];
  for (const run of runs) {
    parts.push(`## ${markdownText(run.title)}`, aboutMarkdown(run));
    for (const picture of run.pictures) if (picture.note < 0) parts.push(pictureMarkdown(picture));
    run.notes.forEach((note, k) => {
      parts.push(`### ${markdownText(note.where)}`);
      for (const picture of run.pictures) if (picture.note === k) parts.push(pictureMarkdown(picture));
      parts.push(noteMarkdown(note));
    });
    if (run.notes.length === 0) parts.push('*No notes yet.*');
  }
  return `${parts.join('\n\n')}\n`;
}

export function slidesMarkdown({ title, runs }: Study): string {
  const slides = [`# ${markdownText(title)}`];
  for (const run of runs) {
    const whole = run.notes.filter(({ event }) => event < 0);
    slides.push([`## ${markdownText(run.title)}`, aboutMarkdown(run), ...whole.map((note) => `**${markdownText(note.where)}**\n\n${noteMarkdown(note)}`)].join('\n\n'));
    for (const picture of run.pictures) {
      const note = run.notes[picture.note];
      slides.push([`### ${markdownText(picture.words)}`, pictureMarkdown(picture), ...(note === undefined ? [] : [noteMarkdown(note)])].join('\n\n'));
    }
  }
  return `---\nmarp: true\npaginate: true\n---\n\n${slides.join('\n\n---\n\n')}\n`;
}

function aboutMarkdown({ file, rows }: StudyRun): string {
  return [markdownText(file), ...(rows.length === 0 ? [] : [rows.map(markdownText).join(', ')])].join(' · ');
}

function pictureMarkdown({ words, address }: StudyPicture): string {
  return `![${markdownText(words)}](<${address}>)`;
}

function noteMarkdown({ blocks, by, see }: StudyNote): string {
  return [blocksMarkdown(blocks), ...(by === '' ? [] : [`*— ${markdownText(by)}*`]), ...(see === '' ? [] : [`See ${markdownText(see)}.`])].join('\n\n');
}
