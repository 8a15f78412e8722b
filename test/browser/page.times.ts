/** What a visitor waits for, by the clock of this machine: a table, and no verdict. `npm run bench:page`. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { grownCell } from '../morphology/grown.ts';
import {
  figure,
  finished,
  framesDrawn,
  gzipBytes,
  keep,
  launch,
  look,
  number,
  openPage,
  pausedAfter,
  reached,
  spikesOnScreen,
} from './browser.ts';
import { linkTo, rooms, settled } from './rooms.ts';
import { mainThread } from './tracing.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});

const table: (readonly [what: string, found: string])[] = [];
const row = (what: string, found: string) => table.push([what, found]);

afterAll(async () => {
  await browser?.close();
  const width = Math.max(...table.map(([what]) => what.length));
  process.stdout.write(`\n${table.map(([what, found]) => `${what.padEnd(width)}  ${found}`).join('\n')}\n\n`);
});

const rising = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);

/** Quarter, median and longest, ms. */
function spread(times: readonly number[]): string {
  const sorted = rising(times);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(0);
  return `${at(0.25)} / ${at(0.5)} / ${at(1)} ms (quarter, median, longest of ${sorted.length})`;
}

/** Tasks of the main thread over 50 ms by the clock while something is done, in words. */
async function longTasks(page: Page, during: () => Promise<unknown>): Promise<string> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    Object.assign(window, { longTasks: { tasks, observer } });
  });
  await during();
  const tasks = await page.evaluate(() => {
    const watch = (window as unknown as { longTasks: { tasks: number[]; observer: PerformanceObserver } }).longTasks;
    for (const entry of watch.observer.takeRecords()) watch.tasks.push(entry.duration);
    watch.observer.disconnect();
    return watch.tasks;
  });
  if (tasks.length === 0) return 'none over 50 ms';
  return `${tasks.length} over 50 ms, the longest ${Math.max(...tasks).toFixed(0)} ms`;
}

/** Time since the page began to load, s. */
const sinceLoad = async (page: Page): Promise<string> =>
  `${((await page.evaluate(() => performance.now())) / 1000).toFixed(2)} s`;

test.each(['webgpu', 'wasm'])('first spikes on %s', async (backend) => {
  const { page, requested } = await openPage(browser, `#network?backend=${backend}`, { fresh: true });
  await spikesOnScreen(page);
  row(`first spikes on screen, ${backend}`, await sinceLoad(page));
  if (backend === 'webgpu') row('first load', `${(gzipBytes(requested) / 1000).toFixed(1)} kB gzip`);
  await finished(page);
  row(`first run at its end, ${backend}`, await sinceLoad(page));
});

test.each(rooms.filter((room) => room !== 'network'))('the room %s', async (room) => {
  const { page } = await openPage(browser, linkTo(room), { fresh: true });
  await settled(page, room);
  row(`room ${room} shows what it is for`, await sinceLoad(page));
});

test('an edit', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s');
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'equations', exact: true });
  await field.waitFor();
  await reached(page, 30);
  const equations = await field.inputValue();
  await page.evaluate(() => {
    const seen = { typed: 0, walls: [] as number[], marks: 0 };
    Object.assign(window, { seen });
    document.addEventListener(
      'input',
      () => {
        seen.typed = performance.now();
      },
      true,
    );
    new MutationObserver(() => {
      const marks = document.querySelectorAll('.do-model').length;
      if (marks > seen.marks) seen.walls.push(performance.now() - seen.typed);
      seen.marks = marks;
    }).observe(document.querySelector('.timeline')!, { childList: true, subtree: true });
  });
  for (const [k, extra] of [50, 100, 150, 200, 400].entries()) {
    await field.fill(equations.replace('dV/dt = (I', `dV/dt = (I + ${extra} pA`));
    await page.waitForFunction((n) => document.querySelectorAll('.do-model').length === n, k + 1);
    await reached(page, (await number(page, 'time')) + 5);
  }
  const walls = await page.evaluate(() => (window as unknown as { seen: { walls: number[] } }).seen.walls);
  row('from the last key of an edit to the new model at work', spread(walls));
});

