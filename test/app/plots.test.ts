import { expect, test } from 'vitest';
import { positionOf, positions, valueAt } from '../../src/app/controls/slider-scale.ts';
import { GrowingRange } from '../../src/app/plots/range.ts';
import { rateLine } from '../../src/app/plots/rates.ts';
import { cellAt, rowAt, spreadOut } from '../../src/app/plots/rows.ts';
import { thin } from '../../src/app/plots/thin.ts';
import { TimeView } from '../../src/app/plots/time-view.ts';
import { groupTable, shownGroups } from '../../src/live/groups.ts';
import { SpikeRecord } from '../../src/live/spike-record.ts';
import { presets } from '../../src/presets/index.ts';
import { surroundings } from '../../src/presets/surroundings.ts';
import { fakeGroups } from './fake-simulation.ts';

test('the finest groups are shown, in the order of their cells', () => {
  expect(shownGroups(fakeGroups).map((g) => g.name)).toEqual(['E', 'I']);
  const table = groupTable(shownGroups(fakeGroups), 102);
  expect([table[0], table[79], table[80], table[99], table[101]]).toEqual([0, 0, 1, 1, 2]);
});

test('a smoothed rate keeps the number of spikes and stops at the last whole millisecond', () => {
  const counts = new Uint32Array(64);
  counts[20] = 100;
  const { times, rate } = rateLine(counts, 50, 0, 40, 40, 1000);
  expect(times).toHaveLength(40);
  expect(times[20]).toBe(20.5);
  // Σ rate · 1 ms · 50 cells is the number of spikes.
  expect(rate.reduce((a, r) => a + (r * 50) / 1000, 0)).toBeCloseTo(100, 9);
  expect(Math.max(...rate)).toBe(rate[20]);
  expect(rateLine(counts, 50, 0, 100, 40.9, 1000).times).toHaveLength(40);
  expect(rateLine(counts, 50, 0, 40, 40, 10).times.length).toBeLessThanOrEqual(10);
});

test('thinned traces keep every spike', () => {
  const values = new Float32Array(100_000).fill(-65);
  for (let k = 500; k < values.length; k += 5000) values[k] = 40;
  const [times, row] = thin([{ cell: 0, firstStep: 0, values }], 0.1, 0, 10_000, 300);
  expect(times.length).toBeLessThanOrEqual(602);
  expect(row!.filter((v) => v === 40)).toHaveLength(20);
  for (let k = 1; k < times.length; k++) expect(times[k]!).toBeGreaterThan(times[k - 1]!);
});

test('a trace that begins late has a gap before it', () => {
  const late = { cell: 1, firstStep: 5, values: Float32Array.of(1, 2, 3) };
  const early = { cell: 0, firstStep: 0, values: Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0) };
  const [times, , row] = thin([early, late], 1, 0, 8, 100);
  expect([...times]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(row).toEqual([null, null, null, null, null, 1, 2, 3]);
});

test('the view follows the run and stays inside it', () => {
  const view = new TimeView();
  view.until.value = 100;
  expect(view.span.value).toEqual({ from: 0, to: 100 });
  view.zoom(0.1, 20);
  expect(view.span.value).toEqual({ from: 18, to: 28 });
  view.pan(-10);
  expect(view.span.value).toEqual({ from: 0, to: 10 });
  view.zoom(1000);
  expect(view.span.value).toEqual({ from: 0, to: 100 });
  expect(view.chosen.value).toBeUndefined();

  view.until.value = 5000;
  view.now.value = 3000;
  expect(view.span.value).toEqual({ from: 2000, to: 3000 });
  view.home();
  expect(view.span.value).toEqual({ from: 0, to: 3000 });
  view.home();
  expect(view.span.value).toEqual({ from: 2000, to: 3000 });
});

test('cells zoom about a cell and never beyond the network', () => {
  const view = new TimeView();
  view.cellCount.value = 4000;
  view.zoomCells(0.5, 1000);
  expect(view.cells.value).toEqual({ from: 500, to: 2500 });
  view.shiftCells(9999);
  expect(view.cells.value).toEqual({ from: 2000, to: 4000 });
  view.zoomCells(100);
  expect(view.chosenCells.value).toBeUndefined();
});

test('the record finds the first spike of a step', () => {
  const record = new SpikeRecord();
  for (let part = 0; part < 50; part++) {
    record.append(
      Uint32Array.from({ length: 1000 }, (_, k) => part * 100 + Math.floor(k / 10)),
      Uint32Array.from({ length: 1000 }, (_, k) => k),
    );
  }
  expect(record.count).toBe(50_000);
  for (const step of [0, 1, 99, 100, 2500, 4999]) expect(record.place(step)).toBe(step * 10);
  expect(record.place(5000)).toBe(50_000);
});

test('every slider holds the default and the literature, and its ends are allowed', () => {
  for (const preset of presets) {
    for (const p of preset.parameters) {
      const scale = surroundings(p);
      for (const value of [p.value, ...(p.literature ? [p.literature.value] : [])]) {
        const position = positionOf(value, scale);
        if (value > 0)
          expect(Math.abs(valueAt(position, scale, p) - value)).toBeLessThanOrEqual(0.02 * (scale.high - scale.low));
      }
      for (const position of [0, positions]) {
        const value = valueAt(position, scale, p);
        expect(value).toBeGreaterThanOrEqual(p.range[0]);
        expect(value).toBeLessThanOrEqual(p.range[1]);
      }
    }
  }
});

test('the range of a value axis has round bounds, grows and does not shrink, until something else is shown', () => {
  const range = new GrowingRange();
  expect(range.around('a', [[], [null]], 20)).toBeUndefined();
  // At rest the least width stands around the line.
  expect(range.around('a', [[-65, -65.2, null]], 20)).toEqual({ low: -80, high: -55 });
  const spiking = range.around('a', [[-65], [-88, 48]], 20);
  expect(spiking).toEqual({ low: -100, high: 60 });
  expect(range.around('a', [[-65, -64]], 20)).toEqual(spiking);
  expect(range.around('b', [[0, 19.9]], 20)).toEqual({ low: -5, high: 25 });
  expect(range.around('c', [[0.2, 0.8]], 1)).toEqual({ low: 0, high: 1 });
});

test('rows count from the bottom, or from the top', () => {
  const up = { from: 100, to: 300 };
  expect([100, 150, 300].map((cell) => rowAt(cell, up, 400))).toEqual([400, 300, 0]);
  expect([100, 150, 300].map((cell) => rowAt(cell, { ...up, down: true }, 400))).toEqual([0, 100, 400]);
  for (const rows of [up, { ...up, down: true }])
    for (const y of [0, 130, 400]) expect(rowAt(cellAt(y, rows, 400), rows, 400)).toBeCloseTo(y, 9);
});

test('names that would overlap move apart, and stay between the ends where they fit', () => {
  expect(spreadOut([20, 100], 12, 10, 200)).toEqual([20, 100]);
  expect(spreadOut([20, 22, 25], 12, 10, 200)).toEqual([20, 32, 44]);
  expect(spreadOut([180, 195, 199], 12, 10, 200)).toEqual([176, 188, 200]);
  expect(spreadOut([0], 12, 10, 200)).toEqual([10]);
});
