/** Figures as a browser draws them. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as files from '../../src/files/index.ts';
import { blankPage, shared } from './browser.ts';

declare const Files: typeof files;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../../src/files/index.ts', import.meta.url)),
        formats: ['iife'],
        name: 'Files',
      },
    },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  browser = await shared();
  page = await blankPage(browser);
  await page.setContent('<!doctype html><title>figure</title>');
  await page.addScriptTag({ content: output[0].code });
});
afterAll(() => page?.close());

test('a figure becomes a PNG of its size on paper, in its colours', async () => {
  const seen = await page.evaluate(async () => {
    const n = 20_000;
    const { svg, width, height } = Files.figureSvg({
      spikes: {
        steps: Uint32Array.from({ length: n }, (_, k) => Math.floor(k / 20)),
        cells: Uint32Array.from({ length: n }, (_, k) => (k * 37) % 500),
      },
      groups: [
        { name: 'E', first: 0, count: 400 },
        { name: 'I', first: 400, count: 100 },
      ],
      dt: 0.1,
      window: { from: 0, to: 100 },
    });
    const png = await Files.svgToPng(svg, width, height, 200);
    const bitmap = await createImageBitmap(new Blob([png], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const count = (r: number, g: number, b: number): number => {
      let found = 0;
      for (let k = 0; k < data.length; k += 4)
        if (Math.abs(data[k]! - r) < 8 && Math.abs(data[k + 1]! - g) < 8 && Math.abs(data[k + 2]! - b) < 8) found++;
      return found;
    };
    return {
      paper: [width, height],
      pixels: [bitmap.width, bitmap.height],
      white: count(255, 255, 255) / (data.length / 4),
      blue: count(0x00, 0x72, 0xb2),
      vermilion: count(0xd5, 0x5e, 0x00),
      corner: [...data.slice(0, 4)],
    };
  });
  const [width, height] = seen.paper as [number, number];
  expect(seen.pixels).toEqual([Math.round((width / 25.4) * 200), Math.round((height / 25.4) * 200)]);
  expect(seen.corner).toEqual([255, 255, 255, 255]);
  expect(seen.white).toBeGreaterThan(0.3);
  expect(seen.blue).toBeGreaterThan(5000);
  expect(seen.vermilion).toBeGreaterThan(1000);
});

test('a picture that is too large is refused', async () => {
  const message = await page.evaluate(() => Files.svgToPng('<svg/>', 1000, 1000, 1200).catch((e: Error) => e.message));
  expect(message).toMatch(/cannot be drawn; choose fewer dots/);
});
