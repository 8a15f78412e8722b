/** The page as it opens: it runs by itself, on what is best here, soon, and asks nobody else for anything. */
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  figure,
  finished,
  gzipBytes,
  keep,
  launch,
  number,
  openPage,
  rasterInk,
  reached,
  shared,
  spikesOnScreen,
  textOf,
} from './browser.ts';
import { longestTask } from './tracing.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

test('runs the tutorial network without a click, on the fastest backend where the WebGPU adapter is a software one, and says so', async () => {
  const { page, errors, foreign, requested } = await openPage(browser, '', { fresh: true });
  await spikesOnScreen(page);
  await finished(page);
  expect(await figure(page, 'backend')).toBe('wasm');
  expect(await textOf(page, '.status')).toMatch(
    /^wasm: the WebGPU adapter here, .*swiftshader, is emulated in software\.$/i,
  );
  expect(await page.locator('#backend').evaluate((e: HTMLSelectElement) => e.selectedOptions[0]?.text)).toBe(
    'best: wasm',
  );
  expect(await figure(page, 'adapter')).not.toBe('–');
  expect(await figure(page, 'time')).toContain('100.0 ms');
  const spikes = await number(page, 'spikes');
  expect(spikes).toBeGreaterThan(11_000);
  expect(spikes).toBeLessThan(16_500);
  expect(await number(page, 'silent')).toBeGreaterThan(31);
  expect(await number(page, 'silent')).toBeLessThan(44);
  expect(await figure(page, 'hash')).toMatch(/^[0-9a-f]{12}$/);
  expect(await rasterInk(page)).toBeGreaterThan(10_000);
  await keep(page, 'opens-1440-light');

  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
  const bytes = gzipBytes(requested);
  console.info(`first load: ${(bytes / 1000).toFixed(0)} kB gzip`);
  expect(bytes).toBeLessThan(300_000);
});

test('is isolated, so that threads may share memory', async () => {
  const { page } = await openPage(browser);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('without WebGPU another backend runs, and the page says so', async () => {
  const bare = await launch({ webgpu: false });
  try {
    const { page, errors } = await openPage(bare);
    await finished(page);
    expect(['wasm', 'reference']).toContain(await figure(page, 'backend'));
    expect(await textOf(page, '.status')).toMatch(/^(wasm|reference): there is no WebGPU adapter here\.$/);
    expect(await number(page, 'spikes')).toBeGreaterThan(11_000);
    await keep(page, 'no-webgpu');
    expect(errors).toEqual([]);
    // Asked for by name, what runs instead is told where it was asked for, and why in a line that is not cut.
    const asked = await openPage(bare, '#network?preset=ei-tutorial&backend=webgpu');
    await finished(asked.page);
    const backend = await figure(asked.page, 'backend');
    const chosen = asked.page.locator('#backend');
    expect(await chosen.evaluate((e: HTMLSelectElement) => e.selectedOptions[0]?.text)).toBe(`${backend} instead`);
    const status = asked.page.locator('.status');
    expect(await status.textContent()).toMatch(/^WebGPU does not start here, so (wasm|reference) runs instead\. /);
    expect(await status.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0);
    await keep(asked.page, 'no-webgpu-asked');
    expect(asked.errors).toEqual([]);
  } finally {
    await bare.close();
  }
});

test('the running network holds the main thread for no more than 50 ms at once', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s');
  await reached(page, 20);
  const { longest, tasks } = await longestTask(browser, page, 50, async () => {
    await reached(page, (await number(page, 'time')) + 150);
  });
  expect(tasks).toBeGreaterThan(20);
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
  expect(longest).toBeLessThan(50);
});
