/** The dendrites room in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { grownCell } from '../morphology/grown.ts';
import { becomes, figure, framesDrawn, keep, openPage, shared, textOf } from './browser.ts';
import { longestTask } from './tracing.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared({ webgpu: false });
});

/** Waits until the run stands at its end. */
const ended = (page: Page) => page.locator('[data-phase="finished"]').waitFor();

/** Colours in the drawing, other than the ground, of which there are many as soon as voltages differ. */
function countColours(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('.tree-canvas');
  if (!canvas || canvas.width === 0) return 0;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set<number>();
  // What is drawn whole, no edge, has full cover.
  for (let k = 0; k < data.length; k += 4)
    if (data[k + 3] === 255) seen.add((data[k]! << 16) | (data[k + 1]! << 8) | data[k + 2]!);
  return seen.size;
}

/** Share of the columns of the kymograph that are painted, and whether more than a few colours are. */
function paintedKymograph(): { columns: number; colours: boolean } {
  const canvas = document.querySelector<HTMLCanvasElement>('.kymograph-canvas')!;
  const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set<number>();
  // Between the gutters of 64 and 28 CSS pixels.
  const ratio = width / canvas.clientWidth;
  const [left, right] = [Math.ceil(65 * ratio), Math.floor(width - 29 * ratio)];
  let painted = 0;
  for (let x = left; x < right; x++) {
    const at = 4 * (Math.floor(height / 2) * width + x);
    if (data[at + 3] === 255) painted++;
    seen.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
  }
  return { columns: painted / (right - left), colours: seen.size > 4 };
}

/** Lets a file fall on the page. */
const drop = (page: Page, name: string, text: string) =>
  page.evaluate(
    ([called, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], called!));
      document
        .querySelector('main')!
        .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );

