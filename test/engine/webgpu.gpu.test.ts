import { afterAll, beforeAll } from 'vitest';
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { type Gpu, releaseNodeGpu, requestGpu } from '../../src/engine/webgpu/adapter.ts';
import { createWebgpuEngine } from '../../src/engine/webgpu/engine.ts';
import { conformance } from './conformance.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await requestGpu();
});
afterAll(() => {
  gpu.destroy();
  releaseNodeGpu();
});

conformance('webgpu', (program, { probes }) => createWebgpuEngine(program, emitWgsl(program), { probes, gpu }));
