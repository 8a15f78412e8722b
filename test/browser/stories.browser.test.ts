/** The Stories room: text, the simulation beside it, and claims checked as the reader goes. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { keep, look, openPage, shared, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

/** Goes to a section and waits until its claims are judged. */
async function read(page: Page, section: string): Promise<void> {
  await page.evaluate((id) => document.getElementById(`section-${id}`)!.scrollIntoView({ block: 'start' }), section);
  await page.waitForFunction(
    (id) =>
      [...document.querySelectorAll(`#section-${id} .claim-card`)].every((c) => c.hasAttribute('data-verdict')) &&
      document.getElementById(`section-${id}`)!.dataset['active'] === 'true',
    section,
  );
}

const verdict = (page: Page, claim: string) => page.locator(`[data-claim="${claim}"]`).getAttribute('data-verdict');

test('the network’s story: a live raster, and the claims of the first sections judged from its spikes', async () => {
  const { page, errors, foreign } = await openPage(browser, '#stories?story=ei-network&lang=en');
  await page.locator('#section-start').waitFor();
  // What one has not come to is not said to be on its way.
  expect(await page.locator('.claim-found').last().textContent()).toBe('computed once you read on to here');
  await read(page, 'start');
  await page.waitForFunction(() => /100.0 ms/.test(document.querySelector('.stage-figures')?.textContent ?? ''));
  await keep(page, 'story-network-1440');
  await read(page, 'asynchronous');
  expect(await verdict(page, 'asynchronous')).toBe('partly');
  const found = await textOf(page, '[data-claim="asynchronous"] .claim-found');
  const volley = Number(/(\d[\d\u2009]*) spikes fall/.exec(found)![1]!.replace('\u2009', ''));
  expect(volley).toBeGreaterThan(1150);
  expect(volley).toBeLessThan(1950);
  await read(page, 'leak');
  expect(await verdict(page, 'leak')).toBe('fails');
  await keep(page, 'story-network-leak');
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test('a slider of a section runs the network anew, and the text says whose settings are shown', async () => {
  const { page } = await openPage(browser, '#stories?story=ei-network&lang=en');
  await page.locator('#section-volley').waitFor();
  await read(page, 'volley');
  const field = page.locator('.turn .field');
  await field.fill('0 nS');
  await field.press('Enter');
  await page.waitForFunction(() => /your settings/.test(document.querySelector('.stage-foot')?.textContent ?? ''));
  await page.waitForFunction(() => {
    const text = document.querySelector('.stage-figures')?.textContent ?? '';
    return /100.0 ms/.test(text) && Number(/E ([\d.]+) Hz/.exec(text)?.[1]) > 100;
  });
  expect(await verdict(page, 'bursts')).toBe('partly');
});

test('in Chinese, plots and sliders speak Chinese too', async () => {
  const { page, errors } = await openPage(browser, '#stories?story=ei-network&lang=en');
  await page.locator('#section-volley').waitFor();
  await read(page, 'volley');
  // What is written on canvases is seen by nobody else.
  await page.evaluate(() => {
    const written = new Set<string>();
    Object.assign(window, { written });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      written.add(text);
      fillText.call(this, text, ...rest);
    };
  });
  await page.getByRole('radio', { name: '中文' }).click();
  await page.waitForFunction(() => {
    const { written } = window as unknown as { written: Set<string> };
    return written.has('神经元') && written.has('发放率 (Hz)');
  });
  expect(
    await page.evaluate(() => [...(window as unknown as { written: Set<string> }).written].join('\n')),
  ).not.toMatch(/[a-z]{3}/);
  await page.getByText('抑制性权重', { exact: true }).waitFor();
  await page.getByRole('application', { name: /^栅格图/ }).waitFor();
  // Symbols, units and names of the model stay as they are.
  const said = await page.locator('.story-stage').innerText();
  expect(said).toContain('默认');
  expect(said).not.toMatch(/[A-Za-z]{4}/);
  expect(errors).toEqual([]);
});

test('the integrators’ story, in Chinese', async () => {
  const { page, errors } = await openPage(browser, '#stories?story=integrators&lang=zh');
  await page.locator('#section-pair').waitFor();
  expect(await page.locator('.stories').getAttribute('lang')).toBe('zh-CN');
  await read(page, 'pair');
  expect(await verdict(page, 'peaks')).toBe('fails');
  expect(await textOf(page, '[data-claim="peaks"] .verdict')).toContain('不成立');
  await keep(page, 'story-integrators-zh');
  await read(page, 'long');
  expect(await verdict(page, 'long')).toBe('holds');
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Exercise: half a second' }).waitFor();
  expect(page.url()).toContain('lang=en');
  expect(errors).toEqual([]);
});

test('every claim of the story of the leaky cell is judged by the time it is read', async () => {
  const { page, errors } = await openPage(browser, '#stories?story=lif&lang=en');
  await page.locator('#section-zeno').waitFor();
  for (const id of ['bucket', 'fire', 'fi', 'dimensionless', 'filter', 'adaptation', 'noise', 'linear', 'zeno'])
    await read(page, id);
  expect(await textOf(page, '[data-figure="tally"]')).toBe('14 of 14 claims checked');
  expect(await verdict(page, 'phasic')).toBe('fails');
  await read(page, 'fi');
  await keep(page, 'story-lif-fi');
  expect(errors).toEqual([]);
});

test('the column’s story: layers from the top, eight rates beside the published ones', async () => {
  const { page, errors } = await openPage(browser, '#stories?story=column&lang=en');
  await page.locator('#section-column').waitFor();
  await read(page, 'column');
  expect(await verdict(page, 'own-rates')).toBe('holds');
  const rows = await page.locator('.published tr').evaluateAll((all) => all.map((tr) => tr.textContent));
  expect(rows[0]).toContain('L2/3EL2/3IL4EL4IL5EL5IL6EL6I');
  expect(rows[2]).toBe('published0.902.964.415.887.578.631.107.83');
  await read(page, 'layers');
  expect(await verdict(page, 'inhibitory')).toBe('holds');
  await keep(page, 'story-column-1440');
  await look(page, { width: 360, height: 740 }, 'dark');
  const raster = (await page.locator('.story-stage .raster').boundingBox())!;
  expect(raster.height).toBeGreaterThan(100);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)).toBe(false);
  await keep(page, 'story-column-360');
  expect(errors).toEqual([]);
});

