/** One scenario written in every way that YAML allows and people use: the meaning is the same, the text is not. */
import { isCollection, parseDocument, visit } from 'yaml';

export const FORMS: { readonly [name: string]: (text: string) => string } = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'without a line break at the end': (text) => text.trimEnd(),
  'with comments everywhere': (text) => text.split('\n').map((line, i) => commented(line, i)).join('\n'),
  'with a blank line between sections': (text) => text.replace(/\n(?=[a-z])/g, '\n\n'),
  'in lines only': (text) => rewritten(text, false),
  'in lines, lists not indented': (text) => rewritten(text, false, { indentSeq: false, indent: 4 }),
  'in brackets only': (text) => rewritten(text, true),
  'as JSON on one line': (text) => JSON.stringify(parseDocument(text).toJS()),
  'as JSON in lines': (text) => `${JSON.stringify(parseDocument(text).toJS(), undefined, 2)}\n`,
};

function rewritten(text: string, flow: boolean, options: { indentSeq?: boolean; indent?: number } = {}): string {
  const document = parseDocument(text);
  visit(document, { Collection: (_, node) => void (isCollection(node) && (node.flow = flow)) });
  return document.toString({ lineWidth: 0, ...options });
}

function commented(line: string, i: number): string {
  const indent = /^ */.exec(line)![0];
  // A text over several lines would take the comment in.
  if (line === '' || /[|>]$/.test(line)) return line;
  return i % 2 === 0 ? `${indent}# about line ${i}\n${line}  # behind line ${i}` : line;
}
