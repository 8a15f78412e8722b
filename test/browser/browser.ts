/** A real Chromium on the built page. What is missing makes the test fail with a sentence. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

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

/** `webgpu: false` starts a browser without it. */
export function launch(options: { webgpu?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--enable-unsafe-swiftshader',
      ...(options.webgpu === false ? ['--disable-features=WebGPU,WebGPUService'] : ['--enable-unsafe-webgpu']),
    ],
  });
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
}

/** Opens the page in a context of its own, without its service worker unless asked for. `hash` begins with '#'. */
export async function openPage(browser: Browser, hash = '', options: OpenOptions = {}): Promise<OpenPage> {
  const { url = inject('pageUrl'), ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    serviceWorkers: 'block',
    ...rest,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  const requested: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  context.on('request', (request) => {
    const address = request.url();
    if (address.startsWith(url)) requested.push(new URL(address).pathname);
    else if (!/^(blob|data):/.test(address)) foreign.push(address);
  });
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
  await page.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => !/^[–\s]*$/.test(document.querySelector('[data-figure="hash"]')?.textContent ?? ''));
}

/** Coloured pixels in the data area of the raster. */
export function rasterInk(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.raster canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    for (let k = 0; k < data.length; k += 4) {
      const [r, g, b, a] = [data[k]!, data[k + 1]!, data[k + 2]!, data[k + 3]!];
      if (a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) ink++;
    }
    return ink;
  });
}

/** Keeps a screenshot among the results. */
export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync('test-results/page', { recursive: true });
  await page.screenshot({ path: `test-results/page/${name}.png` });
}
