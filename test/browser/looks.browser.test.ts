/** How the page looks and is looked at: sizes, both colour schemes, zoom, lasso, keyboard, names for those who cannot see it. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { finished, inkBecomes, keep, look, openPage, rasterInk, shared, still, textOf } from './browser.ts';

const quick = '#network?preset=ei-tutorial&duration=40+ms&backend=wasm';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

/** Whether the page can be scrolled: [across, down]. */
const scrolls = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth > innerWidth, scrollHeight > innerHeight];
  });

test('on a screen of 1440 × 900 or 1280 × 720, light or dark: one screen, the raster the largest part of it', async () => {
  const { page, errors } = await openPage(browser, '#network?backend=wasm');
  await finished(page);
  for (const [width, height, scheme] of [
    [1440, 900, 'light'],
    [1440, 900, 'dark'],
    [1280, 720, 'light'],
    [1280, 720, 'dark'],
  ] as const) {
    const here = `${width} × ${height}, ${scheme}`;
    await look(page, { width, height }, scheme);
    expect(await scrolls(page), here).toEqual([false, false]);
    const box = (selector: string) => page.locator(selector).boundingBox();
    const raster = (await box('.raster'))!;
    for (const other of ['.rates', '.traces', '.numbers'])
      expect(raster.height, here).toBeGreaterThan(2 * (await box(other))!.height);
    expect((await box('.status'))!.y + (await box('.status'))!.height, here).toBeLessThanOrEqual(height);
    expect(await rasterInk(page), here).toBeGreaterThan(10_000);
    await keep(page, `network-${width}x${height}-${scheme}`);
  }
  expect(errors).toEqual([]);
});

test.each([
  [768, 1024],
  [360, 740],
])('%i × %i: the raster on top, the parameters in a drawer', async (width, height) => {
  const options = { viewport: { width, height }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const { page, errors } = await openPage(browser, '#network?backend=wasm', options);
  await finished(page);
  expect((await scrolls(page))[0]).toBe(false);
  const side = page.locator('#side');
  expect(await side.isVisible()).toBe(false);
  await keep(page, `network-${width}x${height}`);
  await page.getByRole('button', { name: 'Parameters' }).click();
  await side.waitFor({ state: 'visible' });
  await still(page);
  await keep(page, `network-${width}x${height}-drawer`);
  await page.getByRole('button', { name: 'close the parameters' }).click();
  await side.waitFor({ state: 'hidden' });
  expect(errors).toEqual([]);
});

test('the layout keeps its size while the numbers change', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=200+ms&backend=wasm');
  const measure = () =>
    page.evaluate(() =>
      ['.header', '.raster', '.rates', '.traces', '.numbers', '.status', '.transport'].map((selector) => {
        const { x, y, width, height } = document.querySelector(selector)!.getBoundingClientRect();
        return [selector, x, y, width, height];
      }),
    );
  await page.locator('.status').waitFor();
  const before = await measure();
  await finished(page);
  expect(await measure()).toEqual(before);
});

test('one time axis: the wheel over the rates zooms the raster, a double click brings all back', async () => {
  const { page } = await openPage(browser, quick);
  await finished(page);
  const whole = await rasterInk(page);
  const rates = (await page.locator('.rates').boundingBox())!;
  await page.mouse.move(rates.x + rates.width / 2, rates.y + rates.height / 2);
  for (let k = 0; k < 4; k++) await page.mouse.wheel(0, -240);
  await inkBecomes(page, '!==', whole);
  await page
    .locator('.readout.over', { hasText: /ms: E .* Hz/ })
    .first()
    .waitFor();
  await page.mouse.dblclick(rates.x + rates.width / 2, rates.y + rates.height / 2);
  await inkBecomes(page, '===', whole);
});

test('a click on a spike traces its cell', async () => {
  const { page } = await openPage(browser, quick);
  await finished(page);
  const raster = (await page.locator('.raster').boundingBox())!;
  // The first volley, at 15–20 of 40 ms, has a spike near any point of it.
  await page.mouse.move(raster.x + 64 + (raster.width - 92) * 0.45, raster.y + raster.height * 0.6);
  await page.waitForFunction(() => document.querySelector('.plot-head .readout')?.textContent?.startsWith('spike'));
  const cell = /cell (\d+)/.exec(await textOf(page, '.plot-head .readout'))![1];
  await page.mouse.down();
  await page.mouse.up();
  await page.locator('.chip', { hasText: `cell ${cell} ` }).waitFor();
});

test('keys: slash finds a parameter, plus zooms, Home resets', async () => {
  const { page } = await openPage(browser, quick);
  await finished(page);
  // The field has the focus before another key can come.
  const focused = await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
    return document.activeElement?.id;
  });
  expect(focused).toBe('find-parameter');
  await page.keyboard.type('tau');
  await page.waitForFunction(() => document.querySelectorAll('.parameter').length === 2);
  await page.keyboard.press('Escape');
  const whole = await rasterInk(page);
  await page.keyboard.press('+');
  await inkBecomes(page, '!==', whole);
  await page.keyboard.press('Home');
  await inkBecomes(page, '===', whole);
});

test('every control has a name, and text stands out from its ground by 4.5 : 1 at least', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page } = await openPage(browser, quick, { colorScheme: scheme });
    await finished(page);
    const { nameless, faint } = await page.evaluate(() => {
      const named = (e: Element) =>
        e.getAttribute('aria-label') ||
        e.textContent?.trim() ||
        document.querySelector(`label[for="${e.id}"]`)?.textContent;
      const nameless = [...document.querySelectorAll('button, input, select, [role="application"]')].filter(
        (e) => !named(e),
      );
      const luminance = (rgb: number[]) =>
        rgb
          .map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
          .reduce((a, v, k) => a + v * [0.2126, 0.7152, 0.0722][k]!, 0);
      const parse = (text: string) => text.match(/[\d.]+/g)!.map(Number);
      const ground = (e: Element | null): number[] => {
        for (let at = e; at; at = at.parentElement) {
          const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
          if (a > 0.5) return [r!, g!, b!];
        }
        return [255, 255, 255];
      };
      const faint: string[] = [];
      for (const e of document.querySelectorAll('body *')) {
        const own = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
        if (!own || e.closest(':disabled') || !e.checkVisibility()) continue;
        const [a, b] = [luminance(parse(getComputedStyle(e).color).slice(0, 3)), luminance(ground(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) faint.push(`${e.className}: ${ratio.toFixed(2)}`);
      }
      return { nameless: nameless.map((e) => e.outerHTML.slice(0, 80)), faint: [...new Set(faint)] };
    });
    expect(nameless).toEqual([]);
    expect(faint).toEqual([]);
  }
});

test('a dense raster is shaded by the number of spikes on a pixel', async () => {
  const size = { viewport: { width: 360, height: 800 } };
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=1+s&backend=wasm', size);
  await finished(page);
  await expect
    .poll(() =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.raster canvas')!;
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
        const shades = new Set<number>();
        // Away from axes and labels, which are smoothed.
        for (let y = Math.round(0.1 * height); y < 0.9 * height; y++)
          for (let x = Math.round(0.3 * width); x < 0.85 * width; x++) shades.add(data[4 * (y * width + x) + 3]!);
        return shades.size;
      }),
    )
    .toBeGreaterThan(4);
  await keep(page, 'raster-shaded-360');
  expect(errors).toEqual([]);
});
