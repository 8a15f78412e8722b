/** One line per backend: emit, then hand the code to its engine. Loaded on demand, so a page fetches only what it runs. */
import type { BackendName, Engine } from '../engine/engine.ts';
import { releaseNodeGpu } from '../engine/webgpu/dawn/here.ts';
import { UserError } from '../errors.ts';
import type { Program } from '../program/program.ts';
import { weightedOf } from '../program/synapses.ts';
import { formatQuantity } from '../quantity/quantity.ts';
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

/**
 * Weights in single precision move in steps of 2⁻²⁴ of themselves. Where a pair's largest change is below 2⁻¹⁸ of the range's end, 64 of
 * these steps, the smaller changes of pairs further apart are rounded away: by then half a percent of all change, and in proportion below.
 */
const FINEST_CHANGE = 2 ** -18;

/** Throws a UserError where single precision would lose what a program computes. */
function checkSingle(program: Program): void {
  for (const { name, plasticity } of weightedOf(program)) {
    if (!plasticity || plasticity.change === undefined) continue;
    const { change, low, high, unit } = plasticity;
    const largest = Math.max(Math.abs(low), Math.abs(high));
    if (change >= FINEST_CHANGE * largest) continue;
    throw new UserError(
      `The weights of the projection ${name} change by ${(change / largest).toPrecision(2)} of the range's largest value (${formatQuantity(largest, unit)}) at a pair of spikes; below ${FINEST_CHANGE.toPrecision(2)} single precision rounds too much of it away. Take the backend 'reference', a narrower range or larger changes.`,
    );
  }
}

export const backends: Readonly<Record<BackendName, Backend>> = {
  reference: {
    name: 'reference',
    async create(program) {
      const [{ emitJavascript }, { createReferenceEngine }] = await Promise.all([
        import('../emit/javascript/emit.ts'),
        import('../engine/reference/engine.ts'),
      ]);
      return createReferenceEngine(program, emitJavascript(program));
    },
  },
  webgpu: {
    name: 'webgpu',
    async create(program, { strategy } = {}) {
      checkSingle(program);
      const [{ emitWgsl }, { createWebgpuEngine }] = await Promise.all([
        import('../emit/wgsl/emit.ts'),
        import('../engine/webgpu/engine.ts'),
      ]);
      onRelease(releaseNodeGpu);
      return createWebgpuEngine(program, emitWgsl(program), strategy === undefined ? {} : { strategy });
    },
  },
  wasm: {
    name: 'wasm',
    async create(program, options = {}) {
      checkSingle(program);
      const [{ emitWasm }, { createWasmEngine }, { simdTarget }] = await Promise.all([
        import('../emit/wasm/emit.ts'),
        import('../engine/wasm/engine.ts'),
        import('../engine/wasm/target.ts'),
      ]);
      return createWasmEngine(program, emitWasm(program, simdTarget(program, options)));
    },
  },
};
