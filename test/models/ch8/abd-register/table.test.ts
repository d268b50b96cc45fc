/**
 * Row U20: which property holds where. The table in the chapter note is computed here, from runs, and compared with
 * what stands there; UPDATE_GOLDEN=1 writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { root } from '../../../bundled';
import { FAILURES, PROTOCOLS, show, systemModel, TIMINGS } from './system-models';
import type { Failure, Protocol, Shown, Timing } from './system-models';

// 45 cells of 20 runs each: seconds alone, longer on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const SEEDS = 20;
const NOTE = join(root, 'media', 'notes', 'ch8', 'system-models.md');

/** A property holds in a cell when every run shows it. */
function cell(protocol: Protocol, failure: Failure, timing: Timing): Shown {
  const shown = Array.from({ length: SEEDS }, (_, seed) => show(systemModel(protocol, failure, timing, seed)));
  return { atomic: shown.every(({ atomic }) => atomic), finishes: shown.every(({ finishes }) => finishes), prompt: shown.every(({ prompt }) => prompt) };
}

const known = new Map<string, Shown>();
function at(protocol: Protocol, failure: Failure, timing: Timing): Shown {
  const key = [protocol, failure, timing].join();
  const shown = known.get(key) ?? cell(protocol, failure, timing);
  known.set(key, shown);
  return shown;
}

const words = ({ atomic, finishes, prompt }: Shown): string => `${atomic ? 'safe' : '**unsafe**'}, ${finishes ? (prompt ? 'prompt' : 'finishes') : '**blocked**'}`;

function table(protocol: Protocol): string {
  const row = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`;
  return [
    row([`\`${protocol}\``, ...TIMINGS]),
    row(['---', '---', '---', '---']),
    ...FAILURES.map((failure) => row([failure, ...TIMINGS.map((timing) => words(at(protocol, failure, timing)))])),
  ].join('\n');
}

describe.each(PROTOCOLS)('the table of `%s`', (protocol) => {
  test('stands in the chapter note as the runs have it', () => {
    const note = readFileSync(NOTE, 'utf8').replaceAll('\r\n', '\n');
    const there = new RegExp(`^\\| \`${protocol}\` \\|(?:.*\\n)+?(?=\\n)`, 'm').exec(note)?.[0].trimEnd();
    expect(there).toBeDefined();
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(NOTE, note.replace(there!, table(protocol)));
    else expect(there).toBe(table(protocol));
  });
});

describe('what the note says about the table', () => {
  test('majorities are safe in every timing as long as replicas only crash and remember', () => {
    for (const failure of FAILURES.slice(0, 3)) for (const timing of TIMINGS) expect([failure, timing, at('majority', failure, timing).atomic]).toEqual([failure, timing, true]);
  });

  test('they finish exactly where a majority lives', () => {
    for (const failure of FAILURES) for (const timing of TIMINGS) expect([failure, timing, at('majority', failure, timing).finishes]).toEqual([failure, timing, failure !== 'crash-stop, all but one']);
  });

  test('lost memory and lies break them, however well-behaved time is', () => {
    for (const timing of TIMINGS) expect(FAILURES.slice(3).map((failure) => at('majority', failure, timing).atomic)).toEqual([false, false]);
  });

  test('trusting a bound survives more crashes, and needs the bound', () => {
    const safe = TIMINGS.map((timing) => at('all-alive', 'crash-stop, all but one', timing).atomic);
    expect(safe).toEqual([true, false, false]);
    expect(TIMINGS.map((timing) => at('all-alive', 'crash-stop, all but one', timing).finishes)).toEqual([true, true, true]);
  });

  test('masking quorums survive the liar', () => {
    for (const timing of TIMINGS) expect(at('masking', 'Byzantine, one', timing)).toMatchObject({ atomic: true, finishes: true });
  });

  test('timing decides about promptness alone, where safety does not rest on it', () => {
    expect(TIMINGS.map((timing) => at('majority', 'crash-stop, one', timing).prompt)).toEqual([true, true, false]);
  });
});
