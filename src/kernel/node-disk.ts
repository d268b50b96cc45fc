/** A node's files as its process sees them; every change is an event. */
import { changeFile, createFiles, syncFiles } from './disk';
import type { Files } from './disk';
import { KIND } from './event';
import type { Plain } from './event';
import { freezePlain } from './plain';
import type { Disk } from './process';
import { emit } from './state';
import type { NodeState, WorldState } from './state';

/** Stands for all files in the event of a `sync` without a name. */
export const ALL_FILES = '*';

export class NodeDisk implements Disk {
  private readonly world: WorldState;
  private readonly node: NodeState;

  constructor(world: WorldState, node: NodeState) {
    this.world = world;
    this.node = node;
  }

  read(file: string): Plain | undefined {
    return this.node.files?.visible.get(file);
  }

  write(file: string, content: Plain): void {
    if (this.world.freeze) freezePlain(content);
    changeFile(this.files(), { op: 'write', file, content });
    this.record('write', file, false);
  }

  sync(file?: string): void {
    syncFiles(this.files(), file);
    this.record('sync', file ?? ALL_FILES, true);
  }

  rename(from: string, to: string): void {
    const files = this.files();
    if (!files.visible.has(from)) throw new Error(`rename: ${this.node.id} has no file ${JSON.stringify(from)}`);
    changeFile(files, { op: 'rename', file: from, to });
    emit(this.world, this.node.index, KIND.disk, -1, `rename ${from}`, { op: 'rename', file: from, to, durable: false });
  }

  delete(file: string): void {
    const files = this.files();
    if (!files.visible.has(file)) return;
    changeFile(files, { op: 'delete', file });
    this.record('delete', file, false);
  }

  list(): readonly string[] {
    return this.node.files === undefined ? [] : [...this.node.files.visible.keys()].sort();
  }

  private files(): Files {
    this.node.files ??= createFiles();
    return this.node.files;
  }

  private record(op: 'write' | 'sync' | 'delete', file: string, durable: boolean): void {
    emit(this.world, this.node.index, KIND.disk, -1, `${op} ${file}`, { op, file, durable });
  }
}
