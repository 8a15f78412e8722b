import { afterAll, beforeAll } from 'vitest';
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { type Gpu, releaseNodeGpu, requestGpu } from '../../src/engine/webgpu/adapter.ts';
import { createWebgpuEngine } from '../../src/engine/webgpu/engine.ts';
import { strategies } from '../../src/engine/webgpu/strategies/index.ts';
import { proceduralConformance } from './procedural-conformance.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await requestGpu();
});
afterAll(() => {
  gpu.destroy();
  releaseNodeGpu();
});

// 'batched' takes none of those with delays of one step; engine.gpu.test.ts has its own.
for (const { name, makesRows } of Object.values(strategies))
  if (makesRows && name !== 'batched')
    proceduralConformance(
      `webgpu, ${name}`,
      (program) => createWebgpuEngine(program, emitWgsl(program), { gpu, strategy: name }),
      // The strategies share the code that makes rows: one of them is tried at length.
      name === 'fused' ? {} : { rows: 30, duration: 15 },
    );
