/** Synapse view: what joins one cell to others, live, and what synapses keep; by keyboard too, at both widths, without obstacles. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { finished, keep, look, openPage, pausedAfter, shared, textOf } from './browser.ts';
import { obstacles } from './obstacles.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const tables = '.joins table';

async function open(preset: string, more = ''): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await openPage(browser, `#network?preset=${preset}&backend=wasm${more}`);
  await page.getByRole('tab', { name: 'Synapses', exact: true }).click();
  await page.locator('[data-view="synapses"]').waitFor();
  return { page, errors };
}

/** At both widths: axe, no sideways scroll of the page, a picture. */
async function seen(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const) {
    await look(page, { width, height });
    await page.locator('[data-view="synapses"]').scrollIntoViewIfNeeded();
    expect(await obstacles(page), `${name} at ${width} px`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)).toBe(false);
    await keep(page, `joins-${name}-${width}`);
  }
  await look(page, { width: 1440, height: 900 });
}

test('a gap junction: its partner, its conductance as the slider has it, what it adds while the run goes on', async () => {
  const { page, errors } = await open('gap-pair', '&duration=600+s');
  // A network of couplings alone shows the cell at once.
  await page.locator(tables).waitFor();
  expect(await textOf(page, `${tables} caption`)).toMatch(
    /^gap junction, at both ends: 1 junction with second, in all /,
  );
  const row = () => page.locator(`${tables} tbody tr`).first().locator('th, td').allTextContents();
  expect((await row()).slice(0, 2)).toEqual(['1', '0.24']);
  expect(await page.locator(`${tables} thead th`).allTextContents()).toEqual([
    'cell',
    'conductance (mS/cm²)',
    'adds (µA/cm²)',
  ]);
  const before = (await row())[2];
  await page.waitForFunction(
    (old) => document.querySelector('.joins tbody td:last-child')?.textContent !== old,
    before,
  );
  await pausedAfter(page, 0);
  // The other cell, by keyboard.
  await page.getByRole('radio', { name: 'of one cell' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.querySelector('.joins tbody th')?.textContent === '0');
  await page.getByRole('slider', { name: /conductance of the gap junction/ }).focus();
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.querySelector('.joins tbody td')?.textContent === '0');
  await seen(page, 'gap-pair');
  expect(errors).toEqual([]);
});

test('interneurons: gap junctions beside synapses', async () => {
  const { page, errors } = await open('gap-interneurons', '&duration=200+ms');
  await finished(page);
  await page.getByRole('radio', { name: 'of one cell' }).click();
  await page.locator(tables).waitFor();
  const caption = await page.locator(`${tables} caption`).textContent();
  expect(caption).toMatch(/^gap junctions, at both ends: \d+ junctions with cells, in all \S+ µA\/cm² to I_gap$/);
  // One weight and one delay for all: the sources alone.
  expect(await page.locator('.joins-words').textContent()).toMatch(
    /^inhibition: \d+ synapses onto it, \d+ from it; from \d+(, \d+){49} and \d+ more$/,
  );
  await seen(page, 'interneurons');
  expect(errors).toEqual([]);
});

test('sums of all cells are counted, their first ones listed; the list is reached and scrolled by keys', async () => {
  const { page, errors } = await open('kuramoto', '&duration=100+ms');
  await finished(page);
  await page.locator(tables).first().waitFor();
  const captions = await page.locator(`${tables} caption`).allTextContents();
  expect(captions.filter((c) => /into it: 200 junctions with cells, in all \S+ to [xy]$/.test(c))).toHaveLength(2);
  expect(await page.locator(`${tables}`).first().locator('tfoot').textContent()).toBe('and 150 more');
  await page.getByRole('region', { name: /what joins cell \d+ to others/ }).focus();
  await page.keyboard.press('PageDown');
  await page.waitForFunction(() => document.querySelector('.joins')!.scrollTop > 0);
  await seen(page, 'kuramoto');
  const wang = await open('wang-2002', '&n_exc=200&n_inh=50&duration=50+ms');
  await finished(wang.page);
  await wang.page.locator(tables).first().waitFor();
  expect((await wang.page.locator(`${tables} caption`).allTextContents()).join()).toContain(
    's of group 1 to E, into it',
  );
  await seen(wang.page, 'wang');
  expect([...errors, ...wang.errors]).toEqual([]);
});

test('what synapses keep: a histogram of values now, their course, and values of one cell’s synapses', async () => {
  const { page, errors } = await open('clopath-2010', '&frequencies=3&trains=1&duration=400+ms');
  await finished(page);
  await page.getByRole('radio', { name: 'weights', exact: true }).click();
  await page.selectOption('#synapses-values\\ of', 'x');
  await page.locator('[aria-label^="Histogram: x"]').waitFor();
  expect(await textOf(page, '.view-words')).toMatch(/All synapses, as the run has them at 400/);
  await seen(page, 'clopath-values');
  await page.getByRole('radio', { name: 'values over time' }).click();
  await page.locator('[aria-label="Mean x over time, by projection"]').waitFor();
  await seen(page, 'clopath-course');
  // A link leads to the same picture.
  await page.waitForURL(/synapses=learned&values=x/);
  const fresh = await openPage(browser, page.url().slice(page.url().indexOf('#')));
  await finished(fresh.page);
  await fresh.page.locator('[aria-label="Mean x over time, by projection"]').waitFor();
  expect(fresh.errors).toEqual([]);
  await page.getByRole('radio', { name: 'of one cell' }).click();
  const plastic = page.locator(tables, { hasText: 'plastic: 1 synapse onto it' });
  await plastic.waitFor();
  expect((await plastic.locator('thead th').allTextContents()).slice(0, 2)).toEqual(['from', 'weight']);
  await seen(page, 'clopath-cell');
  const diehl = await open('diehl-cook-2015', '&duration=600+ms');
  await finished(diehl.page);
  await diehl.page.getByRole('radio', { name: 'of one cell' }).click();
  await diehl.page.locator(tables, { hasText: 'plastic: 144 synapses onto it' }).waitFor();
  await seen(diehl.page, 'diehl');
  expect([...errors, ...diehl.errors]).toEqual([]);
});
