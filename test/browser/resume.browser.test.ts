/** A long run in a tab that is reloaded: offered, taken up with the same spikes, or forgotten. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  comesBack,
  keep,
  keptRuns,
  openPage,
  pausedAfter,
  rasterInk,
  reached,
  shared,
  stands,
  textOf,
} from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const link = (duration: string) =>
  `#network?preset=coba-2005&n_exc=320&n_inh=80&I=300+pA&backend=wasm&duration=${duration}`;
const offer = (page: Page) => page.getByRole('button', { name: /^Resume the run at/ });

test('reloaded in mid-run, offered, taken up with the spikes of one that was never left, offered no more once forgotten, offered by another tab', async () => {
  const { page, errors, foreign } = await openPage(browser, link('600+s'));
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  expect(await offer(page).count()).toBe(0);
  await keptRuns(page, 1);
  await page.reload();
  await offer(page).waitFor();
  await keep(page, 'left-run');
  const at = Number(/= ([\d\u2009.]+) ms/.exec(await textOf(page, '.left-run'))![1]!.replaceAll('\u2009', ''));
  expect(at).toBeGreaterThan(100);
  await offer(page).click();
  await reached(page, at);
  expect(await offer(page).count()).toBe(0);
  await pausedAfter(page, at);
  await stands(page);
  expect(await rasterInk(page)).toBeGreaterThan(500);
  // The voltages from before the reload are there too.
  expect(await textOf(page, '.trace-frame')).not.toContain('not recorded before');
  // A run that was never left has the same spikes.
  await comesBack(browser, page);

  await page.reload();
  await offer(page).waitFor();
  await page.getByRole('button', { name: 'forget the run that was left' }).click();
  expect(await offer(page).count()).toBe(0);
  // The database is emptied a moment after the click.
  await keptRuns(page, 0);
  await page.reload();
  // The worker keeps this run too, but only after it has looked for one that was left, and told of it.
  await keptRuns(page, 1);
  expect(await offer(page).count()).toBe(0);

  // Another tab offers it once this one is gone, and not before.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await keptRuns(other, 2);
  expect(await offer(other).count()).toBe(0);
  await page.close();
  await offer(other).waitFor();
  expect([...errors, ...foreign]).toEqual([]);
});
