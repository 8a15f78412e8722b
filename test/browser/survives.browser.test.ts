/** What a run survives: a lost graphics device, a frozen and hidden tab. The spikes are the same as if nothing had been. */
import type { Browser, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figure, finished, keep, launch, number, openPage, textOf } from './browser.ts';

const link = '#network?preset=ei-tutorial&duration=300+ms';

let browser: Browser;
let hash: string;
beforeAll(async () => {
  browser = await launch();
  const { page } = await openPage(browser, link);
  await finished(page);
  hash = await figure(page, 'hash');
  await page.context().close();
});
afterAll(() => browser?.close());

const reached = (page: Page, ms: number) =>
  page.waitForFunction(
    (t) => Number.parseFloat((document.querySelector('[data-figure="time"]')?.textContent ?? '').slice(4)) > t,
    ms,
    { timeout: 60_000 },
  );

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
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=150+ms');
  await watchDevice(await simulationWorker(page));
  await finished(page);
  await loseDevice(await simulationWorker(page));
  await page.getByRole('button', { name: 'Continue' }).click();
  await reached(page, 299);
  await finished(page);
  expect(await figure(page, 'hash')).toBe(hash);
});

test('a tab that is frozen in the background takes the run up again where it was', async () => {
  const { page, errors } = await openPage(browser, link);
  await reached(page, 30);
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await finished(page);
  expect(await figure(page, 'hash')).toBe(hash);
  expect(await figure(page, 'time')).toContain('300.0');
  expect(errors).toEqual([]);
});
