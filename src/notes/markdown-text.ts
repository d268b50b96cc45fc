/** Text put into Markdown so that nothing in it is taken for Markdown or HTML, and links written so that they end where they end. */
import { oneLine } from '../trace/text';

/** On one line. */
export function markdownText(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|!&~]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : sign === '&' ? '&amp;' : `\\${sign}`));
}

/** A path as the target of a link: every part encoded, so that neither spaces nor brackets end it. */
export function linkPath(path: string): string {
  return path.split('/').map((part) => encodeURIComponent(part).replace(/[()'*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
}
