/** Plans of what is done to a run, lists of cells as text, the page's record, and the lasso. */
import { describe, expect, test } from 'vitest';
import { cellsWithin } from '../../src/app/plots/raster/lasso.ts';
import { TimeView } from '../../src/app/plots/time-view.ts';
import { RunRecord } from '../../src/app/run/record.ts';
import { cellsText, readCells } from '../../src/index.ts';
import type { Action, Description } from '../../src/live/types.ts';
import { Schedule } from '../../src/simulate/interventions/schedule.ts';
import { fakeGroups } from './fake-simulation.ts';

describe('plans', () => {
  const kick = { kind: 'kick', cells: [1], amplitude: '1 mV' } as const;
  const inject = (duration: number) => ({ kind: 'inject', cells: [1], amplitude: '1 pA', duration }) as const;

  test('stops where something begins or ends', () => {
    const plan = new Schedule<Action>(
      [
        { step: 10, action: inject(2) },
        { step: 50, action: kick },
      ],
      0.1,
    );
    expect(plan.nextStop(0)).toBe(10);
    expect(plan.take(9)).toBeUndefined();
    expect(plan.take(10)?.action).toEqual(inject(2));
    expect(plan.active(10).length).toBe(1);
    expect(plan.nextStop(10)).toBe(30);
    expect(plan.active(29).length).toBe(1);
    expect(plan.endsAt(30)).toBe(true);
    expect(plan.active(30).length).toBe(0);
    expect(plan.nextStop(30)).toBe(50);
  });

  test('turns of one parameter before one step are one, and are undone together', () => {
    const plan = new Schedule<Action>([], 0.1);
    plan.add({ step: 5, action: kick });
    for (const value of [1, 2, 3])
      plan.add({ step: 7, action: { kind: 'set', name: 'w_e', value: { value, unit: 'nS' } } });
    plan.add({ step: 9, action: { kind: 'set', name: 'w_e', value: '4 nS' } });
    expect(plan.done.map((i) => i.step)).toEqual([5, 7, 9]);
    expect(plan.beforeLast()).toBe(1);
    plan.forget(1);
    expect(plan.done.length).toBe(1);
  });

  test('a current that never ends has no end', () => {
    const plan = new Schedule([{ step: 0, action: inject(Number.POSITIVE_INFINITY) }], 0.1);
    plan.take(0);
    expect(plan.nextStop(0)).toBe(Number.POSITIVE_INFINITY);
    expect(plan.active(1e9).length).toBe(1);
  });
});

test('lists of cells as text and back', () => {
  for (const cells of [[0], [0, 1, 2], [1, 3, 4, 5, 9], []])
    expect(cells.length ? readCells(cellsText(cells)) : []).toEqual(cells);
  expect(readCells('7, 3-5,4')).toEqual([3, 4, 5, 7]);
});

describe('the record', () => {
  const description = { dt: 0.1, cells: 100, groups: fakeGroups, populations: [] } as unknown as Description;
  const filled = () => {
    const record = new RunRecord(description);
    record.add({
      type: 'block',
      run: 1,
      firstStep: 0,
      steps: 100,
      spikeSteps: Uint32Array.of(5, 20, 20, 60),
      spikeCells: Uint32Array.of(10, 20, 90, 30),
      traces: [],
    });
    return record;
  };

  test('a lasso finds the cells of the spikes within it', () => {
    const view = new TimeView();
    view.until.value = 10;
    view.cellCount.value = 100;
    const area = { width: 100, height: 100 };
    const box = (x0: number, x1: number, y0: number, y1: number) => [
      { x: x0, y: y0 },
      { x: x1, y: y0 },
      { x: x1, y: y1 },
      { x: x0, y: y1 },
    ];
    // Time 2 ms lies at x = 20; cell 20 at y = 79.5, cell 90 at y = 9.5.
    expect(cellsWithin(filled(), view, area, box(15, 25, 0, 100))).toEqual([20, 90]);
    expect(cellsWithin(filled(), view, area, box(15, 25, 50, 100))).toEqual([20]);
    expect(cellsWithin(filled(), view, area, box(0, 100, 0, 100))).toEqual([10, 20, 30, 90]);
    expect(cellsWithin(filled(), view, area, [{ x: 0, y: 0 }])).toEqual([]);
  });

  test('rewinding takes spikes and counts away', () => {
    const record = filled();
    record.rewind(20);
    expect(record.spikes.count).toBe(1);
    expect(record.steps).toBe(20);
    expect(record.counts.map((c) => c.reduce((n, v) => n + v, 0))).toEqual([1, 0]);
    expect(record.epoch).toBe(1);
  });
});
