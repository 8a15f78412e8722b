/** Strokes that mark spikes in the traces of cells with a reset. */
import { signal } from '@preact/signals';
import type uPlot from 'uplot';
import { expect, test } from 'vitest';
import type { RunPicture } from '../../src/app/plots/run-view.ts';
import { marksOf, SpikeMarks } from '../../src/app/run/spike-marks.ts';
import { cell, createSimulation, Network } from '../../src/index.ts';
import { SpikeRecord } from '../../src/live/spike-record.ts';

const record = (spikes: SpikeRecord): RunPicture => ({
  spikes,
  groups: [],
  table: new Uint8Array(3),
  dt: 1,
  steps: 8,
  version: signal(0),
  epoch: 0,
  description: { cells: 3 },
});

test('a stroke begins where the trace was cut off: at the last value before the reset, at the time that the raster has', async () => {
  const net = new Network({ seed: 1 });
  net.population(cell({ equations: 'dV/dt = 1 * mV/ms : mV', threshold: 'V > 4.5 * mV', reset: 'V = 0 * mV' }), 1);
  const simulation = await createSimulation(net, { dt: '1 ms', backend: 'reference' });
  simulation.setTraces([{ variables: ['V'], cells: [0] }]);
  const { spikes, traces } = await simulation.run(12);
  simulation.dispose();
  const steps = [...spikes.steps];
  expect(steps).toEqual([4, 9]);
  const trace = { cell: 0, firstStep: 0, values: Float32Array.from(traces[0]!.values) };
  // After four steps of 1 mV; the fifth crosses the threshold and is reset.
  expect(marksOf(trace, steps, 1, 0, 12, 100)).toEqual([
    [4, 4],
    [9, 4],
  ]);
});

test('spikes outside of the window or the trace have no stroke, those of one column have one, from the lowest', () => {
  const trace = { cell: 0, firstStep: 2, values: Float32Array.of(5, 3, 4, 9) };
  expect(marksOf(trace, [1, 2, 3, 4, 5, 6, 7], 1, 0, 8, 8)).toEqual([
    [3, 5],
    [4, 3],
    [5, 4],
    [6, 9],
  ]);
  expect(marksOf(trace, [3, 4, 5, 6], 1, 3.5, 5, 100)).toEqual([
    [4, 3],
    [5, 4],
  ]);
  expect(marksOf(trace, [3, 4, 5, 6], 1, 0, 8, 1)).toEqual([[4, 3]]);
});

test('strokes are of the traced cells alone, come with the run, and end below the top of the plot', () => {
  const spikes = new SpikeRecord();
  spikes.append(Uint32Array.of(1, 1, 2), Uint32Array.of(0, 2, 1));
  const picture = record(spikes);
  const values = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  const lines = [
    { trace: { cell: 2, firstStep: 0, values }, colour: 'red' },
    { trace: { cell: 1, firstStep: 0, values }, colour: 'blue' },
  ];
  const drawn: (string | number)[][] = [];
  const ctx = {
    strokeStyle: '',
    save() {},
    restore() {},
    beginPath() {},
    rect() {},
    clip() {},
    setLineDash() {},
    stroke() {},
    moveTo: (x: number, y: number) => drawn.push([ctx.strokeStyle, x, y]),
    lineTo: (x: number, y: number) => drawn.at(-1)!.push(x, y),
  };
  const plot = {
    ctx,
    bbox: { left: 0, top: 10, width: 8, height: 8 },
    valToPos: (value: number, axis: string) => (axis === 'x' ? value : 100 - value),
  } as unknown as uPlot;
  Object.assign(globalThis, { devicePixelRatio: 1 });
  try {
    const marks = new SpikeMarks();
    marks.over(picture, lines, 0, 8, 8).draw(plot);
    expect(drawn.splice(0)).toEqual([
      ['red', 1, 100, 1, 12],
      ['blue', 2, 99, 2, 12],
    ]);
    spikes.append(Uint32Array.of(3, 4), Uint32Array.of(2, 0));
    marks.over(picture, lines, 0, 8, 8).draw(plot);
    expect(drawn.splice(0).map(([colour, x]) => [colour, x])).toEqual([
      ['red', 1],
      ['red', 3],
      ['blue', 2],
    ]);
    spikes.truncate(0);
    marks.over({ ...picture, epoch: 1 }, lines, 0, 8, 8).draw(plot);
    expect(drawn).toEqual([]);
  } finally {
    Reflect.deleteProperty(globalThis, 'devicePixelRatio');
  }
});
