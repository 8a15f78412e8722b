/** Any plot saved as a figure: by mouse and keyboard, at the sizes of print, with what is seen on the page. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { finished, keep, openPage, shared } from './browser.ts';
import { settled, smallSweep } from './rooms.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const button = (page: Page, label: string) => page.getByRole('button', { name: `save figure: ${label}`, exact: true });
const menu = (page: Page) => page.getByRole('dialog', { name: 'save figure' });

/** Opens the menu of a plot, chooses a size and a format, and reads the file that comes; the menu is closed then. */
async function save(page: Page, label: string, size: string, format: 'SVG' | 'PNG') {
  await button(page, label).click();
  await menu(page).getByRole('radio', { name: size }).check();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    menu(page).getByRole('button', { name: format, exact: true }).click(),
  ]);
  await menu(page).waitFor({ state: 'hidden' });
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What is in a figure, read by the browser as the document that it is. */
const readSvg = (page: Page, bytes: Buffer) =>
  page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const of = (selector: string) => [...root.querySelectorAll(selector)];
    return {
      root: root.tagName,
      width: root.getAttribute('width'),
      height: root.getAttribute('height'),
      texts: of('text').map((t) => t.textContent ?? ''),
      curves: of('[data-curve]').map((c) => c.getAttribute('data-curve') ?? ''),
      strokes: [...new Set(of('[stroke]').map((e) => e.getAttribute('stroke') ?? ''))],
      fills: [...new Set(of('[fill]').map((e) => e.getAttribute('fill') ?? ''))],
      /** What needs a style sheet, or is no number. */
      left: /var\(| class=| style=|color-mix|oklab|NaN|undefined/.exec(text)?.[0],
    };
  }, bytes.toString('utf8'));

/** Size of a PNG in dots, and its dots per metre. */
function readPng(bytes: Buffer) {
  expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  const density = bytes.indexOf('pHYs') + 4;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), perMetre: bytes.readUInt32BE(density) };
}

