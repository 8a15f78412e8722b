/** The device that engines share. */
import { afterAll, expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import { borrowGpu } from '../../../src/engine/webgpu/borrow.ts';
import { releaseNodeGpu } from '../../../src/engine/webgpu/dawn/here.ts';
import { createWebgpuEngine } from '../../../src/engine/webgpu/engine.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';

afterAll(releaseNodeGpu);

test('one for all who have it at a time; the last gives it back, and a lost one is lent no more', async () => {
  const [a, b] = await Promise.all([borrowGpu(), borrowGpu()]);
  expect(b.device).toBe(a.device);
  a.destroy();
  a.destroy();
  const c = await borrowGpu();
  expect(c.device).toBe(a.device);
  c.destroy();
  b.destroy();
  expect((await a.device.lost).reason).toBe('destroyed');
  const d = await borrowGpu();
  expect(d.device).not.toBe(a.device);
  d.device.destroy();
  await d.device.lost;
  const e = await borrowGpu();
  expect(e.device).not.toBe(d.device);
  // What is given back late does not close the new one.
  d.destroy();
  const f = await borrowGpu();
  expect(f.device).toBe(e.device);
  e.destroy();
  f.destroy();
});

test('engines at work at the same time on one device have the spikes of one alone, also when another goes in mid-run', async () => {
  const program = noisy();
  const make = () => createWebgpuEngine(program, emitWgsl(program), { strategy: 'two-pass' });
  const held = await borrowGpu();
  const alone = await make();
  const { spikes } = await alone.run(150);
  alone.dispose();
  const [a, b, c] = await Promise.all([make(), make(), make()]);
  const going = [a.run(150), b.run(150)];
  const cut = c.run(3000);
  c.dispose();
  await expect(cut).rejects.toThrow('disposed');
  for (const chunk of await Promise.all(going)) expect(chunk.spikes).toEqual(spikes);
  expect(spikes.steps.length).toBeGreaterThan(0);
  a.dispose();
  b.dispose();
  // Nobody closed it in between.
  const again = await borrowGpu();
  expect(again.device).toBe(held.device);
  again.destroy();
  held.destroy();
});
