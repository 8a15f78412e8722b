/**
 * The built folder on a plain static host, deep below its root: it runs, keeps itself for use without a network, and obeys its own policy.
 */
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { beforeAll, expect, inject, test } from 'vitest';
import { unnoticed } from '../notices.ts';
import { figure, finished, keep, launch, openPage, shared } from './browser.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
const below = '/some/deep/path/';

/** Where a file of the page, by its path below the page's folder, lies on this machine. */
type Find = (path: string) => string;
const built: Find = (path) => join(inject('pageFolder'), path);

/** Files and nothing else: no headers that the page could lean on. */
async function serve(find: Find = built): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (!path.startsWith(below)) {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end('Another folder of this host.');
      return;
    }
    try {
      const file = find(path.slice(below.length) || 'index.html');
      if (!statSync(file).isFile()) throw new Error('a folder');
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${below}` };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

// WebKit runs a worker's entry again, as another module, when a chunk imports it: two hosts, and errors of one that the other does not
// know.
test('no chunk imports the entry of a worker', () => {
  const folder = join(inject('pageFolder'), 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const entries = scripts.filter((name) => name.includes('.worker-'));
  expect(entries.length).toBeGreaterThanOrEqual(8);
  const imported = scripts.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [...text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g)].map(([, other]) => other!);
  });
  expect(imported.length).toBeGreaterThan(20);
  expect(imported.filter((name) => entries.includes(name))).toEqual([]);
});

const link = '#network?preset=ei-tutorial&duration=30+ms';
/** Where the GPU is of no matter. */
const onThreads = `${link}&backend=wasm`;

test('what is of others has its notice: packages, those that they hold copies of, the fonts; linked from every room', async () => {
  // The page reads no documents, so it holds no YAML.
  expect(unnoticed(inject('pageFolder'), ['src'], ['src/document', 'src/cli'])).toEqual([]);
  expect(
    unnoticed(
      join(import.meta.dirname, '../../dist/browser'),
      ['src'],
      ['src/app', 'src/element', 'src/widget', 'src/cli'],
    ),
  ).toEqual([]);
  const text = readFileSync(join(inject('pageFolder'), 'THIRD-PARTY.txt'), 'utf8');
  // Copies within copies, and the two families of the fonts.
  for (const holder of [
    'Mapbox',
    'Matt DesLauriers',
    'Brandon Jones',
    'Adobe',
    'Allen Institute',
    'STIX Fonts Project Authors',
    'SIL OPEN FONT LICENSE',
  ])
    expect(text).toContain(holder);
  const { page } = await openPage(browser, '#channels');
  await page.getByRole('button', { name: 'Channels' }).click();
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Licences' }).click();
  const notices = await opened;
  await notices.waitForLoadState();
  expect(await notices.locator('body').textContent()).toContain('uplot');
});

const kept = (page: Page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise<string>((resolve) => {
      const tell = () => active?.state === 'activated' && resolve(active.scriptURL);
      active?.addEventListener('statechange', tell);
      tell();
    });
  });

test('after one visit it works with the host gone, isolated, in every room, with the same spikes', async () => {
  const { server, url } = await serve();
  const { page, errors, foreign } = await openPage(browser, link, { url, serviceWorkers: 'allow' });
  await finished(page);
  const hash = await figure(page, 'hash');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(await kept(page)).toBe(`${url}service-worker.js`);
  const manifest = await page.evaluate(async () => {
    const address = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!.href;
    return (await fetch(address)).json() as Promise<{ icons: { src: string; sizes: string }[]; display: string }>;
  });
  expect(manifest.display).toBe('standalone');
  expect(manifest.icons.map((i) => i.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));

  await stop(server);
  await page.reload();
  await finished(page);
  expect(await figure(page, 'hash')).toBe(hash);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  await page.getByRole('textbox', { name: 'equations', exact: true }).waitFor();
  for (const backend of ['wasm', 'reference']) {
    await page.getByRole('combobox', { name: 'backend' }).selectOption(backend);
    await page.waitForFunction((b) => document.querySelector('[data-figure="backend"]')?.textContent === b, backend);
    await finished(page);
  }
  await keep(page, 'offline');
  const rooms = await page.locator('#rooms li a').evaluateAll((links) => links.map((a) => a.getAttribute('href')!));
  expect(rooms.length).toBeGreaterThan(3);
  for (const room of rooms) {
    await page.goto(url + room);
    await page.locator('main').first().waitFor();
    expect(await page.getByText('could not be loaded').count()).toBe(0);
  }
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
});

test('the policy stands: no foreign host, no inline script, no evaluated text', async () => {
  const { page, foreign } = await openPage(browser, link);
  await finished(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'unsafe-(eval|inline)'/);
  const broken = await page.evaluate(async () => {
    const wanted = ['script-src-elem', 'img-src', 'connect-src', 'style-src-attr'];
    const violations = new Set<string>();
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.add(event.effectiveDirective);
        if (wanted.every((directive) => violations.has(directive))) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.head.append(script);
    const image = new Image();
    image.src = 'https://example.org/x.png';
    await fetch('https://example.org/').catch(() => {});
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="alert(1)">x</p>');
    await all;
    return { violations: [...violations], ranInline: 'ranInline' in window };
  });
  expect(broken.ranInline).toBe(false);
  expect(broken.violations).toEqual(
    expect.arrayContaining(['script-src-elem', 'img-src', 'connect-src', 'style-src-attr']),
  );
  expect(foreign.filter((address) => !address.startsWith('https://example.org'))).toEqual([]);
});

test.each(['webgpu', 'wasm', 'reference'])('%s runs under the policy', async (backend) => {
  const { page, errors, foreign } = await openPage(browser, `${link}&backend=${backend}`);
  await finished(page);
  expect(await figure(page, 'backend')).toBe(backend);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

/** The page as another version of it is built, with other scripts. */
async function nextVersion(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'galvani-next-'));
  const setting = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({
    logLevel: 'error',
    define: { __GALVANI_VERSION__: '"next"' },
    build: { outDir, emptyOutDir: true },
    plugins: [
      {
        name: 'next',
        transform: (code, id) => (id.endsWith('/src/app/main.ts') ? `${code};self.next = 1` : undefined),
      },
    ],
  });
  process.env['NODE_ENV'] = setting;
  return outDir;
}

/** Has the page look for a new version, if it has not done so by itself, and tells what becomes of it: 'installed' or 'redundant'. */
const updated = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker>((resolve) => {
      registration.addEventListener('updatefound', () => resolve(registration.installing!), { once: true });
    });
    const known = registration.installing ?? registration.waiting;
    if (known === null) await registration.update().catch(() => {});
    const worker = known ?? (await found);
    return new Promise<string>((resolve) => {
      const look = (): void => {
        if (!['parsed', 'installing'].includes(worker.state)) resolve(worker.state);
      };
      worker.addEventListener('statechange', look);
      look();
    });
  });

/** Waits, on a page outside of the scope, until the service worker of that scope has no other waiting behind it. */
const takenOver = (page: Page, scope: string) =>
  page.evaluate(async (address) => {
    for (;;) {
      const registration = await navigator.serviceWorker.getRegistration(address);
      if (registration?.waiting === null && registration.active?.state === 'activated') return;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, scope);

const shown = (page: Page) =>
  page.evaluate(() => ({
    script: document.querySelector<HTMLScriptElement>('script[type="module"]')!.src.split('/').at(-1)!,
    rooms: document.querySelectorAll('#rooms li a').length,
  }));

test('a host that gets its files in the wrong order: the old version stays whole until all of the new one is there', async () => {
  const next = await nextVersion();
  const mixed: Find = (path) => {
    // The new service worker lies there already, and the old page still does.
    const fresh = join(next, path);
    return path !== 'index.html' && statSync(fresh, { throwIfNoEntry: false })?.isFile() ? fresh : built(path);
  };
  let find = built;
  const { server, url } = await serve((path) => find(path));
  try {
    const opened = await openPage(browser, onThreads, { url, serviceWorkers: 'allow' });
    const { errors } = opened;
    await finished(opened.page);
    await kept(opened.page);
    const first = await shown(opened.page);
    find = mixed;
    expect(await updated(opened.page)).toBe('redundant');
    find = (path) => join(next, path);
    await opened.page.reload();
    await finished(opened.page);
    expect(await shown(opened.page)).toEqual(first);
    expect(await updated(opened.page)).toBe('installed');
    // No tab shows the old one any more, and the new one takes over before one opens again.
    const { page } = opened;
    await page.goto(new URL('/', url).href);
    await takenOver(page, url);
    await page.goto(url + onThreads);
    await finished(page);
    const second = await shown(page);
    expect(second.script).not.toBe(first.script);
    expect(second.rooms).toBe(first.rooms);
    expect(errors).toEqual([]);
    // A file that the browser has lost, of a version that the host no longer has: the page of the host is shown, not an empty one.
    find = built;
    await page.evaluate(async (script) => {
      for (const name of await caches.keys())
        await (await caches.open(name)).delete(new URL(`assets/${script}`, document.baseURI));
    }, second.script);
    await page.reload();
    await finished(page);
    expect(await shown(page)).toEqual(first);
  } finally {
    await stop(server);
    rmSync(next, { recursive: true });
  }
});

test('two copies on one host keep themselves apart: each opens with the host gone', async () => {
  const { server, url } = await serve((path) => built(path.replace(/^dev\//, '') || 'index.html'));
  const inner = `${url}dev/`;
  const { page, errors } = await openPage(browser, onThreads, { url, serviceWorkers: 'allow' });
  await finished(page);
  expect(await kept(page)).toBe(`${url}service-worker.js`);
  await page.goto(inner + onThreads);
  await finished(page);
  await page.evaluate(async () => {
    for (;;) {
      const registration = await navigator.serviceWorker.getRegistration();
      if (registration?.scope.endsWith('/dev/') && registration.active?.state === 'activated') return;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await stop(server);
  for (const address of [url, inner]) {
    await page.goto(`${address}?again${onThreads}`);
    await finished(page);
  }
  const bases = await page.evaluate(async () => [
    (await indexedDB.databases()).map(({ name }) => name),
    await caches.keys(),
  ]);
  const { pathname } = new URL(url);
  expect(bases[0]!.sort()).toEqual([`galvani ${pathname}`, `galvani ${pathname}dev/`]);
  expect(bases[1]!.map((name) => name?.replace(/ [^ ]+$/, '')).sort()).toEqual([
    `galvani ${pathname}`,
    `galvani ${pathname}dev/`,
  ]);
  expect(errors).toEqual([]);
});

test('over plain http, from another machine than this, it runs to its end with the same spikes', async () => {
  const { server, url } = await serve();
  const host = 'galvani.test';
  const plain = await launch({ host });
  try {
    const { page, errors } = await openPage(plain, onThreads, { url: url.replace('127.0.0.1', host) });
    await finished(page);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    expect(await figure(page, 'backend')).toBe('wasm');
    const secure = await openPage(browser, onThreads);
    await finished(secure.page);
    expect(await figure(page, 'hash')).toBe(await figure(secure.page, 'hash'));
    expect(errors).toEqual([]);
  } finally {
    await plain.close();
    await stop(server);
  }
});
