/** Every room by the keyboard alone: a visible focus on every stop, an order that ends, and the sheet of keys. */
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { keep, openPage, shared } from './browser.ts';
import { linkTo, rooms, settled } from './rooms.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

interface Stop {
  readonly what: string;
  readonly name: string;
  /** Whether an outline or an edge shows where the focus is. */
  readonly seen: boolean;
  readonly inSight: boolean;
}

/** Where the focus is; undefined on the document itself. */
const stop = (page: Page): Promise<Stop | undefined> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) return undefined;
    const style = getComputedStyle(at);
    /** A field of a map is edged instead. */
    const edged = (e: Element): boolean => {
      const field = e.querySelector(':scope > rect');
      return field !== null && Number.parseFloat(getComputedStyle(field).strokeWidth) >= 2;
    };
    const box = at.getBoundingClientRect();
    const name =
      at.getAttribute('aria-label') ||
      document.querySelector(`label[for="${at.id}"]`)?.textContent ||
      at.closest('label')?.textContent ||
      at.textContent?.trim() ||
      at.getAttribute('title') ||
      '';
    return {
      what: `${at.tagName.toLowerCase()}.${at.getAttribute('class') ?? ''}#${at.id}`,
      name: name.slice(0, 60),
      seen: style.outlineStyle !== 'none' ? Number.parseFloat(style.outlineWidth) > 0 : edged(at),
      inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
  });

test.each(rooms)('%s: Tab goes through all controls, each named, outlined and in sight', async (room) => {
  const { page, errors } = await openPage(browser, linkTo(room));
  await settled(page, room);
  const stops: Stop[] = [];
  for (let k = 0; k < 160; k++) {
    await page.keyboard.press('Tab');
    const at = await stop(page);
    if (at === undefined) break;
    stops.push(at);
  }
  // The order ends: after the last control comes the document again.
  expect(stops.length).toBeLessThan(160);
  expect(stops.length).toBeGreaterThan(3);
  expect(stops.filter((s) => s.name === '').map((s) => s.what)).toEqual([]);
  expect(stops.filter((s) => !s.seen).map((s) => s.what)).toEqual([]);
  expect(stops.filter((s) => !s.inSight).map((s) => s.what)).toEqual([]);
  // The head comes first: rooms, then the sheet of keys.
  expect(stops[0]!.what).toContain('place-button');
  expect(stops[1]!.name).toBe('keys');
  expect(errors).toEqual([]);
});

test('the key ? opens the sheet of keys of the room and closes it; Escape does too', async () => {
  const { page } = await openPage(browser, '#laboratory');
  await page.locator('main').waitFor();
  const sheet = page.getByRole('dialog', { name: 'keys' });
  expect(await sheet.isVisible()).toBe(false);
  await page.keyboard.press('?');
  await sheet.waitFor();
  expect(await sheet.textContent()).toContain('pan the time axis');
  await keep(page, 'keys-laboratory');
  await page.keyboard.press('?');
  expect(await sheet.isVisible()).toBe(false);
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  expect(await sheet.isVisible()).toBe(false);
  // In an entry it is a character.
  await page.getByRole('textbox', { name: 'seed' }).focus();
  await page.keyboard.press('?');
  expect(await sheet.isVisible()).toBe(false);
});
