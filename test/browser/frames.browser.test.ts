/** What drawing costs the main thread while the network runs: as much per frame in a long run as in a short one, and never 50 ms. */
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { framesDrawn, number, openPage, reached, shared } from './browser.ts';
import { longestTask, mainThread } from './tracing.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const median = (falling: readonly number[]) => falling[falling.length >> 1]!;

test('a frame costs the same however long the run is', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=120+s&backend=wasm');
  /** Processor time of the callbacks of twenty frames, ms; those that drew nothing are left out. */
  const watched = async () =>
    (await mainThread(browser, page, () => framesDrawn(page, 20))).frames.filter((t) => t > 0.05);
  await reached(page, 300);
  const early = await watched();
  const from = await number(page, 'time');
  // A cost that grows with the record would be eight times as large at least.
  await reached(page, 8 * from);
  const late = await watched();
  console.info(
    `a frame at ${from} ms takes ${median(early).toFixed(2)} ms of processor time, at ${8 * from} ms ${median(late).toFixed(2)} ms (medians)`,
  );
  expect(early.length).toBeGreaterThan(8);
  expect(late.length).toBeGreaterThan(8);
  expect(median(late)).toBeLessThan(1.6 * median(early) + 0.5);
  expect(errors).toEqual([]);
});

test('no view holds the main thread for 50 ms while 4000 cells run', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await reached(page, 500);
  const views = ['Cell map', 'Intervals', 'Rates', 'CV', 'Correlation', 'Spectrum', 'Over time'];
  const open = async (view: string) => {
    await page.getByRole('tab', { name: view, exact: true }).click();
    await page.locator('[data-view][data-ready], .rates').first().waitFor();
  };
  /** Each view in turn, while some frames are drawn and the network goes on. */
  const all = async (frames: number) => {
    for (const view of views) {
      await open(view);
      const from = await number(page, 'time');
      await Promise.all([framesDrawn(page, frames), reached(page, from + 50)]);
    }
  };
  // The parts of the page are loaded on the way.
  await all(1);
  const { longest, tasks } = await longestTask(browser, page, 50, () => all(20));
  expect(tasks).toBeGreaterThan(20 * views.length);
  // 6 ms for the views here, 19 ms where they are changed.
  expect(longest).toBeLessThan(50);
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
  expect(errors).toEqual([]);
});

test('touched and edited while it runs, no task of the main thread takes 50 ms once the parts are loaded', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s');
  await reached(page, 20);
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  const equations = page.getByRole('textbox', { name: 'equations', exact: true });
  await equations.waitFor();
  await page.getByRole('button', { name: 'Touch', exact: true }).click();
  await page.locator('#touch-cells').fill('0-999');
  await page.locator('#touch-cells').press('Enter');
  let round = 0;
  /** Two touches and an edit, until each has its mark on the timeline. */
  const busy = async () => {
    round++;
    await page.getByRole('button', { name: 'Kick', exact: true }).click();
    await page.getByRole('button', { name: 'Inject', exact: true }).click();
    await equations.press('Control+End');
    await equations.pressSequentially('\n# a', { delay: 40 });
    await page.waitForFunction(
      (n) => ['kick', 'inject', 'model'].every((kind) => document.querySelectorAll(`.do-${kind}`).length >= n),
      round,
    );
    await framesDrawn(page, 10);
  };
  await busy();
  const { longest, tasks } = await longestTask(browser, page, 50, busy);
  expect(tasks).toBeGreaterThan(20);
  expect(longest).toBeLessThan(50);
});
