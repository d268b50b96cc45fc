/** Making XML from numbers and from texts that nobody checked. */
import { isolated } from '../../trace/direction';
import { oneLine } from '../../trace/text';

/** Text between tags: on one line, escaped, and without the characters that XML has no way to write. */
export function xmlText(text: string): string {
  return isolated(oneLine(text))
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** A coordinate with one decimal at most. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
