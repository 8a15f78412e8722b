/** The Sweep room: maps that fill while many networks run, and every field a link. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { packed } from '../../src/app/own/token.ts';
import { figure, finished, framesDrawn, keep, look, number, openPage, shared, textOf } from './browser.ts';
import { smallSweep as small } from './rooms.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const done = (page: Page) =>
  page.waitForFunction(() => /networks in/.test(document.querySelector('[data-figure="progress"]')?.textContent ?? ''));

const fields = (page: Page, measure: string) =>
  page.locator(`[data-measure="${measure}"] .field-link`).evaluateAll((links) => links.map((a) => a.textContent ?? ''));

test('the first example runs by itself: inhibition against the share of excitatory cells', async () => {
  const { page, errors, foreign } = await openPage(browser, '#sweep');
  await done(page);
  const rates = await fields(page, 'rate');
  expect(rates).toHaveLength(25);
  // Row by row from the least share of E; w_i rises along a row.
  const row = rates.slice(15, 20).map(Number);
  expect(row[0]!).toBeGreaterThan(4 * row[2]!);
  expect(await fields(page, 'cv')).toHaveLength(25);
  await page.locator('[data-measure="rate"] .field-link').nth(17).hover();
  await keep(page, 'sweep-1440-light');
  expect(await textOf(page, '.details h2')).toContain('wi 67 nS, share of E cells 0.8');
  expect(await number(page, 'first-spike')).toBeGreaterThan(13);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test('a field opens its network, with the very spikes of the map; the way back leads to the finished map', async () => {
  const { page, errors } = await openPage(browser, small);
  await done(page);
  const shown = (await fields(page, 'first-spike'))[1]!;
  const { hash, silent, cv, rates } = await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((k) => k.startsWith('sweep '))!;
    return JSON.parse(sessionStorage.getItem(key)!).results[1].measures as {
      readonly hash: string;
      readonly silent: number;
      readonly cv: number | null;
      readonly rates: Readonly<Record<string, number>>;
    };
  });
  await page.locator('[data-measure="cv"] .field-link').nth(1).click();
  await page.waitForURL(/#network\?preset=ei-tutorial/);
  await finished(page);
  const address = decodeURIComponent(page.url());
  expect(address).toContain('n_exc=180');
  expect(address).toContain('n_inh=120');
  expect(address).not.toContain('w_i');
  expect(await figure(page, 'time')).toContain('60.0 ms');
  expect(hash.startsWith(await figure(page, 'hash'))).toBe(true);
  expect(Number(shown)).toBeGreaterThan(10);
  // Both rooms leave the transient out of their figures.
  expect(await textOf(page, '.numbers-span')).toBe('since 20.0 ms');
  expect(await figure(page, 'silent')).toBe(`${(100 * silent).toFixed(0)} %`);
  expect(await number(page, 'rate-E')).toBeCloseTo(rates['E']!, 1);
  expect(await figure(page, 'cv')).toBe(cv === null ? '–' : cv.toFixed(2));
  await page.goBack();
  await done(page);
  expect((await fields(page, 'first-spike'))[1]).toBe(shown);
  expect(errors).toEqual([]);
});

test('a network of one’s own: swept from its room, and each field opens it with the very spikes of the map', async () => {
  const token = await packed(
    JSON.stringify({
      galvani: 1,
      title: 'Drive and inhibition',
      parameters: { w: { value: '2 mV', range: ['0 mV', '4 mV'] }, n: { value: 60, range: [10, 200] } },
      models: { lif: { equations: 'dv/dt = -v/(10 ms) : mV', threshold: 'v > 10 mV', reset: 'v = 0 mV' } },
      populations: { cells: { model: 'lif', size: 'n' }, drive: { poisson: { rate: '800 Hz' }, size: 20 } },
      projections: [
        { from: 'drive', to: 'cells', connect: { fixedProbability: 0.5 }, onSpike: 'v += w' },
        { from: 'cells', to: 'cells', connect: { fixedProbability: 0.1 }, onSpike: 'v -= 1 mV' },
      ],
      run: { duration: '60 ms', seed: 3 },
    }),
  );
  const { page, errors } = await openPage(browser, `#network?doc=${token}&backend=wasm`);
  await finished(page);
  await page.getByRole('button', { name: 'Sweep…' }).click();
  await page.waitForURL(/#sweep\?doc=/);
  await done(page);
  expect(await page.locator('select[aria-label="sweep"] option:checked').textContent()).toBe('Drive and inhibition');
  await keep(page, 'sweep-own');
  const hashes = await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((k) => k.startsWith('sweep '))!;
    return JSON.parse(sessionStorage.getItem(key)!).results.map(
      (result: { readonly measures: { readonly hash: string } }) => result.measures.hash,
    ) as string[];
  });
  expect(new Set(hashes).size).toBe(5);
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.locator('.sweep-table tbody a').nth(3).click();
  await page.waitForURL(/#network\?doc=/);
  await finished(page);
  expect(hashes[3]!.startsWith(await figure(page, 'hash'))).toBe(true);
  expect(errors).toEqual([]);
});

test('a document that cannot be read is told in the rooms that take one, and another is shown', async () => {
  for (const room of ['sweep', 'laboratory']) {
    const { page, errors } = await openPage(browser, `#${room}?doc=garbage`);
    await page
      .locator('.status')
      .filter({ hasText: 'The experiment in the link was refused, and another is shown.' })
      .waitFor();
    expect(errors).toEqual([]);
  }
});

test('keys move among the fields; a table says the same; the CSV holds it', async () => {
  const { page } = await openPage(browser, small);
  await done(page);
  await page.locator('[data-measure="rate"] .field-link').first().focus();
  // One stop for Tab among the fields of each map, and one at the button that saves it.
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^save figure: rate/);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest<HTMLElement>('.map')?.dataset['measure'])).toBe(
    'cv',
  );
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  expect(await textOf(page, '.details h2')).toBe('wi 67 nS, share of E cells 0.8');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
    /^w_i 67 nS, share of E cells 0.8: rate of E [\d.]+\sHz; open this network$/,
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Table CSV' }).click(),
  ]);
  const stream = await download.createReadStream();
  let csv = '';
  for await (const piece of stream) csv += piece;
  const lines = csv.trim().split('\n');
  expect(lines[0]).toBe('w_i_nS,share_E,rate_Hz,cv,synchrony,silent_percent,first_spike_ms');
  expect(lines).toHaveLength(7);
  await page.getByRole('tab', { name: 'Table' }).click();
  expect(await page.locator('.sweep-table tbody tr').count()).toBe(6);
  // The address leads to the same table, of the same rates.
  await page.getByRole('radio', { name: 'rate of I' }).click();
  await page.waitForURL(/show=table&of=I$/);
  await page.reload();
  await page.locator('.sweep-table tbody tr').nth(5).waitFor();
  expect(await page.getByRole('radio', { name: 'rate of I' }).getAttribute('aria-checked')).toBe('true');
});

test('one parameter gives curves; a sweep can be stopped and keeps what is done', async () => {
  const { page, errors } = await openPage(
    browser,
    '#sweep?preset=ei-tutorial&x=w_e:2:10:40&y=&n_exc=800&n_inh=200&p=0.08&duration=400+ms',
  );
  await page.waitForFunction(() =>
    /^[2-9] of 40/.test(document.querySelector('[data-figure="progress"]')?.textContent ?? ''),
  );
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Run' }).waitFor();
  const stopped = await figure(page, 'progress');
  await framesDrawn(page, 30);
  expect(await figure(page, 'progress')).toBe(stopped);
  expect(await page.locator('[data-measure="rate"] [data-curve] path').count()).toBeGreaterThan(2);
  await keep(page, 'sweep-curve');
  expect(errors).toEqual([]);
});

test('axes are typed with units; what cannot be is told where it stands', async () => {
  const { page } = await openPage(browser, small);
  await done(page);
  await page.fill('#x-to', '0.1 uS');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => decodeURIComponent(url.hash).includes('x=w_i:0:100:3'));
  expect(await figure(page, 'progress')).toBe('0 of 6 networks');
  await page.fill('#x-to', '5 mV');
  await page.keyboard.press('Enter');
  expect(await textOf(page, '#x-to-problem')).toMatch(/mV/);
  await page.keyboard.press('Escape');
  await page.fill('#x-count', '60');
  await page.keyboard.press('Enter');
  await page.fill('#y-count', '60');
  await page.keyboard.press('Enter');
  expect(await textOf(page, '#y-count-problem')).toMatch(/3600 networks/);
});

test('Brunel’s phase diagram, small', async () => {
  const { page, errors } = await openPage(
    browser,
    '#sweep?preset=brunel-2000&x=g:3:6:2&y=eta:0.9:2:2&n_exc=800&n_inh=200&c_exc=80&c_inh=20&J=1.25+mV&duration=200+ms&transient=50+ms',
  );
  await done(page);
  const rates = (await fields(page, 'rate')).map(Number);
  const cvs = (await fields(page, 'cv')).map(Number);
  // Below g = 4 excitation wins: fast and regular; above it the cells fire irregularly.
  expect(rates[2]!).toBeGreaterThan(3 * rates[3]!);
  expect(cvs[2]!).toBeLessThan(cvs[3]!);
  expect(errors).toEqual([]);
});

test('fits every size, light and dark', async () => {
  const { page, errors } = await openPage(browser, small);
  await done(page);
  for (const [width, height, colorScheme] of [
    [360, 740, 'light'],
    [768, 1024, 'dark'],
    [1440, 900, 'dark'],
  ] as const) {
    await look(page, { width, height }, colorScheme);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    expect(wide, `${width} px`).toBe(false);
    await page.screenshot({ path: `test-results/page/sweep-${width}-${colorScheme}.png`, fullPage: true });
  }
  expect(errors).toEqual([]);
});
