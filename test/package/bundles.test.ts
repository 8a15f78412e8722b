/** The package within programs of others: each bundler takes it without a word, and what it makes runs in a page. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { Browser } from 'playwright-core';
import { build as viteBuild } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import webpack from 'webpack';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { shared } from '../browser/browser.ts';
import { type PlainHost, serveFiles } from '../browser/plain-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** A program as its author writes it; 'galvani' and its parts are found as a package is. */
const program = `
import { simulate } from 'galvani';
import { presetByName, presetValues } from 'galvani/presets';
import { build, read } from 'galvani/document';

async function hashes() {
  const preset = presetByName('coba-2005');
  const net = preset.build(presetValues(preset), 1);
  const wasm = await simulate(net, { duration: '20 ms', backend: 'wasm', threads: crossOriginIsolated ? 2 : 1 });
  const document = await read('{"galvani": 1, "models": {"m": {"equations": "dx/dt = 1/(1 ms) : 1", "threshold": "x > 1", "reset": "x = 0"}}, "populations": {"p": {"model": "m", "size": 1}}, "run": {"duration": "10 ms", "backend": "reference"}}');
  const { network, run } = build(document);
  const one = await simulate(network, run);
  globalThis.result = { wasm: wasm.summary.spike_hash, one: one.summary.spikes };
}
hashes().catch((error) => { globalThis.result = { error: String(error && error.stack) }; });
`;

let folder: string;
let browser: Browser;
let plain: PlainHost;
let isolated: PlainHost;
let expected: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-bundles-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/galvani'), 'dir');
  writeFileSync(join(folder, 'main.js'), program);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="./main.js"></script>');
  browser = await shared();
  const preset = presetByName('coba-2005');
  const run = await simulate(preset.build(presetValues(preset), 1), { duration: '20 ms', backend: 'wasm', threads: 1 });
  expected = run.summary.spike_hash;
  const page = (script: string) => `<!doctype html><script type="module" src="${script}"></script>`;
  const pages = { '/esbuild/': page('main.js'), '/webpack/': page('main.js') };
  plain = await serveFiles({ '/': folder }, pages);
  isolated = await serveFiles({ '/': folder }, pages, isolation);
});
afterAll(async () => {
  await plain?.close();
  await isolated?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs what a bundler made, on a plain host and on one where threads share memory. */
async function runs(path: string): Promise<void> {
  for (const host of [plain, isolated]) {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(host.url + path);
    await page.waitForFunction(() => 'result' in globalThis);
    expect(await page.evaluate(() => (globalThis as { result?: unknown }).result)).toEqual({ wasm: expected, one: 9 });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(host === isolated);
    expect(errors).toEqual([]);
    await page.close();
  }
}

test('esbuild', async () => {
  const { errors, warnings } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ['main.js'],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    splitting: true,
    outdir: join(folder, 'esbuild'),
    logLevel: 'silent',
  });
  expect([...errors, ...warnings].map((said) => said.text)).toEqual([]);
  await runs('esbuild/');
});

test('webpack 5', async () => {
  const stats = await new Promise<webpack.Stats>((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        context: folder,
        entry: './main.js',
        target: 'web',
        output: { path: join(folder, 'webpack'), publicPath: 'auto', module: true, filename: 'main.js' },
        experiments: { outputModule: true },
        optimization: { minimize: false },
        performance: { hints: false },
      },
      (error, result) => (error || result === undefined ? reject(error) : resolve(result)),
    );
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  expect([...errors!, ...warnings!].map((said) => said.message)).toEqual([]);
  await runs('webpack/');
});

test('Vite', async () => {
  const said: string[] = [];
  const note = (text: string) => void said.push(text);
  await viteBuild({
    configFile: false,
    root: folder,
    base: './',
    build: { outDir: join(folder, 'vite'), minify: false, target: 'es2023', chunkSizeWarningLimit: 10_000 },
    customLogger: {
      info: () => {},
      warn: note,
      warnOnce: note,
      error: note,
      clearScreen: () => {},
      hasErrorLogged: () => false,
      hasWarned: false,
    },
  });
  expect(said).toEqual([]);
  await runs('vite/');
});
