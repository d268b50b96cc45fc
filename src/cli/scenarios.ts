/** `faultline scenarios`: what is bundled to be run. */
import { gallery } from './bundled';
import { JSON_OPTION, NO_FILES } from './command';
import type { Command } from './command';
import { EXIT } from './io';
import { table } from './table';

export const scenarios: Command = {
  name: 'scenarios',
  usage: 'scenarios [--json]',
  summary: 'List the bundled scenarios.',
  options: [JSON_OPTION],
  files: NO_FILES,
  async run(args, io) {
    const list = gallery().scenarios;
    const rows = list.map(({ id, chapter, model, covers, title }) => [id, chapter, model, covers.join(','), title]);
    await io.out(args.has('json') ? `${JSON.stringify(list, null, 2)}\n` : table([['id', 'chapter', 'model', 'covers', 'title'], ...rows]));
    return EXIT.ok;
  },
};
