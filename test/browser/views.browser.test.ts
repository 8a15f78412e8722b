/** The other views of the Network room: in the place of rates and voltages, with axes and units, without moving anything. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { finished, keep, look, number, openPage, pausedAfter, shared, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const experiment = '#network?preset=ei-tutorial&duration=100+ms&backend=wasm';

async function show(page: Page, title: string, name: string): Promise<void> {
  await page.getByRole('tab', { name: title, exact: true }).click();
  await page.locator(`[data-view="${name}"][data-ready] svg[role="img"]`).waitFor();
}

const boxes = (page: Page) =>
  page.evaluate(() =>
    ['.header', '.raster', '.lower', '.numbers', '.status'].map((selector) => {
      const { x, y, width, height } = document.querySelector(selector)!.getBoundingClientRect();
      return [selector, x, y, width, height];
    }),
  );

test('every view draws E and I with axes and units, and nothing moves', async () => {
  const { page, errors, foreign } = await openPage(browser, experiment);
  await finished(page);
  const before = await boxes(page);
  for (const [title, name, x, curves] of [
    ['Intervals', 'isi', 'interval (ms)', 2],
    ['Rates', 'rate', 'rate of a cell (Hz)', 2],
    ['CV', 'cv', 'CV of a cell’s intervals', 2],
    ['Correlation', 'correlation', 'correlation of a pair', 2],
    ['Spectrum', 'spectrum', 'frequency (Hz)', 2],
    ['Synapses', 'synapses', 'synapses onto a cell', 2],
  ] as const) {
    await show(page, title, name);
    expect(await textOf(page, `[data-view="${name}"] .axes`)).toContain(x);
    expect(await page.locator(`[data-view="${name}"] [data-curve]`).count()).toBe(curves);
    expect(await boxes(page)).toEqual(before);
    await keep(page, `view-${name}`);
  }
  expect(await textOf(page, '.view-figures')).toContain('256\u2009000 synapses');
  await page.getByRole('tab', { name: 'Over time', exact: true }).click();
  await page.locator('.rates').waitFor();
  expect(await boxes(page)).toEqual(before);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test('layers stand in the order of their figure, named beside the raster, their rates beside the published ones', async () => {
  // What is written on canvases is seen by nobody else.
  const before = (opened: Page) =>
    opened.addInitScript(() => {
      const places: Record<string, number> = {};
      Object.assign(window, { places });
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
        places[text] = y;
        fillText.call(this, text, x, y, ...rest);
      };
    });
  const link = '#network?preset=microcircuit&scale=0.05&duration=300+ms&backend=wasm';
  const { page, errors } = await openPage(browser, link, { before });
  await finished(page);
  const names = ['L2/3E', 'L2/3I', 'L4E', 'L4I', 'L5E', 'L5I', 'L6E', 'L6I'];
  const places = await page.evaluate(() => (window as unknown as { places: Record<string, number> }).places);
  const heights = names.map((name) => places[name]!);
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  // 12 pixels of room for each.
  expect(Math.min(...heights.slice(1).map((y, k) => y - heights[k]!))).toBeGreaterThan(11.9);
  const rates = await page.locator('.published [data-figure]').allTextContents();
  expect(rates).toHaveLength(8);
  // Layer 4 is at 4 Hz, layer 2/3 far below it, at every scale.
  expect(Number(rates[2])).toBeGreaterThan(2);
  expect(Number(rates[0])).toBeLessThan(Number(rates[2]) / 2);
  expect(await textOf(page, '.published caption')).toContain('Potjans & Diesmann 2014');
  expect(await page.locator('#connectivity').inputValue()).toBe('procedural');
  // The spike nearest to the top of the raster is one of the topmost layer.
  const box = (await page.locator('.raster').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 12);
  await page.waitForFunction(() => document.querySelector('.plot-head .readout')?.textContent?.includes('(L2/3E)'));
  await keep(page, 'microcircuit-1440');
  await look(page, { width: 360, height: 740 }, 'light');
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)).toBe(false);
  await keep(page, 'microcircuit-360');
  expect(errors).toEqual([]);
});

test('the numbers under a histogram are those of the run', async () => {
  const { page } = await openPage(browser, experiment);
  await finished(page);
  await show(page, 'Intervals', 'isi');
  // Bursting cells: the median interval is 4.5 ms.
  const median = Number(/median ([\d.]+)/.exec(await textOf(page, '.view-figures'))![1]);
  expect(median).toBeGreaterThan(3.5);
  expect(median).toBeLessThan(6);
  await show(page, 'Rates', 'rate');
  expect(await textOf(page, '.view-figures')).toContain('3200 cells');
});

test('the phase plane of a traced cell, from a replay with the same spikes', async () => {
  const { page, errors } = await openPage(browser, experiment);
  await finished(page);
  await show(page, 'Phase plane', 'phase');
  expect(await textOf(page, '[data-view="phase"] .axes')).toContain('V (mV)');
  expect(await textOf(page, '[data-view="phase"] .view-words')).toContain('same spikes');
  await page.selectOption('#phase-x', 'g_i');
  await page.waitForFunction(() =>
    /g_?i \(nS\)/.test(document.querySelector('[data-view="phase"] .axes')?.textContent ?? ''),
  );
  await keep(page, 'view-phase');
  const last = (await page.locator('#phase-cell option').allTextContents()).at(-1)!;
  expect(await page.locator('#phase-cell').inputValue()).not.toBe(last);
  await page.selectOption('#phase-cell', last);
  await page.locator(`[data-view="phase"] [aria-label$=" against g_i of cell ${last}"]`).waitFor();
  await page.waitForURL((url) => url.hash.endsWith(`cell=${last}`));
  const fresh = await openPage(browser, page.url().slice(page.url().indexOf('#')));
  await fresh.page.locator(`[data-view="phase"] [aria-label$=" against g_i of cell ${last}"]`).waitFor();
  expect(errors).toEqual([]);
});

test('views follow the running network, and can be of the time that is seen', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await page.getByRole('tab', { name: 'Intervals', exact: true }).click();
  /** Intervals that the view says it holds; waits until they are more or fewer than before, and resolves with their number. */
  const intervals = async (how: '>' | '<', than: number) => {
    const found = await page.waitForFunction(
      ([sign, n]) => {
        const text = document.querySelector('.view-figures')?.textContent ?? '';
        const count = Number((/([\d\u2009]+) intervals/.exec(text)?.[1] ?? '0').replaceAll('\u2009', ''));
        return (sign === '>' ? count > n : count < n && count > 0) && count;
      },
      [how, than] as const,
    );
    return Number(await found.jsonValue());
  };
  await page.locator('[data-view="isi"][data-ready]').waitFor();
  const first = await intervals('>', 0);
  const all = await intervals('>', first);
  await pausedAfter(page, 0);
  for (let k = 0; k < 4; k++) await page.keyboard.press('+');
  await page.getByRole('radio', { name: 'time seen above' }).click();
  await intervals('<', all);
  expect(errors).toEqual([]);
});

