/** How dark a pixel of a dense raster is. */
import { expect, test } from 'vitest';
import { density, fullAt, keptFull, opacity } from '../../src/app/plots/raster/shade.ts';
import type { RunPicture } from '../../src/app/plots/run-view.ts';

test('the mean is half full, up to rounding to a power of two; where there is room one spike fills its pixel', () => {
  expect([0, 0.1, 0.5].map(fullAt)).toEqual([1, 1, 1]);
  expect([0.6, 1, 1.1, 2, 3.3].map(fullAt)).toEqual([2, 2, 4, 4, 8]);
  expect(fullAt(1e6)).toBe(128);
  expect(opacity(1, 1)).toBe(255);
});

test('more spikes are darker, one is seen, and many are full', () => {
  const shades = Array.from({ length: 10 }, (_, k) => opacity(k + 1, 8));
  expect(shades[0]).toBeGreaterThan(50);
  for (let k = 1; k < 8; k++) expect(shades[k]!).toBeGreaterThan(shades[k - 1]!);
  expect(shades.slice(7)).toEqual([255, 255, 255]);
});

test('a mean that wavers about a power of two draws nothing anew', () => {
  let [full, changes] = [1, 0];
  for (let k = 0; k < 100; k++) {
    const next = keptFull(full, fullAt(2 + (k % 2 === 0 ? 0.01 : -0.01)));
    if (next !== full) changes++;
    full = next;
  }
  expect([full, changes]).toEqual([8, 1]);
  expect(keptFull(8, 2)).toBe(2);
  expect(keptFull(8, 4)).toBe(8);
});

test('density is of the window: 400 spikes of 10 cells in 100 ms, looked at 50 ms and 5 cells on 10 × 10 pixels', () => {
  const record = { spikes: { count: 400 }, steps: 1000, dt: 0.1, table: new Uint8Array(10) } as unknown as RunPicture;
  const area = { left: 0, top: 0, width: 10, height: 10 };
  expect(density(record, { from: 0, to: 50 }, { from: 0, to: 5 }, area)).toBeCloseTo(1, 12);
  expect(density({ ...record, steps: 0 }, { from: 0, to: 50 }, { from: 0, to: 5 }, area)).toBe(0);
});
