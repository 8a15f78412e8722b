/** The channels room in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { keep, openPage, shared, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared({ webgpu: false });
});

const drawn = (page: Page) => page.locator('.channel-grid .curve').first().waitFor();

/** Number in the table of landmarks: 0 half activation, 1 slowest time constant, 2 its voltage. */
async function landmark(page: Page, card: string, gate: number, column: number): Promise<number> {
  const text = await textOf(
    page,
    `section[aria-label="${card}"] .landmarks tbody tr >> nth=${gate} >> td >> nth=${column}`,
  );
  return Number(text.replace('−', '-'));
}

test('draws steady states, time constants and rates of the squid axon', async () => {
  const { page, errors, foreign } = await openPage(browser, '#channels');
  await drawn(page);
  expect(await landmark(page, 'Na_HH1952', 0, 0)).toBeCloseTo(-40, 0);
  expect(await landmark(page, 'Na_HH1952', 1, 1)).toBeCloseTo(8.6, 1);
  expect(await textOf(page, '.equations')).toContain('I = g');
  expect(await textOf(page, '.card-source')).toContain('Hodgkin & Huxley 1952');
  for (const gate of ['m', 'h']) expect(await page.locator(`[data-curve="${gate}"] .curve`).count()).toBe(4);
  await page.mouse.move(600, 250);
  expect(await page.locator('.chart-readout').count()).toBe(4);
  await keep(page, 'channels-1440-light');
  await page.getByRole('radio', { name: 'linear' }).click();
  await page.waitForURL(/axis=linear/);
  await page.reload();
  await drawn(page);
  expect(await page.getByRole('radio', { name: 'linear' }).getAttribute('aria-checked')).toBe('true');
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test('two channels stand side by side, and the temperature acts on those that have a factor', async () => {
  const { page, errors } = await openPage(browser, '#channels?channel=CaT_HM1992', { colorScheme: 'dark' });
  await page.getByRole('combobox', { name: 'channel beside it' }).selectOption('Na_TM1991');
  await page.locator('.key', { hasText: 'Na_TM1991' }).first().waitFor();
  const warm = await landmark(page, 'CaT_HM1992', 0, 1);
  await keep(page, 'channels-two-1440-dark');
  await page.getByRole('slider').first().fill('24');
  await page.waitForFunction(
    (was) => Number(document.querySelector('.landmarks tbody td:nth-of-type(2)')?.textContent) > 1.5 * was,
    warm,
  );
  await page.waitForURL(/T=24/);
  expect(await landmark(page, 'Na_TM1991', 0, 0)).toBeCloseTo(-37.3, 1);
  expect(errors).toEqual([]);
});

test('every channel of the library is drawn', async () => {
  const { page, errors } = await openPage(browser, '#channels');
  await drawn(page);
  const select = page.getByRole('combobox', { name: 'channel', exact: true });
  const names = await select.locator('option').evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    await select.selectOption(name);
    await page.locator(`section[aria-label="${name}"] .landmarks tbody tr`).first().waitFor();
    expect(await page.locator('.lab-failure').count(), name).toBe(0);
    expect(await page.locator('section[aria-label="steady states"] .curve').count(), name).toBeGreaterThan(0);
  }
  expect(errors).toEqual([]);
});

test('fits a phone; a wrong entry and a wrong link are answered', async () => {
  const { page, errors } = await openPage(browser, '#channels?channel=nothing&T=900', {
    viewport: { width: 360, height: 740 },
  });
  await drawn(page);
  expect(await textOf(page, '.status')).toContain("unknown channel 'nothing'");
  expect(await textOf(page, '.status')).toContain('between 0 and 45');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await keep(page, 'channels-360');
  await page.getByRole('button', { name: 'Equations', exact: true }).click();
  await page.getByRole('textbox', { name: 'V_sh' }).fill('-40 nS');
  await page.getByRole('textbox', { name: 'V_sh' }).press('Enter');
  expect(await textOf(page, '#shift-0-problem')).toMatch(/nS|conductance/);
  await page.getByRole('textbox', { name: 'V_sh' }).fill('-40');
  await page.getByRole('textbox', { name: 'V_sh' }).press('Enter');
  await page.waitForFunction(() => document.querySelector('.landmarks tbody td')?.textContent === '−35.0');
  await keep(page, 'channels-drawer-360');
  expect(errors).toEqual([]);
});
