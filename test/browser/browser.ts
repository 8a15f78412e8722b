/** A real Chromium on the built page. What is missing makes the test fail with a sentence. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request,
} from 'playwright-core';
import { expect, inject } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function browserPath(): string {
  const wanted = process.env['CHROMIUM'];
  if (wanted !== undefined && wanted !== '') {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM names ${wanted}, which does not exist.`);
  }
  for (const name of names) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  }
  const application = applications.find(existsSync);
  if (application !== undefined) return application;
  throw new Error('No Chromium or Chrome found: install one, or set CHROMIUM to its path.');
}

/** Longest wait for anything, ms: what takes seconds here may take a minute on a machine four times slower with other work to do. */
export const patience = 150_000;

/** `webgpu: false` starts a browser without it; `host` is a name for this machine, which is no secure one as localhost is. */
export function launch(options: { webgpu?: boolean; host?: string } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    timeout: patience,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--enable-unsafe-swiftshader',
      ...(options.host === undefined ? [] : [`--host-resolver-rules=MAP ${options.host} 127.0.0.1`]),
      ...(options.webgpu === false ? ['--disable-features=WebGPU,WebGPUService'] : ['--enable-unsafe-webgpu']),
    ],
  });
}

const running = new Map<string, Promise<Browser>>();

/**
 * The browser that all files of a process share, one for each set of options, until the process ends: it has compiled the page's scripts
 * and the GPU's shaders already. A test that harms its browser launches one of its own.
 */
export function shared(options: { webgpu?: boolean } = {}): Promise<Browser> {
  const key = JSON.stringify(options);
  const browser = running.get(key) ?? launch(options);
  running.set(key, browser);
  return browser;
}

/** An empty page in a context of its own, for other pages than the built one. Who asks for it closes it. */
export async function blankPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(patience);
  return page;
}

export interface OpenPage {
  readonly page: Page;
  /** Errors of the console and uncaught ones. */
  readonly errors: string[];
  /** Requests to any other host. */
  readonly foreign: string[];
  /** Paths of all requests to this host. */
  readonly requested: string[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** Another address than that of the common server, with a final '/'. */
  readonly url?: string;
  /** Has it in a context that was never used, where nothing is in the cache. */
  readonly fresh?: boolean;
  /** Called with the page before it goes to its address. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/**
 * Contexts of each browser that no page uses, with nothing stored. A new one costs as much processor time as the page in it: it compiles
 * all scripts anew.
 */
const free = new WeakMap<Browser, BrowserContext[]>();
const opened = new Set<() => Promise<unknown>>();

/** Ends all pages: one that is left runs on, and takes the processor from the tests that follow. */
export async function closePages(): Promise<void> {
  const ends = [...opened];
  opened.clear();
  await Promise.all(ends.map((end) => end()));
}

/** What the page may keep, emptied; the scripts that are compiled stay. */
async function forget(context: BrowserContext, page: Page, url: string): Promise<void> {
  const session = await context.newCDPSession(page);
  // Not all there is, which would be the compiled scripts too.
  const storageTypes = 'cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems';
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes });
  await session.detach();
}

/**
 * Opens the page, until the end of the test (`closePages`), in a context that no other page has and with nothing stored; without its
 * service worker unless asked for. `hash` begins with '#'.
 */
