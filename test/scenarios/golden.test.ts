/**
 * Every bundled scenario, run and written out, beside the transcript that was read and found right. A difference is
 * either a mistake or a change that was meant: then `npm run golden` rewrites the transcripts, to be read again.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatById } from '../../src/formats/formats';
import { writeAll } from '../../src/formats/format';
import { MODELS } from '../../src/models/registry';
import { find } from '../../src/trace/match';
import { parseScenario } from '../../src/scenario/parse';
import { hashOf, runScenario } from '../../src/scenario/run';
import type { Outcome } from '../../src/scenario/run';
import { bundledFiles, idOf, root } from '../bundled';

const folder = join(root, 'test', 'scenarios', 'golden');
const update = process.env['UPDATE_GOLDEN'] === '1';
const scenarios = bundledFiles('.scenario.yaml');

function transcript(outcome: Outcome): string {
  const verdicts = outcome.expectations.map(({ ok, text }) => `# ${ok ? 'as expected' : 'NOT AS EXPECTED'}: ${text}\n`);
  return [writeAll(formatById('text')!, outcome.trace), ...verdicts, `# hash ${hashOf(outcome)}\n`].join('');
}

describe.each(scenarios)('$path', ({ path, text, files }) => {
  const { scenario, problems } = parseScenario(text, MODELS, files);
  const file = join(folder, `${idOf(path)}.txt`);

  it('runs as its transcript says', () => {
    expect(problems).toEqual([]);
    const written = transcript(runScenario(scenario!));
    if (update) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, written);
    }
    expect(existsSync(file), `${file} is missing: run \`npm run golden\` and read it`).toBe(true);
    expect(written).toBe(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
  });

  it('shows what it expects', () => {
    const { expectations, end } = runScenario(scenario!);
    expect(expectations.filter(({ ok }) => !ok)).toEqual([]);
    expect(end.reason).not.toBe('limit');
  });

  it('pins every note to an event', () => {
    const { trace } = runScenario(scenario!);
    const loose = scenario!.notes.filter(({ at }) => at !== undefined && find(trace, at) < 0);
    expect(loose.map(({ at }) => at)).toEqual([]);
  });
});

it('there is no transcript without its scenario', () => {
  const known = new Set(scenarios.map(({ path }) => `${idOf(path)}.txt`));
  const orphans = existsSync(folder) ? readdirSync(folder).filter((name) => !known.has(name)) : [];
  if (update) for (const name of orphans) rmSync(join(folder, name));
  else expect(orphans).toEqual([]);
});
