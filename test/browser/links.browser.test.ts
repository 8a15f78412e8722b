/** A link gives the run it was made from in a fresh profile, however that run was gone on with. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { comesBack, figure, finished, number, openPage, pausedAfter, reached, shared, stands } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const small = '#network?preset=coba-2005&n_exc=320&n_inh=80&I=300+pA&duration=40+ms';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('paused on the way, and the fresh page goes on from there to the end', async () => {
  const { page } = await openPage(browser, small.replace('40+ms', '60+s'));
  const at = await pausedAfter(page, 30);
  const fresh = await comesBack(browser, page);
  await button(fresh, 'Step').click();
  await fresh.waitForFunction(
    (t) => !document.querySelector('[data-figure="time"]')?.textContent?.includes(t),
    at.toFixed(1),
  );
  expect(await number(fresh, 'time')).toBeCloseTo(at + 0.1, 6);
});

test('touched, turned and edited while it ran, then continued twice', async () => {
  const { page } = await openPage(browser, small.replace('40+ms', '60+s'));
  await pausedAfter(page, 10);
  await button(page, 'Touch').click();
  await page.locator('#touch-cells').fill('0-99');
  await page.locator('#touch-cells').press('Enter');
  await button(page, 'Silence').click();
  await page.locator('.do-silence').first().waitFor();
  // All is typed while it stands, and acts while it runs: what it runs meanwhile is run seven times more.
  const w = page.locator('[data-name="w_i"] input[type="text"]');
  await w.fill('50 nS');
  await button(page, 'Run').click();
  await reached(page, 20);
  await w.press('Enter');
  await page.locator('.do-set').first().waitFor();
  await pausedAfter(page, 30);
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  const threshold = page.getByRole('textbox', { name: 'threshold', exact: true });
  const higher = `${await threshold.inputValue()} + 1 mV`;
  await button(page, 'Run').click();
  await threshold.fill(higher);
  await page.locator('.do-model').first().waitFor();
  const at = await pausedAfter(page, (await number(page, 'time')) + 5);
  await page.getByRole('textbox', { name: 'duration of the run' }).fill(`${at + 20} ms`);
  await page.getByRole('textbox', { name: 'duration of the run' }).press('Enter');
  for (let k = 0; k < 2; k++) {
    await finished(page);
    const before = await number(page, 'time');
    await button(page, 'Continue').click();
    await reached(page, before + 1);
  }
  await finished(page);
  expect(await number(page, 'time')).toBeCloseTo(3 * (at + 20), 6);
  await comesBack(browser, page);
});

test('without end it goes on after its duration, sliders act on it, and its link brings what stands', async () => {
  const { page } = await openPage(browser, small.replace('40+ms', '20+ms'));
  await stands(page);
  await page.getByRole('checkbox', { name: 'without end' }).check();
  await reached(page, 50);
  const w = page.locator('[data-name="w_i"] input[type="text"]');
  await w.fill('50 nS');
  await w.press('Enter');
  const at = await pausedAfter(page, (await number(page, 'time')) + 30);
  await page.waitForURL(({ hash }) => new URLSearchParams(hash.split('?').at(-1)).getAll('do').length > 0);
  const done = new URLSearchParams(page.url().split('?').at(-1)).getAll('do');
  expect(done).toEqual([expect.stringMatching(/^\d+ set w_i 50 nS$/)]);
  expect(at).toBeGreaterThan(4 * 20);
  const fresh = await comesBack(browser, page);
  expect(await number(fresh, 'time')).toBeCloseTo(at, 6);
});

test('what was undone does not come back', async () => {
  const { page } = await openPage(browser, `${small}&do=100+kick+30+mV+to+0-99&do=200+set+w_e+9+nS`);
  await stands(page);
  const before = await figure(page, 'hash');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(
    (hash) => ![hash, '–'].includes(document.querySelector('[data-figure="hash"]')?.textContent ?? '–'),
    before,
  );
  await comesBack(browser, page);
});

test('a link whose spikes were not met where it stands says so', async () => {
  const { page } = await openPage(browser, small);
  await stands(page);
  await button(page, 'Share and cite').click();
  const link = await page.getByRole('textbox', { name: 'link' }).inputValue();
  const fresh = await openPage(browser, `${link.slice(link.indexOf('#')).replace(/duration=[^&]*/, 'duration=600+s')}`);
  await stands(fresh.page);
  expect(await number(fresh.page, 'time')).toBe(40);
  await button(fresh.page, 'Run').click();
  await pausedAfter(fresh.page, 45);
  await fresh.page.waitForFunction(() =>
    document.querySelector('.status')?.textContent?.startsWith('The link promises the spikes of 40 ms'),
  );
});