test('a view fits every size, light and dark', async () => {
  const { page, errors } = await openPage(browser, experiment, { viewport: { width: 360, height: 740 } });
  await finished(page);
  await show(page, 'Correlation', 'correlation');
  for (const [width, height, scheme] of [
    [360, 740, 'light'],
    [768, 1024, 'dark'],
    [1440, 900, 'dark'],
  ] as const) {
    await look(page, { width, height }, scheme);
    await page.locator('.lower').scrollIntoViewIfNeeded();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    expect(wide, `${width} px`).toBe(false);
    await keep(page, `view-${width}-${scheme}`);
  }
  expect(errors).toEqual([]);
});

test('the tabs are reached and turned by keyboard', async () => {
  const { page } = await openPage(browser, experiment);
  await finished(page);
  await page.getByRole('tab', { name: 'Over time', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-view="map"][data-ready]').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-view="isi"][data-ready]').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Intervals');
});

/** Strokes that reach the top of the plot of voltages: runs of columns with ink in a row of pixels above all voltages. */
const strokes = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.traces canvas')!;
    const ratio = canvas.width / canvas.clientWidth;
    // The data begin 8 px below the edge of the plot, and are 64 px from its left; strokes end 2 px lower, and are 12 px high at least.
    const [left, top] = [Math.round(66 * ratio), Math.round(14 * ratio)];
    const row = canvas.getContext('2d')!.getImageData(left, top, canvas.width - left, 1).data;
    const inked = Array.from({ length: row.length / 4 }, (_, x) => row[4 * x + 3]! > 40);
    return inked.filter((ink, x) => ink && inked[x - 1] !== true).length;
  });

test('traces of cells with a reset have a stroke at each spike, told as no value; those that swing up have none', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=adex-adapting&duration=600+ms&backend=wasm');
  await finished(page);
  const spikes = await number(page, 'spikes');
  expect(spikes).toBeGreaterThan(5);
  expect(await textOf(page, '.trace-frame .legend')).toContain('stroke: spike, no value');
  await expect.poll(() => strokes(page)).toBe(spikes);
  await keep(page, 'strokes');
  await look(page, { width: 360, height: 800 });
  await keep(page, 'strokes-360');
  const swings = await openPage(browser, '#network?preset=hh&duration=100+ms&backend=wasm');
  await finished(swings.page);
  expect(await number(swings.page, 'spikes')).toBeGreaterThan(0);
  expect(await textOf(swings.page, '.trace-frame .legend')).not.toContain('stroke');
  expect(errors).toEqual([]);
});

test('the phase plane has nullclines and fixed points, filled where stable, and says what is held', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=morris-lecar&backend=wasm');
  await finished(page);
  await show(page, 'Phase plane', 'phase');
  const words = () => textOf(page, '[data-view="phase"] .view-words');
  expect(await page.locator('[data-nullcline]').count()).toBe(2);
  expect(await words()).toContain('dV/dt = 0');
  expect(await words()).not.toContain('Held');
  const fixedPoints = page.locator('[data-view="phase"] [data-fixed]');
  expect(await fixedPoints.count()).toBe(1);
  expect(await fixedPoints.getAttribute('data-fixed')).toBe('unstable');
  expect(await fixedPoints.textContent()).toMatch(/^unstable fixed point: V \(mV\) −\d+\.\d\d, w 0\.\d\d$/);
  await keep(page, 'phase-nullclines');
  await look(page, { width: 360, height: 800 });
  await keep(page, 'phase-nullclines-360');
  // One that rests: the same point is filled.
  const resting = await openPage(browser, '#network?preset=morris-lecar&I=20&backend=wasm');
  await finished(resting.page);
  await show(resting.page, 'Phase plane', 'phase');
  await resting.page.locator('[data-fixed="stable"]').waitFor();
  const network = await openPage(browser, experiment);
  await finished(network.page);
  await show(network.page, 'Phase plane', 'phase');
  expect(await textOf(network.page, '[data-view="phase"] .view-words')).toContain(
    'Held as at the end: m, h, g_e and g_i.',
  );
  expect(errors).toEqual([]);
});
