/** `<galvani-run>` and `<galvani-slider>` in pages of one's own, on a plain host without any header. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { build, read } from '../../src/document/index.ts';
import type { GalvaniRun } from '../../src/element/index.ts';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { framesDrawn, keep, look, patience, shared } from './browser.ts';
import { obstacles } from './obstacles.ts';
import { type PlainHost, serveFiles } from './plain-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const balance = readFileSync(join(root, 'docs/paper/balance.yaml'), 'utf8');

const shell = (body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Elements</title>
   <script type="module" src="element/galvani-run.js"></script><body><main><h1>Elements</h1>${body}</main></body></html>`;

/** One cell, 20 ms, no spikes to wait for. */
const cell = `<script type="text/yaml">
    galvani: 1
    title: One cell
    parameters: { I: { value: 400 pA, label: current, range: [0 pA, 1000 pA] } }
    models:
      lif: { equations: "dv/dt = (10 nS*(-65 mV - v) + I)/(200 pF) : mV", threshold: v > -50 mV, reset: v = -65 mV }
    populations: { cell: { model: lif, size: 1, initial: { v: -65 mV } } }
    run: { duration: 60 ms, backend: reference }
  </script>`;

const pages = {
  '/wrong.html': shell(`
    <galvani-run id="view" view="raster tree" autoplay>${cell}</galvani-run>
    <galvani-run id="none" autoplay></galvani-run>
    <galvani-run id="absent" src="absent.yaml" autoplay></galvani-run>
    <galvani-run id="equation" autoplay><script type="text/yaml">
      galvani: 1
      models: { lif: { equations: "dv/dt = (E - v)/(10 ms) : mV", threshold: v > 1 mV, reset: v = 0 mV } }
      populations: { cell: { model: lif, size: 1 } }
      run: { duration: 10 ms }
    </script></galvani-run>
    <galvani-slider for="nowhere" name="I"></galvani-slider>`),
  '/dark.html': shell(`
    <galvani-run id="dark" theme="dark" language="zh" autoplay>${cell}</galvani-run>
    <galvani-run id="bare" bare height="140" autoplay>${cell}</galvani-run>
    <galvani-run id="waiting">${cell}<p>A still</p></galvani-run>`),
  '/dendrites.html': shell(
    `<galvani-run id="tree" src="#network?preset=traub-1991&duration=100+ms&backend=reference" view="raster voltages" page="page/" autoplay></galvani-run>`,
  ),
  '/hash.html': shell(
    `<galvani-run id="hash" src="balance.yaml" spikes-hash="0123456789abcdef" set="w_i=50 nS" autoplay></galvani-run>`,
  ),
};

let browser: Browser;
let host: PlainHost;
let context: BrowserContext;
beforeAll(async () => {
  host = await serveFiles({ '/element/': join(root, 'dist/element'), '/': join(root, 'docs/paper') }, pages);
  browser = await shared();
});
afterEach(() => context?.close());
afterAll(() => host?.close());

interface Opened {
  readonly page: Page;
  readonly errors: string[];
  readonly requested: string[];
  readonly foreign: string[];
}

