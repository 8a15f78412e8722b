/** Touches and edits on the graphics card: the columns are written there, and the state is carried from one program to the next. */
import { expect, test } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { createSimulation, type RunBlock } from '../../src/index.ts';
import { LiveRun } from '../../src/live/live-run.ts';
import { presetByName } from '../../src/presets/index.ts';

const preset = presetByName('ei-tutorial');
const experiment = { ...defaultExperiment(preset), backend: 'webgpu' as const };
const open = () => LiveRun.open(preset, experiment, [], [], { create: createSimulation, onProgress() {} });
const cells = Array.from({ length: 400 }, (_, k) => k);

/** Spikes per cell of those touched and of the others. */
function shares(block: RunBlock): { touched: number; others: number } {
  const touched = block.spikes.cells.filter((c) => c < 400).length;
  return { touched: touched / 400, others: (block.spikes.cells.length - touched) / 3600 };
}

test('a current and a silence act on their cells, and end', async () => {
  const live = await open();
  await live.simulation.run(500);
  await live.act({ kind: 'inject', cells, amplitude: '3 nA', duration: 20 });
  const driven = shares(await live.simulation.run(200));
  expect(driven.touched).toBeGreaterThan(2 * driven.others);
  await live.settle();
  await live.act({ kind: 'silence', cells, duration: 20 });
  const silent = shares(await live.simulation.run(200));
  expect(silent.touched).toBe(0);
  expect(silent.others).toBeGreaterThan(0.3);
  await live.settle();
  expect(shares(await live.simulation.run(200)).touched).toBeGreaterThan(0);
  live.dispose();
});

test('the same model by another text goes on with the same spikes', async () => {
  const plain = await open();
  await plain.simulation.run(300);
  const expected = await plain.simulation.run(300);
  const live = await open();
  await live.simulation.run(300);
  const { model } = live.describe().populations[0]!;
  const before = live.simulation;
  await live.act({
    kind: 'model',
    population: '',
    model: { ...model, equations: `# by another text\n${model.equations}` },
  });
  expect(live.simulation).not.toBe(before);
  expect((await live.simulation.run(300)).spikes).toEqual(expected.spikes);
  plain.dispose();
  live.dispose();
});
