/**
 * A `faultline` block of a Markdown file: which run, which part of it, and what it shows.
 *
 *     ```faultline
 *     scenario: lost-reply.scenario.yaml    # relative to the Markdown file, from the workspace with a leading slash; or the text of a scenario
 *     from: 12                              # an event: its number, a time (1.5s), or the n-th of a kind (lose:2)
 *     to: 30
 *     step: lose:1                          # marked
 *     caption: The retry after the lost reply
 *     ```
 *
 * A block that is itself a scenario (with `faultline: 1`) shows all of its run.
 */
import { createReport } from '../scenario/report';
import type { Problem } from '../trace/problem';
import { parseDestination } from '../trace/find/go-to';
import { nearest } from '../trace/suggest';
import type { Trace } from '../trace/trace';
import { entryAt, readYaml } from '../scenario/yaml-tree';
import { parseMarkdown } from './markdown';
import { runLinkOf } from './place';

export interface Block {
  /** Where the scenario lies, or its text. */
  readonly scenario: { readonly path: string } | { readonly text: string };
  /** As written; places of the run are looked up in it. */
  readonly from?: string;
  readonly to?: string;
  readonly step?: string;
  readonly caption?: string;
}

/** `block` is present exactly when nothing is wrong. Lines are those of the block, from 1. */
export interface ParsedBlock {
  readonly block?: Block;
  readonly problems: readonly Problem[];
}

/** A block in a Markdown text. */
export interface FoundBlock {
  readonly text: string;
  /** The line of its first fence, and the line behind its last, from 0. */
  readonly line: number;
  readonly end: number;
}

export const BLOCK_LANGUAGE = 'faultline';
export const BLOCK_KEYS: { readonly [key: string]: string } = {
  scenario: 'The scenario: its path, or its text.',
  from: 'The first event that is shown: its number, a time (1.5s), or the n-th of a kind (lose:2).',
  to: 'The last event that is shown.',
  step: 'The event that is marked.',
  caption: 'What stands below the picture.',
};
const MAX_BLOCK_CHARS = 100_000;
const MAX_CAPTION_CHARS = 500;

/** The blocks of a Markdown text, wherever they stand in it. */
export function blocksIn(markdown: string): FoundBlock[] {
  if (!markdown.includes(BLOCK_LANGUAGE)) return [];
  return parseMarkdown(markdown).flatMap(({ type, info, content, map }) => (type === 'fence' && isBlockInfo(info) && map !== null ? [{ text: content, line: map[0], end: map[1] }] : []));
}

/** Whether what stands behind the fence makes it a block of ours. */
export function isBlockInfo(info: string): boolean {
  return info.trim().split(/\s/, 1)[0] === BLOCK_LANGUAGE;
}

/** Reads a block; never throws. */
export function parseBlock(text: string): ParsedBlock {
  const report = createReport(text);
  if (text.length > MAX_BLOCK_CHARS) {
    report.error('too-large', { start: 0, end: 0 }, `a block has at most ${MAX_BLOCK_CHARS} characters`);
    return { problems: report.problems() };
  }
  const { root } = readYaml(text, report);
  if (root?.kind !== 'map') {
    if (!report.hasErrors) report.error('wrong-type', { start: 0, end: text.length }, 'a block says at least which scenario: “scenario: name.scenario.yaml”');
    return { problems: report.problems() };
  }
  if (entryAt(root, 'faultline') !== undefined) return { block: { scenario: { text } }, problems: [] };
  const fields: { [key: string]: string } = {};
  for (const { key, keySpan, value } of root.entries) {
    if (!Object.hasOwn(BLOCK_KEYS, key)) {
      const meant = nearest(key, Object.keys(BLOCK_KEYS));
      report.error('unknown-key', keySpan, `unknown key "${key.slice(0, 40)}" in a block; valid: ${Object.keys(BLOCK_KEYS).join(', ')}`, meant);
    } else if (value.kind !== 'scalar' || value.value === null || typeof value.value === 'boolean') report.error('wrong-type', value.span, `"${key}" is one line of text${key === 'caption' ? '' : ' or a number'}`);
    else fields[key] = String(value.value);
  }
  const { scenario, ...others } = fields;
  const at = entryAt(root, 'scenario')?.value.span ?? root.entries[0]?.keySpan ?? { start: 0, end: 0 };
  if (scenario === undefined && entryAt(root, 'scenario') === undefined) report.error('missing-key', at, 'the block does not say which scenario: “scenario: name.scenario.yaml”');
  const inline = scenario !== undefined && /[\r\n]/.test(scenario.trim());
  const path = scenario === undefined || inline ? undefined : runLinkOf(encodeURI(scenario))?.path;
  if (scenario !== undefined && !inline && (path === undefined || !path.endsWith('.scenario.yaml'))) report.error('unknown-file', at, `"${scenario.slice(0, 80)}" is not the path of a scenario (*.scenario.yaml)`);
  if ((fields['caption'] ?? '').length > MAX_CAPTION_CHARS) report.error('out-of-range', entryAt(root, 'caption')!.value.span, `a caption has at most ${MAX_CAPTION_CHARS} characters`);
  if (report.hasErrors || scenario === undefined) return { problems: report.problems() };
  return { block: { scenario: inline ? { text: scenario } : { path: path! }, ...others }, problems: report.problems() };
}

export type BlockPart =
  /** `to` belongs to it; `step` is -1 where none is marked. */
  | { readonly ok: true; readonly from: number; readonly to: number; readonly step: number }
  | { readonly ok: false; readonly key: 'from' | 'to' | 'step'; readonly message: string };

/** The part of the run that a block shows. */
export function partOfBlock({ from, to, step }: Block, trace: Trace): BlockPart {
  const places = { from: 0, to: trace.length - 1, step: -1 };
  for (const [key, written] of Object.entries({ from, to, step }) as ['from' | 'to' | 'step', string | undefined][]) {
    if (written === undefined) continue;
    const place = parseDestination(written, trace, trace.header.timed !== false);
    // A part may go beyond the end: the run gets shorter while one works on it.
    const number = /^#?\d{1,9}$/.exec(written.trim()) === null ? undefined : Number(written.replace('#', ''));
    if (!place.ok && key === 'to' && number !== undefined) continue;
    if (!place.ok) return { ok: false, key, message: place.message };
    places[key] = place.event;
  }
  if (places.to < places.from) return { ok: false, key: 'to', message: 'The part ends before it begins.' };
  return { ok: true, ...places };
}

/** The fragment of a link that leads to where the block begins, or to what it marks. */
export function fragmentOf({ from, step }: Block): string {
  const written = (step ?? from ?? '').trim();
  if (/^#?\d+$/.test(written)) return `step=${written.replace('#', '')}`;
  if (/^[\d.]+[a-z]+$/.test(written)) return `time=${written}`;
  return written === '' ? '' : `event=${written}`;
}
