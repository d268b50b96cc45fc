/**
 * Headings and links of a note, and the anchors by which headings are named.
 *
 * Anchors are made as GitHub makes them, so `chapter/page#heading` means the same in a scenario, in the editor
 * and when the note is read on the web.
 */
import { headingTitle, parseMarkdown } from './markdown';

export interface Heading {
  readonly anchor: string;
  readonly title: string;
  /** From 1. */
  readonly level: number;
}

export interface Outline {
  readonly headings: readonly Heading[];
  /** Targets of links, as written, in order and each as often as it stands there. */
  readonly links: readonly string[];
}

/** The headings and links of a Markdown text. */
export function outlineOf(markdown: string): Outline {
  const headings: Heading[] = [];
  const links: string[] = [];
  const anchorFor = anchorMaker();
  const tokens = parseMarkdown(markdown);
  tokens.forEach((token, i) => {
    if (token.type === 'heading_open') {
      const title = headingTitle(tokens[i + 1]);
      headings.push({ anchor: anchorFor(title), title, level: Number(token.tag.slice(1)) });
    }
    for (const child of token.children ?? []) {
      const href = child.type === 'link_open' ? child.attrGet('href') : null;
      if (href !== null) links.push(String(href));
    }
  });
  return { headings, links };
}

/** Makes the anchors of one page; a title that comes again gets a number. */
export function anchorMaker(): (title: string) => string {
  const used = new Set<string>();
  return (title) => {
    const slug = slugOf(title);
    let anchor = slug;
    for (let n = 1; used.has(anchor); n++) anchor = `${slug}-${n}`;
    used.add(anchor);
    return anchor;
  };
}

/** `A timeout says nothing!` → `a-timeout-says-nothing`. */
export function slugOf(title: string): string {
  return title.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '').replaceAll(' ', '-');
}
