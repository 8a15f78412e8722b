/**
 * The faces of the page. With its own, with a wide one and with a common one in their place, nothing is wider than the window; the faces of
 * the machine are asked for nothing that is looked at here.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { keep, look, type OpenPage, openPage, patience, shared } from './browser.ts';
import { linkTo, rooms, settled } from './rooms.ts';

const { resolve } = createRequire(import.meta.url);

/** What is served for the page's own files: upright and slanted. */
const families = {
  own: undefined,
  'DejaVu Sans': ['dejavu-sans', '@fontsource/dejavu-sans/files/dejavu-sans-latin-400'],
  Arimo: ['arimo', '@fontsource/arimo/files/arimo-latin-400'],
} as const;
type Family = keyof typeof families;

let browser: Browser;
beforeAll(async () => {
  browser = await shared({ webgpu: false });
});

/**
 * Opens a room with a family in the place of its own, which is waited for: a face that comes late is used at the next visit otherwise.
 * Another family keeps the size it has.
 */
async function openWith(family: Family, room: string): Promise<OpenPage> {
  const files = families[family]?.[1];
  const before = async (page: Page): Promise<void> => {
    await page.route('**/*.css', async (route) => {
      const response = await route.fetch({ timeout: patience });
      const text = (await response.text()).replaceAll('font-display:optional', 'font-display:block');
      const body = files === undefined ? text : text.replaceAll('size-adjust:106%', '');
      await route.fulfill({ response, body });
    });
    if (files !== undefined)
      await page.route('**/*.woff2', (route) =>
        route.fulfill({
          contentType: 'font/woff2',
          body: readFileSync(
            resolve(`${files}-${route.request().url().includes('symbols') ? 'italic' : 'normal'}.woff2`),
          ),
        }),
      );
  };
  const opened = await openPage(browser, linkTo(room), {
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
    before,
  });
  await shows(opened.page, room);
  return opened;
}

/** Waits until the room is there and shows what it is there for, with its faces. */
async function shows(page: Page, room: string): Promise<void> {
  await page.locator(`#rooms a[aria-current="page"][href^="#${room}"]`).first().waitFor({ state: 'attached' });
  await settled(page, room);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/** What is wider than its room, in words; [] where all fits. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('html, .lif-formulas, .equations')) {
      const over = element.scrollWidth - element.clientWidth;
      if (over > 0) found.push(`${element.className || element.tagName} by ${over} px`);
    }
    return found;
  });

/** Waits until every plot has the width of its holder, which it follows some frames later: looked at in every frame. */
const plotsFollowed = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const behind = (svg: Element): boolean => {
      const holder = svg.parentElement!;
      return holder.checkVisibility() && Math.abs(svg.getBoundingClientRect().width - holder.clientWidth) > 1;
    };
    while ([...document.querySelectorAll('.chart > svg')].some(behind))
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });

const sizes = [
  [1440, 900],
  [768, 1024],
  [360, 740],
  [320, 640],
] as const;

/** Looks at the page in all sizes. The dark scheme sets colours only (`test/app/dark.test.ts`). */
async function fits(page: Page, what: string): Promise<void> {
  for (const [width, height] of sizes) {
    await look(page, { width, height });
    await plotsFollowed(page);
    expect(await tooWide(page), `${what} at ${width} px`).toEqual([]);
  }
}

const names = Object.keys(families) as Family[];

test.each(names)('%s: formulas of the LIF laboratory fit', async (family) => {
  const { page, errors } = await openWith(family, 'lif');
  for (const tab of await page.locator('.header [role="tab"]').allTextContents()) {
    await look(page, { width: 1440, height: 900 });
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.locator('.lif-formulas math').first().waitFor();
    await fits(page, tab);
    if (tab === 'Adaptation' || tab === 'The family') await keep(page, `fonts-${family}-${tab}-320`);
  }
  expect(errors).toEqual([]);
});

test.each(names)('%s: every room fits', async (family) => {
  const { page, errors } = await openWith(family, 'network');
  // From room to room, as one goes by the menu; the formulas of one have their own test above.
  for (const room of rooms.filter((name) => name !== 'lif')) {
    await page.goto(new URL(linkTo(room), page.url()).href);
    await shows(page, room);
    await fits(page, room);
    for (const [width, height] of [sizes[0], sizes[2]]) {
      await look(page, { width, height });
      await keep(page, `fonts-${family}-${room}-${width}`);
    }
  }
  expect(errors).toEqual([]);
});

test('indices stand below their symbols, in names and in formulas', async () => {
  const { page } = await openWith('own', 'lif');
  await page.locator('.lif-formulas math').first().waitFor();
  const lowered = await page.evaluate(() => {
    const middle = (e: Element) => {
      const { top, bottom } = e.getBoundingClientRect();
      return (top + bottom) / 2;
    };
    const pairs = [
      ...[...document.querySelectorAll('msub, msubsup')].map((e) => [e.children[0]!, e.children[1]!] as const),
      ...[...document.querySelectorAll('.symbol sub')].map((e) => [e.parentElement!, e] as const),
    ].filter(([base]) => base.checkVisibility());
    return pairs.map(([base, below]) => middle(below) - middle(base));
  });
  expect(lowered.length).toBeGreaterThan(10);
  // An index at 15 px is let down by some 3 px; one at the height of its base would be at 0.
  for (const distance of lowered) expect(distance).toBeGreaterThan(1);
  expect(
    await page.evaluate(() => [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)),
  ).toEqual(expect.arrayContaining([expect.stringContaining('Galvani Math')]));
});
