/** Threads in a real Chromium: wasm on shared memory, the same without it on one, and networks built beside the page's main thread. */
import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { blankPage, finished, openPage, shared } from './browser.ts';
import { mainThread } from './tracing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Runs the benchmark network in a worker, as a page would; `threads` as it arrives. */
const worker = `
  import { createSimulation, summarise } from './galvani/index.js';
  import { presetByName, presetValues } from './galvani/presets.js';
  addEventListener('message', async ({ data: threads }) => {
    try {
      const preset = presetByName('ei-brette2007');
      const network = preset.build(presetValues(preset), 1);
      const options = { integrator: preset.integrator, backend: 'wasm', ...(threads === undefined ? {} : { threads }) };
      const simulation = await createSimulation(network, options);
      const { spikes } = await simulation.run(1000);
      const { spike_hash } = await summarise(simulation, spikes, 0, 1000);
      postMessage({ crossOriginIsolated, adapter: simulation.adapter, hash: spike_hash });
    } catch (error) {
      postMessage({ error: String(error) });
    }
  });`;

/** Runs on and on until a thread is ended, as a browser does that is short of memory: nobody is told. Posts the error, and what goes on. */
const losing = `
  const threads = [];
  self.Worker = class extends Worker {
    constructor(address, options) {
      super(address, options);
      if (/thread-/.test(address)) threads.push(this);
    }
  };
  const { createSimulation, ThreadLostError } = await import('./galvani/index.js');
  const { presetByName, presetValues } = await import('./galvani/presets.js');
  const preset = presetByName('ei-brette2007');
  const make = () => createSimulation(preset.build(presetValues(preset), 1), { integrator: preset.integrator, backend: 'wasm', threads: 3 });
  const simulation = await make();
  await simulation.run(200);
  const checkpoint = await simulation.checkpoint();
  const error = await simulation.run(1e6, { keep: false, onBlock: () => threads[1].terminate() }).catch((thrown) => thrown);
  const lost = error instanceof ThreadLostError;
  simulation.dispose();
  const next = await make();
  next.restore(checkpoint);
  const { spikes } = await next.run(200);
  const whole = await make();
  const all = (await whole.run(400)).spikes;
  postMessage({ lost, message: String(error.message), count: threads.length,
    same: spikes.cells.join() === all.cells.slice(-spikes.cells.length).join(), spikes: spikes.cells.length });`;

let browser: Browser;
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    // Everything below /bare/ comes without the headers.
    const [, place = '', name = ''] = /^\/(bare|isolated)\/(.*)$/.exec(path) ?? [];
    const headers = place === 'isolated' ? isolation : {};
    const file = join(root, 'dist/browser', name.replace(/^galvani\//, ''));
    if (name === '') response.writeHead(200, { 'Content-Type': 'text/html', ...headers }).end('<!doctype html>');
    else if (name === 'worker.js')
      response.writeHead(200, { 'Content-Type': 'text/javascript', ...headers }).end(worker);
    else if (name === 'losing.js')
      response.writeHead(200, { 'Content-Type': 'text/javascript', ...headers }).end(losing);
    else if (name.endsWith('.js') && statSync(file, { throwIfNoEntry: false })?.isFile())
      response.writeHead(200, { 'Content-Type': 'text/javascript', ...headers }).end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await shared();
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

/** The first steps of a network of 4.8 million synapses, built on the main thread of a page: its hash, and scripts that were loaded. */
async function builtOnMainThread(place: 'bare' | 'isolated'): Promise<{ hash: string; builders: number }> {
  const page = await blankPage(browser);
  let builders = 0;
  page.on('request', (request) => {
    if (/\/builder-.*\.js$/.test(request.url())) builders++;
  });
  await page.goto(`${url}/${place}/`);
  // As text: the test runner would rewrite what imports modules.
  await page.addScriptTag({
    type: 'module',
    content: `
      import { createSimulation, summarise } from './galvani/index.js';
      import { presetByName, presetValues, sized } from './galvani/presets.js';
      const preset = presetByName('ei-brette2007');
      const network = preset.build(presetValues(preset, sized(preset, 60_000).settings), 1);
      const simulation = await createSimulation(network, { backend: 'wasm', threads: 2 });
      const { spikes } = await simulation.run(40);
      const { spike_hash } = await summarise(simulation, spikes, 0, 40);
      document.title = spike_hash + ' of ' + spikes.cells.length;`,
  });
  await page.waitForFunction(() => document.title !== '');
  const hash = await page.title();
  await page.close();
  return { hash, builders };
}

interface Told {
  readonly crossOriginIsolated: boolean;
  readonly adapter: string;
  readonly hash: string;
  readonly error?: string;
}

/** What workers of one page tell for these numbers of threads, one after another. */
async function ran(place: 'bare' | 'isolated', threads: readonly (number | undefined)[]): Promise<Told[]> {
  const page = await blankPage(browser);
  await page.goto(`${url}/${place}/`);
  const told = await page.evaluate(async (counts) => {
    const answers: Told[] = [];
    for (const count of counts) {
      const worker = new Worker('worker.js', { type: 'module' });
      answers.push(
        await new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          // Playwright carries undefined as null.
          worker.postMessage(count ?? undefined);
        }),
      );
      worker.terminate();
    }
    return answers;
  }, threads);
  await page.close();
  return told;
}

