/** What every page of a model says under "Use", run as it stands there in four ways, with the same spikes in each. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestPython } from '../../python/environment.mjs';
import { packaged } from '../../python/packaged.mjs';
import { versionsIn } from '../../site/versions.mjs';
import type { GalvaniRun } from '../../src/element/index.ts';
import { shared } from '../browser/browser.ts';
import { serveFiles } from '../browser/plain-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const [version] = versionsIn(join(root, 'dist/site'));
const site = join(root, 'dist/site', version!);
/** Within the package, so that its own name leads to it. */
const scratch = join(root, 'test-results/site-use');

interface Use {
  /** Path of its page, without '.html'. */
  readonly page: string;
  readonly folder: string;
  readonly library: string;
  readonly command: string;
  readonly python: string;
  readonly element: string;
}

const plain = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

const uses: readonly Use[] = ['cells', 'channels', 'integrators', 'presets', 'rules', 'synapses'].flatMap((folder) =>
  readdirSync(join(site, folder))
    .filter((file) => file.endsWith('.html') && file !== 'index.html')
    .map((file) => {
      const html = readFileSync(join(site, folder, file), 'utf8');
      const text = (way: string) => plain(new RegExp(`<code class="${way}">(.*?)</code>`, 's').exec(html)![1]!);
      const [library, command, python, element] = ['library', 'command', 'python', 'element'].map(text);
      return { page: `${folder}/${file.slice(0, -5)}`, folder, library, command, python, element } as Use;
    }),
);

interface Told {
  readonly hash: string;
  readonly spikes: number;
}

/** What the library has, by page. */
let published: Map<string, Told>;

/**
 * Large networks run on `wasm`, which rounds once where the engine of JavaScript has fused multiplication and addition, and twice where it
 * has not: the Node of this test, that of the Python package and Chromium may differ in it, and a chaotic network then in its later spikes.
 */
function expectSame({ page, element }: Use, told: Told): void {
  const { hash, spikes } = published.get(page)!;
  if (!element.includes('backend=wasm')) expect(told.hash, page).toBe(hash);
  else {
    expect(told.spikes, page).toBeGreaterThanOrEqual(0.8 * spikes);
    expect(told.spikes, page).toBeLessThanOrEqual(1.25 * spikes);
  }
}

/** As two at a time would do it. */
async function pairwise(work: (use: Use) => Promise<void>): Promise<void> {
  const left = [...uses];
  const hand = async () => {
    for (let use = left.shift(); use !== undefined; use = left.shift()) await work(use);
  };
  await Promise.all([hand(), hand()]);
}

beforeAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  for (const [k, { library }] of uses.entries()) writeFileSync(join(scratch, `${k}.mjs`), library);
  const script = `
    const log = console.log;
    const found = [];
    console.log = ({ spike_hash, spikes }) => found.push({ hash: spike_hash, spikes });
    for (let k = 0; k < ${uses.length}; k++) await import('./' + k + '.mjs');
    log(JSON.stringify(found));`;
  writeFileSync(join(scratch, 'all.mjs'), script);
  const { stdout } = await run(process.execPath, ['all.mjs'], { cwd: scratch });
  const told = JSON.parse(stdout) as Told[];
  published = new Map(uses.map(({ page }, k) => [page, told[k]!]));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('in the library: every one prints its summary', () => {
  expect(uses.length).toBeGreaterThan(130);
  for (const { page } of uses) expect(published.get(page)?.hash, page).toMatch(/^[0-9a-f]{64}$/);
});

test('on the command line', async () => {
  await pairwise(async ({ page, folder, command }) => {
    const words = command.match(/'[^']*'|\S+/g)!.map((word) => word.replace(/^'|'$/g, ''));
    expect(words.shift()).toBe('galvani');
    const galvani = [join(root, 'bin/galvani.js'), ...words, '--json'];
    const { stdout } = await run(process.execPath, galvani, { cwd: join(site, folder) });
    expect(JSON.parse(stdout).spike_hash, page).toBe(published.get(page)!.hash);
  });
});

test('in Python', async () => {
  const python = packaged(newestPython(), ['core', 'full']);
  await pairwise(async (use) => {
    const script = `${use.python}\nprint(run.hash, len(run.spikes.neuron))`;
    const { stdout } = await run(python, ['-c', script], { cwd: join(site, use.folder) });
    const [hash, spikes] = stdout.trim().split('\n').at(-1)!.split(' ');
    expectSame(use, { hash: hash!, spikes: Number(spikes) });
  });
});

test('in a page', async () => {
  const shell = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Use</title>
    <script type="module" src="../element/galvani-run.js"></script><main></main></html>`;
  const folders = [...new Set(uses.map(({ folder }) => folder))];
  const host = await serveFiles({ '/': site }, Object.fromEntries(folders.map((f) => [`/${f}/use.html`, shell])));
  const context = await (await shared()).newContext();
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  try {
    for (const folder of folders) {
      await page.goto(`${host.url}${folder}/use.html`);
      await page.waitForFunction(() => customElements.get('galvani-run') !== undefined);
      for (const use of uses.filter((one) => one.folder === folder)) {
        const told = await page.evaluate((html) => {
          const main = document.querySelector('main')!;
          return new Promise<Told>((resolve, reject) => {
            main.addEventListener(
              'galvani-halt',
              (e) => {
                const { spike_hash, spikes } = (e.target as GalvaniRun).summary!;
                resolve({ hash: spike_hash, spikes });
              },
              { once: true },
            );
            main.addEventListener('galvani-error', (e) => reject(new Error((e as CustomEvent).detail.message)), {
              once: true,
            });
            main.innerHTML = html;
          });
        }, use.element);
        expectSame(use, told);
      }
    }
  } finally {
    await context.close();
    await host.close();
  }
});
