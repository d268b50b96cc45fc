/** One node's files at any step: what the node sees, and whether it would survive a power cut. Contents are not in a trace; the event that wrote them stands for them. */
import type { EventDetails } from '../kernel/event';
import { createIntList } from './int-list';

export interface FilesHistory {
  /** Takes in the next disk event of the node. */
  take(event: number, detail: EventDetails['disk']): void;
  /** When event `step` has happened, by name. */
  at(step: number): FileAt[];
}

export interface FileAt {
  readonly file: string;
  /** The event that made it what it is. */
  readonly event: number;
  readonly synced: boolean;
  /** It is gone for the node, and would be back after a power cut. */
  readonly deleted?: true;
}

interface Files {
  /** By name, the event that wrote what is there: for the node, and after a power cut. */
  readonly visible: Map<string, number>;
  readonly durable: Map<string, number>;
  unsynced: { readonly event: number; readonly op: 'write' | 'rename' | 'delete'; readonly file: string; readonly to: string }[];
}

const STRIDE = 256;
const MOST_UNSYNCED = 10_000;
const ALL_FILES = '*';

/** `detailOf` gives back an event's detail that was taken in before. */
export function createFilesHistory(detailOf: (event: number) => EventDetails['disk']): FilesHistory {
  const events = createIntList();
  const kept: Files[] = [];
  const now: Files = { visible: new Map(), durable: new Map(), unsynced: [] };

  return {
    take(event, detail) {
      if (events.length % STRIDE === 0) kept.push(copied(now));
      events.push(event);
      change(now, event, detail);
    },
    at(step) {
      const count = events.countUpTo(step);
      if (count === 0) return [];
      const block = Math.floor((count - 1) / STRIDE);
      const files = copied(kept[block]!);
      for (let k = block * STRIDE; k < count; k++) change(files, events.at(k), detailOf(events.at(k)));
      return told(files);
    },
  };
}

function copied({ visible, durable, unsynced }: Files): Files {
  return { visible: new Map(visible), durable: new Map(durable), unsynced: unsynced.slice() };
}

function change(files: Files, event: number, { op, file, to = '', durable }: EventDetails['disk']): void {
  switch (op) {
    case 'write':
    case 'rename':
    case 'delete': {
      const made = { event, op, file, to };
      apply(files.visible, made);
      if (durable) apply(files.durable, made);
      else if (files.unsynced.length < MOST_UNSYNCED) files.unsynced.push(made);
      return;
    }
    case 'sync': {
      const names = file === ALL_FILES ? undefined : related(files.unsynced, file);
      const left: Files['unsynced'] = [];
      for (const each of files.unsynced) {
        if (names === undefined || names.has(each.file)) apply(files.durable, each);
        else left.push(each);
      }
      files.unsynced = left;
      return;
    }
    case 'lose': {
      files.unsynced = files.unsynced.filter((each) => each.file !== file && each.to !== file);
      const was = files.durable.get(file);
      if (was === undefined) files.visible.delete(file);
      else files.visible.set(file, was);
      return;
    }
  }
}

function apply(into: Map<string, number>, { event, op, file, to }: Files['unsynced'][number]): void {
  if (op === 'write') into.set(file, event);
  else if (op === 'delete') into.delete(file);
  else {
    const written = into.get(file);
    into.delete(file);
    into.set(to, written ?? event);
  }
}

/** Names that a file had or gets by renames that are not synced. */
function related(unsynced: Files['unsynced'], file: string): Set<string> {
  const names = new Set([file]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { op, file: from, to } of unsynced) {
      if (op !== 'rename' || names.has(from) === names.has(to)) continue;
      names.add(from).add(to);
      grew = true;
    }
  }
  return names;
}

function told({ visible, durable }: Files): FileAt[] {
  const files: FileAt[] = [...visible].map(([file, event]) => ({ file, event, synced: durable.get(file) === event }));
  for (const [file, event] of durable) if (!visible.has(file)) files.push({ file, event, synced: false, deleted: true });
  return files.sort((a, b) => (a.file < b.file ? -1 : 1));
}
