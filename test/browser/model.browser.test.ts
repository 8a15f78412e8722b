/** The model as text: coloured, checked with its units, completed, and put to work in place while the network runs. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { figure, finished, keep, number, openPage, reached, shared, still, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

async function openModel(page: Page): Promise<void> {
  await tab(page, 'Model').click();
  await field(page, 'equations').waitFor();
}

const foot = (page: Page) => textOf(page, '.model-foot');

test('an edited equation is put to work without a restart, and the run goes on from its state', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await openModel(page);
  await reached(page, 30);
  const equations = await field(page, 'equations').inputValue();
  expect(equations).toContain('dV/dt = (I');
  // The time that is shown, from change to change: a restart would begin anew.
  await page.evaluate(() => {
    const seen = { times: [] as number[] };
    Object.assign(window, { seen });
    const figure = document.querySelector('[data-figure="time"]')!;
    new MutationObserver(() => {
      seen.times.push(Number.parseFloat(figure.textContent!.replace(/^t = /, '').replaceAll('\u2009', '')));
    }).observe(figure, { childList: true, subtree: true, characterData: true });
  });
  const extras = ['I + 50 pA', 'I + 100 pA', 'I + 150 pA', 'I + 200 pA', 'I + 400 pA'];
  for (const [k, extra] of extras.entries()) {
    const before = await number(page, 'time');
    await field(page, 'equations').fill(equations.replace('dV/dt = (I', `dV/dt = (${extra}`));
    // The mark on the timeline is drawn when the worker runs on with the new model.
    await page.waitForFunction((n) => document.querySelectorAll('.do-model').length === n, k + 1);
    await reached(page, before + 5);
  }
  expect(await foot(page)).toMatch(/Rebuilt in \d+ ms, the state kept/);
  const times = await page.evaluate(() => (window as unknown as { seen: { times: number[] } }).seen.times);
  expect(times.length).toBeGreaterThan(extras.length);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const t = await number(page, 'time');
  await reached(page, t + 20);
  await keep(page, 'model-edited');
  await page.waitForURL(/model/);
  expect(errors).toEqual([]);
});

test('a wrong unit is marked at its place, and the model before runs on', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await openModel(page);
  await reached(page, 15);
  const equations = await field(page, 'equations').inputValue();
  await field(page, 'equations').fill(equations.replace(')/C : mV', ')/tau_e : mV'));
  const problem = page.locator('#model-equations-problem');
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(/dV\/dt/);
  expect(await page.locator('.code-wrong').first().textContent()).not.toBe('');
  expect(await foot(page)).toContain('The model before runs on');
  const t = await number(page, 'time');
  await reached(page, t + 5);
  await keep(page, 'model-wrong-unit');
  await field(page, 'equations').fill(equations.replace('dV/dt = (I', 'dV/dt = (I_nowhere'));
  await page.waitForFunction(() =>
    document.querySelector('#model-equations-problem')?.textContent?.includes('I_nowhere'),
  );
  expect(await textOf(page, '.code-wrong')).toBe('I_nowhere');
  expect(errors).toEqual([]);
});

test('names are completed with Tab, units after a colon', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=10+ms&backend=wasm');
  await finished(page);
  await openModel(page);
  await field(page, 'threshold').fill('');
  await field(page, 'threshold').pressSequentially('cross');
  await page.locator('.code-offer').waitFor();
  await page.keyboard.press('Tab');
  expect(await field(page, 'threshold').inputValue()).toBe('crosses');
  await field(page, 'equations').press('Control+End');
  await field(page, 'equations').pressSequentially('\ndz/dt = -z/tau');
  await page.locator('.code-offer li', { hasText: 'tau_e' }).waitFor();
  await keep(page, 'model-completion');
  await page.keyboard.press('Tab');
  await field(page, 'equations').pressSequentially(' : m');
  expect(await page.locator('.code-offer .faint').allTextContents()).toEqual(expect.arrayContaining(['unit']));
  await page.keyboard.press('Tab');
  expect(await field(page, 'equations').inputValue()).toMatch(/dz\/dt = -z\/tau_[ei] : mV$/);
});

test('a link holds the edited model and what was done since, and brings the same spikes in a fresh profile', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=80+ms&backend=wasm');
  await finished(page);
  await openModel(page);
  const plain = await figure(page, 'hash');
  // Put to work, and run to its end, before the equations follow: typed in mid-run, these would act from there on only.
  await field(page, 'further parameters').fill('g_x = 4 nS\nE_x = -45 mV');
  await page.waitForURL(({ hash }) => new URLSearchParams(hash).get('model')?.includes('g_x') === true);
  await finished(page);
  const equations = await field(page, 'equations').inputValue();
  await field(page, 'equations').fill(equations.replace('dV/dt = (I', 'dV/dt = (g_x*(E_x - V) + I'));
  await page.waitForFunction((h) => {
    const now = document.querySelector('[data-figure="hash"]')?.textContent ?? '';
    return /^[0-9a-f]{12}$/.test(now) && now !== h;
  }, plain);
  await finished(page);
  await page.waitForURL(({ hash }) => new URLSearchParams(hash).get('model')?.includes('(E_x - V)') === true);
  const hash = await figure(page, 'hash');
  const link = page.url().slice(page.url().indexOf('#'));
  const again = await openPage(browser, link);
  await finished(again.page);
  expect(await figure(again.page, 'hash')).toBe(hash);
  await openModel(again.page);
  expect(await field(again.page, 'further parameters').inputValue()).toContain('g_x = 4 nS');
  expect(again.errors).toEqual([]);
});

test('hostile text is only text', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=10+ms&backend=wasm');
  await finished(page);
  await openModel(page);
  const equations = await field(page, 'equations').inputValue();
  const problem = page.locator('#model-equations-problem');
  for (const text of [
    '<img src=x onerror=alert(1)>',
    'dV/dt = constructor.constructor("alert(1)")() : mV',
    `dV/dt = ${'('.repeat(5000)} : mV`,
    `dV/dt = ${'exp('.repeat(300)}V${')'.repeat(300)} : mV`,
    'dV/dt = __proto__ : mV',
    '\u202edV/dt = 1 : mV',
    'x'.repeat(30_000),
  ]) {
    await field(page, 'equations').fill(text);
    await problem.waitFor();
    expect((await textOf(page, '#model-equations-problem')).length).toBeLessThan(600);
    await field(page, 'equations').fill(equations);
    await problem.waitFor({ state: 'detached' });
  }
  expect(await page.locator('.model img').count()).toBe(0);
  await page.getByRole('button', { name: 'original model' }).click({ force: true });
  expect(errors).toEqual([]);
});

test.each([
  [768, 1024, 'light'],
  [360, 740, 'dark'],
] as const)('%i × %i, %s: the editor in the drawer', async (width, height, colorScheme) => {
  const { page, errors } = await openPage(browser, '#network?preset=coba-2005&duration=20+ms&backend=wasm', {
    viewport: { width, height },
    colorScheme,
    hasTouch: true,
    isMobile: true,
  });
  await finished(page);
  await page.getByRole('button', { name: 'Parameters' }).click();
  await openModel(page);
  await still(page);
  expect(await field(page, 'threshold').isVisible()).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  await keep(page, `model-${width}x${height}`);
  expect(errors).toEqual([]);
});
