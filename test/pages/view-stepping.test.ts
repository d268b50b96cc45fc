/** Stepping through a run with keys, mouse, slider, toolbar and the host's commands. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStage } from './harness';
import type { Stage, View } from './harness';

/** Indices in the scene `reply-lost`. */
const LOST = 14;
const VIOLATION = 26;
const LAST = 30;

let stage: Stage;
let view: View;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  view = await stage.open({ scene: 'reply-lost' });
});
afterEach(async () => {
  expect(await view.complaints()).toEqual([]);
  await view.close();
});

async function press(...keys: string[]): Promise<number> {
  for (const key of keys) await view.page.keyboard.press(key);
  await frame();
  return view.step();
}

async function frame(): Promise<void> {
  await view.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function command(name: string): Promise<number> {
  await view.page.evaluate((command) => window.fakeHost.send({ type: 'command', command: command as 'back' }), name);
  await frame();
  return view.step();
}

describe('keys', () => {
  test('arrows, Home and End', async () => {
    expect(await press('ArrowDown', 'ArrowRight', 'ArrowDown')).toBe(3);
    expect(await press('ArrowUp', 'ArrowLeft')).toBe(1);
    expect(await press('End')).toBe(LAST);
    expect(await press('ArrowDown')).toBe(LAST);
    expect(await press('Home')).toBe(0);
  });

  test('faults, violations, causes and effects', async () => {
    expect(await press('n')).toBe(LOST);
    expect(await press('v')).toBe(VIOLATION);
    expect(await press('Shift+N')).toBe(LOST);
    const send = await press('c');
    expect(send).toBeLessThan(LOST);
    expect(await press('e')).toBe(LOST);
  });

  test('Space plays and stops', async () => {
    await view.page.evaluate(() => window.fakeHost.send({ type: 'settings', settings: { spacing: 'even', timeDirection: 'down', playSpeed: 100, showNotes: true, clocks: 'recorded', minimap: true } }));
    await press(' ');
    await view.page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('.track input')!.value) > 5);
    await press(' ');
    const stopped = await view.step();
    expect(await view.page.getByRole('button', { name: 'Play', exact: true }).count()).toBe(1);
    await frame();
    expect(await view.step()).toBe(stopped);
  });

  test('playing ends at the end', async () => {
    await view.page.evaluate(() => window.fakeHost.send({ type: 'settings', settings: { spacing: 'even', timeDirection: 'down', playSpeed: 100, showNotes: true, clocks: 'recorded', minimap: true } }));
    await press(' ');
    await view.page.waitForFunction((last) => document.querySelector<HTMLInputElement>('.track input')!.value === String(last), LAST);
    await view.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  test('belong to the list and the slider while they have the focus', async () => {
    await view.page.focus('.track input');
    expect(await press('ArrowRight')).toBe(1);
    await view.page.click('#tab-events');
    await view.page.locator('fl-events-list [role=grid]').focus();
    expect(await press('ArrowDown')).toBe(2);
  });
});

test('the toolbar', async () => {
  const click = async (name: string): Promise<number> => {
    await view.page.getByRole('button', { name, exact: true }).click();
    await frame();
    return view.step();
  };
  expect(await click('Forward one event')).toBe(1);
  expect(await click('Next fault')).toBe(LOST);
  expect(await click('Next violation')).toBe(VIOLATION);
  expect(await click('Previous fault')).toBe(LOST);
  expect(await click('Back one event')).toBe(LOST - 1);
  expect(await click('Last event')).toBe(LAST);
  expect(await click('First event')).toBe(0);
});

test('the slider', async () => {
  await view.page.locator('.track input').fill('9');
  await frame();
  expect(await view.page.locator('.where').innerText()).toContain('#9 of 31');
});

describe('the host', () => {
  test('steps', async () => {
    expect(await command('forward')).toBe(1);
    expect(await command('nextFault')).toBe(LOST);
    expect(await command('last')).toBe(LAST);
    expect(await command('first')).toBe(0);
    await view.page.evaluate(() => window.fakeHost.send({ type: 'goTo', event: 7 }));
    await frame();
    expect(await view.step()).toBe(7);
  });

  test('switches spacing and tabs', async () => {
    await command('toggleSpacing');
    expect(await view.page.locator('.spacing').innerText()).toContain('To scale');
    await command('showEvents');
    expect(await view.page.locator('fl-events-list').isVisible()).toBe(true);
    await command('showDiagram');
    expect(await view.page.locator('.view').isVisible()).toBe(true);
    await command('toggleNotes');
    expect(await view.page.locator('fl-notes-panel').isVisible()).toBe(false);
  });

  test('is told where the reader is', async () => {
    await press('n');
    const said = await view.page.evaluate(() => window.fakeHost.said.flatMap((message) => (message.type === 'stepped' ? [message.step] : [])));
    expect(said.at(-1)).toBe(LOST);
  });
});

describe('the mouse', () => {
  test('goes to the event whose row, mark or message it clicks', async () => {
    const box = (await view.page.locator('.view').boundingBox())!;
    await view.page.mouse.click(box.x + 500, box.y + 26 + 28 * 3.5);
    await frame();
    expect(await view.step()).toBe(3);
    // The times at the left are as good.
    await view.page.mouse.click(box.x + 40, box.y + 26 + 28 * 6.5);
    await frame();
    expect(await view.step()).toBe(6);
  });

  test('on a badge opens the note', async () => {
    await press('n', 'ArrowUp');
    await view.page.getByRole('button', { name: 'Notes', exact: true }).click();
    await frame();
    expect(await view.page.locator('fl-notes-panel').isVisible()).toBe(false);
    await view.page.locator('.picture .badge').first().click({ force: true });
    await frame();
    expect(await view.step()).toBe(LOST);
    expect(await view.page.locator('fl-notes-panel').isVisible()).toBe(true);
    expect(await view.page.locator('fl-notes-panel').getByText('Only its answer died').isVisible()).toBe(true);
  });

  test('resting on an event tells what it is', async () => {
    await press('n');
    const ring = (await view.page.locator('.ring').boundingBox())!;
    await view.page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
    expect(await view.page.locator('.tip').innerText()).toMatch(/alice never \w+ Reply from shop/);
  });
});

test('every step is said in words', async () => {
  await press('n');
  expect(await view.announced()).toMatch(/Event #14 of 31 events, 35 ms: alice never \w+ Reply from shop/);
});

test('the panels follow the step', async () => {
  await press('n');
  await view.page.waitForFunction(() => document.querySelector('fl-event-panel')!.shadowRoot!.textContent!.includes('Message lost'));
  await view.page.waitForFunction(() => document.querySelector('fl-state-panel')!.shadowRoot!.textContent!.includes('alice'));
  await view.page.waitForFunction(() => document.querySelector('fl-notes-panel')!.shadowRoot!.textContent!.includes('The lost reply'));
});

test('in a smaller window the current event stays in sight', async () => {
  await view.page.setViewportSize({ width: 1000, height: 900 });
  await press('End');
  const isInSight = (): Promise<boolean> =>
    view.page.evaluate(() => {
      const pill = document.querySelector('.picture .pill')?.getBoundingClientRect();
      const room = document.querySelector('.diagram .view')!.getBoundingClientRect();
      return pill !== undefined && pill.top >= room.top && pill.bottom <= room.bottom;
    });
  await expect.poll(isInSight).toBe(true);
  await view.page.setViewportSize({ width: 500, height: 420 });
  await expect.poll(isInSight).toBe(true);
});