test('ei-brette2007 on wasm: two threads, one thread, no shared memory and Node give one hash', async () => {
  const preset = presetByName('ei-brette2007');
  const options = { duration: '100 ms', integrator: preset.integrator, backend: 'wasm', threads: 1 } as const;
  const { summary } = await simulate(preset.build(presetValues(preset), 1), options);
  expect(summary.spikes).toBeGreaterThan(1000);

  const isolated = await ran('isolated', [2, 1]);
  expect(isolated.map((told) => told.error)).toEqual([undefined, undefined]);
  expect(isolated.map((told) => told.crossOriginIsolated)).toEqual([true, true]);
  expect(isolated[0]!.adapter).toMatch(/, 2 threads$/);
  expect(isolated[1]!.adapter).toMatch(/, 1 thread$/);

  // Asked for two or for none in particular: one, and it says why.
  const bare = await ran('bare', [2, undefined]);
  expect(bare.map((told) => told.error)).toEqual([undefined, undefined]);
  expect(bare.map((told) => told.crossOriginIsolated)).toEqual([false, false]);
  for (const { adapter } of bare) expect(adapter).toMatch(/, 1 thread, since memory is not shared here$/);

  for (const { hash } of [...isolated, ...bare]) expect(hash).toBe(summary.spike_hash);
});

test('a thread that is ended while it runs ends the run with a sentence; another goes on from a checkpoint', async () => {
  const page = await blankPage(browser);
  await page.goto(`${url}/isolated/`);
  const told = await page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const worker = new Worker('losing.js', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
  );
  await page.close();
  expect(told).toMatchObject({ lost: true, message: expect.stringMatching(/^A thread .* ended in mid-run/), count: 4 });
  expect(told['spikes']).toBeGreaterThan(100);
  expect(told['same']).toBe(true);
});

test('a page that builds on its main thread gets the same network, from threads where memory is shared', async () => {
  const [isolated, bare] = [await builtOnMainThread('isolated'), await builtOnMainThread('bare')];
  expect(isolated.builders).toBe(2);
  expect(bare.builders).toBe(0);
  expect(isolated.hash).toMatch(/ of [1-9]\d+$/);
  expect(isolated.hash).toBe(bare.hash);
});

test.each([
  // In the page's worker.
  { cells: 12_500, synapses: '1 M', several: false },
  // In the page's worker and others.
  { cells: 64_000, synapses: '5 M', several: true },
])('the page stays free while a network of $synapses synapses is built, and shows how far it is', async (network) => {
  const { cells, several } = network;
  const excitatory = Math.round(0.8 * cells);
  const sizes = `n_exc=${excitatory}&n_inh=${cells - excitatory}&p=${80 / cells}`;
  const link = `#network?preset=ei-brette2007&${sizes}&backend=wasm&duration=1+ms`;
  const { page, errors, requested } = await openPage(browser, link);
  await finished(page);
  const alreadyRequested = requested.length;
  await page.evaluate(() => {
    const seen = { shown: [] as number[] };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const bar = document.querySelector('.notice progress');
      if (bar instanceof HTMLProgressElement && bar.value !== seen.shown.at(-1)) seen.shown.push(bar.value);
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  // Built anew, with another seed.
  const { tasks } = await mainThread(browser, page, async () => {
    const field = page.getByRole('textbox', { name: 'seed' });
    await field.fill('2');
    await field.press('Enter');
    await page.waitForFunction(() => document.querySelector('[data-figure="seed"]')?.textContent === '2');
    await finished(page);
  });
  const { shown } = await page.evaluate(() => (window as unknown as { seen: { shown: number[] } }).seen);
  console.info(
    `${network.synapses}: longest task ${tasks[0]?.toFixed(1)} ms of processor time; shown ${shown.join(' ')} %`,
  );
  expect(tasks[0]!).toBeLessThan(50);
  expect(shown.length).toBeGreaterThan(2);
  const scripts = requested.slice(alreadyRequested).filter((path) => /\/builder-.*\.js$/.test(path));
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(scripts.length > 0).toBe(several && cores > 1);
  expect(errors).toEqual([]);
});
