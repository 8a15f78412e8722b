/** Firefox, by WebDriver BiDi. WebGPU is switched on where the release has it behind a setting, as on Linux. */
import { type Browser, launch, type Page } from 'puppeteer-core';
import { type Pilot, programPath } from './pilot.ts';

export async function openFirefox(): Promise<Pilot> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: programPath(['firefox', 'firefox-esr'], 'Install Firefox (Debian: apt-get install firefox-esr).'),
    headless: true,
    extraPrefsFirefox: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  });
  return new Firefox(browser, await browser.version());
}

class Firefox implements Pilot {
  readonly name: string;
  readonly #browser: Browser;
  #page: Page | undefined;

  constructor(browser: Browser, version: string) {
    this.#browser = browser;
    this.name = version;
  }

  async open(url: string): Promise<void> {
    await this.#page?.close();
    this.#page = await this.#browser.newPage();
    await this.#page.setViewport({ width: 1440, height: 900 });
    await this.#page.goto(url);
  }

  async evaluate<T>(expression: string): Promise<T> {
    return (await this.#page!.evaluate(expression)) as T;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
