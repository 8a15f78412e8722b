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
import type { GalvaniRun } from '../../src/app/element/index.ts';
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

/** Hashes of the spikes by page, as the library has them. */
let published: Map<string, string>;

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
    console.log = (summary) => found.push(summary.spike_hash);
    for (let k = 0; k < ${uses.length}; k++) await import('./' + k + '.mjs');
    log(JSON.stringify(found));`;
  writeFileSync(join(scratch, 'all.mjs'), script);
  const { stdout } = await run(process.execPath, ['all.mjs'], { cwd: scratch });
  const hashes = JSON.parse(stdout) as string[];
  published = new Map(uses.map(({ page }, k) => [page, hashes[k]!]));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('in the library: every one prints its summary', () => {
  expect(uses.length).toBeGreaterThan(130);
  for (const { page } of uses) expect(published.get(page), page).toMatch(/^[0-9a-f]{64}$/);
});

test('on the command line', async () => {
  await pairwise(async ({ page, folder, command }) => {
    const words = command.match(/'[^']*'|\S+/g)!.map((word) => word.replace(/^'|'$/g, ''));
    expect(words.shift()).toBe('galvani');
    const galvani = [join(root, 'bin/galvani.js'), ...words, '--json'];
    const { stdout } = await run(process.execPath, galvani, { cwd: join(site, folder) });
    expect(JSON.parse(stdout).spike_hash, page).toBe(published.get(page));
  });
});

test('in Python', async () => {
  const python = packaged(newestPython(), ['core', 'full']);
  await pairwise(async ({ page, folder, python: text }) => {
    const { stdout } = await run(python, ['-c', `${text}\nimport sys\nsys.stdout.write(run.hash)`], {
      cwd: join(site, folder),
    });
    expect(stdout.slice(-64), page).toBe(published.get(page));
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
          return new Promise<string>((resolve) => {
            main.addEventListener('galvani-halt', (e) => resolve((e.target as GalvaniRun).summary!.spike_hash), {
              once: true,
            });
            main.addEventListener('galvani-error', (e) => resolve((e as CustomEvent).detail.message), { once: true });
            main.innerHTML = html;
          });
        }, use.element);
        expect(told, use.page).toBe(published.get(use.page));
      }
    }
  } finally {
    await context.close();
    await host.close();
  }
});