test('a pause', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=60+s&backend=wasm');
  await reached(page, 1000);
  const times: number[] = [];
  for (let k = 0; k < 5; k++) {
    times.push(
      await page.evaluate(async () => {
        const named = (name: string) =>
          [...document.querySelectorAll('button')].find((b) => b.textContent?.trim() === name);
        const began = performance.now();
        named('Pause')!.click();
        while (named('Run') === undefined) await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - began;
      }),
    );
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  }
  row('from a click on Pause to the run at rest', spread(times));
});

test('a slider', async () => {
  const { page } = await openPage(browser, '#laboratory?preset=hh-classic');
  await settled(page, 'laboratory');
  await page.waitForFunction(() =>
    /\d \(\d\)/.test(document.querySelector('[data-figure="orders"]')?.textContent ?? ''),
  );
  let delays: number[] = [];
  const tasks = await longTasks(page, async () => {
    delays = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const slider = document.querySelector<HTMLInputElement>('.parameter[data-name="I"] input[type="range"]')!;
      const curve = () => document.querySelector('.voltage [data-curve="exact"] path')?.getAttribute('d');
      const found: number[] = [];
      const { value } = slider;
      for (let k = 1; k <= 24; k++) {
        const before = curve();
        const began = performance.now();
        slider.value = `${Number(value) + 2 * k}`;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        while (curve() === before) await frame();
        found.push(performance.now() - began);
        await frame();
      }
      return found;
    });
  });
  row('cell laboratory: from a slider’s move to its curve', spread(delays));
  row('cell laboratory: tasks while the slider is dragged', tasks);
});

test('a cell that is dropped, and a click on it', async () => {
  const still = ['soma', 'axon', 'basal', 'apical'].map((region) => `${region}=passive`).join('&');
  const { page } = await openPage(browser, `#dendrites?cell=ball-and-stick&do=nothing&duration=10+s&${still}`);
  await page.locator('[data-phase="running"]').waitFor();
  const drops: number[] = [];
  const clicks: number[] = [];
  const tasks = await longTasks(page, async () => {
    for (let k = 0; k < 5; k++) {
      const began = await page.evaluate(
        ([name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text!], name!));
          const now = performance.now();
          document.querySelector('main')!.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
          return now;
        },
        [`grown ${k}.swc`, grownCell(2000)],
      );
      drops.push(
        await page.evaluate(
          async ([since, name]) => {
            const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
            const moves = () =>
              text('select.preset option') === name && Number.parseFloat(text('[data-figure="time"]').slice(4)) > 0.5;
            while (!moves()) await new Promise((resolve) => requestAnimationFrame(resolve));
            return performance.now() - (since as number);
          },
          [began, `grown ${k}.swc`],
        ),
      );
      clicks.push(
        await page.evaluate(async () => {
          const place = document.querySelector('.tree-place')!;
          const voltage = () => document.querySelector('[data-figure="site"]')?.textContent ?? '';
          const before = voltage();
          const began = performance.now();
          place.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
          while (voltage() === before) await new Promise((resolve) => requestAnimationFrame(resolve));
          return performance.now() - began;
        }),
      );
    }
  });
  row('dendrites: from dropping 2000 samples to a moving voltage', spread(drops));
  row('dendrites: from a click to a moved voltage', spread(clicks));
  row('dendrites: tasks meanwhile', tasks);
});

test('long tasks', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=120+s');
  await reached(page, 20);
  row('tasks, a network that nobody touches, webgpu', await longTasks(page, () => reached(page, 300)));
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  const equations = page.getByRole('textbox', { name: 'equations', exact: true });
  await equations.waitFor();
  await page.getByRole('button', { name: 'Touch', exact: true }).click();
  await page.locator('#touch-cells').fill('0-999');
  await page.locator('#touch-cells').press('Enter');
  for (const round of [1, 2]) {
    const found = await longTasks(page, async () => {
      await page.getByRole('button', { name: 'Kick', exact: true }).click();
      await page.getByRole('button', { name: 'Inject', exact: true }).click();
      await equations.press('Control+End');
      await equations.pressSequentially('\n# a', { delay: 40 });
      await page.waitForFunction(
        (n) => ['kick', 'inject', 'model'].every((kind) => document.querySelectorAll(`.do-${kind}`).length >= n),
        round,
      );
    });
    row(`tasks, touched and edited, ${round === 1 ? 'the first time' : 'again'}`, found);
  }
});