const dots = (mm: number): number => Math.round((mm / 25.4) * 300);
const printed = /^(none|#[0-9a-f]{6})$/;

test('gating curves of a channel, as SVG and PNG in all sizes, the same in the dark', async () => {
  const { page, errors, foreign, requested } = await openPage(browser, '#channels');
  await settled(page, 'channels');
  const before = requested.length;
  const column = await save(page, 'steady states', 'column, 85 mm', 'SVG');
  expect(requested.slice(before).some((path) => /menu/.test(path))).toBe(true);
  expect(column.name).toBe('steady-states.svg');
  const svg = await readSvg(page, column.bytes);
  expect(svg).toMatchObject({ root: 'svg', width: '85mm', curves: ['m', 'h'], left: undefined });
  // Axes with their units, numbers, and the names of the curves.
  for (const text of ['V (mV)', 'steady state x∞', '0.2', 'm', 'h']) expect(svg.texts).toContain(text);
  for (const colour of [...svg.strokes, ...svg.fills]) expect(colour).toMatch(printed);
  const rates = await readSvg(page, (await save(page, 'rates of opening', 'full width, 174 mm', 'SVG')).bytes);
  expect(rates).toMatchObject({ width: '174mm', curves: ['m', 'h'] });
  for (const text of ['α (1/ms)', 'V (mV)']) expect(rates.texts).toContain(text);

  const png = await save(page, 'steady states', 'column, 85 mm', 'PNG');
  expect(png.name).toBe('steady-states.png');
  const { height } = svg;
  expect(readPng(png.bytes)).toEqual({
    width: dots(85),
    height: dots(Number.parseFloat(height ?? '')),
    perMetre: 11811,
  });
  const slide = await save(page, 'time constants', 'slide, large type', 'PNG');
  expect(readPng(slide.bytes).width).toBe(dots(254));

  const dark = await openPage(browser, '#channels', { colorScheme: 'dark' });
  await settled(dark.page, 'channels');
  expect((await save(dark.page, 'steady states', 'column, 85 mm', 'SVG')).bytes.equals(column.bytes)).toBe(true);
  await button(dark.page, 'steady states').click();
  await menu(dark.page).waitFor();
  await keep(dark.page, 'figure-menu-1440-dark');
  expect([...errors, ...dark.errors]).toEqual([]);
  expect(foreign).toEqual([]);
});

test('an f–I curve by the keyboard alone: the menu, a size, a format, and back where one was', async () => {
  const { page, errors } = await openPage(browser, '#laboratory?preset=hh-classic&view=fi');
  const label = 'firing rate against current';
  await button(page, label).waitFor();
  // All of it has come.
  await page.waitForFunction(() =>
    /cells at once/.test(document.querySelector('[data-figure="fi-summary"]')?.textContent ?? ''),
  );
  await page.locator('[data-figure="fi-summary"]').evaluate((e) => e.scrollIntoView());
  await button(page, label).focus();
  await page.keyboard.press('Enter');
  await menu(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('input[name="figure-size"]'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toBe('firing-rate-against-current.svg');
  const svg = await readSvg(page, readFileSync(await file.path()));
  expect(svg).toMatchObject({ width: '174mm', curves: ['from the first interval', 'steady'], left: undefined });
  for (const text of ['rate (Hz)', 'from the first interval', 'steady']) expect(svg.texts).toContain(text);
  expect(svg.texts.some((text) => /^I \((pA|nA|µA\/cm²)\)$/.test(text))).toBe(true);
  await menu(page).waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`save figure: ${label}`);
  // Escape leaves without a file, and the choice was kept.
  await page.keyboard.press('Enter');
  await menu(page).waitFor();
  expect(await menu(page).getByRole('radio', { name: 'full width, 174 mm' }).isChecked()).toBe(true);
  await keep(page, 'figure-menu-1440');
  await page.keyboard.press('Escape');
  await menu(page).waitFor({ state: 'hidden' });
  const png = await save(page, label, 'column, 85 mm', 'PNG');
  expect(readPng(png.bytes).width).toBe(dots(85));
  expect(errors).toEqual([]);
});

test('plots over the time axis show the time that is seen, under its name', async () => {
  const { page, errors } = await openPage(browser, '#laboratory?preset=hh-classic&view=voltage-clamp');
  await page.locator('section[aria-label="clamp currents"] .curve').first().waitFor();
  const { bytes } = await save(page, 'clamp currents', 'column, 85 mm', 'SVG');
  const svg = await readSvg(page, bytes);
  expect(svg.left).toBeUndefined();
  const shown = await page.locator('section[aria-label="clamp currents"] [data-curve]').count();
  expect(svg.curves).toHaveLength(shown);
  expect(svg.texts).toContain('t (ms)');
  // The legend is that of the page, which names the step picked and how the others are shaded.
  expect(svg.texts.some((text) => /^step to −?\d+ mV$/.test(text))).toBe(true);
  for (const colour of [...svg.strokes, ...svg.fills]) expect(colour).toMatch(printed);
  // A press on the button is none on the plot, which neither moves nor zooms.
  expect(await page.evaluate(() => location.hash)).not.toMatch(/from=|to=/);
  expect(errors).toEqual([]);
});

test('maps of a sweep, a histogram and the phase plane of a network', async () => {
  const { page, errors } = await openPage(browser, smallSweep);
  await settled(page, 'sweep');
  const measure = page.locator('.map').first();
  const title = (await measure.getAttribute('aria-label'))!;
  const { bytes } = await save(page, title, 'column, 85 mm', 'SVG');
  const svg = await readSvg(page, bytes);
  expect(svg).toMatchObject({ root: 'svg', width: '85mm', left: undefined });
  expect(svg.texts.join(' ')).toContain(title);
  // The values of both axes, and a number for each of the six networks.
  for (const text of ['0', '67', '134', '0.6', '0.8']) expect(svg.texts).toContain(text);
  const shown = await measure.locator('.field-link text').allTextContents();
  for (const number of shown) expect(svg.texts).toContain(number);
  expect(svg.fills.length).toBeGreaterThan(10);
  for (const colour of svg.fills) expect(colour).toMatch(printed);
  await keep(page, 'figure-sweep-1440');

  const network = await openPage(browser, '#network?preset=ei-tutorial&duration=60+ms&backend=wasm');
  await finished(network.page);
  await network.page.getByRole('tab', { name: 'Intervals', exact: true }).click();
  await network.page.locator('[data-view="isi"] .curve').first().waitFor();
  const name = (await network.page.locator('[data-view="isi"] svg[role="img"]').getAttribute('aria-label'))!;
  const intervals = await readSvg(page, (await save(network.page, name, 'column, 85 mm', 'SVG')).bytes);
  expect(intervals).toMatchObject({ curves: ['E', 'I'], left: undefined });
  await network.page.getByRole('tab', { name: 'Phase plane', exact: true }).click();
  await network.page.locator('[data-view="phase"] .curve').first().waitFor();
  const plane = await readSvg(page, (await save(network.page, 'phase plane', 'slide, large type', 'SVG')).bytes);
  expect(plane).toMatchObject({ width: '254mm', left: undefined });
  expect(plane.texts).toContain('V (mV)');
  // The legend has a line for each nullcline that is drawn.
  const drawn = await network.page.locator('[data-view="phase"] [data-nullcline]:not([d=""])').count();
  expect(plane.texts.filter((text) => /^d\w+\/dt = 0$/.test(text))).toHaveLength(drawn);
  await keep(network.page, 'figure-phase-1440');
  expect([...errors, ...network.errors]).toEqual([]);
});

test('on a phone the buttons stand beside the data, and the menu in the window; an empty plot has none', async () => {
  const { page, errors } = await openPage(browser, '#channels', { viewport: { width: 360, height: 740 } });
  await settled(page, 'channels');
  await page.locator('.channel-grid .figure-button').nth(3).waitFor();
  const covered = await page.evaluate(() =>
    [...document.querySelectorAll('.chart')].flatMap((chart) => {
      const box = chart.querySelector('.figure-button')!.getBoundingClientRect();
      const data = chart.querySelector('clipPath rect')!;
      const at = chart.getBoundingClientRect();
      // The clip has 4 pixels more than the data.
      const right = at.left + Number(data.getAttribute('x')) + Number(data.getAttribute('width')) - 4;
      return box.left >= right && box.right <= innerWidth && box.width >= 24 && box.height >= 24
        ? []
        : [`${box.left} to ${box.right}, data to ${right}`];
    }),
  );
  expect(covered).toEqual([]);
  await keep(page, 'figure-buttons-360');
  const last = button(page, 'rates of closing');
  await last.scrollIntoViewIfNeeded();
  await last.click();
  await menu(page).waitFor();
  const box = (await menu(page).boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(360);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.y + box.height).toBeLessThanOrEqual(740);
  await keep(page, 'figure-menu-360');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  // A gate that follows at once has no time constant: nothing is drawn, and nothing can be saved.
  await page.getByRole('combobox', { name: 'channel', exact: true }).selectOption('Ca_ML1981');
  await button(page, 'time constants').waitFor({ state: 'detached' });
  expect(await page.locator('section[aria-label="time constants"] [data-curve]').count()).toBe(0);
  expect(await button(page, 'steady states').count()).toBe(1);
  expect(errors).toEqual([]);
});
