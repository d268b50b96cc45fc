/** Another seed is looked at without a change of the text. */
import { expect, test } from 'vitest';
import { openScenario } from '../../src/host/open-scenario';

const textOf = (title: string): string => `faultline: 1\ntitle: ${title}\nmodel: request-reply\nseed: 5\nuntil: 1s\n`;

test('a seed that is tried is run in the place of the one in the text, until that changes', async () => {
  let text = textOf('one');
  const scenario = openScenario({ text: () => text, place: { readOnly: false, bundled: false }, onProblems() {}, onDefect(defect) { throw defect; } });
  scenario.show();
  await scenario.settled();
  expect(scenario.run!.info.tried).toBeUndefined();

  scenario.trySeed(7);
  await scenario.settled();
  expect([scenario.tried, scenario.run!.info.tried, scenario.run!.info.header.seed]).toEqual([7, { seed: 7, written: 5 }, 7]);
  expect(scenario.runText).toBe(text);

  scenario.trySeed(undefined);
  await scenario.settled();
  expect([scenario.run!.info.tried, scenario.run!.info.header.seed]).toEqual([undefined, 5]);
  // The seed of the text is none that is tried.
  scenario.trySeed(5);
  expect(scenario.tried).toBeUndefined();

  scenario.trySeed(8);
  await scenario.settled();
  text = textOf('two');
  scenario.edited();
  await scenario.settled();
  expect([scenario.tried, scenario.run!.info.title, scenario.run!.info.header.seed]).toEqual([undefined, 'two', 5]);
  scenario.dispose();
});
