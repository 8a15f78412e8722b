/** The library in a page of one's own: the page that docs/embedding.md prints, on a plain static host. */
import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { shared, textOf } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const html = /```html\n(.*?)```/s.exec(readFileSync(join(root, 'docs/embedding.md'), 'utf8'))![1]!;
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

let browser: Browser;
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path === '/' || path === '/webgpu') {
      response.writeHead(200, { 'Content-Type': 'text/html', ...isolation });
      response.end(path === '/' ? html : html.replace("'wasm'", "'webgpu'"));
      return;
    }
    const file = join(root, 'dist/browser', path.replace(/^\/galvani\//, ''));
    if (extname(file) !== '.js' || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/javascript', ...isolation });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await shared();
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

test('the page of the docs runs on wasm with threads, with the spikes that Node has, and on webgpu', async () => {
  const preset = presetByName('coba-2005');
  const run = await simulate(preset.build(presetValues(preset), 1), { duration: '100 ms', backend: 'wasm' });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const summaryAt = async (path: string) => {
    await page.goto(url + path);
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
