/** The sections of a scenario and what is in them, for the outline beside the editor. */
import type { Span } from '../scenario';
import type { Tree } from '../yaml-tree';
import type { WrittenText } from './draft';

export interface OutlineItem {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'section' | 'setting' | 'fault' | 'operation' | 'expectation' | 'note' | 'node' | 'item';
  /** The whole, and the part that names it. */
  readonly span: Span;
  readonly head: Span;
  readonly children: readonly OutlineItem[];
}

const KINDS: { readonly [section: string]: OutlineItem['kind'] } = { faults: 'fault', workload: 'operation', expect: 'expectation', notes: 'note' };

export function outlineOf({ root, text }: WrittenText): readonly OutlineItem[] {
  if (root?.kind !== 'map') return [];
  return root.entries.map(({ key, keySpan, value }) => {
    const isSection = value.kind !== 'scalar';
    return {
      name: key === '' ? '…' : key,
      detail: isSection ? '' : onOneLine(value, text),
      kind: isSection ? 'section' : 'setting',
      span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) },
      head: keySpan,
      children: isSection ? childrenOf(key, value, text) : [],
    };
  });
}

function childrenOf(section: string, tree: Tree, text: string): readonly OutlineItem[] {
  if (tree.kind === 'map') {
    return tree.entries.map(({ key, keySpan, value }) => ({
      name: key === '' ? '…' : key,
      detail: onOneLine(value, text),
      kind: section === 'nodes' || section === 'clocks' ? 'node' : 'setting',
      span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) },
      head: keySpan,
      children: [],
    }));
  }
  if (tree.kind !== 'list') return [];
  return tree.items.map((item, i) => ({ ...named(section, item, i, text), kind: KINDS[section] ?? 'item', span: item.span, head: headOf(item), children: [] }));
}

function named(section: string, item: Tree, i: number, text: string): { readonly name: string; readonly detail: string } {
  const first = item.kind === 'map' ? item.entries[0] : undefined;
  if (first === undefined) return { name: onOneLine(item, text) || `${i + 1}`, detail: '' };
  if (section === 'faults' || section === 'expect') return { name: first.key || '…', detail: onOneLine(first.value, text) };
  const says = (key: string): string => (item.kind === 'map' ? onOneLine(item.entries.find((entry) => entry.key === key)?.value, text) : '');
  if (section === 'workload') return { name: `${says('client')} ${says('op')}`.trim() || '…', detail: says('at') };
  if (section === 'notes') return { name: says('text') || says('see') || '…', detail: says('at') };
  return { name: onOneLine(item, text), detail: '' };
}

function headOf(item: Tree): Span {
  return item.kind === 'map' && item.entries[0] ? item.entries[0].keySpan : item.span;
}

function onOneLine(tree: Tree | undefined, text: string): string {
  if (tree === undefined) return '';
  const written = text.slice(tree.span.start, Math.min(tree.span.end, tree.span.start + 200)).replace(/\s+/g, ' ').trim();
  return written.length > 80 ? `${written.slice(0, 79)}…` : written;
}