test('the list: four stories, and every preset with a link into its room', async () => {
  const { page, errors } = await openPage(browser, '#stories?lang=en');
  await page.getByText('Four thousand cells that hold each other').waitFor();
  expect(await page.locator('.cards.large .card').count()).toBe(4);
  const links = await page
    .locator('.cards:not(.large) .card')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links).toContain('#network?preset=ei-brette2007');
  expect(links).toContain('#laboratory?preset=hh-classic');
  expect(links.length).toBeGreaterThan(20);
  await keep(page, 'stories-list');
  await page.getByText('From a leaky bucket').click();
  await page.locator('#section-bucket').waitFor();
  expect(errors).toEqual([]);
});

test('fits every size, light and dark, in both languages', async () => {
  const { page, errors } = await openPage(browser, '#stories?story=ei-network&lang=zh');
  await page.locator('#section-sparse').waitFor();
  for (const [width, height, colorScheme, language] of [
    [360, 740, 'light', '中文'],
    [768, 1024, 'dark', 'English'],
    [1440, 900, 'dark', '中文'],
  ] as const) {
    await look(page, { width, height }, colorScheme);
    await page.getByRole('radio', { name: language }).click();
    // The section with most sliders leaves the raster the least room.
    await read(page, 'balance');
    const raster = (await page.locator('.story-stage .raster').boundingBox())!;
    expect(raster.height, `${width} px`).toBeGreaterThan(100);
    await read(page, 'sparse');
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1), `${width} px`).toBe(false);
    await keep(page, `story-${width}-${colorScheme}-${language === '中文' ? 'zh' : 'en'}`);
  }
  expect(errors).toEqual([]);
});
