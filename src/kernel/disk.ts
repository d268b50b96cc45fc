/**
 * One node's files: what the node sees, what would survive a power cut, and what lies between.
 *
 * Writes go to the page cache and are visible at once; only `sync` makes them durable. When a process
 * crashes the cache stays; when the power is cut, what was not synced is reverted, or the last write is
 * torn: half of it reached the disk.
 */
import type { Plain } from './event';

/** One change not yet durable, in the order they were made. */
export type DiskChange =
  | { readonly op: 'write'; readonly file: string; readonly content: Plain }
  | { readonly op: 'rename'; readonly file: string; readonly to: string }
  | { readonly op: 'delete'; readonly file: string };

export interface Files {
  /** As the node sees them. */
  readonly visible: Map<string, Plain>;
  /** As they would be after a power cut. */
  readonly durable: Map<string, Plain>;
  unsynced: DiskChange[];
}

/** What a power cut does to changes that were not synced. */
export interface PowerCut {
  readonly loseUnsynced: boolean;
  readonly torn: boolean;
}

export function createFiles(): Files {
  return { visible: new Map(), durable: new Map(), unsynced: [] };
}

export function cloneFiles(files: Files): Files {
  return { visible: new Map(files.visible), durable: new Map(files.durable), unsynced: files.unsynced.slice() };
}

export function changeFile(files: Files, change: DiskChange): void {
  apply(files.visible, change);
  files.unsynced.push(change);
}

/** Makes durable what was done to a file, renames from and to it included; without a name, everything. */
export function syncFiles(files: Files, file?: string): void {
  const names = file === undefined ? undefined : related(files.unsynced, file);
  const left: DiskChange[] = [];
  for (const change of files.unsynced) {
    if (names === undefined || names.has(change.file)) apply(files.durable, change);
    else left.push(change);
  }
  files.unsynced = left;
}

/**
 * Cuts the power. `loseUnsynced` reverts every change that was not synced; `torn` lets them pass but leaves
 * only half of the last write; both together revert them all, but half of the last write got through.
 * Returns the files whose content is not what the node saw before, in the order they were changed.
 */
export function cutPower(files: Files, cut: PowerCut): string[] {
  if ((!cut.loseUnsynced && !cut.torn) || files.unsynced.length === 0) return [];
  const before = new Map(files.visible);
  const lastWrite = cut.torn ? files.unsynced.map((change) => change.op).lastIndexOf('write') : -1;
  files.unsynced.forEach((change, i) => {
    if (i === lastWrite && change.op === 'write') apply(files.durable, { ...change, content: firstHalf(change.content) });
    else if (!cut.loseUnsynced) apply(files.durable, change);
  });
  files.visible.clear();
  for (const [file, content] of files.durable) files.visible.set(file, content);
  const touched = new Set<string>();
  for (const change of files.unsynced) {
    touched.add(change.file);
    if (change.op === 'rename') touched.add(change.to);
  }
  files.unsynced = [];
  return [...touched].filter((file) => before.get(file) !== files.visible.get(file));
}

function apply(to: Map<string, Plain>, change: DiskChange): void {
  if (change.op === 'write') {
    to.set(change.file, change.content);
    return;
  }
  const content = to.get(change.file);
  to.delete(change.file);
  if (change.op === 'rename' && content !== undefined) to.set(change.to, content);
}

/** The file and every name its unsynced changes are tied to by renames. */
function related(changes: readonly DiskChange[], file: string): Set<string> {
  const names = new Set([file]);
  for (let before = 0; before !== names.size; ) {
    before = names.size;
    for (const change of changes) {
      if (change.op !== 'rename' || (!names.has(change.file) && !names.has(change.to))) continue;
      names.add(change.file);
      names.add(change.to);
    }
  }
  return names;
}

function firstHalf(content: Plain): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const half = text.slice(0, text.length >> 1);
  // Not through the middle of a character: half of one is not text.
  const end = half.charCodeAt(half.length - 1);
  return end >= 0xd800 && end <= 0xdbff ? half.slice(0, -1) : half;
}
