/** The cell map: lit by the running network, picked from by click, lasso and keys, one choice with the raster. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { becomes, finished, keep, openPage, shared, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const link = '#network?preset=ei-tutorial&duration=60+ms&backend=wasm';

async function openMap(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Cell map', exact: true }).click();
  await page.locator('.map-groups li').nth(1).waitFor();
}

/** Runs in the page: squares of the grid whose colour is far from the ground. */
function countLit(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('.map canvas')!;
  const { data } = canvas.getContext('2d')!.getImageData(66, 0, canvas.width - 66, canvas.height);
  let ink = 0;
  for (let k = 0; k < data.length; k += 4)
    if (Math.max(data[k]!, data[k + 1]!, data[k + 2]!) - Math.min(data[k]!, data[k + 1]!, data[k + 2]!) > 110) ink++;
  return ink;
}

const lit = (page: Page) => page.evaluate(countLit);

const press = (page: Page, ...keys: string[]) =>
  keys.reduce((p, key) => p.then(() => page.keyboard.press(key)), Promise.resolve());

test('picked by click, lasso, keys and group; marked in the raster too; then touched', async () => {
  const { page, errors } = await openPage(browser, link);
  await finished(page);
  await openMap(page);
  // At rest the map is of the end of the run, or of the time under the pointer: before the first volley nothing is lit.
  expect(await lit(page)).toBeGreaterThan(2000);
  const raster = (await page.locator('.raster').boundingBox())!;
  await page.mouse.move(raster.x + 64 + 0.05 * (raster.width - 92), raster.y + 200);
  await becomes(page, countLit, '<', 100);

  const map = (await page.locator('.map').boundingBox())!;
  const at = (x: number, y: number) => [map.x + 64 + x * (map.width - 72), map.y + y * map.height] as const;
  await page.mouse.click(...at(0.301, 0.5));
  await page.locator('.touch').waitFor();
  expect(await textOf(page, '.touch-cells')).toBe('1 cell');
  expect(await textOf(page, '.map-hover')).toMatch(/^cell \d+ \(E\): \d+ spikes? in 100 ms/);
  await page.mouse.move(...at(0.3, 0.3));
  await page.mouse.down();
  for (const corner of [at(0.6, 0.3), at(0.6, 0.6), at(0.3, 0.6)]) await page.mouse.move(...corner, { steps: 4 });
  await page.mouse.up();
  const lassoed = Number(/(\d+) cells/.exec(await textOf(page, '.touch-cells'))![1]);
  expect(lassoed).toBeGreaterThan(200);
  await keep(page, 'map-lasso');
  // Shift adds.
  await page.keyboard.down('Shift');
  await page.mouse.click(...at(0.8, 0.5));
  await page.keyboard.up('Shift');
  expect(await textOf(page, '.touch-cells')).toBe(`${lassoed + 1} cells`);
  // Notches at the edge of the raster.
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.raster canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(canvas.width - 25, 0, 6, canvas.height - 30);
    return data.reduce((n, v, k) => n + (k % 4 === 3 && v > 200 ? 1 : 0), 0) > 20;
  });

  await page.getByRole('application', { name: /Cell map/ }).focus();
  await press(page, 'Escape');
  expect(await textOf(page, '.map-picked')).toBe('None picked.');
  await press(page, 'Home', 'ArrowRight', 'ArrowRight', 'Enter');
  expect(await textOf(page, '.map-view [role="status"]')).toMatch(/^cell 2 \(E\): .*, picked$/);
  await press(page, 'Shift+ArrowRight', 'Shift+ArrowRight');
  expect(await page.locator('#touch-cells').inputValue()).toBe('2-4');
  await keep(page, 'map-keys');
  await press(page, 'End', ' ');
  expect(await page.locator('#touch-cells').inputValue()).toBe('2-4,3999');
  await page.getByRole('button', { name: 'pick all cells of I' }).click();
  expect(await page.locator('#touch-cells').inputValue()).toBe('3200-3999');
  await page.getByRole('button', { name: 'Kick', exact: true }).click();
  await page.locator('.do-kick').waitFor();
  expect(errors).toEqual([]);
});

test('lit by the running network', async () => {
  const { page, errors } = await openPage(browser, link.replace('60+ms', '60+s'));
  await openMap(page);
  await page.waitForFunction(() => Number.parseFloat(document.querySelector('.map-rate')?.textContent ?? '') > 5);
  const first = await lit(page);
  expect(first).toBeGreaterThan(1000);
  expect(await textOf(page, '.map-groups')).toMatch(/E 3200[\d.]+ Hz.*I 800[\d.]+ Hz/);
  expect(errors).toEqual([]);
});

test.each([
  [360, 740, 'dark'],
  [768, 1024, 'light'],
  [1440, 900, 'dark'],
] as const)('%i × %i, %s: by finger, without moving anything', async (width, height, colorScheme) => {
  const touch = width < 1000 ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {};
  const { page, errors } = await openPage(browser, link, { viewport: { width, height }, colorScheme, ...touch });
  await finished(page);
  const before = await page.locator('.lower').boundingBox();
  await openMap(page);
  expect(await page.locator('.lower').boundingBox()).toEqual(before);
  await page.locator('.lower').scrollIntoViewIfNeeded();
  await page.locator('.map').click({ position: { x: width / 4, y: 40 } });
  expect(await textOf(page, '.touch-cells')).toBe('1 cell');
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)).toBe(false);
  await keep(page, `map-${width}-${colorScheme}`);
  expect(errors).toEqual([]);
});
