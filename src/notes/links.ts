/**
 * Where the links of notes lead: to a web page, to another note, to a bundled scenario. What leads anywhere else leads
 * nowhere: notes and scenarios live in two folders, and a link cannot climb out of them.
 */
import type { Block, Inline, NotePage } from '../protocol/messages';

export type LinkTarget =
  | { readonly kind: 'web'; readonly url: string }
  /** `page` as `chapter/page`; `anchor` is '' for the top. */
  | { readonly kind: 'page'; readonly page: string; readonly anchor: string }
  /** `path` from the root of the project, such as `media/scenarios/ch8/reply-lost.scenario.yaml`. */
  | { readonly kind: 'scenario'; readonly path: string };

const NOTES = 'media/notes/';
const SCENARIOS = 'media/scenarios/';
const WEB = /^https:\/\/[a-z\d-]+(?:\.[a-z\d-]+)*(?::\d+)?(?:[/?#]\S*)?$/i;
/** A relative path and fragment: no scheme, no host, no query, not from the root. */
const RELATIVE = /^(?![/\\])[\p{L}\p{N}\-_.~%/ ]*(?:#[^\s#]*)?$/u;
/** `chapter/page`, or the glossary, which belongs to all chapters. */
const SEE = /^(?:[a-z\d][\w-]*\/[\w-]+|glossary)$/i;

/** Whether a link may stay a link: https, or relative to its page. */
export function isSafeHref(href: string): boolean {
  return WEB.test(href) || (href !== '' && RELATIVE.test(href) && decoded(href) !== undefined);
}

/** Where `href` leads from the page `base` (`chapter/page`); undefined when it leads nowhere. */
export function resolveLink(href: string, base: string): LinkTarget | undefined {
  if (WEB.test(href)) return { kind: 'web', url: href };
  if (!isSafeHref(href) || !SEE.test(base)) return undefined;
  const [path = '', fragment = ''] = href.split('#');
  const anchor = decoded(fragment);
  const relative = decoded(path);
  if (anchor === undefined || relative === undefined) return undefined;
  if (relative === '') return { kind: 'page', page: base, anchor };
  const full = joined(`${NOTES}${base}`, relative);
  if (full?.startsWith(SCENARIOS) && full.endsWith('.scenario.yaml')) return { kind: 'scenario', path: full };
  if (!full?.startsWith(NOTES) || !full.endsWith('.md')) return undefined;
  const page = full.slice(NOTES.length, -'.md'.length);
  return SEE.test(page) ? { kind: 'page', page, anchor } : undefined;
}

/** The parts of a `see:`, `chapter/page#heading`; undefined when it is not one. */
export function parseSee(see: string): { readonly page: string; readonly anchor: string } | undefined {
  const [page = '', anchor = '', ...more] = see.split('#');
  return SEE.test(page) && more.length === 0 ? { page, anchor } : undefined;
}

/** Where the text of a page lies, from the root of the project. */
export function pathOfPage(page: string): string {
  return `${NOTES}${page}.md`;
}

/** Paths of the scenarios a page links to, each once, in order. */
export function scenariosNamedBy(page: NotePage): string[] {
  const paths = hrefsOf(page.blocks).flatMap((href) => {
    const target = resolveLink(href, page.page);
    return target?.kind === 'scenario' ? [target.path] : [];
  });
  return [...new Set(paths)];
}

/** Of the given pages those that link to the scenario at `path`. */
export function pagesNaming(path: string, pages: readonly NotePage[]): NotePage[] {
  return pages.filter((page) => scenariosNamedBy(page).includes(path));
}

/** Targets of all links within blocks, as written, in order. */
export function hrefsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return hrefsIn(block.inline);
      case 'list':
        return block.items.flatMap(hrefsOf);
      case 'quote':
        return hrefsOf(block.blocks);
      case 'question':
        return [...(block.predict ? [block.predict.href] : []), ...hrefsOf(block.ask), ...block.choices.flatMap(({ inline }) => hrefsIn(inline)), ...hrefsOf(block.answer)];
      case 'table':
        return [...block.head, ...block.rows.flat()].flatMap(hrefsIn);
      case 'code':
      case 'rule':
        return [];
    }
  });
}

function hrefsIn(inline: readonly Inline[]): string[] {
  return inline.flatMap((part) => {
    if (part.kind === 'link') return [part.href, ...hrefsIn(part.inline)];
    return 'inline' in part ? hrefsIn(part.inline) : [];
  });
}

/** A relative path seen from a file; undefined when it climbs above the root. */
function joined(file: string, relative: string): string | undefined {
  const parts = file.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Percent signs undone; undefined when that is not possible or brings up what a path must not hold. */
function decoded(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text);
    return /[\u0000-\u001f\u007f\\:%]/.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}
