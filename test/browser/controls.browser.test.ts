/** The controls act: run, pause, step, reset, parameters, presets, downloads; what cannot be is answered with a sentence. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  figure,
  finished,
  keep,
  look,
  number,
  openPage,
  pausedAfter,
  rasterInk,
  reached,
  shared,
  textOf,
} from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

async function type(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text);
  await field(page, name).press('Enter');
}

test('pause stands still, step goes one step, reset goes back, run goes on', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s');
  const before = await pausedAfter(page, 5);
  expect(before).toBeLessThan(60_000);
  // The step begins where the pause began: nothing ran in between.
  await button(page, 'Step').click();
  await reached(page, before);
  expect(await number(page, 'time')).toBeCloseTo(before + 0.1, 6);

  await button(page, 'Reset').click();
  await page.waitForFunction(() => document.querySelector('[data-figure="time"]')?.textContent?.includes('0.0 ms'));
  expect(await number(page, 'time')).toBe(0);

  await page.keyboard.press('Space');
  await reached(page, 1);
});

test('without inhibition the excitatory rate soars; the slider and both spellings act', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=100+ms&backend=wasm');
  await finished(page);
  const usual = await number(page, 'rate-E');
  const hash = await figure(page, 'hash');

  await type(page, 'inhibitory weight, w_i', '0 nS');
  await page.waitForFunction((h) => document.querySelector('[data-figure="hash"]')?.textContent !== h, hash);
  await finished(page);
  expect(await number(page, 'rate-E')).toBeGreaterThan(2 * usual);
  await page.waitForURL(/w_i=0/);

  await type(page, 'inhibitory weight, w_i', '0.067 uS');
  expect(await field(page, 'inhibitory weight, w_i').inputValue()).toBe('67 nS');
  await page.waitForFunction((h) => document.querySelector('[data-figure="hash"]')?.textContent === h, hash);

  await page.getByRole('slider', { name: 'inhibitory weight, w_i' }).press('ArrowLeft');
  expect(await field(page, 'inhibitory weight, w_i').inputValue()).not.toBe('67 nS');
  await finished(page);
  expect(errors).toEqual([]);
});

test('a parameter changed while it runs acts without a new network', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s');
  await reached(page, 30);
  await type(page, 'inhibitory weight, w_i', '0');
  const at = await number(page, 'time');
  expect(at).toBeGreaterThan(29);
  // Most of the run is without inhibition then: 20 Hz before, above 300 Hz after.
  expect(await pausedAfter(page, 2 * at)).toBeGreaterThan(2 * at);
  await page.waitForFunction(() =>
    /^[0-9a-f]{12}$/.test(document.querySelector('[data-figure="hash"]')?.textContent ?? ''),
  );
  expect(await number(page, 'rate-E')).toBeGreaterThan(100);
  expect(await page.locator('.figure', { hasText: 'hash, touched' }).count()).toBe(1);
});

test('a link reproduces the run to the spike', async () => {
  const link = '#network?preset=ei-tutorial&w_i=90+nS&seed=7&duration=30+ms';
  const hashes: string[] = [];
  for (let k = 0; k < 2; k++) {
    const { page } = await openPage(browser, link);
    await finished(page);
    expect(await figure(page, 'seed')).toBe('7');
    hashes.push(await figure(page, 'hash'));
    await page.close();
  }
  expect(hashes[0]).toBe(hashes[1]);
});

test('another preset, another network', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=10+ms&backend=wasm');
  await finished(page);
  await page.getByRole('combobox', { name: 'network' }).selectOption('tm-cell');
  await page.waitForFunction(() => document.querySelector('[data-figure="time"]')?.textContent?.includes('200.0'));
  await finished(page);
  expect(await number(page, 'spikes')).toBeGreaterThan(5);
  await keep(page, 'tm-cell');
});

test('the reference backend can be chosen', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=20+ms');
  await finished(page);
  await page.getByRole('combobox', { name: 'backend' }).selectOption('reference');
  await page.waitForFunction(() => document.querySelector('[data-figure="backend"]')?.textContent === 'reference');
  await finished(page);
  expect(await number(page, 'spikes')).toBeGreaterThan(1000);
});

test('the rule that runs, its order and its error stand below the menu of integrators', async () => {
  const { page } = await openPage(browser, '#network?preset=coba-2005&duration=20+ms&backend=wasm');
  await finished(page);
  await page.waitForFunction(() =>
    /^order 1, error about \d+ %$/.test(document.querySelector('[data-figure="rule"]')?.textContent ?? ''),
  );
  await page.getByRole('combobox', { name: 'integrator' }).selectOption('exp_midpoint');
  await page.waitForFunction(() =>
    /^order 2, error about 0\.\d+ %$/.test(document.querySelector('[data-figure="rule"]')?.textContent ?? ''),
  );
  expect(await page.locator('[data-figure="rule"]').getAttribute('title')).toMatch(
    /^cells: exp_midpoint, order 2, .* % of a synaptic response/,
  );
});

test('synapses made at each spike: the same spikes, no memory, in the link; where they must be stored, the menu says why', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=30+ms&backend=wasm');
  await finished(page);
  const hash = await figure(page, 'hash');
  expect(await figure(page, 'synapse-bytes')).toMatch(/^[1-9][\d.]* B each$/);
  const menu = page.getByRole('combobox', { name: 'synapses' });
  await menu.selectOption('procedural');
  await page.waitForFunction(() => document.querySelector('[data-figure="synapse-bytes"]')?.textContent === '0 B each');
  await finished(page);
  expect(await figure(page, 'hash')).toBe(hash);
  await page.waitForURL(/connectivity=procedural/);
  await page.getByRole('combobox', { name: 'network' }).selectOption('brunel-2000');
  await page.waitForFunction(() => document.querySelector<HTMLSelectElement>('#connectivity')?.disabled);
  expect(await menu.inputValue()).toBe('stored');
  expect(await menu.getAttribute('title')).toContain('do not follow from the cell alone');
  expect(errors).toEqual([]);
});

test('the spikes come as CSV, as many as are shown, in order', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=30+ms&backend=wasm');
  await finished(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Spikes CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('ei-tutorial-seed1-spikes.csv');
  const [head, ...lines] = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(head).toBe('time_ms,neuron');
  expect(lines.length).toBe(await number(page, 'spikes'));
  const rows = lines.map((line) => line.split(',').map(Number) as [number, number]);
  for (let k = 1; k < rows.length; k++) {
    const [t, cell] = rows[k]!;
    const [before, left] = rows[k - 1]!;
    expect(t > before || (t === before && cell > left)).toBe(true);
  }
  expect(rows[0]![0]).toBeGreaterThan(13.5);
  expect(rows[0]![0]).toBeLessThan(14.5);
});

test('a wrong entry is answered beneath it and changes nothing', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=10+ms&backend=wasm');
  await finished(page);
  const hash = await figure(page, 'hash');
  for (const [text, sentence] of [
    ['67 mV', /voltage|mV/],
    ['-5 nS', /between 0 and/],
    ['much', /number/],
  ] as const) {
    await type(page, 'inhibitory weight, w_i', text);
    expect(await textOf(page, '#parameter-w_i-problem')).toMatch(sentence);
  }
  await keep(page, 'wrong-entry');
  await field(page, 'inhibitory weight, w_i').press('Escape');
  expect(await field(page, 'inhibitory weight, w_i').inputValue()).toBe('67 nS');
  await type(page, 'integration step dt', '0 ms');
  expect(await textOf(page, '#dt-problem')).toMatch(/between/);
  expect(await figure(page, 'hash')).toBe(hash);
  expect(errors).toEqual([]);
});

test('a hostile link is refused in words, and the rest runs', async () => {
  const link = `#network?preset=nope&w_i=1e9+nS&seed=-1&dt=0+ms&evil=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&backend=gpu&duration=10+ms`;
  const { page, errors } = await openPage(browser, link);
  await finished(page);
  const status = await textOf(page, '.status');
  expect(status).toContain("unknown preset 'nope'");
  expect(await page.locator('img').count()).toBe(0);
  expect(await figure(page, 'seed')).toBe('1');
  expect(errors).toEqual([]);
});

test('a run that blows up says where, and can be run again', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&dt=1+ms&integrator=euler&backend=reference');
  const notice = page.getByRole('alert');
  await notice.waitFor();
  expect(await notice.textContent()).toMatch(/blew up[\s\S]*cell \d+[\s\S]*t = /);
  await keep(page, 'blow-up');
  expect(await rasterInk(page)).toBeGreaterThan(0);
});

test('a network that no tab holds is refused in words, which tell how it continues on a cluster', async () => {
  const link = '#network?preset=ei-brette2007&n_exc=1000000&n_inh=250000&p=0.05&backend=wasm';
  const { page, errors } = await openPage(browser, link);
  const notice = page.getByRole('alert');
  await notice.waitFor();
  // 1.25e6 cells, each onto 5 % of them.
  expect(await notice.textContent()).toMatch(/7\.81e\+10 synapses[\s\S]*Continue on a cluster:[\s\S]*NEST and NEURON/);
  expect(await textOf(page, '.notice-command')).toMatch(
    /^npx galvani export ei-brette2007 --to nest .*--set 'n_exc=1000000'/,
  );
  await keep(page, 'too-large-1440');
  await look(page, { width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)).toBe(false);
  // Its heading is not above the place that it scrolls in.
  const [place, heading] = await Promise.all(['.notice', '.notice h2'].map((part) => page.locator(part).boundingBox()));
  expect(heading!.y).toBeGreaterThanOrEqual(place!.y);
  await keep(page, 'too-large-360');
  expect(errors).toEqual([]);
});
