/** The first line of a trace file: checked member by member, everything wrong at once. */
import type { TraceClock, TraceHeader, TraceNode } from '../../trace/trace';
import { MAX_TRACE_NODES } from '../../trace/builder';
import { nearest } from '../../trace/suggest';
import { readShow } from './show';

const KEYS = ['faultline', 'title', 'model', 'seed', 'nodes', 'unit', 'source', 'timed', 'clocks', 'show'];

/** Something wrong with the member `key` of the header. */
export interface HeaderFault {
  readonly severity: 'error' | 'warning';
  readonly key: string;
  /** Whether the key itself is meant, not its value. */
  readonly atKey: boolean;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** What the header says as far as it can be used; undefined when the file cannot be read with it. */
export function readHeader(
  raw: { readonly [key: string]: unknown },
  fault: (fault: HeaderFault) => void,
): Omit<TraceHeader, 'faultline' | 'unit'> | undefined {
  const wrong = (key: string, message: string, severity: 'error' | 'warning' = 'warning'): void =>
    fault({ severity, key, atKey: false, code: 'header', message });

  for (const key of Object.keys(raw)) {
    if (KEYS.includes(key)) continue;
    const suggestion = nearest(key, KEYS);
    const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    fault({
      severity: 'warning', key, atKey: true, code: 'unknown-key',
      message: `the header has no \`${key}\`${hint}`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  const version = raw['faultline'];
  if (version !== 1) {
    wrong('faultline', version === undefined ? 'the header does not say `"faultline": 1`' : `format version ${JSON.stringify(version)} is not known; this reads version 1`, 'error');
    return undefined;
  }
  const unit = raw['unit'];
  if (unit === undefined) wrong('unit', 'the header names no `unit`; times are taken as microseconds ("us")');
  else if (unit !== 'us') {
    wrong('unit', `the unit must be "us" (microseconds), not ${JSON.stringify(unit)}`, 'error');
    return undefined;
  }
  const title = textOf('title') ?? '';
  const model = textOf('model');
  const source = textOf('source');
  const seed = raw['seed'];
  if (seed !== undefined && typeof seed !== 'number') wrong('seed', 'the seed must be a number');
  const timed = raw['timed'];
  if (timed !== undefined && typeof timed !== 'boolean') wrong('timed', '`timed` must be true or false');
  const clocks = clocksOf(raw['clocks']);
  const show = readShow(raw['show'], (message) => wrong('show', message));
  return {
    title,
    ...(model === undefined ? {} : { model }),
    ...(typeof seed === 'number' ? { seed } : {}),
    nodes: nodesOf(raw['nodes']),
    ...(source === undefined ? {} : { source }),
    ...(timed === false ? { timed } : {}),
    ...(clocks === undefined ? {} : { clocks }),
    ...(show === undefined ? {} : { show }),
  };

  function textOf(key: string): string | undefined {
    const value = raw[key];
    if (value === undefined || typeof value === 'string') return value;
    wrong(key, `\`${key}\` must be a text`);
    return undefined;
  }

  function clocksOf(value: unknown): { [node: string]: TraceClock } | undefined {
    if (value === undefined) return undefined;
    const clocks = Object.create(null) as { [node: string]: TraceClock };
    let fit = typeof value === 'object' && value !== null && !Array.isArray(value);
    for (const [node, clock] of fit ? Object.entries(value as object) : []) {
      const entries = typeof clock === 'object' && clock !== null ? Object.entries(clock as object) : [['', '']];
      fit &&= entries.every(([name, of]) => /^(offset|drift|uncertainty)$/.test(String(name)) && Number.isFinite(of));
      if (fit) clocks[node] = clock as TraceClock;
    }
    if (fit) return clocks;
    wrong('clocks', '`clocks` must be of the form {"node": {"offset": microseconds, "drift": ppm, "uncertainty": microseconds}}; it is left out');
    return undefined;
  }

  function nodesOf(value: unknown): TraceNode[] {
    if (value === undefined) {
      wrong('nodes', 'the header lists no `nodes`; they are taken as they appear');
      return [];
    }
    if (!Array.isArray(value)) {
      wrong('nodes', '`nodes` must be a list of {"id": …, "role": …}');
      return [];
    }
    const nodes: TraceNode[] = [];
    const seen = new Set<string>();
    for (const [position, item] of (value as unknown[]).entries()) {
      if (nodes.length >= MAX_TRACE_NODES) {
        wrong('nodes', `more than ${MAX_TRACE_NODES} nodes; the rest is left out`);
        break;
      }
      const { id, role } = (typeof item === 'object' && item !== null ? item : {}) as { id?: unknown; role?: unknown };
      if (typeof id !== 'string') wrong('nodes', `node ${position + 1} has no \`id\`; it is left out`);
      else if (seen.has(id)) wrong('nodes', `node ${JSON.stringify(id)} is listed twice`);
      else {
        seen.add(id);
        nodes.push(typeof role === 'string' ? { id, role } : { id });
      }
    }
    return nodes;
  }
}
