import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeGpu, type Gpu, releaseNodeGpu, requestGpu } from '../../../src/engine/webgpu/adapter.ts';
import { createWebgpuEngine, type WebgpuOptions } from '../../../src/engine/webgpu/engine.ts';
import { DeviceLostError } from '../../../src/engine/webgpu/errors.ts';
import { UserError } from '../../../src/errors.ts';
import type { Program } from '../../../src/program/program.ts';
import { manyUniforms } from '../../programs/all.ts';
import { noisy } from '../../programs/noisy.ts';

let gpu: Gpu;
const open: Engine[] = [];
const engineOf = async (program: Program, options: WebgpuOptions = {}): Promise<Engine> => {
  const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, ...options });
  open.push(engine);
  return engine;
};
beforeAll(async () => {
  gpu = await requestGpu();
});
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});
afterAll(() => {
  gpu.destroy();
  releaseNodeGpu();
});

test('the adapter has a name and says whether it is software', async () => {
  expect(gpu.name).toMatch(/\w/);
  expect(gpu.software).toBe(/swiftshader|llvmpipe|lavapipe/.test(gpu.name));
  expect(await describeGpu()).toEqual({ name: gpu.name, software: gpu.software });
});

test('a run is the same for every workgroup size and every number of steps per submit', async () => {
  const program = noisy();
  const run = async (options: WebgpuOptions) => {
    const { spikes } = await (await engineOf(program, options)).run(400);
    return `${spikes.steps} ${spikes.cells}`;
  };
  const first = await run({});
  expect(first.length).toBeGreaterThan(1000);
  for (const threads of [32, 64, 128, 256]) expect(await run({ threads })).toBe(first);
  // With one cell per thread, as on hardware.
  expect(await run({ gpu: { ...gpu, software: false } })).toBe(first);
  for (const stepsPerSubmit of [1, 7, 1000]) expect(await run({ stepsPerSubmit })).toBe(first);
});

test('uniforms beyond a uniform buffer are read from the tables, and can be replaced', async () => {
  const program = manyUniforms();
  const engine = await engineOf(program);
  await engine.run(1);
  expect([...(await engine.readColumn(0, 0))]).toEqual([17004, 17005, 17006]);
  expect([...(await engine.readColumn(0, 1))]).toEqual([0, 17000, 34000]);
  engine.setUniforms(0, new Float64Array(17000).fill(2));
  await engine.run(1);
  expect([...(await engine.readColumn(0, 0))]).toEqual([7, 8, 9]);
});

test('probing costs a second dispatch per step, and only then', async () => {
  const engine = await engineOf(noisy());
  expect(engine.dispatchesPerStep).toBe(1);
  engine.setProbes([{ population: 0, columns: [0], cells: [0] }]);
  expect(engine.dispatchesPerStep).toBe(2);
});

test('a checkpoint goes to an engine with other workgroups on another device', async () => {
  const program = noisy();
  const engine = await engineOf(program);
  await engine.run(100);
  const checkpoint = await engine.checkpoint();
  const ahead = await engine.run(100);
  const other = await createWebgpuEngine(program, emitWgsl(program), { threads: 32 });
  open.push(other);
  other.restore(checkpoint);
  const { spikes } = await other.run(100);
  expect([...spikes.cells]).toEqual([...ahead.spikes.cells]);
  expect([...spikes.steps]).toEqual([...ahead.spikes.steps]);
});

describe('errors', () => {
  test('a lost device makes every call reject with a DeviceLostError, and a run resumes elsewhere', async () => {
    const program = noisy();
    const lost = await requestGpu();
    const engine = await engineOf(program, { gpu: lost });
    await engine.run(50);
    const checkpoint = await engine.checkpoint();
    const pending = engine.run(5000);
    lost.device.destroy();
    await expect(pending).rejects.toThrow(DeviceLostError);
    await expect(engine.run(1)).rejects.toThrow(DeviceLostError);
    await expect(engine.readColumn(0, 0)).rejects.toThrow(DeviceLostError);
    await expect(engine.checkpoint()).rejects.toThrow(DeviceLostError);
    const other = await engineOf(program);
    other.restore(checkpoint);
    expect(other.step).toBe(50);
    const whole = await (await engineOf(program)).run(150);
    const resumed = await other.run(100);
    const from = whole.spikes.steps.findIndex((step) => step >= 50);
    expect([...resumed.spikes.cells]).toEqual([...whole.spikes.cells.subarray(from)]);
  });

  test('a disposed engine takes no more calls, and its pending run rejects', async () => {
    const engine = await engineOf(noisy());
    const pending = engine.run(3000);
    engine.dispose();
    await expect(pending).rejects.toThrow('disposed');
    await expect(engine.run(1)).rejects.toThrow('disposed');
  });

  test('calls with arguments that cannot be are refused at once', async () => {
    const program = noisy();
    const engine = await engineOf(program);
    for (const steps of [0, -1, 1.5, Number.NaN]) await expect(engine.run(steps)).rejects.toThrow(RangeError);
    expect(engine.step).toBe(0);
    expect(() => engine.writeColumn(0, 0, new Float64Array(3))).toThrow(RangeError);
    expect(() => engine.setUniforms(0, new Float64Array(99))).toThrow(RangeError);
    expect(() => engine.setProbes([{ population: 9, columns: [0], cells: [0] }])).toThrow(RangeError);
    await expect(engine.readColumn(0, 9)).rejects.toThrow(RangeError);
    const checkpoint = await engine.checkpoint();
    expect(() => engine.restore({ ...checkpoint, columns: [] })).toThrow(UserError);
    expect((await engine.run(5)).steps).toBe(5);
  });
});
