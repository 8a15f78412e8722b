/** The example page of a book: its directive's fields, handed to the widget as MyST hands them on, in Chromium. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../browser/browser.ts';
import { type PlainHost, serveFiles } from '../browser/plain-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(root, 'python/examples/book/index.md'), 'utf8');
const [, module, fields] = /^```\{anywidget\} (\S+)\n(.*?)^```/ms.exec(text)!;

/** Two of them, in shadow trees as the theme has them, on a plain host: a model there has its fields and forgets what it is told. */
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A book</title><body>
<main><div class="place"></div><div class="place"></div></main>
<script type="module">
  import widget from './${module}'
  const fields = JSON.parse(${JSON.stringify(fields)})
  window.ends = [...document.querySelectorAll('.place')].map((place) => {
    const el = place.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'))
    const model = { get: (name) => fields[name], set() {}, save_changes() {}, on() {}, off() {} }
    return widget.render({ model, el })
  })
</script></body></html>`;

let browser: Browser;
let host: PlainHost;
beforeAll(async () => {
  host = await serveFiles({ '/': join(root, 'dist/widget') }, { '/book.html': page });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

it('runs what the page says, from one file, and goes when the page is left', async () => {
  const opened = await browser.newPage({ viewport: { width: 1200, height: 1200 } });
  opened.setDefaultTimeout(150_000);
  const [errors, requested]: [string[], string[]] = [[], []];
  opened.on('pageerror', (error) => errors.push(error.message));
  opened.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  opened.on('request', (request) => requested.push(request.url()));
  await opened.goto(`${host.url}book.html`);
  await opened.waitForFunction(() =>
    [...document.querySelectorAll('.place')].every((place) => {
      const run = place.shadowRoot!.querySelector('galvani-run');
      return (run?.spikes?.steps.length ?? 0) > 0 && run!.set['w_i'] === '60 nS';
    }),
  );
  expect(await opened.locator('galvani-run').first().getAttribute('view')).toBe('raster rates');
  // The module is all: workers and late parts are within it.
  const paths = requested.filter((url) => url.startsWith(host.url)).map((url) => url.slice(host.url.length));
  expect(paths.filter((path) => path !== 'favicon.ico')).toEqual(['book.html', module]);
  await opened.evaluate(() => {
    for (const end of (window as unknown as { ends: (() => void)[] }).ends) end();
  });
  expect(await opened.locator('galvani-run').count()).toBe(0);
  expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
  await opened.close();
});

it('holds the licences of what is in it', () => {
  expect(readFileSync(join(root, 'dist/widget/THIRD-PARTY.txt'), 'utf8')).toMatch(/preact/i);
});
