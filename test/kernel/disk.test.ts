import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFile, cloneFiles, createFiles, cutPower, syncFiles } from '../../src/kernel/disk';
import type { DiskChange, Files } from '../../src/kernel/disk';
import type { FaultSpec } from '../../src/kernel/spec';
import { createWorld, runToEnd } from '../../src/kernel/world';
import type { World } from '../../src/kernel/world';
import type { Plain } from '../../src/kernel/event';
import { modelOf, pick, specOf } from './models';

const write = (file: string, content: Plain): DiskChange => ({ op: 'write', file, content });
const rename = (file: string, to: string): DiskChange => ({ op: 'rename', file, to });
const remove = (file: string): DiskChange => ({ op: 'delete', file });

function after(...changes: (DiskChange | 'sync' | `sync ${string}`)[]): Files {
  const files = createFiles();
  for (const change of changes) {
    if (typeof change !== 'string') changeFile(files, change);
    else syncFiles(files, change === 'sync' ? undefined : change.slice(5));
  }
  return files;
}
const seen = ({ visible }: Files): object => Object.fromEntries([...visible].sort());
const lose = { loseUnsynced: true, torn: false };
const torn = { loseUnsynced: false, torn: true };

describe('files', () => {
  it('show every change at once', () => {
    expect(seen(after(write('a', 1), write('b', 2), write('a', 3), rename('b', 'c'), remove('a')))).toEqual({ c: 2 });
  });

  it('lose what was not synced when the power is cut', () => {
    const files = after(write('a', 1), 'sync', write('a', 2), write('b', 3));
    expect(cutPower(files, lose)).toEqual(['a', 'b']);
    expect(seen(files)).toEqual({ a: 1 });
    expect(cutPower(files, lose)).toEqual([]);
  });

  it('lose nothing in a crash that is no power cut', () => {
    const files = after(write('a', 1));
    expect(cutPower(files, { loseUnsynced: false, torn: false })).toEqual([]);
    expect(seen(files)).toEqual({ a: 1 });
    // And it is still not durable.
    expect(cutPower(files, lose)).toEqual(['a']);
  });

  it('are synced one by one', () => {
    const files = after(write('a', 1), write('b', 2), 'sync a');
    cutPower(files, lose);
    expect(seen(files)).toEqual({ a: 1 });
  });

  it('take a rename along when either of its names is synced: the usual write, sync, rename, sync', () => {
    const replaced = (...sync: 'sync data'[]): object => {
      const files = after(write('data', 'old'), 'sync', write('temp', 'new'), 'sync temp', rename('temp', 'data'), ...sync);
      cutPower(files, lose);
      return seen(files);
    };
    expect(replaced()).toEqual({ data: 'old', temp: 'new' });
    expect(replaced('sync data')).toEqual({ data: 'new' });
  });

  it('come back when their deletion was not synced', () => {
    const files = after(write('a', 1), 'sync', remove('a'));
    expect(cutPower(files, lose)).toEqual(['a']);
    expect(seen(files)).toEqual({ a: 1 });
  });

  it('are torn in the last write: half of it reached the disk', () => {
    const files = after(write('a', '12345678'), write('b', { n: 1 }), rename('a', 'c'));
    expect(cutPower(files, torn)).toEqual(['b']);
    expect(seen(files)).toEqual({ c: '12345678', b: '{"n' });
    const both = after(write('a', 'old!'), 'sync', write('a', 'new!'), write('b', 'more'));
    expect(cutPower(both, { loseUnsynced: true, torn: true })).toEqual(['a', 'b']);
    expect(seen(both)).toEqual({ a: 'old!', b: 'mo' });
  });

  it('are never torn through a character', () => {
    const files = after(write('a', 'ab😀x'));
    cutPower(files, torn);
    expect(seen(files)).toEqual({ a: 'ab' });
    const early = after(write('a', 'a😀b'));
    cutPower(early, torn);
    expect(seen(early)).toEqual({ a: 'a' });
  });

  it('survive in full once everything is synced, whatever was done, and copies are independent', () => {
    const file = fc.constantFrom('a', 'b', 'c');
    const change = fc.oneof(fc.tuple(file, fc.nat(9)).map(([f, n]) => write(f, n)), fc.tuple(file, file).map(([f, to]) => rename(f, to)), file.map(remove));
    fc.assert(fc.property(fc.array(change), fc.array(change), (first, second) => {
      const files = after(...first, 'sync');
      const copy = cloneFiles(files);
      const before = seen(files);
      for (const one of second) changeFile(files, one);
      const then = seen(files);
      const affected = cutPower(files, lose);
      expect(seen(files)).toEqual(before);
      expect(affected.length > 0).toBe(JSON.stringify(then) !== JSON.stringify(before));
      expect(seen(copy)).toEqual(before);
    }));
  });
});

describe('the disk of a node', () => {
  it('is there after a crash, and writes what is done to it', () => {
    const model = modelOf({
      init: () => ({}),
      onStart(ctx) {
        if (ctx.self !== 'a') return;
        ctx.disk.write('log', 'entry');
        ctx.disk.write('temp', [1, 2]);
        ctx.disk.rename('temp', 'snapshot');
        ctx.disk.delete('nothing');
        ctx.disk.sync();
        ctx.disk.write('late', 'xy');
      },
      onRestart: (ctx) => ctx.note(`${ctx.disk.list().join(' ')} ${JSON.stringify(ctx.disk.read('snapshot'))} ${String(ctx.disk.read('late'))}`),
    });
    const crash = { kind: 'crash', node: 'a', atUs: 10, restartUs: 20 } as const;
    const run = (...faults: FaultSpec[]): World => {
      const world = createWorld(specOf(model, { faults: [crash, ...faults] }), { freeze: true });
      runToEnd(world);
      return world;
    };
    const kept = run();
    expect(pick(kept, ['disk'], ['op', 'file', 'to', 'durable', 'label'])).toEqual([
      { op: 'write', file: 'log', durable: false, label: 'write log' },
      { op: 'write', file: 'temp', durable: false, label: 'write temp' },
      { op: 'rename', file: 'temp', to: 'snapshot', durable: false, label: 'rename temp' },
      { op: 'sync', file: '*', durable: true, label: 'sync *' },
      { op: 'write', file: 'late', durable: false, label: 'write late' },
    ]);
    expect(pick(kept, ['note'], ['text'])).toEqual([{ text: 'late log snapshot [1,2] xy' }]);
    const cut = run({ kind: 'disk', node: 'a', atUs: 5, loseUnsynced: true, torn: false });
    expect(pick(cut, ['disk'], ['op', 'file']).slice(-1)).toEqual([{ op: 'lose', file: 'late' }]);
    expect(pick(cut, ['note'], ['t', 'text']).slice(-1)).toEqual([{ t: 20, text: 'log snapshot [1,2] undefined' }]);
    const half = run({ kind: 'disk', node: 'a', atUs: 5, loseUnsynced: false, torn: true });
    expect(pick(half, ['note'], ['text']).slice(-1)).toEqual([{ text: 'late log snapshot [1,2] x' }]);
  });

  it('has nothing to rename where there is no file', () => {
    const model = modelOf({ init: () => ({}), onStart: (ctx) => ctx.disk.rename('no', 'yes') });
    expect(() => createWorld(specOf(model))).toThrow('test: onStart of a (node) at 0us: rename: a has no file "no"');
  });
});
