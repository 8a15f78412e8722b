import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { createWebgpuEngine } from '../../src/engine/webgpu/engine.ts';
import { strategies } from '../../src/engine/webgpu/strategies/index.ts';
import { sharedGpu } from '../gpu.ts';
import { proceduralConformance } from './procedural-conformance.ts';

const gpu = sharedGpu();

// 'batched' takes none of those with delays of one step; engine.gpu.test.ts has its own.
for (const { name, takes, together } of Object.values(strategies))
  if (takes.has('made') && name !== 'batched' && !together)
    proceduralConformance(
      `webgpu, ${name}`,
      (program) => createWebgpuEngine(program, emitWgsl(program), { gpu, strategy: name }),
      // The strategies share the code that makes rows: one of them is tried at length.
      // 'persistent' takes 4096 cells at most.
      name === 'fused' ? {} : { rows: 30, duration: 15, many: name === 'persistent' ? 3990 : 5003 },
    );