async function open(path: string, by: Browser = browser): Promise<Opened> {
  context = await by.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patience);
  const [errors, requested, foreign]: [string[], string[], string[]] = [[], [], []];
  context.on('request', (request) => {
    const url = request.url();
    if (url.startsWith(host.url)) requested.push(url.slice(host.url.length));
    else if (!/^(blob|data):/.test(url)) foreign.push(url);
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  // When the first spikes came, ms since the page was asked for.
  await page.addInitScript(() => {
    addEventListener('galvani-spikes', (event) => {
      const { id } = event.target as Element;
      const noted = window as unknown as { first?: Record<string, number> };
      noted.first = { [id]: performance.now(), ...noted.first };
    });
  });
  await page.goto(host.url + path);
  return { page, errors, requested, foreign };
}

const stateIs = (page: Page, id: string, ...states: string[]) =>
  page.waitForFunction(
    ([id, states]) => states.includes((document.getElementById(id) as GalvaniRun | null)?.state ?? ''),
    [id, states] as const,
  );
const stateOf = (page: Page, id: string) =>
  page.evaluate((id) => (document.getElementById(id) as GalvaniRun).state, id);
const summaryOf = (page: Page, id: string) =>
  page.evaluate((id) => (document.getElementById(id) as GalvaniRun).summary!, id);

const spikesIn = async (set: Record<string, string>) => {
  const { network, run } = build(await read(balance), { set });
  return (await simulate(network, run)).summary;
};

test('a paper: what is seen runs with the published spikes, what is out of sight waits; knobs, keys, axe, 360 and 1440 px', async () => {
  const { page, errors, requested, foreign } = await open('');
  await stateIs(page, 'network', 'finished');
  const first = await page.evaluate(() => (window as unknown as { first: Record<string, number> }).first['network']!);
  const bytes = [...new Set(requested)]
    .filter((path) => path.startsWith('element/'))
    .reduce((n, path) => n + gzipSync(readFileSync(join(root, 'dist', path))).length, 0);
  console.log(
    `first spikes ${first.toFixed(0)} ms after the page was asked for; ${bytes} bytes gzipped of the element`,
  );
  // A document needs none of the presets.
  expect(requested.filter((path) => path.includes('/presets-'))).toEqual([]);
  const published = await spikesIn({});
  expect(await summaryOf(page, 'network')).toEqual(published);
  expect(await page.locator('#network .badge').textContent()).toBe('the published spikes');
  expect(await stateOf(page, 'unbalanced')).toBe('waiting');
  await stateIs(page, 'cell', 'finished', 'waiting');

  for (const [width, height] of [
    [360, 740],
    [1440, 900],
  ] as const)
    for (const scheme of ['light', 'dark'] as const) {
      await look(page, { width, height }, scheme);
      expect(await obstacles(page), `${width} px, ${scheme}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await keep(page, `paper-${width}-${scheme}`);
    }
  await look(page, { width: 1440, height: 900 });

  // A knob by its keys: the run begins anew with the other value.
  const knob = page.locator('galvani-slider[name="w_i"] input[type="range"]');
  await knob.focus();
  const told = page.evaluate(
    () =>
      new Promise<unknown>((resolve) =>
        addEventListener('galvani-set', (event) => resolve((event as CustomEvent).detail), { once: true }),
      ),
  );
  await knob.press('ArrowLeft');
  const { name, value } = (await told) as { name: string; value: string };
  expect(name).toBe('w_i');
  await stateIs(page, 'network', 'finished');
  expect((await summaryOf(page, 'network')).spike_hash).toBe((await spikesIn({ w_i: value })).spike_hash);
  expect(await page.locator('#network .badge').count()).toBe(0);

  // The third runs when it is seen, and stands as soon as it is not.
  await page.locator('#unbalanced').scrollIntoViewIfNeeded();
  await stateIs(page, 'unbalanced', 'running', 'finished');
  await page.evaluate(() => scrollTo(0, 0));
  await stateIs(page, 'unbalanced', 'paused', 'finished');
  await page.locator('#unbalanced').scrollIntoViewIfNeeded();
  await stateIs(page, 'unbalanced', 'finished');
  expect((await summaryOf(page, 'unbalanced')).spike_hash).toBe((await spikesIn({ w_i: '10 nS' })).spike_hash);

  // The raster by keys alone: Tab reaches it, plus zooms in time, Home goes back, space runs on.
  const raster = page.locator('#unbalanced .raster');
  await raster.focus();
  await raster.press(' ');
  await page.waitForFunction(() => (document.getElementById('unbalanced') as GalvaniRun).time === 600);
  await stateIs(page, 'unbalanced', 'finished');
  await keep(page, 'paper-third');
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test('the wheel scrolls the page, and zooms a raster that was chosen', async () => {
  const { page } = await open('');
  await stateIs(page, 'network', 'finished');
  const box = (await page.locator('#network .raster').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, 120);
  await page.waitForFunction(() => scrollY > 0);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('#network .raster').focus();
  await page.mouse.wheel(0, -120);
  await framesDrawn(page, 3);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('values, spikes and state by properties; refused ones by errors', async () => {
  const { page, errors } = await open('dark.html');
  await stateIs(page, 'dark', 'finished');
  const found = await page.evaluate(async () => {
    const run = document.getElementById('dark') as GalvaniRun;
    const halted = () => new Promise<Event>((resolve) => run.addEventListener('galvani-halt', resolve, { once: true }));
    const before = { ...run.summary, set: run.set, count: run.spikes!.steps.length, time: run.time, dt: run.dt };
    const refused = (act: () => void): string => {
      try {
        act();
        return '';
      } catch (thrown) {
        return (thrown as Error).message;
      }
    };
    const unknown = refused(() => (run.set = { J: '1 pA' } as never));
    const unit = refused(() => (run.set = { I: '1 mV' } as never));
    const again = halted();
    run.set = { I: '0 pA' };
    const detail = ((await again) as CustomEvent).detail;
    const none = run.summary!.spikes;
    const renewed = new Promise((resolve) => run.addEventListener('galvani-halt', resolve, { once: true }));
    run.document = {
      galvani: 1,
      models: { m: { equations: 'dx/dt = 1/(1 ms) : 1', threshold: 'x > 1.05', reset: 'x = 0' } },
      populations: { p: { model: 'm', size: 2 } },
      run: { duration: '10 ms', backend: 'reference' },
    } as never;
    await renewed;
    return { before, unknown, unit, none, detail, after: run.summary!.spikes, state: run.state };
  });
  expect(found.before).toMatchObject({ set: { I: '400 pA' }, time: 60, dt: 0.1 });
  expect(found.before.spikes).toBe(found.before.count);
  expect(found.before.spikes).toBeGreaterThan(1);
  expect(found.unknown).toContain("no parameter 'J'");
  expect(found.unit).toContain('I');
  expect(found.none).toBe(0);
  expect(found.detail).toMatchObject({ time: 60, summary: { spikes: 0 } });
  expect(found.after).toBe(2 * Math.floor(10 / 1.1));
  expect(found.state).toBe('finished');
  expect(errors).toEqual([]);
});

test('dark, Chinese, bare, and waiting for a press', async () => {
  const { page } = await open('dark.html');
  await stateIs(page, 'dark', 'finished');
  const ground = (id: string) =>
    page.evaluate((id) => getComputedStyle(document.getElementById(id)!).backgroundColor, id);
  expect(await ground('dark')).toBe('rgb(18, 19, 18)');
  expect(await ground('bare')).toBe('rgb(255, 255, 255)');
  await page.locator('#dark').getByRole('button', { name: '继续' }).waitFor();
  await stateIs(page, 'bare', 'finished');
  expect(await page.locator('#bare').getByRole('button').count()).toBe(0);
  expect(await stateOf(page, 'waiting')).toBe('waiting');
  await page.getByText('A still').waitFor();
  await page.locator('#waiting').getByRole('button', { name: 'Run', exact: true }).click();
  await stateIs(page, 'waiting', 'finished');
  await keep(page, 'element-dark');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#waiting').getByRole('button', { name: 'Continue' }).isVisible()).toBe(false);
  expect(await page.locator('#waiting canvas').first().isVisible()).toBe(true);
});

test('cells with dendrites run by the name of their preset, and lead to the room that draws them', async () => {
  const { page, errors } = await open('dendrites.html');
  await stateIs(page, 'tree', 'finished', 'failed');
  const preset = presetByName('traub-1991');
  const { summary } = await simulate(preset.build(presetValues(preset), 1), {
    dt: `${preset.dt} ms`,
    duration: '100 ms',
    integrator: preset.integrator,
    backend: 'reference',
  });
  expect(summary.spikes).toBeGreaterThan(8);
  expect(await summaryOf(page, 'tree')).toEqual(summary);
  expect(await page.locator('#tree').getByText(preset.title).count()).toBeGreaterThan(0);
  expect(await page.locator('#tree').getByRole('alert').count()).toBe(0);
  const link = page.locator('#tree').getByRole('link');
  await link.hover();
  expect(new URL((await link.getAttribute('href'))!, page.url()).hash).toBe(
    '#dendrites?preset=traub-1991&duration=100+ms',
  );
  for (const [width, height] of [
    [360, 740],
    [1440, 900],
  ] as const) {
    await look(page, { width, height }, 'light');
    expect(await obstacles(page), `${width} px`).toEqual([]);
    await keep(page, `element-dendrites-${width}`);
  }
  expect(errors).toEqual([]);
});

test('what cannot run says why in its place', async () => {
  const { page, errors } = await open('wrong.html');
  const told = async (id: string) => {
    const alert = page.locator(`#${id}`).getByRole('alert').first();
    await alert.waitFor();
    return alert.textContent();
  };
  expect(await told('view')).toContain(
    "The attribute view says 'tree'; it takes raster, rates, voltages. No element draws a cell along its dendrites; the room Dendrites of the page does.",
  );
  expect(await told('none')).toContain('There is no experiment');
  await page.locator('#absent').scrollIntoViewIfNeeded();
  expect(await told('absent')).toContain('the host answers 404');
  await page.locator('#equation').scrollIntoViewIfNeeded();
  expect(await told('equation')).toContain("'E'");
  expect(await page.locator('galvani-slider').getByRole('alert').textContent()).toContain(
    "no <galvani-run> with the id 'nowhere'",
  );
  expect(errors).toEqual([]);
});

test('the module of another host, in a page where threads share memory', async () => {
  const other = await serveFiles(
    { '/element/': join(root, 'dist/element') },
    {},
    {
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  );
  const body = shell(`<galvani-run id="far" src="balance.yaml" backend="wasm" autoplay></galvani-run>`);
  const isolated = await serveFiles(
    { '/': join(root, 'docs/paper') },
    { '/far.html': body.replace('src="element/', `src="${other.url}element/`) },
    { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  );
  try {
    context = await browser.newContext();
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(`${isolated.url}far.html`);
    await stateIs(page, 'far', 'finished', 'failed');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await stateOf(page, 'far')).toBe('finished');
    expect((await summaryOf(page, 'far')).spikes).toBeGreaterThan(0);
  } finally {
    await other.close();
    await isolated.close();
  }
});

test('three elements share one worker, its threads and one GPU device', async () => {
  const run = (id: string, backend: string) => `<galvani-run id="${id}" backend="${backend}" height="130" autoplay>
    <script type="text/yaml">
      galvani: 1
      models:
        lif: { equations: "dv/dt = (10 nS*(-65 mV - v) + 400 pA)/(200 pF) : mV", threshold: v > -50 mV, reset: v = -65 mV }
      populations: { cells: { model: lif, size: 2048, initial: { v: "uniform(-65 mV, -50 mV)" } } }
      run: { duration: 60 ms }
    </script></galvani-run>`;
  const body = (backend: string) => shell(['a', 'b', 'c'].map((id) => run(id, backend)).join(''));
  const isolated = await serveFiles(
    { '/element/': join(root, 'dist/element') },
    { '/wasm.html': body('wasm'), '/webgpu.html': body('webgpu') },
    { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  );
  const counting = `
    self.counted = { workers: 0, devices: 0 };
    self.Worker = class extends self.Worker { constructor(...given) { super(...given); self.counted.workers++; } };
    if (self.GPUAdapter) {
      const request = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = function (...given) { self.counted.devices++; return request.apply(this, given); };
    }
  `;
  interface Counted {
    readonly workers: number;
    readonly devices: number;
  }
  const count = async (name: string): Promise<Counted[]> => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(patience);
    await context.addInitScript(counting);
    await context.route('**/pool.worker-*.js', async (route) => {
      const response = await route.fetch({ timeout: patience });
      await route.fulfill({ response, body: `${counting}\n${await response.text()}` });
    });
    const page = await context.newPage();
    await page.goto(`${isolated.url}${name}.html`);
    for (const id of ['a', 'b', 'c']) {
      await stateIs(page, id, 'finished', 'failed');
      expect(await stateOf(page, id)).toBe('finished');
    }
    const counted = () => (self as unknown as { counted: Counted }).counted;
    const worker = page.workers().find((w) => w.url().includes('pool.worker'))!;
    const all = [await page.evaluate(counted), await worker.evaluate(counted)];
    await context.close();
    return all;
  };
  try {
    const cores = await (await browser.newPage()).evaluate(() => navigator.hardwareConcurrency);
    // One less than that many threads, and one that watches over them.
    const threads = Math.min(cores, 2048 / 512);
    expect(await count('wasm')).toEqual([
      { workers: 1, devices: 0 },
      { workers: threads > 1 ? threads : 0, devices: 0 },
    ]);
    expect(await count('webgpu')).toEqual([
      { workers: 1, devices: 0 },
      { workers: 0, devices: 1 },
    ]);
  } finally {
    await isolated.close();
  }
});

test('other spikes than published are told; it runs without WebGPU', async () => {
  const { page, errors } = await open('hash.html', await shared({ webgpu: false }));
  await stateIs(page, 'hash', 'finished');
  const badge = page.locator('#hash .badge');
  await badge.waitFor();
  expect(await badge.textContent()).toBe('other spikes than published');
  expect((await summaryOf(page, 'hash')).spike_hash).toBe((await spikesIn({ w_i: '50 nS' })).spike_hash);
  await page.evaluate(() => {
    const run = document.getElementById('hash')!;
    const ready = new Promise((resolve) => run.addEventListener('galvani-ready', resolve, { once: true }));
    run.setAttribute('backend', 'auto');
    return ready.then(() => {});
  });
  await stateIs(page, 'hash', 'finished');
  expect((await summaryOf(page, 'hash')).spikes).toBeGreaterThan(0);
  expect(errors).toEqual([]);
});
