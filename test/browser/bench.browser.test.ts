/** The bench room in a real browser: it runs, can be stopped, and compares what was saved. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keep, launch, openPage, shared, textOf } from './browser.ts';

let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-bench-'));
  browser = await shared();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = (page: Page) => page.locator('.bench-results tr[data-backend]');

/** Waits for so many rows; a complaint of the page ends the wait with its words. */
async function ranWithoutComplaint(page: Page, count: number): Promise<void> {
  const complaint = page.getByRole('alert').or(page.locator('[data-refusal="wasm"]'));
  const last = rows(page).nth(count - 1);
  await last.or(complaint).first().waitFor();
  if ((await complaint.count()) > 0) throw new Error(`The bench says: ${await complaint.first().textContent()}`);
  await last.waitFor();
}

test('runs two backends in turn, saves, loads and compares', async () => {
  const { page, errors, foreign } = await openPage(browser, '#bench');
  await page.getByRole('checkbox', { name: '16 000' }).uncheck();
  await page.getByRole('checkbox', { name: /^64 000/ }).uncheck();
  const rounds = page.getByRole('textbox', { name: 'timed rounds' });
  await rounds.fill('2');
  await rounds.press('Enter');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.bench-progress progress').waitFor();
  await ranWithoutComplaint(page, 2);
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
  expect(await rows(page).count()).toBe(2);
  const text = await textOf(page, '.bench-results');
  expect(text).toMatch(/webgpu: .*swiftshader/i);
  expect(text).toContain('WebAssembly SIMD');
  expect(text).toMatch(/[0-9a-f]{12}/);
  // A bar per phase for each backend, then what is left.
  const steps = page.locator('.bench-step');
  expect(await steps.count()).toBe(2);
  const phasesOf = (i: number) => steps.nth(i).locator('tbody th').allTextContents();
  expect(await phasesOf(0)).toEqual(['gather + integrate + detect + deliver', 'record', 'rest']);
  expect((await phasesOf(1)).filter((name) => name !== 'threads waiting')).toEqual([
    'gather + integrate + detect',
    'deliver',
    'record',
    'rest',
  ]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save JSON' }).click(),
  ]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
    machine: { name: string; rounds: number };
    rows: {
      backend: string;
      ms_per_step: { median: number; min: number; max: number };
      spikes: number;
      ratio: number;
    }[];
  };
  expect(saved.machine.rounds).toBe(2);
  expect(saved.rows.map((row) => row.backend)).toEqual(['webgpu', 'wasm']);
  for (const { ms_per_step, spikes } of saved.rows) {
    expect(ms_per_step.min).toBeLessThanOrEqual(ms_per_step.median);
    expect(ms_per_step.median).toBeLessThanOrEqual(ms_per_step.max);
    expect(spikes).toBeGreaterThan(5000);
  }
  expect(saved.rows[0]!.ratio).toBe(1);

  // Another machine, twice as fast.
  const other = join(folder, 'galvani-other-machine.json');
  const half = (row: (typeof saved.rows)[number]) => ({
    ...row,
    ms_per_step: Object.fromEntries(Object.entries(row.ms_per_step).map(([k, v]) => [k, v / 2])),
  });
  writeFileSync(other, JSON.stringify({ machine: { cpu: '8 × made up', node: 'v20' }, rows: saved.rows.map(half) }));
  await page.getByLabel('saved results', { exact: true }).setInputFiles(other);
  await page.locator('.machine-row', { hasText: '8 × made up' }).waitFor();
  expect(await rows(page).count()).toBe(4);
  expect(await rows(page).nth(2).textContent()).toContain('0.50');
  await keep(page, 'bench-1440-light');

  const wrong = join(folder, 'galvani-wrong.json');
  writeFileSync(wrong, '{"rows":[{"backend":"gpu"}]}');
  await page.getByLabel('saved results', { exact: true }).setInputFiles(wrong);
  await page.getByRole('alert').waitFor();
  expect(await textOf(page, '[role="alert"]')).toContain('row 1 names no known backend');
  await page.getByRole('button', { name: 'take galvani-other-machine out' }).click();
  expect(await rows(page).count()).toBe(2);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test('can be stopped at once and run again; without WebGPU the row says why it is missing', async () => {
  const bare = await launch({ webgpu: false });
  try {
    const { page, errors } = await openPage(bare, '#bench', { viewport: { width: 360, height: 740 } });
    await page.locator('.bench-empty').waitFor();
    const run = page.getByRole('button', { name: 'Run', exact: true });
    await run.click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await run.waitFor();
    expect(await page.locator('.bench-progress progress').count()).toBe(0);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('checkbox', { name: '16 000' }).uncheck();
    await page.getByRole('checkbox', { name: /^64 000/ }).uncheck();
    const rounds = page.getByRole('textbox', { name: 'timed rounds' });
    await rounds.fill('1');
    await rounds.press('Enter');
    await rounds.press('Escape');
    await run.click();
    await ranWithoutComplaint(page, 1);
    expect(await textOf(page, '[data-refusal="webgpu"]')).toMatch(/WebGPU/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await page.locator('.bench-step').count()).toBe(1);
    await keep(page, 'bench-360');
    await page.locator('.bench-step').scrollIntoViewIfNeeded();
    await keep(page, 'bench-phases-360');
    expect(errors).toEqual([]);
  } finally {
    await bare.close();
  }
});