test('a long run', async () => {
  const { page } = await openPage(browser, '#about:blank', { fresh: true });
  await page.context().addInitScript(() => {
    const timed = { frames: [] as number[] };
    Object.assign(window, { timed });
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      ask((time) => {
        const began = performance.now();
        callback(time);
        timed.frames.push(performance.now() - began);
      });
  });
  await page.goto(`${page.url().split('#')[0]}?timed#network?preset=ei-tutorial&duration=600+s&backend=wasm`);
  for (const at of [1200, 6000, 15_000, 30_000]) {
    await reached(page, at);
    await page.evaluate(() => (window as unknown as { timed: { frames: number[] } }).timed.frames.splice(0));
    await framesDrawn(page, 120);
    const { frames } = await page.evaluate(() => (window as unknown as { timed: { frames: number[] } }).timed);
    const drawing = rising(frames.filter((t) => t > 0.05));
    row(
      `a frame after ${at / 1000} s of the network’s time`,
      `${drawing[drawing.length >> 1]?.toFixed(2)} ms (median)`,
    );
  }
  for (const view of ['Cell map', 'Intervals', 'Rates', 'CV', 'Correlation', 'Spectrum', 'Over time']) {
    await page.getByRole('tab', { name: view, exact: true }).click();
    row(`tasks, view ${view}`, await longTasks(page, () => framesDrawn(page, 60)));
  }
  await pausedAfter(page, 0);
});

test.each([
  { cells: 12_500, synapses: '1 million' },
  { cells: 64_000, synapses: '5 million' },
])('a network of $synapses synapses', async ({ cells, synapses }) => {
  const excitatory = Math.round(0.8 * cells);
  const sizes = `n_exc=${excitatory}&n_inh=${cells - excitatory}&p=${80 / cells}`;
  const { page } = await openPage(browser, `#network?preset=ei-brette2007&${sizes}&backend=wasm&duration=1+ms`);
  await finished(page);
  let wall = 0;
  const found = await longTasks(page, async () => {
    const field = page.getByRole('textbox', { name: 'seed' });
    await field.fill('2');
    const began = performance.now();
    await field.press('Enter');
    await page.waitForFunction(() => document.querySelector('[data-figure="seed"]')?.textContent === '2');
    await finished(page);
    wall = performance.now() - began;
  });
  row(`${synapses} synapses built and run for 1 ms`, `${(wall / 1000).toFixed(2)} s`);
  row(`tasks while ${synapses} synapses are built`, found);
});

/** Memory of the largest process of a page, from Linux, and what the page itself is told of its own, MB. */
async function memory(of: Browser, page: Page): Promise<string> {
  const session = await of.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1000);
  const told = await page.evaluate(async () => {
    const { measureUserAgentSpecificMemory: measure } = performance as unknown as {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    return measure === undefined ? undefined : (await measure.call(performance)).bytes;
  });
  const own = told === undefined ? 'not told' : `${(told / 1e6).toFixed(0)} MB`;
  return `${Math.max(...sizes).toFixed(0)} MB resident; measureUserAgentSpecificMemory: ${own}`;
}

test('the microcircuit at full scale', async () => {
  // Of its own, so that its processes are this page's.
  const alone = await launch();
  try {
    const link = '#network?preset=microcircuit&scale=1&duration=200+ms&backend=wasm';
    const { page } = await openPage(alone, link, { fresh: true });
    await spikesOnScreen(page);
    row('microcircuit, 298 880 968 synapses: spikes on screen', await sinceLoad(page));
    await finished(page);
    row('microcircuit: 200 ms run', `${await sinceLoad(page)}, ${await figure(page, 'pace')}`);
    row('microcircuit: memory of the tab', await memory(alone, page));
    const { tasks } = await mainThread(alone, page, async () => {
      const field = page.getByRole('textbox', { name: 'seed' });
      await field.fill('2');
      await field.press('Enter');
      await page.waitForFunction(() => document.querySelector('[data-figure="seed"]')?.textContent === '2');
      await finished(page);
    });
    row(
      'microcircuit: longest task of the main thread, built and run',
      `${tasks[0]?.toFixed(1)} ms of processor time, of ${tasks.length}`,
    );
    await keep(page, 'microcircuit-whole-1440');
    await look(page, { width: 360, height: 740 });
    await keep(page, 'microcircuit-whole-360');
  } finally {
    await alone.close();
  }
});
