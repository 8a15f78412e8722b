/** What a run survives: a lost graphics device, a frozen and hidden tab. The spikes are the same as if nothing had been. */
import type { Browser, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  figure,
  finished,
  inkBecomes,
  keep,
  launch,
  number,
  openPage,
  pausedAfter,
  rasterInk,
  reached,
  textOf,
} from './browser.ts';

const experiment = '#network?preset=ei-tutorial&duration=300+ms';
/** Only a graphics device can be lost. */
const link = `${experiment}&backend=webgpu`;

let browser: Browser;
let hash: string;
beforeAll(async () => {
  browser = await launch();
  const { page } = await openPage(browser, link);
  await finished(page);
  hash = await figure(page, 'hash');
});
afterAll(() => browser?.close());

async function simulationWorker(page: Page): Promise<Worker> {
  const isIt = (worker: Worker) => worker.url().includes('simulation');
  return page.workers().find(isIt) ?? page.waitForEvent('worker', isIt);
}

/** Takes note of the device that the engine uses from now on. */
const watchDevice = (worker: Worker) =>
  worker.evaluate(() => {
    const create = GPUDevice.prototype.createCommandEncoder;
    GPUDevice.prototype.createCommandEncoder = function (...options) {
      Object.assign(self, { usedDevice: this });
      return create.apply(this, options);
    };
  });

const loseDevice = (worker: Worker) =>
  worker.evaluate(() => {
    (self as unknown as { usedDevice: GPUDevice }).usedDevice.destroy();
  });

/** From now on, the button that stops long work is clicked in the turn in which it appears; what comes back brings the words beside it. */
async function stopAtSight(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const stopped = new Promise<string>((resolve) => {
      const observer = new MutationObserver(() => {
        const button = document.querySelector<HTMLElement>('.notice-stop');
        if (button === null) return;
        observer.disconnect();
        resolve(document.querySelector('.notice')!.textContent ?? '');
        button.click();
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    Object.assign(window, { stopped });
  });
  return () => page.evaluate(() => (window as unknown as { stopped: Promise<string> }).stopped);
}

test('the device lost twice in mid-run: it goes on from a checkpoint with the same spikes, and says so', async () => {
  const { page, errors } = await openPage(browser, link);
  await watchDevice(await simulationWorker(page));
  await reached(page, 60);
  await loseDevice(await simulationWorker(page));
  await page.waitForFunction(() => document.querySelector('.status')?.textContent?.includes('was lost at'));
  const at = await number(page, 'time');
  expect(at).toBeGreaterThan(59);
  await reached(page, Math.max(130, at + 20));
  await loseDevice(await simulationWorker(page));
  await finished(page);
  expect(await textOf(page, '.status')).toMatch(/was lost at .* same spikes/);
  await keep(page, 'device-lost');
  expect(await figure(page, 'hash')).toBe(hash);
  expect(errors).toEqual([]);
});

test('the device lost while the run stands still: the next run goes on', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=150+ms&backend=webgpu');
  await watchDevice(await simulationWorker(page));
  await finished(page);
  await loseDevice(await simulationWorker(page));
  await page.getByRole('button', { name: 'Continue' }).click();
  await reached(page, 299);
  await finished(page);
  expect(await figure(page, 'hash')).toBe(hash);
});

test('a tab that is frozen in the background takes the run up again where it was', async () => {
  const same = `${experiment}&backend=wasm`;
  const { page, errors } = await openPage(browser, same);
  await reached(page, 30);
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  // Long enough for another tab to run from its beginning to its end.
  const other = await openPage(browser, same);
  await finished(other.page);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await finished(page);
  expect(await figure(page, 'hash')).toBe(await figure(other.page, 'hash'));
  expect(await figure(page, 'time')).toContain('300.0');
  expect(errors).toEqual([]);
});

test('a tab that nobody sees goes on, and shows all that came when it is seen again', async () => {
  const { page, errors } = await openPage(browser);
  // As in a tab in the background: no frame is ever drawn.
  await page.addInitScript(() => {
    const waiting: FrameRequestCallback[] = [];
    const ask = window.requestAnimationFrame.bind(window);
    let hidden = true;
    window.requestAnimationFrame = (callback) => (hidden ? waiting.push(callback) : ask(callback));
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
    Object.assign(window, {
      show: () => {
        hidden = false;
        document.dispatchEvent(new Event('visibilitychange'));
        for (const callback of waiting.splice(0)) ask(callback);
      },
    });
  });
  await page.goto(`${page.url().split('#')[0]}?unseen${link}`);
  await finished(page);
  expect(await figure(page, 'hash')).toBe(hash);
  expect(await rasterInk(page)).toBe(0);
  await page.evaluate(() => (window as unknown as { show: () => void }).show());
  await inkBecomes(page, '>', 10_000);
  expect(errors).toEqual([]);
});

test('a long run shows how far it is, and is stopped at once; so is the replay for a picked cell', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await reached(page, 1500);
  const bar = page.getByRole('progressbar', { name: 'run' });
  expect(await bar.getAttribute('title')).toMatch(/^\d+ % of 60 s$/);
  const before = Number(await bar.getAttribute('value'));
  await reached(page, 2500);
  expect(Number(await bar.getAttribute('value'))).toBeGreaterThan(before);
  expect(await pausedAfter(page, 2500)).toBeLessThan(60_000);
  const at = await figure(page, 'time');
  const replaying = await stopAtSight(page);
  await page.getByRole('button', { name: 'stop tracing cell 0' }).click();
  expect(await replaying()).toMatch(/^Replaying for the picked cells\s+\d\d? %Stop$/);
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'hidden' });
  expect(await figure(page, 'time')).toBe(at);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.waitForFunction(() => document.querySelector('[data-figure="time"]')?.textContent?.includes('= 0.0 ms'));
  expect(errors).toEqual([]);
});

test('a network that is being built is given up: a sentence, no network, and the way back to the one before', async () => {
  const { page, errors } = await openPage(browser, '#network?preset=ei-tutorial&duration=50+ms&backend=wasm');
  await finished(page);
  const before = await figure(page, 'hash');
  const building = await stopAtSight(page);
  const many = page.getByRole('textbox', { name: 'excitatory cells' });
  await many.fill('20000');
  await many.press('Enter');
  expect(await building()).toMatch(/^Wiring the network\s+\d+ %Stop$/);
  await page.getByRole('heading', { name: 'Stopped' }).waitFor();
  expect(await textOf(page, '.notice-text')).toMatch(/^Wiring the network was stopped at \d+ %\. No network is held/);
  expect(await figure(page, 'hash')).toBe('–');
  await keep(page, 'build-stopped');
  await page.getByRole('button', { name: 'Run the network before' }).click();
  await finished(page);
  expect(await figure(page, 'hash')).toBe(before);
  expect(await many.inputValue()).toBe('3200');
  expect(errors).toEqual([]);
});
