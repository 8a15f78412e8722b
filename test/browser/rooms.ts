/** Every room of the page with what it opens on here, and how to tell that it shows it. */
import type { Page } from 'playwright-core';
import { roomTitles } from '../../src/app/room-titles.ts';
import { finished } from './browser.ts';

export const rooms: readonly string[] = roomTitles.map((room) => room.name);

/** Two by three networks of 300 cells for 60 ms. */
export const smallSweep =
  '#sweep?preset=ei-tutorial&x=w_i:0:134:3&y=share_E:0.6:0.8:2&n_exc=240&n_inh=60&p=0.2&duration=60+ms&transient=20+ms';

/** What of a room is looked at, where its own beginning would run for long. */
const short: Readonly<Record<string, string>> = {
  network: '#network?preset=ei-tutorial&duration=20+ms',
  sweep: smallSweep,
  dendrites: '#dendrites?cell=branched&duration=20+ms&pace=max',
};

export const linkTo = (room: string): string => short[room] ?? `#${room}`;

/** Waits until the room shows what it is there for, and nothing is under way. */
export async function settled(page: Page, room: string): Promise<void> {
  await page.locator('main').first().waitFor();
  if (room === 'network') await finished(page);
  if (room === 'sweep') await page.locator('[data-figure="progress"]', { hasText: 'networks in' }).waitFor();
  if (room === 'dendrites') await page.locator('[data-phase="finished"]').waitFor();
  if (['laboratory', 'lif', 'channels'].includes(room)) await page.locator('.chart .axes').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.busy[role="status"], .loading') === null);
}
