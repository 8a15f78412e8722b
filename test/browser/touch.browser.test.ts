/**
 * Single cells are touched while the network runs: chosen by lasso, click or number, driven, kicked, silenced, recorded, and all undone.
 */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { figure, finished, keep, number, openPage, pausedAfter, reached, shared, stands, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name, exact: true });

async function enter(page: Page, name: string | RegExp, text: string): Promise<void> {
  await field(page, name).fill(text);
  await field(page, name).press('Enter');
}

async function lasso(page: Page, corners: readonly (readonly [number, number])[], shift: boolean): Promise<void> {
  const raster = (await page.locator('.raster').boundingBox())!;
  const at = ([x, y]: readonly [number, number]) =>
    [raster.x + raster.width * x, raster.y + raster.height * y] as const;
  if (shift) await page.keyboard.down('Shift');
  await page.mouse.move(...at(corners[0]!));
  await page.mouse.down();
  for (const corner of corners.slice(1)) await page.mouse.move(...at(corner), { steps: 6 });
  await page.mouse.up();
  if (shift) await page.keyboard.up('Shift');
}

const box = [
  [0.3, 0.4],
  [0.9, 0.4],
  [0.9, 0.7],
  [0.3, 0.7],
] as const;

test('cells within a lasso are driven, kicked and silenced while the network runs; marks tell it, undo takes it back', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await reached(page, 300);
  await lasso(page, box, true);
  await page.locator('.touch').waitFor();
  expect(await textOf(page, '.touch-cells')).toMatch(/\d{3,4} cells/);
  await button(page, 'Inject').click();
  await page.locator('.do-inject').waitFor();
  await button(page, 'Kick').click();
  await page.locator('.do-kick').waitFor();
  await button(page, 'Silence').click();
  await page.locator('.do-silence').waitFor();
  await keep(page, 'touch-running');
  expect(await textOf(page, '.timeline-told')).toMatch(/ms: .*cells silenced for 20 ms/);
  await button(page, 'Record').click();
  await page.waitForFunction(() => document.querySelectorAll('.chip').length === 5);
  for (const left of [2, 1, 0]) {
    await page.locator('.undo').click();
    await page.waitForFunction((n) => document.querySelectorAll('.timeline .do').length === n, left);
  }
  const end = await pausedAfter(page, 300);
  expect(end).toBeLessThan(60_000);
  await page.waitForFunction(() =>
    /^[0-9a-f]{12}$/.test(document.querySelector('[data-figure="hash"]')?.textContent ?? ''),
  );
  const undone = await figure(page, 'hash');
  const plain = await openPage(browser, `#network?preset=ei-tutorial&duration=${end}+ms&backend=wasm`);
  await finished(plain.page);
  expect(await number(plain.page, 'time')).toBe(end);
  expect(await figure(plain.page, 'hash')).toBe(undone);
  expect([...errors, ...plain.errors]).toEqual([]);
});

test('a link brings back what was done, to the spike, in a fresh profile', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  const at = await pausedAfter(page, 20);
  await button(page, 'Touch').click();
  await enter(page, /numbers of the chosen cells/, '0-399, 3200-3299');
  await enter(page, 'current', '0.5 nA');
  await enter(page, 'how long a current or silence lasts', '30 ms');
  await button(page, 'Inject').click();
  await page.locator('.do-inject').waitFor();
  await enter(page, 'excitatory weight, w_e', '9 nS');
  await page.locator('.do').nth(1).waitFor();
  await button(page, 'Run').click();
  await pausedAfter(page, at + 100);
  await stands(page);
  await page.waitForURL(({ hash }) => new URLSearchParams(hash).getAll('do').length === 2);
  await keep(page, 'touch-link');
  const hash = await figure(page, 'hash');
  const link = page.url().slice(page.url().indexOf('#'));
  expect(decodeURIComponent(link)).toMatch(/inject\+0\.5\+nA\+for\+30\+ms\+into\+0-399,3200-3299/);
  const again = await openPage(browser, link);
  await stands(again.page);
  expect(await figure(again.page, 'hash')).toBe(hash);
  expect(await again.page.locator('.timeline .do').count()).toBe(2);
  expect(await field(again.page, 'excitatory weight, w_e').inputValue()).toBe('9 nS');
  expect([...errors, ...again.errors]).toEqual([]);
});

test('silent cells are kicked by number, and spike', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=10+ms&g_L=10+nS&backend=wasm');
  await finished(page);
  expect(await number(page, 'spikes')).toBe(0);
  await button(page, 'Touch').click();
  await enter(page, /numbers of the chosen cells/, '100-199');
  await enter(page, 'kick of the voltage', '40 mV');
  await button(page, 'Kick').click();
  await page.locator('.do-kick').waitFor();
  await button(page, 'Continue').click();
  await finished(page);
  expect(await number(page, 'spikes')).toBeGreaterThanOrEqual(100);
  await keep(page, 'touch-kick');
});

test('a wrong current is answered beneath it, and without cells nothing can be done', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=10+ms&backend=wasm');
  await finished(page);
  await button(page, 'Touch').click();
  expect(await button(page, 'Inject').isDisabled()).toBe(true);
  await enter(page, 'current', '5 mV');
  expect(await textOf(page, '#touch-current-problem')).toMatch(/current|pA/i);
  await enter(page, /numbers of the chosen cells/, '5-2');
  expect(await textOf(page, '#touch-cells-problem')).toMatch(/ascending/);
  expect(errors).toEqual([]);
});

test('by keyboard: w_e and w_i turned while it runs are marked, Ctrl + Z takes the turn back', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s');
  await reached(page, 15);
  const slider = page.getByRole('slider', { name: 'inhibitory weight, w_i' });
  await slider.focus();
  for (let k = 0; k < 5; k++) await page.keyboard.press('ArrowLeft');
  await page.locator('.do-set').first().waitFor();
  expect(await field(page, 'inhibitory weight, w_i').inputValue()).not.toBe('67 nS');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelectorAll('.timeline .do').length === 0);
  expect(await field(page, 'inhibitory weight, w_i').inputValue()).toBe('67 nS');
});

test.each([
  [768, 1024],
  [360, 740],
])('%i × %i: by finger, with the lasso switched on', async (width, height) => {
  const options = { viewport: { width, height }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+ms&backend=wasm', options);
  await finished(page);
  await button(page, 'Touch').click();
  await button(page, 'Lasso').click();
  await lasso(page, box, false);
  expect(await textOf(page, '.touch-cells')).toMatch(/\d{3,4} cells/);
  await keep(page, `touch-${width}x${height}`);
  const across = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(across).toBe(false);
  expect(errors).toEqual([]);
});