/** A click on the middle of the drawing, which branches of a grown cell fill. */
async function clickMiddle(page: Page): Promise<void> {
  const box = (await page.locator('.tree-place').boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

const places = (page: Page) => page.locator('.cell-voltages .key li').allTextContents();

test('opens with a running cell; its link, with what was done on the way, gives the same run', async () => {
  const { page, errors, foreign } = await openPage(browser, '#dendrites?duration=60+ms');
  await becomes(page, countColours, '>', 8);
  await page.waitForFunction(() => document.querySelectorAll('.cell-voltages .curve').length === 1);
  await keep(page, 'dendrites-1440-light');
  const drawing = page.getByRole('application', { name: /^The cell/ });
  await drawing.press('ArrowUp');
  await drawing.press('Enter');
  await page.locator('.stimuli li').nth(1).waitFor();
  expect(await places(page)).toHaveLength(2);
  await page.getByRole('combobox', { name: 'pace' }).selectOption('max');
  await ended(page);
  const ends = async (on: Page) => [await figure(on, 'hash'), await figure(on, 'soma'), await figure(on, 'spikes')];
  const found = await ends(page);
  expect(found[0]).toMatch(/^[0-9a-f]{12}$/);
  await page.waitForURL(/pace=max/);
  const again = await openPage(browser, page.url().slice(page.url().indexOf('#')));
  await ended(again.page);
  expect(await ends(again.page)).toEqual(found);
  expect(await again.page.locator('.stimuli li').allTextContents()).toEqual(
    await page.locator('.stimuli li').allTextContents(),
  );
  expect([...errors, ...again.errors]).toEqual([]);
  expect(foreign).toEqual([]);
});

test('a dropped file of 2000 samples runs; a click moves the voltage; no long task; the link holds the cell', async () => {
  const { page, errors } = await openPage(browser, '#dendrites?cell=ball-and-stick&duration=5+ms&pace=max');
  await ended(page);
  await page.getByRole('combobox', { name: 'pace' }).selectOption('20');
  await page.getByRole('textbox', { name: 'duration' }).fill('10 s');
  await page.getByRole('textbox', { name: 'duration' }).press('Enter');
  let round = 0;
  const { longest } = await longestTask(browser, page, 50, async () => {
    const name = `grown ${++round}.swc`;
    await drop(page, name, grownCell(2000));
    await page.waitForFunction((n) => document.querySelector('select.preset option')?.textContent === n, name);
    await becomes(page, countColours, '>', 8);
    await page.getByRole('radio', { name: 'excitation' }).click();
    await clickMiddle(page);
    await page.locator('.stimuli li').nth(1).waitFor();
    await framesDrawn(page, 10);
  });
  expect(longest).toBeLessThan(50);
  expect(await figure(page, 'cell')).toMatch(/^2000 samples/);
  expect(await textOf(page, '.stimuli')).toMatch(/excitation 5 nS at (soma|dend)\[\d+\] 0\.\d+, at/);
  await page.waitForURL(/swc=[\w-]{1000}/);
  await page.getByRole('button', { name: 'Pause' }).click();
  const { page: fresh } = await openPage(browser, page.url().slice(page.url().indexOf('#')));
  await fresh.waitForFunction(() =>
    document.querySelector('[data-figure="cell"]')?.textContent?.startsWith('2000 samples'),
  );
  expect(
    await fresh
      .getByRole('combobox', { name: 'cell', exact: true })
      .evaluate((s: HTMLSelectElement) => s.selectedOptions[0]!.textContent),
  ).toBe(`grown ${round}.swc`);
  expect(errors).toEqual([]);
});

test('what is no cell is refused in words, and the cell before stays', async () => {
  const { page, errors } = await openPage(
    browser,
    '#dendrites?cell=branched&duration=20+ms&pace=max&Ra=3+mV&see=tuft+0.5',
  );
  await ended(page);
  expect(await textOf(page, '.status')).toContain("'3 mV' is a voltage; a resistivity");
  expect(await textOf(page, '.status')).toContain("no part of this cell is 'tuft'");
  await drop(page, 'page.swc', '<script>alert(1)</script>');
  await page.getByRole('alert').waitFor();
  expect(await textOf(page, '.lab-failure')).toContain('a sample has seven');
  expect(await page.getByRole('combobox', { name: 'cell', exact: true }).inputValue()).toBe('branched');
  expect(await figure(page, 'cell')).toMatch(/^33 samples/);
  await page.getByRole('textbox', { name: 'R_a' }).fill('0');
  await page.getByRole('textbox', { name: 'R_a' }).press('Enter');
  expect(await textOf(page, '#Ra-problem')).toContain('between 1 and 10000');
  await page.getByRole('textbox', { name: 'R_a' }).press('Escape');
  // Nothing of it stands in the way of the next cell.
  await page.getByRole('combobox', { name: 'cell', exact: true }).selectOption('ball-and-stick');
  await page.waitForFunction(() =>
    document.querySelector('[data-figure="cell"]')?.textContent?.startsWith('3 samples'),
  );
  await ended(page);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(errors).toEqual([]);
});

test('membranes are chosen by region: without channels nothing spikes', async () => {
  const { page, errors } = await openPage(
    browser,
    // A brief current that lifts the voltage by some 10 mV.
    '#dendrites?cell=ball-and-stick&duration=20+ms&pace=max&do=current+0.2+nA+at+soma+0.5+from+5+ms+to+7+ms',
  );
  await ended(page);
  expect(await figure(page, 'spikes')).toBe('1 spike');
  for (const region of ['Soma', 'Basal dendrites'])
    await page
      .getByRole('radiogroup', { name: `channels of ${region}` })
      .getByText('passive')
      .click();
  await page.waitForURL(/basal=passive/);
  await ended(page);
  await page.waitForFunction(() => document.querySelector('[data-figure="spikes"]')?.textContent === '0 spikes');
  expect(await page.locator('#soma-g_Na').count()).toBe(0);
  await page.locator('#soma-C').fill('2 uF/cm^2');
  await page.locator('#soma-C').press('Enter');
  await page.waitForURL(/soma\.C=2/);
  await ended(page);
  expect(errors).toEqual([]);
});

test('a preset runs with channels on top; what cannot be painted is told at its field; the kymograph follows a click', async () => {
  const { page, errors, foreign } = await openPage(browser, '#dendrites?preset=ball-and-stick&duration=20+ms&pace=max');
  await ended(page);
  expect(await textOf(page, 'section[aria-label="cell"]')).toContain('three synapses');
  expect(await figure(page, 'path')).toMatch(/^V from the soma to dend 0\.9/);
  const field = (name: string) =>
    page.locator('fieldset.paint-layer').last().getByRole('textbox', { name, exact: true });
  const enter = async (name: string, text: string) => {
    await field(name).fill(text);
    await field(name).press('Enter');
  };
  const input = () => figure(page, 'input');
  await page.waitForFunction(() => document.querySelector('[data-figure="input"]') !== null);
  const before = await input();
  await page.getByRole('combobox', { name: 'paint another channel' }).selectOption('K_leak');
  await page.waitForURL(/paint=K_leak/);
  await page.waitForFunction(
    (was) => ![undefined, was].includes(document.querySelector('[data-figure="input"]')?.textContent ?? undefined),
    before,
  );
  await enter('on', 'tuft');
  await page.locator('.paint-problem').waitFor();
  expect(await textOf(page, '.paint-problem')).toContain("no part of this cell is 'tuft'");
  expect(page.url()).toMatch(/paint=K_leak[^&]*on\+all/);
  await enter('on', 'dend and distance > 200 um');
  await page.waitForURL(/paint=K_leak[^&]*distance/);
  expect(await page.locator('.paint-problem').count()).toBe(0);
  await enter('g', '0.1 mS/cm^2 * x');
  await page.waitForURL(/paint=K_leak[^&]*\*/);
  await page.getByRole('textbox', { name: /^diameter of the dendrite/ }).fill('3 um');
  await page.getByRole('textbox', { name: /^diameter of the dendrite/ }).press('Enter');
  await page.waitForURL(/d=3\+um/);
  await ended(page);
  await page.getByRole('radio', { name: 'only look' }).click();
  const drawing = page.getByRole('application', { name: /^The cell/ });
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter']) await drawing.press(key);
  await page.waitForURL(/along=dend/);
  await page.waitForFunction(() => !document.querySelector('[data-figure="path"]')!.textContent!.includes('dend 0.9'));
  await ended(page);
  // Colours along the path differ, and every time has been painted.
  expect(await page.evaluate(paintedKymograph)).toEqual({ columns: 1, colours: true });
  const found = await figure(page, 'hash');
  await keep(page, 'dendrites-preset-1440');
  const again = await openPage(browser, page.url().slice(page.url().indexOf('#')));
  await ended(again.page);
  expect(await figure(again.page, 'hash')).toBe(found);
  expect(await again.page.locator('fieldset.paint-layer').getByRole('textbox', { name: 'g' }).inputValue()).toBe(
    '0.1 mS/cm^2 * x',
  );
  expect([...errors, ...again.errors, ...foreign]).toEqual([]);
});

test('by keys alone on a phone: nothing is wider than the screen', async () => {
  const { page, errors } = await openPage(browser, '#dendrites?duration=30+ms&pace=max', {
    viewport: { width: 360, height: 740 },
  });
  await ended(page);
  const drawing = page.getByRole('application', { name: /^The cell/ });
  const site = () => textOf(page, '.site strong');
  await drawing.focus();
  const seen = [await site()];
  for (const key of ['ArrowUp', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
    await page.keyboard.press(key);
    seen.push(await site());
  }
  expect(seen[0]).toBe('soma[0] 0.5');
  expect(seen.at(-1)).toBe('soma[0] 0.5');
  expect(new Set(seen).size).toBe(4);
  const bar = await figure(page, 'scale');
  for (let k = 0; k < 6; k++) await page.keyboard.press('+');
  await page.waitForFunction((was) => document.querySelector('[data-figure="scale"]')?.textContent !== was, bar);
  await page.keyboard.press('Home');
  await page.waitForFunction((was) => document.querySelector('[data-figure="scale"]')?.textContent === was, bar);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await keep(page, 'dendrites-360');
  await page.locator('.cell-voltages').scrollIntoViewIfNeeded();
  await keep(page, 'dendrites-360-below');
  await page.getByRole('button', { name: 'Parameters' }).click();
  await page.locator('#side.open').waitFor();
  await keep(page, 'dendrites-360-drawer');
  expect(errors).toEqual([]);
});
