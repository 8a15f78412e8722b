/** No obstacle of serious or critical kind, as axe finds them, in any room at any size, light and dark. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { finished, keep, look, openPage, shared } from './browser.ts';
import { obstacles } from './obstacles.ts';
import { linkTo, rooms, settled } from './rooms.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const sizes = [
  [360, 740],
  [768, 1024],
  [1440, 900],
] as const;
const schemes = ['light', 'dark'] as const;

test.each(rooms)('%s: nothing serious at 360, 768 and 1440 px, light and dark', async (name) => {
  const { page, errors } = await openPage(browser, linkTo(name), { reducedMotion: 'reduce' });
  await settled(page, name);
  expect(await smallTargets(page), name).toEqual([]);
  for (const [width, height] of sizes)
    for (const colorScheme of schemes) {
      await look(page, { width, height }, colorScheme);
      expect(await obstacles(page), `${name} at ${width} px, ${colorScheme}`).toEqual([]);
      await keep(page, `room-${name}-${width}-${colorScheme}`);
    }
  expect(errors).toEqual([]);
});

/**
 * Names of buttons, tabs, choices, links that stand by themselves and lines that fold, of less than 24 px (WCAG 2.5.8). The ways back to a
 * value beside each slider are left out: a row of two lines has no room for them but where a finger points, which has its own sizes.
 */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button:not(.shortcut), summary, header a, select')].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return width === 0 || (width >= 24 && height >= 24) ? [] : [`${name}: ${width} × ${height}`];
    }),
  );

test('the parts of the network room that open: nothing serious, light and dark', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&duration=20+ms&do=100+kick+30+mV+to+0-99', {
    reducedMotion: 'reduce',
  });
  const check = async (what: string) => {
    for (const colorScheme of schemes) {
      await look(page, undefined, colorScheme);
      expect(await obstacles(page), `${what}, ${colorScheme}`).toEqual([]);
    }
  };
  await finished(page);
  await page.getByRole('button', { name: 'Touch', exact: true }).click();
  await check('touch');
  await page.getByRole('tab', { name: 'Cell map', exact: true }).click();
  await page.locator('.map-groups li').first().waitFor();
  await check('cell map');
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  const equations = page.getByRole('textbox', { name: 'equations', exact: true });
  await equations.waitFor();
  await check('model');
  await equations.press('Control+End');
  await equations.pressSequentially('\ndz/dt = -z/tau');
  await page.locator('.code-offer').waitFor();
  await check('completion');
  await page.locator('#model-equations-problem').waitFor();
  await check('wrong equation');
  await page.getByRole('tab', { name: 'Claims', exact: true }).click();
  await check('claims');
  await page.getByRole('button', { name: 'Share and cite' }).click();
  await page.getByRole('dialog').waitFor();
  await check('share');
});

test('the empty and failed states: nothing serious', async () => {
  const { page } = await openPage(browser, '#network?preset=ei-tutorial&dt=1+ms&integrator=euler&backend=reference');
  await page.getByRole('alert').waitFor();
  expect(await obstacles(page)).toEqual([]);
});
