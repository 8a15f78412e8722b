/** The raster at rest, drawn by WebGL in a frame of its own. */
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { finished, openPage, shared } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

test('at rest regl-scatterplot draws the same dots over the painted ones, and follows the zoom', async () => {
  const { page, errors } = await openPage(browser, '#network?backend=wasm');
  await finished(page);
  const raster = page.locator('.raster');
  const box = (await raster.boundingBox())!;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(centre.x, centre.y);
  await page.mouse.move(centre.x + 5, centre.y + 5);
  const frame = page.locator('iframe.inspector');
  await frame.waitFor({ state: 'visible' });
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('iframe.inspector')?.dataset['drawn'] !== undefined,
  );
  const picture = await frame.screenshot();
  // With the frame out of the way the painted raster shows the same dots: two pictures of the same size, both far from empty.
  await frame.evaluate((element) => {
    (element as HTMLElement).style.opacity = '0';
  });
  const painted = await frame.screenshot();
  expect(picture.length).toBeGreaterThan(10_000);
  expect(Math.abs(picture.length - painted.length)).toBeLessThan(painted.length);
  await frame.evaluate((element) => {
    (element as HTMLElement).style.opacity = '';
  });
  const before = await frame.getAttribute('data-drawn');
  await page.mouse.wheel(0, -600);
  await page.waitForFunction(
    (last) => document.querySelector<HTMLElement>('iframe.inspector')?.dataset['drawn'] !== last,
    before,
  );
  await page.screenshot({ path: 'test-results/page/inspector.png' });
  // The run may be over again within a frame: what happens to the picture is watched, not looked at now and then.
  const hidden = await page.evaluateHandle(() => {
    const shown = document.querySelector<HTMLElement>('iframe.inspector')!;
    const away = new Promise<void>((resolve) => {
      new MutationObserver(() => {
        if (shown.style.visibility === 'hidden') resolve();
      }).observe(shown, { attributeFilter: ['style'] });
    });
    return { away };
  });
  await page.getByRole('button', { name: 'Continue' }).click();
  await hidden.evaluate(({ away }) => away);
  expect(errors).toEqual([]);
});
