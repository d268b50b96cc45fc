/** `faultline notes`: the chapter notes, their headings, and the scenarios they name. */
import { gallery } from './bundled';
import { JSON_OPTION, NO_FILES } from './command';
import type { Command } from './command';
import { EXIT } from './io';

export const notes: Command = {
  name: 'notes',
  usage: 'notes [--json]',
  summary: 'List the chapter notes with their headings and the scenarios they name.',
  options: [JSON_OPTION],
  files: NO_FILES,
  async run(args, io) {
    const list = gallery().notes;
    await io.out(args.has('json') ? `${JSON.stringify(list, null, 2)}\n` : list.map(noteText).join('\n'));
    return EXIT.ok;
  },
};

function noteText({ page, title, headings, scenarios }: ReturnType<typeof gallery>['notes'][number]): string {
  const inner = headings.filter(({ level }) => level > 1);
  return [
    `${page}: ${title}`,
    ...inner.map(({ anchor, title: heading, level }) => `${'  '.repeat(level - 1)}${page}#${anchor}: ${heading}`),
    `  scenarios: ${scenarios.join(', ') || 'none'}`,
    '',
  ].join('\n');
}
