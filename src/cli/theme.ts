/** The colours of a picture, as the command line says them. */
import type { WriteOptions } from '../formats/format';
import type { Args } from './args';

export function themeOf(args: Args): Pick<WriteOptions, 'theme'> {
  const theme = args.value('theme');
  return theme === 'light' || theme === 'dark' ? { theme } : {};
}
