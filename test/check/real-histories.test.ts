/** Histories of real systems, with verdicts that others came to: Knossos, Jepsen and Porcupine. Only where that data is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plain } from '../../src/kernel/event';
import { check } from '../../src/check/check';
import type { HistoryOperation } from '../../src/check/history';

const DATA = new URL('../../../shared/data/', import.meta.url);
const there = existsSync(new URL('VERDICTS.json', DATA));

interface Line {
  readonly process: string;
  readonly type: string;
  readonly f: string;
  readonly key?: string;
  readonly value: Plain;
}
interface Known {
  readonly file: string;
  readonly model: string;
  readonly verdict: string;
  readonly init: string;
  readonly first_bad_index?: number;
}

/** `{:process 7, :type :ok, :f :cas, :value [2 3]}` : a map that begins on a line of its own; only what these files have. */
function ednLines(text: string): Line[] {
  return text.split(/^[\s[]*(?=\{)/m).flatMap((map) => {
    const field = (name: string) => new RegExp(`:${name} ("[^"]*"|\\[[^\\]]*\\]|[^,}\\s]+)`).exec(map)?.[1];
    const type = field('type');
    if (type === undefined) return [];
    const key = field('key');
    return [{ process: field('process')!, type: type.slice(1), f: field('f')!.slice(1), ...(key === undefined ? {} : { key }), value: ednValue(field('value') ?? 'nil') }];
  });
}

/** `INFO  jepsen.util - 3	:ok	:read	nil` */
function logLines(text: string): Line[] {
  return [...text.matchAll(/^INFO\s+jepsen\.util - (\d+)\s+:(\w+)\s+:(\w+)\s+(.*)$/gm)].map(([, process, type, f, value]) => ({ process: process!, type: type!, f: f!, value: ednValue(value!) }));
}

function ednValue(text: string): Plain {
  if (text === 'nil' || /^\[?:/.test(text)) return null;
  return JSON.parse(text.replace(/\bnil\b/g, 'null').replace(/(?<=\d|null)\s+(?=\d|null)/g, ',')) as Plain;
}

/** Invocations with what came of them; a client that hears nothing (`info`) has an open operation. */
function operations(lines: readonly Line[]): HistoryOperation[] {
  const open = new Map<string, number>();
  const found: HistoryOperation[] = [];
  for (const [i, { process, type, f, key, value }] of lines.entries()) {
    // Who disturbs the system writes into the same log.
    if (process === ':nemesis') continue;
    if (type === 'invoke') {
      open.set(process, found.length);
      const reads = f === 'read' || f === 'get';
      found.push({ client: process, f, invoke: i, returned: -1, status: 'unknown', ...(key === undefined ? {} : { key }), ...(reads ? {} : { value }) });
    } else if (open.has(process) && (type === 'ok' || type === 'fail')) {
      const at = open.get(process)!;
      found[at] = { ...found[at]!, returned: i, status: type, ...(f === 'read' || f === 'get' ? { result: value } : {}) };
      open.delete(process);
    }
  }
  return found;
}

const MODELS: { readonly [model: string]: 'cas-register' | 'lock' | 'kv' } = {
  'cas-register': 'cas-register',
  mutex: 'lock',
  'kv map of strings get/put/append, partition by key': 'kv',
};

const known: Known[] = there
  ? Object.entries(JSON.parse(readFileSync(new URL('VERDICTS.json', DATA), 'utf8')) as { [file: string]: Omit<Known, 'file'> })
      .map(([file, verdict]) => ({ file, ...verdict }))
      .filter(({ file, model, verdict }) => file.startsWith('linearizability/') && Object.hasOwn(MODELS, model) && /^(not-)?linearizable$/.test(verdict))
  : [];

describe.skipIf(!there)('real histories, where the data is at hand', () => {
  it.each(known)('$file: $verdict', ({ file, model, verdict, init, first_bad_index }) => {
    const text = readFileSync(new URL(file, DATA), 'utf8');
    const lines = file.endsWith('.log') ? logLines(text) : ednLines(text);
    // Knossos, whose verdicts those on .edn files are, takes a read of nil as one that says nothing.
    const history = operations(lines).filter(({ f, status, result }) => !(file.endsWith('.edn') && f === 'read' && status === 'ok' && result === null));
    expect(history.length).toBeGreaterThan(0);
    const initial = init === '0' ? 0 : init === '""' ? '' : null;
    const result = check(history, { specification: MODELS[model]!, maxStates: 1_000_000, initial });
    expect(result.verdict).toBe(verdict);
    if (first_bad_index !== undefined && result.verdict === 'not-linearizable' && file.includes('/knossos/')) {
      expect(result.unplaced.returned).toBe(first_bad_index);
    }
  });

  it('finds histories of both kinds, of every model', () => {
    expect(known.length).toBeGreaterThan(100);
    expect(new Set(known.map(({ verdict }) => verdict)).size).toBe(2);
    expect(new Set(known.map(({ model }) => model)).size).toBe(3);
  });
});
