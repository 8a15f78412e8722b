/** One line per backend: emit, then hand the code to its engine. Loaded on demand, so a page fetches only what it runs. */
import type { BackendName, Engine } from '../engine/engine.ts';
import type { Program } from '../program/program.ts';
import { onRelease } from './release.ts';

export interface BackendOptions {
  /** Threads of the wasm backend; default: as many as the machine has cores, where shared memory is to be had. */
  readonly threads?: number;
  /** Name of the webgpu backend's strategy; default: the winner of a short timed warm-up. */
  readonly strategy?: string;
}

export interface Backend {
  readonly name: BackendName;
  create(program: Program, options?: BackendOptions): Promise<Engine>;
}

export const backends: Readonly<Record<BackendName, Backend>> = {
  reference: {
    name: 'reference',
    async create(program) {
      const [{ emitJavascript }, { ReferenceEngine }] = await Promise.all([
        import('../emit/javascript/emit.ts'),
        import('../engine/reference/engine.ts'),
      ]);
      return new ReferenceEngine(program, emitJavascript(program));
    },
  },
  webgpu: {
    name: 'webgpu',
    async create(program, { strategy } = {}) {
      const [{ emitWgsl }, { createWebgpuEngine }, { releaseNodeGpu }] = await Promise.all([
        import('../emit/wgsl/emit.ts'),
        import('../engine/webgpu/engine.ts'),
        import('../engine/webgpu/adapter.ts'),
      ]);
      onRelease(releaseNodeGpu);
      return createWebgpuEngine(program, emitWgsl(program), strategy === undefined ? {} : { strategy });
    },
  },
  wasm: {
    name: 'wasm',
    async create(program, options = {}) {
      const [{ emitWasm }, { createWasmEngine }] = await Promise.all([
        import('../emit/wasm/emit.ts'),
        import('../engine/wasm/engine.ts'),
      ]);
      return createWasmEngine(program, emitWasm(program, options));
    },
  },
};
