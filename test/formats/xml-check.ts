/** A strict look at XML, for tests: tags balance, attributes are quoted, no stray `<` or `&`, no forbidden character. */
export function xmlFaults(text: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) faults.push('a character XML does not allow');
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) faults.push('half a surrogate pair');
  const token = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) {
      faults.push(`no XML at ${JSON.stringify(text.slice(at, at + 60))}`);
      break;
    }
    at = token.lastIndex;
    const [, closing, name, attributes, single, content] = match;
    if (content !== undefined || attributes !== '') {
      const stray = (content ?? attributes!).match(/&(?!(?:amp|lt|gt|quot|#\d+);).{0,10}/);
      if (stray !== null && open[open.length - 1] !== 'style') faults.push(`stray & at ${stray[0]}`);
    }
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) faults.push(`</${name}> closes something else`);
    } else if (single !== '/') open.push(name);
  }
  if (open.length > 0) faults.push(`not closed: ${open.join(' ')}`);
  return faults;
}
