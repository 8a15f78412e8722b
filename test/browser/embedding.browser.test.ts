/** The library in a page of one's own: the page that docs/embedding.md prints, on a plain static host. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { blankPage, shared, textOf } from './browser.ts';
import { type PlainHost, serveFiles } from './plain-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const html = [...readFileSync(join(root, 'docs/embedding.md'), 'utf8').matchAll(/```html\n(.*?)```/gs)]
  .map(([, page]) => page!)
  .find((page) => page.includes('galvani/index.js'))!;
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

let browser: Browser;
let host: PlainHost;
beforeAll(async () => {
  const pages = { '/': html, '/webgpu': html.replace("'wasm'", "'webgpu'") };
  host = await serveFiles({ '/galvani/': join(root, 'dist/browser') }, pages, isolation);
  browser = await shared();
});
afterAll(() => host?.close());

test('the page of the docs runs on wasm with threads, with the spikes that Node has, and on webgpu', async () => {
  const preset = presetByName('coba-2005');
  const run = await simulate(preset.build(presetValues(preset), 1), { duration: '100 ms', backend: 'wasm' });
  const page = await blankPage(browser);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const summaryAt = async (path: string) => {
    await page.goto(host.url + path.slice(1));
    await page.waitForFunction(() => document.querySelector('#out')?.textContent?.startsWith('{'));
    return JSON.parse(await textOf(page, '#out'));
  };
  const summary = await summaryAt('/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(summary.spike_hash).toBe(run.summary.spike_hash);
  const onGpu = await summaryAt('/webgpu');
  expect(onGpu.spikes).toBeGreaterThan(0.8 * summary.spikes);
  expect(onGpu.spikes).toBeLessThan(1.25 * summary.spikes);
  expect(errors).toEqual([]);
});