export async function openPage(browser: Browser, hash = '', options: OpenOptions = {}): Promise<OpenPage> {
  const { url = inject('pageUrl'), fresh = false, before, ...given } = options;
  const { viewport = { width: 1440, height: 900 }, colorScheme = 'light', reducedMotion = 'no-preference' } = given;
  // These are of a page; what else is given is of the context.
  const lent = !fresh && Object.keys(given).every((key) => ['viewport', 'colorScheme', 'reducedMotion'].includes(key));
  const pool = free.get(browser) ?? [];
  free.set(browser, pool);
  const context =
    (lent ? pool.pop() : undefined) ??
    (await browser.newContext({ acceptDownloads: true, serviceWorkers: 'block', ...given, viewport }));
  const errors: string[] = [];
  const foreign: string[] = [];
  const requested: string[] = [];
  const note = (request: Request): void => {
    const address = request.url();
    if (address.startsWith(url)) requested.push(new URL(address).pathname);
    else if (!/^(blob|data):/.test(address)) foreign.push(address);
  };
  context.on('request', note);
  opened.add(async () => {
    if (!lent) return context.close();
    context.off('request', note);
    await Promise.all(context.pages().map((each) => each.close()));
    pool.push(context);
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  if (lent) {
    await page.setViewportSize(viewport!);
    await page.emulateMedia({ colorScheme, reducedMotion });
    await forget(context, page, url);
  }
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await before?.(page);
  await page.goto(url + hash);
  return { page, errors, foreign, requested };
}

/** Gives the page another size or scheme, and waits until it is drawn so: plots see their size in one frame and draw in a later one. */
export async function look(
  page: Page,
  size: { width: number; height: number } | undefined,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<void> {
  if (size !== undefined) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );
}

/** Waits until so many frames were drawn. */
export const framesDrawn = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (n) => {
    for (let k = 0; k < n; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, count);

/** Waits until nothing slides or fades any more. */
export const still = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    // What begins with this frame is known in the next.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });

/** Waits until the run has passed a time, ms. */
export async function reached(page: Page, ms: number): Promise<void> {
  await page.waitForFunction((t) => {
    const text = document.querySelector('[data-figure="time"]')?.textContent ?? '';
    return Number.parseFloat(text.replace(/^t = /, '').replaceAll('\u2009', '')) > t;
  }, ms);
}

/** Pauses the run in the frame in which it is seen to have passed a time, ms, and waits until it stands; resolves with where, ms. */
export async function pausedAfter(page: Page, ms: number): Promise<number> {
  await page.waitForFunction((t) => {
    const text = document.querySelector('[data-figure="time"]')?.textContent ?? '';
    if (!(Number.parseFloat(text.replace(/^t = /, '').replaceAll('\u2009', '')) > t)) return false;
    const pause = [...document.querySelectorAll('button')].find((b) => b.textContent?.trim() === 'Pause');
    pause?.click();
    return pause !== undefined;
  }, ms);
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
  return number(page, 'time');
}

/** Text of a figure by its name. */
export const figure = (page: Page, name: string): Promise<string> => textOf(page, `[data-figure="${name}"]`);

/** All text of the first element that matches. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().textContent()) ?? '';

/** The number a figure begins with; NaN while it shows none. */
export async function number(page: Page, name: string): Promise<number> {
  const text = (await figure(page, name)).replace(/[\u2009\s]/g, '').replace('\u2212', '-');
  return Number.parseFloat(text.replace(/^t=/, ''));
}

/** Waits until a run stands at its end. */
export async function finished(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await page.waitForFunction(() => !/^[–\s]*$/.test(document.querySelector('[data-figure="hash"]')?.textContent ?? ''));
}

/** Waits until the run stands with a hash. */
export const stands = (page: Page) =>
  page.waitForFunction(() => {
    const hash = document.querySelector('[data-figure="hash"]')?.textContent ?? '';
    const run = document.querySelector('.button.run')?.textContent ?? '';
    return /^[0-9a-f]{12}$/.test(hash) && /^(Run|Continue)$/.test(run);
  });

/** The link of the page, opened in a fresh profile: the same time, the same spikes, and the page says so. So is its plain address. */
export async function comesBack(browser: Browser, page: Page): Promise<Page> {
  await stands(page);
  const [time, hash] = [await figure(page, 'time'), await figure(page, 'hash')];
  await page.getByRole('button', { name: 'Share and cite', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'link' }).inputValue();
  await page.keyboard.press('Escape');
  const fresh = await openPage(browser, link.slice(link.indexOf('#')));
  await stands(fresh.page);
  expect([await figure(fresh.page, 'time'), await figure(fresh.page, 'hash')]).toEqual([time, hash]);
  expect(await textOf(fresh.page, '.status')).toMatch(/^The same spikes as in the run that the link was made from/);
  const plain = await openPage(browser, page.url().slice(page.url().indexOf('#')));
  await stands(plain.page);
  expect([await figure(plain.page, 'time'), await figure(plain.page, 'hash')]).toEqual([time, hash]);
  expect(fresh.errors).toEqual([]);
  return fresh.page;
}

/** Runs in the page: coloured pixels in the data area of the raster. */
function countInk(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('.raster canvas')!;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let k = 0; k < data.length; k += 4) {
    const [r, g, b, a] = [data[k]!, data[k + 1]!, data[k + 2]!, data[k + 3]!];
    if (a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) ink++;
  }
  return ink;
}

export const rasterInk = (page: Page): Promise<number> => page.evaluate(countInk);

/**
 * Waits until a number that `count` finds in the page stands so to another: looked at in every frame. As one text that is evaluated once,
 * which the page's policy lets pass; `count` must need nothing but the page.
 */
export async function becomes(
  page: Page,
  count: () => number,
  how: '===' | '!==' | '<' | '>',
  than: number,
): Promise<void> {
  await page.evaluate(`(async () => {
    const count = ${count};
    while (!(count() ${how} ${than})) await new Promise((resolve) => requestAnimationFrame(resolve));
  })()`);
}

/** Waits until the ink of the raster stands so to a number. */
export const inkBecomes = (page: Page, how: '===' | '!==' | '<' | '>', than: number): Promise<void> =>
  becomes(page, countInk, how, than);

/** Waits until the first spikes are drawn. */
export async function spikesOnScreen(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.raster canvas');
    if (!canvas || canvas.width < 100) return false;
    // Right of the axis, whose bars are coloured too.
    const { data } = canvas.getContext('2d')!.getImageData(66, 0, canvas.width - 66, canvas.height);
    let ink = 0;
    for (let k = 0; k < data.length; k += 4) if (Math.abs(data[k]! - data[k + 2]!) > 60 && data[k + 3]! > 200) ink++;
    return ink > 20;
  });
}

/** Bytes of files of the built page as gzip packs them, each counted once; `requested` as a page that was opened tells. */
export function gzipBytes(requested: readonly string[]): number {
  const paths = [...new Set(requested)].map((path) => (path === '/' ? '/index.html' : path));
  return paths.reduce((n, path) => n + gzipSync(readFileSync(`${inject('pageFolder')}${path}`)).length, 0);
}

/** Keeps a screenshot among the results, where PICTURES is set: for the eye, no test reads them. */
export async function keep(page: Page, name: string): Promise<void> {
  if (!process.env['PICTURES']) return;
  mkdirSync('test-results/page', { recursive: true });
  await page.screenshot({ path: `test-results/page/${name}.png` });
}

/** Waits until the browser's database holds so many runs: looked at in every frame. */
export const keptRuns = (page: Page, wanted: number): Promise<void> =>
  page.evaluate(async (many) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const count = async (): Promise<number> => {
      // To open it before the page has would make it, and empty.
      const kept = (await indexedDB.databases()).find((d) => d.name?.startsWith('galvani '));
      if (kept === undefined) return 0;
      const base = await done(indexedDB.open(kept.name!));
      try {
        return await done(base.transaction('runs').objectStore('runs').count());
      } finally {
        base.close();
      }
    };
    while ((await count()) !== many) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, wanted);
