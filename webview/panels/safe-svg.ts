/**
 * Mermaid's SVG text as elements of this page. Names and bodies in it come from anyone's files, so nothing is taken over as
 * it is: the text is parsed as XML in a document of its own, where nothing runs, and copied element by element. What is not
 * on the lists below does not exist afterwards: no script, no foreign HTML, no handler, no link, no style, no address.
 */

const SVG_NS = 'http://www.w3.org/2000/svg';

const ELEMENTS: ReadonlySet<string> = new Set(
  'svg g defs marker title desc rect line path circle ellipse polygon polyline text tspan'.split(' '),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'id class x y x1 y1 x2 y2 cx cy r rx ry dx dy d points width height viewBox transform text-anchor dominant-baseline ' +
    'alignment-baseline refX refY markerUnits markerWidth markerHeight orient stroke-dasharray data-et data-id'
  ).split(' '),
);
/** These may point at a marker within the picture, and at nothing else. */
const REFERENCES: ReadonlySet<string> = new Set(['marker-start', 'marker-end']);
const MAX_DEPTH = 64;

/** The picture, or undefined when the text is not an SVG. */
export function safeSvg(text: string): SVGSVGElement | undefined {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (parsed.namespaceURI !== SVG_NS || parsed.localName !== 'svg') return undefined;
  return copy(parsed, 0) as SVGSVGElement | undefined;
}

function copy(element: Element, depth: number): SVGElement | undefined {
  if (element.namespaceURI !== SVG_NS || !ELEMENTS.has(element.localName) || depth > MAX_DEPTH) return undefined;
  const made = document.createElementNS(SVG_NS, element.localName);
  for (const { name, value } of element.attributes) {
    if (ATTRIBUTES.has(name) || (REFERENCES.has(name) && /^url\(#[\w-]+\)$/.test(value))) made.setAttribute(name, value);
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) made.append(child.nodeValue ?? '');
    else if (child.nodeType === Node.ELEMENT_NODE) made.append(copy(child as Element, depth + 1) ?? '');
  }
  return made;
}
